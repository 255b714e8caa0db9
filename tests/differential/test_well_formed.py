"""What is well-formed is assessed, whatever else is in the shapes graph; and failures are failures.

What is not assessed must not depend on the order of shapes, on their names or on the data.
"""

from time import perf_counter

import pytest
from rdflib import Graph, URIRef

from differential.comparison import engine, run
from differential.deviation_cases import UNCORRECTED, Deviation
from differential.test_deviations import case
from differential.test_ill_formed import _loaded
from grondslag.validation.columnar.components import local_name
from grondslag.validation.columnar.defects import reasons_of
from grondslag.validation.columnar.model import Shape
from grondslag.validation.shape_names import ShapeNames

_NODE, _PROPERTY = "ex:s sh:targetNode ex:a ;", "ex:s sh:targetNode ex:a ; sh:path ex:p ;"
_OTHER = "ex:t sh:targetNode ex:a ; sh:path ex:p ; sh:datatype xsd:integer ."
_DATA = 'ex:a ex:p "x" ; ex:q 1 .'
_FAILS = '[ sh:sparql [ sh:select "SELECT $this ( true AS ?failure ) { $this ?x ?y }" ] ]'


def _outcome(shapes: str, data: str = _DATA) -> tuple[list[str], list[str]]:
    """Return the local names of the shapes that report, and of those that are not assessed."""
    given = case(Deviation("", UNCORRECTED, data, shapes, [], []))
    results, failures = run(engine, given)
    loaded = _loaded(given.data, given.shapes)
    assert loaded.not_assessed == tuple(failures)
    assert len(loaded) == len(results)
    return (
        [str(each.shape).rpartition("/")[2] for each in results],
        [str(each.shape).rpartition("/")[2] for each in failures],
    )


def test_a_component_without_a_suitable_validator_is_ignored() -> None:
    """Section 6.2.3; other constraints of the shape are assessed."""
    component = (
        "ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:par ] ; sh:propertyValidator "
        '[ a sh:SPARQLSelectValidator ; sh:select "SELECT $this { $this ?p ?o }" ] .'
    )
    assert _outcome(f"{component} {_NODE} ex:par 1 ; sh:nodeKind sh:Literal .") == (["s"], [])


@pytest.mark.parametrize("parameters", ["[ sh:path ex:par ; sh:optional true ]", "[ sh:path 1 ]"])
def test_a_broken_component_harms_only_shapes_with_its_parameters(parameters: str) -> None:
    component = f"ex:C a sh:ConstraintComponent ; sh:parameter {parameters}, [ sh:path ex:par ], "
    component += '[ sh:path ex:value ] ; sh:validator [ sh:ask "ASK {}" ] .'
    assert _outcome(f"{component} {_OTHER}") == (["t"], [])
    assert _outcome(f"{component} {_OTHER} {_NODE} ex:par 1 .") == (["t"], ["s"])


def test_values_that_fit_their_declarations() -> None:
    component = (
        "ex:C a sh:ConstraintComponent ; sh:parameter "
        "[ sh:path ex:par ; sh:datatype xsd:integer ; sh:maxCount 1 ] ; "
        'sh:validator [ sh:ask "ASK { FILTER ( $par > 1 ) }" ] .'
    )
    assert _outcome(f"{component} {_NODE} ex:par 1 . {_OTHER}") == (["s", "t"], [])


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://example.org/par", "par"),
        ("https://example.org/#par", "par"),
        ("urn:x?y=par", "par"),
        ("urn:x:par", "par"),
        ("urn:par", "ar"),
        ("https://example.org/1par", "par"),
        ("https://example.org/my-par", "my-par"),
        ("https://example.org/par/", ""),
    ],
)
def test_local_names(iri: str, name: str) -> None:
    assert local_name(iri) == name


def test_entailment_that_is_not_supported() -> None:
    regime = "sh:entailment <http://www.w3.org/ns/entailment/"
    assert _outcome(f"ex: {regime}Simple> . {_OTHER}") == (["t"], [])
    assert _outcome(f"ex: {regime}RDFS> . {_OTHER}") == ([], ["t"])
    assert _outcome(f"ex: {regime}Simple>, ex:other . {_OTHER}") == ([], ["t"])


@pytest.mark.parametrize("members", ["{0} {1}", "{1} {0}"])
def test_one_failure_in_or_is_a_failure(members: str) -> None:
    """Section 4.6.3, also if another member is enough for the value."""
    members = members.format("[ sh:nodeKind sh:IRI ]", _FAILS)
    assert _outcome(f"{_NODE} sh:or ( {members} ) . {_OTHER}") == (["t"], ["s"])
    inside = f"{_NODE} sh:or ( [ sh:nodeKind sh:IRI ] [ sh:node [ sh:not {_FAILS} ] ] ) ."
    assert _outcome(inside) == ([], ["s"])


def test_one_failure_among_siblings_is_a_failure() -> None:
    shapes = (
        f"{_NODE} sh:property [ sh:path ex:b ; sh:qualifiedMinCount 0 ; "
        "sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; "
        "sh:qualifiedValueShapesDisjoint true ], "
        f"[ sh:path ex:none ; sh:qualifiedMinCount 0 ; sh:qualifiedValueShape {_FAILS} ] ."
    )
    assert _outcome(shapes, "ex:a ex:b ex:c . ex:c ex:d ex:e .") == ([], ["s"])


@pytest.mark.parametrize("names", ["a b c d", "d c b a", "c a d b"])
def test_siblings_of_siblings(names: str) -> None:
    """A shape that is met as a sibling only has siblings of its own (section 4.7.3)."""
    one, two, three, four = (f"ex:n{each}" for each in names.split())
    disjoint = "sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true"
    shapes = f"""
        {_NODE} sh:property ex:top .
        ex:top sh:path ex:p ; {disjoint} ; sh:qualifiedValueShape {one} .
        ex:unread sh:property ex:top, [ sh:path ex:p ; sh:qualifiedValueShape {two} ] .
        {one} sh:nodeKind sh:IRI .
        {two} sh:property {three} .
        {three} sh:path ex:q ; {disjoint} ; sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] .
        ex:late sh:property {three}, [ sh:path ex:q ; sh:qualifiedValueShape {four} ] .
        {four} sh:datatype xsd:integer .
    """
    # ex:b has one value of ex:q, which conforms to the sibling as well: it does not count.
    assert _outcome(shapes, "ex:a ex:p ex:b . ex:b ex:q 1 .") == ([], [])


def test_shapes_of_a_class_below_node_shape_are_implicit_class_targets() -> None:
    shapes = (
        "ex:My rdfs:subClassOf sh:NodeShape . ex:D a rdfs:Class, ex:My ; sh:nodeKind sh:Literal ."
    )
    assert _outcome(shapes, "ex:a a ex:D .") == (["D"], [])


def test_a_blank_node_cannot_be_an_implicit_class_target() -> None:
    reported, (unassessed,) = _outcome(f"[] a rdfs:Class, sh:NodeShape . {_OTHER}")
    assert reported == ["t"]
    assert unassessed != "t"


def test_a_reason_that_is_part_of_another_is_told_as_well() -> None:
    root, one, two = (Shape(URIRef(each), ShapeNames(Graph())) for each in ("ex:s", "ex:a", "ex:b"))
    one.defect, two.defect = "ex:b: a list has no end", "b: a list has no end"
    root.properties = [one, two]
    assert reasons_of(root, [(one, one.defect)]) == [f"{one.defect} (in ex:a)", two.defect]


def test_failure_is_true_as_a_term() -> None:
    """Section 5.3.2: true "denotes the RDF term "true"^^xsd:boolean" (section 1.1)."""
    for value, expected in (("true", ([], ["s"])), ("false", (["s"], []))):
        query = f"SELECT $this ( {value} AS ?failure ) {{ $this <https://example.org/q> ?o }}"
        assert _outcome(f'{_NODE} sh:sparql [ sh:select "{query}" ] .') == expected


def test_shapes_that_share_shapes_do_not_take_time_without_end() -> None:
    steps = range(40)
    logic = " ".join(f"ex:n{i} sh:and ( ex:n{i + 1} ex:n{i + 1} ) ." for i in steps)
    below = " ".join(
        f"ex:{one}{i} sh:path ex:p ; sh:property ex:m{i + 1}, ex:o{i + 1} ."
        for i in steps
        for one in "mo"
    )
    shapes = f"""
        {_NODE} sh:node ex:n0 ; sh:property ex:m0, ex:o0 . {logic} {below}
        ex:n40 sh:nodeKind sh:Literal . ex:m40 sh:path ex:p ; sh:maxCount 0 . ex:o40 sh:path ex:p .
    """
    start = perf_counter()
    assert _outcome(shapes, "ex:a ex:p ex:a .") == (["m40", "s"], [])
    assert perf_counter() - start < 30
