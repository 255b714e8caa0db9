"""``grondslag rules``: the rule book, one rule in full, its coverage, or its test suite."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grondslag import catalogue
from grondslag.catalogue import Rule
from grondslag.catalogue.coverage import coverage as assess_coverage
from grondslag.catalogue.rules import shape_text
from grondslag.cli import coverage as coverage_view
from grondslag.cli.common import Lang, emit, progress, show
from grondslag.cli.questions import ListFormat
from grondslag.errors import InputError, Language
from grondslag.usecases import parse_date
from grondslag.usecases.manifest import check_folder, conformance_suite, write_suite
from grondslag.usecases.rulebook import write_rule_book


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Code van een regel, zoals PRC-03.")
    ] = None,
    format_name: Annotated[
        ListFormat, typer.Option("--format", help="table, json, of ttl (de SHACL zelf).")
    ] = ListFormat.table,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de teksten.")] = Lang.nl,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest",
            metavar="DIR",
            help="Schrijf de voorbeelden als W3C-proeven voor andere SHACL-engines.",
        ),
    ] = None,
    coverage: Annotated[
        bool,
        typer.Option("--coverage", help="Toon bij elke eis welke regels haar dekken."),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="DIR", help="Schrijf het regelboek als map met webbladzijden."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATUM", help="Peildatum van --html, voor wat van kracht is."
        ),
    ] = None,
) -> None:
    """Toon alle regels, of de hele bladzijde van één regel. / List rules, or show one in full.

    Exit code 3 with --coverage when a requirement is uncovered or a rule is incomplete.
    """
    language = lang.code
    if html is not None or as_of is not None:
        _rule_book(html, as_of, code is not None or manifest is not None or coverage, language)
        return
    if coverage:
        if code is not None or manifest is not None or format_name is ListFormat.ttl:
            raise InputError(
                "--coverage gaat over alle regels, als table of json.",
                "--coverage is about all rules, as table or json.",
            )
        _coverage(format_name, language)
        return
    found = catalogue.rules() if code is None else (catalogue.rule(code),)
    if manifest is not None:
        _manifest(manifest, None if code is None else found, language)
    elif format_name is ListFormat.ttl:
        emit("\n".join(shape_text(each.iri) for each in found), None)
    elif format_name is ListFormat.json:
        emit(
            json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=2) + "\n", None
        )
    elif code is None:
        show([_overview(found, language)], None)
    else:
        show(_page(found[0], language), None)


def _coverage(format_name: ListFormat, language: Language) -> None:
    found = assess_coverage()
    if format_name is ListFormat.json:
        text = json.dumps(coverage_view.plain(found), ensure_ascii=False, indent=2)
        emit(text + "\n", None)
    else:
        show(coverage_view.page(found, language), None)
    if not found.complete:
        raise typer.Exit(3)


def _rule_book(folder: Path | None, as_of: str | None, other: bool, language: Language) -> None:
    """Write the rule book; ``other`` tells that something else was asked for as well."""
    if folder is None or other:
        raise InputError(
            "--html gaat over alle regels en staat op zichzelf; alleen --as-of hoort erbij.",
            "--html is about all rules and stands alone; only --as-of goes with it.",
        )
    day = None if as_of is None else parse_date(as_of)
    with progress(language) as tell:
        book = write_rule_book(folder, day, tell)
    first = folder / ("index.html" if language == "nl" else "en/index.html")
    emit(
        f"{book.rules} regels geschreven in {folder}. Begin bij {first}\n"
        if language == "nl"
        else f"{book.rules} rules written to {folder}. Start at {first}\n",
        None,
    )


def _manifest(folder: Path, chosen: tuple[Rule, ...] | None, language: Language) -> None:
    check_folder(folder)
    with progress(language) as tell:
        files = conformance_suite(chosen, tell)
        write_suite(folder, files)
    tests = sum(text.count("a sht:Validate") for text in files.values())
    emit(
        f"{tests} proeven geschreven in {folder}\n"
        if language == "nl"
        else f"{tests} tests written to {folder}\n",
        None,
    )


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
