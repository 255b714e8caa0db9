"""Dates in rules are computed with whole numbers; the calendar of Python is the judge."""

import datetime as dt
import random

import pytest

from rules.harness import Result, per_node, set_wise, snippet

YEARS = range(1980, 2061)


def _third_tuesday(year: int) -> dt.date:
    first = dt.date(year, 9, 1)
    return first + dt.timedelta(days=(1 - first.weekday()) % 7 + 14)


def _paper(name: str, date: dt.date, printed: str) -> str:
    return (
        f'ex:{name} a gs:Letter ; gs:printedDate "{date}"^^xsd:date ; '
        f'gs:printedParliamentaryYear "{printed}" .\n'
    )


def _printed_year(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"


def test_known_opening_days() -> None:
    known = ((2021, 21), (2022, 20), (2023, 19), (2024, 17), (2025, 16), (2026, 15))
    for year, day in known:
        assert _third_tuesday(year) == dt.date(year, 9, day)


def _papers(years: range) -> tuple[str, set[str]]:
    """Return letters around each change of year, and the names of those that are wrong."""
    turtle, wrong = "", set()
    for year in years:
        opening = _third_tuesday(year)
        days = {
            "before": (opening - dt.timedelta(days=1), year - 1),
            "opening": (opening, year),
            "january": (dt.date(year, 1, 1), year - 1),
            "december": (dt.date(year, 12, 31), year),
        }
        for label, (date, first) in days.items():
            turtle += _paper(f"{label}-{year}-right", date, _printed_year(first))
            other = first + (1 if label in ("before", "january") else -1)
            turtle += _paper(f"{label}-{year}-wrong", date, _printed_year(other))
            wrong.add(f"<https://w3id.org/grondslag/id/example/{label}-{year}-wrong>")
    return turtle, wrong


def test_the_parliamentary_year_starts_on_the_third_tuesday_of_september() -> None:
    turtle, wrong = _papers(YEARS)
    found = set_wise(snippet(turtle), ["DOC-05"])
    assert {result.focus for result in found} == wrong
    assert len(found) == 4 * len(YEARS)


def test_the_reference_engine_agrees_on_the_parliamentary_year() -> None:
    turtle, wrong = _papers(range(2020, 2028))
    assert {result.focus for result in per_node(snippet(turtle))} == wrong


def _commitment(number: int, due: dt.date, done: dt.date) -> str:
    return f"""
ex:c{number} a gs:Commitment ; gs:undertakenBy ex:minister ; gs:restsOn ex:letter ;
    gs:hasDue ex:due{number} ; gs:fulfilledBy ex:letter ; gs:fulfilledOn "{done}"^^xsd:date .
ex:due{number} a gs:DueDate ; gs:dueBoundary "{due}"^^xsd:date .
"""


def test_days_late_are_counted_right() -> None:
    chance = random.Random(21)
    edges = ["2024-02-28 2024-03-01", "2025-12-31 2026-01-01", "2000-02-28 2000-03-01"]
    pairs = [tuple(map(dt.date.fromisoformat, edge.split())) for edge in edges]
    for _ in range(300):
        due = dt.date(1995, 1, 1) + dt.timedelta(days=chance.randrange(20_000))
        pairs.append((due, due + dt.timedelta(days=chance.randrange(1, 3_000))))
    turtle = "".join(_commitment(i, due, done) for i, (due, done) in enumerate(pairs))
    expected = {
        (
            f"<https://w3id.org/grondslag/id/example/c{i}>",
            f'"{(done - due).days}"^^<http://www.w3.org/2001/XMLSchema#integer>',
        )
        for i, (due, done) in enumerate(pairs)
    }
    found = set_wise(snippet(turtle), ["PAR-04"])
    assert {(result.focus, result.value) for result in found} == expected
    few = "".join(_commitment(i, due, done) for i, (due, done) in enumerate(pairs[:12]))
    assert [r for r in per_node(snippet(few)) if r.code == "PAR-04"] == set_wise(
        snippet(few), ["PAR-04"]
    )


@pytest.mark.parametrize(
    ("date", "old"),
    [("2025-11-20", True), ("2025-11-21", False), ("2025-12-31", False), ("2024-12-31", True)],
)
def test_twelve_months_are_counted_to_the_day(date: str, old: bool) -> None:
    """The reference date is 21 November 2026; exactly twelve months is not more than twelve."""
    data = snippet(f"""
ex:inventory a gs:Inventory ; gs:inventoryOf ex:ministry ; gs:inventoriedOn "{date}"^^xsd:date .
ex:model a gs:RiskModel ; gs:activityStatus c:status-active ; gs:hasCriterion ex:criterion ;
    gs:noRegistrationReason "Volgt later."@nl ; gs:hasBiasAnalysis ex:bias .
ex:bias a gs:BiasAnalysis ; gs:assessedOn "{date}"^^xsd:date .
""")
    found = [result for result in per_node(data) if result.code in ("RSK-09", "SCP-10")]
    assert [result.code for result in found] == (["RSK-09", "SCP-10"] if old else [])
    assert set_wise(data, ["RSK-09", "SCP-10"]) == found


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("19523529", True),
        ("27233867", True),
        ("11136893", True),
        ("19523528", False),
        ("91523529", False),
        ("1952352", False),
        ("195235290", False),
        ("10523529", False),
        ("1952352x", False),
        ("", False),
    ],
)
def test_the_check_digit_of_the_algorithm_register(code: str, valid: bool) -> None:
    data = snippet(f'ex:entry a gs:AlgorithmRegistration ; dcterms:identifier "{code}" .')
    entry = "<https://w3id.org/grondslag/id/example/entry>"
    expected = [] if valid else [Result("RSK-11", entry, f'"{code}"')]
    assert per_node(data) == expected
    assert set_wise(data) == expected
