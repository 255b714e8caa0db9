"""Results by focus node, replaced a few or many at a time."""

from random import Random

import numpy as np
import pytest

from grondslag.validation.columnar.incremental.stored import Rows, Stored
from grondslag.validation.columnar.model import Found
from grondslag.validation.sparql.tables import Table

Pairs = dict[int, list[int]]


def rows_of(pairs: Pairs, rng: Random, *, bound: bool) -> Rows:
    """Return (focus, value) pairs as a constraint would report them, in any order."""
    focus = np.array(sorted(pairs), np.int32)
    flat = [(place, value) for place, each in enumerate(focus.tolist()) for value in pairs[each]]
    rng.shuffle(flat)
    row, value = np.array(flat, np.int32).reshape(-1, 2).T
    table = Table({"value": value, "twice": value * 2}) if bound else None
    return Rows.of(focus, Found(row.copy(), value.copy(), None, table))


def pairs_of(stored: Stored) -> set[tuple[int, int]]:
    found = set()
    for rows in stored:
        assert rows.focus.tolist() == sorted(rows.focus.tolist())
        if rows.found.bindings is not None:
            assert (rows.found.bindings["twice"] == rows.found.value * 2).all()
        found.update(zip(rows.focus.tolist(), rows.found.value.tolist(), strict=True))
    return found


@pytest.mark.parametrize("bound", [False, True])
def test_few_and_many_at_a_time(bound: bool) -> None:
    rng = Random(5)
    stored, expected = Stored(), {}
    for _ in range(40):
        ids = sorted(rng.sample(range(2000), rng.choice((1, 3, 300, 900))))
        fresh = {each: rng.sample(range(9), rng.choice((0, 0, 1, 2))) for each in ids}
        stored.replace(np.array(ids, np.int32), rows_of(fresh, rng, bound=bound))
        expected.update(fresh)
        assert pairs_of(stored) == {(each, v) for each, vs in expected.items() for v in vs}
        assert stored.focus().tolist() == sorted(each for each, vs in expected.items() if vs)
    for wanted in (ids[:5], list(range(0, 2000, 3))):
        found = list(stored.among(np.array(wanted, np.int32)))
        assert {int(each) for rows in found for each in rows.focus} == {
            each for each in wanted if expected.get(each)
        }
        assert stored.focus_among(np.array(wanted, np.int32)) == [
            each for each in wanted if expected.get(each)
        ]
    for each, values in expected.items():
        assert sorted(stored.at(each).found.value.tolist() if values else []) == sorted(values)


def test_sameness_is_entry_by_entry() -> None:
    rng = Random(1)
    one = rows_of({1: [5], 2: [6, 7]}, rng, bound=True)
    assert one.same(one.take(np.arange(3)))
    assert not one.same(one.take(np.arange(2)))
    assert not one.at(1).same(rows_of({1: [6]}, rng, bound=True))
    assert not one.at(1).same(rows_of({1: [5]}, rng, bound=False))
    assert one.at(3).same(Stored().at(3))
