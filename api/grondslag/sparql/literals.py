"""Strings, numbers and IRIs as a query writes them, as canonical N-Triples tokens."""

import re

from grondslag.lexical import XSD, literal_token

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = f"<{_RDF}type>"
RDF_FIRST = f"<{_RDF}first>"
RDF_REST = f"<{_RDF}rest>"
RDF_NIL = f"<{_RDF}nil>"
TRUE = f'"true"^^<{XSD}boolean>'
FALSE = f'"false"^^<{XSD}boolean>'

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPES = {
    "t": "\t",
    "b": "\b",
    "n": "\n",
    "r": "\r",
    "f": "\f",
    '"': '"',
    "'": "'",
    "\\": "\\",
}
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def number(written: str) -> str:
    """Return the token of a number as written in a query; the lexical form stays the same."""
    if "e" in written or "E" in written:
        return literal_token(written, f"{XSD}double")
    return literal_token(written, f"{XSD}{'decimal' if '.' in written else 'integer'}")


def string(written: str) -> str:
    """Return what a quoted string says.

    Raises:
        ValueError: an escape does not exist, or is no Unicode character.
    """
    quotes = 3 if written[:3] in ('"""', "'''") and len(written) > 5 else 1
    content = written[quotes:-quotes]
    return _ESCAPE.sub(_unescaped, content) if "\\" in content else content


def iri(written: str) -> str:
    """Return what stands between the angle brackets, without codepoint escapes.

    Raises:
        ValueError: an escape is no character, or none that an IRI can have.
    """
    content = written[1:-1]
    if "\\" not in content:
        return content
    content = _ESCAPE.sub(_unescaped, content)
    if _NOT_IN_IRI.search(content):
        raise ValueError(f"{written} has a character that an IRI cannot have")
    return content


def _unescaped(match: re.Match[str]) -> str:
    short, long, character = match.groups()
    if character is not None:
        if character not in _ESCAPES:
            raise ValueError(f"\\{character} is not an escape of SPARQL")
        return _ESCAPES[character]
    code = int(short or long, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"{match[0]} is not a Unicode character")
    return chr(code)
