"""Several graphs and stores on the command line: options, output, exit codes."""

import csv
import io
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SH

from grondslag.cli.main import main
from grondslag.intake.remote import RemoteStore
from grondslag.settings import settings
from intake.oxigraph_server import Server, running

SHAPES = """
@prefix e: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:NameShape a sh:NodeShape ; sh:targetClass e:Person ;
  sh:property [ sh:path e:name ; sh:minCount 1 ; sh:message "name"@en ] .
"""
TRIG = """@prefix e: <https://example.org/> .
e:lead a e:Person .
e:one { e:a a e:Person ; e:name "A" }
e:two { e:a a e:Person . e:b a e:Person }
e:three { e:a a e:Person }
"""
E = "https://example.org/"
#: How many people have no name in each graph.
EXPECTED = {"(shared)": 1, E + "one": 0, E + "three": 1, E + "two": 2}


@dataclass(frozen=True)
class Done:
    """What a run of the command left behind."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, stdin: str = "", **environment: str) -> Done:
    """Run the command in this process, which saves its start, as its main function does."""
    out, err = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    settings.cache_clear()
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", given)
        patch.setattr(sys, "argv", ["grondslag", "validate", "--as-of", "2026-11-21", *arguments])
        main()
    settings.cache_clear()
    code = ended.value.code
    assert isinstance(code, int)
    return Done(code, out.getvalue(), err.getvalue())


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


def counts(text: str) -> dict[str, int]:
    return {each["name"]: each["violation"] for each in json.loads(text)["graphs"]}


def test_all_formats_name_the_graphs(folder: Path) -> None:
    given = (str(folder / "all.trig"), "--shapes", str(folder / "shapes.ttl"), "--each-graph")
    out = {}
    for form in ("json", "csv", "table", "ttl", "sarif", "junit", "html"):
        done = run(
            *given, "--format", form, "--jobs", "2" if form == "json" else "1", "--lang", "en"
        )
        assert done.returncode == 1, done.stderr
        assert "does not see other graphs" in done.stderr
        out[form] = done.stdout
    document = json.loads(out["json"])
    assert counts(out["json"]) == EXPECTED
    where = [(each["graph"], each["focus"]) for each in document["violations"]]
    assert where == [
        ("(shared)", E + "lead"),
        (E + "three", E + "a"),
        (E + "two", E + "a"),
        (E + "two", E + "b"),
    ]
    rows = list(csv.DictReader(io.StringIO(out["csv"])))
    assert [row["graph"] for row in rows] == [graph for graph, _ in where]
    graph = Graph().parse(data=out["ttl"], format="turtle")
    results = list(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == 4
    assert len(list(graph.subjects(DCTERMS.source, URIRef(E + "two")))) == 2
    found = json.loads(out["sarif"])["runs"][0]["results"]
    assert [each["properties"]["graph"] for each in found] == [name for name, _ in where]
    cases = ElementTree.fromstring(out["junit"]).findall("testcase")
    assert len({case.get("name") for case in cases}) == 4
    for text in (out["table"], out["html"]):
        assert "Per graph" in text and "(shared data)" in text and E + "three" in text
    assert "3 graphs" in out["table"]


def test_a_store_gives_what_the_file_gives(folder: Path, server: Server) -> None:
    own = ("--shapes", str(folder / "shapes.ttl"), "--format", "json", "--jobs", "1")
    every = run(
        *own,
        "--each-graph",
        "--endpoint",
        server.endpoint,
        "--store",
        server.store,
        "--default-graph",
    )
    assert every.returncode == 1, every.stderr
    assert counts(every.stdout) == EXPECTED
    assert server.store + " <" + E + "two>" in {
        f["name"] for f in json.loads(every.stdout)["files"]
    }
    some = run(*own, "--each-graph", "--store", server.store, "--graph", E + "two",
               "--graph", E + "none", "--graph", E + "one")  # fmt: skip
    assert some.returncode == 3
    assert counts(some.stdout) == {E + "two": 2, E + "none": 0, E + "one": 0}
    (lost,) = json.loads(some.stdout)["notAssessed"]
    assert lost["graph"] == E + "none" and "HTTP 404" in lost["reason"]["nl"]


def test_graphs_of_a_store_as_one(folder: Path, server: Server) -> None:
    query = folder / "mine.rq"
    query.write_text("CONSTRUCT { ?s a ?o } WHERE { GRAPH <https://example.org/two> { ?s a ?o } }")
    own = ("--shapes", str(folder / "shapes.ttl"), "--format", "json")
    one = run(*own, "--store", server.store, "--graph", E + "one", "--default-graph")
    assert one.returncode == 1, one.stderr
    document = json.loads(one.stdout)
    assert "graphs" not in document
    assert [(v["focus"], v["file"], v["line"]) for v in document["violations"]] == [
        (E + "lead", server.store + " (default graph)", None)
    ]
    made = run(*own, "--endpoint", server.endpoint, "--construct", str(query))
    assert [v["focus"] for v in json.loads(made.stdout)["violations"]] == [E + "a", E + "b"]
    absent = run("--store", server.store, "--graph", E + "none", GRONDSLAG_STORE_TOKEN="geheim")
    assert absent.returncode == 2
    assert "Deze graaf staat niet in de store" in absent.stderr
    assert "geheim" not in absent.stderr


def test_standard_input_and_files_each_by_itself(folder: Path) -> None:
    other = folder / "one.ttl"
    other.write_text('@prefix e: <https://example.org/> . e:x a e:Person ; e:name "X" .')
    done = run(
        "-",
        str(other),
        "--each-file",
        "--shapes",
        str(folder / "shapes.ttl"),
        "--format",
        "json",
        "--jobs",
        "1",
        stdin=TRIG,
    )
    assert done.returncode == 1, done.stderr
    # One file is one graph: a has its name in another named graph of it.
    assert counts(done.stdout) == {"<stdin>": 2, str(other): 0}


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (("--jobs", "2"), "--each-graph"),
        (("--shared", "x.ttl"), "--each-graph"),
        (("--graph", "https://example.org/g"), "--store"),
        (("--default-graph",), "--endpoint"),
        (("--store", "https://example.org/"), "--default-graph"),
        (("--each-file", "--explain"), "--explain"),
        (("--each-graph", "--store", "https://example.org/"), "--endpoint"),
        (("--store", "https://me:geheim@example.org/", "--default-graph"), "GRONDSLAG_STORE_USER"),
    ],
)
def test_options_that_mean_nothing_together(arguments: tuple[str, ...], fragment: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert fragment in done.stderr and "geheim" not in done.stderr
    assert done.stdout == ""


def test_a_store_without_named_graphs_is_named_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RemoteStore, "graph_names", lambda *_: [])
    address = "https://store.example/sparql"
    done = run("--shapes", str(folder / "shapes.ttl"), "--each-graph", "--endpoint", address)
    assert done.returncode == 2
    assert address in done.stderr and "--default-graph" in done.stderr
    assert "--each-file" not in done.stderr


def test_the_handlers_of_signals_are_as_they_were(folder: Path) -> None:
    watched = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(each) for each in watched]
    run(str(folder / "all.trig"), "--shapes", str(folder / "shapes.ttl"))
    assert [signal.getsignal(each) for each in watched] == before
