"""LIMIT and OFFSET cut the solutions of each focus node, and GRAPH looks in another graph."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from sparql_oracle import PREFIXES, Bench, Row, columns_of, tokens

from grondslag.columns.terms import Terms
from grondslag.columns.values import GREATER, LESS, compare
from grondslag.sparql.algebra import Select
from grondslag.sparql.parser import parse_query
from grondslag.validation.sparql import Evaluator
from grondslag.validation.sparql.ordering import places, ranks

XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPH = """
:a :p 3, 1, 2, "x", :b ; :q :b, :c . :b :p 5 ; :q :c . :c :p 9, 8, 7, 6 ; :q :d, :a, :b .
:d :q :d . :e :r "e" .
"""
FOCUS = [f"<http://e/{each}>" for each in "abcde"]
ROWS = [(each,) for each in FOCUS]
#: Queries whose order says which solutions are left.
ORDERED = [
    "SELECT $this ?v { $this :p ?v } ORDER BY ?v LIMIT 2",
    "SELECT $this ?v { $this :p ?v } ORDER BY DESC(?v) LIMIT 2 OFFSET 1",
    "SELECT $this ?v { $this :p ?v FILTER(isNumeric(?v)) } ORDER BY (- ?v) OFFSET 1",
    "SELECT $this ?v { $this :p ?v } ORDER BY ?v LIMIT 0",
    "SELECT DISTINCT $this ?v { $this :q/:q ?v } ORDER BY ?v LIMIT 2",
    "SELECT $this ?v { $this :q/:q ?v } ORDER BY ?v LIMIT 2",
    "SELECT $this ?v ?w { $this :q ?v OPTIONAL { ?v :p ?w } } ORDER BY ?w ?v LIMIT 3",
    "SELECT $this ?v { $this :q ?v { SELECT $this ?v { $this :q ?v } ORDER BY ?v LIMIT 1 } }",
    "SELECT $this ?v { ?v :q $this { SELECT ?v { ?v :p ?w } ORDER BY DESC(?w) ?v LIMIT 3 } }",
    "SELECT $this ?n { { SELECT $this (COUNT(*) AS ?n) { { SELECT $this ?x { $this :q ?y . ?y :q ?x"
    " } ORDER BY ?x ?y LIMIT 3 } } GROUP BY $this } }",
    "SELECT $this ?v { $this :q ?v FILTER EXISTS { { SELECT $this ?v ?w { $this :p ?w }"
    " ORDER BY ?w OFFSET 2 } } }",
    "SELECT $this ?u { { SELECT $this ?v { $this :q ?v } ORDER BY ?v LIMIT 1 } OPTIONAL "
    "{ SELECT $this ?v ?u { ?v :p ?u } ORDER BY DESC(?u) LIMIT 1 } }",
    "SELECT $this (SUM(?v) AS ?n) { $this :p ?v } GROUP BY $this ORDER BY ?n LIMIT 1",
    "SELECT $this ?w (COUNT(?v) AS ?n) { $this :q ?w . ?w :p ?v } GROUP BY $this ?w "
    "ORDER BY DESC(?n) ?w LIMIT 1",
    "ASK { $this :p ?v } OFFSET 3",
    "ASK { $this :p ?v } LIMIT 0",
    "ASK { { SELECT $this { $this :q ?v } LIMIT 2 OFFSET 2 } }",
]


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.of_turtle(GRAPH)


def bag_of(bench: Bench, text: str, rows: list[tuple[str]]) -> set[Row]:
    return bench.ours(text, ["this"], rows)


@pytest.mark.parametrize("text", ORDERED)
def test_same_as_oxigraph_for_each_focus_node(bench: Bench, text: str) -> None:
    assert bench.ours(text, ["this"], ROWS) == bench.theirs(text, ["this"], ROWS)


@pytest.mark.parametrize("text", ORDERED)
def test_each_focus_node_alone(bench: Bench, text: str) -> None:
    alone = [bench.ours(text, ["this"], [row]) for row in ROWS]
    assert bench.ours(text, ["this"], ROWS) == set().union(*alone)


def test_an_open_order_is_that_of_what_is_selected(bench: Bench) -> None:
    text = "SELECT $this ?v { $this :p ?v } LIMIT 2"
    found = bench.ours(text, ["this"], [(FOCUS[0],)])
    assert found == {(FOCUS[0], "<http://e/b>"), (FOCUS[0], f'"1"^^<{XSD}integer>')}
    turned = Bench.of_turtle(":z :p 3 . :e :q :c, :b . :a :p :b, 'x', 2, 1, 3 ; :q :c, :b .")
    assert turned.ours(text, ["this"], [(FOCUS[0],)]) == found


def test_repetitions_count_without_distinct(bench: Bench) -> None:
    text = "SELECT {}$this ?v {{ $this :q/:q ?v }} ORDER BY ?v LIMIT 3"
    rows = [("<http://e/c>",)]
    some = {value for _, value in bench.ours(text.format(""), ["this"], rows)}
    more = {value for _, value in bench.ours(text.format("DISTINCT "), ["this"], rows)}
    assert some == {"<http://e/b>", "<http://e/c>"}
    assert more == {"<http://e/b>", "<http://e/c>", "<http://e/d>"}


# graphs


def graphs() -> tuple[Evaluator, Bench]:
    bench = Bench.of_turtle(":a :n 2 ; :p :b . :b :n 3 .")
    other = Bench.of_turtle(":cfg :limit 2 ; :p :b . :b :limit 3 .")
    terms = bench.columns.terms
    ids = [terms.numbers(other.columns.terms.take(each)) for each in other.columns.rows]
    columns = type(bench.columns).from_rows(terms, *ids)
    return Evaluator(bench.columns, {"<http://e/g>": lambda: columns}), bench


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("$this :n ?v GRAPH $g { ?s :limit ?v }", {"a": "2", "b": "3"}),
        ("$this :n ?v GRAPH :g { $this :limit ?v }", {"b": "3"}),
        ("$this :n ?v GRAPH ?other { :cfg :limit ?v } FILTER(?other = :g)", {"a": "2"}),
        ("$this :n ?v GRAPH :nowhere { ?s :limit ?v }", {}),
        ("$this :n ?v GRAPH $this { ?s :limit ?v }", {}),
        ("$this :n ?v FILTER NOT EXISTS { GRAPH $g { $this :limit ?v } }", {"a": "2"}),
        (
            "$this :n ?v GRAPH $g { ?s ?p ?o FILTER NOT EXISTS { ?o :limit ?x } "
            "FILTER(?o = $this || ?o = ?v) }",
            {},
        ),
        (
            "$this :n ?v GRAPH $g { ?s ?p ?o FILTER EXISTS { ?o :limit ?v } FILTER(?o = $this) }",
            {"b": "3"},
        ),
        ("$this :n ?v GRAPH $g { GRAPH $g { $this :limit ?v } }", {"b": "3"}),
        ("$this :n ?v GRAPH $g { $this :p* :b }", {"b": "3"}),
        (
            "$this :n ?v FILTER(?v = ?l) "
            "GRAPH $g { { SELECT $this $g ?l { ?s :limit ?l } ORDER BY DESC(?l) LIMIT 1 } }",
            {"b": "3"},
        ),
        (
            "{ GRAPH $g { $this :limit ?v } } UNION { $this :n ?v FILTER(?v = 2) }",
            {"a": "2", "b": "3"},
        ),
    ],
)
def test_graphs(body: str, expected: dict[str, str]) -> None:
    evaluator, bench = graphs()
    query = parse_query(f"SELECT $this $g ?v {{ {body} }}", PREFIXES)
    assert isinstance(query, Select)
    rows = [(f"<http://e/{each}>", "<http://e/g>") for each in "ab"]
    table = evaluator.solutions(query, bench.table(["this", "g"], rows))
    found = tokens(bench.columns.terms, table, columns_of(query, ["this", "g"]))
    assert set(found) == {
        (f"<http://e/{focus}>", "<http://e/g>", f'"{value}"^^<{XSD}integer>')
        for focus, value in expected.items()
    }


def test_a_name_that_only_some_focus_nodes_have() -> None:
    evaluator, bench = graphs()
    query = parse_query("SELECT $this $g { GRAPH $g { ?s :limit ?v } }", PREFIXES)
    assert isinstance(query, Select)
    rows = [("<http://e/a>", "<http://e/g>"), ("<http://e/b>", "<http://e/none>")]
    found = evaluator.solutions(query, bench.table(["this", "g"], rows))
    assert set(tokens(bench.columns.terms, found, ["this", "g"])) == {rows[0]}


# order


def literals() -> list[str]:
    def typed(name: str, *texts: str) -> list[str]:
        return [f'"{text}"^^<{XSD}{name}>' for text in texts]

    return [
        *('"a"', '"b"', '""', '"a"@en', '"b"@nl', '"x"^^<http://e/o>', "<http://e/a>", "_:b"),
        *typed("integer", "1", "01", "-3", "99999999999999999999", "100000000000000000000", "x"),
        *typed("decimal", "1.0", "1.5", "-2.75", "0.000000000000000000001"),
        *typed("double", "1.0E0", "-INF", "INF", "NaN", "1.0E30"),
        *typed("float", "2.5", "-1"),
        *typed("boolean", "true", "false", "1"),
        *typed("date", "2024-02-29", "2024-03-01Z", "-0044-03-15", "2024-02-29+14:00"),
        *typed("dateTime", "2024-02-29T24:00:00", "2024-03-01T00:00:00Z", "2024-02-28T00:00:00"),
        *typed("dateTime", "2024-02-28T23:00:00-05:00", "12024-02-28T00:00:00Z"),
        *typed("time", "10:00:00", "10:00:00Z", "23:59:59.5"),
        *typed("gYear", "2024", "2025", "-0100"),
        *typed("gMonth", "--02", "--03"),
        *typed("gMonthDay", "--02-28", "--03-01"),
        *typed("gDay", "---01", "---02"),
        *typed("gYearMonth", "2024-02", "2024-03"),
        *typed("duration", "P1M", "P30D", "P1Y", "P27D", "-P1M", "PT36H"),
        *typed("dayTimeDuration", "P1D", "PT1.5S"),
        *typed("yearMonthDuration", "P1Y", "P13M"),
    ]


def test_the_order_agrees_with_the_operators() -> None:
    terms = Terms()
    ids = np.unique(terms.numbers(literals()))
    rank = ranks(terms, ids)
    left, right = np.repeat(np.arange(len(ids)), len(ids)), np.tile(np.arange(len(ids)), len(ids))
    outcome = compare(terms, ids[left], ids[right])
    less, greater = outcome == LESS, outcome == GREATER
    assert less.any()
    assert (rank[left[less]] < rank[right[less]]).all()
    assert (rank[left[greater]] > rank[right[greater]]).all()


def test_the_order_does_not_depend_on_what_else_is_there() -> None:
    draw = Random(7)
    for _ in range(50):
        terms = Terms()
        chosen = draw.sample(literals(), 30)
        ids = np.unique(terms.numbers(chosen))
        down = draw.random() < 0.5
        whole = [terms.token(each) for each in ids[np.argsort(places(terms, ids, down=down))]]
        few = np.unique(terms.numbers(draw.sample(chosen, 6)))
        part = [terms.token(each) for each in few[np.argsort(places(terms, few, down=down))]]
        assert all(whole.index(one) < whole.index(two) for one, two in pairwise(part))
