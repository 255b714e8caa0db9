"""The norm register: norms with identifiers and validity, provisions with a place in a norm."""

from __future__ import annotations

import re
from datetime import date

import pytest
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS, SKOS

from ontology.support import CONCEPT, GS, NORM, load, texts

GRAPH = load("norms")
NORMS = sorted(n for n in GRAPH.subjects(RDF.type, GS.Norm) if isinstance(n, URIRef))
PROVISIONS = sorted(p for p in GRAPH.subjects(RDF.type, GS.Provision) if isinstance(p, URIRef))

#: Provisions that rules and data rely on.
REQUIRED = [
    "gw-art-1",
    "gw-art-68",
    "avg-art-4-4",
    "avg-art-5-lid-1-a",
    "avg-art-5-lid-1-b",
    "avg-art-5-lid-1-c",
    "avg-art-5-lid-1-d",
    "avg-art-5-lid-1-e",
    "avg-art-5-lid-2",
    "avg-art-6-lid-1",
    "avg-art-6-lid-1-a",
    "avg-art-6-lid-1-b",
    "avg-art-6-lid-1-c",
    "avg-art-6-lid-1-d",
    "avg-art-6-lid-1-e",
    "avg-art-6-lid-1-f",
    "avg-art-6-lid-3",
    "avg-art-6-lid-4",
    "avg-art-9-lid-1",
    "avg-art-9-lid-2",
    "avg-art-9-lid-2-a",
    "avg-art-9-lid-2-b",
    "avg-art-9-lid-2-f",
    "avg-art-9-lid-2-g",
    "avg-art-9-lid-2-j",
    "avg-art-10",
    "avg-art-13",
    "avg-art-14",
    "avg-art-15",
    "avg-art-22",
    "avg-art-24",
    "avg-art-26",
    "avg-art-30",
    "avg-art-35",
    "avg-art-36",
    "uavg-art-22",
    "uavg-art-23",
    "uavg-art-24",
    "uavg-art-25",
    "uavg-art-30",
    "uavg-art-40",
    "uavg-art-46",
    "awgb-art-1",
    "awgb-art-2",
    "awgb-art-7a",
    "awb-art-3-2",
    "awb-art-3-46",
    "evrm-14-art-14",
    "suwi-art-64",
    "suwi-art-65",
    "wro-art-4",
    "wro-art-5",
    "wro-art-12",
    "wsf-art-1-5",
    "wsf-art-9-9",
    "brp-art-2-7",
    "wot-art-3",
    "aia-art-4a",
    "aia-art-5",
    "aia-art-26",
    "aia-art-27",
    "aia-art-49",
    "cbs-wet-art-41",
    "vw2000-art-8",
    "pw-art-64",
    "wgs-samenwerkingsverbanden",
    "kabinetsaanpak-2021-definities",
]
REQUIRED += [f"toetsingskader-2025-tk-{number}" for number in range(1, 11)]
REQUIRED += [f"toolkit-sekseregistratie-sx-{number}" for number in range(1, 10)]


def name(term: URIRef) -> str:
    """Name of a test case."""
    return term.removeprefix(str(NORM))


def day(subject: URIRef, predicate: URIRef) -> date | None:
    """The date of a property, or None."""
    value = GRAPH.value(subject, predicate)
    if value is None:
        return None
    assert isinstance(value, Literal) and value.datatype == XSD.date
    return date.fromisoformat(str(value))


def test_register_holds_what_rules_and_data_rely_on() -> None:
    assert {NORM[key] for key in REQUIRED} <= set(PROVISIONS)
    assert len(NORMS) == 48


@pytest.mark.parametrize("term", NORMS + PROVISIONS, ids=name)
def test_label_description_page_and_check(term: URIRef) -> None:
    for language in ("nl", "en"):
        assert len(texts(GRAPH, term, RDFS.label, language)) == 1
        (text,) = texts(GRAPH, term, DCTERMS.description, language)
        assert text.endswith(".") and not re.search(r"\. [A-Z]", text), "one sentence"
    (page,) = GRAPH.objects(term, FOAF.page)
    assert str(page).startswith(("https://", "http://data.europa.eu/eli/"))
    (checked,) = GRAPH.objects(term, GS.textChecked)
    assert isinstance(checked, Literal) and checked.datatype == XSD.boolean


@pytest.mark.parametrize("norm", NORMS, ids=name)
def test_norm(norm: URIRef) -> None:
    assert len(list(GRAPH.objects(norm, DCTERMS.identifier))) == 1
    assert len(list(GRAPH.objects(norm, GS.abbreviation))) == 1
    (status,) = GRAPH.objects(norm, GS.normStatus)
    assert (status, SKOS.inScheme, CONCEPT["scheme-normstatus"]) in load("concepts")
    start, end = day(norm, GS.validFrom), day(norm, GS.validUntil)
    assert not (start and end) or start <= end
    successor = GRAPH.value(norm, GS.supersededBy)
    if isinstance(successor, URIRef):
        follows = day(successor, GS.validFrom)
        assert end and follows and (follows - end).days == 1


@pytest.mark.parametrize("provision", PROVISIONS, ids=name)
def test_provision(provision: URIRef) -> None:
    (norm,) = GRAPH.objects(provision, GS.ofNorm)
    assert norm in NORMS and isinstance(norm, URIRef)
    assert str(provision).startswith(str(norm) + "-")
    article = str(GRAPH.value(provision, GS.article))
    paragraph = GRAPH.value(provision, GS.paragraph)
    point = GRAPH.value(provision, GS.point)
    suffix = "-art-" + re.sub("[.:]", "-", article)
    suffix += f"-lid-{paragraph}" if paragraph else ""
    suffix += f"-{point}" if point else ""
    expected = {str(norm) + suffix, f"{norm}-{article.lower()}"}
    assert str(provision) in expected
    start, whole = day(provision, GS.validFrom), day(norm, GS.validFrom)
    assert not (start and whole) or start >= whole


def test_juriconnect_references_follow_the_identifier() -> None:
    pattern = re.compile(r"jci1\.3:c:(BWBR\d{7})(?:&artikel=([0-9]+[a-z]?(?:[.:][0-9]+)?))?")
    for subject, value in GRAPH.subject_objects(GS.juriconnect):
        assert isinstance(subject, URIRef) and isinstance(value, Literal)
        assert value.datatype == XSD.anyURI
        match = pattern.fullmatch(str(value))
        assert match, value
        norm = GRAPH.value(subject, GS.ofNorm) or subject
        assert match[1] == str(GRAPH.value(norm, DCTERMS.identifier))
        article = GRAPH.value(subject, GS.article)
        assert match[2] == (str(article) if article else None)


def test_every_dutch_regulation_has_a_juriconnect_reference() -> None:
    for norm in NORMS:
        dutch = str(GRAPH.value(norm, DCTERMS.identifier)).startswith("BWBR")
        for term in [norm, *GRAPH.subjects(GS.ofNorm, norm)]:
            assert bool(GRAPH.value(term, GS.juriconnect)) == dutch, term


def test_juriconnect_survives_turtle_and_json_ld() -> None:
    wanted = set(GRAPH.subject_objects(GS.juriconnect))
    for syntax in ("turtle", "json-ld", "xml"):
        again = Graph().parse(data=GRAPH.serialize(format=syntax), format=syntax)
        assert set(again.subject_objects(GS.juriconnect)) == wanted


def test_dates_that_rules_depend_on() -> None:
    assert day(NORM["wgs"], GS.validFrom) == date(2025, 3, 1)
    assert day(NORM["avg"], GS.validFrom) == date(2018, 5, 25)
    assert day(NORM["toetsingskader-2021"], GS.validFrom) == date(2021, 12, 1)
    assert day(NORM["toetsingskader-2021"], GS.validUntil) == date(2025, 1, 27)
    assert day(NORM["toetsingskader-2025"], GS.validFrom) == date(2025, 1, 28)
    assert day(NORM["aia-art-5"], GS.validFrom) == date(2025, 2, 2)
    assert day(NORM["aia-art-26"], GS.validFrom) == date(2027, 12, 2)


def test_what_is_no_legal_ground_says_so() -> None:
    statuses = {
        "convenant-lsi": "covenant",
        "coalitieakkoord-2021": "political-agreement",
        "motie-35510-21": "motion",
        "reglement-tk": "policy-rule",
        "toolkit-sekseregistratie": "soft-law",
        "wetsvoorstel-36790": "bill",
    }
    for key, status in statuses.items():
        assert GRAPH.value(NORM[key], GS.normStatus) == CONCEPT[f"normstatus-{status}"]


def test_health_article_is_not_mistaken_for_the_origin_article() -> None:
    assert "gezondheid" in texts(GRAPH, NORM["uavg-art-30"], DCTERMS.description, "nl")[0]
    assert "etnische" in texts(GRAPH, NORM["uavg-art-25"], DCTERMS.description, "nl")[0]
