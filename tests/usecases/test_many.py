"""Several graphs at a time: one report, the same as that of each graph by itself."""

import gzip
import lzma
import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from rdflib import BNode

from grondslag.catalogue import Severity
from grondslag.cli.validation import exit_code
from grondslag.errors import InputError, LimitExceeded
from grondslag.settings import Settings
from grondslag.usecases import open_files, read_shapes
from grondslag.usecases.many import Division, validate_many
from grondslag.usecases.many_merge import ManyGraphs
from grondslag.validation import SHARED_GRAPH, Report, Shapes

DAY = date(2026, 11, 21)
PREFIX = "@prefix e: <https://example.org/> .\n"
SHAPES = """
@prefix e: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:NameShape a sh:NodeShape ; sh:targetClass e:Person ;
  sh:property e:HasName , e:HasBoss .
e:HasName sh:path e:name ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "name"@en .
e:HasBoss sh:path e:boss ; sh:class e:Person ; sh:severity sh:Warning ; sh:message "boss"@en .
"""
#: Line by line, because the lines are what is tested.
TRIG = (
    PREFIX
    + """e:chief a e:Person ; e:name "Chief" .
e:nameless a e:Person .
GRAPH e:one {
  e:a a e:Person ; e:name "A" ; e:boss e:chief .
  e:b a e:Person ;
    e:name "B",
      "Bee" .
}
e:two {
  e:c a e:Person ; e:name "C" ;
    e:boss e:a .
  [] a e:Person ; e:boss [ a e:Person ; e:name "D" ] .
}
GRAPH e:three { e:d a e:Person ; e:name "D" . }
"""
)
E = "https://example.org/"


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Shapes:
    file = tmp_path_factory.mktemp("shapes") / "shapes.ttl"
    file.write_text(SHAPES)
    return read_shapes([str(file)])


@pytest.fixture(autouse=True)
def nothing_left(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Whatever happens, no file and no process stays behind."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    before = pids()
    yield
    assert list(folder.iterdir()) == []
    assert pids() == before


def pids() -> set[int | None]:
    """Return the child processes of this one; other tests may keep a service running."""
    return {child.pid for child in active_children()}


def write(path: Path, text: str | bytes) -> str:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def run(names: list[str], shapes: Shapes, division: Division, **changes: Any) -> ManyGraphs:
    given = {"as_of": DAY, "jobs": 1, **changes}
    return validate_many(names, division, shapes=shapes, shapes_name="own", **given)


def found(report: Report) -> list[tuple[str, str, str, str, int | None]]:
    """Return graph, rule, focus, value and line of all violations; blank nodes as such."""
    return sorted(
        (
            (each.graph or "").removeprefix(E),
            each.code.removeprefix(E),
            "_:" if isinstance(each.focus, BNode) else str(each.focus).removeprefix(E),
            "" if each.value is None else str(each.value).removeprefix(E),
            each.origin.line if each.origin else None,
        )
        for each in report.violations
    )


EXPECTED = [
    (SHARED_GRAPH, "HasName", "nameless", "", 3),
    ("one", "HasName", "b", "", 7),
    ("two", "HasBoss", "c", "a", 12),
    ("two", "HasName", "_:", "", 13),
]


def test_each_named_graph_is_assessed_with_what_is_shared(tmp_path: Path, shapes: Shapes) -> None:
    file = write(tmp_path / "all.trig", TRIG)
    many = run([file], shapes, Division(graphs=True))
    assert found(many.report) == EXPECTED
    assert {each.origin.file for each in many.report.violations if each.origin} == {file}
    rows = [
        (g.name, g.statements, g.counts[Severity.VIOLATION], g.counts[Severity.WARNING], g.conforms)
        for g in many.report.graphs
    ]
    assert rows == [
        (SHARED_GRAPH, 3, 1, 0, False),
        (E + "one", 3 + 6, 1, 0, False),
        (E + "three", 3 + 2, 0, 0, True),
        (E + "two", 3 + 7, 1, 1, False),
    ]
    assert [(f.name, f.format, f.size) for f in many.report.files] == [(file, "TriG", len(TRIG))]
    assert not many.report.conforms and many.report.rules_assessed == 1
    assert exit_code(many.report, Severity.VIOLATION) == 1


def test_n_quads_and_json_ld_give_the_same(tmp_path: Path, shapes: Shapes) -> None:
    quads = "# first a remark\n\n" + "".join(
        f"<{E}{s}> <{p}> {o} {'' if g is None else f'<{E}{g}> '}.\n"
        for s, p, o, g in [
            ("chief", RDF_TYPE, PERSON, None),
            ("chief", E + "name", '"Chief"', None),
            ("b", RDF_TYPE, PERSON, "one"),
            ("c", RDF_TYPE, PERSON, "two"),
            ("b", E + "boss", f"<{E}c>", "one"),
        ]
    )
    json_ld = (
        '{"@context": {"e": "https://example.org/"}, "@graph": [\n'
        '{"@id": "e:chief", "@type": "e:Person", "e:name": "Chief"},\n'
        '{"@id": "e:one", "@graph": [\n'
        '  {"@id": "e:b", "@type": "e:Person", "e:boss": {"@id": "e:c"}}]},\n'
        '{"@id": "e:two", "@graph":\n'
        '  [{"@id": "e:c", "@type": "e:Person"}]}\n'
        "]}\n"
    )
    by_quads = run([write(tmp_path / "a.nq", quads)], shapes, Division(graphs=True))
    by_json = run([write(tmp_path / "a.jsonld", json_ld)], shapes, Division(graphs=True))
    assert found(by_quads.report) == [
        ("one", "HasBoss", "b", "c", 7),
        ("one", "HasName", "b", "", 5),
        ("two", "HasName", "c", "", 6),
    ]
    assert found(by_json.report) == [
        ("one", "HasBoss", "b", "c", 4),
        ("one", "HasName", "b", "", 4),
        ("two", "HasName", "c", "", 6),
    ]


RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PERSON = f"<{E}Person>"


def test_the_number_of_jobs_changes_nothing(tmp_path: Path, shapes: Shapes) -> None:
    file = write(tmp_path / "all.trig", TRIG)
    told: list[str] = []
    reports = [
        run([file], shapes, Division(graphs=True), jobs=jobs, progress=told.append)
        for jobs in (1, 2)
    ]
    assert reports[0] == reports[1]
    assert found(reports[1].report) == EXPECTED
    assert sum(each.startswith("4/4 ") for each in told) == 2


def test_each_graph_is_assessed_as_if_it_were_alone(tmp_path: Path, shapes: Shapes) -> None:
    shared = write(tmp_path / "shared.ttl", PREFIX + 'e:chief a e:Person ; e:name "Chief" .\n')
    texts = {
        f"{n}": f"{PREFIX}e:p{n} a e:Person ; e:boss e:chief, e:p{n - 1} .\n"
        f"[ a e:Person ] e:n {n} .\n"
        for n in range(1, 4)
    }
    files = [write(tmp_path / f"{name}.ttl", text) for name, text in texts.items()]
    many = run(files, shapes, Division(files=True, shared=[shared]))
    for file in files:
        alone = open_files([shared, file], DAY).validate(shapes=shapes, shapes_name="own")
        mine = [replace(v, graph=None) for v in many.report.violations if v.graph == file]
        assert mine == list(alone.violations)
        assert len(mine) == 3
    keys = [each.identifier for each in many.report.violations]
    assert len(set(keys)) == len(keys) == 9
    assert [each.name for each in many.report.graphs] == [SHARED_GRAPH, *files]
    assert [each.name for each in many.report.files] == [shared, *files]


def test_a_graph_may_be_spread_over_files(tmp_path: Path, shapes: Shapes) -> None:
    first = write(tmp_path / "1.trig", PREFIX + "e:g { e:a a e:Person . _:x a e:Person }\n")
    second = write(tmp_path / "2.trig", PREFIX + '\ne:g { e:a e:name "A" . _:x e:name "X" }\n')
    many = run([second, first], shapes, Division(graphs=True))
    # The blank node of one file is not that of the other, so it has no name.
    assert found(many.report) == [("g", "HasName", "_:", "", 2)]
    assert many.report.violations[0].origin is not None
    assert many.report.violations[0].origin.file == first


def test_files_without_named_graphs_are_shared_or_graphs_of_their_own(
    tmp_path: Path, shapes: Shapes
) -> None:
    plain = write(tmp_path / "plain.ttl", PREFIX + "e:p a e:Person .\n")
    named = write(tmp_path / "named.trig", PREFIX + "e:g { e:q a e:Person ; e:boss e:p }\n")
    sharing = run([plain, named], shapes, Division(graphs=True))
    assert found(sharing.report) == [
        (SHARED_GRAPH, "HasName", "p", "", 2),
        ("g", "HasName", "q", "", 2),
    ]
    apart = run([plain, named], shapes, Division(graphs=True, files=True))
    assert found(apart.report) == [
        (plain, "HasName", "p", "", 2),
        ("g", "HasBoss", "q", "p", 2),
        ("g", "HasName", "q", "", 2),
    ]
    whole = run([plain, named], shapes, Division(files=True))
    assert [g.name for g in whole.report.graphs] == [plain, named]


def test_what_is_found_in_shared_data_is_told_once(tmp_path: Path, shapes: Shapes) -> None:
    shared = write(tmp_path / "s.ttl", PREFIX + "[] a e:Person .\n[ a e:Person ] e:n e:m .\n")
    files = [write(tmp_path / f"{n}.ttl", f"{PREFIX}[] a e:Person ; e:n {n} .\n") for n in (1, 2)]
    many = run(files, shapes, Division(files=True, shared=[shared]))
    assert found(many.report) == sorted(
        [(SHARED_GRAPH, "HasName", "_:", "", line) for line in (2, 3)]
        + [(file, "HasName", "_:", "", 2) for file in files]
    )


def test_packed_input_is_taken_apart(tmp_path: Path, shapes: Shapes) -> None:
    file = write(tmp_path / "all.trig.gz", gzip.compress(b"\xef\xbb\xbf" + TRIG.encode()))
    many = run([file], shapes, Division(graphs=True))
    assert found(many.report) == EXPECTED
    plain = open_files([file], DAY).view.dataset.files
    assert [(f.name, f.sha256) for f in many.report.files] == [(f.name, f.sha256) for f in plain]


def test_packed_input_that_is_cut_off_is_refused(tmp_path: Path, shapes: Shapes) -> None:
    for name, data in (("a.trig.gz", gzip.compress(TRIG.encode())), ("b.xz", lzma.compress(b"x"))):
        file = write(tmp_path / name, data[:-9])
        with pytest.raises(InputError, match="not a sound"):
            run([file], shapes, Division(graphs=True))


@pytest.mark.parametrize("packed", [False, True])
def test_the_limit_on_size_holds(tmp_path: Path, shapes: Shapes, packed: bool) -> None:
    data = TRIG.encode() + b"#" * 100_000
    file = write(tmp_path / "all.trig", gzip.compress(data) if packed else data)
    with pytest.raises(LimitExceeded):
        run([file], shapes, Division(graphs=True), limits=Settings(max_input_bytes=50_000))


def test_what_is_wrong_with_one_file_does_not_stop_the_others(
    tmp_path: Path, shapes: Shapes
) -> None:
    good = write(tmp_path / "good.ttl", PREFIX + 'e:a a e:Person ; e:name "A" .\n')
    broken = write(tmp_path / "broken.ttl", PREFIX + "e:a a e:Person ;\n oops .\n")
    absent = write(tmp_path / "empty.ttl", "")
    many = run([good, broken, absent], shapes, Division(files=True))
    assert many.report.violations == ()
    assert not many.report.conforms
    assert [(u.graph, u.code) for u in many.report.not_assessed] == [(broken, "*"), (absent, "*")]
    assert f"{broken}, regel 3" in many.report.not_assessed[0].reason
    assert [g.not_assessed for g in many.report.graphs] == [0, 1, 1]
    assert many.report.rules_assessed == 0
    assert exit_code(many.report, Severity.VIOLATION) == 3


def test_a_graph_that_redefines_our_terms_is_told_with_its_line(
    tmp_path: Path, shapes: Shapes
) -> None:
    text = PREFIX + "e:g {\n  e:a a e:Person .\n  <https://w3id.org/grondslag/def#x> a e:Y }\n"
    file = write(tmp_path / "a.trig", text)
    (failed,) = run([file], shapes, Division(graphs=True)).report.not_assessed
    assert failed.graph == E + "g"
    assert f"{file}, regel 4: Dit bestand verandert een begrip" in failed.reason


@pytest.mark.parametrize("text", ["e:g { e:a e:b e:c", "e:g { e:a e:b <<( e:a e:b e:c )>> }", " "])
def test_a_file_that_cannot_be_taken_apart_stops_all(
    tmp_path: Path, shapes: Shapes, text: str
) -> None:
    good = write(tmp_path / "good.trig", TRIG)
    file = write(tmp_path / "a.trig", PREFIX + text)
    with pytest.raises(InputError) as caught:
        run([good, file], shapes, Division(graphs=True))
    assert caught.value.file == file


def test_shared_data_that_cannot_be_used_stop_all(tmp_path: Path, shapes: Shapes) -> None:
    good = write(tmp_path / "good.ttl", PREFIX + "e:a a e:Person .\n")
    bad = write(tmp_path / "bad.ttl", PREFIX + "e:a a")
    with pytest.raises(InputError, match=r"bad\.ttl, line"):
        run([good], shapes, Division(files=True, shared=[bad]))


def test_without_a_named_graph_there_is_nothing_to_assess(tmp_path: Path, shapes: Shapes) -> None:
    file = write(tmp_path / "a.ttl", PREFIX + "e:a a e:Person .\n")
    with pytest.raises(InputError, match="no named graph"):
        run([file], shapes, Division(graphs=True))


def test_reference_dates_must_agree(tmp_path: Path, shapes: Shapes) -> None:
    text = PREFIX + "".join(
        f'e:g{n} {{ e:r{n} <https://w3id.org/grondslag/def#referenceDate> "2026-0{n}-01" }}\n'
        for n in (1, 2)
    )
    file = write(tmp_path / "a.trig", text)
    with pytest.raises(InputError, match="g1 on 2026-01-01, .*g2 on 2026-02-01"):
        run([file], shapes, Division(graphs=True), as_of=None)
    chosen = run([file], shapes, Division(graphs=True))
    assert chosen.report.reference_date == DAY and chosen.date_source == "given"
    one = write(tmp_path / "b.trig", text.replace("-02-", "-01-"))
    declared = run([one], shapes, Division(graphs=True), as_of=None)
    assert declared.report.reference_date == date(2026, 1, 1) and declared.date_source == "data"


def test_the_report_says_that_no_rule_looks_across_graphs(tmp_path: Path, shapes: Shapes) -> None:
    file = write(tmp_path / "all.trig", TRIG)
    notes = run([file], shapes, Division(graphs=True)).notes
    assert any("does not see other graphs" in each.message_en for each in notes)


def many_people(count: int) -> str:
    return PREFIX + "".join(f"e:p{n} a e:Person .\n" for n in range(count))


@pytest.fixture
def killed() -> Iterator[list[int | None]]:
    """Kill the first worker that starts, as a machine out of memory does."""
    victims: list[int | None] = []
    over = threading.Event()
    others = pids()

    def kill() -> None:
        while not over.is_set():
            for pid in pids() - others:
                if pid is not None:
                    os.kill(pid, signal.SIGKILL)
                    victims.append(pid)
                    return
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    yield victims
    over.set()
    thread.join()


def test_a_worker_that_dies_costs_its_graph_and_nothing_else(
    tmp_path: Path, shapes: Shapes, killed: list[int | None]
) -> None:
    files = [write(tmp_path / f"{n}.ttl", many_people(n)) for n in (1, 2, 3)]
    many = run(files, shapes, Division(files=True), jobs=2)
    assert len(killed) == 1
    (lost,) = many.report.not_assessed
    assert lost.graph in files and "SIGKILL" in lost.reason and "--jobs" in lost.reason
    numbers = {g.name: g.counts[Severity.VIOLATION] for g in many.report.graphs}
    assert numbers == {file: 0 if file == lost.graph else n for n, file in enumerate(files, 1)}
    assert not many.report.conforms
    assert exit_code(many.report, Severity.VIOLATION) == 3
