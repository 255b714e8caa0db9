"""The runner on a small suite of our own, part of which fails on purpose."""

from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph, Namespace, URIRef

from grondslag.conformance import ENGINES, Outcome, earl_report, read_suite, run, summary
from grondslag.conformance.__main__ import main
from grondslag.errors import InputError

SUITE = Path(__file__).parent / "suite"
EARL = Namespace("http://www.w3.org/ns/earl#")


@pytest.fixture(scope="module", params=sorted(ENGINES))
def outcomes(request: pytest.FixtureRequest) -> dict[str, Outcome]:
    found = run(read_suite(SUITE), ENGINES[request.param])
    return {each.case.name: each for each in found}


def test_every_test_of_every_manifest_is_read_once() -> None:
    cases = read_suite(SUITE)
    assert [each.name for each in cases] == [
        "core/path-001",
        "core/wrong-001",
        "core/wrong-002",
        "core/wrong-003",
        "sparql/minus-001",
    ]
    assert cases[0].label == "Paths, blank nodes and messages"
    assert {each.group for each in cases} == {"core", "sparql"}
    assert all(each.listed for each in cases)


def test_what_is_right_passes(outcomes: dict[str, Outcome]) -> None:
    assert outcomes["core/path-001"].problem is None
    assert outcomes["sparql/minus-001"].problem is None


def test_what_is_wrong_fails_and_says_why(outcomes: dict[str, Outcome]) -> None:
    thing = "NodeKindConstraintComponent at <https://example.org/thing>"
    thing += " value <https://example.org/thing>"
    assert outcomes["core/wrong-001"].problem == f"extra: {thing}"
    assert outcomes["core/wrong-002"].problem == f"extra: {thing}; missing: {thing}"
    assert outcomes["core/wrong-003"].problem == "not refused"


def test_counts(outcomes: dict[str, Outcome]) -> None:
    assert summary(outcomes.values()) == "Core 1 of 4, SPARQL 1 of 1 listed"
    assert summary(()) == "no tests listed"


def test_the_earl_report_states_each_outcome(outcomes: dict[str, Outcome]) -> None:
    text = earl_report(outcomes.values(), "columnar", date(2026, 2, 3))
    assert text == earl_report(reversed(outcomes.values()), "columnar", date(2026, 2, 3))
    graph = Graph().parse(data=text, format="turtle")
    stated = {
        str(graph.value(node, EARL.test)): graph.value(graph.value(node, EARL.result), EARL.outcome)
        for node in graph.subjects(None, EARL.Assertion)
    }
    assert stated == {
        "urn:x-shacl-test:/core/path-001": EARL.passed,
        "urn:x-shacl-test:/core/wrong-001": EARL.failed,
        "urn:x-shacl-test:/core/wrong-002": EARL.failed,
        "urn:x-shacl-test:/core/wrong-003": EARL.failed,
        "urn:x-shacl-test:/sparql/minus-001": EARL.passed,
    }
    dates = set(graph.objects(None, URIRef("http://purl.org/dc/terms/date")))
    assert [str(each) for each in dates] == ["2026-02-03"]


def test_the_command_prints_failures_and_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "earl.ttl"
    options = ["--engine", "pyshacl", "--earl", str(report), "--date", "2026-02-03"]
    assert main([str(SUITE), *options]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "Core 1 of 4, SPARQL 1 of 1 listed"
    assert lines[-2] == "core/wrong-003: not refused"
    assert report.read_text(encoding="utf-8").count("earl:failed") == 3


def test_a_folder_without_suite_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError):
        read_suite(tmp_path)
    assert main([str(tmp_path)]) == 2
    assert "manifest.ttl" in capsys.readouterr().err
