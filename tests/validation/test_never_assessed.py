"""A query that can never be evaluated is not assessed, with or without focus nodes or values."""

import pytest
from rdflib import Graph
from rdflib.namespace import XSD

from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Terms
from grondslag.validation.columnar import assess
from grondslag.validation.columnar.incremental import LoadedGraph
from grondslag.validation.columnar.reading import ShapesReader

_PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> . "
_WITH, _WITHOUT = "e:a a e:C ; e:p 1 .", "e:a a e:D ."
_NEVER = {
    "RAND() > 2": "RAND() gives something else at every call",
    "isIRI(UUID())": "UUID() gives something else at every call",
    "<http://e/f>(1)": "function <http://e/f> is not supported",
    f"<{XSD.gYear}>('2020') + 1 > 0": f"function <{XSD.gYear}>; function + cannot be left to "
    "Oxigraph",
    f"<{XSD.gYear}>('2020') = 1 || EXISTS {{ GRAPH ?g {{ }} }}": f"function <{XSD.gYear}>; "
    "GRAPH with a variable cannot be left to Oxigraph",
}


def _graph(text: str) -> Graph:
    return Graph().parse(data=_PREFIXES + text, format="turtle")


def _reasons(shapes: str, data: str) -> list[str]:
    return [each.reason for each in assess(_graph(data), _graph(shapes)).not_assessed]


def _query(condition: str) -> str:
    return f'sh:sparql [ sh:select "SELECT $this {{ FILTER({condition}) }}" ]'


@pytest.mark.parametrize("data", [_WITH, _WITHOUT], ids=["with", "without"])
@pytest.mark.parametrize("condition", _NEVER)
def test_focus_nodes_make_no_difference(condition: str, data: str) -> None:
    shapes = f"e:s a sh:NodeShape ; sh:targetClass e:C ; {_query(condition)} ."
    assert _reasons(shapes, data) == [_NEVER[condition]]
    roots = ShapesReader(_graph(shapes)).roots()
    loaded = LoadedGraph(columns_of(_graph(data), Terms()), roots)
    assert [each.reason for each in loaded.not_assessed] == [_NEVER[condition]]


@pytest.mark.parametrize("data", [_WITH, _WITHOUT], ids=["with", "without"])
@pytest.mark.parametrize(
    ("below", "place"),
    [
        ("sh:property [ sh:path e:p ; %s ]", "http://e/s › http://e/p"),
        ("sh:property [ sh:path e:p ; sh:node [ %s ] ]", "http://e/s › http://e/p"),
        ("sh:not [ %s ]", "http://e/s"),
    ],
)
def test_nor_do_values_and_the_place_is_told(below: str, place: str, data: str) -> None:
    shapes = f"e:s a sh:NodeShape ; sh:targetClass e:C ; {below % _query('RAND() > 2')} ."
    assert _reasons(shapes, data) == [f"RAND() gives something else at every call (in {place})"]


@pytest.mark.parametrize("data", [_WITH, _WITHOUT], ids=["with", "without"])
@pytest.mark.parametrize(
    "condition", [f"isLiteral(<{XSD.gYear}>('2020'))", f"NOW() = <{XSD.gYear}>('2020')", "false"]
)
def test_what_some_road_can_take_is_assessed(condition: str, data: str) -> None:
    shapes = f"e:s a sh:NodeShape ; sh:targetClass e:C ; {_query(condition)} ."
    assert _reasons(shapes, data) == []


def test_what_is_switched_off_does_not_count() -> None:
    off = f"sh:property [ sh:path e:p ; sh:deactivated true ; {_query('RAND() > 2')} ]"
    assert _reasons(f"e:s a sh:NodeShape ; sh:targetClass e:C ; {off} .", _WITH) == []
