"""``grondslag register``: the national Algorithm Register beside your own risk models."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grondslag.cli.common import Lang, cell, emit, progress, show
from grondslag.errors import Language
from grondslag.register import ModelLink, Outcome
from grondslag.usecases import RegisterComparison, link_register, open_files

app = typer.Typer(
    no_args_is_help=True,
    help="Vergelijk risicomodellen met het Algoritmeregister. / Compare with the register.",
)

_WORDS: dict[Outcome, tuple[str, str]] = {
    Outcome.REGISTERED: ("Geregistreerd", "Registered"),
    Outcome.CANDIDATE: ("Mogelijk", "Candidate"),
    Outcome.MISSING: ("Ontbreekt", "Missing"),
    Outcome.IDENTIFIER_NOT_IN_EXPORT: ("Nummer niet in export", "Code not in export"),
    Outcome.IDENTIFIER_INVALID: ("Nummer klopt niet", "Code cannot be right"),
}


class LinkFormat(StrEnum):
    """The forms a comparison can take."""

    table = "table"
    json = "json"


@app.callback()
def _group() -> None:
    """Keep ``register`` a group, so that ``register link`` is a command of its own."""


@app.command("link")
def link(
    export: Annotated[
        Path,
        typer.Argument(metavar="EXPORT", help="Export van het Algoritmeregister (JSON)."),
    ],
    data: Annotated[
        list[str] | None,
        typer.Option("--data", metavar="FILE", help="Bestand of map, of demo, demo-clean."),
    ] = None,
    format_name: Annotated[LinkFormat, typer.Option("--format")] = LinkFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Schrijf naar dit bestand.")
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de teksten.")] = Lang.nl,
) -> None:
    """Toon per risicomodel: geregistreerd, mogelijk (met de reden) of ontbreekt.

    Show for each risk model: registered (by its code), candidate (with the reason) or missing.
    """
    with progress(lang.code) as tell:
        workspace = open_files(data or [], progress=tell)
        tell(str(export))
        comparison = link_register(workspace, export)
    if format_name is LinkFormat.json:
        emit(json.dumps(comparison.document(), ensure_ascii=False, indent=2) + "\n", output)
    else:
        show(_view(comparison, lang.code), output)


def _say(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "nl" else pair[1]


def _view(comparison: RegisterComparison, language: Language) -> list[RenderableType]:
    dutch = language == "nl"
    export = comparison.export
    table = Table(box=SIMPLE_HEAD)
    for heading in (
        ("Risicomodel", "Risk model"),
        ("Eigenaar", "Owner"),
        ("Uitkomst", "Outcome"),
        ("Toelichting", "Explanation"),
    ):
        table.add_column(_say(heading, language), overflow="fold")
    for each in comparison.links:
        table.add_row(
            cell(each.subject.label),
            cell(each.subject.owner_label or "–"),
            _say(_WORDS[each.outcome], language),
            cell("\n".join(_explain(each, language))),
        )
    counts = ", ".join(
        f"{_say(_WORDS[outcome], language).lower()}: {comparison.count(outcome)}"
        for outcome in Outcome
        if comparison.count(outcome)
    )
    only = sum(each.count for each in comparison.only_in_register)
    lines = [
        f"Export van {export.fetched_at:%Y-%m-%d}, {len(export.records)} algoritmes."
        if dutch
        else f"Export of {export.fetched_at:%Y-%m-%d}, {len(export.records)} algorithms.",
        counts,
        f"Wel in het register, niet bij u: {only}."
        if dutch
        else f"In the register but not with you: {only}.",
        f"Organisatienamen zonder TOOI-identificatie: {len(comparison.unresolved)} "
        "(zie --format json)."
        if dutch
        else f"Organisation names without TOOI identifier: {len(comparison.unresolved)} "
        "(see --format json).",
    ]
    parts: list[RenderableType] = [table]
    for row in comparison.only_in_register:
        parts.append(
            Text(
                f"{row.organisation.label}: "
                + ", ".join(f"{r.code} {r.title}" for r in row.records)
            )
        )
    parts.extend(Text(line) for line in lines)
    return parts


def _explain(each: ModelLink, language: Language) -> list[str]:
    dutch = language == "nl"
    lines = [each.explanation.nl if dutch else each.explanation.en]
    lines += [d.text.nl if dutch else d.text.en for d in each.differences]
    lines += [
        f"{c.record.code} {c.record.title}: {c.reason.nl if dutch else c.reason.en}"
        for c in each.candidates
    ]
    return lines
