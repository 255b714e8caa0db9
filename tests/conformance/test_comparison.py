"""When an actual result counts as the expected one."""

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH

from grondslag.conformance import Case, ExpectedResult, difference
from grondslag.validation.paths import path_text
from grondslag.validation.results import Result, RuleFailure, Run

A, B, P, SHAPE, OTHER = (URIRef(f"https://example.org/{name}") for name in "abpso")
COMPONENT = SH.ClassConstraintComponent


def expected(
    value: URIRef = B,
    shape: URIRef | None = SHAPE,
    messages: frozenset[tuple[str, str | None]] | None = None,
) -> ExpectedResult:
    return ExpectedResult(A, P.n3(), value, COMPONENT, SH.Violation, shape, messages)


def actual(
    value: URIRef = B, shape: URIRef = SHAPE, messages: tuple[tuple[str, str | None], ...] = ()
) -> Result:
    return Result(A, P, value, shape, COMPONENT, SH.Violation, messages)


def compared(wanted: list[ExpectedResult] | None, *results: Result) -> str | None:
    outcome = None if wanted is None else tuple(wanted)
    case = Case("core/x", "", Graph(), Graph(), outcome, listed=True)
    return difference(case, Run("x", results, ()))


def test_equal_results_do_not_differ() -> None:
    assert compared([expected(A), expected(B)], actual(B), actual(A)) is None
    assert compared([]) is None


@pytest.mark.parametrize("given", [actual(A), actual(shape=OTHER)])
def test_another_value_or_shape_differs(given: Result) -> None:
    found = compared([expected()], given)
    assert found is not None and "missing" in found and "extra" in found


def test_a_shape_that_is_not_stated_fits_any_shape_but_only_one() -> None:
    assert compared([expected(shape=None)], actual(shape=OTHER)) is None
    found = compared([expected(shape=None)], actual(shape=OTHER), actual())
    assert found is not None and found.startswith("extra")


def test_a_first_choice_is_revised_where_it_blocks_another() -> None:
    wanted = [expected(shape=None), expected(shape=SHAPE)]
    assert compared(wanted, actual(shape=SHAPE), actual(shape=OTHER)) is None


def test_messages_count_only_where_they_are_stated() -> None:
    said = (("Nee", "nl"), ("No", "en"))
    assert compared([expected()], actual(messages=said)) is None
    assert compared([expected(messages=frozenset({("No", "en")}))], actual(messages=said)) is None
    assert compared([expected(messages=frozenset({("No", None)}))], actual(messages=said))


def test_a_refusal_passes_only_where_it_is_expected() -> None:
    refused = Run("x", (), (RuleFailure(SHAPE, "recursive"),))
    case = Case("core/x", "", Graph(), Graph(), (), listed=True)
    assert difference(case, refused) == "refused: recursive"
    assert compared(None) == "not refused"
    assert difference(Case("core/x", "", Graph(), Graph(), None, listed=True), refused) is None


def test_paths_are_equal_by_structure() -> None:
    graph, texts = Graph(), []
    for _ in range(2):
        inverse, sequence, top = BNode(), BNode(), BNode()
        graph.add((inverse, SH.inversePath, P))
        Collection(graph, sequence, [inverse, A])
        graph.add((top, SH.alternativePath, BNode()))
        alternatives = graph.value(top, SH.alternativePath)
        Collection(graph, alternatives, [sequence, B])
        texts.append(path_text(graph, top))
    assert texts[0] == texts[1] == f"alternative((inverse({P.n3()}) {A.n3()}) {B.n3()})"
    assert path_text(graph, None) is None
    with pytest.raises(ValueError, match="not a property path"):
        path_text(graph, BNode())
    assert path_text(graph, Literal("x")) == '"x"'
