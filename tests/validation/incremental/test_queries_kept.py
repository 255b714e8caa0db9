"""Constraints that are queries: each shape of query meets random changes of a small graph."""

from random import Random

import pytest
from incremental_queries import EX, PREFIXES, random_shape
from incremental_worlds import Triple, random_change, random_triple, wrongs
from rdflib import Graph, Literal

from grondslag.sparql.algebra import Ask, Link, Path, Repeat, Select
from grondslag.sparql.errors import SparqlSyntaxError
from grondslag.sparql.parser import parse_query
from grondslag.tokens import token_of
from grondslag.validation.columnar.model import Constraint, Shape, Targets
from grondslag.validation.columnar.sparql import AskConstraint, QueryText, SelectConstraint
from grondslag.validation.shape_names import ShapeNames

NODES = tuple(EX[f"n{number}"] for number in range(4))
PREDICATES = tuple(token_of(EX[f"p{number}"]) for number in range(3))

SELECTS = {
    "a chain": "$this :p0 ?a . ?a :p1 ?b",
    "a chain backwards": "?a :p0 $this . ?b :p1 ?a",
    "shared with others": "$this :p0 ?a . ?b :p0 ?a FILTER(?b != $this)",
    "joined by a filter alone": "$this :p0 ?a . ?x :p1 ?y FILTER(?x = ?a)",
    "nothing in common": "$this :p0 ?a . ?x :p1 ?y",
    "constants": ":n1 :p0 ?a . $this :p1 ?a",
    "a fact about others": "$this :p0 ?a FILTER EXISTS { :n1 :p1 :n2 }",
    "optional": "$this :p0 ?a OPTIONAL { ?a :p1 ?b }",
    "optional with a filter": "$this :p0 ?a OPTIONAL { ?x :p1 ?b FILTER(?x = ?a) }",
    "optional in optional": "$this :p0 ?a OPTIONAL { ?a :p1 ?b OPTIONAL { ?b :p2 ?c } }",
    "optional that a neighbour refuses": "{ $this :p0 ?a } { $this :p1 ?b OPTIONAL { ?a :p2 ?b } }",
    "optional that a neighbour needs": "$this :p0 ?x OPTIONAL { ?x :p1 ?a } { ?b :p2 ?a }",
    "optional with a condition": (
        "$this :p0 ?a OPTIONAL { ?a :p1 ?b FILTER NOT EXISTS { ?b :p2 ?a } }"
    ),
    "union": "{ $this :p0 ?a } UNION { $this :p1 ?a } { ?a :p2 ?b }",
    "union that leaves unbound": "{ $this :p0 ?a } UNION { $this :p1 ?u } { ?a :p2 ?b }",
    "minus": "$this :p0 ?a MINUS { ?a :p1 ?b }",
    "minus without a link": "$this :p0 ?a MINUS { ?b :p1 ?c }",
    "minus with an optional link": (
        "$this :p0 ?a . $this :p1 ?b MINUS { ?a :p1 ?x OPTIONAL { ?b :p2 ?x } }"
    ),
    "minus of what is bound beforehand": "$this :p0 ?a MINUS { $this :p1 ?a . ?a :p2 ?b }",
    "not exists": "FILTER NOT EXISTS { $this :p0 ?a . ?a :p1 ?b }",
    "not exists in not exists": (
        "FILTER NOT EXISTS { $this :p0 ?a FILTER NOT EXISTS { ?a :p1 ?b } }"
    ),
    "exists of an optional variable": (
        "$this :p0 ?a OPTIONAL { ?a :p1 ?b } FILTER EXISTS { ?c :p2 ?b }"
    ),
    "exists beside a variable it does not see": (
        "{ $this :p0 ?a } { $this :p1 ?b FILTER EXISTS { ?c :p2 ?a } }"
    ),
    "exists in an expression": "$this :p0 ?a BIND(EXISTS { ?a :p1 ?b } AS ?c)",
    "another name": "$this :p0 ?a BIND(?a AS ?b) { ?b :p1 ?c }",
    "values": "VALUES ?a { :n1 :n2 } $this :p0 ?x . ?a :p1 ?x",
    "a subquery": "{ SELECT $this ?a WHERE { $this :p0 ?a . ?a :p1 ?b } }",
    "a subquery that hides": "{ SELECT ?a WHERE { $this :p0 ?a } } { ?a :p1 ?c }",
    "a count": "{ SELECT $this (COUNT(?a) AS ?b) WHERE { $this :p0 ?a } GROUP BY $this }",
    "a count of others": (
        "$this :p0 ?a { SELECT ?a (COUNT(?x) AS ?b) WHERE { ?x :p1 ?a } GROUP BY ?a }"
    ),
    "a count of all": "$this :p0 ?a { SELECT (COUNT(?x) AS ?b) WHERE { ?a :p1 ?x } }",
    "a count that is a condition": (
        "{ SELECT $this WHERE { $this :p0 ?a . ?a :p1 ?b } GROUP BY $this HAVING(COUNT(?b) > 1) }"
    ),
    "only the first": ("$this :p0 ?a { SELECT ?a WHERE { ?a :p1 ?x } ORDER BY ?a LIMIT 1 }"),
    "the first of each": "$this :p0 ?a { SELECT $this ?b WHERE { $this :p1 ?b } LIMIT 1 }",
    "all but the first": "$this :p0 ?a { SELECT ?a ?b WHERE { ?a :p1 ?b } ORDER BY ?b OFFSET 1 }",
    "now": "$this :p0 ?a BIND(NOW() > '2000' AS ?b) FILTER(YEAR(NOW()) > 2000)",
    "another graph": "$this :p0 ?a FILTER NOT EXISTS { GRAPH :g { ?a :p1 ?b } }",
    "a variable predicate": "$this ?p ?a . ?a :p1 ?b",
    "a variable predicate as a node": "$this ?c ?a . ?c :p1 ?b",
    "another predicate": "$this !(:p0|^:p1) ?a . ?a :p2 ?b",
    "paths": "$this :p0/(:p1|^:p2)+ ?a",
    "a path from a constant": ":n1 :p0+ ?a . $this :p1 ?a",
    "a path of no length": "$this :p0* ?a . ?a :p1 ?b",
    "a path of no length from what may be no node": (
        "{ SELECT $this ?a WHERE { $this :p0* ?a } } { ?a :p1* ?b }"
    ),
    "a path of no length between any nodes": "?a :p0? ?b . $this :p1 ?c",
}
ASKS = {
    "value": "ASK { $value :p1 ?a }",
    "value and focus": "ASK { $this :p2 ?a . $value :p1 ?a }",
    "no value": "ASK { FILTER NOT EXISTS { $value :p1 ?a . ?a :p2 ?b } }",
    "others": "ASK { ?a :p1 $value . ?b :p1 ?c FILTER(?c = $value && ?a != ?b) }",
}
PATHS: dict[str, Path | None] = {
    "the focus node": None,
    "a step": Link(PREDICATES[0]),
    "many steps": Repeat(Link(PREDICATES[0]), zero=False, many=True),
}


def shape_with(text: str, path: Path | None = None) -> Shape:
    """Return a shape with one query; it targets nodes that need not be in the graph."""
    query = parse_query(text, PREFIXES)
    constraint: Constraint
    if isinstance(query, Select):
        constraint = SelectConstraint(QueryText(text, ""), query, EX.Component, {})
    else:
        assert isinstance(query, Ask)
        constraint = AskConstraint(QueryText(text, ""), query, EX.Component, {})
    shape = Shape(
        EX.shape,
        ShapeNames(Graph()),
        path,
        targets=Targets(nodes=list(NODES)),
        constraints=[constraint],
    )
    shape.messages = (Literal("{?a} {?b} {?value}"),)
    return shape


def small_change(rng: Random, graph: set[Triple]) -> tuple[list[Triple], list[Triple]]:
    """Return one triple to add or to remove, of a graph that stays small."""
    if graph and rng.random() < len(graph) / 16:
        return [], [rng.choice(sorted(graph))]
    ends = [token_of(rng.choice(NODES)) for _ in range(2)]
    return [(ends[0], rng.choice(PREDICATES), ends[1])], []


def keeps_up(shape: Shape, seed: int, changes: int) -> list[str]:
    rng = Random(seed)
    graph: set[Triple] = set()
    for _ in range(rng.choice((2, 5, 9))):
        added, removed = small_change(rng, graph)
        graph = (graph - set(removed)) | set(added)
    return list(wrongs(graph, [shape], Graph(), rng, changes, small_change))


@pytest.mark.parametrize("name", SELECTS)
def test_select(name: str) -> None:
    shape = shape_with(f"SELECT $this ?a ?b WHERE {{ {SELECTS[name]} }}")
    for seed in range(4):
        assert keeps_up(shape, seed, 14) == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ASKS)
def test_ask(name: str, path: str) -> None:
    shape = shape_with(ASKS[name], PATHS[path])
    assert keeps_up(shape, 1, 12) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SELECTS, *ASKS])
def test_longer(name: str) -> None:
    text = ASKS.get(name) or f"SELECT $this ?a ?b WHERE {{ {SELECTS[name]} }}"
    for path in PATHS.values():
        for seed in range(100, 130):
            assert keeps_up(shape_with(text, path), seed, 20) == []


def random_queries_keep_up(seed: int) -> None:
    rng = Random(seed)
    try:
        shape = random_shape(rng)
    except SparqlSyntaxError:
        return  # a variable that is bound twice, for instance
    graph: set[Triple] = set()
    for _ in range(rng.choice((10, 20, 30))):
        graph.add(random_triple(rng, graph))
    found = list(wrongs(graph, [shape], Graph(), rng, 5, random_change))
    assert found == [], [each.text.text for each in shape.constraints]  # type: ignore[attr-defined]


@pytest.mark.parametrize("block", range(4))
def test_random_queries(block: int) -> None:
    for seed in range(block * 10, block * 10 + 10):
        random_queries_keep_up(seed)


@pytest.mark.slow
def test_many_random_queries() -> None:
    for seed in range(1000, 5000):
        random_queries_keep_up(seed)
