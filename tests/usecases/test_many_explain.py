"""Explaining what was found in one of many graphs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grondslag.cli.main import app
from grondslag.errors import InputError, NotFound
from grondslag.usecases import read_shapes
from grondslag.usecases.explain import Explanations
from grondslag.usecases.many import Division, opened_graphs, validate_many
from grondslag.usecases.many_explain import Question, explain_many
from intake.oxigraph_server import Server, running

DAY = date(2026, 11, 21)
E = "https://example.org/"
SHAPES = """
@prefix e: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:NameShape a sh:NodeShape ; sh:targetClass e:Person ;
  sh:property [ sh:path e:name ; sh:minCount 1 ] , [ sh:path e:age ; sh:maxCount 1 ] .
"""
TRIG = """@prefix e: <https://example.org/> .
e:lead a e:Person .
e:one { e:a a e:Person ; e:name "A" }
e:two { e:a a e:Person .
  e:b a e:Person ; e:name "B" ;
    e:age 1 ,
      2 .
}
e:three { e:a a e:Person }
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("data")
    (made / "shapes.ttl").write_text(SHAPES)
    (made / "all.trig").write_text(TRIG)
    return made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("store")) as started:
        started.load(TRIG.encode())
        yield started


def ask(folder: Path, wanted: str, graph: str | None = None, **more: object) -> Explanations:
    shapes = read_shapes([str(folder / "shapes.ttl")])
    question = replace(Question(wanted, graph, shapes=shapes, as_of=DAY), **more)
    with opened_graphs([str(folder / "all.trig")], Division(graphs=True)) as tasks:
        return explain_many(tasks, question)


def where(found: Explanations) -> list[tuple[str | None, str]]:
    return [
        (each.violation.graph, str(each.violation.focus).removeprefix(E)) for each in found.items
    ]


def test_every_key_of_a_report_on_many_graphs_is_explained(folder: Path) -> None:
    shapes = read_shapes([str(folder / "shapes.ttl")])
    files = [str(folder / "all.trig")]
    many = validate_many(files, Division(graphs=True), as_of=DAY, jobs=1, shapes=shapes)
    assert len(many.report.violations) == 4
    for each in many.report.violations:
        (own,) = ask(folder, each.identifier).items
        assert own.violation == each
        assert own.explanation.gaps == ()
        (named,) = ask(folder, each.key, each.graph).items
        assert named.violation == each
    (twice,) = {each.key for each in many.report.violations if str(each.focus) == f"{E}a"}
    assert where(ask(folder, twice)) == [(f"{E}three", "a"), (f"{E}two", "a")]


def test_places_are_those_of_the_file_that_was_handed_in(folder: Path) -> None:
    (found,) = ask(folder, f"{E}NameShape", f"{E}two", focus=f"{E}b").items
    (reason,) = found.explanation.reasons
    assert found.violation.origin is not None and found.violation.origin.line == 6
    file = str(folder / "all.trig")
    assert [each.origin for each in reason.triples] == [(file, 6), (file, 7)]
    assert [each.origin for each in found.explanation.target] == [(file, 5)]


def test_a_rule_is_explained_graph_by_graph_and_shared_data_once(folder: Path) -> None:
    found = ask(folder, f"{E}NameShape")
    # By graph, and there by rule: the one on age comes before the one on names.
    expected = [("(shared)", "lead"), (f"{E}three", "a"), (f"{E}two", "b"), (f"{E}two", "a")]
    assert where(found) == expected
    some = ask(folder, f"{E}NameShape", limit=2)
    assert (where(some), some.total, some.omitted) == (expected[:2], 4, 2)
    assert where(ask(folder, f"{E}NameShape", focus=f"{E}b")) == expected[2:3]
    assert where(ask(folder, f"{E}NameShape", "(shared)")) == expected[:1]
    assert ask(folder, f"{E}NameShape", f"{E}one").total == 0


def test_what_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(InputError, match="no graph 'x'. There is: .shared., https://ex"):
        ask(folder, f"{E}NameShape", "x")
    with pytest.raises(NotFound, match="no violation with key '0{16}' in these.*--each-file"):
        ask(folder, "0" * 16)
    with pytest.raises(NotFound, match="no rule with that code"):
        ask(folder, "ZZZ-99")
    with pytest.raises(NotFound, match="no violation about 'nobody'"):
        ask(folder, f"{E}NameShape", focus="nobody")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["explain", *arguments, "--as-of", "2026-11-21"])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return 2, str(done.exception)
    return done.exit_code, done.stdout


def test_the_command_takes_the_options_of_validate(folder: Path) -> None:
    own = (f"{E}NameShape", str(folder / "all.trig"), "--shapes", str(folder / "shapes.ttl"))
    # --graph alone means that the file is taken apart.
    code, text = run(*own, "--graph", f"{E}two", "--lang", "en")
    assert code == 0 and text.count(f"Graph: {E}two\n") == 2
    code, text = run(*own, "--each-graph", "--format", "json")
    found = json.loads(text)["explanations"]
    assert code == 0 and [each["graph"] for each in found][:2] == ["(shared)", f"{E}three"]
    code, text = run(*own, "--each-file", "--format", "json", "--graph", own[1])
    assert code == 0 and {each["graph"] for each in json.loads(text)["explanations"]} == {own[1]}
    (folder / "one.ttl").write_text(f"<{E}a> a <{E}Person> .")
    code, text = run(f"{E}NameShape", str(folder / "one.ttl"), *own[2:])
    assert code == 0 and "Graaf:" not in text
    code, text = run("0" * 16, str(folder / "one.ttl"), *own[2:])
    assert code == 2 and "a report on several graphs" in text and "--graph" in text


def test_the_command_explains_what_is_in_a_store(folder: Path, server: Server) -> None:
    own = (f"{E}NameShape", "--shapes", str(folder / "shapes.ttl"), "--format", "json")
    _, text = run(*own, "--store", server.store, "--graph", f"{E}two", "--each-graph")
    found = json.loads(text)["explanations"]
    assert [(each["graph"], each["focus"]) for each in found] == [
        (f"{E}two", f"<{E}b>"),
        (f"{E}two", f"<{E}a>"),
    ]
    _, text = run(*own, "--store", server.store, "--graph", f"{E}three")
    assert [each.get("graph") for each in json.loads(text)["explanations"]] == [None]
