"""The questions about violations agree with the report they are asked of, counted in Python."""

from collections import Counter

import pytest

from grondslag.catalogue import query
from grondslag.usecases import Workspace, open_files


@pytest.fixture(scope="module")
def demo() -> Workspace:
    return open_files(["demo"])


def rows(workspace: Workspace, code: str) -> list[dict[str, str]]:
    answer = workspace.ask(query(code))
    names = [column.name for column in answer.columns]
    return [
        {n: "" if t is None else str(t) for n, t in zip(names, row, strict=True)}
        for row in answer.rows
    ]


def test_per_rule(demo: Workspace) -> None:
    expected = Counter(each.code for each in demo.report.violations)
    assert {row["ruleCode"]: int(row["violations"]) for row in rows(demo, "V-01")} == expected


def test_per_organisation(demo: Workspace) -> None:
    expected = Counter(str(each.unit or "") for each in demo.report.violations)
    found: Counter[str] = Counter()
    for row in rows(demo, "V-02"):
        found[row["organisation"]] += int(row["total"])
    assert found == expected


def test_per_provision(demo: Workspace) -> None:
    expected = Counter(p.iri for each in demo.report.violations for p in each.provisions)
    found: Counter[str] = Counter()
    for row in rows(demo, "V-03"):
        found[row["provision"]] += int(row["violations"])
    assert found == expected


def test_list(demo: Workspace) -> None:
    expected = Counter((each.code, str(each.focus)) for each in demo.report.violations)
    found = Counter((row["ruleCode"], row["focus"]) for row in rows(demo, "V-04"))
    assert set(found) == set(expected)
