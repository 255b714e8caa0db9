"""The planted mistakes of the demo are found exactly; the clean version has nothing to repair."""

from rdflib import URIRef

from demo.planted import mistakes, planted
from grondslag.catalogue import rules
from grondslag.usecases import open_files
from grondslag.usecases.planted import planted_mistakes
from grondslag.validation import Violation
from grondslag.vocabulary import shorten


def shown_value(violation: Violation) -> str | None:
    if violation.value is None or violation.value == violation.focus:
        return None
    if isinstance(violation.value, URIRef):
        return shorten(str(violation.value))
    return str(violation.value)


def test_received_gives_exactly_the_table() -> None:
    found = open_files(["demo"]).validate().violations
    assert {(each.code, str(each.focus)) for each in found} == set(planted())


def test_received_reports_the_values_of_the_table() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for each in open_files(["demo"]).validate().violations:
        values = found.setdefault((each.code, str(each.focus)), set())
        if (value := shown_value(each)) is not None:
            values.add(value)
    expected: dict[tuple[str, str], set[str]] = {}
    for row in mistakes():
        expected.setdefault((row.code, row.focus), set()).update(row.values)
    assert found == expected


def test_every_violation_names_a_line_of_the_file_in_the_table() -> None:
    files = {(row.code, row.focus): row.file for row in mistakes()}
    for each in open_files(["demo"]).validate().violations:
        assert each.origin is not None
        assert each.origin.line > 0
        assert files[(each.code, str(each.focus))]


def test_clean_has_nothing_to_repair() -> None:
    report = open_files(["demo-clean"]).validate()
    assert report.violations == ()
    assert report.conforms


def test_every_theme_has_a_planted_mistake() -> None:
    codes = {code for code, _ in planted()}
    assert {rule.theme["en"] for rule in rules()} == {
        rule.theme["en"] for rule in rules() if rule.code in codes
    }
    assert len(mistakes()) >= 40


def test_the_selftest_reads_the_same_table() -> None:
    assert sorted(planted_mistakes()) == sorted(planted())
