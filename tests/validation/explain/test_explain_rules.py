"""Every rule of the rule book explains its bad example, and the demo reads back from its files."""

from datetime import date
from pathlib import Path

import pytest

from grondslag import content
from grondslag.catalogue import rules
from grondslag.errors import ShapesError
from grondslag.usecases import open_files, read_shapes
from grondslag.usecases.explain import explain
from grondslag.validation import shipped_shapes
from grondslag.validation.columnar import ColumnarEngine, evaluate
from grondslag.validation.columnar.explain import Explainer

DAY = date(2026, 11, 21)
ROOTS = {str(each.node): each for each in shipped_shapes().roots}
GRAPH = shipped_shapes().graph


@pytest.mark.parametrize("theme", sorted({each.code[:3] for each in rules()}))
def test_every_bad_example_is_explained(theme: str) -> None:
    for rule in rules():
        if not rule.code.startswith(theme):
            continue
        file = content.root() / "shapes" / "examples" / rule.code / "bad.ttl"
        seen = open_files([str(file)], DAY).view
        root = ROOTS[str(rule.iri)]
        run = evaluate(seen.columns, [root], shapes_graph=GRAPH).run(GRAPH, seen.graph)
        (result,) = (each for each in run.results if not seen.is_background(each.focus))
        explainer = Explainer(seen.columns, [root], shapes_graph=GRAPH, view=seen)
        found = explainer.explain(result)
        assert found.gaps == (), rule.code
        (reason,) = found.reasons
        assert reason.triples or reason.absent or reason.branches, rule.code
        assert found.name == rule.name
        assert any(each.said for each in found.triples), rule.code
        text = file.read_text("utf-8").splitlines()
        for each in found.triples:
            if each.said:
                assert each.origin is not None and each.exact, rule.code
                _written_on(text[each.origin.line - 1], str(each.written or each.object))


def _written_on(line: str, value: str) -> None:
    """Check that a line of Turtle holds a value, or the end of an address."""
    tail = value.rpartition("/")[2].rpartition("#")[2]
    assert value in line or tail in line, (value, line)


def test_a_rule_on_the_demo_points_at_the_lines_of_its_files() -> None:
    found = explain(open_files(["demo"], DAY), "PRC-07").items
    # The grounds with a planted mistake, as tests/demo tells.
    assert {str(each.violation.focus).rpartition("/")[2] for each in found} == {
        "ground-dsi-ervaringspanel",
        "ground-lsw-adresvergelijking",
    }
    for each in found:
        (reason,) = each.explanation.reasons
        rests, status = reason.triples[-2:]
        assert rests.origin is not None and rests.said
        folder = content.root() / "data" / "demo" / "received"
        line = (folder / rests.origin.file.removeprefix("demo/")).read_text("utf-8").splitlines()
        norm = str(rests.object).rpartition("/")[2]
        assert norm in line[rests.origin.line - 1]
        assert "gs:restsOnNorm" in line[rests.origin.line - 1]
        assert status.source == "background"
        assert str(status.predicate).endswith("#normStatus")


def test_everything_found_in_the_demo_is_explained() -> None:
    seen = open_files(["demo"], DAY).view
    run = ColumnarEngine().run(seen, shipped_shapes())
    explainer = Explainer(seen.columns, shipped_shapes().roots, shapes_graph=GRAPH, view=seen)
    found = [explainer.explain(each) for each in run.results if not seen.is_background(each.focus)]
    assert len(found) > 200
    for each in found:
        assert each.gaps == (), each.result
        assert any(evidence.said for evidence in each.triples), each.result


NAMELESS = """\
@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
e:Shape a sh:NodeShape ; sh:targetSubjectsOf e:p ;
  sh:property [ sh:path e:p ; sh:maxCount 1 ] , [ sh:path e:q ; sh:minCount 1 ] .
"""


def test_by_key_also_for_a_shape_without_an_address_and_no_more_than_asked(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(NAMELESS, "utf-8")
    lines = [f"<http://e/a{n}> <http://e/p> 1 , 2 ; <http://e/q> 3 ." for n in range(4)]
    (tmp_path / "data.ttl").write_text("\n".join(lines), "utf-8")
    shapes = read_shapes([str(tmp_path / "shapes.ttl")])
    workspace = open_files([str(tmp_path / "data.ttl")], DAY)
    report = workspace.validate(shapes=shapes)
    for number, each in enumerate(report.violations):
        (item,) = explain(workspace, each.key, shapes=shapes).items
        assert item.violation == each
        (reason,) = item.explanation.reasons
        origins = [evidence.origin for evidence in reason.triples]
        assert [origin and origin.line for origin in origins] == [number + 1] * 2
    some = explain(workspace, report.violations[0].code, shapes=shapes, limit=3)
    assert (len(some.items), some.total, some.omitted) == (3, 4, 1)


def test_a_shape_stands_for_all_that_is_reported_below_it(tmp_path: Path) -> None:
    other = "e:Other a sh:NodeShape ; sh:targetNode e:a0 ; sh:property [ sh:path e:r ; "
    (tmp_path / "shapes.ttl").write_text(f"{NAMELESS}{other}sh:minCount 1 ] .", "utf-8")
    lines = [f"<http://e/a{n}> <http://e/p> 1 , 2 ; <http://e/s> 3 ." for n in range(2)]
    (tmp_path / "data.ttl").write_text("\n".join(lines), "utf-8")
    shapes = read_shapes([str(tmp_path / "shapes.ttl")])
    workspace = open_files([str(tmp_path / "data.ttl")], DAY)

    def found(code: str) -> list[tuple[str, str]]:
        items = explain(workspace, code, shapes=shapes).items
        return sorted((str(each.violation.focus)[-2:], str(each.violation.path)) for each in items)

    assert found("http://e/Shape") == [
        ("a0", "http://e/p"),
        ("a0", "http://e/q"),
        ("a1", "http://e/p"),
        ("a1", "http://e/q"),
    ]
    assert found("http://e/Other") == [("a0", "http://e/r")]


def test_a_property_shape_with_an_address_that_finds_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(
        "@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "e:Shape a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property e:Named .\n"
        "e:Named sh:path e:p ; sh:minCount 1 .",
        "utf-8",
    )
    (tmp_path / "data.ttl").write_text("<http://e/a> <http://e/p> 1 .", "utf-8")
    shapes = read_shapes([str(tmp_path / "shapes.ttl")])
    workspace = open_files([str(tmp_path / "data.ttl")], DAY)
    assert explain(workspace, "http://e/Named", shapes=shapes).total == 0


@pytest.mark.parametrize("code", ["http://e/Shape", "http://e/Named", "http://e/named"])
def test_what_is_below_a_rule_that_was_not_assessed_was_not_either(
    tmp_path: Path, code: str
) -> None:
    (tmp_path / "shapes.ttl").write_text(
        "@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "e:Shape a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property e:Named .\n"
        "e:Named sh:path e:p ; sh:sparql [ sh:select "
        "'SELECT $this { $this $PATH ?x FILTER(RAND() > 2) }' ] .",
        "utf-8",
    )
    (tmp_path / "data.ttl").write_text("<http://e/a> <http://e/p> 1 .", "utf-8")
    shapes = read_shapes([str(tmp_path / "shapes.ttl")])
    workspace = open_files([str(tmp_path / "data.ttl")], DAY)
    with pytest.raises(ShapesError) as raised:
        explain(workspace, code, shapes=shapes)
    assert "Rule http://e/Shape was not assessed" in raised.value.message_en
    assert ("is deel van http://e/Shape." in raised.value.message_nl) is (code != "http://e/Shape")


def test_addresses_that_differ_in_case_are_two(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(
        "@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "e:shape a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:nodeKind sh:Literal .\n"
        "e:SHAPE a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:nodeKind sh:BlankNode .",
        "utf-8",
    )
    (tmp_path / "data.ttl").write_text(
        "<http://e/person> <http://e/p> 1 .\n<http://e/PERSON> <http://e/p> 1 .", "utf-8"
    )
    shapes = read_shapes([str(tmp_path / "shapes.ttl")])
    workspace = open_files([str(tmp_path / "data.ttl")], DAY)

    def total(code: str, focus: str | None = None) -> int:
        return explain(workspace, code, focus=focus, shapes=shapes).total

    assert total("http://e/shape") == total("http://e/SHAPE") == 2
    assert total("http://e/Shape") == 4
    assert total("http://e/shape", "http://e/person") == 1
    assert total("http://e/shape", "http://e/PERSON") == 1
    assert total("http://e/shape", "http://e/Person") == 2
