"""How a report came about: which road each rule took, how long, and over how much.

It goes to standard error: times differ from run to run, and the report itself must not.
"""

from collections.abc import Callable
from itertools import groupby

from rdflib import URIRef
from rdflib.term import Node
from rich.console import Console
from rich.table import Table

from grondslag.catalogue.rules import rules_by_iri
from grondslag.cli.common import PLAIN_WIDTH, cell
from grondslag.errors import Language
from grondslag.validation import Report
from grondslag.validation.results import Step
from grondslag.vocabulary import shorten

_ROADS: dict[str, dict[Language, str]] = {
    "columns": {"nl": "kolommen", "en": "columns"},
    "set-wise": {"nl": "in één keer op Oxigraph", "en": "set-wise on Oxigraph"},
    "per node": {"nl": "per ding op Oxigraph", "en": "per node on Oxigraph"},
}


def show_plan(report: Report, language: Language) -> None:
    """Print a row for every rule, slowest first, then the rules not assessed, and a total."""
    console = Console(stderr=True)
    if not console.is_terminal:
        console = Console(stderr=True, width=PLAIN_WIDTH, no_color=True)
    dutch = language == "nl"
    table = Table(title="Zo is getoetst" if dutch else "How it was assessed", title_justify="left")
    table.add_column("Regel" if dutch else "Rule", overflow="fold")
    table.add_column("Weg" if dutch else "Road", overflow="fold")
    for name in ("ms", "dingen", "gevonden") if dutch else ("ms", "nodes", "found"):
        table.add_column(name, justify="right")
    rows = [_row(rule, list(steps), language) for rule, steps in _by_rule(report.steps)]
    for name, road, seconds, focus, results in sorted(rows, key=lambda each: (-each[2], each[0])):
        table.add_row(cell(name), cell(road), f"{seconds * 1000:.1f}", str(focus), str(results))
    if report.not_assessed:
        table.add_section()
    for missing in report.not_assessed:
        lead = "niet getoetst: " if dutch else "not assessed: "
        table.add_row(cell(missing.code), cell(f"{lead}{missing.cause[language]}"), "", "", "")
    table.add_section()
    total = sum(each.seconds for each in report.steps) * 1000
    table.add_row("Alles" if dutch else "All", "", f"{total:.1f}", "", "")
    console.print(table)


def _by_rule(steps: tuple[Step, ...]) -> "groupby[Node, Step]":
    key: Callable[[Step], Node] = lambda each: each.rule  # noqa: E731
    return groupby(sorted(steps, key=lambda each: str(each.rule)), key)


def _row(rule: Node, steps: list[Step], language: Language) -> tuple[str, str, float, int, int]:
    known = rules_by_iri().get(rule) if isinstance(rule, URIRef) else None
    name = known.code if known else shorten(str(rule))
    roads: dict[str, None] = {}
    for each in steps:
        road = _ROADS[each.road][language]
        roads[f"{road} ({each.reason})" if each.reason else road] = None
    return (
        name,
        ", ".join(roads),
        sum(each.seconds for each in steps),
        max(each.focus for each in steps),
        sum(each.results for each in steps),
    )
