"""Where the triples of an explanation come from: file and line, ontology, or other triples."""

import pytest
from explaining import DAY, PREFIXES, explanations, line, lines, one
from rdflib import Graph

from grondslag.dataset import Origin, view
from grondslag.dataset.derivation import has, premises
from grondslag.intake import read_bytes
from grondslag.usecases import open_files
from grondslag.validation.columnar import ShapesReader, evaluate
from grondslag.validation.columnar.explain import Source, explain


def test_a_subclass_of_our_ontology_is_traced_to_the_type_that_was_said() -> None:
    shapes = "e:S a sh:PropertyShape ; sh:targetClass gs:Document ; sh:path e:p ; sh:minCount 1 ."
    explanation, _ = one(shapes, "e:a a gs:Letter .\n")
    (kind,) = explanation.target
    assert line(kind) == "a a Document entailed"
    assert lines(kind.follows_from) == ["a a Letter @2", "Letter subClassOf Document background"]


def _value(shape_path: str, data: str) -> list[str]:
    shapes = f"e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path {shape_path} ; sh:in ( e:no ) ."
    _, reason = one(shapes, data)
    (evidence,) = reason.triples
    assert evidence.source is Source.entailed and evidence.origin is None
    return [line(evidence), *lines(evidence.follows_from)]


def test_an_inverse_is_traced() -> None:
    assert _value("gs:hasIndicatorUse", "e:u gs:inProcessing e:a .\n") == [
        "a hasIndicatorUse u entailed",
        "u inProcessing a @2",
        "hasIndicatorUse inverseOf inProcessing background",
    ]


def test_a_property_of_the_data_below_ours_is_traced() -> None:
    data = "e:mine rdfs:subPropertyOf gs:controller .\ne:a e:mine e:b .\n"
    assert _value("gs:controller", data) == [
        "a controller b entailed",
        "a mine b @3",
        "mine subPropertyOf controller @2",
    ]


def test_a_chain_over_an_inverse_is_traced_to_the_end() -> None:
    data = "e:u gs:inProcessing e:a .\ne:u gs:usesIndicator e:b .\n"
    shapes = (
        "e:S a sh:PropertyShape ; sh:targetNode e:a ; "
        "sh:path gs:processesIndicator ; sh:in ( e:no ) ."
    )
    _, reason = one(shapes, data)
    (evidence,) = reason.triples
    assert line(evidence) == "a processesIndicator b entailed"
    first, second, axiom = evidence.follows_from
    assert line(first) == "a hasIndicatorUse u entailed"
    assert line(first.follows_from[0]) == "u inProcessing a @2"
    assert line(second) == "u usesIndicator b @3"
    assert axiom.source is Source.background


def test_knowledge_of_our_own_and_the_reference_date_are_told_apart() -> None:
    query = (
        "SELECT $this ?value WHERE { $this gs:restsOnNorm ?value . ?value gs:normStatus ?s . "
        "gs:context gs:referenceDate ?day }"
    )
    shapes = (
        "e:S a sh:NodeShape ; sh:targetNode e:a ; sh:sparql [ sh:prefixes e:prefixes ; "
        f'sh:select "{query}" ] .'
    )
    data = "e:a gs:restsOnNorm <https://w3id.org/grondslag/norm/convenant-lsi> .\n"
    _, reason = one(shapes, data)
    assert lines(reason.triples) == [
        "a restsOnNorm convenant-lsi @2",
        "convenant-lsi normStatus normstatus-covenant background",
        "context referenceDate d2026-11-21 date",
    ]


XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
  <rdf:Description rdf:about="http://e/z"><e:p>1</e:p></rdf:Description>
  <rdf:Description rdf:about="http://e/a">
    <e:p>1</e:p>
  </rdf:Description>
</rdf:RDF>
"""
TRIPLES = '<http://e/z> <http://e/p> "1" .\n\n<http://e/a> <http://e/p> "1" .\n'


@pytest.mark.parametrize(
    ("name", "text", "expected_line", "exact"),
    [("x.rdf", XML, 4, False), ("x.nt", TRIPLES, 3, True)],
)
def test_a_format_without_lines_of_triples_gives_the_line_of_the_subject(
    name: str, text: str, expected_line: int, exact: bool
) -> None:
    shapes = ShapesReader(
        _graph('e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:in ( "2" ) .')
    )
    (root,) = shapes.roots()
    seen = view(read_bytes(name, text.encode(), "0"), DAY)
    run = evaluate(seen.columns, [root]).run(shapes.graph, seen.graph)
    found = explain(seen.columns, root, run.results[0], view=seen)
    (evidence,) = found.reasons[0].triples
    assert evidence.origin == Origin(name, expected_line)
    assert evidence.exact is exact


def _graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def test_a_result_that_is_not_in_the_data_is_said_to_be_unexplained() -> None:
    shape = "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:minCount 1 ."
    (other,) = explanations(shape, "e:a e:q 1 .\n")
    reader = ShapesReader(_graph(shape))
    (root,) = reader.roots()
    seen = view(read_bytes("x.ttl", b"<http://e/a> <http://e/p> 1 .", "0"), DAY)
    found = explain(seen.columns, root, other.result, shapes_graph=reader.graph, view=seen)
    assert [each["en"] for each in found.gaps] == [
        "No explanation: the result was not found again in these data."
    ]


@pytest.mark.parametrize("name", ["demo", "motion21"])
def test_every_entailed_triple_of_what_is_shipped_follows_from_triples_that_hold(name: str) -> None:
    columns = open_files([name], DAY).view.columns
    entailed = 0
    for predicate in columns.predicates():
        every, said = columns.pairs(predicate), columns.base.pairs(predicate)
        new = ~said.has(every.first, every.second)
        for subject, value in zip(every.first[new], every.second[new], strict=True):
            found = premises(columns, (int(subject), predicate, int(value)))
            assert found is not None and len(found) >= 2
            assert all(has(columns, each) for each in found)
            entailed += 1
    assert entailed > 400
