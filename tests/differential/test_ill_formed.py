"""Ill-formed shapes are not assessed, and do not keep other shapes from being assessed.

Each of these breaks a syntax rule of SHACL (Appendix C of the specification). pySHACL passes over
most of them, so that it is no reference here.
"""

import pytest
from rdflib import Graph
from rdflib.namespace import SH

from differential.comparison import engine, run
from differential.deviation_cases import UNCORRECTED, Deviation
from differential.test_deviations import case
from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Terms
from grondslag.validation.columnar import ShapesReader
from grondslag.validation.columnar.incremental import LoadedGraph

_NODE, _PROPERTY = "ex:s sh:targetNode ex:a ;", "ex:s sh:targetNode ex:a ; sh:path ex:p ;"


def _select(query: str) -> str:
    return f'{_NODE} sh:sparql [ sh:select "{query}" ] .'


def _component(parameters: str, use: str) -> str:
    return (
        f"ex:C a sh:ConstraintComponent ; sh:parameter {parameters} ; sh:validator "
        f'[ a sh:SPARQLAskValidator ; sh:ask "ASK {{}}" ] . {_NODE} {use} .'
    )


ILL_FORMED = {
    "minCount-datatype": f'{_PROPERTY} sh:minCount "1" .',
    "minCount-decimal": f"{_PROPERTY} sh:minCount 1.0 .",
    "minCount-ill-typed": f'{_PROPERTY} sh:minCount "x"^^xsd:integer .',
    "minCount-twice": f"{_PROPERTY} sh:minCount 1, 2 .",
    "minCount-scope": f"{_NODE} sh:minCount 1 .",
    "maxCount-scope": f"{_NODE} sh:maxCount 1 .",
    "maxLength-datatype": f"{_PROPERTY} sh:maxLength true .",
    "minInclusive-iri": f"{_PROPERTY} sh:minInclusive ex:b .",
    "minInclusive-twice": f"{_PROPERTY} sh:minInclusive 1, 2 .",
    "datatype-twice": f"{_PROPERTY} sh:datatype xsd:string, xsd:integer .",
    "datatype-literal": f'{_PROPERTY} sh:datatype "xsd:string" .',
    "nodeKind-unknown": f"{_PROPERTY} sh:nodeKind sh:Iri .",
    "class-literal": f'{_PROPERTY} sh:class "C" .',
    "pattern-iri": f"{_PROPERTY} sh:pattern ex:b .",
    "pattern-invalid": f'{_PROPERTY} sh:pattern "(a" .',
    "pattern-invalid-without-focus-nodes": 'ex:s sh:targetClass ex:None ; sh:pattern "(" .',
    "pattern-invalid-without-values": "ex:s sh:targetNode ex:a ; sh:path ex:none ; "
    'sh:pattern "(" .',
    "pattern-invalid-in-or": f"{_PROPERTY} sh:or "
    '( [ sh:nodeKind sh:Literal ] [ sh:pattern "(" ] ) .',
    "pattern-number": f"{_PROPERTY} sh:pattern 5 .",
    "pattern-language": f'{_PROPERTY} sh:pattern "a"@en .',
    "pattern-twice": f'{_PROPERTY} sh:pattern "a", "x" .',
    "flags-iri": f'{_PROPERTY} sh:pattern "a" ; sh:flags ex:i .',
    "flags-alone": f"{_PROPERTY} sh:flags 1 .",
    "flags-unknown": f'{_PROPERTY} sh:pattern "a" ; sh:flags "y" .',
    "languageIn-members": f'{_PROPERTY} sh:languageIn ( "nl" ex:b ) .',
    "languageIn-numbers": f"{_PROPERTY} sh:languageIn ( 1 ) .",
    "languageIn-no-list": f'{_PROPERTY} sh:languageIn "nl" .',
    "uniqueLang-datatype": f'{_PROPERTY} sh:uniqueLang "true" .',
    "uniqueLang-scope": f"{_NODE} sh:uniqueLang true .",
    "lessThan-scope": f"{_NODE} sh:lessThan ex:q .",
    "lessThanOrEquals-scope": f"{_NODE} sh:lessThanOrEquals ex:q .",
    "lessThan-literal": f'{_PROPERTY} sh:lessThan "q" .',
    "equals-literal": f"{_NODE} sh:equals 1 .",
    "disjoint-blank": f"{_NODE} sh:disjoint [] .",
    "closed-datatype": f'{_NODE} sh:closed "yes" .',
    "ignoredProperties-literal": f'{_NODE} sh:closed true ; sh:ignoredProperties ( "p" ) .',
    "ignoredProperties-alone": f"{_NODE} sh:ignoredProperties ex:p .",
    "targetNode-blank": "ex:s sh:targetNode _:a ; sh:nodeKind sh:IRI .",
    "nil-with-members": f"{_NODE} sh:in ( ex:a ) . rdf:nil rdf:first 1 .",
    "in-no-list": f"{_NODE} sh:in ex:b .",
    "in-twice": f"{_NODE} sh:in ( 1 ), ( 2 ) .",
    "in-endless": f"{_NODE} sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .",
    "and-no-list": f"{_NODE} sh:and ex:b .",
    "or-of-literals": f'{_NODE} sh:or ( "x" ) .',
    "not-literal": f'{_NODE} sh:not "x" .',
    "node-is-property-shape": f"{_NODE} sh:node [ sh:path ex:p ; sh:minCount 1 ] .",
    "property-is-node-shape": f"{_NODE} sh:property [ sh:minLength 1 ] .",
    "qualifiedValueShape-scope": f"{_NODE} sh:qualifiedValueShape [] ; sh:qualifiedMinCount 1 .",
    "qualifiedMinCount-datatype": f"{_PROPERTY} sh:qualifiedValueShape [] ; "
    'sh:qualifiedMinCount "1" .',
    "qualifiedMinCount-alone": f"{_PROPERTY} sh:qualifiedMinCount true .",
    "qualifiedValueShape-twice": f"{_PROPERTY} sh:qualifiedMinCount 0 ; "
    "sh:qualifiedValueShape [], [ sh:nodeKind sh:IRI ] .",
    "qualifiedValueShapesDisjoint-datatype": f"{_PROPERTY} sh:qualifiedMinCount 0 ; "
    'sh:qualifiedValueShape [] ; sh:qualifiedValueShapesDisjoint "yes" .',
    "path-with-more": "ex:s sh:targetNode ex:a ; sh:minCount 1 ; "
    'sh:path [ sh:inversePath ex:p ; rdfs:label "back" ] .',
    "path-too-deep": f"ex:s sh:targetNode ex:a ; sh:path {'[ sh:inversePath ' * 1000} ex:p "
    f"{' ]' * 1000} ; sh:minCount 1 .",
    "path-too-long": "ex:s sh:targetNode ex:a ; sh:path _:n0 ; sh:minCount 1 . "
    + " ".join(f"_:n{i} sh:alternativePath ( _:n{i + 1} _:n{i + 1} ) ." for i in range(40))
    + " _:n40 sh:inversePath ex:p .",
    "too-deep": f"{_NODE} sh:not {'[ sh:not ' * 1000} [] {' ]' * 1000} .",
    "path-literal": 'ex:s sh:targetNode ex:a ; sh:path "p" ; sh:minCount 1 .',
    "path-twice": f"{_PROPERTY} sh:path ex:q ; sh:minCount 1 .",
    "path-short-list": "ex:s sh:targetNode ex:a ; sh:path ( ex:p ) ; sh:minCount 1 .",
    "path-nothing": "ex:s sh:targetNode ex:a ; sh:path [] ; sh:minCount 1 .",
    "path-recursive": "ex:s sh:targetNode ex:a ; sh:path _:p ; sh:minCount 1 . "
    "_:p sh:inversePath _:p .",
    "property-shape-without-path": f"ex:s a sh:PropertyShape . {_NODE} sh:minLength 1 .",
    "node-shape-with-path": f"ex:s a sh:NodeShape . {_PROPERTY} sh:minCount 1 .",
    "severity-literal": f'{_NODE} sh:severity "high" ; sh:nodeKind sh:Literal .',
    "severity-twice": f"{_NODE} sh:severity sh:Info, sh:Warning ; sh:nodeKind sh:Literal .",
    "deactivated-datatype": f'{_NODE} sh:deactivated "no" ; sh:nodeKind sh:Literal .',
    "message-datatype": f"{_NODE} sh:message 1 ; sh:nodeKind sh:Literal .",
    "recursive": f"{_NODE} sh:property [ sh:path ex:p ; sh:node ex:s ] .",
    "recursive-in-list": f"{_NODE} sh:or ( [ sh:not ex:s ] [] ) .",
    "select-missing": f"{_NODE} sh:sparql [] .",
    "select-twice": f'{_NODE} sh:sparql [ sh:select "SELECT $this {{}}", "SELECT ?this {{}}" ] .',
    "select-is-ask": _select("ASK { $this ?p ?o }"),
    "select-syntax": _select("SELECT $this WHERE { $this ?p"),
    "select-without-this": _select("SELECT ?o WHERE { $this ?p ?o }"),
    "prefix-undeclared": _select("SELECT $this { $this e:p 1 }"),
    "minus": _select("SELECT $this { $this ?p ?o MINUS { $this ?p 1 } }"),
    "values": _select("SELECT $this { $this ?p ?o VALUES ?o { 1 } }"),
    "service": _select("SELECT $this { SERVICE ?s { $this ?p ?o } }"),
    "as-prebound": _select("SELECT (1 AS ?this) { ?s ?p ?o }"),
    "bind-prebound": _select("SELECT $this { BIND(1 AS ?this) }"),
    "subselect-without-this": _select("SELECT $this { $this ?p ?o { SELECT ?o { ?s ?p ?o } } }"),
    "select-too-deep": _select(f"SELECT $this {{ FILTER {'( ' * 2000} true {')' * 2000} }}"),
    "component-parameter-name": _component("[ sh:path ex:my-par ]", "ex:my-par 1"),
    "component-parameter-taken": _component("[ sh:path ex:value ]", "ex:value 1"),
    "component-parameters-alike": _component(
        "[ sh:path ex:par ], [ sh:path <https://example.org/other/par> ]", "ex:par 1"
    ),
    "component-parameter-value": _component(
        "[ sh:path ex:par ; sh:datatype xsd:string ]", "ex:par 1"
    ),
    "component-optional-value": _component(
        "[ sh:path ex:par ], [ sh:path ex:more ; sh:optional true ; sh:class ex:D ]",
        "ex:par 1 ; ex:more ex:b",
    ),
    "component-parameter-ill-formed": _component(
        "[ sh:path ex:par ; sh:minCount true ]", "ex:par 1"
    ),
    "component-optional-only": _component(
        "[ sh:path ex:par ; sh:optional true ]", "ex:par 1 ; sh:nodeKind sh:IRI"
    ),
    "component-two-values": "ex:C a sh:ConstraintComponent ; "
    "sh:parameter [ sh:path ex:par ], [ sh:path ex:other ] ; "
    'sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER ( $par = $other ) }" ] . '
    f"{_NODE} ex:par 1, 2 ; ex:other 1 .",
}
_DATA = 'ex:a ex:p "x" ; ex:q 1 .'
_OTHER = "ex:t sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:integer ."


@pytest.mark.parametrize("name", ILL_FORMED)
def test_it_is_not_assessed_and_other_shapes_are(name: str) -> None:
    given = case(Deviation(name, UNCORRECTED, _DATA, f"{ILL_FORMED[name]} {_OTHER}", [], []))
    results, failures = run(engine, given)
    assert {str(each.shape) for each in failures} == {"https://example.org/s"}
    assert all(each.reason for each in failures)
    assert [str(each.shape) for each in results] == ["https://example.org/t"]
    assert _loaded(given.data, given.shapes).not_assessed == tuple(failures)


def _loaded(data: Graph, shapes: Graph) -> LoadedGraph:
    columns = columns_of(data, Terms())
    return LoadedGraph(columns, ShapesReader(shapes).roots(), shapes)


_BROKEN = "[ sh:path ex:q ; sh:minCount 1, 2 ]"
INSIDE = {
    "not": f"{_NODE} sh:not {_BROKEN} .",
    "and": f"{_NODE} sh:and ( [] {_BROKEN} ) .",
    "or": f"{_NODE} sh:or ( [] {_BROKEN} ) .",
    "xone": f"{_NODE} sh:xone ( [] {_BROKEN} ) .",
    "node": f"{_NODE} sh:node [ sh:property {_BROKEN} ] .",
    "property": f"{_NODE} sh:property {_BROKEN} .",
    "qualifiedValueShape": f"{_PROPERTY} sh:qualifiedMaxCount 0 ; "
    f"sh:qualifiedValueShape {_BROKEN} .",
    "sibling": f"{_NODE} sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ; "
    "sh:qualifiedValueShape [] ; sh:qualifiedValueShapesDisjoint true ], "
    f"[ sh:path ex:p ; sh:qualifiedMaxCount 9 ; sh:qualifiedValueShape {_BROKEN} ] .",
    "list without an end": f"{_NODE} sh:or _:l . _:l rdf:first [] ; rdf:rest _:l .",
    "deep": f"{_NODE} sh:not [ sh:or ( [ sh:node [ sh:not {_BROKEN} ] ] [] ) ] .",
    "property without values": f"{_NODE} sh:property [ sh:path ex:none ; sh:node "
    f"[ sh:property {_BROKEN} ] ] .",
    "query": _NODE
    + ' sh:not [ sh:sparql [ sh:select "SELECT $this { MINUS { $this ?p 1 } }" ] ] .',
}


@pytest.mark.parametrize("name", INSIDE)
def test_a_shape_is_not_assessed_if_one_inside_it_is_ill_formed(name: str) -> None:
    """Otherwise it could conform, or not conform, by what was passed over."""
    given = case(Deviation(name, UNCORRECTED, _DATA, f"{INSIDE[name]} {_OTHER}", [], []))
    results, failures = run(engine, given)
    assert {str(each.shape) for each in failures} == {"https://example.org/s"}
    assert [str(each.shape) for each in results] == ["https://example.org/t"]


def test_an_ill_formed_shape_that_nothing_uses_does_no_harm() -> None:
    shapes = (
        f"{_OTHER} ex:u sh:path ex:q ; sh:minCount 1, 2 . ex:v sh:deactivated true ; {_NODE[4:]} "
    )
    shapes += f"sh:node {_BROKEN} ."
    given = case(Deviation("unused", UNCORRECTED, _DATA, shapes, [], []))
    results, failures = run(engine, given)
    assert failures == []
    assert [str(each.shape) for each in results] == ["https://example.org/t"]


def test_what_looks_odd_but_is_well_formed_is_assessed() -> None:
    shapes = f"""
        {_NODE} sh:in () ; sh:name "naam" ; sh:order 1 ; sh:description "tekst"@nl ;
            sh:nodeKind sh:IRI ; ex:note [ sh:minCount "veel" ] .
        ex:unused sh:minCount 1 ; sh:path ex:p, ex:q .
    """
    given = case(Deviation("odd", UNCORRECTED, _DATA, shapes, [], []))
    results, failures = run(engine, given)
    assert failures == []
    assert [each.component for each in results] == [SH.InConstraintComponent]
