"""Queries that the columns cannot evaluate give terms as they are written all the same."""

import pytest
from rdflib import Literal
from rdflib.namespace import SH

from differential.comparison import differences, engine, run
from differential.deviation_cases import UNCORRECTED, Deviation
from differential.test_deviations import case
from grondslag.validation.columnar import assess

_ODD = (
    'ex:a ex:p "01"^^xsd:integer, 1, "1.50"^^xsd:decimal, "1.0E0"^^xsd:double, "x"@nl, "x", ex:b, '
    '"2024-01-01T24:00:00"^^xsd:dateTime, "x"^^xsd:integer .'
)
_PLAIN = 'ex:a ex:p 1, "x"@nl, "x", ex:b .'
_P = "<https://example.org/p>"
QUERIES = {
    "a limit": f"SELECT $this ?value WHERE {{ $this {_P} ?value "
    f"{{ SELECT $this WHERE {{ $this {_P} ?o }} LIMIT 1 }} }}",
    "a text": f"SELECT $this ?value WHERE {{ $this {_P} ?value "
    "FILTER ( STRLEN( STR( ?value ) ) > 1 ) "
    f"{{ SELECT $this WHERE {{ $this {_P} ?o }} LIMIT 1 }} }}",
    "a count": "SELECT $this ( ?n AS ?value ) WHERE { { SELECT $this ( COUNT( ?o ) AS ?n ) "
    f"WHERE {{ $this {_P} ?o }} GROUP BY $this LIMIT 1 }} }}",
}


def _given(data: str, query: str) -> Deviation:
    shapes = f'ex:s sh:targetNode ex:a ; sh:sparql [ sh:select "{query}" ] .'
    return Deviation("", UNCORRECTED, data, shapes, [], [])


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("data", [_ODD, _PLAIN], ids=["odd", "plain"])
def test_what_runs_for_each_node(name: str, data: str) -> None:
    given = case(_given(data, QUERIES[name]))
    (step,) = assess(given.data, given.shapes).steps
    assert step.road == "per node"
    assert differences(given) == []


def test_values_are_those_of_the_data() -> None:
    given = case(_given(_ODD, QUERIES["a limit"]))
    results, _ = run(engine, given)
    assert {each.value for each in results} == set(given.data.objects())
    given = case(_given(_ODD, QUERIES["a count"]))
    results, _ = run(engine, given)
    assert [each.value for each in results] == [Literal(9)]


def test_the_shapes_graph_is_there_for_both() -> None:
    query = "SELECT $this ?value WHERE { $this <https://example.org/p> ?value . "
    query += "GRAPH $shapesGraph { $currentShape <https://example.org/q> ?value } }"
    for data in (_ODD, _PLAIN):
        odd = _given(data, query)
        given = case(
            Deviation(
                "", UNCORRECTED, data, f'{odd.shapes} ex:s ex:q 1, "01"^^xsd:integer .', [], []
            )
        )
        results, failures = run(engine, given)
        assert failures == []
        found = {each.value.n3().partition("^")[0] for each in results if each.value is not None}
        assert found == ({'"1"', '"01"'} if data == _ODD else {'"1"'})
        assert {each.component for each in results} == {SH.SPARQLConstraintComponent}
