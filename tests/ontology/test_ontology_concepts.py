"""The concept schemes follow NL-SBB, the Dutch profile of SKOS."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from ontology.support import CONCEPT, GS, ONTOLOGY, load, texts

GRAPH = load("concepts")
SCHEMES = sorted(s for s in GRAPH.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(s, URIRef))
CONCEPTS = sorted(s for s in GRAPH.subjects(RDF.type, SKOS.Concept) if isinstance(s, URIRef))
PD = Namespace("https://w3id.org/dpv/pd#")

#: Number of concepts per scheme: the model is fixed, so a lost or added concept must be noticed.
SIZES = {
    "aiact": 4,
    "author": 18,
    "certainty": 3,
    "class": 5,
    "criterion": 3,
    "dimension": 3,
    "due": 7,
    "exception": 10,
    "family": 4,
    "findingkind": 2,
    "ground": 6,
    "incident": 3,
    "indicator": 15,
    "level": 6,
    "measurekind": 5,
    "motion": 4,
    "normstatus": 11,
    "orgkind": 18,
    "outcome": 8,
    "progress": 5,
    "projectkind": 3,
    "proxytest": 3,
    "pubcat": 3,
    "reason": 10,
    "regime": 3,
    "role": 6,
    "scope": 3,
    "sexoutcome": 3,
    "stage": 5,
    "status": 3,
    "study": 2,
    "thresholduse": 2,
    "topic": 4,
    "use": 4,
}


def test_the_schemes_and_their_sizes() -> None:
    found = Counter(
        str(scheme).removeprefix(str(CONCEPT) + "scheme-")
        for scheme in GRAPH.objects(None, SKOS.inScheme)
    )
    assert found == SIZES
    assert {path.stem for path in (ONTOLOGY / "concepts").glob("*.ttl")} == set(SIZES)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: s.removeprefix(str(CONCEPT)))
def test_scheme(scheme: URIRef) -> None:
    for language in ("nl", "en"):
        assert len(texts(GRAPH, scheme, DCTERMS.title, language)) == 1
    members = set(GRAPH.subjects(SKOS.inScheme, scheme))
    assert members
    assert set(GRAPH.objects(scheme, SKOS.hasTopConcept)) == members
    assert set(GRAPH.subjects(SKOS.topConceptOf, scheme)) == members


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: c.removeprefix(str(CONCEPT)))
def test_concept(concept: URIRef) -> None:
    (scheme,) = GRAPH.objects(concept, SKOS.inScheme)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in GRAPH
    slug = str(scheme).removeprefix(str(CONCEPT) + "scheme-")
    assert str(concept).startswith(f"{CONCEPT}{slug}-")
    for language in ("nl", "en"):
        assert len(texts(GRAPH, concept, SKOS.prefLabel, language)) == 1
        assert len(texts(GRAPH, concept, SKOS.definition, language)) == 1
        alternatives = texts(GRAPH, concept, SKOS.altLabel, language)
        assert not set(alternatives) & set(texts(GRAPH, concept, SKOS.prefLabel, language))
    (plain,) = texts(GRAPH, concept, RDFS.comment, "nl")
    assert plain[0].isupper() and plain[-1] in ".?" and len(plain.split()) <= 25
    assert any(isinstance(source, URIRef) for source in GRAPH.objects(concept, DCTERMS.source))


def test_every_text_has_a_language() -> None:
    for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.note, RDFS.comment):
        for value in GRAPH.objects(None, predicate):
            assert isinstance(value, Literal) and value.language in ("nl", "en")


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: s.removeprefix(str(CONCEPT)))
def test_labels_are_unique_within_a_scheme(scheme: URIRef) -> None:
    for language in ("nl", "en"):
        labels = Counter(
            label
            for concept in GRAPH.subjects(SKOS.inScheme, scheme)
            if isinstance(concept, URIRef)
            for predicate in (SKOS.prefLabel, SKOS.altLabel)
            for label in texts(GRAPH, concept, predicate, language)
        )
        assert [label for label, number in labels.items() if number > 1] == []


def test_indicators_have_a_family_a_legal_class_and_a_mapping() -> None:
    indicators = set(GRAPH.subjects(RDF.type, GS.Indicator))
    assert indicators == set(GRAPH.subjects(SKOS.inScheme, CONCEPT["scheme-indicator"]))
    for indicator in indicators:
        assert len(list(GRAPH.objects(indicator, GS.inFamily))) == 1
        assert len(list(GRAPH.objects(indicator, GS.legalClass))) == 1
        mapped = [
            target
            for predicate in (SKOS.broadMatch, SKOS.closeMatch, SKOS.relatedMatch)
            for target in GRAPH.objects(indicator, predicate)
        ]
        assert mapped or indicator == CONCEPT["indicator-other"]


def test_special_categories_are_exactly_these() -> None:
    special = set(GRAPH.subjects(GS.legalClass, CONCEPT["class-special"]))
    assert special == {
        CONCEPT["indicator-ethnicity"],
        CONCEPT["indicator-gender-identity"],
        CONCEPT["indicator-migration-background"],
        CONCEPT["indicator-race"],
    }


def test_sex_family_is_exactly_these() -> None:
    assert set(GRAPH.subjects(GS.inFamily, CONCEPT["family-sex"])) == {
        CONCEPT["indicator-gender-identity"],
        CONCEPT["indicator-registered-sex"],
    }


def test_two_mappings_that_go_wrong_easily() -> None:
    assert (CONCEPT["indicator-ethnicity"], SKOS.closeMatch, PD.EthnicOrigin) in GRAPH
    assert (CONCEPT["indicator-registered-sex"], SKOS.closeMatch, PD.Gender) in GRAPH
    everything = load()
    for wrong in (PD.Ethnicity, PD.Sexual):
        assert not list(everything.subjects(None, wrong))


def test_approval_levels_are_ranked() -> None:
    ranks = {
        str(concept).removeprefix(str(CONCEPT)): int(str(rank))
        for concept, rank in GRAPH.subject_objects(GS.rank)
    }
    assert ranks == {
        "level-team": 10,
        "level-unit-head": 20,
        "level-mt": 30,
        "level-director": 40,
        "level-dg": 50,
        "level-minister": 60,
    }


def test_improper_keeps_both_words_of_the_sources() -> None:
    improper = CONCEPT["outcome-improper"]
    assert texts(GRAPH, improper, SKOS.altLabel, "nl") == ["onbehoorlijk", "oneigenlijk"]
    assert any("closeMatch" in note for note in texts(GRAPH, improper, SKOS.note, "nl"))
