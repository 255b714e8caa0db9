"""Small shapes over small data, with explanations written as short lines of text."""

from collections.abc import Iterable
from datetime import date

from rdflib import BNode, Graph, Literal, URIRef, Variable
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from grondslag.dataset import view
from grondslag.intake import read_bytes
from grondslag.validation.columnar import ShapesReader, evaluate
from grondslag.validation.columnar.explain import (
    Absence,
    Branch,
    Evidence,
    Explainer,
    Explanation,
    Reason,
)

DAY = date(2026, 11, 21)
#: One line, so that the first line of the data proper is line 2.
PREFIXES = (
    "@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    "@prefix gs: <https://w3id.org/grondslag/def#> . "
    "@prefix c: <https://w3id.org/grondslag/concept/> .\n"
)
DECLARED = (
    'e:prefixes sh:declare [ sh:prefix "e" ; sh:namespace "http://e/"^^xsd:anyURI ] , '
    '[ sh:prefix "gs" ; sh:namespace "https://w3id.org/grondslag/def#"^^xsd:anyURI ] .\n'
)


def explanations(shapes: str, data: str) -> list[Explanation]:
    """Return the explanation of every result."""
    shapes_graph = Graph().parse(data=PREFIXES + DECLARED + shapes, format="turtle")
    seen = view(read_bytes("data.ttl", (PREFIXES + data).encode(), "0"), DAY)
    roots = ShapesReader(shapes_graph).roots()
    run = evaluate(seen.columns, roots, shapes_graph=shapes_graph).run(shapes_graph, seen.graph)
    assert run.not_assessed == ()
    explainer = Explainer(seen.columns, roots, shapes_graph=shapes_graph, view=seen)
    return [explainer.explain(each) for each in run.results]


def one(shapes: str, data: str) -> tuple[Explanation, Reason]:
    """Return the only explanation, and its only reason; nothing may be left unexplained."""
    (explanation,) = explanations(shapes, data)
    (reason,) = explanation.reasons
    assert explanation.gaps == ()
    return explanation, reason


def term(node: Node) -> str:
    """Write a term in short."""
    if isinstance(node, Variable):
        return "…" if str(node) == "…" else f"?{node}"
    if isinstance(node, BNode):
        return "_"
    if isinstance(node, Literal):
        return str(node) if node.datatype != XSD.date else f"d{node}"
    assert isinstance(node, URIRef)
    if node == RDF.type:
        return "a"
    return node.rpartition("/")[2].rpartition("#")[2]


def line(each: Evidence) -> str:
    """Write a triple with its line number, or with where else it comes from."""
    place = f"@{each.origin.line}" if each.origin is not None else each.source.value
    return f"{term(each.subject)} {term(each.predicate)} {term(each.object)} {place}"


def lines(triples: Iterable[Evidence]) -> list[str]:
    """Write triples."""
    return [line(each) for each in triples]


def sought(absence: Absence) -> list[str]:
    """Write what was looked for."""
    return [f"{term(each.subject)} {each.path} {term(each.object)}" for each in absence.sought]


def absences(reason: Reason) -> list[tuple[list[str], list[str]]]:
    """Write what was looked for and what is there in its place."""
    return [(sought(each), lines(each.instead)) for each in reason.absent]


def judged(branches: Iterable[Branch]) -> list[tuple[str, str, bool]]:
    """Write which shapes judged which values, and how."""
    return [(each.name["en"], term(each.value), each.conforms) for each in branches]
