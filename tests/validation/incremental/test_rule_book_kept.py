"""The rule book over the demo, with all that our ontology entails, while the data are edited."""

from random import Random

import pytest
from incremental_worlds import Triple, compare, full, kept

from grondslag.columns.graph import TYPE, Columns
from grondslag.dataset.entailment import EntailedColumns
from grondslag.usecases.workspace import open_files
from grondslag.validation.columnar.incremental import LoadedGraph
from grondslag.validation.shapes import shipped_shapes


def numbers_of(columns: Columns) -> set[tuple[int, int, int]]:
    return set(zip(*(each.tolist() for each in columns.rows), strict=True))


def random_edit(
    rng: Random, columns: Columns, editable: list[tuple[int, int, int]]
) -> tuple[list[Triple], list[Triple]]:
    """Return triples to add and to remove, made of parts of what the data say."""
    token = columns.terms.token
    added, removed = [], []
    for _ in range(rng.choice((1, 1, 2, 4))):
        subject, predicate, value = rng.choice(editable)
        old = (token(subject), token(predicate), token(value))
        alike = [each for each in editable if each[1] == predicate]
        other = rng.choice(alike)
        match rng.randrange(5):
            case 0:
                removed.append(old)
            case 1:
                removed.append(old)
                added.append((*old[:2], token(other[2])))
            case 2:
                added.append((*old[:2], '"?"'))
            case 3:
                removed.append(old)
                added.append((token(other[0]), *old[1:]))
            case 4:
                kinds = columns.pairs_of(TYPE).second
                added.append((old[0], TYPE, token(int(rng.choice(kinds)))))
    return added, removed


def keeps_up(seed: int, changes: int) -> list[str]:
    rng = Random(seed)
    shapes = shipped_shapes()
    whole = open_files(["demo"]).view.columns
    ontology = whole.ontology
    session = LoadedGraph(EntailedColumns(whole.base, ontology), shapes.roots, shapes.graph)
    before = kept(session)
    assert before == full(EntailedColumns(whole.base, ontology), list(shapes.roots), shapes.graph)
    background = numbers_of(ontology)
    for number in range(changes):
        base = session.columns.base  # type: ignore[attr-defined]
        editable = sorted(numbers_of(base) - background)
        change = session.change(*random_edit(rng, base, editable))
        said = session.columns.base  # type: ignore[attr-defined]
        fresh = Columns.from_rows(said.terms, *said.rows)
        columns = EntailedColumns(fresh, ontology)
        expected = full(columns, list(shapes.roots), shapes.graph)
        found = compare(session, change, before, expected, len(columns))
        if found:
            return [f"seed {seed}, change {number}", *found]
        before = expected
    return []


@pytest.mark.parametrize("seed", range(2))
def test_edits_of_the_demo(seed: int) -> None:
    assert keeps_up(seed, 3) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_many_edits_of_the_demo(seed: int) -> None:
    assert keeps_up(seed, 40) == []
