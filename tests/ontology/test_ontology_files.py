"""Every Turtle file parses with two parsers and follows the house style."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, BNode, Graph

from ontology.support import ONTOLOGY, turtle_files

EXPECTED_THEMES = {
    "ai-act",
    "assessment",
    "cooperation",
    "core",
    "document",
    "incident",
    "inventory",
    "law",
    "organisation",
    "parliament",
    "processing",
    "risk-model",
    "rule-metadata",
    "sex-registration",
    "statistics",
}


def relative(path: Path) -> str:
    """Name of a test case."""
    return path.relative_to(ONTOLOGY).as_posix()


def test_every_theme_has_its_file() -> None:
    assert {path.stem for path in ONTOLOGY.glob("*.ttl")} == EXPECTED_THEMES


@pytest.mark.parametrize("path", turtle_files(), ids=relative)
def test_file_parses_with_both_parsers(path: Path) -> None:
    graph = Graph().parse(path)
    quads = set(pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(graph) == len(quads) > 0


@pytest.mark.parametrize("path", turtle_files(), ids=relative)
def test_file_has_a_header_no_blank_nodes_and_a_readable_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("# "), "a comment says what the file holds"
    assert len(lines) <= 500
    assert not [line for line in lines if line != line.rstrip()]
    graph = Graph().parse(path)
    # The only nodes without a name are the links of an OWL list, which has no other notation.
    links = set(graph.subjects(RDF.first, None))
    nameless = {term for triple in graph for term in triple if isinstance(term, BNode)}
    assert nameless <= links


@pytest.mark.parametrize("path", turtle_files(), ids=relative)
def test_file_declares_no_prefix_it_does_not_use(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith(("@prefix", "#")))
    declared = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    assert [prefix for prefix in declared if prefix not in body] == []
