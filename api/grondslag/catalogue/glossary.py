"""The ontology as a glossary: the classes and properties of each theme with their explanation."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD
from rdflib.term import Node

from grondslag import content
from grondslag.catalogue.rules import Texts, texts
from grondslag.dataset import Labels, knowledge
from grondslag.dataset.knowledge import load_turtle
from grondslag.vocabulary import GS

_SCHEMA = Namespace("https://schema.org/")
_TITLE = re.compile(r"\A#\s*Grondslag ontology:\s*(?P<en>[^(\n]+?)\s*\((?P<nl>[^)\n]+)\)")


@dataclass(frozen=True)
class Class:
    """A class of the ontology; texts are by language, ``plain`` is Dutch only."""

    iri: URIRef
    name: str
    label: Texts
    definition: Texts
    plain: str
    sources: tuple[URIRef, ...]
    parents: tuple[URIRef, ...]


@dataclass(frozen=True)
class Property:
    """A property of the ontology, with the classes it goes from and the things it goes to.

    ``choice`` is the name of the list to choose from and ``values`` what it holds, where a list
    is prescribed.
    """

    iri: URIRef
    name: str
    label: Texts
    definition: Texts
    plain: str
    sources: tuple[URIRef, ...]
    domains: tuple[URIRef, ...]
    ranges: tuple[URIRef, ...]
    is_relation: bool
    choice: Texts | None
    values: tuple[Texts, ...]


@dataclass(frozen=True)
class OntologyTheme:
    """One file of the ontology: its name, and what it declares."""

    key: str
    title: Texts
    classes: tuple[Class, ...]
    properties: tuple[Property, ...]


#: What people call a datatype or a term of another vocabulary.
_PLAIN_NAMES: dict[Node, Texts] = {
    RDF.langString: {"nl": "tekst", "en": "text"},
    XSD.string: {"nl": "tekst", "en": "text"},
    XSD.boolean: {"nl": "ja of nee", "en": "yes or no"},
    XSD.date: {"nl": "datum", "en": "date"},
    XSD.gYear: {"nl": "jaar", "en": "year"},
    XSD.integer: {"nl": "geheel getal", "en": "whole number"},
    XSD.decimal: {"nl": "getal", "en": "number"},
    XSD.anyURI: {"nl": "webadres", "en": "web address"},
    RDFS.Resource: {"nl": "iets", "en": "anything"},
    SKOS.Concept: {"nl": "begrip", "en": "concept"},
    SKOS.ConceptScheme: {"nl": "begrippenlijst", "en": "concept scheme"},
    RDF.Property: {"nl": "eigenschap", "en": "property"},
    SH.Shape: {"nl": "toetsregel", "en": "rule"},
    SH.ValidationResult: {"nl": "melding", "en": "validation result"},
    SH.ValidationReport: {"nl": "controlerapport", "en": "validation report"},
    DCAT.Dataset: {"nl": "gegevensverzameling", "en": "dataset"},
}


def label_of(iri: Node) -> Texts:
    """Return the name of a class, datatype or other thing in both languages."""
    if iri in _PLAIN_NAMES:
        return _PLAIN_NAMES[iri]
    labels = Labels(knowledge())
    return {"nl": labels.name(iri, "nl"), "en": labels.name(iri, "en")}


@lru_cache(maxsize=1)
def ontology_themes() -> tuple[OntologyTheme, ...]:
    """Return the themes of the ontology, the core first and the others by file name."""
    files = sorted((content.root() / "ontology").glob("*.ttl"), key=lambda f: (f.stem != "core", f))
    return tuple(_theme(file.stem, file.read_text("utf-8"), load_turtle([file])) for file in files)


@lru_cache(maxsize=1)
def theme_of_class() -> dict[URIRef, str]:
    """Return for each class the key of the theme that declares it."""
    return {each.iri: theme.key for theme in ontology_themes() for each in theme.classes}


def _theme(key: str, text: str, graph: Graph) -> OntologyTheme:
    title = _TITLE.match(text)
    name: Texts = {"nl": key, "en": key}
    if title:
        name = {"nl": _capital(title["nl"]), "en": _capital(title["en"])}
    own = sorted(
        s
        for s in set(graph.subjects(RDFS.isDefinedBy, None))
        if isinstance(s, URIRef) and s.startswith(str(GS))
    )
    return OntologyTheme(
        key=key,
        title=name,
        classes=tuple(_class(graph, s) for s in own if (s, RDF.type, OWL.Class) in graph),
        properties=tuple(_property(graph, s) for s in own if _is_property(graph, s)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_property(graph: Graph, term: URIRef) -> bool:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return any((term, RDF.type, kind) in graph for kind in kinds)


def _sorted(graph: Graph, subject: URIRef, predicate: Node) -> tuple[URIRef, ...]:
    return tuple(sorted(o for o in graph.objects(subject, predicate) if isinstance(o, URIRef)))


def _plain(graph: Graph, term: URIRef) -> str:
    found = [
        str(each)
        for each in graph.objects(term, RDFS.comment)
        if isinstance(each, Literal) and each.language == "nl"
    ]
    return min(found, default="")


def _class(graph: Graph, term: URIRef) -> Class:
    return Class(
        iri=term,
        name=term.removeprefix(str(GS)),
        label=texts(graph, term, RDFS.label),
        definition=texts(graph, term, SKOS.definition),
        plain=_plain(graph, term),
        sources=_sorted(graph, term, DCTERMS.source),
        parents=tuple(
            each for each in _sorted(graph, term, RDFS.subClassOf) if each.startswith(str(GS))
        ),
    )


def _property(graph: Graph, term: URIRef) -> Property:
    scheme = graph.value(term, GS.valuesFrom)
    known = knowledge()
    concepts = [] if scheme is None else sorted(known.subjects(SKOS.inScheme, scheme), key=str)
    return Property(
        iri=term,
        name=term.removeprefix(str(GS)),
        label=texts(graph, term, RDFS.label),
        definition=texts(graph, term, SKOS.definition),
        plain=_plain(graph, term),
        sources=_sorted(graph, term, DCTERMS.source),
        domains=_sorted(graph, term, _SCHEMA.domainIncludes),
        ranges=_sorted(graph, term, _SCHEMA.rangeIncludes),
        is_relation=(term, RDF.type, OWL.ObjectProperty) in graph,
        choice=None if scheme is None else label_of(scheme),
        values=tuple(label_of(each) for each in concepts),
    )
