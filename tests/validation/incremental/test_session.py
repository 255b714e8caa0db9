"""A loaded graph: what a change tells, spelled out case by case."""

import pytest
from rdflib import RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH

from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Terms
from grondslag.validation.columnar import ShapesReader
from grondslag.validation.columnar.incremental import LoadedGraph
from grondslag.validation.results import Result

EX = Namespace("https://example.org/")
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://example.org/> .
"""
NAMED = """:Person sh:targetClass :Person ;
  sh:property [ sh:path :name ; sh:minCount 1 ; sh:maxCount 2 ; sh:message "naam" ] ."""


def load(data: str, shapes: str) -> LoadedGraph:
    graph = Graph().parse(data=PREFIXES + data, format="turtle")
    read = Graph().parse(data=PREFIXES + shapes, format="turtle")
    roots = ShapesReader(read).roots()
    return LoadedGraph(columns_of(graph, Terms()), roots, read)


def brief(results: tuple[Result, ...]) -> list[tuple[str, str]]:
    """Return focus node and component of results."""
    return [
        (
            str(each.focus).removeprefix(str(EX)),
            str(each.component).removeprefix(str(SH)).removesuffix("ConstraintComponent"),
        )
        for each in results
    ]


def test_loading_checks_everything() -> None:
    session = load(':a a :Person . :b a :Person ; :name "B" .', NAMED)
    assert brief(session.results) == [("a", "MinCount")]
    assert len(session) == 1
    assert session.not_assessed == ()


def test_new_gone_and_unchanged() -> None:
    session = load(":a a :Person . :b a :Person . :c a :Person .", NAMED)
    change = session.change([(EX.a, EX.name, Literal("A"))], [(EX.b, RDF.type, EX.Person)])
    assert brief(change.gone) == [("a", "MinCount"), ("b", "MinCount")]
    assert change.new == ()
    assert change.unchanged == 1
    change = session.change([(EX.b, RDF.type, EX.Person)])
    assert brief(change.new) == [("b", "MinCount")]
    assert change.new[0].messages == (("naam", None),)
    assert brief(session.results) == [("b", "MinCount"), ("c", "MinCount")]
    assert change.seconds > 0


def test_what_changes_nothing() -> None:
    session = load(':a a :Person ; :name "A" .', NAMED)
    before = session.columns
    change = session.change(
        [(EX.a, EX.name, Literal("A"))],
        [(EX.a, EX.name, Literal("A")), (EX.a, EX.name, Literal("B")), (EX.x, EX.y, EX.z)],
    )
    assert (change.gone, change.new, change.rechecked) == ((), (), 0)
    assert session.columns is before


def test_only_what_can_be_affected_is_checked() -> None:
    people = " ".join(f':p{number} a :Person ; :name "P" ; :age 1 .' for number in range(300))
    session = load(people, NAMED)
    assert session.change([(EX.p7, EX.name, Literal("Q"))]).rechecked == 1
    assert session.change([(EX.p7, EX.age, Literal(2))]).rechecked == 0
    change = session.change([(EX.p7, EX.name, Literal("R"))])
    assert brief(change.new) == [("p7", "MaxCount")]
    assert (change.rechecked, change.unchanged) == (1, 0)


def test_old_columns_stay_as_they_were() -> None:
    session = load(":a a :Person .", NAMED)
    before = session.columns
    session.change([(EX.a, EX.name, Literal("A"))])
    assert (len(before), len(session.columns)) == (1, 2)


def test_triples_as_tokens_and_blank_nodes() -> None:
    session = load(":a a :Person .", NAMED)
    change = session.change([(f"<{EX.a}>", f"<{EX.name}>", '"A"')])
    assert brief(change.gone) == [("a", "MinCount")]
    change = session.change([(BNode("x"), RDF.type, EX.Person)])
    assert [each.focus for each in change.new] == [BNode("x")]


@pytest.mark.parametrize(
    "triple",
    [
        (Literal("x"), EX.name, EX.a),
        (EX.a, BNode("x"), EX.a),
        (EX.a, Literal("x"), EX.a),
        ('"x"', f"<{EX.name}>", f"<{EX.a}>"),
    ],
)
def test_no_triple(triple: tuple[URIRef, URIRef, URIRef]) -> None:
    session = load(":a a :Person .", NAMED)
    with pytest.raises(ValueError, match="not an RDF triple"):
        session.change([triple])
    assert len(session.columns) == 1


def test_a_class_put_under_another() -> None:
    session = load(":a a :Student . :b a :Person .", NAMED)
    change = session.change([(EX.Student, RDFS.subClassOf, EX.Person)])
    assert brief(change.new) == [("a", "MinCount")]
    change = session.change([], [(EX.Student, RDFS.subClassOf, EX.Person)])
    assert brief(change.gone) == [("a", "MinCount")]


def test_a_class_put_under_that_of_values() -> None:
    shapes = ":S sh:targetNode :a ; sh:property [ sh:path :knows ; sh:class :Person ] ."
    session = load(":a :knows :b . :b a :Student .", shapes)
    change = session.change([(EX.Student, RDFS.subClassOf, EX.Person)])
    assert brief(change.gone) == [("a", "Class")]


def test_siblings_of_a_qualified_shape() -> None:
    shapes = """:S sh:targetNode :hand ; sh:property
      [ sh:path :digit ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ;
        sh:qualifiedValueShape [ sh:class :Thumb ] ] ,
      [ sh:path :digit ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ;
        sh:qualifiedValueShape [ sh:property [ sh:path :bones ; sh:hasValue 3 ] ] ] ."""
    session = load(":hand :digit :t , :f . :t a :Thumb . :f :bones 3 .", shapes)
    assert session.results == ()
    change = session.change([(EX.t, EX.bones, Literal(3))])
    assert brief(change.new) == [("hand", "QualifiedMinCount")]


def test_a_result_that_two_focus_nodes_lead_to_is_one() -> None:
    shapes = """:S sh:targetSubjectsOf :knows ; sh:property [ sh:path :knows ;
      sh:property [ sh:path :name ; sh:minCount 1 ] ] ."""
    session = load(":a :knows :x . :b :knows :x .", shapes)
    assert brief(session.results) == [("x", "MinCount")]
    assert session.change([], [(EX.a, EX.knows, EX.x)]).gone == ()
    assert brief(session.change([], [(EX.b, EX.knows, EX.x)]).gone) == [("x", "MinCount")]


def test_a_result_that_two_shapes_report_is_one() -> None:
    shapes = """:S sh:targetNode :x ; sh:property :named . :T sh:targetClass :Person ;
      sh:property :named . :named sh:path :name ; sh:minCount 1 ."""
    session = load(":x a :Person .", shapes)
    assert len(session) == 1
    change = session.change([], [(EX.x, RDF.type, EX.Person)])
    assert (change.gone, change.unchanged) == ((), 1)
    assert len(session.change([(EX.x, EX.name, Literal("X"))]).gone) == 1


FAILING = """:S sh:targetClass :Person ; sh:property [ sh:path :name ; sh:minCount 1 ] ;
  sh:sparql [ sh:message "fout" ; sh:select '''SELECT $this ?failure WHERE {
    $this <https://example.org/bad> ?b . BIND(?b = 2 AS ?failure) }''' ] ."""


def test_a_rule_that_can_no_longer_be_assessed() -> None:
    session = load(":a a :Person ; :bad 1 . :b a :Person .", FAILING)
    found = [("a", "MinCount"), ("a", "SPARQL"), ("b", "MinCount")]
    assert sorted(brief(session.results)) == found
    change = session.change([(EX.b, EX.bad, Literal(2))])
    assert brief(change.unassessed) == [("a", "SPARQL")]
    assert (change.gone, change.new, change.unchanged) == ((), (), 2)
    assert [each.shape for each in change.not_assessed] == [EX.S]
    assert session.not_assessed == change.not_assessed
    assert brief(session.results) == [("a", "MinCount"), ("b", "MinCount")]
    # Even a change elsewhere does not make one forget it.
    change = session.change([(EX.c, RDF.type, EX.Person)])
    assert len(change.not_assessed) == 1
    change = session.change([], [(EX.b, EX.bad, Literal(2))])
    assert brief(change.new) == [("a", "SPARQL")]
    assert change.not_assessed == ()


def test_an_ill_formed_shape_is_never_assessed() -> None:
    session = load(":a a :Person .", f"{NAMED} :Bad sh:targetClass :Person ; sh:minCount 1 .")
    assert [each.shape for each in session.not_assessed] == [EX.Bad]
    change = session.change([], [(EX.a, RDF.type, EX.Person)])
    assert [each.shape for each in change.not_assessed] == [EX.Bad]


def test_an_ill_formed_shape_below_counts_before_anything_leads_to_it() -> None:
    shapes = (
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:property :q ] . :q sh:minCount 1 ."
    )
    session = load(":a :r :b .", shapes)
    assert len(session.not_assessed) == 1
    assert len(session.change([(EX.a, EX.p, EX.b)]).not_assessed) == 1
    assert len(session.change([], [(EX.a, EX.p, EX.b)]).not_assessed) == 1


def test_many_focus_nodes_at_once() -> None:
    people = [(EX[f"p{number}"], RDF.type, EX.Person) for number in range(1000)]
    session = load(":a a :Person .", NAMED)
    change = session.change(people)
    assert (len(change.new), change.unchanged, change.rechecked) == (1000, 1, 1000)
    assert len(session.change([(EX.p5, EX.name, Literal("5"))]).gone) == 1
    change = session.change([], people[:990])
    assert (len(change.gone), change.unchanged, len(session.results)) == (989, 11, 11)


def test_without_a_shapes_graph_there_are_no_messages_of_others() -> None:
    read = Graph().parse(data=PREFIXES + ":S sh:targetNode :a ; sh:class :C .", format="turtle")
    session = LoadedGraph(columns_of([], Terms()), ShapesReader(read).roots())
    assert [each.messages for each in session.results] == [()]


def test_the_moment_of_loading_stays() -> None:
    shapes = """:S sh:targetClass :Person ; sh:sparql [ sh:select
      "SELECT $this ?value WHERE { $this a ?kind BIND(NOW() AS ?value) }" ] ."""
    session = load(":a a :Person .", shapes)
    change = session.change([(EX.b, RDF.type, EX.Person)])
    assert change.unchanged == 1
    assert len({each.value for each in session.results}) == 1
    assert len(session.results) == 2


def test_the_shapes_graph_can_be_asked() -> None:
    shapes = ''':S :limit 2 ; sh:targetClass :Person ; sh:sparql [ sh:select
      """SELECT $this ?value WHERE { $this <https://example.org/age> ?value
       GRAPH $shapesGraph { $currentShape <https://example.org/limit> ?value } }""" ] .'''
    session = load(":a a :Person ; :age 1 .", shapes)
    assert brief(session.results) == []
    assert brief(session.change([(EX.a, EX.age, Literal(2))]).new) == [("a", "SPARQL")]
