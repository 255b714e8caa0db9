"""What the ontology tests share: files, graphs, namespaces and the shared data folder."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
REUSED_TERMS = Path(__file__).with_name("reused_terms.txt")

OWN = "https://w3id.org/grondslag/"
DEFINITIONS = URIRef(OWN + "def")
GS = Namespace(OWN + "def#")
CONCEPT = Namespace(OWN + "concept/")
NORM = Namespace(OWN + "norm/")
SCHEMA = Namespace("https://schema.org/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")

DPV_BASE = "https://w3id.org/dpv"
#: Namespaces whose IRIs are vocabulary terms. Any other external IRI is a page.
VOCABULARIES = (
    DPV_BASE + "#",
    DPV_BASE + "/ai#",
    DPV_BASE + "/legal/eu/aiact#",
    DPV_BASE + "/legal/eu/gdpr#",
    DPV_BASE + "/pd#",
    DPV_BASE + "/rights/eu#",
    DPV_BASE + "/risk#",
    DPV_BASE + "/tech#",
    "http://data.europa.eu/eli/ontology#",
    "http://purl.org/dc/terms/",
    "http://purl.org/net/p-plan#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2001/XMLSchema#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/ns/dcat#",
    "http://www.w3.org/ns/org#",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/shacl#",
    "http://xmlns.com/foaf/0.1/",
    "https://identifier.overheid.nl/tooi/def/ont/",
    "https://schema.org/",
)

TERM_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def turtle_files() -> list[Path]:
    """Every Turtle file of the ontology folder, in a fixed order."""
    return sorted(ONTOLOGY.rglob("*.ttl"))


@cache
def load(*folders: str) -> Graph:
    """One graph with the named parts; ``""`` is the top folder, no argument means everything.

    The graph is shared between tests: read it, never change it.
    """
    graph = Graph()
    for path in turtle_files():
        part = path.parent.relative_to(ONTOLOGY).as_posix()
        if not folders or (part if part != "." else "") in folders:
            graph.parse(path)
    return graph


def own_terms(graph: Graph) -> list[URIRef]:
    """Classes and properties of our own namespace declared in the graph."""
    found = {
        subject
        for kind in TERM_TYPES
        for subject in graph.subjects(RDF.type, kind)
        if isinstance(subject, URIRef) and str(subject).startswith(str(GS))
    }
    return sorted(found)


def properties(graph: Graph) -> list[URIRef]:
    """Own properties of every kind."""
    kinds = TERM_TYPES[1:]
    return [t for t in own_terms(graph) if any((t, RDF.type, k) in graph for k in kinds)]


def texts(graph: Graph, subject: URIRef, predicate: URIRef, language: str) -> list[str]:
    """The literals of one language, sorted."""
    return sorted(
        str(value)
        for value in graph.objects(subject, predicate)
        if isinstance(value, Literal) and value.language == language
    )


def iris(graph: Graph) -> Iterator[str]:
    """Every IRI in the graph, datatypes of literals included; duplicates are possible."""
    for triple in graph:
        for term in triple:
            if isinstance(term, URIRef):
                yield str(term)
            elif isinstance(term, Literal) and term.datatype is not None:
                yield str(term.datatype)


def is_vocabulary_term(iri: str) -> bool:
    """Whether an external IRI is a vocabulary term; a bare namespace or ontology IRI is not."""
    return any(iri.startswith(ns) and len(iri) > len(ns) for ns in VOCABULARIES)


def reused_terms() -> list[str]:
    """The shipped list of external terms, in file order."""
    lines = REUSED_TERMS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def shared_folder() -> Path:
    """Folder with shared public data: GRONDSLAG_SHARED, or ``shared`` beside the repository."""
    configured = os.environ.get("GRONDSLAG_SHARED")
    return Path(configured) if configured else ROOT.parent / "shared"


def dpv_terms(path: Path) -> dict[str, str]:
    """IRI and status of every DPV term in the list."""
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["iri"]: row["status"] for row in csv.DictReader(handle)}
