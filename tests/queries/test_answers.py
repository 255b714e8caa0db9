"""Every query gives the answer that was worked out by other means.

The answers over ``motion21`` were read in the papers by hand (see answers.md). The answers over
``demo`` come from plain loops (recompute.py).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from queries.recompute import REPORTS, Source, read
from queries.support import (
    EXPECTED,
    Answer,
    Query,
    ask,
    catalogue,
    defaults,
    has_data,
    open_store,
    query,
    read_csv,
)

STORED = sorted(EXPECTED.glob("*.csv"))
# Without data a missing folder must show as skipped, never as an empty answer that fits.
needs_demo = pytest.mark.skipif(not has_data("demo"), reason="no demo data in this checkout")
NARROWED = [item for item in catalogue() if defaults(item)]


@cache
def store(dataset: str) -> ox.Store:
    return open_store(dataset)


@cache
def source(dataset: str) -> Source:
    return read(dataset)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_stored_answer(path: Path) -> None:
    item = query(path.stem)
    expected = read_csv(path.read_text(encoding="utf-8"))
    answer = ask(store("motion21"), item, defaults(item))
    assert answer.columns == expected.columns
    assert answer.rows == expected.rows


def test_every_question_has_a_stored_answer() -> None:
    wanted = {item.code for item in catalogue() if item.code[0] in "QR"}
    assert {path.stem for path in STORED} == wanted


def test_stored_files_are_plain_csv() -> None:
    for path in STORED:
        data = path.read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")


@pytest.mark.parametrize("code", sorted(REPORTS))
def test_report_equals_recomputation_on_motion21(code: str) -> None:
    answer = ask(store("motion21"), query(code))
    assert list(answer.rows) == REPORTS[code](source("motion21"))


@needs_demo
@pytest.mark.parametrize("code", sorted(REPORTS))
def test_report_equals_recomputation_on_demo(code: str) -> None:
    answer = ask(store("demo"), query(code))
    rows = REPORTS[code](source("demo"))
    assert list(answer.rows) == rows
    assert rows, "the demo must have something to report here"


@pytest.mark.parametrize("item", NARROWED, ids=lambda item: item.code)
def test_a_parameter_only_narrows(item: Query) -> None:
    """Left unbound, a parameter gives all rows; bound, the rows with that value in its column."""
    values = defaults(item)
    everything = ask(store("motion21"), item)
    positions = {everything.columns.index(name): text for name, text in values.items()}
    kept = tuple(
        row for row in everything.rows if all(row[at] == text for at, text in positions.items())
    )
    assert ask(store("motion21"), item, values) == Answer(everything.columns, kept)


@pytest.mark.parametrize("item", catalogue(), ids=lambda item: item.code)
def test_rows_are_in_a_total_order(item: Query) -> None:
    """The same rows come back in the same order when the store was filled the other way round."""
    if item.header.get("needs") == "report":
        pytest.skip("needs a validation report")
    forward = store("motion21")
    backward = ox.Store()
    for quad in reversed(list(forward)):
        backward.add(quad)
    assert ask(backward, item) == ask(forward, item)


def test_an_absent_data_set_is_an_error() -> None:
    with pytest.raises((FileNotFoundError, KeyError)):
        open_store("absent")
