"""Variables in scope, variables that are surely bound, and what a query mentions."""

import pytest

from grondslag.sparql.algebra import Select
from grondslag.sparql.nodes import walk
from grondslag.sparql.parser import parse_query
from grondslag.sparql.scope import certain, mentioned, terms, variables

EX = {"": "http://e/"}


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


@pytest.mark.parametrize(
    ("text", "visible", "bound", "all_names"),
    [
        ("", "", "", ""),
        ("?x :p ?y . ?x ?q 1", "x y q", "x y q", "x y q"),
        ("?x :p|:q* ?y", "x y", "x y", "x y"),
        ("?x :p ?y OPTIONAL { ?y :q ?z FILTER(?w) }", "x y z", "x y", "x y z w"),
        ("?x :p ?y MINUS { ?x :q ?z }", "x y", "x y", "x y z"),
        ("{ ?x :p ?y } UNION { ?x :q ?z }", "x y z", "x", "x y z"),
        ("?x :p ?y FILTER(?z)", "x y", "x y", "x y z"),
        ("?x :p ?y FILTER EXISTS { ?z :q ?w }", "x y", "x y", "x y z w"),
        ("?x :p ?y BIND(?y AS ?z)", "x y z", "x y z", "x y z"),
        ("?x :p ?y BIND(?y + 1 AS ?z)", "x y z", "x y", "x y z"),
        ("BIND(1 AS ?x) BIND(?z AS ?y)", "x y", "x", "x y z"),
        ("VALUES (?x ?y) { (1 UNDEF) (2 3) }", "x y", "x", "x y"),
        ("GRAPH ?g { ?x :p 1 }", "g x", "g x", "g x"),
        ("GRAPH :g { ?x :p 1 }", "x", "x", "x"),
        ("SERVICE SILENT ?s { ?x :p 1 }", "s x", "", "s x"),
        ("{ SELECT ?x ?z { ?x :p ?y } }", "x z", "x", "x y z"),
        ("{ SELECT DISTINCT ?x { ?x :p ?y } ORDER BY ?w LIMIT 1 }", "x", "x", "x y w"),
        ("_:a :p []", "._a .b1", "._a .b1", "._a .b1"),
        (
            "{ SELECT ?x (COUNT(?y) AS ?n) (SUM(?y) AS ?s) { ?x :p ?y } GROUP BY ?x }",
            "x n s",
            "x n",
            "x y n s .a1 .a2",
        ),
        (
            "{ SELECT ?x (COUNT(*) AS ?n) { OPTIONAL { ?x :p ?y } } GROUP BY ?x }",
            "x n",
            "n",
            "x y n .a1",
        ),
    ],
)
def test_variables(text: str, visible: str, bound: str, all_names: str) -> None:
    algebra = parse_query(f"ASK {{ {text} }}", EX).algebra
    assert variables(algebra) == names(visible)
    assert certain(algebra) == names(bound)
    assert mentioned(algebra) == names(all_names)


def test_mentioned_without_the_patterns_of_exists() -> None:
    query = parse_query("ASK { FILTER(?x && NOT EXISTS { ?y :p ?z FILTER(?w) }) }", EX)
    assert mentioned(query) == names("x y z w")
    assert mentioned(query, exists=False) == names("x")


def test_terms() -> None:
    text = (
        'ASK { :s (:a|^:b*)/!(:c|^:d) "x"@EN FILTER(?x IN (1, :f(2)) || EXISTS { ?x a :T })'
        " BIND(3 AS ?y) VALUES ?z { 4 UNDEF } GRAPH :g {} }"
    )
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert terms(parse_query(text, EX)) == {
        *(f"<http://e/{name}>" for name in ("s", "a", "b", "c", "d", "T", "g")),
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
        '"x"@en',
        *(f'"{number}"{integer}' for number in (1, 2, 3, 4)),
    }


def test_walk_starts_at_the_top() -> None:
    query = parse_query("SELECT ?x { ?x :p ?y }", EX)
    assert isinstance(query, Select)
    kinds = [type(node).__name__ for node in walk(query)]
    assert kinds == ["Select", "Project", "BGP", "Pattern", "Var", "Link", "Var", "Var", "Var"]
