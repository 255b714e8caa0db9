"""Write the rule book: run every bad example, so that its page can mark the line that is wrong."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import BNode, Node

from grondslag import content
from grondslag.catalogue import Rule, rules, shapes_graph
from grondslag.catalogue.law import issued
from grondslag.errors import InputError
from grondslag.reporting.rulebook import KIND, MANIFEST, render_rule_book
from grondslag.usecases.selftest import SELFTEST_DATE
from grondslag.usecases.workspace import Progress, open_files
from grondslag.validation import Shapes


@dataclass(frozen=True)
class RuleBook:
    """What was written: the folder, the number of rules and of files."""

    folder: Path
    rules: int
    files: int


def bad_lines() -> dict[str, tuple[int, ...]]:
    """Return for each rule the lines of its bad example on which it reports something."""
    folder = content.root() / "shapes" / "examples"
    found = {}
    for rule in rules():
        workspace = open_files([str(folder / rule.code / "bad.ttl")], SELFTEST_DATE)
        report = workspace.validate(shapes=_alone(rule))
        lines = {each.origin.line for each in report.violations if each.origin is not None}
        found[rule.code] = tuple(sorted(line for line in lines if line is not None))
    return found


def _alone(rule: Rule) -> Shapes:
    """Return one rule as shapes: the others report nothing here and would only take time."""
    source, graph = shapes_graph(), Graph()
    todo: list[Node] = [rule.iri]
    while todo:
        for triple in source.triples((todo.pop(), None, None)):
            graph.add(triple)
            if isinstance(triple[2], BNode) or triple[1] == SH.prefixes:
                todo.append(triple[2])
    return Shapes(graph, (rule.iri,), shipped=True)


def write_rule_book(
    folder: Path, as_of: date | None = None, progress: Progress | None = None
) -> RuleBook:
    """Write the rule book as HTML files into a folder that is empty, new, or an earlier rule book.

    Args:
        folder: where to write.
        as_of: the reference date, for what is in force; None takes the date of the ontology.
        progress: is told what is being done.

    Raises:
        InputError: if the folder holds something else, or cannot be written.
    """
    tell = progress or (lambda _: None)
    try:
        earlier = _earlier_files(folder)
        tell("voorbeelden")
        files = render_rule_book(bad_lines(), as_of or issued())
        tell(str(folder))
        # The manifest goes last, so that a half-written folder is not taken for a whole one.
        for name in sorted(files, key=lambda name: (name == MANIFEST, name)):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(files[name])
        for name in earlier - set(files):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"Het regelboek kan niet worden geschreven: {error.strerror}.",
            f"The rule book cannot be written: {error.strerror}.",
            file=str(folder),
        ) from error
    return RuleBook(folder, len(rules()), len(files))


def _earlier_files(folder: Path) -> set[str]:
    """Return the files of an earlier rule book, none for a new or empty folder.

    Raises:
        InputError: if something else is there.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return set()
    try:
        about = json.loads((folder / MANIFEST).read_text("utf-8"))
        if about["kind"] == KIND:
            names = {str(name) for name in about["sha256"]}
            return {name for name in names if _is_inside(folder, name)}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise InputError(
        "Deze map is niet leeg en is geen eerder regelboek. Kies een lege of nieuwe map.",
        "This folder is not empty and is not an earlier rule book. Choose an empty or new one.",
        file=str(folder),
    )


def _is_inside(folder: Path, name: str) -> bool:
    """Tell whether a name stays in the folder, whatever the manifest says."""
    return (folder / name).resolve().is_relative_to(folder.resolve())
