from datetime import date
from pathlib import Path

import pytest

from grondslag.errors import ContentError
from grondslag.register import (
    Match,
    Organisations,
    Resolved,
    Unresolved,
    read_organisations,
)

TOOI = "https://identifier.overheid.nl/tooi/id/"
ON = date(2026, 8, 8)


@pytest.mark.parametrize(
    ("name", "code", "how"),
    [
        ("Rijksdienst voor Voorbeelden", "oorg/oorg90001", Match.LABEL),
        ("  RIJKSDIENST  voor\u00a0voorbeelden", "oorg/oorg90001", Match.LABEL),
        ("gemeente oud-fictie", "gemeente/gm9003", Match.LABEL),
        ("Gemeente Oud\u2011Fictië", "gemeente/gm9003", Match.LABEL),
        ("Oefenzaken en Proeven", "ministerie/mnre9002", Match.LABEL_WITHOUT_KIND),
        ("Voorbeeldstad", "gemeente/gm9001", Match.LABEL_WITHOUT_KIND),
        ("rvv", "oorg/oorg90001", Match.ABBREVIATION),
        ("Rijksdienst voor Voorbeelden (RVV)", "oorg/oorg90001", Match.ABBREVIATION_IN_BRACKETS),
        ("Inspectie Proeven en Toetsen (IPT)", "oorg/oorg90002", Match.ABBREVIATION_IN_BRACKETS),
        ("Rijksdienst voor Voorbeelden (OZP)", "oorg/oorg90001", Match.ALIAS),
        ("TOL", "oorg/oorg90004", Match.ALIAS),
    ],
)
def test_roads_to_an_organisation(
    organisations: Organisations, name: str, code: str, how: Match
) -> None:
    assert organisations.resolve(name, on=ON) == Resolved(TOOI + code, how)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Stichting Nergens Bekend",
        "Rijksdienst voor Voorbeeld",  # one letter short is not a spelling of it
        "Inspectie Proeven en Toetsen (RVV)",  # the abbreviation of another
        "Gemeente Oefenzaken en Proeven",  # a municipality is not a ministry
        "Ministerie van Voorbeeldstad",
    ],
)
def test_what_is_not_known_stays_unresolved(organisations: Organisations, name: str) -> None:
    outcome = organisations.resolve(name, on=ON)
    assert isinstance(outcome, Unresolved)
    assert outcome.name == name
    assert outcome.reason.nl and outcome.reason.en


@pytest.mark.parametrize("name", ["IPT", "Proefland"])
def test_a_name_of_two_organisations_is_not_chosen(organisations: Organisations, name: str) -> None:
    outcome = organisations.resolve(name, on=ON)
    assert isinstance(outcome, Unresolved)
    assert "meer dan één" in outcome.reason.nl


def test_the_day_tells_two_holders_of_one_name_apart(organisations: Organisations) -> None:
    name = "Ministerie van Oefenzaken"
    assert isinstance(organisations.resolve(name), Unresolved)
    old = organisations.resolve(name, on=date(2015, 1, 1))
    new = organisations.resolve(name, on=date(2022, 1, 1))
    assert isinstance(old, Resolved) and old.iri.endswith("mnre9001")
    assert isinstance(new, Resolved) and new.iri.endswith("mnre9002")


def test_the_label_is_the_latest_name(organisations: Organisations) -> None:
    assert organisations.label(TOOI + "ministerie/mnre9002") == (
        "ministerie van Oefenzaken en Proeven"
    )
    assert organisations.label(TOOI + "ministerie/mnre0000") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Inspectie van het Onderwijs (OCW)", "oorg/oorg12355"),
        ("Belastingdienst", "oorg/oorg12368"),
        ("Dienst Toeslagen", "oorg/oorg12369"),
        ("Douane", "oorg/oorg12370"),
        ("IND", "oorg/oorg10222"),
        ("DUO", "oorg/oorg10148"),
        ("Ministerie van Asiel en Migratie", "ministerie/mnre1162"),
        ("Asiel en Migratie", "ministerie/mnre1162"),
        ("Ministerie van Volkshuisvesting en Ruimtelijke Ordening", "ministerie/mnre1171"),
        ("Ministerie van Klimaat en Groene Groei", "ministerie/mnre1182"),
        ("Ministerie van Economische Zaken", "ministerie/mnre1045"),
        ("EZK", "ministerie/mnre1045"),
        ("Ministerie van Landbouw, Natuur en Voedselkwaliteit", "ministerie/mnre1153"),
        ("LVVN", "ministerie/mnre1153"),
        ("Financiën", "ministerie/mnre1090"),
        ("Uitvoeringsinstituut Werknemersverzekeringen", "zbo/zb000117"),
        ("Rijksinspectie Digitale Infrastructuur (RDI)", "oorg/oorg10219"),
    ],
)
def test_shipped_table(shipped: Organisations, name: str, code: str) -> None:
    outcome = shipped.resolve(name, on=ON)
    assert isinstance(outcome, Resolved)
    assert outcome.iri == TOOI + code


def test_two_inspectorates_one_digit_apart_are_not_mixed_up(shipped: Organisations) -> None:
    heritage = shipped.resolve("Inspectie Overheidsinformatie en Erfgoed", on=ON)
    tax = shipped.resolve("Inspectie belastingen, toeslagen en douane", on=ON)
    assert isinstance(heritage, Resolved) and heritage.iri == TOOI + "oorg/oorg12352"
    assert isinstance(tax, Resolved) and tax.iri == TOOI + "oorg/oorg12353"
    assert shipped.resolve("IBTD", on=ON) == Resolved(tax.iri, Match.ABBREVIATION)
    mixed = shipped.resolve("Inspectie Overheidsinformatie en Erfgoed (IBTD)", on=ON)
    assert isinstance(mixed, Unresolved)


def test_a_bare_province_name_is_not_taken_for_the_municipality(shipped: Organisations) -> None:
    assert isinstance(shipped.resolve("Utrecht", on=ON), Unresolved)
    city = shipped.resolve("Gemeente Utrecht", on=ON)
    assert isinstance(city, Resolved) and city.iri == TOOI + "gemeente/gm0344"


def test_names_of_one_code_by_period(shipped: Organisations) -> None:
    periods = [
        name.label.removeprefix("ministerie van ")
        for day in (date(2017, 6, 1), date(2022, 6, 1), date(2025, 6, 1), date(2026, 6, 1))
        for name in shipped.names
        if name.iri == TOOI + "ministerie/mnre1045"
        and (name.begin or date.min) <= day <= (name.end or date.max)
    ]
    assert periods == [
        "Economische Zaken",
        "Economische Zaken en Klimaat",
        "Economische Zaken",
        "Economische Zaken en Klimaat",
    ]


def test_no_alias_repeats_what_the_table_already_says(shipped: Organisations) -> None:
    path = Path(__file__).parents[2] / "data" / "reference" / "organisation-aliases.csv"
    without_aliases = Organisations(shipped.names, {})
    for line in path.read_text("utf-8").splitlines()[1:]:
        alias = line.split(",https://")[0].strip('"')
        assert isinstance(without_aliases.resolve(alias, on=ON), Unresolved), alias
        assert isinstance(shipped.resolve(alias, on=ON), Resolved), alias


GOOD = (
    "iri,kind,label,abbreviation,begin,end,name_role,list,status\n"
    f"{TOOI}oorg/oorg90001,national-body,Rijksdienst,RD,,,current,fictional,published\n"
)
ALIASES = f"alias,iri,reason_nl,reason_en\nDe dienst,{TOOI}oorg/oorg90001,a,b\n"


@pytest.mark.parametrize(
    ("names", "aliases", "file", "line"),
    [
        (None, ALIASES, "organisations.csv", None),
        ("iri,label\n", ALIASES, "organisations.csv", 1),
        (GOOD + "a,b\n", ALIASES, "organisations.csv", 3),
        (GOOD.replace("oorg90001", "xyz"), ALIASES, "organisations.csv", 2),
        (GOOD.replace("Rijksdienst", ""), ALIASES, "organisations.csv", 2),
        (GOOD.replace("RD,,", "RD,2020,"), ALIASES, "organisations.csv", 2),
        (GOOD, ALIASES.replace("90001", "90009"), "organisation-aliases.csv", 2),
        (
            GOOD,
            ALIASES + f"DE DIENST,{TOOI}oorg/oorg90001,a,b\n",
            "organisation-aliases.csv",
            3,
        ),
    ],
)
def test_a_broken_table_is_refused(
    tmp_path: Path, names: str | None, aliases: str, file: str, line: int | None
) -> None:
    if names is not None:
        (tmp_path / "organisations.csv").write_text(names, "utf-8")
    (tmp_path / "organisation-aliases.csv").write_text(aliases, "utf-8")
    with pytest.raises(ContentError) as refused:
        read_organisations(tmp_path)
    assert (refused.value.file, refused.value.line) == (file, line)
