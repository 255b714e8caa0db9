"""``grondslag query`` and ``grondslag queries``: the catalogued questions and their answers."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rdflib.term import Node
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grondslag import catalogue
from grondslag.catalogue import Answer, Header
from grondslag.cli.common import Lang, cell, emit, note, progress, show
from grondslag.dataset import Labels
from grondslag.errors import Language, QueryError
from grondslag.reporting import catalogue_graph, render_answer, write_turtle
from grondslag.usecases import open_files, parse_date


class AnswerFormat(StrEnum):
    """The forms an answer can take."""

    table = "table"
    csv = "csv"
    json = "json"
    ttl = "ttl"


class ListFormat(StrEnum):
    """The forms a list can take."""

    table = "table"
    json = "json"
    ttl = "ttl"


def query(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code van de vraag, zoals Q-01.")],
    data: Annotated[
        list[str] | None,
        typer.Option(
            "--data", metavar="FILE", help="Bestand of map, of demo, demo-clean, motion21."
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("--param", metavar="K=V", help="Waarde van een parameter.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Peildatum, jaar-maand-dag.")
    ] = None,
    format_name: Annotated[
        AnswerFormat, typer.Option("--format", help="Vorm van het antwoord.")
    ] = AnswerFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Schrijf naar dit bestand.")
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de koppen.")] = Lang.nl,
) -> None:
    """Beantwoord een vraag uit de catalogus. / Answer a catalogued question."""
    language = lang.code
    question = catalogue.query(code)
    given = dict(_pair(each) for each in parameters or [])
    if not data and question.header.dataset != "demo":
        name = question.header.dataset
        note(
            f"deze vraag is gesteld bij de gegevens '{name}'. Gebruik --data {name}."
            if language == "nl"
            else f"this question was asked of the data '{name}'. Use --data {name}.",
            language,
        )
    with progress(language) as tell:
        workspace = open_files(
            data or [], parse_date(as_of) if as_of is not None else None, progress=tell
        )
        answer = workspace.ask(question, given)
    if format_name is AnswerFormat.table:
        labels = Labels(workspace.view.graph)
        show(_answer_view(question.header, answer, labels, language), output)
    else:
        emit(render_answer(answer, format_name.value, language), output)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise QueryError(
            f"'{text}' is geen parameter. Schrijf --param naam=waarde.",
            f"'{text}' is not a parameter. Write --param name=value.",
        )
    return name, value


def _answer_view(
    header: Header, answer: Answer, labels: Labels, language: Language
) -> list[RenderableType]:
    names = [column.name for column in answer.columns]
    # A column ``x`` beside ``xLabel`` holds the address of the same thing; people need the name.
    shown = [n for n, name in enumerate(names) if f"{name}Label" not in names]
    table = Table(box=SIMPLE_HEAD)
    for number in shown:
        column = answer.columns[number]
        bare = names.index(names[number].removesuffix("Label")) if _is_name(names, number) else None
        heading = column if bare is None else answer.columns[bare]
        table.add_column(heading.label[language], overflow="fold")

    def shown_as(term: Node | None) -> Text:
        return cell("–" if term is None else labels.name(term, language))

    for row in answer.rows:
        table.add_row(*(shown_as(row[number]) for number in shown))
    count = len(answer.rows)
    foot = f"{count} rijen" if language == "nl" else f"{count} rows"
    if count == 0:
        foot = (
            "Geen rijen: de vraag is beantwoord, er is niets dat eraan voldoet."
            if language == "nl"
            else "No rows: the question was answered, nothing meets it."
        )
    return [
        Text(f"{header.code}  {header.title[language]}", style="bold"),
        Text(header.question[language]),
        table,
        Text(foot),
    ]


def _is_name(names: list[str], number: int) -> bool:
    """Tell whether a column holds the name of what another column holds the address of."""
    name = names[number]
    return name.endswith("Label") and name.removesuffix("Label") in names


def queries(
    format_name: Annotated[
        ListFormat, typer.Option("--format", help="table, json, of ttl (de catalogus als RDF).")
    ] = ListFormat.table,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de teksten.")] = Lang.nl,
) -> None:
    """Toon alle vragen uit de catalogus. / List all catalogued questions."""
    language = lang.code
    found = catalogue.queries()
    if format_name is ListFormat.ttl:
        emit(write_turtle(catalogue_graph(found)), None)
        return
    if format_name is ListFormat.json:
        document = [
            {
                "code": each.code,
                "theme": each.theme,
                "title": each.header.title,
                "question": each.header.question,
                "audience": each.header.audience,
                "dataset": each.header.dataset,
                "parameters": [
                    {"name": p.name, "type": p.type, "default": p.default}
                    for p in each.header.parameters
                ],
                "columns": [column.name for column in each.header.columns],
                "source": each.header.source,
            }
            for each in found
        ]
        emit(json.dumps(document, ensure_ascii=False, indent=2) + "\n", None)
        return
    table = Table(box=SIMPLE_HEAD)
    table.add_column("Code", no_wrap=True)
    table.add_column("Vraag" if language == "nl" else "Question")
    table.add_column("Gegevens" if language == "nl" else "Data", no_wrap=True)
    for each in found:
        table.add_row(each.code, each.header.question[language], each.header.dataset)
    show([table], None)
