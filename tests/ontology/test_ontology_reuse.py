"""Every external term that the ontology uses exists, and the shipped list is exact."""

from __future__ import annotations

import re

import pytest
from rdflib import URIRef, namespace

from ontology.support import (
    DPV_BASE,
    OWN,
    dpv_terms,
    iris,
    is_vocabulary_term,
    load,
    reused_terms,
    shared_folder,
)

EXTERNAL = sorted({iri for iri in iris(load()) if not iri.startswith(OWN)})
TERMS = [iri for iri in EXTERNAL if is_vocabulary_term(iri)]
PAGES = [iri for iri in EXTERNAL if not is_vocabulary_term(iri)]
#: Vocabularies of which rdflib carries the full list of terms.
CLOSED = {
    name: getattr(namespace, name)
    for name in ("DCTERMS", "FOAF", "ORG", "OWL", "PROV", "RDF", "RDFS", "SH", "SKOS", "XSD")
}

#: Addresses of documents: publications of record, legislation, standards, pages of institutes.
PAGE = re.compile(
    r"https://zoek\.officielebekendmakingen\.nl/"
    r"(kst-[0-9]{5}(-[A-Z]+)?-[0-9A-Z]+|stb-[0-9]{4}-[0-9]+|stcrt-[0-9]{4}-[0-9]+)\.html"
    r"|https://wetten\.overheid\.nl(/BWB[RV][0-9]{7}|/jci1\.3:c:BWBR[0-9]{7}&artikel=[0-9a-z.:]+)?"
    r"|http://data\.europa\.eu/eli/(reg|dir)/[0-9]{4}/[0-9]+/oj"
    r"|http://data\.europa\.eu/eli/treaty/char_2012/oj"
    r"|https://www\.w3\.org/TR/[a-z-]+/"
    r"|https://w3id\.org/dpv/2\.3"
    r"|https://creativecommons\.org/publicdomain/zero/1\.0/"
    r"|https://(algoritmes\.overheid\.nl|sekseregistratie\.nl|www\.tweedekamer\.nl"
    r"|www\.kabinetsformatie2021\.nl|minbzk\.github\.io|github\.com/MinBZK"
    r"|publicaties\.mensenrechten\.nl|www\.rekenkamer\.nl|ec\.europa\.eu"
    r"|docs\.geostandaarden\.nl|algorithmaudit\.eu|doi\.org|www\.rijksoverheid\.nl)(/.*)?"
)


def test_the_shipped_list_is_exact_and_sorted() -> None:
    assert reused_terms() == TERMS


def test_every_other_external_iri_is_a_page_we_know() -> None:
    assert [iri for iri in PAGES if not PAGE.fullmatch(iri)] == []


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_terms_of_closed_vocabularies_exist(name: str) -> None:
    vocabulary = CLOSED[name]
    used = [iri for iri in TERMS if iri.startswith(str(vocabulary))]
    assert used, "the vocabulary is used at all"
    assert [iri for iri in used if URIRef(iri) not in vocabulary] == []


def test_the_existence_check_sees_a_misspelt_term() -> None:
    vocabulary = CLOSED["PROV"]
    assert URIRef(str(vocabulary) + "wasDerivedFrom") in vocabulary
    assert URIRef(str(vocabulary) + "wasDerivdFrom") not in vocabulary


def test_schema_org_is_used_in_its_secure_form() -> None:
    assert [iri for iri in EXTERNAL if iri.startswith("http://schema.org")] == []
    assert [iri for iri in TERMS if iri.startswith("https://schema.org/")]


@pytest.mark.shared
def test_dpv_terms_exist_and_are_not_sunset() -> None:
    path = shared_folder() / "registers" / "dpv_2.3_termen.csv"
    if not path.is_file():
        pytest.skip(f"shared data absent: {path.name}; set GRONDSLAG_SHARED to its folder")
    known = dpv_terms(path)
    used = [iri for iri in TERMS if iri.startswith(DPV_BASE)]
    assert len(used) > 50
    assert [iri for iri in used if known.get(iri, "sunset") == "sunset"] == []
