"""The comparison finds what an engine does wrong, and the minimiser keeps it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import SH

from differential.cases import Case, case
from differential.comparison import Difference, differences, engine, reference, specified
from differential.minimise import minimise
from differential.vocabulary import EX
from grondslag.validation.results import Result, RuleFailure

Answer = tuple[Iterable[Result], Iterable[RuleFailure]]


@pytest.fixture
def given() -> Case:
    data, shapes = Graph(), Graph()
    for name in "ab":
        data.add((EX[name], EX.p, Literal("1")))
    data.add((EX.a, EX.q, Literal("2")))
    for focus in (EX.a, EX.b):
        shapes.add((EX.s, SH.targetNode, focus))
    shapes.add((EX.s, SH.path, EX.p))
    shapes.add((EX.s, SH.maxLength, Literal(0)))
    shapes.add((EX.s, SH.message, Literal("Te lang", lang="nl")))
    return Case(data, shapes)


def kinds(found: list[Difference]) -> list[str]:
    return [each.kind for each in found]


def test_the_reference_agrees_with_itself(given: Case) -> None:
    assert differences(given, reference, reference) == []
    cases = map(case, range(30))
    assert [found for each in cases if (found := differences(each, specified, specified))] == []


def test_a_result_too_few_or_too_many_is_found(given: Case) -> None:
    def fewer(data: Graph, shapes: Graph) -> Answer:
        results, failures = reference(data, shapes)
        return [each for each in results if each.focus == EX.a], failures

    (found,) = differences(given, fewer)
    assert found.kind == "missing" and found.result is not None
    assert found.result.focus == EX.b

    def more(data: Graph, shapes: Graph) -> Answer:
        results, failures = reference(data, shapes)
        return [*results, replace(next(iter(results)), focus=EX.c)], failures

    assert kinds(differences(given, more)) == ["extra"]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("severity", SH.Warning, ["missing", "missing", "extra", "extra"]),
        ("component", SH.MinLengthConstraintComponent, ["missing", "missing", "extra", "extra"]),
        ("path", None, ["missing", "missing", "extra", "extra"]),
        ("messages", (("Te lang", "NL"),), []),
        ("messages", (("Te lang", None),), ["message", "message"]),
        ("messages", (), ["message", "message"]),
    ],
)
def test_each_property_of_a_result_counts(
    given: Case, field: str, value: object, expected: list[str]
) -> None:
    def other(data: Graph, shapes: Graph) -> Answer:
        results, failures = reference(data, shapes)
        return [replace(each, **{field: value}) for each in results], failures

    assert sorted(kinds(differences(given, other))) == sorted(expected)


def test_refusing_differs_from_assessing(given: Case) -> None:
    def refusing(data: Graph, shapes: Graph) -> Answer:
        return [], [RuleFailure(EX.s, "no")]

    (found,) = differences(given, refusing)
    assert (found.kind, found.texts) == ("refused", ("no", ""))


def test_the_smallest_case_that_still_shows_it(given: Case) -> None:
    def silent(data: Graph, shapes: Graph) -> Answer:
        return [], []

    least = minimise(given, lambda smaller: "missing" in kinds(differences(smaller, silent)))
    # Without its path the shape still finds the IRI too long; no data are needed for that.
    assert len(least.data) == 0 and len(least.shapes) == 2


def test_which_of_several_lists_is_named_is_chance_and_nothing_else_is() -> None:
    """A shape of this case has two lists, of which pySHACL names one in its message."""

    def wordy(data: Graph, shapes: Graph) -> tuple[list[Result], list[RuleFailure]]:
        results, failures = engine(data, shapes)
        told = [
            replace(each, messages=tuple((f"{text} indeed", tag) for text, tag in each.messages))
            if each.component == SH.OrConstraintComponent
            else each
            for each in results
        ]
        return told, list(failures)

    assert differences(case(9011)) == []
    found = differences(case(9011), tested=wordy)
    assert found and {each.kind for each in found} == {"message"}
