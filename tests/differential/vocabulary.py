"""The small world in which random cases live."""

from random import Random

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

EX = Namespace("https://example.org/")

NODES = tuple(EX[f"n{number}"] for number in range(5))
PROPERTIES = tuple(EX[f"p{number}"] for number in range(5))
CLASSES = tuple(EX[f"C{number}"] for number in range(3))
UNKNOWN_TYPE = EX.unknownType

_NUMBERS = (
    ("1", XSD.integer),
    ("2", XSD.integer),
    ("3", XSD.integer),
    ("10", XSD.integer),
    ("-5", XSD.integer),
    ("01", XSD.integer),
    ("+3", XSD.integer),
    ("12345678901234567890123", XSD.integer),
    ("1.0", XSD.decimal),
    ("2.50", XSD.decimal),
    ("-0.0", XSD.decimal),
    ("3.", XSD.decimal),
    ("1.0E0", XSD.double),
    ("1e0", XSD.double),
    ("2.5", XSD.double),
    ("INF", XSD.double),
    ("-INF", XSD.double),
    ("NaN", XSD.double),
    ("1.5", XSD.float),
    ("5", XSD.nonNegativeInteger),
    ("7", XSD.byte),
    ("8", XSD.int),
)
_ODD_NUMBERS = (
    ("x", XSD.integer),
    ("", XSD.integer),
    ("1.0", XSD.integer),
    ("1e3", XSD.decimal),
    ("abc", XSD.double),
    ("300", XSD.byte),
    ("-1", XSD.nonNegativeInteger),
    (" 1 ", XSD.integer),
)
_TIMES = (
    ("2024-01-01", XSD.date),
    ("2024-02-29", XSD.date),
    ("2025-12-31", XSD.date),
    ("2024-01-01T00:00:00", XSD.dateTime),
    ("2024-01-01T12:30:00Z", XSD.dateTime),
    ("2024-01-01T14:30:00+02:00", XSD.dateTime),
    ("2024-06-01T00:00:00.5", XSD.dateTime),
    ("2023-12-31T23:00:00-05:00", XSD.dateTime),
)
_ODD_TIMES = (
    ("2024-02-30", XSD.date),
    ("2024-13-01", XSD.date),
    ("2024-01-01Z", XSD.date),
    ("2024-01-01+02:00", XSD.date),
    ("soon", XSD.date),
    ("2024-01-01T25:00:00", XSD.dateTime),
    ("2024-01-01", XSD.dateTime),
    ("12:00:00", XSD.time),
    ("12:00:00Z", XSD.time),
    ("25:61:00", XSD.time),
    ("2024", XSD.gYear),
    ("24", XSD.gYear),
    ("2024-05", XSD.gYearMonth),
    ("P1Y", XSD.duration),
    ("P1D", XSD.duration),
    ("PT36H", XSD.dayTimeDuration),
    ("P-1", XSD.duration),
)
_BOOLEANS = (("true", XSD.boolean), ("false", XSD.boolean))
_ODD_BOOLEANS = (("1", XSD.boolean), ("0", XSD.boolean), ("TRUE", XSD.boolean), ("ja", XSD.boolean))
_STRINGS = ("", "a", "abc", "Abc", "b", "abcabc", "12", "x y", "été", "naïve")
_ODD_STRINGS = (
    "𝒳y",
    "line\nbreak",
    "end\n",
    "tab\there",
    'quo"te',
    "back\\slash",
    "{$this}",
    "<b>",
    "\u00a0",
)
_TAGS = ("en", "EN", "en-US", "en-us", "nl", "NL-be", "de", "fr-x-old", "en-US-x-a")
_OTHER = (
    ("x", UNKNOWN_TYPE),
    ("1", UNKNOWN_TYPE),
    ("https://example.org/n1", XSD.anyURI),
    ("0aff", XSD.hexBinary),
    ("abc", XSD.token),
)
DATATYPES = (
    XSD.string,
    XSD.integer,
    XSD.decimal,
    XSD.double,
    XSD.float,
    XSD.boolean,
    XSD.date,
    XSD.dateTime,
    XSD.time,
    XSD.gYear,
    XSD.byte,
    XSD.nonNegativeInteger,
    XSD.duration,
    XSD.anyURI,
    XSD.int,
    XSD.dayTimeDuration,
    XSD.hexBinary,
    XSD.gYearMonth,
    RDF.langString,
    RDFS.Literal,
    UNKNOWN_TYPE,
)


def typed(lexical: str, datatype: URIRef) -> Literal:
    """Return a literal with the lexical form kept as it is."""
    return Literal(lexical, datatype=datatype, normalize=False)


def number(rng: Random, odd: float = 0.1) -> Literal:
    return typed(*rng.choice(_ODD_NUMBERS if rng.random() < odd else _NUMBERS))


def moment(rng: Random, odd: float = 0.3) -> Literal:
    return typed(*rng.choice(_ODD_TIMES if rng.random() < odd else _TIMES))


def boolean(rng: Random, odd: float = 0.3) -> Literal:
    return typed(*rng.choice(_ODD_BOOLEANS if rng.random() < odd else _BOOLEANS))


def text(rng: Random, odd: float = 0.25) -> str:
    return rng.choice(_ODD_STRINGS if rng.random() < odd else _STRINGS)


def tagged(rng: Random) -> Literal:
    return Literal(text(rng), lang=rng.choice(_TAGS))


def literal(rng: Random) -> Literal:
    """Return any literal at all."""
    kind = rng.random()
    if kind < 0.3:
        return number(rng)
    if kind < 0.45:
        return moment(rng)
    if kind < 0.55:
        return boolean(rng)
    if kind < 0.75:
        return Literal(text(rng))
    if kind < 0.93:
        return tagged(rng)
    return typed(*rng.choice(_OTHER))


def iri(rng: Random) -> URIRef:
    """Return a node, and now and then something that is also a class or property."""
    pool: tuple[URIRef, ...] = NODES * 4 + CLASSES + PROPERTIES
    return rng.choice(pool)


def members(graph: Graph, items: list[Node], label: str) -> Node:
    """Write a list into a graph with blank nodes that are named after a label; return its head."""
    if not items:
        return RDF.nil
    cells = [BNode(f"{label}c{number}") for number in range(len(items))]
    for place, item in enumerate(items):
        graph.add((cells[place], RDF.first, item))
        following = cells[place + 1] if place + 1 < len(cells) else RDF.nil
        graph.add((cells[place], RDF.rest, following))
    return cells[0]
