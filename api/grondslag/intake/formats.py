"""Which serialisations are read, and how a file tells which one it is."""

import re
from dataclasses import dataclass

import pyoxigraph as ox

from grondslag.errors import UnsupportedFormat


@dataclass(frozen=True)
class Format:
    """An RDF serialisation: its name, file extensions, media type and parser."""

    name: str
    extensions: tuple[str, ...]
    media_type: str
    syntax: ox.RdfFormat


TURTLE = Format("Turtle", ("ttl",), "text/turtle", ox.RdfFormat.TURTLE)
TRIG = Format("TriG", ("trig",), "application/trig", ox.RdfFormat.TRIG)
N_TRIPLES = Format("N-Triples", ("nt",), "application/n-triples", ox.RdfFormat.N_TRIPLES)
N_QUADS = Format("N-Quads", ("nq",), "application/n-quads", ox.RdfFormat.N_QUADS)
JSON_LD = Format("JSON-LD", ("jsonld", "json"), "application/ld+json", ox.RdfFormat.JSON_LD)
RDF_XML = Format("RDF/XML", ("rdf", "xml", "owl"), "application/rdf+xml", ox.RdfFormat.RDF_XML)

FORMATS = (TURTLE, TRIG, N_TRIPLES, N_QUADS, JSON_LD, RDF_XML)
COMPRESSIONS = ("gz", "bz2", "xz")
_BY_EXTENSION = {extension: kind for kind in FORMATS for extension in kind.extensions}
_TERM = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^>\s]*>\s|_:\S+\s")
# A line with a fourth term before its dot, which no other format has.
_QUAD = re.compile(
    r"""
    ^[ \t]* (?:<[^>\s]*>|_:\S+)
    [ \t]+ <[^>\s]*>
    [ \t]+ (?:<[^>\s]*>|_:\S+|"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>\s]*>)?)
    [ \t]+ (?:<[^>\s]*>|_:\S+)
    [ \t]* \. [ \t\r]* $
    """,
    re.MULTILINE | re.VERBOSE,
)
_KNOWN = ", ".join(f".{extension}" for extension in _BY_EXTENSION)


def split_name(name: str) -> tuple[str, str | None]:
    """Return a file name's RDF extension and its compression, both lower case."""
    parts = name.lower().rsplit("/", 1)[-1].split(".")
    compression = parts.pop() if len(parts) > 1 and parts[-1] in COMPRESSIONS else None
    return (parts[-1] if len(parts) > 1 else ""), compression


def is_rdf_name(name: str) -> bool:
    """Tell whether a file name has an extension that is read."""
    return split_name(name)[0] in _BY_EXTENSION


def format_of(name: str, start: bytes, content_type: str | None = None) -> Format:
    """Return the format of an input by its name, else its media type, else its first bytes.

    Raises:
        UnsupportedFormat: if none of the three tells.
    """
    extension, _ = split_name(name)
    if extension in _BY_EXTENSION:
        return _BY_EXTENSION[extension]
    media_type = (content_type or "").split(";")[0].strip().lower()
    for kind in FORMATS:
        if media_type == kind.media_type:
            return kind
    guess = sniff(start)
    if not extension and guess is not None:
        return guess
    raise UnsupportedFormat(
        f"Dit soort bestand wordt niet gelezen ('.{extension}'). Lever RDF aan met een van deze "
        f"extensies: {_KNOWN}; eventueel ingepakt met gz, bz2 of xz.",
        f"This kind of file is not read ('.{extension}'). Hand in RDF with one of these "
        f"extensions: {_KNOWN}; packed with gz, bz2 or xz if you like.",
        file=name,
    )


def sniff(start: bytes) -> Format | None:
    """Guess the format from the first bytes, or None when they fit nothing."""
    text = start[:4096].decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[{", "[ {", "[\n")):
        return JSON_LD
    if text.startswith("<?xml") or text[:8].lower().startswith("<rdf:rdf"):
        return RDF_XML
    if _QUAD.search(text):
        return N_QUADS
    if text.startswith(("@prefix", "@base", "#", "PREFIX", "prefix", "BASE")):
        return TRIG if "{" in text.split('"')[0] else TURTLE
    if _TERM.match(text):
        return TURTLE
    return None
