from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grondslag.register import (
    DifferenceKind,
    GraphOrganisation,
    ModelLink,
    Organisations,
    Outcome,
    RegisterExport,
    RegisterSubject,
    link,
    only_in_register,
    unresolved_names,
)
from grondslag.register.similarity import likeness

TOOI = "https://identifier.overheid.nl/tooi/id/"
SERVICE = TOOI + "oorg/oorg90001"
MODEL = RegisterSubject(
    iri="https://example.org/id/model",
    label="Risicomodel lesgeld",
    owner_iri="https://example.org/id/rvv",
    owner_label="Rijksdienst voor Voorbeelden",
    owner_tooi=SERVICE,
    status="status-active",
)


LinkOne = Callable[..., ModelLink]


@pytest.fixture
def one(export: RegisterExport, organisations: Organisations) -> LinkOne:
    """Link the one model above with some of its fields changed."""

    def run(**changes: Any) -> ModelLink:
        (found,) = link([replace(MODEL, **changes)], export, organisations)
        return found

    return run


def test_registered_without_differences(one: LinkOne) -> None:
    found = one(registrations=("91991111",))
    assert found.outcome is Outcome.REGISTERED
    assert found.record is not None
    assert found.record.title == "Indicatie soort lesgeld"
    assert found.code == "91991111"
    assert found.differences == ()
    assert found.candidates == ()


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"registrations": ("91991153",)}, [DifferenceKind.ORGANISATION]),
        ({"registrations": ("91991137",)}, [DifferenceKind.RECORD_ENDED]),
        ({"registrations": ("91991137",), "status": "status-ended"}, []),
        ({"registrations": ("91991111",), "status": "status-ended"}, [DifferenceKind.MODEL_ENDED]),
        ({"registrations": ("91991225",)}, [DifferenceKind.ORGANISATION_UNKNOWN]),
        (
            {"registrations": ("91991239",)},
            [DifferenceKind.ORGANISATION, DifferenceKind.CHECK_DIGIT],
        ),
        (
            {"registrations": ("91991111",), "owner_tooi": None, "owner_label": None},
            [DifferenceKind.ORGANISATION_UNKNOWN],
        ),
        ({"registrations": ("91991111",), "owner_tooi": None}, []),
        (
            {
                "registrations": ("91991225",),
                "owner_tooi": None,
                "owner_label": "stichting nergens bekend",
            },
            [],
        ),
    ],
)
def test_differences_are_told(
    one: LinkOne, changes: dict[str, Any], kinds: list[DifferenceKind]
) -> None:
    found = one(**changes)
    assert found.outcome is Outcome.REGISTERED
    assert [difference.kind for difference in found.differences] == kinds
    assert all(difference.text.nl and difference.text.en for difference in found.differences)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("19523529", Outcome.IDENTIFIER_NOT_IN_EXPORT),
        ("19523528", Outcome.IDENTIFIER_INVALID),
        ("AR-12", Outcome.IDENTIFIER_INVALID),
        ("", Outcome.IDENTIFIER_INVALID),
    ],
)
def test_codes_that_lead_nowhere_stay_visible(one: LinkOne, code: str, outcome: Outcome) -> None:
    found = one(registrations=(code,))
    assert (found.outcome, found.code, found.record) == (outcome, code, None)
    # A mistyped code is easier to repair with the likely record beside it.
    assert [each.record.code for each in found.candidates] == ["91991140", "91991111"]


def test_candidates_best_first_with_reason(one: LinkOne) -> None:
    found = one()
    assert found.outcome is Outcome.CANDIDATE
    assert [each.record.code for each in found.candidates] == ["91991140", "91991111"]
    assert [round(each.score, 2) for each in found.candidates] == [0.67, 0.5]
    best = found.candidates[0]
    assert best.words == ("lesgeld",)
    assert "Zelfde organisatie" in best.reason.nl and "lesgeld (67%)" in best.reason.nl
    assert "Same organisation" in best.reason.en and "lesgeld (67%)" in best.reason.en


def test_less_than_half_of_the_words_is_no_candidate(one: LinkOne) -> None:
    # One shared word: 2/5 with one record, 2/6 with the other.
    assert one(label="Lesgeld achterstand leerlingen").outcome is Outcome.MISSING
    # One shared word: 2/4 with one record, 2/5 with the other.
    found = one(label="Lesgeld achterstand")
    assert [each.record.code for each in found.candidates] == ["91991140"]


def test_organisation_spelled_otherwise_and_special_hyphen(one: LinkOne) -> None:
    found = one(label="Profiel adres-kwaliteit")
    assert [each.record.code for each in found.candidates] == ["91991124"]
    assert found.candidates[0].score == 1.0


def test_a_similar_title_of_another_organisation_is_no_candidate(one: LinkOne) -> None:
    found = one(label="Prestatiemeter scholen", owner_tooi=TOOI + "oorg/oorg90003")
    assert [each.record.code for each in found.candidates] == ["91991166"]
    assert one(label="Prestatiemeter scholen").outcome is Outcome.MISSING


@pytest.mark.parametrize("label", ["Herkomst", "Risicomodel herkomst", "Herkomst en afkomst"])
def test_origin_of_goods_is_not_origin_of_people(one: LinkOne, label: str) -> None:
    found = one(label=label, owner_tooi=TOOI + "oorg/oorg90004", owner_label="Tol")
    assert found.outcome is Outcome.MISSING
    assert found.candidates == ()


def test_missing_tells_the_reason_given(one: LinkOne) -> None:
    found = one(label="Iets heel anders", no_registration_reason="Nog niet in gebruik")
    assert found.outcome is Outcome.MISSING
    assert found.explanation.nl.endswith("Opgegeven reden: Nog niet in gebruik")


def test_a_model_with_several_codes_gets_a_link_for_each(
    export: RegisterExport, organisations: Organisations
) -> None:
    model = replace(MODEL, registrations=("19523529", "91991111", "91991111"))
    found = link([model], export, organisations)
    assert [(each.code, each.outcome) for each in found] == [
        ("19523529", Outcome.IDENTIFIER_NOT_IN_EXPORT),
        ("91991111", Outcome.REGISTERED),
    ]
    assert all(each.candidates == () for each in found)


def test_order_does_not_depend_on_the_order_of_models(
    export: RegisterExport, organisations: Organisations
) -> None:
    models = [replace(MODEL, iri=f"https://example.org/{n}", label=f"M{n % 2}") for n in range(6)]
    there, back = (link(order, export, organisations) for order in (models, models[::-1]))
    assert there == back
    assert [each.subject.iri[-1] for each in there] == list("024135")


def test_only_in_register(export: RegisterExport, organisations: Organisations) -> None:
    graph = [
        GraphOrganisation("https://example.org/id/rvv", "RvV", SERVICE),
        GraphOrganisation("https://example.org/id/city", "Gemeente Voorbeeldstad", None),
        GraphOrganisation("https://example.org/id/none", "Zonder records", None),
        GraphOrganisation("https://example.org/id/lost", "Stichting Nergens Bekend", None),
    ]
    model = replace(MODEL, registrations=("91991111",))
    found = only_in_register([model], graph, export, organisations)
    assert [(each.organisation.label, each.count) for each in found] == [
        ("Gemeente Voorbeeldstad", 2),
        ("RvV", 3),
        ("Stichting Nergens Bekend", 1),
    ]
    assert [record.code for record in found[1].records] == ["91991124", "91991137", "91991140"]


def test_unresolved_names(export: RegisterExport, organisations: Organisations) -> None:
    (found,) = unresolved_names(export, organisations)
    assert (found.name, found.count) == ("Stichting Nergens Bekend", 1)


@pytest.mark.parametrize(
    ("one_title", "other_title", "score"),
    [
        ("Risicoscan WW", "risicoscan ww", 1.0),
        ("Paspoort signalering", "Verkeersmodel", 0.0),
        ("Het model", "Een algoritme", 0.0),
        ("Model", "model", 1.0),
        ("", "", 0.0),
        ("Herkomst", "Herkomst van goederen", 0.0),
        ("Herkomst", "herkomst", 1.0),
        ("Herkomst goederen", "Goederen en herkomst", 1.0),
    ],
)
def test_likeness(one_title: str, other_title: str, score: float) -> None:
    assert likeness(one_title, other_title).score == likeness(other_title, one_title).score == score
