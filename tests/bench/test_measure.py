"""Running programs and engines: what is measured, and what happens when something goes wrong."""

import sys
from pathlib import Path

import pytest

from grondslag.bench.engines import ENGINES, Engine, Job
from grondslag.bench.graphs import Graph
from grondslag.bench.measure import Limits, measure
from grondslag.bench.processes import Program, run
from grondslag.bench.rows import Row, write_rows

ROW = Row("<f:a>", "", "sh:c", "<s:s>", "", "sh:Violation")
MB = 2**20


def python(code: str, output: Path | None = None) -> Program:
    return Program((sys.executable, "-c", code), output)


def engine(code: str) -> Engine:
    """An engine that is a line of Python, in which REPORT is the file to write."""

    def prepare(job: Job) -> Program:
        return python(code.replace("REPORT", repr(str(job.report))))

    return Engine("fake", "Fake", "rows", prepare, note="only for tests")


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return Graph("family", 7, tmp_path / "data.nt", tmp_path / "shapes.ttl")


def test_a_program_is_measured_with_what_it_printed() -> None:
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    measured = run(python(code), 60)
    assert (measured.output, measured.errors, measured.code) == ("out\n", "err\n", 3)
    assert not measured.timed_out
    assert measured.cpu > 0
    assert 0 < measured.wall < 60


def test_output_can_go_to_a_file(tmp_path: Path) -> None:
    measured = run(python("print('to the file')", tmp_path / "out.txt"), 60)
    assert measured.output == ""
    assert (tmp_path / "out.txt").read_text() == "to the file\n"


def test_memory_is_that_of_the_program_and_not_of_who_starts_it() -> None:
    ballast = bytearray(b"x" * (300 * MB))
    small, large = run(python("pass"), 60), run(python("x = b'x' * (120 * 2**20)"), 60)
    assert len(ballast) > small.peak
    assert small.peak < 60 * MB < 120 * MB < large.peak


def test_memory_of_children_is_added_up() -> None:
    hold = "import time; x = b'x' * (80 * 2**20); time.sleep(1)"
    code = (
        "import subprocess, sys; y = b'y' * (80 * 2**20); "
        f"subprocess.run([sys.executable, '-c', {hold!r}])"
    )
    assert run(python(code), 60).peak > 160 * MB


def test_a_program_is_stopped_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    late = f"import time, pathlib; time.sleep(2); pathlib.Path({str(mark)!r}).touch()"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {late!r}])"
    measured = run(python(code), 0.8)
    assert measured.timed_out
    assert measured.code < 0
    assert run(python("import time; time.sleep(2)"), 60).code == 0
    assert not mark.exists()


def test_a_program_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        run(Program(("/no-such-program",)), 5)


def test_an_engine_is_measured_with_its_phases_and_rows(graph: Graph, tmp_path: Path) -> None:
    write_rows([ROW], tmp_path / "rows")
    code = (
        f"import shutil; shutil.copy({str(tmp_path / 'rows')!r}, REPORT); print('noise');"
        """print('{"version": "1.2", "phases": {"load": 0.5}, "not_assessed": ["<s:t>: why"]}')"""
    )
    measurement, rows = measure(engine(code), graph, tmp_path, tmp_path, Limits(3, 60))
    assert rows == [ROW]
    assert (measurement.status, measurement.found, measurement.runs) == ("ran", 1, 3)
    assert (measurement.version, measurement.phases) == ("1.2", {"load": 0.5})
    assert measurement.detail == "not assessed: <s:t>: why"
    assert measurement.note == "only for tests"


def test_an_engine_that_takes_too_long_is_stopped(graph: Graph, tmp_path: Path) -> None:
    slow = engine("import time; time.sleep(60)")
    measurement, rows = measure(slow, graph, tmp_path, tmp_path, Limits(3, 0.4))
    assert (measurement.status, measurement.detail, rows) == ("stopped", "after 0.4 s", None)


def test_an_engine_that_fails_says_why(graph: Graph, tmp_path: Path) -> None:
    broken = engine("raise RuntimeError('no such shape')")
    measurement, rows = measure(broken, graph, tmp_path, tmp_path, Limits(1, 60))
    assert (measurement.status, rows) == ("failed", None)
    assert measurement.detail == "exit 1: RuntimeError: no such shape"


def test_what_an_engine_left_behind_last_time_is_not_taken(graph: Graph, tmp_path: Path) -> None:
    write_rows([ROW], tmp_path / "data-nt-fake.jsonl")
    measurement, rows = measure(engine("pass"), graph, tmp_path, tmp_path, Limits(1, 60))
    assert (measurement.status, rows) == ("failed", None)


@pytest.mark.parametrize(
    "name", ["turbo", "shifty", "rudof", "topbraid", "jena", "shacl-engine", "rdf-validate-shacl"]
)
def test_a_peer_that_is_not_there_is_not_installed(name: str, graph: Graph, tmp_path: Path) -> None:
    measurement, rows = measure(ENGINES[name], graph, tmp_path, tmp_path / "none", Limits())
    assert (measurement.status, rows) == ("not installed", None)


def test_a_program_is_stopped_when_it_takes_too_much_memory() -> None:
    greedy = "import time; x = b'x' * (200 * 2**20); time.sleep(60)"
    measured = run(python(greedy), 60, memory=100 * MB)
    assert measured.over_memory
    assert not measured.timed_out
    assert measured.code < 0
