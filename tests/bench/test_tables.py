"""Measurements as tables and as JSON."""

import json
from dataclasses import replace
from datetime import date

from grondslag.bench import tables
from grondslag.bench.graphs import size_name
from grondslag.bench.measure import Measurement
from grondslag.bench.rows import Row, compare

ROW = Row("<f:a>", "<p:p>", "sh:LessThanConstraintComponent", "<s:s>", "", "sh:Violation")
OURS = Measurement(
    "ours", "Grondslag", "register", 100_000, "nt", "ran", version="1", runs=3, wall=0.5, cpu=0.75,
    peak=100 * 2**20, phases={"import": 0.1, "load": 0.2}, found=1,
    difference=compare([ROW], [ROW]),
)  # fmt: skip
PARSE = replace(OURS, engine="parse", title="Parse", wall=0.25, found=None, difference=None)
SLOW = replace(
    OURS, engine="pyshacl", title="pySHACL", wall=182.0, found=0, difference=compare([ROW], [])
)
ABSENT = Measurement("jena", "Jena", "register", 100_000, "nt", "not installed")
LATE = replace(ABSENT, engine="turbo", title="Turbo", status="stopped", detail="after 600 s")


def cells(text: str) -> dict[str, list[str]]:
    """The rows of a Markdown table by their first cell."""
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines()]
    assert len({len(row) for row in rows}) == 1, "every row has as many cells"
    return {row[0]: row[1:] for row in rows}


def test_the_summary_gives_seconds_and_times_ours() -> None:
    larger = replace(OURS, triples=1_000_000, wall=4.0)
    rows = cells(tables.summary([OURS, PARSE, SLOW, ABSENT, LATE, larger]))
    assert rows["Engine"] == ["1e5 triples", "1e6 triples"]
    assert rows["Grondslag"] == ["0.50 s (× 1.00)", "4.00 s (× 1.00)"]
    assert rows["pySHACL"] == ["182 s (× 364)", "–"]
    assert rows["Jena"] == ["not installed", "–"]
    assert rows["Turbo"] == ["stopped after 600 s", "–"]


def test_the_details_give_ratios_memory_phases_and_agreement() -> None:
    rows = cells(tables.details([OURS, PARSE, SLOW, ABSENT]))
    assert rows["Engine"][:6] == ["Version", "Seconds", "× ours", "× parse", "CPU s", "Peak MB"]
    assert rows["Engine"][6:] == [
        "Import", "Load", "Shapes", "Validate", "Report", "Results", "Agrees",
    ]  # fmt: skip
    assert rows["Grondslag"] == [
        "1", "0.50", "1.00", "2.00", "0.75", "100", "0.10", "0.20", "–", "–", "–", "1", "equal",
    ]  # fmt: skip
    assert rows["Parse"][-2:] == ["–", "–"]
    assert rows["pySHACL"][-2:] == ["0", "−1 +0"]
    assert rows["Jena"][1] == "not installed"


def test_differences_are_named_and_explained() -> None:
    text = tables.differences([OURS, PARSE, SLOW, ABSENT])
    assert "Grondslag" not in text
    assert "- pySHACL: −1 +0, 0 in common" in text
    assert "missing 1: `<s:s>` sh:LessThanConstraintComponent (focus <f:a>)" in text
    assert "values that cannot be compared" in text


def test_repetitions_alone_are_said_to_be_that() -> None:
    twice = replace(OURS, difference=compare([ROW], [ROW, ROW]))
    assert tables.agreement(twice) == "equal but for repetitions"


def test_growth_compares_the_smallest_and_the_largest_from_1e5() -> None:
    tiny = replace(OURS, triples=10_000, wall=0.4)
    large = replace(OURS, triples=10_000_000, wall=49.0)
    said = tables.growth([large, tiny, OURS])
    assert "from 1e5 to 1e7" in said
    assert "100.0 times the triples, 98.0 times the seconds: no worse than linear" in said
    assert "worse than linear" in tables.growth([OURS, replace(large, wall=51.0)])
    assert tables.growth([tiny, OURS]) == ""


def test_formats_are_compared_with_the_parse_alone() -> None:
    pairs = [OURS, PARSE, replace(OURS, format="ttl", wall=0.3), replace(PARSE, format="ttl")]
    rows = cells(tables.formats_table(pairs))
    assert rows["nt"] == ["0.25", "0.50", "2.00", "100", "equal"]
    assert rows["ttl"] == ["0.25", "0.30", "1.20", "100", "equal"]


def test_everything_stands_in_one_section() -> None:
    text = tables.markdown([OURS, SLOW], {"register": "the planted mistakes"}, date(2026, 11, 27))
    assert text.startswith("Measured on 2026-11-27: ")
    assert "#### 1e5 triples" in text
    assert "Otherwise than the planted mistakes:" in text


def test_json_holds_date_machine_and_measurements() -> None:
    said = json.loads(tables.as_json([OURS, LATE], date(2026, 11, 27)))
    assert said["date"] == "2026-11-27"
    assert {"processor", "cores", "memory", "python"} <= said["machine"].keys()
    assert [each["engine"] for each in said["measurements"]] == ["ours", "turbo"]
    assert said["measurements"][0]["phases"] == {"import": 0.1, "load": 0.2}


def test_sizes_are_written_as_people_do() -> None:
    assert [size_name(size) for size in (10_000, 1_000_000, 94_721, 500)] == [
        "1e4", "1e6", "94,721", "500",
    ]  # fmt: skip
