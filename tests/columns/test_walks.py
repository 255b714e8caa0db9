"""The shortest walk along a path, against the set of pairs that the path has."""

from random import Random

import numpy as np
import pytest

from grondslag.columns.graph import Columns
from grondslag.columns.paths import follow
from grondslag.columns.terms import Terms
from grondslag.columns.walks import shortest_walk
from grondslag.sparql.algebra import (
    Alternative,
    Inverse,
    Link,
    Negated,
    Path,
    Repeat,
    Sequence,
)

NAMES = [f"<http://e/{letter}>" for letter in "abcdef"]
LINKS = [f"<http://e/{letter}>" for letter in "pqr"]


def random_path(rng: Random, depth: int) -> Path:
    if depth == 0:
        return Link(rng.choice(LINKS))
    inner = [random_path(rng, depth - 1) for _ in range(2)]
    return rng.choice(
        [
            inner[0],
            Inverse(inner[0]),
            Sequence(tuple(inner)),
            Alternative(tuple(inner)),
            Repeat(inner[0], rng.random() < 0.5, True),
            Repeat(inner[0], True, False),
            Negated((rng.choice(LINKS),), None),
            Negated(None, ()),
        ]
    )


@pytest.mark.parametrize("seed", range(60))
def test_there_is_a_walk_of_triples_exactly_where_the_path_leads(seed: int) -> None:
    rng = Random(seed)
    terms = Terms()
    nodes, links = terms.numbers(NAMES), terms.numbers(LINKS)
    rows = [(rng.choice(nodes), rng.choice(links), rng.choice(nodes)) for _ in range(8)]
    columns = Columns.from_rows(
        terms, *(np.array(each, np.int32) for each in zip(*rows, strict=True))
    )
    triples = {tuple(int(each) for each in row) for row in rows}
    path = random_path(rng, 3)
    starts = np.sort(nodes)
    row, value = follow(columns, starts, path)
    reached = set(zip(starts[row].tolist(), value.tolist(), strict=True))
    for start in starts.tolist():
        for end in starts.tolist():
            walk = shortest_walk(columns, path, start, end)
            assert (walk is not None) == ((start, end) in reached)
            here = start
            for triple in walk or ():
                assert triple in triples
                subject, _, object_ = triple
                assert here in (subject, object_)
                here = object_ if here == subject else subject
            assert walk is None or here == end


def number(terms: Terms, name: str) -> int:
    return terms.number(f"<http://e/{name}>")


@pytest.mark.parametrize(
    ("path", "end", "expected"),
    [
        # a p b p c p d, and a q c: the way over q is shorter.
        (Repeat(Alternative((Link(LINKS[0]), Link(LINKS[1]))), False, True), "d", ["aqc", "cpd"]),
        (Repeat(Link(LINKS[0]), True, True), "d", ["apb", "bpc", "cpd"]),
        (Repeat(Link(LINKS[0]), True, True), "a", []),
        (Sequence((Repeat(Link(LINKS[0]), True, False), Link(LINKS[1]))), "c", ["aqc"]),
    ],
)
def test_the_walk_is_the_shortest(path: Path, end: str, expected: list[str]) -> None:
    terms = Terms()
    given = [(number(terms, s), number(terms, p), number(terms, o)) for s, p, o in _EDGES]
    columns = Columns.from_rows(
        terms, *(np.array(each, np.int32) for each in zip(*given, strict=True))
    )
    walk = shortest_walk(columns, path, number(terms, "a"), number(terms, end))
    assert walk is not None
    written = ["".join(terms.token(part)[-2] for part in triple) for triple in walk]
    assert written == expected


_EDGES = ["apb", "bpc", "cpd", "aqc"]
