"""The directives at the head of a document in Turtle or TriG, and whether the rest looks usual.

See https://www.w3.org/TR/turtle/#grammar-production-directive. What follows the head is read in
stretches, each of which means the same alone as in the whole, with the prefixes and the base of
the head; a directive further on is no token that the road in bulk takes. The head itself is read
by Oxigraph, which accepts it to its end; so what follows it begins between two statements.

Nothing here needs NumPy or Polars: it runs before these have been imported.
"""

import re
from dataclasses import dataclass

import pyoxigraph as ox

from grondslag.columns.reading_source import Document

_MOST = 1 << 20
_SAMPLE = 1 << 16

_NAME, _IRI = rb"[^\s:<>\"'#\\]*:", rb"<[^<>\"\s]*>"
_HEAD = re.compile(
    rb"(?:\s+|#[^\r\n]*[\r\n]"
    rb"|@prefix\s+" + _NAME + rb"\s*" + _IRI + rb"\s*\.(?=\s)|@base\s*" + _IRI + rb"\s*\.(?=\s)"
    rb"|(?i:PREFIX)\s+" + _NAME + rb"\s*" + _IRI + rb"(?=\s)"
    rb"|(?i:BASE)\s*" + _IRI + rb"(?=\s))*+"
)
# What the road in bulk reads, roughly: what is left over shows that it would give up.
_READABLE = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\r\n]|\\.)*"|<[^<>\s]*>|(?<=\s)#[^\r\n]*'
    rb"|[^\s\"'<>#@\\]+|\\[^\s\"<>]|(?<=\")@|\s+"
)


@dataclass(frozen=True)
class Head:
    """What every stretch of a document has before it.

    Attributes:
        size: how many bytes it takes.
        text: directives with the same meaning, without relative IRIs.
        prefixes: IRI by prefix.
        base: what relative IRIs are resolved against, if anything.
    """

    size: int
    text: bytes
    prefixes: dict[str, str]
    base: str | None


def head_of(document: Document) -> Head | None:
    """Return the head; None where it is not certain where it ends."""
    text = document.read(0, _MOST)
    found = _HEAD.match(text)
    if found is None or found.end() == len(text):
        return None
    quads = ox.parse(found[0], format=ox.RdfFormat.TURTLE)
    try:
        if next(quads, None) is not None:
            return None
    except SyntaxError:
        return None
    lines = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in quads.prefixes.items())
    if quads.base_iri is not None:
        # Last, so that it has no part in how the prefixes are read.
        lines += f"@base <{quads.base_iri}> .\n"
    return Head(found.end(), lines.encode(), quads.prefixes, quads.base_iri)


def looks_usual(document: Document) -> bool:
    """Tell whether a sample of what follows the head can be read in bulk, as it seems."""
    head = head_of(document)
    if head is None:
        return False
    sample = document.read(head.size, _SAMPLE)
    end = sample.rfind(b"\n") + 1
    place = 0
    for token in _READABLE.finditer(sample, 0, end):
        if token.start() != place:
            break
        place = token.end()
    # The sample may end within a text of more lines.
    return end - place < _SAMPLE // 8
