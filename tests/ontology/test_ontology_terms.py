"""Every class and property of the ontology is a complete bilingual glossary entry."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from ontology.support import (
    CONCEPT,
    DEFINITIONS,
    GS,
    NORM,
    OWN,
    SCHEMA,
    iris,
    load,
    own_terms,
    properties,
    texts,
)

ALL_TERMS = own_terms(load())


def gaps(graph: Graph, term: URIRef) -> list[str]:
    """What a term lacks to be a complete glossary entry; empty when complete."""
    found: list[str] = []
    for predicate, name in ((RDFS.label, "label"), (SKOS.definition, "definition")):
        for language in ("nl", "en"):
            if len(texts(graph, term, predicate, language)) != 1:
                found.append(f"{name}@{language}")
    if len(texts(graph, term, RDFS.comment, "nl")) != 1:
        found.append("comment@nl")
    sources = list(graph.objects(term, DCTERMS.source))
    if not sources or not all(isinstance(source, URIRef) for source in sources):
        found.append("source")
    if list(graph.objects(term, RDFS.isDefinedBy)) != [DEFINITIONS]:
        found.append("isDefinedBy")
    return found


def test_the_model_is_all_there() -> None:
    graph = load()
    classes = [term for term in ALL_TERMS if (term, RDF.type, OWL.Class) in graph]
    assert len(classes) >= 72
    assert len(properties(graph)) >= 230
    assert len(classes) + len(properties(graph)) == len(ALL_TERMS), "no term is both"


@pytest.mark.parametrize("term", ALL_TERMS, ids=lambda term: term.removeprefix(str(GS)))
def test_term_is_complete(term: URIRef) -> None:
    assert gaps(load(), term) == []


def test_the_completeness_check_sees_gaps() -> None:
    graph = Graph()
    graph.add((GS.Bare, RDF.type, OWL.Class))
    graph.add((GS.Bare, RDFS.label, Literal("kaal", lang="nl")))
    graph.add((GS.Bare, DCTERMS.source, Literal("a text is no source")))
    assert gaps(graph, GS.Bare) == [
        "label@en",
        "definition@nl",
        "definition@en",
        "comment@nl",
        "source",
        "isDefinedBy",
    ]


@pytest.mark.parametrize("term", ALL_TERMS, ids=lambda term: term.removeprefix(str(GS)))
def test_plain_explanation_is_one_short_sentence(term: URIRef) -> None:
    (text,) = texts(load(), term, RDFS.comment, "nl")
    assert text[0].isupper() and text[-1] in ".?"
    assert len(text.split()) <= 25
    assert not re.search(r"[.?!] ", text), "one sentence"
    assert text not in texts(load(), term, SKOS.definition, "nl"), "says more than the definition"


def test_labels_of_properties_and_of_classes_are_unique() -> None:
    graph = load()
    kinds = {True: "property", False: "class"}
    seen: dict[tuple[str, str, str], list[str]] = {}
    known_properties = set(properties(graph))
    for term in ALL_TERMS:
        for language in ("nl", "en"):
            (label,) = texts(graph, term, RDFS.label, language)
            key = (kinds[term in known_properties], language, label)
            seen.setdefault(key, []).append(str(term))
    assert {key: terms for key, terms in seen.items() if len(terms) > 1} == {}


def test_local_names_follow_the_naming_rule() -> None:
    graph = load()
    for term in ALL_TERMS:
        name = term.removeprefix(str(GS))
        pattern = "[A-Z]" if (term, RDF.type, OWL.Class) in graph else "[a-z]"
        assert re.fullmatch(pattern + "[A-Za-z0-9]*", name), name


def test_every_property_says_where_it_belongs() -> None:
    graph = load()
    declared = set(ALL_TERMS)
    for term in properties(graph):
        for predicate in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
            targets = list(graph.objects(term, predicate))
            assert targets, f"{term} lacks {predicate}"
            own = [target for target in targets if str(target).startswith(str(GS))]
            assert set(own) <= declared


def test_values_from_points_at_an_existing_scheme() -> None:
    graph = load()
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    used = set(graph.objects(None, GS.valuesFrom))
    assert used <= schemes
    assert schemes - used == {CONCEPT["scheme-indicator"]}, "indicators are found by their class"


def test_nothing_makes_conflicting_sources_inconsistent() -> None:
    graph = load()
    for kind in (OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.AllDisjointClasses):
        assert not list(graph.subjects(RDF.type, kind))
    assert not list(graph.subject_objects(OWL.disjointWith))


def test_typing_by_inference_is_limited_to_what_is_always_wanted() -> None:
    graph = load()
    typed = set(graph.subjects(RDFS.domain)) | set(graph.subjects(RDFS.range))
    assert typed == {GS.inProcessing, GS.ofNorm}


def test_ontology_header() -> None:
    graph = load()
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [DEFINITIONS]
    assert str(graph.value(DEFINITIONS, OWL.versionInfo)) == "0.1.0"
    assert graph.value(DEFINITIONS, OWL.versionIRI) == URIRef(OWN + "def/0.1.0")
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert texts(graph, DEFINITIONS, predicate, "nl")
        assert texts(graph, DEFINITIONS, predicate, "en")
    assert graph.value(DEFINITIONS, DCTERMS.license) is not None
    assert graph.value(DEFINITIONS, DCTERMS.issued) is not None


def test_every_own_iri_that_is_used_is_declared() -> None:
    graph = load()
    declared = {str(subject) for subject in graph.subjects(RDF.type)}
    used = {iri for iri in iris(graph) if iri.startswith((str(GS), str(CONCEPT), str(NORM)))}
    assert used - declared == set()


def test_the_one_validation_context() -> None:
    assert list(load().subjects(RDF.type, GS.ValidationContext)) == [GS.context]
