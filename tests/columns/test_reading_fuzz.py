"""Damaged N-Triples and N-Quads: what is accepted, and what it says, is as Oxigraph has it."""

import random

import polars as pl
import pyoxigraph as ox
import pytest

from grondslag.columns.reading import Rdf12Term, read_rows
from grondslag.columns.terms import Terms

N_TRIPLES, N_QUADS = ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS

IRIS = [
    "<http://a.example/b>",
    "<http://a.example:80/b?c=d#e>",
    "<urn:x:y>",
    "<http://a.example/caf\u00e9/%41>",
    "<http://[::1]/>",
    "<a:" + "x" * 5000 + ">",
]
BLANKS = ["_:b0", "_:A.b", "_:1", "_:caf\u00e9"]
LITERALS = [
    '"plain text, with. dots ."',
    '""',
    '"2026-02-30"^^<http://www.w3.org/2001/XMLSchema#date>',
    '"nl"@nl',
    '"be"@nl-BE',
    '"esc \\" \\\\ \\n \\t \\r \\b \\f"',
    '"esc \\u00e9 \\U0001F600 \\\' \\u0007"',
    '"\U0001f600 \ufffe \u0085"',
    '"x"^^<http://www.w3.org/2001/XMLSchema#string>',
    "<<( <a:s> <a:p> <a:o> )>>",
    '"x"@ar--rtl',
    '"in a <http://a.example/b> _:b0 . # "',
]
BITS = [
    *'<>"\\ .:_@^#%/?[]{}|`~\t\r\n\x00\x01\x0b\x0c\x7f\u00a0\u00e9\u2028\ufffe\ufffd\U000f0000',
    "\\u00e9",
    "\\uD800",
    "\\U00110000",
    "^^",
    "@en",
    "@en-",
    "--ltr",
    "<<( ",
    " )>>",
    " . ",
    " #",
    "\r\n",
    "  ",
    "//",
    ":8a",
    "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>",
    "^^<http://www.w3.org/2001/XMLSchema#string>",
    "_:",
    "%4",
]
BYTES = [b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2\x28", b"\xef\xbb\xbf"]


def as_read_plainly(data: bytes, syntax: ox.RdfFormat) -> list[tuple[str, ...]]:
    """What Oxigraph alone makes of it: tokens, blank nodes named in order of appearance."""
    names: dict[str, str] = {}

    def token(term: object) -> str:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term.value, f"_:f7n{len(names) + 1}")
        if isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and term.direction):
            raise Rdf12Term
        return "" if isinstance(term, ox.DefaultGraph) else str(term)

    quads = list(ox.parse(data, format=syntax))
    return [tuple(map(token, quad)) for quad in quads]


def as_read_here(data: bytes, syntax: ox.RdfFormat) -> list[tuple[str, ...]]:
    terms = Terms()
    rows = read_rows(terms, data, syntax, 7, graphs=True)
    assert rows.graph is not None
    columns = [terms.take(each).to_list() for each in (rows.subject, rows.predicate, rows.object)]
    graph = [terms.token(each) if each >= 0 else "" for each in rows.graph.tolist()]
    return list(zip(*columns, graph, strict=True))


def outcome(read: object, data: bytes, syntax: ox.RdfFormat) -> object:
    try:
        return read(data, syntax)  # type: ignore[operator]
    except SyntaxError as error:
        return (error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
    except Rdf12Term:
        return Rdf12Term


def document(random_: random.Random, syntax: ox.RdfFormat) -> list[str]:
    lines = []
    for _ in range(random_.randint(1, 4)):
        parts = [random_.choice(IRIS + BLANKS), random_.choice(IRIS)]
        parts.append(random_.choice(IRIS + BLANKS + LITERALS + LITERALS))
        if syntax == N_QUADS and random_.random() < 0.7:
            parts.append(random_.choice(IRIS + BLANKS))
        lines.append(" ".join([*parts, "."]))
    return lines


def damaged(random_: random.Random, text: str) -> bytes:
    for _ in range(random_.choice([0, 1, 1, 1, 2, 3])):
        start = random_.randint(0, len(text))
        end = start + random_.choice([0, 0, 0, 1, 1, 2, 5])
        text = text[:start] + random_.choice([*BITS, ""]) + text[end:]
    data = text.encode()
    if random_.random() < 0.05:
        place = random_.randint(0, len(data))
        data = data[:place] + random_.choice(BYTES) + data[place:]
    return data


@pytest.mark.parametrize("syntax", [N_TRIPLES, N_QUADS])
@pytest.mark.parametrize("seed", range(3))
def test_damaged_documents_are_judged_as_oxigraph_judges_them(
    seed: int, syntax: ox.RdfFormat
) -> None:
    random_ = random.Random(seed)
    accepted = 0
    for _ in range(500):
        lines = document(random_, syntax)
        ending = random_.choice(["\n", "\n", "\n", "\r\n"])
        data = damaged(random_, ending.join(lines) + random_.choice(["", ending]))
        # The mark at the very start is passed over here on purpose; Oxigraph refuses it.
        if data.startswith(b"\xef\xbb\xbf"):
            continue
        expected = outcome(as_read_plainly, data, syntax)
        assert outcome(as_read_here, data, syntax) == expected, data
        accepted += isinstance(expected, list)
    # Both kinds are well represented, or the test says nothing.
    assert 60 < accepted < 400


def test_every_character_in_a_literal_has_the_form_that_oxigraph_gives_it() -> None:
    points = [
        point
        for point in [*range(0x3000), *range(0xFDD0, 0x10010), *range(0x1FFF0, 0x20010)]
        if not 0xD800 <= point < 0xE000 and point not in (0x0A, 0x0D, 0x22, 0x5C)
    ]
    data = "".join(f'<a:b> <a:c> "{chr(point)}" .\n' for point in points).encode()
    terms = Terms()
    rows = read_rows(terms, data, N_TRIPLES, 0)
    expected = [str(ox.Literal(chr(point))) for point in points]
    assert terms.take(rows.object).equals(pl.Series(expected))


def test_every_ascii_character_in_an_iri_is_judged_as_oxigraph_judges_it() -> None:
    shapes = [
        "a:{}",
        "a:b{}",
        "a://{}",
        "a://b{}",
        "a://b/{}",
        "a:b?{}",
        "a:b#{}",
        "{}a:b",
        "a{}:b",
    ]
    for shape in shapes:
        for point in range(128):
            iri = shape.format(chr(point))
            data = f"<a:s> <a:p> <{iri}> .\n".encode()
            expected = outcome(as_read_plainly, data, N_TRIPLES)
            assert outcome(as_read_here, data, N_TRIPLES) == expected, data
