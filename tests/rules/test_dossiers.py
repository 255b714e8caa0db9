"""Whole cases: each gives exactly the results that its table predicts, with both engines.

The tables were written by hand from the texts of the rules. A case is a folder with the data,
the table and a short text in Dutch that says what the case is and why it gives these results.
"""

import csv
import re
from datetime import date
from functools import cache

import pytest
from rdflib import Literal, URIRef

from grondslag.usecases import Workspace, open_files
from grondslag.validation import Violation
from rules.harness import EXAMPLES, REFERENCE_DATE, rules

DOSSIERS = EXAMPLES / "dossiers"
NAMES = (
    "audit-spreekt-tegen",
    "beurscontrole-proxy",
    "inspectie-voorspelmodel",
    "interventieteam-wgs",
    "levering-zonder-keuze",
    "nationaliteit-doorslaggevend",
    "nette-administratie",
    "onderdeel-in-oprichting",
    "sekse-voor-identificatie",
    "tweede-nationaliteit-bewaard",
    "verworpen-motie-als-opdracht",
    "voorkeursbeleid-artikel-25",
    "werkinstructie-herhaalt-criteria",
)
#: The short names of the table, for the nodes of the case and for our concepts and norms.
SHORT = {
    "https://w3id.org/grondslag/id/example/": "ex:",
    "https://w3id.org/grondslag/concept/": "c:",
    "https://w3id.org/grondslag/norm/": "norm:",
    "https://w3id.org/grondslag/def#": "gs:",
}

Row = tuple[str, str, str]


def expected(name: str) -> list[Row]:
    """The rows of the table: rule, what it is about, value; sorted."""
    with (DOSSIERS / name / "expected.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["rule", "focus", "value"]
    return sorted((rule, focus, value) for rule, focus, value in lines[1:])


@cache
def dossier(name: str) -> Workspace:
    """The case, read through the product."""
    return open_files([str(DOSSIERS / name / "data.ttl")], date.fromisoformat(REFERENCE_DATE))


def _short(term: object) -> str:
    if isinstance(term, URIRef):
        for base, prefix in SHORT.items():
            if str(term).startswith(base):
                return prefix + str(term).removeprefix(base)
    return str(term)


def _row(violation: Violation) -> Row:
    """One result as the table writes it; a rule without a value reports the thing itself."""
    bare = violation.value is None or violation.value == violation.focus
    return (violation.code, _short(violation.focus), "" if bare else _short(violation.value))


def test_the_cases_are_the_promised_ones() -> None:
    assert sorted(path.name for path in DOSSIERS.iterdir()) == list(NAMES)
    assert len(NAMES) >= 12
    for name in NAMES:
        files = {path.name for path in (DOSSIERS / name).iterdir()}
        assert files == {"README.md", "data.ttl", "expected.csv"}


@pytest.mark.parametrize("engine", ["columnar", "pyshacl"])
@pytest.mark.parametrize("name", NAMES)
def test_the_case_gives_exactly_its_table(name: str, engine: str) -> None:
    report = dossier(name).validate(engine)
    assert not report.not_assessed
    assert sorted(_row(each) for each in report.violations) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_case_is_of_a_readable_size_and_says_what_it_is(name: str) -> None:
    text = (DOSSIERS / name / "data.ttl").read_text("utf-8")
    assert text.startswith("# ")
    assert 40 <= len(text.splitlines()) <= 150
    readme = (DOSSIERS / name / "README.md").read_text("utf-8")
    assert [line for line in readme.splitlines() if line.startswith("## ")] == [
        "## De zaak",
        "## Wat de regels melden",
        "## Waarom",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_text_and_the_table_name_the_same_rules(name: str) -> None:
    readme = (DOSSIERS / name / "README.md").read_text("utf-8")
    section = re.split(r"## (?:Wat de regels melden|Waarom)", readme)[1]
    named = set(re.findall(r"\b[A-Z]{3}-[0-9]{2}\b", section))
    assert named == {rule for rule, _, _ in expected(name)} <= set(rules())


def test_the_cases_show_many_themes() -> None:
    codes = {rule for name in NAMES for rule, _, _ in expected(name)}
    assert len(codes) >= 40
    assert {"COO", "MEA", "PAR", "PRC", "RSK", "SCP", "SEX", "SPC", "VER"} <= {
        code[:3] for code in codes
    }


def test_no_case_is_about_a_real_person() -> None:
    for path in sorted(DOSSIERS.rglob("data.ttl")):
        assert not re.search(r"foaf:Person|schema:Person", path.read_text("utf-8")), path


def test_the_writing_of_a_row_keeps_literals_bare() -> None:
    assert _short(Literal(10)) == "10"
    assert _short(URIRef("https://w3id.org/grondslag/id/example/project")) == "ex:project"
