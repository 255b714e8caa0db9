"""Counts per organisational unit, for the foot of a report."""

from collections import Counter
from dataclasses import dataclass

from grondslag.catalogue import Severity
from grondslag.catalogue.rules import Texts
from grondslag.errors import Language
from grondslag.validation import SHARED_GRAPH, Report


@dataclass(frozen=True)
class UnitCount:
    """How many violations of each severity a unit has to repair."""

    unit: Texts
    counts: dict[Severity, int]

    @property
    def total(self) -> int:
        """All severities together."""
        return sum(self.counts.values())


NOBODY: Texts = {"nl": "(geen organisatie bekend)", "en": "(no organisation known)"}


def graph_label(name: str, language: Language) -> str:
    """Return how a graph of several is called for people."""
    if name != SHARED_GRAPH:
        return name
    return "(gedeelde gegevens)" if language == "nl" else "(shared data)"


def summary_per_unit(report: Report) -> tuple[UnitCount, ...]:
    """Return the counts per responsible organisation, the most violations first."""
    counts: dict[str, Counter[Severity]] = {}
    names: dict[str, Texts] = {}
    for each in report.violations:
        key = "" if each.unit is None else str(each.unit)
        names[key] = NOBODY if each.unit is None else each.unit_label
        counts.setdefault(key, Counter())[each.severity] += 1
    rows = [
        UnitCount(names[key], {severity: counter[severity] for severity in Severity})
        for key, counter in counts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.unit["nl"])))
