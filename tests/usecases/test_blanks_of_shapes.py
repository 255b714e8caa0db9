"""A blank node of the shapes is none of the data, and each file of shapes has its own."""

from pathlib import Path

import pytest
from rdflib import BNode
from rdflib.namespace import SH

from grondslag.reporting import report_graph
from grondslag.usecases import open_files, read_shapes
from grondslag.usecases.explain import explain
from grondslag.validation import Report

_PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <http://example.org/> .\n"
_DATA = "ex:a a ex:C ; ex:p _:b1 . _:b1 ex:q 1 ."


def _written(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(_PREFIXES + text, "utf-8")
    return str(file)


def _report(folder: Path, shapes: str, engine: str) -> Report:
    data, rules = _written(folder, "data.ttl", _DATA), _written(folder, "shapes.ttl", shapes)
    return open_files([data]).validate(engine, read_shapes([rules]))


@pytest.mark.parametrize("engine", ["columnar", "pyshacl"])
@pytest.mark.parametrize(
    ("shapes", "conforms"),
    [
        (
            "ex:S a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:p ; sh:hasValue _:b1 .",
            False,
        ),
        (
            "ex:S a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:p ; "
            "sh:not [ sh:in ( _:b1 ) ] . _:b1 ex:q 1 .",
            True,
        ),
        (
            "[] a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:p ; sh:sparql ex:q . "
            'ex:q sh:select "SELECT $this ?value { $this $PATH ?value '
            'FILTER(?value = $currentShape) }" .',
            True,
        ),
    ],
)  # fmt: skip
def test_nothing_of_the_data_is_a_blank_node_of_the_shapes(
    tmp_path: Path, shapes: str, conforms: bool, engine: str
) -> None:
    report = _report(tmp_path, shapes, engine)
    assert report.not_assessed == ()
    assert report.conforms == conforms


def test_nor_in_the_graph_of_the_shapes(tmp_path: Path) -> None:
    text = (
        "_:x ex:foo _:x . ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql ex:q . "
        'ex:q sh:select "SELECT $this ?value { $this <http://example.org/p> ?value '
        'GRAPH $shapesGraph { ?s <http://example.org/foo> ?value } }" .'
    )
    assert _report(tmp_path, text, "columnar").conforms


def test_files_of_shapes_share_no_blank_node(tmp_path: Path) -> None:
    one = _written(tmp_path, "one.ttl", "ex:S a sh:NodeShape ; sh:targetClass ex:C . _:b ex:q 1 .")
    two = _written(tmp_path, "two.ttl", "_:b ex:q 2 .")
    graph = read_shapes([one, two]).graph
    assert {node for node in graph.all_nodes() if isinstance(node, BNode)} == {
        BNode("s0n1"),
        BNode("s1n1"),
    }


def test_reports_and_explanations_are_the_same_each_time(tmp_path: Path) -> None:
    text = (
        "[] sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:hasValue _:b1 ] , "
        "[ sh:path ex:p ; sh:hasValue _:b1 ; sh:nodeKind sh:Literal ; sh:minCount 2 ] ."
    )
    first, second = (_report(tmp_path, text, "columnar") for _ in range(2))
    keys = [each.key for each in first.violations]
    assert len(set(keys)) == 4 and keys == [each.key for each in second.violations]
    assert set(report_graph(first)) == set(report_graph(second))
    assert len(set(report_graph(first).objects(None, SH.sourceShape))) == 2
    workspace = open_files([str(tmp_path / "data.ttl")])
    shapes = read_shapes([str(tmp_path / "shapes.ttl")])
    for each in first.violations:
        assert explain(workspace, each.key, shapes=shapes).items[0].violation == each
