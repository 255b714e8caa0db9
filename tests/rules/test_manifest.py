"""The exported conformance suite: complete, readable by others, the same every time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import SH

from grondslag.errors import InputError
from grondslag.usecases.manifest import write_suite
from rules.harness import EXAMPLES, RULE, per_node, rules, shapes
from rules.independent.suite import Case, cases

DOSSIERS = sorted(file.parent.name for file in EXAMPLES.glob("dossiers/*/data.ttl"))


@pytest.fixture(scope="session")
def suite(suite_folder: Path) -> dict[tuple[str, str], Case]:
    return {(each.folder, each.data.stem): each for each in cases(suite_folder / "manifest.ttl")}


def test_every_example_and_dossier_is_an_entry(suite: dict[tuple[str, str], Case]) -> None:
    examples = {(code, kind) for code in rules() for kind in ("good", "bad")}
    assert set(suite) == examples | {(name, "data") for name in DOSSIERS}


def test_good_conforms_and_bad_gives_its_own_rule_once(
    suite: dict[tuple[str, str], Case],
) -> None:
    for code, rule in rules().items():
        good, bad = suite[code, "good"], suite[code, "bad"]
        assert good.conforms and not good.expected
        assert not bad.conforms
        (result,) = bad.expected
        assert result.shape == rule.n3()
        severity = shapes().value(rule, SH.severity)
        assert severity is not None and result.severity == severity.n3()


def test_every_file_is_turtle(suite_folder: Path) -> None:
    """A second parser reads every file; rdflib reads each data file when pySHACL runs on it."""
    files = sorted(suite_folder.rglob("*.ttl"))
    assert len(files) == 2 + 3 * len(rules()) + 2 * len(DOSSIERS)
    for file in files:
        here = file.as_uri()
        quads = parse(path=str(file), format=RdfFormat.TURTLE, base_iri=here)
        triples = {(quad.subject, quad.predicate, quad.object) for quad in quads}
        assert triples
        if file.name == "manifest.ttl":
            assert len(Graph().parse(file, publicID=here)) == len(triples)


def test_the_shapes_are_the_shipped_shapes(suite_folder: Path) -> None:
    assert isomorphic(Graph().parse(suite_folder / "shapes.ttl"), shapes())


def test_data_files_hold_the_example_and_no_blank_nodes(
    suite: dict[tuple[str, str], Case],
) -> None:
    for (name, kind), case in suite.items():
        folder = EXAMPLES / name if kind != "data" else EXAMPLES / "dossiers" / name
        text = case.data.read_text("utf-8")
        assert text.startswith((folder / f"{kind}.ttl").read_text("utf-8"))
        assert "_:" not in text


def test_what_is_left_out_changes_nothing(suite: dict[tuple[str, str], Case]) -> None:
    """With all that is known of concepts and law, each rule still gives what the suite says."""
    for code in sorted(rules())[::40]:
        case = suite[code, "bad"]
        full = per_node(Graph().parse(case.data))
        (promised,) = case.expected
        assert [(RULE[each.code].n3(), each.focus) for each in full] == [
            (promised.shape, promised.focus)
        ]


def test_the_bytes_do_not_depend_on_the_run(suite_folder: Path, tmp_path: Path) -> None:
    code = sorted(rules())[-1]
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "grondslag", "rules", code, "--manifest", str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        for file in (*folder.glob("rules/*/*.ttl"), folder / "shapes.ttl"):
            assert file.read_bytes() == (suite_folder / file.relative_to(folder)).read_bytes()
        assert len(list(folder.rglob("*.ttl"))) == 5


def test_an_earlier_suite_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    top = "# Conformance suite of the rules of Grondslag.\n"
    write_suite(tmp_path, {"manifest.ttl": top, "rules/OLD-01/good.ttl": "old"})
    (tmp_path / "notes.txt").write_text("mine")
    write_suite(tmp_path, {"manifest.ttl": top, "rules/NEW-01/good.ttl": "new"})
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {
        "manifest.ttl",
        "notes.txt",
        "rules",
        "rules/NEW-01",
        "rules/NEW-01/good.ttl",
    }


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        write_suite(tmp_path, {"manifest.ttl": ""})
    with pytest.raises(InputError, match="a file"):
        write_suite(tmp_path / "mine.txt", {"manifest.ttl": ""})
    done = subprocess.run(
        [sys.executable, "-m", "grondslag", "rules", "--manifest", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2 and "niet leeg" in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
