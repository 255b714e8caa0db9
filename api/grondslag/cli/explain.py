"""``grondslag explain``: on which data a violation rests, and where they are written."""

from dataclasses import replace
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from grondslag.cli.common import Lang, cell, emit, progress, show
from grondslag.cli.many import (
    DefaultGraph,
    EachFile,
    EachGraph,
    Endpoint,
    Inputs,
    Progress,
    Shared,
    Store,
)
from grondslag.content import SHIPPED_DATA
from grondslag.errors import InputError, Language
from grondslag.intake.formats import is_rdf_name
from grondslag.reporting import printable
from grondslag.reporting.explanation import explanation_json
from grondslag.usecases import open_files, parse_date, read_shapes
from grondslag.usecases.explain import LIMIT, Explained, Explanations, explain
from grondslag.usecases.many import opened_graphs
from grondslag.usecases.many_explain import Question, explain_many
from grondslag.validation.columnar.explain import Absence, Branch, Evidence, Reason, Source
from grondslag.validation.columnar.explain.words import short


class ExplanationFormat(StrEnum):
    """The forms an explanation can take."""

    table = "table"
    json = "json"


def explain_command(
    key: Annotated[
        str,
        typer.Argument(
            metavar="KEY",
            help="Sleutel van een bevinding (validate --format csv), of een regel zoals PRC-07.",
        ),
    ],
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE…",
            help="RDF-bestanden, mappen, '-' voor standaardinvoer, of demo, demo-clean, motion21. "
            "Zonder: de demo zoals ingediend.",
            show_default=False,
        ),
    ] = None,
    focus: Annotated[
        str | None,
        typer.Option("--focus", metavar="NODE", help="Alleen over dit ding: adres of naam."),
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
    each_graph: EachGraph = False,
    each_file: EachFile = False,
    graph: Annotated[
        str | None,
        typer.Option(
            "--graph",
            metavar="NAME",
            help="Alleen in deze graaf: zijn naam in een verslag op meer grafen, of in de store.",
        ),
    ] = None,
    shared: Shared = None,
    store: Store = None,
    endpoint: Endpoint = None,
    default_graph: DefaultGraph = False,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="Leg hoogstens zoveel uit.")
    ] = LIMIT,
    format_name: Annotated[
        ExplanationFormat, typer.Option("--format", help="Vorm van de uitvoer.")
    ] = ExplanationFormat.table,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Schrijf naar dit bestand.")
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de teksten.")] = Lang.nl,
) -> None:
    """Leg een bevinding uit: op welke gegevens zij rust, en in welk bestand en welke regel.

    Explain a violation: the data it rests on, with file and line.
    """
    language = lang.code
    _check_key(key)
    chosen_date = parse_date(as_of) if as_of is not None else None
    is_remote = store is not None or endpoint is not None
    inputs = Inputs(
        files=tuple(files or ()),
        store=store,
        endpoint=endpoint,
        graphs=(graph,) if graph is not None and is_remote else (),
        default_graph=default_graph,
        # Files have a graph of that name only when they are taken apart.
        each_graph=each_graph or (graph is not None and not is_remote and not each_file),
        each_file=each_file,
        shared=tuple(shared or ()),
    )
    inputs.check()
    with progress(language) as tell:
        asked = Question(
            key,
            graph=graph,
            focus=focus,
            shapes=read_shapes(shapes) if shapes else None,
            limit=limit,
            as_of=chosen_date,
        )
        found = _many(inputs, asked, tell) if inputs.are_many else _one(inputs, asked, tell)
    if format_name is ExplanationFormat.json:
        items = ((each.violation, each.explanation) for each in found.items)
        emit(explanation_json(items, found.total), output)
        return
    parts = [part for each in found.items for part in _view(each, language)]
    if not found.total:
        parts.append(cell(_NOTHING[language].format(key)))
    if found.omitted:
        more = _ONE_MORE if found.omitted == 1 else _MORE
        parts.append(cell(more[language].format(found.omitted)))
    show(parts, output)


def _one(inputs: Inputs, asked: Question, tell: Progress) -> Explanations:
    with inputs.opened(tell) as names:
        workspace = open_files(names, asked.as_of, progress=tell)
    return explain(
        workspace,
        asked.wanted,
        focus=asked.focus,
        shapes=asked.shapes,
        limit=asked.limit,
    )


def _many(inputs: Inputs, asked: Question, tell: Progress) -> Explanations:
    remote = inputs.from_store()
    with opened_graphs(inputs.names, inputs.division, remote=remote, progress=tell) as tasks:
        return explain_many(tasks, asked, progress=tell)


def _check_key(key: str) -> None:
    """Refuse the name of data where the key of a violation belongs.

    Raises:
        InputError: saying what was forgotten.
    """
    path = Path(key)
    if key in SHIPPED_DATA or (path.exists() and (path.is_dir() or is_rdf_name(key))):
        raise InputError(
            f"'{key}' zijn gegevens, en geen sleutel of regel. Noem eerst wat u uitgelegd wilt "
            f"hebben: grondslag explain PRC-07 {key}. De sleutels staan in validate --format csv.",
            f"'{key}' is data, and no key or rule. First name what you want explained: grondslag "
            f"explain PRC-07 {key}. The keys are in validate --format csv.",
        )


_NOTHING: dict[Language, str] = {
    "nl": "Regel {} is getoetst en vindt niets in deze gegevens.",
    "en": "Rule {} was assessed and finds nothing in these data.",
}
_ONE_MORE: dict[Language, str] = {
    "nl": "Er is nog 1 bevinding. Kies die met zijn sleutel of met --focus, of geef --limit.",
    "en": "There is 1 more violation. Choose it by its key or with --focus, or give --limit.",
}
_MORE: dict[Language, str] = {
    "nl": "Er zijn nog {} bevindingen. Kies er een met zijn sleutel of met --focus, of geef "
    "--limit.",
    "en": "There are {} more violations. Choose one by its key or with --focus, or give --limit.",
}


def _view(item: Explained, language: Language) -> list[RenderableType]:
    """Return one explanation: what was found, why it was looked at, and why it fails."""
    violation, explanation = item.violation, item.explanation
    dutch = language == "nl"
    head = Text(violation.code, style="bold")
    if violation.name[language] != violation.code:
        head.append(printable(f"  {violation.name[language]}"), style="bold")
    head.append(f"  {violation.key}", style="dim")
    where = "Graaf: " if dutch else "Graph: "
    about: list[RenderableType] = [
        *([] if violation.graph is None else [cell(f"{where}{violation.graph}")]),
        cell(violation.focus_label[language]),
        cell(violation.message[language]),
        Text(""),
    ]
    if explanation.target:
        looked = Tree(Text("Daarom bekeken" if dutch else "Looked at because", style="bold"))
        _add_triples(looked, explanation.target, language)
        about.append(looked)
    for reason in explanation.reasons:
        because = Tree(Text("Daarom een bevinding" if dutch else "Found because", style="bold"))
        _add_reason(because, _without(reason, explanation.target), language)
        about.append(because)
    return [head, Padding(Group(*about), (0, 0, 0, 2)), Text("")]


def _without(reason: Reason, shown: tuple[Evidence, ...]) -> Reason:
    """Return a reason without the triples that are shown already."""
    return replace(reason, triples=tuple(each for each in reason.triples if each not in shown))


def _add_reason(tree: Tree, reason: Reason, language: Language) -> None:
    dutch = language == "nl"
    node = tree.add(cell(reason.text[language]))
    _add_triples(node, reason.triples, language)
    for condition, words in zip_longest(reason.conditions, reason.readings):
        lead = "klopt: " if dutch else "holds: "
        node.add(_led(lead, condition if words is None else words[language]))
    for absence in reason.absent:
        _add_absence(node, absence, language)
    for branch in reason.branches:
        _add_branch(node, branch, language)
    _add_omitted(node, reason.omitted, language)
    if reason.gap is not None and reason.gap != reason.text:
        node.add(cell(reason.gap[language]))


def _add_branch(tree: Tree, branch: Branch, language: Language) -> None:
    dutch = language == "nl"
    if branch.conforms:
        mark, style = ("voldoet", "green") if dutch else ("conforms", "green")
    else:
        mark, style = ("voldoet niet", "red") if dutch else ("does not conform", "red")
    line = Text(f"{mark}: ", style=style)
    line.append(printable(f"{branch.name[language]} ({short(branch.value)})"), style="default")
    if branch.note is not None:
        line.append(printable(f" – {branch.note[language]}"), style="default")
    if branch.gap is not None:
        line = cell(f"{branch.name[language]}: {branch.gap[language]}")
    node = tree.add(line)
    _add_triples(node, branch.triples, language)
    for reason in branch.reasons:
        _add_reason(node, reason, language)
    for inner in branch.branches:
        _add_branch(node, inner, language)
    _add_omitted(node, branch.omitted, language)


def _add_absence(tree: Tree, absence: Absence, language: Language) -> None:
    dutch = language == "nl"
    wanted = [f"{short(each.subject)} {each.path} {short(each.object)}" for each in absence.sought]
    text = " . ".join(wanted)
    told = [
        condition if words is None else words[language]
        for condition, words in zip_longest(absence.conditions, absence.readings)
    ]
    if told:
        joined = (" en " if dutch else " and ").join(told)
        text = f"{text} {'waarbij' if dutch else 'where'} {joined}" if text else joined
    node = tree.add(_led("niet gevonden: " if dutch else "not found: ", text))
    for each in absence.instead:
        _add_triple(node, each, language, "wel: " if dutch else "there is: ")
    _add_omitted(node, absence.omitted, language)
    if absence.unrelated:
        number = str(absence.unrelated)
        other = (
            f"{number} andere, die ergens anders over gaan"
            if dutch
            else f"{number} others, which are not about this"
        )
        node.add(cell(f"… {other}"))


def _add_omitted(tree: Tree, count: int, language: Language) -> None:
    if count:
        tree.add(cell(f"… en nog {count}" if language == "nl" else f"… and {count} more"))


def _add_triples(tree: Tree, triples: tuple[Evidence, ...], language: Language) -> None:
    for each in triples:
        _add_triple(tree, each, language)


def _add_triple(tree: Tree, each: Evidence, language: Language, lead: str = "") -> None:
    line = _led(lead, f"{short(each.subject)} {short(each.predicate)} {short(each.object)}")
    line.append(printable(f"  {_place(each, language)}"), style="cyan")
    node = tree.add(line)
    for source in each.follows_from:
        _add_triple(node, source, language)


def _led(lead: str, text: str) -> Text:
    line = Text(lead, style="dim", overflow="fold")
    line.append(printable(text), style="not dim")
    return line


def _place(each: Evidence, language: Language) -> str:
    """Return where a triple was written, or where else it comes from."""
    dutch = language == "nl"
    if each.source is Source.background:
        return "kennis van Grondslag zelf" if dutch else "knowledge of Grondslag itself"
    if each.source is Source.date:
        return "peildatum van deze toets" if dutch else "reference date of this check"
    if each.source is Source.entailed:
        return "volgt uit:" if dutch else "follows from:"
    if each.origin is None:
        return "gelezen, regel onbekend" if dutch else "read, line unknown"
    place = str(each.origin)
    if each.origin.line is None:
        place += ", regel onbekend" if dutch else ", line unknown"
    elif not each.exact:
        place += " (waar dit beschreven staat)" if dutch else " (where this is described)"
    if each.written is not None:
        written = each.written.n3()
        place += f", geschreven als {written}" if dutch else f", written as {written}"
    return place
