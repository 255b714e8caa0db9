"""A report on a screen: per rule the law and repair, then a count per unit and per graph."""

from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grondslag.catalogue import Severity
from grondslag.cli.common import cell
from grondslag.errors import Language
from grondslag.reporting import graph_label, printable, summary_per_unit
from grondslag.validation import SHARED_GRAPH, Report, Violation

_STYLE = {
    Severity.VIOLATION: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold cyan",
}


def report_view(report: Report, statements: int | None, language: Language) -> list[RenderableType]:
    """Return a report as text and tables: per rule the law and repair, then a count per unit.

    Args:
        report: the outcome of a validation.
        statements: how many were read; None for several graphs.
        language: of all texts.
    """
    dutch = language == "nl"
    graphs = sum(1 for each in report.graphs if each.name != SHARED_GRAPH)
    size = (
        _number(graphs, *(("graaf", "grafen") if dutch else ("graph", "graphs")))
        if statements is None
        else _number(
            statements, *(("gegeven", "gegevens") if dutch else ("statement", "statements"))
        )
    )
    rules = _number(report.rules_assessed, *(("regel", "regels") if dutch else ("rule", "rules")))
    date = f"Peildatum {report.reference_date}" if dutch else f"As of {report.reference_date}"
    head = f"{date} · {rules} · {size}"
    parts: list[RenderableType] = [Text(f"{head} · engine {report.engine}"), Text("")]
    for severity, group in groupby(report.violations, key=lambda each: each.severity):
        found = list(group)
        parts.append(Text(f"{severity.label(language)} ({len(found)})", style=_STYLE[severity]))
        parts.append(Text(""))
        for _, same in groupby(found, key=lambda each: each.rule):
            parts.extend([_rule_block(list(same), language), Text("")])
    for unassessed in report.not_assessed:
        lead = "NIET GETOETST" if dutch else "NOT ASSESSED"
        if unassessed.graph is not None:
            lead += f" in {graph_label(unassessed.graph, language)}"
        cause = unassessed.cause[language]
        parts.append(cell(f"{lead}: {unassessed.code} {unassessed.name[language]} ({cause})"))
    if report.violations:
        parts.extend([_unit_table(report, language), Text("")])
    if report.graphs:
        parts.extend([_graph_table(report, language), Text("")])
    parts.append(Text(conclusion(report, language), style="bold"))
    return parts


def _number(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _rule_block(violations: list[Violation], language: Language) -> RenderableType:
    first = violations[0]
    dutch = language == "nl"
    head = Text()
    head.append(first.code, style=_STYLE[first.severity])
    if first.name[language] != first.code:
        head.append(printable(f"  {first.name[language]}"), style="bold")
    if first.severity_name[language]:
        head.append(printable(f"  ({first.severity_name[language]})"), style=_STYLE[first.severity])
    about: list[RenderableType] = []
    facts = Table.grid(padding=(0, 2))
    if first.provisions:
        laws = "; ".join(
            f"{p.label[language]}" + (f" <{p.page}>" if p.page else "") for p in first.provisions
        )
        facts.add_row("Wet" if dutch else "Law", cell(laws))
    if first.why[language]:
        facts.add_row("Waarom" if dutch else "Why", cell(first.why[language]))
    if first.repair[language]:
        facts.add_row("Herstel" if dutch else "Repair", cell(first.repair[language]))
    if facts.row_count:
        about.append(facts)
    for each in violations:
        place = "" if each.origin is None else str(each.origin)
        unit = f" · {each.unit_label[language]}" if each.unit is not None else ""
        about.append(cell(f"• {each.focus_label[language]}{unit}"))
        about.append(Padding(cell(each.message[language]), (0, 0, 0, 4)))
        if each.graph is not None and (each.origin is None or each.graph != each.origin.file):
            about.append(Padding(cell(graph_label(each.graph, language)), (0, 0, 0, 4)))
        if place:
            about.append(Padding(cell(place), (0, 0, 0, 4)))
    return Group(head, Padding(Group(*about), (0, 0, 0, 2)))


def _unit_table(report: Report, language: Language) -> Table:
    table = Table(
        title="Per onderdeel" if language == "nl" else "Per unit",
        title_justify="left",
        pad_edge=False,
    )
    table.add_column("Onderdeel" if language == "nl" else "Unit", overflow="fold")
    order = sorted(Severity, reverse=True)
    for severity in order:
        table.add_column(severity.label(language), justify="right")
    for row in summary_per_unit(report):
        table.add_row(cell(row.unit[language]), *(str(row.counts[severity]) for severity in order))
    return table


def _graph_table(report: Report, language: Language) -> RenderableType:
    table = Table(
        title="Per graaf" if language == "nl" else "Per graph", title_justify="left", pad_edge=False
    )
    table.add_column("Graaf" if language == "nl" else "Graph", overflow="fold")
    order = sorted(Severity, reverse=True)
    for severity in order:
        table.add_column(severity.label(language), justify="right")
    table.add_column("Niet getoetst" if language == "nl" else "Not assessed", justify="right")
    for row in report.graphs:
        numbers = [*(row.counts[severity] for severity in order), row.not_assessed]
        table.add_row(cell(graph_label(row.name, language)), *map(str, numbers))
    return table


def conclusion(report: Report, language: Language) -> str:
    """Return the last sentence of a report, which never says "conforms" too soon."""
    counts = {severity: report.count(severity) for severity in Severity}
    dutch = language == "nl"
    if report.graphs and report.not_assessed:
        part, every = sum(1 for g in report.graphs if g.not_assessed), len(report.graphs)
        found = len(report.violations)
        return (
            f"Geen oordeel: {part} van {every} grafen niet volledig getoetst. Gevonden: {found}."
            if dutch
            else f"No outcome: {part} of {every} graphs not fully assessed. Found: {found}."
        )
    if report.not_assessed:
        number = len(report.not_assessed)
        return (
            f"Geen oordeel: {number} regel(s) niet getoetst. Gevonden: {len(report.violations)}."
            if dutch
            else f"No outcome: {number} rule(s) not assessed. Found: {len(report.violations)}."
        )
    if report.conforms:
        return "Er is niets gevonden dat hersteld moet worden." if dutch else "Nothing to repair."
    must, attention, advice = (counts[s] for s in sorted(Severity, reverse=True))
    return (
        f"{must} punten moeten worden opgelost, {attention} verdienen aandacht, {advice} adviezen."
        if dutch
        else f"{must} must be solved, {attention} deserve attention, {advice} pieces of advice."
    )
