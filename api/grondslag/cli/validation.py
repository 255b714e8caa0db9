"""``grondslag validate``: what is wrong, by which law, and how to repair it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from grondslag.catalogue import Severity
from grondslag.cli.common import Lang, emit, note, progress, show
from grondslag.cli.many import (
    DefaultGraph,
    EachFile,
    EachGraph,
    Endpoint,
    Inputs,
    Shared,
    Store,
)
from grondslag.cli.plan import show_plan
from grondslag.cli.report_view import report_view
from grondslag.errors import InputError, Language
from grondslag.reporting import render_report
from grondslag.usecases import Note, open_files, parse_date, read_shapes
from grondslag.usecases.many import validate_many
from grondslag.usecases.workspace import DateSource
from grondslag.validation import Report, Shapes


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
        EngineName,
        typer.Option(
            "--engine",
            help="Rekenwijze; de uitkomst is gelijk. pyshacl is er om mee te vergelijken en duurt "
            "veel langer: minuten waar columnar seconden nodig heeft.",
        ),
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
    each_graph: EachGraph = False,
    each_file: EachFile = False,
    shared: Shared = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            help="Zoveel grafen tegelijk, elk in een eigen proces; zonder: het aantal processors.",
            show_default=False,
        ),
    ] = None,
    store: Store = None,
    endpoint: Endpoint = None,
    graph: Annotated[
        list[str] | None,
        typer.Option("--graph", metavar="IRI", help="Deze graaf van de store."),
    ] = None,
    default_graph: DefaultGraph = False,
    construct: Annotated[
        list[Path] | None,
        typer.Option("--construct", metavar="FILE", help="Wat deze CONSTRUCT-vraag oplevert."),
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de teksten.")] = Lang.nl,
) -> None:
    """Toets gegevens aan de regels: wat ontbreekt, volgens welke wet, en hoe u het herstelt.

    Check data against the rules. Exit codes: 0 conforms, 1 violations at or above --fail-on,
    2 bad input or usage, 3 a rule could not be assessed or an internal error.
    """
    language = lang.code
    chosen_date = parse_date(as_of) if as_of is not None else None
    inputs = Inputs(
        files=tuple(files or ()),
        store=store,
        endpoint=endpoint,
        graphs=tuple(graph or ()),
        default_graph=default_graph,
        constructs=tuple(construct or ()),
        each_graph=each_graph,
        each_file=each_file,
        shared=tuple(shared or ()),
        jobs=jobs,
        explain=explain,
    )
    inputs.check()
    if explain and engine_name is not EngineName.columnar:
        raise InputError(
            "--explain toont hoe de eigen engine toetst; pySHACL vertelt dat niet. Laat --explain "
            "of --engine weg.",
            "--explain shows how our own engine assesses; pySHACL does not tell. Leave out "
            "--explain or --engine.",
        )
    with progress(language) as tell:
        own_shapes = read_shapes(shapes) if shapes else None
        shapes_name = ", ".join(shapes) if shapes else ""
        run = _many if inputs.are_many else _one
        outcome = run(
            inputs, chosen_date, engine_name.value, own_shapes, shapes_name, language, tell
        )
    report = outcome.report
    _tell_notes(outcome, language)
    if explain:
        show_plan(report, language)
    if format_name is ReportFormat.table:
        show(report_view(report, outcome.statements, language), output)
    else:
        notes = tuple(each.text(language) for each in outcome.notes)
        emit(render_report(report, format_name.value, language, notes), output)
    raise typer.Exit(exit_code(report, fail_on.severity))


@dataclass(frozen=True)
class _Outcome:
    """What there is to show; ``statements`` is None where several graphs have their own."""

    report: Report
    notes: tuple[Note, ...]
    date_source: DateSource
    statements: int | None


def _one(
    inputs: Inputs,
    as_of: date | None,
    engine: str,
    shapes: Shapes | None,
    shapes_name: str,
    language: Language,
    tell: Callable[[str], None],
) -> _Outcome:
    reading = "Lezen: " if language == "nl" else "Reading: "

    def reads(name: str) -> None:
        tell(f"{reading}{name}")

    with inputs.opened(reads) as names:
        workspace = open_files(names, as_of, progress=reads)
    tell("Toetsen…" if language == "nl" else "Checking…")
    report = workspace.validate(engine, shapes, shapes_name)
    size = len(workspace.view.dataset.graph)
    return _Outcome(report, workspace.notes, workspace.date_source, size)


def _many(
    inputs: Inputs,
    as_of: date | None,
    engine: str,
    shapes: Shapes | None,
    shapes_name: str,
    language: Language,
    tell: Callable[[str], None],
) -> _Outcome:
    checking = "Toetsen: " if language == "nl" else "Checking: "
    many = validate_many(
        inputs.names,
        inputs.division,
        remote=inputs.from_store(),
        as_of=as_of,
        jobs=inputs.jobs,
        engine_name=engine,
        shapes=shapes,
        shapes_name=shapes_name,
        progress=lambda text: tell(f"{checking}{text}"),
    )
    return _Outcome(many.report, many.notes, many.date_source, None)


def exit_code(report: Report, level: Severity) -> int:
    """Return 3 when a rule was not assessed, 1 for violations at or above a level, else 0."""
    if report.not_assessed:
        return 3
    return int(any(each.severity >= level for each in report.violations))


def _tell_notes(outcome: _Outcome, language: Language) -> None:
    for each in outcome.notes:
        note(each.text(language), language)
    if outcome.date_source == "today":
        day = outcome.report.reference_date.isoformat()
        note(
            f"de peildatum is vandaag, {day}. Geef --as-of voor een herhaalbare uitkomst."
            if language == "nl"
            else f"the reference date is today, {day}. Give --as-of for a repeatable outcome.",
            language,
        )
