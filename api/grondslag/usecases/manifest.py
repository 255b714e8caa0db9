"""Give the rules away with their proof: examples and dossiers as a W3C SHACL test suite.

Anybody can run the suite in an engine of their own and get the results that Grondslag states.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from rdflib.term import Node

from grondslag import __version__, content
from grondslag.catalogue import Rule, rules, shapes_graph
from grondslag.errors import ContentError, InputError
from grondslag.usecases.manifest_data import Surroundings, graph_and_results
from grondslag.usecases.manifest_text import MARK, Entry, entry_manifest, top_manifest
from grondslag.usecases.selftest import SELFTEST_DATE
from grondslag.validation.results import Result
from grondslag.vocabulary import ID, RULE, shorten

Progress = Callable[[str], None]

_TOP, _SHAPES = "manifest.ttl", "shapes.ttl"
_FOLDERS = ("rules", "dossiers")


def conformance_suite(
    chosen: tuple[Rule, ...] | None = None, progress: Progress | None = None
) -> dict[str, str]:
    """Return the files of the suite: their text by path, in order of path.

    Args:
        chosen: only the examples of these rules; None takes all rules and all dossiers.
        progress: is told what is being written.

    Raises:
        ContentError: if an example or dossier does not give what it promises.
    """
    tell = progress or (lambda _: None)
    surroundings = Surroundings()
    files = {_SHAPES: _shapes_text()}
    for rule in sorted(chosen or rules(), key=lambda each: each.code):
        tell(rule.code)
        files.update(_of_rule(rule, surroundings))
    for folder in () if chosen else _dossiers():
        tell(folder.name)
        files.update(_of_dossier(folder, surroundings))
    includes = sorted(path for path in files if path.endswith(f"/{_TOP}"))
    files[_TOP] = top_manifest(includes, __version__)
    return dict(sorted(files.items()))


def write_suite(folder: Path, files: dict[str, str]) -> None:
    """Write a suite to a folder that is new, empty, or holds an earlier suite.

    Files of an earlier suite that no longer belong to it are removed; other files stay.

    Raises:
        InputError: if the folder holds something else, or cannot be written.
    """
    check_folder(folder)
    try:
        for old in _earlier(folder):
            if old.relative_to(folder).as_posix() not in files:
                old.unlink()
                with suppress(OSError):
                    old.parent.rmdir()
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"De proeven kunnen niet worden geschreven: {error.strerror}.",
            f"The suite cannot be written: {error.strerror}.",
            file=str(error.filename or folder),
        ) from error


def check_folder(folder: Path) -> None:
    """Make sure that a suite may be written here, before the work is done.

    Raises:
        InputError: if it is a file, or a folder with something else than an earlier suite.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(
            "Dit is een bestand. Noem een map.", "This is a file. Name a folder.", file=str(folder)
        )
    if folder.is_dir() and any(folder.iterdir()) and not _is_suite(folder):
        raise InputError(
            "Deze map is niet leeg en bevat geen eerdere proeven. Kies een lege of nieuwe map.",
            "This folder is not empty and holds no earlier suite. Choose an empty or new folder.",
            file=str(folder),
        )


def _is_suite(folder: Path) -> bool:
    try:
        with (folder / _TOP).open(encoding="utf-8") as file:
            return file.readline().rstrip("\n") == MARK
    except (OSError, UnicodeDecodeError):
        return False


def _earlier(folder: Path) -> Iterator[Path]:
    for name in _FOLDERS:
        yield from sorted((folder / name).glob("*/*.ttl"))


def _shapes_text() -> str:
    """Return the rules as shipped, one file after the other (Turtle allows that)."""
    shipped = sorted((content.root() / "shapes").glob("*.ttl"))
    parts = (f"# --- {file.name} ---\n{file.read_text(encoding='utf-8')}" for file in shipped)
    return f"# All rules of Grondslag {__version__}, as shipped.\n\n" + "\n".join(parts)


def _of_rule(rule: Rule, surroundings: Surroundings) -> dict[str, str]:
    home = f"rules/{rule.code}"
    files, entries = {}, []
    for kind, dutch in (("good", "goed voorbeeld"), ("bad", "fout voorbeeld")):
        source = content.root() / "shapes" / "examples" / rule.code / f"{kind}.ttl"
        case = graph_and_results(source, SELFTEST_DATE, surroundings)
        if [each.shape for each in case.results] != ([] if kind == "good" else [rule.iri]):
            codes = ", ".join(_code(each) for each in case.results) or "geen / none"
            raise ContentError(
                f"Dit voorbeeld geeft niet wat het belooft. Het geeft: {codes}.",
                f"This example does not give what it promises. It gives: {codes}.",
                file=f"{rule.code}/{kind}.ttl",
            )
        files[f"{home}/{kind}.ttl"] = case.text
        label_nl, label_en = f"{rule.code}: {dutch}", f"{rule.code}: {kind} example"
        entries.append(Entry(kind, f"{kind}.ttl", label_nl, label_en, case.results))
    label_nl, label_en = f"{rule.code} {rule.name['nl']}", f"{rule.code} {rule.name['en']}"
    files[f"{home}/{_TOP}"] = entry_manifest(label_nl, label_en, entries, shapes_graph())
    return files


def _dossiers() -> list[Path]:
    folder = content.root() / "shapes" / "examples" / "dossiers"
    return sorted(file.parent for file in folder.glob("*/data.ttl"))


def _of_dossier(folder: Path, surroundings: Surroundings) -> dict[str, str]:
    name = f"dossiers/{folder.name}"
    case = graph_and_results(folder / "data.ttl", None, surroundings)
    found = sorted((_code(r), _short(r.focus), _value(r)) for r in case.results)
    if found != _promised(folder / "expected.csv"):
        raise ContentError(
            "Dit dossier geeft niet wat het belooft.",
            "This dossier does not give what it promises.",
            file=f"{name}/expected.csv",
        )
    label = f"Dossier {folder.name}"
    entry = Entry("data", "data.ttl", label, label, case.results)
    return {
        f"{name}/data.ttl": case.text,
        f"{name}/{_TOP}": entry_manifest(label, label, [entry], shapes_graph()),
    }


def _promised(file: Path) -> list[tuple[str, str, str]]:
    """Return (rule code, focus, value) of each row of the table of a dossier."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        return sorted((row["rule"], row["focus"], row["value"]) for row in rows)
    except (OSError, KeyError) as error:
        raise ContentError(
            "Dit dossier heeft geen tabel van resultaten met de kolommen rule, focus en value.",
            "This dossier has no table of results with the columns rule, focus and value.",
            file=f"dossiers/{file.parent.name}/{file.name}",
        ) from error


def _short(term: Node) -> str:
    """Write a term as the tables of the dossiers do."""
    base = f"{ID}example/"
    text = str(term)
    return f"ex:{text.removeprefix(base)}" if text.startswith(base) else shorten(text)


def _value(result: Result) -> str:
    """Write a value; a rule without one reports the focus itself, and the table nothing."""
    if result.value is None or result.value == result.focus:
        return ""
    return _short(result.value)


def _code(result: Result) -> str:
    return str(result.shape).removeprefix(str(RULE))
