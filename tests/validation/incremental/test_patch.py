"""Changed columns are those of the changed graph, in every part that is kept."""

from random import Random

import numpy as np
import pytest

from grondslag.columns.graph import SUBCLASS, TYPE, Columns, Pairs
from grondslag.columns.terms import Terms
from grondslag.dataset.entailment import EntailedColumns
from grondslag.validation.columnar.incremental.patch import (
    changed,
    effective,
    grouped,
    visible,
)

ROWS = set[tuple[int, int, int]]


def columns_of(terms: Terms, rows: ROWS) -> Columns:
    s, p, o = np.array(sorted(rows), np.int32).reshape(-1, 3).T
    return Columns.from_rows(terms, s, p, o)


def equal(one: Pairs, two: Pairs) -> bool:
    return one.first.tolist() == two.first.tolist() and one.second.tolist() == two.second.tolist()


def warm(columns: Columns, rng: Random, kinds: list[int]) -> None:
    """Have some of what is derived on demand there."""
    for predicate in columns.predicates():
        pairs = columns.pairs(predicate)
        if rng.random() < 0.5:
            assert pairs.keys is not None
        if rng.random() < 0.5:
            flipped = pairs.flipped
            if rng.random() < 0.5:
                assert flipped.keys is not None
    for kind in kinds:
        columns.instances(kind)


def assert_same(one: Columns, two: Columns, kinds: list[int]) -> None:
    assert one.predicates() == two.predicates()
    for predicate in one.predicates():
        left, right = one.pairs(predicate), two.pairs(predicate)
        assert equal(left, right)
        assert equal(left.flipped, right.flipped)
        assert left.keys.tolist() == right.keys.tolist()
        assert left.flipped.keys.tolist() == right.flipped.keys.tolist()
    for kind in kinds:
        found = np.flatnonzero(one.instances(kind)).tolist()
        assert found == np.flatnonzero(two.instances(kind)).tolist()


@pytest.mark.parametrize("seed", range(40))
def test_random_changes(seed: int) -> None:
    rng = Random(seed)
    terms = Terms()
    kinds = [terms.number(f"<urn:C{number}>") for number in range(3)]
    typed, below = terms.number(TYPE), terms.number(SUBCLASS)
    others = [terms.number(f"<urn:p{number}>") for number in range(3)]
    nodes = [terms.number(f"<urn:n{number}>") for number in range(8)]

    def row() -> tuple[int, int, int]:
        chance = rng.random()
        if chance < 0.3:
            return (rng.choice(nodes), typed, rng.choice(kinds))
        if chance < 0.35:
            return (rng.choice(kinds), below, rng.choice(kinds))
        return (rng.choice(nodes), rng.choice(others), rng.choice(nodes))

    rows: ROWS = {row() for _ in range(rng.choice((0, 5, 200)))}
    columns = columns_of(terms, rows)
    for _ in range(6):
        warm(columns, rng, kinds)
        nodes.append(terms.number(f"<urn:new{len(terms)}>"))
        added = {row() for _ in range(rng.choice((0, 1, 3, 150)))}
        removed = set(rng.sample(sorted(rows), min(len(rows), rng.choice((0, 1, 3, 90)))))
        removed |= {row()}
        difference = effective(columns, grouped(added), grouped(removed))
        after = (rows - removed) | added
        said = {
            (s, p, int(o))
            for p, keys in difference.added.items()
            for s, o in zip((keys >> 32).tolist(), keys & 0xFFFFFFFF, strict=True)
        }
        assert said == after - rows
        rows, columns = after, changed(columns, difference)
        assert_same(columns, columns_of(terms, rows), kinds)


def test_the_old_columns_are_not_touched() -> None:
    terms = Terms()
    terms.numbers(f"<http://e/{number}>" for number in range(9))
    columns = columns_of(terms, {(5, 6, 7)})
    pairs = columns.pairs(6)
    assert pairs.keys is not None and pairs.flipped is not None
    changed(columns, effective(columns, grouped([(5, 6, 8)]), grouped([(5, 6, 7)])))
    assert (pairs.second.tolist(), pairs.flipped.first.tolist()) == ([7], [7])


def token_rows(terms: Terms, text: str) -> ROWS:
    return {
        tuple(terms.number(token) for token in line.removesuffix(" .").split(" "))  # type: ignore[misc]
        for line in text.strip().splitlines()
    }


@pytest.fixture
def ours() -> str:
    """The beginning of names of our own vocabulary, of which alone something is entailed."""
    from grondslag.vocabulary import RESERVED

    return RESERVED[0]


def test_entailed_triples_come_and_go(ours: str) -> None:
    terms = Terms()
    schema = token_rows(
        terms,
        f"<{ours}partOf> <http://www.w3.org/2002/07/owl#inverseOf> <{ours}hasPart> .\n"
        f"<{ours}inside> <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> <{ours}partOf> .",
    )
    inside, part, has = (
        terms.number(f"<{ours}{name}>") for name in ("inside", "partOf", "hasPart")
    )
    a, b, c = (terms.number(f"<urn:{name}>") for name in "abc")
    ontology = columns_of(terms, schema)
    before = EntailedColumns(columns_of(terms, schema | {(a, part, b), (a, inside, b)}), ontology)
    assert before.pairs(has).first.tolist() == [b]
    difference = effective(before.base, grouped([(a, inside, c)]), grouped([(a, part, b)]))
    after = changed(before, difference)
    fresh = EntailedColumns(columns_of(terms, schema | {(a, inside, b), (a, inside, c)}), ontology)
    for predicate in (inside, part, has):
        assert equal(after.pairs(predicate), fresh.pairs(predicate))
    seen = visible(before, after, difference)
    # (a, partOf, b) is still entailed, but no longer said.
    assert {p: keys.tolist() for p, keys in seen.added.items()} == {
        inside: [(a << 32) | c],
        part: [(a << 32) | c],
        has: [(c << 32) | a],
    }
    assert set(seen.removed) == {part}


def test_entailment_follows_a_changed_schema(ours: str) -> None:
    terms = Terms()
    schema = token_rows(terms, f"<{ours}a> <http://www.w3.org/2002/07/owl#inverseOf> <{ours}b> .")
    own, other = terms.number(f"<{ours}a>"), terms.number("<urn:theirs>")
    x, y = terms.number("<urn:x>"), terms.number("<urn:y>")
    ontology = columns_of(terms, schema)
    before = EntailedColumns(columns_of(terms, schema | {(x, other, y)}), ontology)
    assert len(before.pairs(own)) == 0
    below = terms.number("<http://www.w3.org/2000/01/rdf-schema#subPropertyOf>")
    difference = effective(before.base, grouped([(other, below, own)]), {})
    after = changed(before, difference)
    assert after.pairs(own).first.tolist() == [x]
    assert own in visible(before, after, difference).added
