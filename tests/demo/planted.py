"""Read the table of planted mistakes from the README of the demo data.

The table is the expected result of the rules on the received version: every row is one
result, so the set of (rule code, focus node) of the table equals the set the rules report.
"""

import re
from dataclasses import dataclass
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo"
BASE = "https://w3id.org/grondslag/id/demo/"

_ROW = re.compile(
    r"^\| (?P<number>\d+) \| `(?P<file>[^`|]+\.ttl)` \| `demo:(?P<subject>[A-Za-z0-9-]+)`"
    r" \| (?P<code>[A-Z]{3}-\d{2}) \| (?P<value>[^|]*) \| (?P<text>[^|]+) \|$"
)
_NAME = re.compile(r"`demo:([A-Za-z0-9-]+)`")


@dataclass(frozen=True)
class PlantedMistake:
    """One row of the table.

    Attributes:
        number: Number of the mistake; a mistake with several results has several rows.
        file: File, in the folder of the received version, in which the mistake was made.
        focus: Full IRI of the node that the rule reports.
        code: Code of the rule.
        values: What the rule reports beside the focus node, as printed in the table.
        changed: Full IRIs of all nodes that the row names; the mistake was made at one of them.
        text: What went wrong, in one sentence.
    """

    number: int
    file: str
    focus: str
    code: str
    values: tuple[str, ...]
    changed: frozenset[str]
    text: str


def mistakes() -> list[PlantedMistake]:
    """Read all rows of the table, in the order of the README.

    Raises:
        ValueError: A line that starts like a row of the table cannot be read.
    """
    rows = []
    lines = (DEMO / "README.md").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("| # | File |"))
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        match = _ROW.match(line)
        if match is None:
            raise ValueError(f"cannot read this row of the table: {line}")
        names = {match["subject"], *_NAME.findall(match["text"])}
        rows.append(
            PlantedMistake(
                number=int(match["number"]),
                file=match["file"],
                focus=BASE + match["subject"],
                code=match["code"],
                values=tuple(re.findall(r"`([^`]+)`", match["value"])),
                changed=frozenset(BASE + name for name in names),
                text=match["text"],
            )
        )
    return rows


def planted() -> list[tuple[str, str]]:
    """Return (rule code, full IRI of the focus node) of every expected result."""
    return [(row.code, row.focus) for row in mistakes()]
