"""``grondslag rules``: the rule book, or the full page of one rule."""

import json
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grondslag import catalogue
from grondslag.catalogue import Rule
from grondslag.catalogue.rules import shape_text
from grondslag.cli.common import Lang, emit, show
from grondslag.cli.questions import ListFormat
from grondslag.errors import Language


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Code van een regel, zoals PRC-03.")
    ] = None,
    format_name: Annotated[
        ListFormat, typer.Option("--format", help="table, json, of ttl (de SHACL zelf).")
    ] = ListFormat.table,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de teksten.")] = Lang.nl,
) -> None:
    """Toon alle regels, of de hele bladzijde van één regel. / List rules, or show one in full."""
    language = lang.code
    found = catalogue.rules() if code is None else (catalogue.rule(code),)
    if format_name is ListFormat.ttl:
        emit("\n".join(shape_text(each.iri) for each in found), None)
    elif format_name is ListFormat.json:
        emit(
            json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=2) + "\n", None
        )
    elif code is None:
        show([_overview(found, language)], None)
    else:
        show(_page(found[0], language), None)


def _plain(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "iri": str(rule.iri),
        "severity": rule.severity.name.lower(),
        "theme": rule.theme,
        "name": rule.name,
        "message": rule.message,
        "why": rule.why,
        "repair": rule.repair,
        "provisions": [
            {"iri": p.iri, "label": p.label, "page": p.page, "textChecked": p.text_checked}
            for p in rule.provisions
        ],
        "requirements": rule.requirements,
        "targets": rule.targets,
    }


def _overview(found: tuple[Rule, ...], language: Language) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("Code", no_wrap=True)
    table.add_column("Ernst" if language == "nl" else "Severity", no_wrap=True)
    table.add_column("Regel" if language == "nl" else "Rule")
    table.add_column("Bepaling" if language == "nl" else "Provision")
    for rule in found:
        table.add_row(
            rule.code,
            rule.severity.label(language),
            rule.name[language],
            "; ".join(p.label[language] for p in rule.provisions),
        )
    return table


def _with_blanks(message: str, language: Language) -> str:
    """Show where a message names the thing or value it is about."""
    value, this = ("(waarde)", "(naam)") if language == "nl" else ("(value)", "(name)")
    return message.replace("{?value}", value).replace("{$this}", this)


def _page(rule: Rule, language: Language) -> list[RenderableType]:
    dutch = language == "nl"
    parts: list[RenderableType] = [
        Text(f"{rule.code}  {rule.name[language]}", style="bold"),
        Text(f"{rule.theme[language]} · {rule.severity.label(language)} · {rule.iri}"),
    ]

    def section(title: str, *lines: str) -> None:
        parts.append(Text(""))
        parts.append(Text(title, style="bold"))
        parts.extend(Text(line) for line in lines)

    section("Melding" if dutch else "Message", _with_blanks(rule.message[language], language))
    section("Waarom dit belangrijk is" if dutch else "Why it matters", rule.why[language])
    unchecked = "tekst niet nagekeken" if dutch else "text not checked"
    section(
        "Wat de wet of het kader zegt" if dutch else "Law or framework",
        *(
            p.label[language]
            + (f"  {p.page}" if p.page else "")
            + (f"  ({unchecked})" if p.text_checked is False else "")
            for p in rule.provisions
        ),
    )
    section("Hoe u het herstelt" if dutch else "How to repair it", rule.repair[language])
    section("Eisen die de regel dekt" if dutch else "Requirements", ", ".join(rule.requirements))
    section("Goed voorbeeld" if dutch else "Good example", catalogue.example(rule.code, "good"))
    section("Fout voorbeeld" if dutch else "Bad example", catalogue.example(rule.code, "bad"))
    section("SHACL", shape_text(rule.iri))
    return parts
