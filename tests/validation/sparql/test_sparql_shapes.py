"""What a shape makes of its query: the path, failures, and which queries it may have."""

import pytest
from rdflib import Graph

from grondslag.validation.columnar import assess
from grondslag.validation.results import Run

PREFIXES = """
@prefix : <http://e/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_XSD = "http://www.w3.org/2001/XMLSchema#"


def assessed(query: str, data: str = ":a :p 1, 2 .", shape: str = "") -> Run:
    text = query.replace('"', '\\"')
    shapes = f':s sh:targetNode :a ; {shape} sh:sparql [ sh:select "{text}" ] .'
    graphs = [Graph().parse(data=PREFIXES + each, format="turtle") for each in (data, shapes)]
    return assess(*graphs)


def values(run: Run) -> list[str]:
    assert run.not_assessed == ()
    return sorted(str(each.value) for each in run.results)


@pytest.mark.parametrize(
    ("failure", "fails"),
    [
        ("true", True),
        (f'"1"^^<{_XSD}boolean>', True),
        ("1 = 1", True),
        ("false", False),
        (f'"0"^^<{_XSD}boolean>', False),
        ('"true"', False),
        ("1", False),
        ("?none", False),
    ],
)
def test_a_failure_is_the_value_true(failure: str, fails: bool) -> None:
    """SHACL, section 5.3.2."""
    run = assessed(f"SELECT $this ({failure} AS ?failure) {{ $this <http://e/p> ?x }}")
    assert bool(run.not_assessed) == fails
    assert bool(run.results) != fails


def test_all_variables_but_the_path() -> None:
    assert values(assessed("SELECT * { $this $PATH ?value }", shape="sh:path :p ;")) == ["1", "2"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this <http://e/p> ?o } GROUP BY (?this AS ?this)",
        "SELECT $this $PATH { $this $PATH ?value }",
    ],
)
def test_what_a_shape_may_not_have(query: str) -> None:
    (failure,) = assessed(query, shape="sh:path :p ;").not_assessed
    assert "may not be used in SHACL" in failure.reason


@pytest.mark.parametrize(
    ("modifiers", "expected"),
    [
        ("LIMIT 1", ["1", "3"]),
        ("ORDER BY DESC(?value) LIMIT 1", ["2", "4"]),
        ("ORDER BY ?value OFFSET 1", ["2", "4"]),
    ],
)
def test_each_focus_node_has_its_own_limit(modifiers: str, expected: list[str]) -> None:
    query = f"SELECT $this ?value {{ $this <http://e/p> ?value }} {modifiers}"
    run = assessed(query, ":a :p 1, 2 . :b :p 3, 4 .", "sh:targetNode :b ;")
    assert values(run) == expected
    assert [step.road for step in run.steps] == ["columns"]


def test_a_base_counts_when_the_query_runs() -> None:
    query = 'BASE <http://e/> SELECT $this { FILTER(IRI("a") = $this) }'
    assert values(assessed(query)) == ["http://e/a"]
