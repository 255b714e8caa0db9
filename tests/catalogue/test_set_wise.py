"""Which SPARQL rules can be written as one query over the whole graph."""

import pytest

from grondslag.catalogue import rules, shapes_graph
from grondslag.catalogue.set_wise import plan, set_wise


def test_every_sparql_rule_of_ours_can() -> None:
    planned = {str(shape) for shape in plan(shapes_graph())}
    assert planned == {str(rule.iri) for rule in rules() if rule.is_sparql}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { $this ?p ?o MINUS { $this a ?o } }",
        "SELECT $this WHERE { { SELECT $this WHERE { $this ?p ?o } } }",
        "SELECT $this (COUNT(?o) AS ?n) WHERE { $this ?p ?o } GROUP BY $this",
        "SELECT $this WHERE { $this $PATH ?o }",
        "ASK { $this ?p ?o }",
    ],
)
def test_queries_that_must_run_per_node_are_left_alone(query: str) -> None:
    assert set_wise(query, ["http://e/C"], "") is None
