"""What SHACL forbids in a query, one at a time."""

import pytest

from grondslag.sparql.algebra import Inverse, Link, Pattern, Sequence, Var
from grondslag.sparql.nodes import walk
from grondslag.sparql.parser import parse_path, parse_query
from grondslag.sparql.restrictions import (
    ALWAYS_PREBOUND,
    check_path,
    check_prebinding,
    check_result,
)
from grondslag.sparql.substitute import with_path
from sparql.corpus import prefixes, rule_queries

EX = {"": "http://e/"}


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("SELECT $this { $this :minus ?values . ?values :values ?service }", []),
        ("SELECT $this { # MINUS { } \n $this :p 'VALUES (?x) { SERVICE ' }", []),
        ("SELECT $this { $this :p ?x MINUS { $this :q ?x } }", ["MINUS is not allowed"]),
        (
            "SELECT $this { FILTER NOT EXISTS { $this :p ?x MINUS { $this :q ?x } } }",
            ["MINUS is not allowed"],
        ),
        ("SELECT $this { SERVICE :s { $this :p 1 } }", ["SERVICE <http://e/s> is not allowed"]),
        ("SELECT $this { SERVICE ?s { $this :p 1 } }", ["SERVICE ?s is not allowed"]),
        ("SELECT $this { VALUES ?x { 1 } $this :p ?x }", ["VALUES (?x) is not allowed"]),
        ("SELECT $this { $this :p ?x } VALUES (?x ?y) {}", ["VALUES (?x ?y) is not allowed"]),
        ("SELECT $this FROM :g { $this :p ?x }", ["FROM <http://e/g> is not allowed"]),
        ("SELECT $this { BIND(1 AS ?this) }", ["AS $this is not allowed"]),
        ("SELECT (1 AS $this) {}", ["AS $this is not allowed"]),
        ("SELECT $this { BIND(1 AS ?shapesGraph) }", ["AS $shapesGraph is not allowed"]),
        ("SELECT $this { $this :p ?x BIND($this AS ?that) }", []),
        ("SELECT $this {} GROUP BY (1 AS ?this)", ["AS $this is not allowed"]),
        ("SELECT $this { $this :p ?x } GROUP BY $this", []),
        ("SELECT $this { $this :p ?x } GROUP BY ($this)", []),
        ("SELECT $this { $this :p ?x } GROUP BY ($this AS ?this)", ["AS $this is not allowed"]),
        ("SELECT $this ?value { $this :p ?x BIND(?x AS ?value) }", []),
        ("SELECT $this { { SELECT $this { $this :p ?x } } }", []),
        (
            "SELECT $this { $this :p ?x { SELECT ?x { ?x :p ?y } } }",
            ["a subquery does not return $this"],
        ),
        ("SELECT $this { $this :p ?x { SELECT * { ?x :p ?y } } }", ["a subquery does not return"]),
        ("SELECT $this { $this :p ?x { SELECT * { $this :p ?y } } }", []),
        (
            "SELECT $this { FILTER EXISTS { SELECT ?x { ?x :p $this } } }",
            ["a subquery does not return $this"],
        ),
        (
            "ASK { { SELECT DISTINCT ?x { ?x :p 1 } LIMIT 1 } }",
            ["a subquery does not return $this"],
        ),
    ],
)
def test_prebinding(text: str, reasons: list[str]) -> None:
    found = check_prebinding(parse_query(text, EX))
    assert len(found) == len(reasons), found
    for one, start in zip(found, reasons, strict=True):
        assert one.startswith(start)


def test_parameters_are_prebound_too() -> None:
    query = parse_query(
        "ASK { BIND(1 AS ?value) BIND(2 AS ?low) { SELECT $this $low { $this :p ?low } LIMIT 1 } }",
        EX,
    )
    assert check_prebinding(query) == []
    assert check_prebinding(query, ALWAYS_PREBOUND | {"value", "low"}) == [
        "AS $low is not allowed: $low is pre-bound",
        "AS $value is not allowed: $value is pre-bound",
        "a subquery does not return $value, which is pre-bound",
    ]


def test_a_constraint_returns_this() -> None:
    assert check_result(parse_query("SELECT $this { $this :p 1 }", EX)) == []
    assert check_result(parse_query("SELECT * { $this :p 1 }", EX)) == []
    assert check_result(parse_query("SELECT ?value { $this :p ?value }", EX)) == [
        "the query does not return $this"
    ]
    assert len(check_result(parse_query("ASK { $this :p 1 }", EX))) == 1


@pytest.mark.parametrize(
    ("text", "in_property_shape", "in_node_shape"),
    [
        ("SELECT $this { $this :p ?x }", True, True),
        ("SELECT $this { $this $PATH ?x FILTER NOT EXISTS { $this $PATH 1 } }", True, False),
        ("SELECT $this { $this :p $PATH }", False, False),
        ("SELECT $this $PATH { $this $PATH ?x }", False, False),
        ("SELECT $this { $this $PATH ?x FILTER($PATH = :p) }", False, False),
    ],
)
def test_use_of_path(text: str, in_property_shape: bool, in_node_shape: bool) -> None:
    query = parse_query(text, EX)
    assert (check_path(query, has_path=True) == []) is in_property_shape
    assert (check_path(query, has_path=False) == []) is in_node_shape


def test_every_rule_query_is_allowed() -> None:
    for text in rule_queries():
        query = parse_query(text, prefixes())
        assert check_prebinding(query) + check_result(query) == [], text
        assert check_path(query, has_path=True) == []


def test_path_takes_the_place_of_its_variable() -> None:
    text = "SELECT $this ?value { $this $PATH ?value FILTER NOT EXISTS { ?value $PATH $this } }"
    path = parse_path(":p/:q", EX)
    patterns = [node for node in walk(with_path(parse_query(text), path)) if type(node) is Pattern]
    this, value = Var("this"), Var("value")
    assert patterns == [Pattern(this, path, value), Pattern(value, path, this)]
    assert with_path(parse_query(text), path) == parse_query(text.replace("$PATH", ":p/:q"), EX)


def test_an_inverse_path_turns_the_pattern_round() -> None:
    query = with_path(parse_query("SELECT $this { $this $PATH ?x }"), Inverse(Link("<http://e/p>")))
    assert query == parse_query("SELECT $this { $this ^:p ?x }", EX)
    twice = Inverse(Sequence((Link("<http://e/p>"), Link("<http://e/q>"))))
    query = with_path(parse_query("SELECT $this { $this $PATH ?x }"), twice)
    assert query == parse_query("SELECT $this { $this ^(:p/:q) ?x }", EX)


def test_without_path_the_query_stays_the_same_object() -> None:
    query = parse_query("SELECT $this { $this :p ?PATH }", EX)
    assert with_path(query, Link("<http://e/p>")) is query
