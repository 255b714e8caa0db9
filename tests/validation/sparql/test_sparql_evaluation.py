"""Queries over columns give what Oxigraph gives when it runs them once for each focus node."""

import re

import pytest
from sparql_corpus import FOCUS, GRAPH, QUERIES, SPELLED_OUT
from sparql_oracle import Bench, replace

from grondslag.validation.sparql import few, index, tables

ROWS = [(each,) for each in FOCUS]
ZERO = re.compile(r":[pq]\)?[*?]|a/rdfs:subClassOf\*")
#: Queries of which the outcome differs between blank nodes and IRIs.
TELLS_BLANK = re.compile(r"STR\((\$this|\?w)\)|isIRI|isBlank|:p \?v BIND|:q \?v FILTER\(STR")


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.of_turtle(GRAPH)


@pytest.fixture(scope="module")
def named() -> Bench:
    """The same graph with IRIs for blank nodes."""
    return Bench.of_turtle(GRAPH.replace("_:x", ":blank-x").replace("_:y", ":blank-y"))


@pytest.mark.parametrize("text", QUERIES)
def test_same_solutions_as_oxigraph(bench: Bench, text: str) -> None:
    # A zero-length path from a constant outside the graph is no path for Oxigraph; see below.
    rows = [row for row in ROWS if not (ZERO.search(text) and "nowhere" in row[0])]
    assert bench.ours(text, ["this"], rows) == bench.theirs(text, ["this"], rows)


@pytest.mark.parametrize("text", QUERIES)
def test_the_ways_for_many_rows_give_the_same(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    expected = bench.ours(text, ["this"], ROWS)
    monkeypatch.setattr(few, "MOST", 0)
    monkeypatch.setattr(tables, "_DENSE", 0)
    monkeypatch.setattr(index, "_FEW", 0)
    monkeypatch.setattr(index, "_SPARSE", 0)
    assert bench.ours(text, ["this"], ROWS) == expected


@pytest.mark.parametrize("text", QUERIES)
def test_each_row_alone_gives_its_part(bench: Bench, text: str) -> None:
    together = bench.ours(text, ["this"], ROWS)
    alone = [bench.ours(text, ["this"], [row]) for row in ROWS]
    assert together == set().union(*alone)


@pytest.mark.parametrize("text", [text for text in QUERIES if not TELLS_BLANK.search(text)])
def test_blank_nodes_as_focus_nodes(bench: Bench, named: Bench, text: str) -> None:
    # A blank node cannot be written into a query, so an IRI takes its place in a second graph.
    found = named.ours(text, ["this"], [("<http://e/blank-x>",), ("<http://e/blank-y>",)])
    wanted = {
        tuple(cell and re.sub(r"<http://e/blank-(.)>", r"_:\1", cell) for cell in row)
        for row in found
    }
    assert bench.ours(text, ["this"], [("_:x",), ("_:y",)]) == wanted


@pytest.mark.parametrize(("text", "spelled"), SPELLED_OUT)
def test_repetitions_of_paths_count(bench: Bench, text: str, spelled: str) -> None:
    expected = bench.theirs(spelled, ["this"], ROWS)
    assert expected
    assert bench.ours(text, ["this"], ROWS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "SELECT $this ?v { $this :p* ?v }",
        "SELECT $this ?v { ?v :p? $this }",
        "SELECT $this ?v { $this (:p|:q*)/:n? ?v }",
    ],
)
def test_a_constant_outside_the_graph_leads_to_itself(bench: Bench, text: str) -> None:
    """SPARQL 1.1, section 18.4: a zero-length path from a term gives that term."""
    nowhere = "<http://e/nowhere>"
    assert bench.ours(text, ["this"], [(nowhere,)]) == {(nowhere, nowhere)}


@pytest.mark.parametrize(
    "pattern",
    [
        "BIND(:nowhere AS ?v) $this :p* ?v",
        "$this :p* ?v FILTER(?v = :nowhere)",
        "BIND(:nowhere AS ?v) ?v :p? $this",
        "BIND(STR($this) AS ?t) BIND(IRI(?t) AS ?v) $this :p* ?v FILTER(?v = :nowhere)",
    ],
)
@pytest.mark.parametrize("targets", [["nowhere"], ["nowhere", "a", "b"]])
def test_a_constant_outside_the_graph_leads_to_itself_from_both_ends(
    bench: Bench, pattern: str, targets: list[str]
) -> None:
    """Also when the other end is known, and however many focus nodes there are."""
    nowhere = "<http://e/nowhere>"
    rows = [(f"<http://e/{each}>",) for each in targets]
    assert bench.ours(f"SELECT $this ?v {{ {pattern} }}", ["this"], rows) == {(nowhere, nowhere)}


def test_a_filter_keeps_the_solution_of_a_zero_length_path() -> None:
    bench = Bench.of_turtle(":a rdfs:subClassOf :b . :c rdfs:subClassOf :d . :e :p :a .")
    rows = [("<http://e/a>",)]
    open_ = bench.ours("SELECT ?c { ?c rdfs:subClassOf* :Other }", ["this"], rows)
    closed = bench.ours(
        "SELECT ?c { ?c rdfs:subClassOf* :Other FILTER(?c = :Other) }", ["this"], rows
    )
    assert open_ == closed == {("<http://e/a>", "<http://e/Other>")}


def test_a_variable_takes_only_nodes_of_the_graph(bench: Bench) -> None:
    text = "SELECT $this ?v ?w { VALUES ?v { :nowhere :g } ?v :p* ?w FILTER($this = :a) }"
    reached = ["<http://e/f>", "<http://e/g>", "<http://e/h>", '"leaf"']
    expected = {("<http://e/a>", "<http://e/g>", each) for each in reached}
    assert bench.ours(text, ["this"], ROWS) == expected


def test_queries_do_find_something(bench: Bench) -> None:
    empty = [text for text in QUERIES if not bench.theirs(text, ["this"], ROWS)]
    assert len(empty) < len(QUERIES) / 10, empty


def test_the_text_is_replaced_as_meant() -> None:
    assert replace("SELECT $this ?v { $this :p ?v }", {"this": ":a"}) == "SELECT  ?v { :a :p ?v }"
    assert replace("SELECT $this { FILTER(BOUND($this)) }", {"this": ":a"}) == (
        "SELECT (1 AS ?nothing1) { FILTER(true) }"
    )
