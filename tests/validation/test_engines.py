"""The default engine and pySHACL give the same results; what cannot be assessed is said."""

from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from grondslag.catalogue import rules
from grondslag.dataset import Dataset, view
from grondslag.errors import NotFound, ShapesError
from grondslag.intake import read_files
from grondslag.usecases import open_files, read_shapes
from grondslag.validation import Shapes, build_report, engine, shipped_shapes

DAY = date(2026, 11, 21)


def identities(name: str, data: str) -> list[tuple[str, ...]]:
    run = engine(name).run(open_files([data], DAY).view, shipped_shapes())
    assert not run.not_assessed
    return [each.identity() for each in run.results]


@pytest.mark.parametrize(
    "data",
    [
        "motion21",
        # pySHACL needs four minutes for each of these.
        pytest.param("demo", marks=pytest.mark.slow),
        pytest.param("demo-clean", marks=pytest.mark.slow),
    ],
)
def test_engines_agree_on_everything_shipped(data: str) -> None:
    assert identities("columnar", data) == identities("pyshacl", data)


def test_every_rule_of_ours_is_evaluated_as_columns() -> None:
    run = engine("columnar").run(open_files(["demo"], DAY).view, shipped_shapes())
    assert {each.road for each in run.steps} == {"columns"}
    evaluated = {str(each.rule) for each in run.steps}
    assert {str(rule.iri) for rule in rules() if rule.is_sparql} <= evaluated


def test_unknown_engine() -> None:
    with pytest.raises(NotFound, match="columnar"):
        engine("warp")


SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def foreign(tmp_path: Path, text: str) -> Shapes:
    file = tmp_path / "shapes.ttl"
    file.write_text(SHAPES + text)
    return read_shapes([str(file)])


def small(tmp_path: Path) -> Dataset:
    file = tmp_path / "data.ttl"
    file.write_text('@prefix ex: <http://example.org/> .\nex:a a ex:C ;\n  ex:p "x" .\n')
    return read_files([str(file)])


def test_any_shacl_shapes_graph_can_be_used(tmp_path: Path) -> None:
    shapes = foreign(
        tmp_path,
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; "
        'sh:datatype xsd:integer ; sh:message "geen getal"@nl ] .',
    )
    seen = view(small(tmp_path), DAY)
    report = build_report(seen, shapes, engine("columnar").run(seen, shapes), "eigen")
    assert [each.message["nl"] for each in report.violations] == ["geen getal"]
    origin = report.violations[0].origin
    assert origin is not None and origin.line == 3
    assert not report.conforms


@pytest.mark.parametrize(
    "text",
    [
        "ex:S a sh:NodeShape .",
        "ex:S a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:p ; sh:minCount ex:x .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:minCount 1 ] .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:severity ex:Nonsense , sh:Info .",
        "ex:S a sh:NodeShape ; sh:targetClass",
        'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property "text" .',
        "ex:S a sh:NodeShape ; sh:targetClass ex:C . "
        "ex: sh:entailment <http://www.w3.org/ns/entailment/RDFS> .",
        'ex:S a sh:NodeShape ; sh:targetClass ex:Nothing ; sh:pattern "(" .',
        # $PATH has no meaning without a path; as a free variable it would match everything.
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ "
        'sh:select "SELECT $this WHERE { $this $PATH ?value }" ] .',
    ],
)
def test_broken_shapes_never_conform(tmp_path: Path, text: str) -> None:
    with pytest.raises(ShapesError):
        foreign(tmp_path, text)


OWL = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
SUB = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"


@pytest.mark.parametrize(
    "deep",
    [
        f"sh:not {'[ sh:not ' * 200} [] {' ]' * 200}",
        f"sh:property [ sh:path {'[ sh:inversePath ' * 200} ex:p {' ]' * 200} ]",
    ],
)
def test_what_is_nested_too_deeply_is_not_assessed_and_the_rest_is(
    tmp_path: Path, deep: str
) -> None:
    fine = "ex:T a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:q ; sh:minCount 1 .\n"
    shapes = foreign(tmp_path, f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {deep} .\n{fine}")
    run = engine("columnar").run(view(small(tmp_path), DAY), shapes)
    assert [str(each.shape) for each in run.results] == ["http://example.org/T"]
    (failure,) = run.not_assessed
    assert "more than 150 levels" in failure.reason


def test_an_owl_class_is_no_target_without_a_word(tmp_path: Path) -> None:
    text = f"{OWL}ex:C a owl:Class , sh:NodeShape ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ."
    with pytest.raises(ShapesError, match="sh:targetClass"):
        foreign(tmp_path, text)
    said = f"{text}\nowl:Class {SUB} <http://www.w3.org/2000/01/rdf-schema#Class> ."
    shapes = foreign(tmp_path, said)
    seen = view(small(tmp_path), DAY)
    for name in ("columnar", "pyshacl"):
        assert len(engine(name).run(seen, shapes).results) == 1


def test_a_rule_that_cannot_run_is_not_assessed_and_does_not_conform(tmp_path: Path) -> None:
    broken = (
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ "
        'sh:select "SELECT $this WHERE { $this <http://example.org/p> ?o FILTER( }" ] .\n'
    )
    fine = "ex:T a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:q ; sh:minCount 1 .\n"
    graph = Graph().parse(data=SHAPES + broken + fine, format="turtle")
    found = {s for s in graph.subjects() if str(s).startswith("http://example.org/")}
    targeted = tuple(sorted(found, key=str))
    shapes = Shapes(graph, targeted, shipped=False)
    seen = view(small(tmp_path), DAY)
    for name in ("columnar", "pyshacl"):
        run = engine(name).run(seen, shapes)
        report = build_report(seen, shapes, run, "eigen")
        assert [str(each.shape) for each in run.not_assessed] == ["http://example.org/S"]
        assert [str(each.shape) for each in run.results] == ["http://example.org/T"]
        assert not report.conforms


def test_only_a_failing_rule_does_not_conform_either(tmp_path: Path) -> None:
    text = (
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ "
        'sh:select "SELECT $this WHERE { $this <http://example.org/p> ?o FILTER( }" ] .'
    )
    graph = Graph().parse(data=SHAPES + text, format="turtle")
    target = next(s for s in graph.subjects() if str(s) == "http://example.org/S")
    shapes = Shapes(graph, (target,), shipped=False)
    seen = view(small(tmp_path), DAY)
    report = build_report(seen, shapes, engine("columnar").run(seen, shapes), "eigen")
    assert not report.violations
    assert report.not_assessed
    assert not report.conforms


def test_details_of_a_result_are_not_results_of_their_own(tmp_path: Path) -> None:
    shapes = foreign(
        tmp_path,
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:node ex:T .\n"
        "ex:T a sh:NodeShape ; sh:property [ sh:path ex:q ; sh:minCount 1 ] .",
    )
    seen = view(small(tmp_path), DAY)
    report = build_report(seen, shapes, engine("pyshacl").run(seen, shapes), "eigen")
    assert [each.code for each in report.violations] == ["http://example.org/S"]


@pytest.mark.parametrize(
    "text",
    [
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:js [ ] .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:rule [ ] .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:expression [ ] .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:target [ ] .",
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:class ex:D .\n"
        "ex:O <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/more> .",
    ],
)
def test_shapes_that_would_be_passed_over_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ShapesError):
        foreign(tmp_path, text)


def test_a_recursive_shape_is_not_assessed(tmp_path: Path) -> None:
    shapes = foreign(
        tmp_path,
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:r ; sh:node ex:S ] .",
    )
    file = tmp_path / "loop.ttl"
    file.write_text("@prefix ex: <http://example.org/> .\nex:a a ex:C ; ex:r ex:a .\n")
    seen = view(read_files([str(file)]), DAY)
    report = build_report(seen, shapes, engine("columnar").run(seen, shapes), "eigen")
    assert report.not_assessed
    assert not report.conforms


#: Ways of writing a value that mean the same: yes, no and whole numbers.
OTHER_FORMS = ((" true", ' "1"^^xsd:boolean'), (" false", ' "0"^^xsd:boolean'))


def example_with_other_forms(tmp_path: Path, repository: Path, code: str, kind: str) -> str:
    text = (repository / "shapes" / "examples" / code / f"{kind}.ttl").read_text(encoding="utf-8")
    for plain, other in OTHER_FORMS:
        text = text.replace(plain, other)
    if "@prefix xsd:" not in text:
        text = f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n{text}"
    file = tmp_path / f"{code}-{kind}.ttl"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    "code", ["COO-01", "COO-06", "PAR-09", "RSK-02", "RSK-04", "RSK-08", "RSK-12"]
)
def test_the_form_of_a_value_does_not_matter(tmp_path: Path, repository: Path, code: str) -> None:
    for kind, expected in (("good", []), ("bad", [code])):
        name = example_with_other_forms(tmp_path, repository, code, kind)
        seen = open_files([name], DAY)
        only = tuple(each.iri for each in rules() if each.code == code)
        shapes = Shapes(shipped_shapes().graph, only, shipped=True)
        assert [each.code for each in seen.validate("columnar").violations] == expected
        others = {each.iri for each in rules()} - set(only)
        graph = Graph()
        for triple in shapes.graph:
            if triple[0] not in others:
                graph.add(triple)
        run = engine("pyshacl").run(seen.view, Shapes(graph, only, shipped=False))
        assert [str(each.shape).rpartition("/")[2] for each in run.results] == expected


@pytest.mark.parametrize(
    ("code", "kind"), [("COO-01", "JointProject"), ("PRC-07", "LegalGround"), ("VER-03", "Verdict")]
)
def test_a_subclass_of_the_data_counts(
    tmp_path: Path, repository: Path, code: str, kind: str
) -> None:
    text = (repository / "shapes" / "examples" / code / "bad.ttl").read_text(encoding="utf-8")
    own = text.replace(f" a gs:{kind} ", " a ex:Own ", 1)
    assert own != text
    file = tmp_path / "own.ttl"
    sub = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
    file.write_text(f"{own}\nex:Own <{sub}> gs:{kind} .\n", encoding="utf-8")
    found = open_files([str(file)], DAY).validate().violations
    assert [each.code for each in found] == [code]
