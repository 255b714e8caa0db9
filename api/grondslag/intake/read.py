"""Read RDF in six serialisations into one dataset.

Oxigraph judges the syntax of every input. Turtle and TriG are then read once more for the
line of each triple; N-Triples and N-Quads have one triple per line; RDF/XML and JSON-LD tell
the line where a subject is described. Nothing is ever fetched: an ``owl:imports`` or a remote
JSON-LD context is noted or refused.
"""

import json
import logging
import re
from collections.abc import Callable, Iterator
from xml.parsers import expat

import pyoxigraph as ox
from rdflib import BNode, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

from grondslag.dataset import Dataset, SourceFile
from grondslag.dataset.store import from_oxigraph
from grondslag.errors import InputError, LimitExceeded, UnsupportedFormat
from grondslag.intake.formats import (
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TURTLE,
    Format,
    format_of,
    sniff,
)
from grondslag.intake.sources import STANDARD_INPUT, find_sources, take
from grondslag.intake.turtle import CannotLocate, TurtleReader, resolve
from grondslag.settings import Settings, settings
from grondslag.vocabulary import RESERVED, shorten

# A value such as "2026-02-30"^^xsd:date is data that a rule reports; rdflib would log a traceback.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

__all__ = ["STANDARD_INPUT", "read_bytes", "read_files"]

Progress = Callable[[str], None]

_XML = "http://www.w3.org/XML/1998/namespace"
_BATCH_LINES = 50_000
_LINE_FAMILY = {TURTLE, TRIG, N_TRIPLES, N_QUADS}
_POSITION = re.compile(
    r"^Parser error at line \d+ (?:column \d+|between columns \d+ and \d+|[^:]*): "
)
_UNKNOWN_PREFIX = re.compile(r"prefix (\S*:) has not been declared")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_JSON_SUBJECT = re.compile(r'"@id"\s*:\s*"([^"]+)"')
# An object with nothing but an @id refers to a thing; it does not describe one.
_JSON_REFERENCE = re.compile(r'\{\s*("@id"\s*:\s*"[^"]+")\s*\}')


def read_files(
    names: list[str],
    *,
    limits: Settings | None = None,
    progress: Progress | None = None,
    may_redefine: bool = False,
) -> Dataset:
    """Read files, folders, shipped data sets or standard input into one dataset.

    Args:
        names: what to read, in order; ``-`` is standard input.
        limits: settings to use instead of those of the environment.
        progress: is told the name of each input before it is read.
        may_redefine: allow statements about our own terms, as a shapes graph makes.

    Raises:
        InputError: with file, and where known line and column, if an input cannot be used.
    """
    limits = limits or settings()
    dataset = Dataset()
    seen: dict[str, str] = {}
    for source in find_sources(names, dataset.remarks):
        if progress:
            progress(source.name)
        data, digest = take(source, limits)
        if digest in seen:
            dataset.remarks.append(
                (
                    f"{source.name} is gelijk aan {seen[digest]} en telt één keer mee.",
                    f"{source.name} equals {seen[digest]} and counts once.",
                )
            )
            continue
        seen[digest] = source.name
        _read(dataset, source.name, data, digest, None, may_redefine)
    return dataset


def read_bytes(name: str, data: bytes, digest: str, content_type: str | None = None) -> Dataset:
    """Read one input that is already in memory, such as an upload.

    Raises:
        InputError: as :func:`read_files`.
    """
    dataset = Dataset()
    _read(dataset, name, data, digest, content_type)
    return dataset


def _read(
    dataset: Dataset,
    name: str,
    data: bytes,
    digest: str,
    content_type: str | None,
    may_redefine: bool = False,
) -> None:
    if not data.strip():
        raise InputError(
            "Dit bestand is leeg. Controleer of u het juiste bestand hebt gekozen.",
            "This file is empty. Check that you chose the right file.",
            file=name,
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    kind = format_of(name, data[:4096], content_type)
    number = len(dataset.files)
    dataset.files.append(SourceFile(name, kind.name, len(data), digest))
    collector = _Collector(dataset, number, may_redefine)
    if kind in (TURTLE, TRIG):
        _read_turtle(collector, kind, data)
    elif kind in (N_TRIPLES, N_QUADS):
        _read_lines(collector, kind, data)
    else:
        _read_tree(collector, kind, data)
    if collector.count == 0:
        raise InputError(
            "In dit bestand staat geen enkel gegeven.",
            "There is no data at all in this file.",
            file=name,
        )
    for subject, address in dataset.graph.subject_objects(OWL.imports):
        pair = (str(subject), str(address))
        if pair not in dataset.ignored_imports:
            dataset.ignored_imports.append(pair)


class _Collector:
    """Puts triples of one file into the dataset; refuses what redefines our own terms."""

    def __init__(self, dataset: Dataset, number: int, may_redefine: bool) -> None:
        self.dataset = dataset
        self.number = number
        self.name = dataset.files[number].name
        self._reserved = () if may_redefine else RESERVED
        self._blanks: dict[str, BNode] = {}
        self.count = 0

    def emit(self, s: Node, p: Node, o: Node, line: int | None) -> None:
        self.count += 1
        if isinstance(s, URIRef) and str(s).startswith(self._reserved):
            raise InputError(
                f"Dit bestand verandert een begrip van Grondslag zelf ({shorten(str(s))}). "
                "Geef uw eigen gegevens adressen in uw eigen naamruimte.",
                f"This file changes one of Grondslag's own terms ({shorten(str(s))}). "
                "Give your own data addresses in your own namespace.",
                file=self.name,
                line=line,
            )
        self.dataset.add((s, p, o), self.number, line)

    def node(self, term: object) -> Node:
        """Return the rdflib term; blank nodes are named by order of appearance."""
        if isinstance(term, ox.BlankNode):
            known = self._blanks.get(term.value)
            if known is None:
                known = BNode(f"f{self.number}n{len(self._blanks) + 1}")
                self._blanks[term.value] = known
            return known
        try:
            return from_oxigraph(term)
        except TypeError:
            raise UnsupportedFormat(
                "Dit bestand gebruikt uitspraken over uitspraken (RDF 1.2). Dat wordt nog niet "
                "gelezen. Lever RDF 1.1 aan.",
                "This file uses triple terms (RDF 1.2), which are not read yet. Hand in RDF 1.1.",
                file=self.name,
            ) from None

    def emit_quad(self, quad: ox.Quad, line: int | None) -> None:
        self.emit(self.node(quad.subject), self.node(quad.predicate), self.node(quad.object), line)


def _syntax_error(
    error: SyntaxError, name: str, kind: Format, data: bytes, line_offset: int
) -> InputError:
    """Say what is wrong in words, with a hint where the cause can be guessed."""
    detail = _POSITION.sub("", str(error.msg or error)).rstrip(".")
    hint_nl = hint_en = ""
    guess = sniff(data)
    if kind is JSON_LD and "LoadDocumentCallback" in detail:
        detail = "@context"
        hint_nl = " Een @context op een ander adres wordt nooit opgehaald; zet hem in het bestand."
        hint_en = " A @context at another address is never fetched; put it in the file."
    elif (prefix := _UNKNOWN_PREFIX.search(detail)) is not None:
        hint_nl = (
            f" Het voorvoegsel {prefix[1]} is niet bekend; zet bovenaan: @prefix {prefix[1]} <…> ."
        )
        hint_en = f" Add at the top: @prefix {prefix[1]} <…> ."
    elif b"\x00" in data[:4096]:
        hint_nl = " Het is geen tekstbestand."
        hint_en = " It is not a text file."
    elif "utf-8" in detail.lower():
        hint_nl = " Sla het bestand op in UTF-8."
        hint_en = " Save the file in UTF-8."
    elif guess is not None and guess is not kind and not {guess, kind} <= _LINE_FAMILY:
        hint_nl = f" Het lijkt op {guess.name}; noem het bestand dan .{guess.extensions[0]}."
        hint_en = f" It looks like {guess.name}; if so, name the file .{guess.extensions[0]}."
    return InputError(
        f"Dit is geen geldige {kind.name} ({detail}).{hint_nl}",
        f"This is not valid {kind.name} ({detail}).{hint_en}",
        file=name,
        line=None if error.lineno is None else error.lineno + line_offset,
        column=error.offset,
    )


def _parse(
    data: bytes, kind: Format, name: str, line_offset: int = 0, whole: bytes | None = None
) -> Iterator[ox.Quad]:
    """Yield the quads of a document.

    Raises:
        InputError: with line and column where the document is not well-formed.
    """
    try:
        yield from ox.parse(data, kind.syntax)
    except SyntaxError as error:
        raise _syntax_error(error, name, kind, whole or data, line_offset) from error
    except MemoryError as error:
        raise LimitExceeded(
            "In dit bestand staat een tekst die te lang is om te lezen (ruim 16 miljoen tekens).",
            "This file holds a text that is too long to read (over 16 million characters).",
            file=name,
        ) from error
    except (ValueError, OSError) as error:
        raise InputError(
            f"Dit is geen geldige {kind.name} ({error}).",
            f"This is not valid {kind.name} ({error}).",
            file=name,
        ) from error


def _read_turtle(collector: _Collector, kind: Format, data: bytes) -> None:
    name = collector.name
    expected = sum(1 for _ in _parse(data, kind, name))
    located: list[tuple[Node, Node, Node, int]] = []
    reader = TurtleReader(
        data.decode("utf-8"),
        lambda s, p, o, line: located.append((s, p, o, line)),
        f"f{collector.number}n",
    )
    try:
        reader.read()
    except CannotLocate:
        located = []
    if len(located) == expected:
        for s, p, o, line in located:
            collector.emit(s, p, o, line)
        return
    # The two readers disagree: the reference parser is right, at the price of the lines.
    for quad in _parse(data, kind, name):
        collector.emit_quad(quad, None)


def _read_lines(collector: _Collector, kind: Format, data: bytes) -> None:
    lines = data.split(b"\n")
    for start in range(0, len(lines), _BATCH_LINES):
        batch = lines[start : start + _BATCH_LINES]
        places = [
            start + index + 1
            for index, line in enumerate(batch)
            if (stripped := line.strip()) and not stripped.startswith(b"#")
        ]
        quads = list(_parse(b"\n".join(batch), kind, collector.name, start, data))
        known = len(places) == len(quads)
        for index, quad in enumerate(quads):
            collector.emit_quad(quad, places[index] if known else None)


def _read_tree(collector: _Collector, kind: Format, data: bytes) -> None:
    """Read RDF/XML or JSON-LD, and note on which line each subject is described."""
    if kind is RDF_XML and (found := _DECLARATION.search(data)):
        raise InputError(
            "Dit bestand bevat een DOCTYPE of ENTITY. Die worden om veiligheidsredenen niet "
            "gelezen. Sla het bestand op als Turtle, of schrijf de adressen voluit.",
            "This file holds a DOCTYPE or ENTITY, which are not read for reasons of safety. "
            "Save the file as Turtle, or write the addresses in full.",
            file=collector.name,
            line=data.count(b"\n", 0, found.start()) + 1,
        )
    if kind is RDF_XML:
        _check_xml(collector, data)
    for quad in _parse(data, kind, collector.name):
        collector.emit_quad(quad, None)
    if kind is RDF_XML:
        return
    text = data.decode("utf-8", errors="replace")
    prefixes = _json_prefixes(text)
    references = {match.start(1) for match in _JSON_REFERENCE.finditer(text)}
    counted, line = 0, 1
    for match in _JSON_SUBJECT.finditer(text):
        if match.start() in references:
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        collector.dataset.note_subject(URIRef(_expand(match[1], prefixes)), collector.number, line)


def _check_xml(collector: _Collector, data: bytes) -> None:
    """Note on which line each subject is described, and refuse XML that is cut off.

    Oxigraph reads a file that is cut off up to the break, without a word.

    Raises:
        InputError: with line and column.
    """
    name = collector.name
    parser = expat.ParserCreate(namespace_separator="")
    bases: list[str] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        bases.append(attributes.get(f"{_XML}base", bases[-1] if bases else ""))
        about, identifier = attributes.get(f"{_RDF}about"), attributes.get(f"{_RDF}ID")
        reference = f"#{identifier}" if identifier is not None else about
        if reference is not None:
            address = resolve(bases[-1], reference) or reference
            collector.dataset.note_subject(
                URIRef(address), collector.number, parser.CurrentLineNumber
            )

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: bases.pop()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = SyntaxError(expat.errors.messages[error.code])
        reason.lineno, reason.offset = error.lineno, error.offset + 1
        raise _syntax_error(reason, name, RDF_XML, data, 0) from error


def _json_prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that the top-level context of a JSON-LD document declares."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        # Oxigraph has read the document; only the lines of its subjects are lost.
        return {}
    context = document.get("@context") if isinstance(document, dict) else None
    parts = context if isinstance(context, list) else [context]
    return {
        key: value
        for part in parts
        if isinstance(part, dict)
        for key, value in part.items()
        if isinstance(value, str)
    }


def _expand(name: str, prefixes: dict[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name
