"""``grondslag validate``: what is wrong, by which law, and how to repair it."""

from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grondslag.catalogue import Severity
from grondslag.cli.common import Lang, cell, emit, note, progress, show
from grondslag.cli.plan import show_plan
from grondslag.errors import Language
from grondslag.reporting import printable, render_report, summary_per_unit
from grondslag.usecases import Workspace, open_files, parse_date, read_shapes
from grondslag.validation import Report, Violation


class EngineName(StrEnum):
    """The engines, by the names of the engines themselves."""

    columnar = "columnar"
    pyshacl = "pyshacl"


class FailOn(StrEnum):
    """From which severity on the exit code is 1."""

    violation = "violation"
    warning = "warning"
    info = "info"

    @property
    def severity(self) -> Severity:
        """The severity as the rule book knows it."""
        return {
            "violation": Severity.VIOLATION,
            "warning": Severity.WARNING,
            "info": Severity.INFO,
        }[self.value]


class ReportFormat(StrEnum):
    """The forms a report can take."""

    table = "table"
    json = "json"
    ttl = "ttl"
    csv = "csv"
    html = "html"
    sarif = "sarif"
    junit = "junit"


_STYLE = {
    Severity.VIOLATION: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold cyan",
}


def validate(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE…",
            help="RDF-bestanden, mappen, '-' voor standaardinvoer, of demo, demo-clean, motion21. "
            "Zonder: de demo zoals ingediend.",
            show_default=False,
        ),
    ] = None,
    shapes: Annotated[
        list[str] | None,
        typer.Option(
            "--shapes", metavar="FILE", help="Toets aan deze SHACL-regels in plaats van de onze."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Peildatum, jaar-maand-dag."),
    ] = None,
    engine_name: Annotated[
        EngineName, typer.Option("--engine", help="Rekenwijze; de uitkomst is gelijk.")
    ] = EngineName.columnar,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Vanaf welke ernst de afsluitcode 1 is.")
    ] = FailOn.violation,
    format_name: Annotated[
        ReportFormat, typer.Option("--format", help="Vorm van de uitvoer.")
    ] = ReportFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Schrijf naar dit bestand.")
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Toon op standaardfout per regel hoe die is getoetst, met tijd en aantallen.",
        ),
    ] = False,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de teksten.")] = Lang.nl,
) -> None:
    """Toets gegevens aan de regels: wat ontbreekt, volgens welke wet, en hoe u het herstelt.

    Check data against the rules. Exit codes: 0 conforms, 1 violations at or above --fail-on,
    2 bad input or usage, 3 a rule could not be assessed or an internal error.
    """
    language = lang.code
    chosen_date = parse_date(as_of) if as_of is not None else None
    with progress(language) as tell:
        reading = "Lezen: " if language == "nl" else "Reading: "
        own_shapes = read_shapes(shapes) if shapes else None
        workspace = open_files(
            files or [], chosen_date, progress=lambda name: tell(f"{reading}{name}")
        )
        tell("Toetsen…" if language == "nl" else "Checking…")
        report = workspace.validate(
            engine_name.value, own_shapes, ", ".join(shapes) if shapes else ""
        )
    _tell_notes(workspace, language)
    if explain:
        show_plan(report, language)
    if format_name is ReportFormat.table:
        show(report_view(report, workspace, language), output)
    else:
        notes = tuple(each.text(language) for each in workspace.notes)
        emit(render_report(report, format_name.value, language, notes), output)
    raise typer.Exit(exit_code(report, fail_on.severity))


def exit_code(report: Report, level: Severity) -> int:
    """Return 3 when a rule was not assessed, 1 for violations at or above a level, else 0."""
    if report.not_assessed:
        return 3
    return int(any(each.severity >= level for each in report.violations))


def _tell_notes(workspace: Workspace, language: Language) -> None:
    for each in workspace.notes:
        note(each.text(language), language)
    if workspace.date_source == "today":
        day = workspace.view.reference_date.isoformat()
        note(
            f"de peildatum is vandaag, {day}. Geef --as-of voor een herhaalbare uitkomst."
            if language == "nl"
            else f"the reference date is today, {day}. Give --as-of for a repeatable outcome.",
            language,
        )


def report_view(report: Report, workspace: Workspace, language: Language) -> list[RenderableType]:
    """Return a report as text and tables: per rule the law and repair, then a count per unit."""
    dutch = language == "nl"
    size = len(workspace.view.dataset.graph)
    head = (
        f"Peildatum {report.reference_date} · {report.rules_assessed} regels · {size} gegevens"
        if dutch
        else f"As of {report.reference_date} · {report.rules_assessed} rules · {size} statements"
    )
    parts: list[RenderableType] = [Text(f"{head} · engine {report.engine}"), Text("")]
    for severity, group in groupby(report.violations, key=lambda each: each.severity):
        found = list(group)
        parts.append(Text(f"{severity.label(language)} ({len(found)})", style=_STYLE[severity]))
        parts.append(Text(""))
        for _, same in groupby(found, key=lambda each: each.code):
            parts.extend([_rule_block(list(same), language), Text("")])
    for unassessed in report.not_assessed:
        lead = "NIET GETOETST" if dutch else "NOT ASSESSED"
        parts.append(
            cell(f"{lead}: {unassessed.code} {unassessed.name[language]} ({unassessed.reason})")
        )
    if report.violations:
        parts.extend([_unit_table(report, language), Text("")])
    parts.append(Text(conclusion(report, language), style="bold"))
    return parts


def _rule_block(violations: list[Violation], language: Language) -> RenderableType:
    first = violations[0]
    dutch = language == "nl"
    head = Text()
    head.append(first.code, style=_STYLE[first.severity])
    head.append(printable(f"  {first.name[language]}"), style="bold")
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
        place = ""
        if each.origin is not None:
            place = f"{each.origin.file}:{each.origin.line}"
        unit = f" · {each.unit_label[language]}" if each.unit is not None else ""
        about.append(cell(f"• {each.focus_label[language]}{unit}"))
        about.append(Padding(cell(each.message[language]), (0, 0, 0, 4)))
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


def conclusion(report: Report, language: Language) -> str:
    """Return the last sentence of a report, which never says "conforms" too soon."""
    counts = {severity: report.count(severity) for severity in Severity}
    dutch = language == "nl"
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
