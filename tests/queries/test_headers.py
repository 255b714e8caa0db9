"""Every file of the catalogue has a complete header that agrees with its query."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pyoxigraph as ox
import pytest

from queries.support import QUERIES, Query, ask, catalogue

FOLDERS = {"violations": "V", "report": "R", "audit": "Q", "parliament": "Q"}
AUDIENCES = {"privacy-officer", "auditor", "drafter", "public"}
TYPES = {"date", "iri", "string", "integer"}
REQUIRED = {"code", "title", "question", "audience", "dataset", "columns", "source"}
OPTIONAL = {"parameters", "motion", "needs"}
SOURCE = re.compile(r"[VRQ]-\d{2}|R-\d{3}|https://w3id\.org/grondslag/norm/\S+")
MOTION = re.compile(r"kst-\d{5}-\d+")
FORBIDDEN = re.compile(r"\b(NOW|RAND|UUID|STRUUID|SERVICE|GRAPH|FROM)\b|SELECT\s+(DISTINCT\s+)?\*")

ALL = pytest.mark.parametrize("item", catalogue(), ids=lambda item: item.path.stem)


def body(item: Query) -> str:
    """Return the query without header, comments, strings and IRIs."""
    lines = [re.sub(r'"[^"]*"|<[^>]*>', "", line) for line in item.text.splitlines()]
    return "\n".join(line.split("#")[0] for line in lines)


def is_bilingual(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"nl", "en"}
        and all(isinstance(text, str) and text.strip() == text != "" for text in value.values())
    )


def test_number_of_queries() -> None:
    found = Counter(item.path.parent.name for item in catalogue())
    assert found == {"violations": 4, "report": 9, "audit": 19, "parliament": 13}
    assert len(catalogue()) == 45


def test_codes_are_unique() -> None:
    codes = [item.code for item in catalogue()]
    assert len(set(codes)) == len(codes)


def test_competency_questions_are_complete() -> None:
    numbers = [*range(1, 30), 43, 44, 45]
    wanted = {f"Q-{number:02d}" for number in numbers}
    assert {item.code for item in catalogue() if item.code.startswith("Q")} == wanted


@ALL
def test_header_is_complete(item: Query) -> None:
    header = item.header
    assert set(header) >= REQUIRED
    assert set(header) <= REQUIRED | OPTIONAL
    assert is_bilingual(header["title"])
    assert is_bilingual(header["question"])
    assert all(header["question"][language].endswith("?") for language in ("nl", "en"))
    assert header["audience"] and set(header["audience"]) <= AUDIENCES
    assert header["dataset"] in {"motion21", "demo"}
    assert header["columns"] and all(is_bilingual(entry) for entry in header["columns"].values())
    assert all(SOURCE.fullmatch(entry) for entry in header["source"])
    assert all(MOTION.fullmatch(entry) for entry in header.get("motion", []))


@ALL
def test_file_name_is_code_and_slug(item: Query) -> None:
    slug = item.path.stem.removeprefix(f"{item.code.lower()}-")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert item.path.name == f"{item.code.lower()}-{slug}.rq"
    assert item.path.parent.parent == QUERIES
    assert FOLDERS[item.path.parent.name] == item.code[0]


@ALL
def test_only_violation_queries_need_a_report(item: Query) -> None:
    wanted = "report" if item.path.parent.name == "violations" else None
    assert item.header.get("needs") == wanted


@ALL
def test_columns_are_the_projection(item: Query) -> None:
    answer = ask(ox.Store(), item)
    assert list(item.header["columns"]) == list(answer.columns)


@ALL
def test_parameters_are_projected_and_typed(item: Query) -> None:
    for name, entry in (item.header.get("parameters") or {}).items():
        assert set(entry) <= {"type", "label", "default"}
        assert entry["type"] in TYPES
        assert is_bilingual(entry["label"])
        assert name in item.header["columns"]
        if "default" not in entry:
            continue
        default = entry["default"]
        if entry["type"] == "integer":
            assert isinstance(default, int)
        elif entry["type"] == "date":
            assert date.fromisoformat(default)
        elif entry["type"] == "iri":
            assert default.startswith("https://")


@ALL
def test_rows_are_ordered_and_nothing_depends_on_the_moment(item: Query) -> None:
    text = body(item)
    assert re.search(r"^ORDER BY ", text, re.MULTILINE)
    assert FORBIDDEN.search(text) is None


@ALL
def test_order_is_total(item: Query) -> None:
    """Rows that tie on every column are the same row; aggregates follow from the other columns."""
    order = item.text[item.text.rindex("ORDER BY") :]
    aggregates = set(re.findall(r"AS \?(\w+)\)", item.text.split("WHERE")[0]))
    assert set(item.header["columns"]) - aggregates <= set(re.findall(r"\?(\w+)", order))


@ALL
def test_prefixes_are_the_ones_used(item: Query) -> None:
    declared = re.findall(r"^PREFIX (\w+):", item.text, re.MULTILINE)
    lines = [line for line in body(item).splitlines() if not line.startswith("PREFIX")]
    used = set(re.findall(r"(?<![\w?])(\w+):\w", "\n".join(lines)))
    assert set(declared) == used
    assert len(declared) == len(set(declared))
