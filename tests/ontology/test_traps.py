"""One test for each trap of Dutch government data on algorithms that research wrote down.

Most traps are tested in full where they belong; here each is sprung once, on small data.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF

from grondslag.catalogue import example, query
from grondslag.dataset import knowledge
from grondslag.http.app import create_app
from grondslag.http.service import Service
from grondslag.register import (
    ImpactTest,
    Organisations,
    Outcome,
    RegisterExport,
    RegisterSubject,
    Resolved,
    Unresolved,
    check_digit,
    is_valid,
    link,
    parse_export,
    read_organisations,
)
from grondslag.register.text import comparable
from grondslag.usecases import Workspace, open_bytes, open_files
from grondslag.vocabulary import CONCEPT, GS
from ontology.support import DPV_BASE, ROOT, dpv_terms, iris, load, reused_terms, shared_folder

M21 = Namespace("https://w3id.org/grondslag/id/motion21/")
DEMO = Namespace("https://w3id.org/grondslag/id/demo/")
EX = Namespace("https://w3id.org/grondslag/id/example/")
TOOI = "https://identifier.overheid.nl/tooi/id/"
TODAY = date(2026, 11, 21)
PREFIXES = """
@prefix c: <https://w3id.org/grondslag/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://w3id.org/grondslag/id/example/> .
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix norm: <https://w3id.org/grondslag/norm/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@cache
def shipped(name: str) -> Workspace:
    return open_files([name])


def own(turtle: str) -> Workspace:
    """A few lines of Turtle, read by the product."""
    return open_bytes("own.ttl", (PREFIXES + turtle).encode(), "0" * 64, TODAY)


def reported(workspace: Workspace, code: str) -> list[tuple[str, str]]:
    """What one rule reports: the name of the thing and the value, sorted."""
    found = [each for each in workspace.report.violations if each.code == code]
    return sorted((str(each.focus).rsplit("/", 1)[1], str(each.value)) for each in found)


@cache
def organisations() -> Organisations:
    return read_organisations(ROOT / "data" / "reference")


def one_record(**fields: str) -> RegisterExport:
    """An export of the register with one record."""
    record = {
        "doel": "",
        "geregistreerd": "2025-03-01",
        "id": "45239436",
        "impactassessment": "Ja",
        "juridische_basis": "",
        "organisatie": "Douane",
        "status": "in_gebruik",
        "title": "Een titel",
        "toegevoegd": "2025-03-02",
        "url": "https://register.example/1",
    }
    document = {
        "algoritmes": [record | fields],
        "count": 1,
        "fetched_at": "2026-08-08T06:00:00Z",
        "source_url": "https://register.example/",
    }
    return parse_export(json.dumps(document).encode())


def test_pd_sexual_is_not_used_for_sex() -> None:
    used = set(iris(load()))
    # In DPV this is about sexual life; registered sex is another thing.
    assert DPV_BASE + "/pd#Sexual" not in used
    assert DPV_BASE + "/pd#Gender" in used


def test_namespace_of_eu_rights_is_spelled_right() -> None:
    used = {iri for iri in [*iris(load()), *reused_terms()] if iri.startswith(DPV_BASE)}
    assert not [iri for iri in used if iri.startswith(DPV_BASE + "/legal/eu/rights#")]
    assert [iri for iri in used if iri.startswith(DPV_BASE + "/rights/eu#")]


@pytest.mark.shared
def test_no_sunset_dpv_terms() -> None:
    path = shared_folder() / "registers" / "dpv_2.3_termen.csv"
    if not path.is_file():
        pytest.skip(f"shared data absent: {path.name}; set GRONDSLAG_SHARED to its folder")
    sunset = {iri for iri, status in dpv_terms(path).items() if status == "sunset"}
    assert DPV_BASE + "#PersonalDataHandling" in sunset
    assert sunset.isdisjoint(reused_terms())
    assert sunset.isdisjoint(iris(load()))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2017-06-01", "Ministerie van Economische Zaken"),
        ("2022-06-01", "Ministerie van Economische Zaken en Klimaat"),
        ("2025-06-01", "Ministerie van Economische Zaken"),
    ],
)
def test_ez_and_ezk_are_one_code_with_several_names(day: str, name: str) -> None:
    rows = shipped("motion21").view.whole.query(
        """SELECT ?name WHERE {
          ?ministry gs:tooiIdentifier ?code ; gs:hasNamePeriod ?period .
          ?period gs:name ?name ; gs:validFrom ?from .
          OPTIONAL { ?period gs:validUntil ?until }
          FILTER(?from <= ?day && (!BOUND(?until) || ?day <= ?until)) }""",
        initNs={"gs": GS},
        initBindings={
            "code": URIRef(TOOI + "ministerie/mnre1045"),
            "day": Literal(date.fromisoformat(day)),
        },
    )
    assert [str(row[0]) for row in rows] == [name]


def test_two_inspectorates_one_digit_apart() -> None:
    path = ROOT / "data" / "reference" / "organisations.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        labels = {row["iri"]: row["label"] for row in csv.DictReader(lines)}
    names = [labels[TOOI + f"oorg/oorg{number}"] for number in (12352, 12353)]
    assert names == [
        "Inspectie Overheidsinformatie en Erfgoed",
        "Inspectie belastingen, toeslagen en douane",
    ]
    found = [organisations().resolve(name, on=date(2025, 1, 1)) for name in names]
    assert [each.iri[-5:] for each in found if isinstance(each, Resolved)] == ["12352", "12353"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Inspectie van het Onderwijs (OCW)", "oorg/oorg12355"),
        ("IND", "oorg/oorg10222"),
        ("Belastingdienst", "oorg/oorg12368"),
        ("Ministerie van Volkshuisvesting en Ruimtelijke Ordening", "ministerie/mnre1171"),
        ("Stichting Nergens Bekend", None),
    ],
)
def test_free_text_names_resolve_or_stay_visibly_unresolved(name: str, code: str | None) -> None:
    found = organisations().resolve(name, on=date(2025, 6, 1))
    if code is None:
        assert isinstance(found, Unresolved)
        assert found.name == name and found.reason.nl and found.reason.en
    else:
        assert isinstance(found, Resolved) and found.iri == TOOI + code


def test_origin_of_goods_is_no_origin_of_people() -> None:
    def outcome(title: str) -> Outcome:
        model = RegisterSubject(
            iri=str(EX.model),
            label="Risicomodel herkomst",
            owner_iri=str(EX.customs),
            owner_label="Douane",
            owner_tooi=None,
            status="status-active",
        )
        (found,) = link([model], one_record(title=title), organisations())
        return found.outcome

    assert outcome("Herkomst en oorsprong van goederen") is Outcome.MISSING
    assert outcome("Herkomst") is Outcome.CANDIDATE


def test_lars_check_digit() -> None:
    assert is_valid("45239436") and check_digit("4523943") == 6
    mutated = ["4523943" + digit for digit in "012345789"] + ["54239436", "45239346", "4523943"]
    assert [code for code in mutated if is_valid(code)] == []
    assert one_record(id="45239436").remarks == ()
    assert [remark.code for remark in one_record(id="45239437").remarks] == ["45239437"]


@pytest.mark.parametrize(
    ("written", "accepted"),
    [
        ('"2021-03-01"^^xsd:date', True),
        ('"2021-03"^^xsd:date', False),
        ('"2021-03"^^xsd:gYearMonth', False),
    ],
)
def test_a_month_is_not_a_day(written: str, accepted: bool) -> None:
    data = own(f'ex:model a gs:RiskModel ; rdfs:label "Model"@nl ; gs:startedOn {written} .')
    assert reported(data, "DOC-09") == ([] if accepted else [("model", "2021-03")])


def test_paper_numbers_with_letters_and_chapters() -> None:
    graph = shipped("motion21").view.whole
    parts = (GS.dossierNumber, GS.dossierSuffix, GS.paperNumber)
    paper = M21["kst-36200-VIII-197"]
    assert [str(graph.value(paper, part)) for part in parts] == ["36200", "VIII", "197"]
    # The parts together are the number, for every paper whose number is given in parts.
    for thing, dossier in graph.subject_objects(GS.dossierNumber):
        suffix, number = (graph.value(thing, part) for part in parts[1:])
        pieces = [str(piece) for piece in (dossier, suffix, number) if piece is not None]
        names = set(map(str, graph.objects(thing, DCTERMS.identifier)))
        if len(set(graph.objects(thing, GS.dossierNumber))) == 1:
            assert "-".join(["kst", *pieces]) in names, thing
    # A letter for a number, and a chapter with a number, are no mistakes.
    data = own(
        """ex:senate a gs:Letter , gs:ParliamentaryPaper ; dcterms:identifier "kst-36264-C" ;
          gs:dossierNumber "36264" ; gs:paperNumber "C" .
        ex:chapter a gs:Letter , gs:ParliamentaryPaper ; dcterms:identifier "kst-36800-XXIII-2" ;
          gs:dossierNumber "36800" ; gs:dossierSuffix "XXIII" ; gs:paperNumber "2" .
        ex:none a gs:Letter , gs:ParliamentaryPaper ; gs:dossierNumber "36800" ."""
    )
    assert [thing for thing, _ in reported(data, "DOC-10")] == ["none"]
    values = {str(each.value) for each in data.report.violations}
    assert values.isdisjoint({"C", "XXIII"})


def test_a_paper_in_two_dossiers_is_one_resource() -> None:
    graph = shipped("motion21").view.whole
    (paper,) = graph.subjects(DCTERMS.identifier, Literal("kst-26643-812"))
    assert set(map(str, graph.objects(paper, GS.dossierNumber))) == {"26643", "32761"}
    in_other = set(graph.subjects(GS.dossierNumber, Literal("32761")))
    numbered = set(graph.subjects(GS.paperNumber, Literal("812")))
    assert in_other & numbered == {paper}


def test_parliamentary_year_that_does_not_fit_the_date() -> None:
    assert ("kst-17050-606", "2022/23") in reported(shipped("motion21"), "DOC-05")
    # The paper keeps what is printed on it.
    year = shipped("motion21").view.whole.value(M21["kst-17050-606"], GS.printedParliamentaryYear)
    assert str(year) == "2022/23"


@pytest.mark.parametrize("syntax", ["turtle", "json-ld"])
def test_juriconnect_link_with_ampersand_survives(syntax: str) -> None:
    reference = URIRef("https://wetten.overheid.nl/jci1.3:c:BWBR0040940&artikel=25&lid=1")
    data = Graph().add((EX.provision, GS.juriconnect, Literal(str(reference))))
    data.add((EX.provision, DCTERMS.source, reference))
    written = data.serialize(format=syntax)
    assert "&artikel=25&lid=1" in written and "&amp;" not in written
    assert set(Graph().parse(data=written, format=syntax)) == set(data)


def test_duplicate_urn_of_the_algoritmekader_keeps_both() -> None:
    # In our own register every URN stands for one provision.
    urns = [
        str(value)
        for value in knowledge().objects(None, DCTERMS.identifier)
        if str(value).startswith("urn:nl:ak:")
    ]
    assert len(urns) > 10 and len(urns) == len(set(urns))
    # The source gives one URN to two measures: identity is the IRI, so none is lost.
    graph = own(
        """ex:one a gs:Provision ; dcterms:identifier "urn:nl:ak:mtr:owp-11" ; gs:article "owp-02" .
        ex:two a gs:Provision ; dcterms:identifier "urn:nl:ak:mtr:owp-11" ; gs:article "owp-11" ."""
    ).view.whole
    urn = Literal("urn:nl:ak:mtr:owp-11")
    both = {thing for thing in graph.subjects(DCTERMS.identifier, urn) if thing in EX}
    assert both == {EX.one, EX.two}
    assert {str(graph.value(thing, GS.article)) for thing in both} == {"owp-02", "owp-11"}


def test_absence_none_found_and_not_examined_are_three_answers(tmp_path: Path) -> None:
    lines = []
    for name, outcome in (("1", None), ("2", "use-none-found"), ("3", "use-not-examined")):
        lines.append(
            f'ex:ministry{name} a gs:Ministry ; rdfs:label "Ministerie {name}"@nl .\n'
            f"ex:inventory{name} a gs:Inventory ; gs:inventoryOf ex:ministry{name} .\n"
            f"ex:decision{name} a gs:ScopeDecision ; gs:inInventory ex:inventory{name} ;\n"
            f"  gs:decidesScopeOf ex:service{name} ; gs:scopeOutcome c:scope-in .\n"
        )
        if outcome is not None:
            lines.append(
                f"ex:statement{name} a gs:UseStatement ; gs:inInventory ex:inventory{name} ;\n"
                f"  gs:statementOf ex:service{name} ; gs:useOutcome c:{outcome} .\n"
            )
    path = tmp_path / "three.ttl"
    path.write_text(PREFIXES + "".join(lines), encoding="utf-8")
    answer = open_files([str(path)], TODAY).ask(query("R-01"))
    names = [column.name for column in answer.columns]
    rows = [dict(zip(names, map(str, row), strict=True)) for row in answer.rows]
    kinds = ("inScope", "withUse", "noUse", "notExaminedCount", "noStatement")
    assert {row["ministryLabel"]: [row[kind] for kind in kinds] for row in rows} == {
        "Ministerie 1": ["1", "0", "0", "0", "1"],
        "Ministerie 2": ["1", "0", "1", "0", "0"],
        "Ministerie 3": ["1", "0", "0", "1", "0"],
    }


def test_a_rejected_motion_with_follow_up() -> None:
    graph = shipped("motion21").view.whole
    motion = M21["kst-26643-827"]
    assert set(graph.objects(motion, GS.motionOutcome)) == {CONCEPT["motion-rejected"]}
    (intention,) = set(graph.subjects(GS.concerns, motion))
    assert (intention, RDF.type, GS.Intention) in graph
    assert (intention, GS.concerns, M21["org-adr"]) in graph
    assert (intention, GS.undertakenIn, M21["kst-26643-855"]) in graph
    # And the audit was done: the audit service looked at the inventory of OCW.
    audits = set(graph.subjects(GS.performedBy, M21["org-adr"]))
    assert audits & set(graph.subjects(GS.assesses, M21["inventory-ocw"]))


def test_a_later_judgement_does_not_erase_the_older() -> None:
    graph = shipped("demo-clean").view.whole
    use = DEMO["use-uia-vermogen-buitenland-birth-country"]
    found = {
        (str(graph.value(verdict, GS.givenOn)), str(graph.value(verdict, GS.outcome)))
        for verdict in graph.subjects(GS.onObject, use)
        if (verdict, GS.dimension, CONCEPT["dimension-lawfulness"]) in graph
    }
    assert found == {
        ("2025-10-02", str(CONCEPT["outcome-lawful"])),
        ("2026-06-11", str(CONCEPT["outcome-unlawful"])),
        ("2026-07-09", str(CONCEPT["outcome-unlawful"])),
    }


def test_no_422_in_the_description_of_the_api() -> None:
    service = Service(own('ex:model a gs:RiskModel ; rdfs:label "Model"@nl .'))
    try:
        (api,) = [route.app for route in create_app(service).routes if hasattr(route, "app")]
        (description,) = [r for r in api.routes if getattr(r, "path", "") == "/openapi.json"]
        document = description.endpoint().body.decode()
    finally:
        service.close()
    operations = [each for path in json.loads(document)["paths"].values() for each in path.values()]
    assert operations and all("400" in each["responses"] for each in operations)
    assert "422" not in document


@pytest.mark.parametrize(
    ("rate", "rounding", "accepted"),
    [
        ("0.030", "", True),
        ("0.034", "", False),
        ("0.034", "gs:roundedTo 100 ;", True),
        ("0.3", "gs:roundedTo 100 ;", False),
    ],
)
def test_rounded_counts_have_a_tolerance(rate: str, rounding: str, accepted: bool) -> None:
    good = example("STA-06", "good")
    assert "gs:rate 0.030" in good
    turtle = good.replace("gs:rate 0.030", f"{rounding} gs:rate {rate}")
    data = open_bytes("own.ttl", turtle.encode(), "0" * 64, TODAY)
    assert (reported(data, "STA-06") == []) == accepted


@pytest.mark.parametrize(("total", "accepted"), [("1000", True), ("1100", True), ("1300", False)])
def test_rounded_groups_need_not_add_up_exactly(total: str, accepted: bool) -> None:
    # Three groups and the total, each rounded to hundreds, are together at most 200 off.
    data = own(
        f"""ex:statistic a gs:GroupStatistic ; gs:numerator {total} ; gs:sumOfGroups 1000 ;
          gs:groupCount 3 ; gs:roundedTo 100 ."""
    )
    assert reported(data, "STA-08") == ([] if accepted else [("statistic", "1000")])


def test_one_dpia_covers_many_processings() -> None:
    model = "a gs:RiskModel ; gs:activityStatus c:status-active ;"
    data = own(
        f"""ex:one {model} gs:startedOn "2024-02-01"^^xsd:date ; gs:hasDpia ex:dpia .
        ex:two {model} gs:startedOn "2025-02-01"^^xsd:date ; gs:hasDpia ex:dpia .
        ex:three {model} gs:startedOn "2023-02-01"^^xsd:date ; gs:hasDpia ex:dpia .
        ex:dpia a gs:DataProtectionImpactAssessment ; gs:assesses ex:one , ex:two , ex:three ;
          gs:assessedOn "2023-11-15"^^xsd:date ."""
    )
    dpias = set(data.view.whole.subjects(RDF.type, GS.DataProtectionImpactAssessment))
    assert dpias == {EX.dpia}
    # Only the model that started before the DPIA is reported.
    assert reported(data, "RSK-07") == [("three", "2023-02-01")]


def test_tags_and_special_hyphens_in_register_fields() -> None:
    published = "<p>Zoekt <strong>adres\u2011kwaliteit</strong> &amp; meer</p>"
    (record,) = one_record(doel=published).records
    assert record.purpose == published
    assert comparable(record.purpose) == "zoekt adres-kwaliteit & meer"
    assert "adres-kwaliteit" not in record.purpose


def test_impact_test_unknown_is_not_none() -> None:
    answers = ("Ja", "Nee", "Onbekend")
    read = [one_record(impactassessment=each).records[0].impact_test for each in answers]
    assert read == [ImpactTest.YES, ImpactTest.NO, ImpactTest.UNKNOWN]
