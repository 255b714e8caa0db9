"""Every component of SHACL Core: each meets random changes of a small graph."""

from random import Random

import pytest
from incremental_worlds import Triple, wrongs
from rdflib import Graph

from grondslag.columns.graph import SUBCLASS, TYPE
from grondslag.tokens import token_of
from grondslag.validation.columnar import ShapesReader

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""
NODES = tuple(f"<https://example.org/n{number}>" for number in range(4))
PREDICATES = tuple(f"<https://example.org/p{number}>" for number in range(3))
CLASSES = tuple(f"<https://example.org/C{number}>" for number in range(3))
LITERALS = ('"a"', '"a"@nl', '"b"@nl', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"2024"')

NODE_TARGETS = "sh:targetNode :n0, :n1, :n2, :n3 ;"
TARGETS = {
    "nodes": NODE_TARGETS,
    "class": "sh:targetClass :C0 ;",
    "subjects": "sh:targetSubjectsOf :p0 ;",
    "objects": "sh:targetObjectsOf :p0 ;",
    "several": "sh:targetClass :C0, :C1 ; sh:targetObjectsOf :p1 ; sh:targetNode :n3 ;",
}
PATHS = {
    "a step": ":p0",
    "backwards": "[ sh:inversePath :p0 ]",
    "a sequence": "( :p0 :p1 [ sh:inversePath :p2 ] )",
    "a sequence backwards": "[ sh:inversePath ( :p0 [ sh:inversePath :p1 ] ) ]",
    "a choice": "[ sh:alternativePath ( :p0 ( :p1 :p2 ) ) ]",
    "any number": "[ sh:zeroOrMorePath :p0 ]",
    "one or more": "( :p1 [ sh:oneOrMorePath [ sh:alternativePath ( :p0 :p2 ) ] ] )",
    "at most one": "( [ sh:zeroOrOnePath :p0 ] :p1 )",
}
#: What a property shape may say of :p0; nested shapes look further.
BODIES = {
    "class": "sh:class :C0",
    "datatype": "sh:datatype xsd:integer",
    "node kind": "sh:nodeKind sh:IRI",
    "min count": "sh:minCount 2",
    "max count": "sh:maxCount 1",
    "range": "sh:minInclusive 1 ; sh:maxExclusive 5",
    "length": "sh:minLength 2 ; sh:maxLength 22",
    "pattern": 'sh:pattern "n[12]$"',
    "language": 'sh:languageIn ( "en" )',
    "unique language": "sh:uniqueLang true",
    "equals": "sh:equals :p1",
    "disjoint": "sh:disjoint :p1",
    "less than": "sh:lessThan :p1",
    "has value": "sh:hasValue :n1",
    "in": "sh:in ( :n1 :n2 )",
    "node": "sh:node [ sh:property [ sh:path :p1 ; sh:minCount 1 ] ]",
    "node of node": "sh:node [ sh:property [ sh:path :p1 ; sh:node [ sh:class :C1 ] ] ]",
    "not": "sh:not [ sh:property [ sh:path [ sh:oneOrMorePath :p1 ] ; sh:hasValue :n1 ] ]",
    "and": "sh:and ( [ sh:class :C1 ] [ sh:property [ sh:path :p1 ; sh:maxCount 1 ] ] )",
    "or": "sh:or ( [ sh:class :C1 ] [ sh:property [ sh:path :p2 ; sh:equals :p1 ] ] )",
    "xone": "sh:xone ( [ sh:class :C1 ] [ sh:property [ sh:path :p1 ; sh:hasValue :n2 ] ] )",
    "qualified": "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class :C1 ]",
    "qualified deeper": (
        "sh:qualifiedMaxCount 1 ; sh:qualifiedValueShape "
        "[ sh:property [ sh:path ( :p1 :p2 ) ; sh:minCount 1 ] ]"
    ),
    "closed": "sh:node [ sh:closed true ; sh:property [ sh:path :p1 ] ]",
    "property": "sh:property [ sh:path :p1 ; sh:minCount 1 ]",
    "property of property": (
        "sh:property [ sh:path [ sh:inversePath :p1 ] ; "
        "sh:property [ sh:path :p2 ; sh:maxCount 0 ; sh:class :C1 ] ]"
    ),
    "severity and message": 'sh:maxCount 1 ; sh:severity sh:Info ; sh:message "te veel"@nl',
}
WHOLE = {
    "closed": "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path :p0 ]",
    "disjoint siblings": (
        "sh:property [ sh:path :p0 ; sh:qualifiedMinCount 1 ; "
        "sh:qualifiedValueShapesDisjoint true ; sh:qualifiedValueShape [ sh:class :C0 ] ] , "
        "[ sh:path :p1 ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ;"
        " sh:qualifiedValueShape [ sh:property [ sh:path :p2 ; sh:minCount 1 ] ] ]"
    ),
    "one shape twice": (
        "sh:property :Shared ; sh:node :Other . :Other sh:targetObjectsOf :p1 ; "
        "sh:property [ sh:path :p0 ; sh:property :Shared ] . :Shared sh:path :p2 ; sh:maxCount 0"
    ),
    "a broken shape below": "sh:property [ sh:path :p0 ; sh:property [ sh:minCount 1 ] ]",
    "a broken shape inside": "sh:or ( [ sh:class :C0 ] [ sh:minLength :n1 ] )",
    "a shape that is off": "sh:property [ sh:path :p0 ; sh:deactivated true ; sh:minCount 9 ]",
}


def small_change(rng: Random, graph: set[Triple]) -> tuple[list[Triple], list[Triple]]:
    """Return one triple to add or to remove, of a graph that stays small."""
    if graph and rng.random() < len(graph) / 20:
        return [], [rng.choice(sorted(graph))]
    chance = rng.random()
    if chance < 0.2:
        return [(rng.choice(NODES), TYPE, rng.choice(CLASSES))], []
    if chance < 0.3:
        return [(rng.choice(CLASSES), SUBCLASS, rng.choice(CLASSES))], []
    value = rng.choice(NODES if rng.random() < 0.8 else LITERALS)
    return [(rng.choice(NODES), rng.choice(PREDICATES), value)], []


def keeps_up(shape: str, seed: int, changes: int) -> list[str]:
    rng = Random(seed)
    shapes = Graph().parse(data=f"{PREFIXES} :shape {shape} .", format="turtle")
    graph: set[Triple] = set()
    for _ in range(rng.choice((2, 6, 12))):
        added, removed = small_change(rng, graph)
        graph = (graph - set(removed)) | set(added)
    roots = ShapesReader(shapes).roots()
    return list(wrongs(graph, roots, shapes, rng, changes, small_change))


def property_shape(body: str, path: str) -> str:
    return f"{NODE_TARGETS} sh:property [ sh:path {path} ; {body} ]"


@pytest.mark.parametrize("name", BODIES)
def test_component(name: str) -> None:
    for seed in range(2):
        assert keeps_up(property_shape(BODIES[name], ":p0"), seed, 25) == []


@pytest.mark.parametrize("name", WHOLE)
def test_shape(name: str) -> None:
    for seed in range(4):
        assert keeps_up(f"{NODE_TARGETS} {WHOLE[name]}", seed, 25) == []


@pytest.mark.parametrize("name", TARGETS)
def test_targets(name: str) -> None:
    body = (
        "sh:property [ sh:path :p1 ; sh:minCount 1 ; sh:property [ sh:path :p2 ; sh:maxCount 0 ] ]"
    )
    assert keeps_up(f"{TARGETS[name]} {body}", 3, 25) == []


@pytest.mark.parametrize("name", PATHS)
def test_path(name: str) -> None:
    body = "sh:maxCount 0 ; sh:property [ sh:path :p2 ; sh:minCount 1 ]"
    assert keeps_up(property_shape(body, PATHS[name]), 4, 25) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*BODIES, *WHOLE])
def test_longer(name: str) -> None:
    for target in TARGETS.values():
        for path in PATHS.values():
            for seed in range(100, 103):
                if name in BODIES:
                    shape = f"{target} sh:property [ sh:path {path} ; {BODIES[name]} ]"
                else:
                    shape = f"{target} {WHOLE[name]}"
                assert keeps_up(shape, seed, 25) == [], (target, path)


def test_tokens_are_those_of_terms() -> None:
    """The changes are about the things that the shapes are about."""
    shapes = Graph().parse(data=f"{PREFIXES} :n0 :p0 :C0 .", format="turtle")
    assert [tuple(map(token_of, each)) for each in shapes] == [
        (NODES[0], PREDICATES[0], CLASSES[0])
    ]
