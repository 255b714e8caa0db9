"""On Oxigraph, at once or row by row, pre-bound variables have their values everywhere."""

import pyoxigraph as ox
import pytest
from sparql_corpus import FOCUS, GRAPH, QUERIES
from sparql_oracle import PREFIXES, Bench, Row, columns_of, tokens

from grondslag.sparql.algebra import Ask, Select
from grondslag.sparql.parser import parse_query
from grondslag.validation.sparql import CannotTranslate, PerNode, SetWise, Table, store_of

ROWS = [(each,) for each in FOCUS]


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.of_turtle(GRAPH)


def answers(road: SetWise | PerNode, bench: Bench, text: str, prebound: Table) -> set[Row]:
    query = parse_query(text, PREFIXES)
    if isinstance(query, Ask):
        found, names = prebound.where(road.holds(query, prebound)), list(prebound.columns)
    else:
        found, names = road.solutions(query, prebound), columns_of(query, list(prebound.columns))
    return set(tokens(bench.columns.terms, found, names))


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("road", [SetWise, PerNode])
def test_same_as_with_the_values_written_in(
    bench: Bench, road: type[SetWise] | type[PerNode], text: str
) -> None:
    prebound = bench.table(["this"], ROWS)
    try:
        found = answers(road(bench.columns, bench.store), bench, text, prebound)
    except CannotTranslate as error:
        assert "MINUS" in text or (road is SetWise and "aggregate" in error.reason)
        return
    assert found == bench.theirs(text, ["this"], ROWS)


@pytest.mark.parametrize("road", [SetWise, PerNode])
def test_blank_nodes_and_two_variables(bench: Bench, road: type[SetWise] | type[PerNode]) -> None:
    prebound = bench.table(["this", "value"], [("_:x", "_:y"), ("_:x", "<http://e/a>")])
    text = (
        "SELECT $this $value ?n { $this :n ?n FILTER EXISTS { $this :p $value . $value :q $this } }"
    )
    found = answers(road(bench.columns), bench, text, prebound)
    minus_one = '"-1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert found == {("_:x", "_:y", minus_one)}


def test_a_limit_counts_for_each_row(bench: Bench) -> None:
    text = "SELECT $this ?v { $this :p ?v } ORDER BY ?v LIMIT 1"
    query = parse_query(text, PREFIXES)
    assert isinstance(query, Select)
    prebound = bench.table(["this"], [("<http://e/a>",), ("<http://e/h>",)])
    with pytest.raises(CannotTranslate):
        SetWise(bench.columns, bench.store).solutions(query, prebound)
    found = answers(PerNode(bench.columns, bench.store), bench, text, prebound)
    assert found == {
        ("<http://e/a>", "<http://e/b>"),
        ("<http://e/h>", "<http://e/f>"),
    }


@pytest.mark.parametrize("road", [SetWise, PerNode])
def test_literals_in_unusual_writing_are_refused(
    bench: Bench, road: type[SetWise] | type[PerNode]
) -> None:
    odd = '"007"^^<http://www.w3.org/2001/XMLSchema#integer>'
    prebound = bench.table(["this"], [(odd,)])
    query = parse_query("SELECT $this { FILTER($this = 7) }", PREFIXES)
    assert isinstance(query, Select)
    with pytest.raises(CannotTranslate, match="another way"):
        road(bench.columns, bench.store).solutions(query, prebound)
    found = bench.evaluator.solutions(query, prebound)
    assert tokens(bench.columns.terms, found, ["this"]) == [(odd,)]


@pytest.mark.parametrize("road", [SetWise, PerNode])
def test_the_graph_of_the_shapes(bench: Bench, road: type[SetWise] | type[PerNode]) -> None:
    store = store_of(bench.columns)
    shapes, focus = ox.NamedNode("http://e/shapes"), ox.NamedNode("http://e/a")
    for limit, level in (("b", 1), ("c", 3)):
        value = ox.Literal(level)
        store.add(ox.Quad(focus, ox.NamedNode(f"http://e/{limit}"), value, shapes))
    text = (
        "SELECT $this ?m { $this :n ?n FILTER(?n < ?m) "
        "GRAPH $shapesGraph { ?s ?k ?m FILTER(?m > 2 && ?s = $this) } }"
    )
    prebound = bench.table(
        ["this", "shapesGraph"],
        [("<http://e/a>", "<http://e/shapes>"), ("<http://e/b>", "<http://e/shapes>")],
    )
    found = answers(road(bench.columns, store), bench, text, prebound)
    three = '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert found == {("<http://e/a>", "<http://e/shapes>", three)}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT $this { $this :p ?v MINUS { ?v :q ?w } }", "MINUS"),
        ("SELECT $this { SERVICE <http://e/s> { $this :p ?v } }", "SERVICE"),
        ("SELECT $this { GRAPH ?g { $this :p ?v } }", "GRAPH"),
        ("SELECT $this FROM <http://e/g> { $this :p ?v }", "FROM"),
    ],
)
def test_what_is_refused(bench: Bench, text: str, reason: str) -> None:
    query = parse_query(text, PREFIXES)
    assert isinstance(query, Select)
    with pytest.raises(CannotTranslate, match=reason):
        PerNode(bench.columns, bench.store).solutions(query, bench.table(["this"], ROWS))


def test_the_store_has_the_graph_and_stays_as_it_was(bench: Bench) -> None:
    store = store_of(bench.columns)
    before = {str(each) for each in store}
    assert before == {str(each) for each in bench.store}
    query = parse_query("SELECT $this ?v { $this :p ?v }", PREFIXES)
    assert isinstance(query, Select)
    SetWise(bench.columns, store).solutions(query, bench.table(["this"], ROWS))
    assert {str(each) for each in store} == before
