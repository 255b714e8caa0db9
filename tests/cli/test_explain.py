"""``grondslag explain`` as people run it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grondslag.cli.explain import explain_command
from grondslag.cli.main import app
from grondslag.errors import InputError

DATA = """\
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix norm: <https://w3id.org/grondslag/norm/> .
@prefix e: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:ground a gs:LegalGround ; rdfs:label "Panel"@nl ;
  gs:gdprGround <https://w3id.org/grondslag/concept/ground-6-1-e> ;
  gs:restsOnNorm norm:convenant-lsi .
"""
DAY = ("--as-of", "2026-11-21")
SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix e: <https://example.org/> .
e:Shape a sh:NodeShape ; sh:targetNode e:ground ;
  sh:or ( [ sh:path e:one ; sh:minCount 1 ] [ sh:path e:two ; sh:minCount 1 ] ) .
"""


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "grondslag", *arguments],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with data and shapes."""
    (tmp_path / "data.ttl").write_text(DATA, encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    return tmp_path


def key_of(code: str, folder: Path) -> str:
    """Return the key that the CSV report shows for the only violation of a rule."""
    done = run("validate", "data.ttl", *DAY, "--format", "csv", folder=folder)
    rows = csv.DictReader(io.StringIO(done.stdout.decode()))
    (row,) = (each for each in rows if each["regel"] == code)
    return row["sleutel"]


def test_a_key_is_explained_as_a_tree_with_file_and_line(folder: Path) -> None:
    key = key_of("PRC-07", folder)
    done = run("explain", key, "data.ttl", *DAY, folder=folder)
    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.startswith(f"PRC-07  Grondslag moet een wet zijn  {key}\n")
    assert "└── <https://example.org/ground> a gs:LegalGround  data.ttl:5\n" in text
    triple = "├── <https://example.org/ground> gs:restsOnNorm norm:convenant-lsi  data.ttl:7\n"
    assert triple in text
    assert "gs:normStatus c:normstatus-covenant  kennis van Grondslag zelf" in text
    assert "Daarom bekeken" in text and "Daarom een bevinding" in text


def test_a_rule_is_explained_in_english_for_one_focus_node(folder: Path) -> None:
    for name in ("https://example.org/ground", "Panel"):
        done = run(
            *("explain", "prc-07", "data.ttl", *DAY, "--focus", name, "--lang", "en"),
            folder=folder,
        )
        text = done.stdout.decode()
        assert text.startswith("PRC-07  Ground must be a law")
        assert "Found because" in text and "knowledge of Grondslag itself" in text


def test_json_has_the_same_triples(folder: Path) -> None:
    done = run("explain", "PRC-07", "data.ttl", *DAY, "--format", "json", folder=folder)
    (found,) = json.loads(done.stdout)["explanations"]
    assert found["rule"] == "PRC-07"
    assert found["key"] == key_of("PRC-07", folder)
    (reason,) = found["reasons"]
    rests = next(each for each in reason["triples"] if each["predicate"].endswith("restsOnNorm>"))
    assert (rests["file"], rests["line"], rests["source"]) == ("data.ttl", 7, "said")
    assert rests["object"] == "<https://w3id.org/grondslag/norm/convenant-lsi>"
    assert reason["notExplained"] is None


def test_shapes_of_your_own_show_the_branches_that_fail(folder: Path) -> None:
    done = run(
        *("explain", "https://example.org/Shape", "data.ttl", *DAY, "--shapes", "shapes.ttl"),
        folder=folder,
    )
    text = done.stdout.decode()
    assert text.count("voldoet niet: eis aan") == 2
    assert "niet gevonden: <https://example.org/ground> <https://example.org/one> …" in text
    assert "niet gevonden: <https://example.org/ground> <https://example.org/two> …" in text


def test_a_rule_without_violations_is_no_error(folder: Path) -> None:
    done = run("explain", "MEA-01", "data.ttl", *DAY, "--output", "out.txt", folder=folder)
    assert done.returncode == 0 and done.stdout == b""
    assert "vindt niets" in (folder / "out.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "fragments"),
    [
        (("0123456789abcdef",), ("geen bevinding met sleutel", "--format csv")),
        (("ZZZ-99", "--lang", "en"), ("no violation with key", "--format json")),
        (("PRC-07", "--focus", "onzin"), ("geen bevinding over 'onzin'", "example.org/ground")),
    ],
)
def test_what_is_not_there_is_exit_two_with_a_hint(
    folder: Path, arguments: tuple[str, ...], fragments: tuple[str, ...]
) -> None:
    first, *rest = arguments
    done = run("explain", first, "data.ttl", *DAY, *rest, folder=folder)
    assert done.returncode == 2 and done.stdout == b""
    for each in fragments:
        assert each in done.stderr.decode()


def printed(*arguments: str) -> str:
    """Return what the command prints, from within this process, without its line breaks."""
    done = CliRunner().invoke(app, ["explain", *arguments, *DAY])
    assert done.exit_code == 0
    return " ".join(done.stdout.replace("│", " ").split())


def test_conditions_are_in_words_with_the_raw_text_behind_it() -> None:
    text = printed("VER-18", "demo")
    assert "klopt: ?review is niet ingevuld (!BOUND(?review))" in text
    assert "wel: demo:review-kcb-cpo gs:authorRole c:author-cpo" in text
    assert "… 21 andere, die ergens anders over gaan" in text
    assert "demo:advies-3" not in text


def test_one_violation_that_is_left_out_is_told_in_the_singular() -> None:
    text = printed("PRC-07", "demo", "--limit", "1")
    assert "Er is nog 1 bevinding. Kies die met" in text


def test_what_is_forbidden_is_printed() -> None:
    text = printed("SCP-04", "demo")
    assert "voldoet aan iets wat juist niet mag: is 'reden onbekend'." in text


@pytest.mark.parametrize("name", ["demo", "data.ttl", "."])
def test_data_in_the_place_of_a_key_are_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "data.ttl").write_text("<http://e/a> a <http://e/C> .")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="is data, and no key"):
        explain_command(name)
