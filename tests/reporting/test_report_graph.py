"""The W3C validation report: one result for each violation, in the terms of SHACL, section 3.6."""

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.catalogue import Severity
from grondslag.cli.validation import exit_code
from grondslag.reporting import render_report
from grondslag.reporting.graph import report_graph
from grondslag.usecases import Workspace, open_files, read_shapes
from grondslag.usecases.many import Division, validate_many
from grondslag.validation import Report, Shapes, load_shapes
from grondslag.validation.columnar import assess
from grondslag.validation.paths import path_text

DAY = date(2026, 11, 21)
E = "http://e/"
STANDARD = {each.iri for each in Severity}
PREFIXES = """\
@prefix e: <http://e/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = """
e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property e:P ,
    [ sh:path ( e:p [ sh:zeroOrMorePath e:q ] ) ; sh:minCount 9 ] ,
    [ sh:path ( e:p e:q ) ; sh:minCount 9 ] ,
    [ sh:path [ sh:inversePath e:p ] ; sh:minCount 1 ; sh:severity e:Ernstig ] ,
    [ sh:path [ sh:alternativePath ( e:r e:s ) ] ; sh:minCount 1 ; sh:severity sh:Warning ] ,
    [ sh:path e:z ; sh:minCount 1 ] , [ sh:path e:z ; sh:minCount 1 ] ;
  sh:sparql [ sh:message "geval {?x}" ;
      sh:select "SELECT $this ?x WHERE { $this <http://e/p> ?y . ?y <http://e/v> ?x }" ] ,
    [ sh:select "SELECT $this WHERE { $this <http://e/p> ?y }" ] .
e:P sh:path e:p ; sh:datatype xsd:integer ; sh:pattern "zz" ; sh:nodeKind sh:Literal ;
  sh:maxCount 0 ; sh:minCount 3 .
e:Ernstig rdfs:label "Ernstig"@nl , "Serious"@en .
"""
DATA = """
e:a a e:C ; e:p e:b . e:b e:v 1 , 2 .
[] a e:C . [] a e:C .
"""
#: For e:a five of e:P and three of the queries; for each node what has sh:minCount.
OTHER, MISSING = 4 + 3, 3 * 7

#: What SHACL says of a report, as shapes (sections 3.6.1 and 3.6.2).
REPORT_SHAPES = (
    PREFIXES
    + """
e:Report a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
  sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ,
    [ sh:path sh:result ; sh:class sh:ValidationResult ] .
e:Result a sh:NodeShape ; sh:targetClass sh:ValidationResult ; sh:targetObjectsOf sh:result ;
  sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:sourceShape ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ,
    [ sh:path sh:sourceConstraint ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ,
    [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ,
    [ sh:path sh:value ; sh:maxCount 1 ] ,
    [ sh:path sh:resultMessage ; sh:nodeKind sh:Literal ] .
"""
)


def written(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(PREFIXES + text, "utf-8")
    return str(file)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def shapes(folder: Path) -> Shapes:
    return read_shapes([written(folder, "shapes.ttl", SHAPES)])


@pytest.fixture(scope="module")
def workspace(folder: Path) -> Workspace:
    return open_files([written(folder, "data.ttl", DATA)], DAY)


@pytest.fixture(scope="module")
def report(workspace: Workspace, shapes: Shapes) -> Report:
    return workspace.validate(shapes=shapes)


def turtle(report: Report) -> Graph:
    """Return the report as it is read back, by a parser that refuses relative addresses."""
    text = render_report(report, "ttl", "nl")
    quads = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    graph = Graph().parse(data=text, format="turtle")
    assert len(quads) == len(graph)
    assert sum(quad.predicate.value == str(SH.result) for quad in quads) == len(
        list(graph.objects(None, SH.result))
    )
    return graph


def check(report: Report) -> Graph:
    """Check that all forms tell of as many results, and that the RDF is a report."""
    graph = turtle(report)
    results = list(graph.objects(None, SH.result))
    told = json.loads(render_report(report, "json", "nl"))
    rows = list(csv.reader(io.StringIO(render_report(report, "csv", "nl"))))[1:]
    assert len(results) == len(set(results)) == len(told["violations"]) == len(report.violations)
    assert sum(told["counts"].values()) == len(rows) - len(report.not_assessed) == len(results)
    outcome = assess(graph, Graph().parse(data=REPORT_SHAPES, format="turtle"))
    assert outcome.results == () and outcome.not_assessed == ()
    return graph


def test_every_violation_is_a_result_of_its_own(report: Report) -> None:
    graph = check(report)
    assert len(report.violations) == OTHER + MISSING
    assert len({each.key for each in report.violations}) == OTHER + MISSING
    components = Counter(graph.objects(None, SH.sourceConstraintComponent))
    assert components[SH.MinCountConstraintComponent] == MISSING
    assert components[SH.SPARQLConstraintComponent] == 3


def test_shapes_without_an_address_are_blank_nodes_that_are_described(report: Report) -> None:
    graph = turtle(report)
    shapes = set(graph.objects(None, SH.sourceShape))
    assert {each for each in shapes if isinstance(each, URIRef)} == {
        URIRef(f"{E}S"),
        URIRef(f"{E}P"),
    }
    nameless = [each for each in shapes if isinstance(each, BNode)]
    assert len(nameless) == 6
    assert all(len(list(graph.objects(each, SH.minCount))) == 1 for each in nameless)
    told = json.loads(render_report(report, "json", "nl"))["violations"]
    assert {each["ruleIri"] for each in told} == {None, f"{E}S", f"{E}P"}


def test_a_path_is_written_as_in_the_shapes(report: Report) -> None:
    graph = turtle(report)
    paths = Counter(path_text(graph, each) for each in graph.objects(None, SH.resultPath))
    assert paths == {
        f"<{E}p>": 5 + 2,
        f"<{E}z>": 6,
        f"(<{E}p> zeroOrMore(<{E}q>))": 3,
        f"(<{E}p> <{E}q>)": 3,
        f"inverse(<{E}p>)": 3,
        f"alternative(<{E}r> <{E}s>)": 3,
    }


def test_a_query_is_the_source_of_its_results(report: Report) -> None:
    graph = turtle(report)
    sources = list(graph.subject_objects(SH.sourceConstraint))
    assert len(sources) == 3 and len({source for _, source in sources}) == 2
    assert all("SELECT" in str(graph.value(source, SH.select)) for _, source in sources)


def test_a_severity_of_ones_own_is_told_and_weighs_as_a_violation(report: Report) -> None:
    graph = turtle(report)
    levels = Counter(graph.objects(None, SH.resultSeverity))
    assert levels == {SH.Violation: OTHER + MISSING - 6, SH.Warning: 3, URIRef(f"{E}Ernstig"): 3}
    assert report.count(Severity.VIOLATION) == OTHER + MISSING - 3
    own = replace(
        report, violations=tuple(v for v in report.violations if v.severity_iri not in STANDARD)
    )
    assert len(own.violations) == 3 and exit_code(own, Severity.VIOLATION) == 1
    assert "Moet opgelost (Ernstig)" in render_report(own, "csv", "nl")
    assert "Must be solved (Serious)" in render_report(own, "csv", "en")
    assert "(Ernstig)" in render_report(own, "html", "nl")
    (told, *_) = json.loads(render_report(own, "json", "nl"))["violations"]
    assert (told["severity"], told["severityIri"]) == ("violation", f"{E}Ernstig")


def test_conforms_is_said_once_and_false_if_anything_was_not_assessed(folder: Path) -> None:
    query = 'sh:sparql [ sh:select "SELECT $this ?failure WHERE { BIND (true AS ?failure) }" ]'
    data = open_files([written(folder, "few.ttl", "e:a a e:C .")], DAY)
    for rule, expected in ((query, False), ("sh:nodeKind sh:IRI", True)):
        text = f"e:S a sh:NodeShape ; sh:targetClass e:C ; {rule} ."
        found = data.validate(shapes=read_shapes([written(folder, "few-shapes.ttl", text)]))
        assert found.violations == () and bool(found.not_assessed) is not expected
        graph = check(found)
        assert list(graph.objects(None, SH.conforms)) == [Literal(expected)]


def test_blank_nodes_of_data_and_shapes_stay_apart(workspace: Workspace, shapes: Shapes) -> None:
    """Shapes that no file of ours was read for may have the labels of the data."""

    def named(node: Node) -> Node:
        return BNode(node.replace("s", "f")) if isinstance(node, BNode) else node

    graph = Graph()
    for subject, predicate, value in shapes.graph:
        graph.add((named(subject), predicate, named(value)))
    report = workspace.validate(shapes=load_shapes(graph, "shapes.ttl"))
    focus = {v.focus for v in report.violations if isinstance(v.focus, BNode)}
    assert focus & {v.shape for v in report.violations}
    graph = report_graph(report)
    found = {each for each in graph.objects(None, SH.focusNode) if isinstance(each, BNode)}
    # Questions are asked of data and report together.
    assert found == focus
    assert not any((each, None, None) in graph for each in found)
    assert not found & set(graph.objects(None, SH.sourceShape))


def test_blank_nodes_of_several_graphs_stay_apart(folder: Path, shapes: Shapes) -> None:
    """Each file has one anonymous thing, and nothing else that is alike."""
    names = [written(folder, f"part{n}.ttl", f"[] a e:C ; e:n {n} .") for n in range(3)]
    many = validate_many(names, Division(files=True), shapes=shapes, as_of=DAY, jobs=1)
    graph = check(many.report)
    assert len(set(graph.objects(None, SH.focusNode))) == 3
    assert len(list(graph.objects(None, SH.result))) == MISSING


def test_the_engine_and_the_reference_give_the_same_report(
    workspace: Workspace, shapes: Shapes, report: Report
) -> None:
    other = workspace.validate("pyshacl", shapes)
    # A message of a query loses its language in pySHACL; these have none.
    assert render_report(other, "ttl", "nl") == render_report(report, "ttl", "nl")


def test_the_bytes_do_not_depend_on_the_order_of_sets(folder: Path, report: Report) -> None:
    command = [sys.executable, "-m", "grondslag", "validate", "data.ttl", "--shapes", "shapes.ttl"]
    outputs = {
        subprocess.run(
            [*command, "--as-of", str(DAY), "--format", "ttl"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=folder,
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert Graph().parse(data=outputs.pop(), format="turtle")


def test_our_own_rules_name_their_query_the_same_in_every_process() -> None:
    code = "from grondslag.validation import shipped_shapes as s; from rdflib.namespace import SH"
    code += "; print(sorted(map(str, s().graph.objects(None, SH.sparql))))"
    command = [sys.executable, "-c", code]
    runs = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)]
    assert runs[0] == runs[1]
