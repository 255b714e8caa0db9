"""Known deviations of pySHACL: what the specification says, case by case."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.namespace import SH

from differential.cases import Case
from differential.comparison import Engine, differences, engine, reference, run, specified
from differential.corrections import CORRECTIONS
from differential.deviation_cases import DEVIATIONS, UNCORRECTED, Deviation
from grondslag.dataset.store import from_oxigraph

PREFIXES = """
    @prefix ex: <https://example.org/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CASES = pytest.mark.parametrize("given", DEVIATIONS, ids=lambda each: each.name)


def graph(turtle: str) -> Graph:
    found = Graph()
    for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
        subject, predicate, value = map(from_oxigraph, (quad.subject, quad.predicate, quad.object))
        found.add((subject, predicate, value))
    return found


def case(given: Deviation) -> Case:
    return Case(graph(given.data), graph(given.shapes))


def outcome(tested: Engine, given: Case) -> list[str] | str:
    """Return the values of the results in order, or "refused".

    A blank node is "[]", no value is "-", and messages follow the value if the shapes have any.
    """
    results, failures = run(tested, given)
    if failures:
        return "refused"
    declared = (None, SH.message, None) in given.shapes
    found = []
    for each in results:
        text = "-" if each.value is None else each.value.n3()
        text = "[]" if text.startswith("_:") else text.replace("https://example.org/", "")
        if declared:
            text += "".join(f" {said}@{tag or ''}" for said, tag in each.messages)
        found.append(text)
    return sorted(found)


@CASES
def test_the_engine_follows_the_specification(given: Deviation) -> None:
    assert outcome(engine, case(given)) == given.specified


@CASES
def test_pyshacl_does_not(given: Deviation) -> None:
    assert outcome(reference, case(given)) == given.pyshacl != given.specified


@CASES
def test_the_corrections_take_the_deviation_away(given: Deviation) -> None:
    if given.correction in CORRECTIONS:
        assert outcome(specified, case(given)) == given.specified
        assert differences(case(given)) == []


def test_every_correction_has_a_case_and_a_text() -> None:
    readme = Path(__file__).parents[2] / "api" / "grondslag" / "validation" / "README.md"
    _, _, text = readme.read_text(encoding="utf-8").partition("## Where pySHACL")
    headings = [line[4:] for line in text.splitlines() if line.startswith("### ")]
    assert headings == [*CORRECTIONS, "Not corrected"]
    assert {each.correction for each in DEVIATIONS} == {*CORRECTIONS, UNCORRECTED}


@pytest.mark.parametrize("name", [*CORRECTIONS])
def test_every_correction_is_needed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, at least one of its own cases comes out wrong."""
    others: dict[str, Callable[..., None]] = dict(CORRECTIONS)
    monkeypatch.delitem(CORRECTIONS, name)
    mine = [each for each in DEVIATIONS if each.correction == name]
    assert any(outcome(specified, case(each)) != each.specified for each in mine)
    assert name in others
