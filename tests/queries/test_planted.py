"""Cases planted in an otherwise empty store: the query sees what it must and nothing more.

These stand beside the stored answers for questions whose answer over the papers is empty, and
for the questions that need a validation report.
"""

from __future__ import annotations

from queries.support import ask, open_store, query

PREFIXES = """
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix c: <https://w3id.org/grondslag/concept/> .
@prefix rule: <https://w3id.org/grondslag/rule/> .
@prefix t: <https://w3id.org/grondslag/id/test/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
T = "https://w3id.org/grondslag/id/test/"
RULE = "https://w3id.org/grondslag/rule/"

REPORT = """
rule:AAA-01 dcterms:identifier "AAA-01" ; sh:name "Regel een"@nl , "Rule one"@en ;
    gs:howToRepair "Herstel het"@nl , "Repair it"@en ; gs:basedOnProvision t:article , t:law .
rule:BBB-02 dcterms:identifier "BBB-02" ; sh:name "Regel twee"@nl , "Rule two"@en .
t:law a gs:Norm ; rdfs:label "Wet"@nl .
t:article a gs:Provision ; rdfs:label "Artikel 1 Wet"@nl ; gs:ofNorm t:law .
t:unit rdfs:label "Dienst"@nl .
t:thing rdfs:label "Zaak"@nl .
t:r1 a sh:ValidationResult ; sh:focusNode t:thing ; sh:sourceShape rule:AAA-01 ;
    sh:resultSeverity sh:Violation ; sh:resultMessage "Melding"@nl , "Message"@en ;
    gs:responsibleOrganisation t:unit .
t:r2 a sh:ValidationResult ; sh:focusNode t:other ; sh:sourceShape rule:AAA-01 ;
    sh:resultSeverity sh:Violation ; sh:resultMessage "Melding"@nl ; sh:value "x" .
t:r3 a sh:ValidationResult ; sh:focusNode t:thing ; sh:sourceShape rule:BBB-02 ;
    sh:resultSeverity sh:Warning ; sh:resultMessage "Waarschuwing"@nl ;
    gs:responsibleOrganisation t:unit .
"""


def rows(code: str, turtle: str) -> list[tuple[str, ...]]:
    return list(ask(open_store("none", extra=PREFIXES + turtle), query(code)).rows)


def test_violations_are_counted_per_rule() -> None:
    violation, warning = (f"http://www.w3.org/ns/shacl#{kind}" for kind in ("Violation", "Warning"))
    assert rows("V-01", REPORT) == [
        (RULE + "AAA-01", "AAA-01", "Regel een", violation, "Overtreding", "2"),
        (RULE + "BBB-02", "BBB-02", "Regel twee", warning, "Waarschuwing", "1"),
    ]


def test_a_violation_without_an_organisation_is_counted_too() -> None:
    assert rows("V-02", REPORT) == [
        (T + "unit", "Dienst", "1", "1", "0", "2"),
        ("", "Onbekend", "1", "0", "0", "1"),
    ]


def test_a_rule_may_rest_on_several_provisions_or_on_none() -> None:
    assert rows("V-03", REPORT) == [
        (T + "article", "Artikel 1 Wet", T + "law", "Wet", "1", "2"),
        (T + "law", "Wet", T + "law", "Wet", "1", "2"),
        ("", "", "", "", "1", "1"),
    ]


def test_the_list_names_law_and_repair_once_per_violation() -> None:
    listed = rows("V-04", REPORT)
    columns = list(query("V-04").header["columns"])
    picked = [
        tuple(row[columns.index(name)] for name in ("ruleCode", "focusLabel", "law", "repair"))
        for row in listed
    ]
    assert picked == [
        ("AAA-01", "", "Artikel 1 Wet; Wet", "Herstel het"),
        ("AAA-01", "Zaak", "Artikel 1 Wet; Wet", "Herstel het"),
        ("BBB-02", "Zaak", "", ""),
    ]


def test_without_a_report_there_are_no_violations() -> None:
    for code in ("V-01", "V-02", "V-03", "V-04"):
        assert rows(code, "") == []


def test_a_law_without_an_article_is_seen() -> None:
    planted = """
    t:law a gs:Norm ; rdfs:label "Wet"@nl .
    t:article a gs:Provision ; rdfs:label "Artikel 1 Wet"@nl ; gs:ofNorm t:law .
    t:bare a gs:LegalGround ; gs:restsOnNorm t:law .
    t:exact a gs:LegalGround ; gs:restsOnNorm t:law ; gs:hasProvision t:article .
    t:p1 a gs:Processing ; rdfs:label "Een"@nl ; gs:hasLegalGround t:bare .
    t:p2 a gs:Processing ; rdfs:label "Twee"@nl ; gs:hasLegalGround t:exact .
    t:u1 a gs:IndicatorUse ; gs:inProcessing t:p1 .
    t:u2 a gs:IndicatorUse ; gs:inProcessing t:p2 .
    """
    assert rows("Q-25", planted) == [("", "", T + "p1", "Een", T + "bare", T + "law", "Wet")]


def test_a_commitment_is_open_until_the_day_it_is_met() -> None:
    planted = """
    t:letter gs:printedDate "2022-01-06"^^xsd:date .
    t:due gs:dueBoundary "2022-06-30"^^xsd:date .
    t:promise a gs:Commitment ; rdfs:label "Belofte"@nl ; gs:undertakenIn t:letter ;
        gs:hasDue t:due ; gs:fulfilledBy t:answer ; gs:fulfilledOn "2022-11-10"^^xsd:date .
    """
    seen = {
        day: ask(open_store("none", as_of=day, extra=PREFIXES + planted), query("Q-13")).rows
        for day in ("2022-01-05", "2022-06-30", "2022-07-10", "2022-11-10")
    }
    head = (T + "promise", "Belofte", "", "", "2022-06-30")
    assert seen["2022-01-05"] == ()
    assert seen["2022-06-30"] == ((*head, "false", ""),)
    assert seen["2022-07-10"] == ((*head, "true", "10"),)
    assert seen["2022-11-10"] == ()


def test_late_is_counted_in_days() -> None:
    planted = """
    t:due gs:dueBoundary "2022-06-30"^^xsd:date .
    t:late a gs:Commitment ; rdfs:label "Laat"@nl ; gs:hasDue t:due ;
        gs:fulfilledOn "2022-11-10"^^xsd:date .
    t:timely a gs:Commitment ; rdfs:label "Op tijd"@nl ; gs:hasDue t:due ;
        gs:fulfilledOn "2022-06-30"^^xsd:date .
    """
    assert [row[-1] for row in rows("Q-14", planted)] == ["133"]


def test_use_of_one_family_makes_a_user() -> None:
    planted = """
    t:ministry a gs:Ministry ; rdfs:label "Ministerie"@nl .
    t:round a gs:Inventory ; gs:inventoryOf t:ministry .
    t:in1 a gs:ScopeDecision ; gs:inInventory t:round ; gs:decidesScopeOf t:a ;
        gs:scopeOutcome c:scope-in .
    t:in2 a gs:ScopeDecision ; gs:inInventory t:round ; gs:decidesScopeOf t:b ;
        gs:scopeOutcome c:scope-partly .
    t:out a gs:ScopeDecision ; gs:inInventory t:round ; gs:decidesScopeOf t:c ;
        gs:scopeOutcome c:scope-out .
    t:s1 a gs:UseStatement ; gs:inInventory t:round ; gs:statementOf t:a ;
        gs:useOutcome c:use-used .
    t:s2 a gs:UseStatement ; gs:inInventory t:round ; gs:statementOf t:a ;
        gs:useOutcome c:use-none-found .
    """
    assert rows("Q-03", planted) == [(T + "ministry", "Ministerie", "1", "1", "0")]
    head = (T + "ministry", "Ministerie", T + "round", "")
    assert rows("R-01", planted) == [(*head, "2", "1", "0", "0", "0", "1")]


def test_a_ground_without_an_article_stays_one_row() -> None:
    planted = """
    t:law a gs:Norm ; rdfs:label "Wet"@nl .
    t:stray a gs:Provision ; rdfs:label "Artikel zonder wet"@nl .
    t:bare a gs:LegalGround ; gs:restsOnNorm t:law .
    t:loose a gs:LegalGround ; gs:hasProvision t:stray .
    t:none a gs:LegalGround .
    t:p1 a gs:Processing ; gs:hasLegalGround t:bare , t:loose , t:none .
    """
    assert rows("R-07", planted) == [
        ("", "", "", "", "", "", "1", "1"),
        ("", "", "", "", T + "stray", "Artikel zonder wet", "1", "1"),
        ("", "", T + "law", "Wet", "", "", "1", "1"),
    ]
