"""On which line a subject is described, in formats of which the parser does not tell."""

import json
import re
from xml.parsers import expat

from grondslag.errors import InputError
from grondslag.intake.faults import syntax_error
from grondslag.intake.formats import RDF_XML
from grondslag.intake.json_context import Names, NotTold
from grondslag.intake.nesting import MOST_LEVELS, too_deep
from grondslag.intake.turtle import resolve

_XML = "http://www.w3.org/XML/1998/namespace"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_xml(data: bytes, name: str) -> dict[str, int]:
    """Return the line of each subject of an RDF/XML document.

    Oxigraph reads a file that is cut off up to the break, without a word; here it is refused.

    Raises:
        InputError: with line and column, if the XML is not whole, declares entities, or is
            nested too deep.
    """
    if found := _DECLARATION.search(data):
        raise InputError(
            "Dit bestand bevat een DOCTYPE of ENTITY. Die worden om veiligheidsredenen niet "
            "gelezen. Sla het bestand op als Turtle, of schrijf de adressen voluit.",
            "This file holds a DOCTYPE or ENTITY, which are not read for reasons of safety. "
            "Save the file as Turtle, or write the addresses in full.",
            file=name,
            line=data.count(b"\n", 0, found.start()) + 1,
        )
    lines: dict[str, int] = {}
    parser = expat.ParserCreate(namespace_separator="")
    bases: list[str] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        if len(bases) >= MOST_LEVELS:
            # What Oxigraph needs for the names that are in force grows with the square of this.
            raise too_deep(name, parser.CurrentLineNumber)
        bases.append(attributes.get(f"{_XML}base", bases[-1] if bases else ""))
        about, identifier = attributes.get(f"{_RDF}about"), attributes.get(f"{_RDF}ID")
        reference = f"#{identifier}" if identifier is not None else about
        if reference is not None:
            address = resolve(bases[-1], reference) or reference
            lines.setdefault(address, parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: bases.pop()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = SyntaxError(expat.errors.messages[error.code])
        reason.lineno, reason.offset = error.lineno, error.offset + 1
        raise syntax_error(reason, name, RDF_XML, data, 0) from error
    return lines


def json_subjects(data: bytes) -> dict[str, int]:
    """Return the line of each subject of a JSON-LD document, as far as its text tells."""
    text = data.decode("utf-8", errors="replace")
    names = _names_at_top(text)
    keys = "|".join(re.escape(json.dumps(key)) for key in names.aliases("@id"))
    subject = rf'(?:{keys})\s*:\s*"((?:[^"\\]|\\.)+)"'
    # An object with nothing but an @id refers to a thing; it does not describe one.
    references = {match.start(1) for match in re.finditer(rf"\{{\s*({subject})\s*\}}", text)}
    lines: dict[str, int] = {}
    counted, line = 0, 1
    for match in re.finditer(subject, text):
        if match.start() in references:
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        address = names.address(match[1])
        if address is not None:
            lines.setdefault(address, line)
    return lines


def _names_at_top(text: str) -> Names:
    """Return what the context at the top of a document, or of the first thing in it, declares."""
    try:
        document = json.loads(text)
        first = document[0] if isinstance(document, list) and document else document
        context = first.get("@context") if isinstance(first, dict) else None
    except (ValueError, RecursionError):
        # Oxigraph has read the document; only the lines of its subjects are lost.
        return Names()
    try:
        return Names() if context is None else Names().within(context)
    except NotTold:
        # Of a context that is not followed as a whole, plain terms and prefixes tell enough here.
        parts = context if isinstance(context, list) else [context]
        terms = {
            name: meaning
            for part in parts
            if isinstance(part, dict)
            for name, meaning in part.items()
            if isinstance(meaning, str) and not name.startswith("@")
        }
        return Names(terms)
