"""The namespaces and terms that programs use; the ontology is their definition."""

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD

GS = Namespace("https://w3id.org/grondslag/def#")
CONCEPT = Namespace("https://w3id.org/grondslag/concept/")
NORM = Namespace("https://w3id.org/grondslag/norm/")
RULE = Namespace("https://w3id.org/grondslag/rule/")
ID = Namespace("https://w3id.org/grondslag/id/")

#: The one node that carries the reference date of a run.
CONTEXT: URIRef = GS["context"]
REFERENCE_DATE: URIRef = GS["referenceDate"]

#: Namespaces whose terms are ours to define; input may use them, never redefine them.
RESERVED = (str(GS), str(CONCEPT), str(NORM), str(RULE))

PREFIXES: dict[str, str] = {
    "gs": str(GS),
    "c": str(CONCEPT),
    "norm": str(NORM),
    "rule": str(RULE),
    "id": str(ID),
    "demo": f"{ID}demo/",
    "m21": f"{ID}motion21/",
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "owl": str(OWL),
    "xsd": str(XSD),
    "sh": str(SH),
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "prov": "http://www.w3.org/ns/prov#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
}


def shorten(iri: str) -> str:
    """Return an IRI as a prefixed name where a known prefix fits, else the IRI itself."""
    best = max(
        ((prefix, base) for prefix, base in PREFIXES.items() if iri.startswith(base)),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    if best is None or not iri[len(best[1]) :]:
        return iri
    return f"{best[0]}:{iri[len(best[1]) :]}"
