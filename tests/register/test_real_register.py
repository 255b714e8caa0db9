"""The real register of 8 August 2026: what is in it, and that it is linked soberly."""

import csv
from pathlib import Path

import pytest

from grondslag.register import (
    ImpactTest,
    Match,
    Organisations,
    Outcome,
    RegisterExport,
    RegisterSubject,
    Resolved,
    UseStatus,
    is_valid,
    link,
    unresolved_names,
)

pytestmark = pytest.mark.shared

TOOI = "https://identifier.overheid.nl/tooi/id/"
UNRESOLVED = {
    "Dienst Uitvoering Subsidies aan Instellingen (DUS-I)": 1,
    "Gemeenschappelijke regeling Regionale ICT-dienst Utrecht": 3,
    "ICTU": 1,
    "Liander N.V.": 1,
    "Nationaal Coördinator Groningen": 1,
    "Reclassering Nederland": 7,
    "Stichting Bureau Informatiediensten Nederland": 21,
    "Stichting Geonovum": 3,
    "Stichting Halt": 2,
    "Stichting Leger des Heils Jeugdbescherming & Reclassering": 5,
    "Stichting Verslavingsreclassering GGZ": 5,
    "Werkom": 1,
}
#: Records that speak of origin, yet of goods, emissions or crowds: code -> organisation.
FALSE_HITS = {
    "45239436": TOOI + "oorg/oorg12370",
    "43993736": TOOI + "oorg/oorg10123",
    "67524642": TOOI + "provincie/pv31",
    "16268148": TOOI + "gemeente/gm0363",
}


def names(export: RegisterExport) -> set[str]:
    return {record.organisation for record in export.records}


def test_size_and_codes(real_export: RegisterExport) -> None:
    assert len(real_export.records) == 1530
    assert len(names(real_export)) == 336
    assert all(is_valid(record.code) for record in real_export.records)
    assert real_export.remarks == ()


def test_counts_of_answers(real_export: RegisterExport) -> None:
    tests = [record.impact_test for record in real_export.records]
    assert [tests.count(each) for each in ImpactTest] == [623, 22, 885]
    statuses = [record.status for record in real_export.records]
    assert [statuses.count(each) for each in UseStatus] == [73, 1392, 65, 0]


def test_names_equal_to_a_label_or_abbreviation(
    shared: Path, real_export: RegisterExport, shipped: Organisations
) -> None:
    """Count again, straight from the list, what equals a label or abbreviation."""
    known: set[str] = set()
    with (shared / "registers/tooi_organisaties.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            label = row["label"].lower()
            known |= {label, label.removeprefix("ministerie van "), row["afkorting"].lower()}
    equal = {
        name
        for name in names(real_export)
        if {name.lower(), name.lower().removeprefix("ministerie van ")} & known
    }
    assert len(equal) >= 304
    on = real_export.fetched_at.date()
    by_table = {
        name
        for name in names(real_export)
        if isinstance(found := shipped.resolve(name, on=on), Resolved)
        and found.how is not Match.ALIAS
    }
    assert equal <= by_table


def test_every_identifier_is_that_of_the_list(
    shared: Path, real_export: RegisterExport, shipped: Organisations
) -> None:
    """What the shipped table says of label and identifier, the list says too."""
    with (shared / "registers/tooi_organisaties.csv").open(encoding="utf-8") as stream:
        listed = {(row["organisatie_iri"], row["label"]) for row in csv.DictReader(stream)}
    extra = {(name.iri, name.label) for name in shipped.names} - listed
    assert {iri.rsplit("/")[-1] for iri, _ in extra} == {
        "mnre1153",
        "mnre1162",
        "mnre1171",
        "mnre1182",
    }


def test_resolved_and_unresolved(real_export: RegisterExport, shipped: Organisations) -> None:
    found = unresolved_names(real_export, shipped)
    assert {each.name: each.count for each in found} == UNRESOLVED
    assert len(names(real_export)) - len(found) == 324


@pytest.mark.parametrize("label", ["Herkomst", "Risicoprofiel herkomst", "Afkomst en herkomst"])
@pytest.mark.parametrize("code", FALSE_HITS)
def test_origin_of_goods_is_no_candidate(
    real_export: RegisterExport, shipped: Organisations, label: str, code: str
) -> None:
    tooi = FALSE_HITS[code]
    (record,) = (each for each in real_export.records if each.code == code)
    assert shipped.resolve(record.organisation, on=real_export.fetched_at.date()) == Resolved(
        tooi, Match.ALIAS if record.organisation == "Douane" else Match.LABEL
    )
    model = RegisterSubject("https://example.org/id/m", label, None, "Eigenaar", tooi)
    (found,) = link([model], real_export, shipped)
    assert found.outcome is Outcome.MISSING


@pytest.mark.parametrize(
    ("label", "tooi", "code"),
    [
        ("Prestatiemonitor", TOOI + "oorg/oorg12355", "79978718"),
        ("Risicoscan verwijtbare werkloosheid (WW)", TOOI + "zbo/zb000117", "15759870"),
        ("Risicomodel paspoortsignalering", TOOI + "oorg/oorg10148", "27233867"),
    ],
)
def test_known_models_are_found(
    real_export: RegisterExport, shipped: Organisations, label: str, tooi: str, code: str
) -> None:
    model = RegisterSubject("https://example.org/id/m", label, None, None, tooi)
    (found,) = link([model], real_export, shipped)
    assert found.outcome is Outcome.CANDIDATE
    assert found.candidates[0].record.code == code
