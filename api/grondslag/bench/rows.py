"""Results of any engine in one form, so that they can be compared.

A row has the six parts that make a validation result this one and no other (SHACL, section
3.6.2). Terms are written as in canonical N-Triples, with two exceptions: language tags in lower
case, and every blank node as ``_:``, because each engine makes its own labels.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

SH = "http://www.w3.org/ns/shacl#"


class Row(NamedTuple):
    """One validation result; a part that is not there is an empty string."""

    focus: str
    path: str
    component: str
    shape: str
    value: str
    severity: str


class Group(NamedTuple):
    """Rows that only one side has, counted by source shape and component, with an example."""

    side: str
    shape: str
    component: str
    number: int
    example: Row


@dataclass(frozen=True)
class Difference:
    """What an engine reports otherwise than the reference.

    ``common`` rows are in both; ``missing`` only in the reference, ``extra`` only in the engine,
    repetitions counted; ``repeated`` tells whether nothing but repetitions differs.
    """

    common: int
    missing: int
    extra: int
    repeated: bool
    groups: tuple[Group, ...]

    @property
    def equal(self) -> bool:
        """Whether both report the same rows the same number of times."""
        return not self.missing and not self.extra


def blanked(token: str) -> str:
    """Return a term without the label of a blank node."""
    return "_:" if token.startswith("_:") else token


def shortened(iri: str) -> str:
    """Return an IRI token of the SHACL vocabulary as ``sh:name``, others as they are."""
    return f"sh:{iri[len(SH) + 1 : -1]}" if iri.startswith(f"<{SH}") else iri


def write_rows(rows: Iterable[Row], file: Path) -> None:
    """Write rows in order, one JSON array a line."""
    with file.open("w", encoding="utf-8") as out:
        for row in sorted(rows):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_rows(file: Path) -> list[Row]:
    """Read what :func:`write_rows` wrote."""
    with file.open(encoding="utf-8") as lines:
        return [Row(*json.loads(line)) for line in lines]


def compare(reference: Iterable[Row], other: Iterable[Row]) -> Difference:
    """Compare two sets of results as multisets, differences grouped by shape and component."""
    expected, found = Counter(reference), Counter(other)
    missing, extra = expected - found, found - expected
    return Difference(
        common=(expected & found).total(),
        missing=missing.total(),
        extra=extra.total(),
        repeated=bool(missing or extra) and expected.keys() == found.keys(),
        groups=(*_groups("missing", missing), *_groups("extra", extra)),
    )


def _groups(side: str, rows: Counter[Row]) -> list[Group]:
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], Row] = {}
    for row in sorted(rows):
        key = (row.shape, row.component)
        counts[key] += rows[row]
        examples.setdefault(key, row)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Group(side, *key, count, examples[key]) for key, count in ordered]
