"""Runs one engine on one graph, as often as asked, and tells what it took and what it found."""

import json
import re
import statistics
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from grondslag.bench.engines import Engine, Job
from grondslag.bench.graphs import Graph, rows_left_behind
from grondslag.bench.processes import Measured, run
from grondslag.bench.rows import Difference, Row, compare

Status = Literal["ran", "not installed", "stopped", "failed", "left out"]
#: An engine that takes longer is not run again: chance matters little then.
_LONG = 60.0
_NAMES_AN_ERROR = re.compile(r"^\S*(Error|Exception)\b")


@dataclass(frozen=True)
class Measurement:
    """What an engine took for a graph.

    ``wall``, ``cpu`` and ``phases`` are seconds of the run with the median wall time; ``peak`` is
    the largest memory of all runs in bytes. ``found`` is the number of results and
    ``difference`` what is otherwise than in the reference. ``detail`` tells why there is no
    measurement, or what was not assessed.
    """

    engine: str
    title: str
    family: str
    triples: int
    format: str
    status: Status
    detail: str = ""
    version: str = ""
    runs: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    phases: dict[str, float] = field(default_factory=dict)
    found: int | None = None
    difference: Difference | None = None
    note: str = ""


@dataclass(frozen=True)
class Limits:
    """How often an engine runs, and after how many seconds it is stopped."""

    repeat: int = 3
    timeout: float = 600.0


def blank(engine: Engine, graph: Graph, status: Status, detail: str = "") -> Measurement:
    """Return a measurement that has no numbers."""
    return Measurement(
        engine=engine.name,
        title=engine.title,
        family=graph.family,
        triples=graph.triples,
        format=graph.data.suffix[1:],
        status=status,
        detail=detail,
        note=engine.note,
    )


def measure(
    engine: Engine, graph: Graph, folder: Path, peers: Path, limits: Limits
) -> tuple[Measurement, list[Row] | None]:
    """Run an engine on a graph; nothing it does is an error here.

    Returns:
        What it took, and the results it found, None if it found none to compare.
    """
    suffix = {"rows": "jsonl", "none": "txt"}.get(engine.kind, engine.kind)
    name = f"{graph.data.stem}-{graph.data.suffix[1:]}-{engine.name}.{suffix}"
    report = folder / name
    program = engine.prepare(Job(graph.data, graph.shapes, report, peers))
    if program is None:
        return blank(engine, graph, "not installed"), None
    if graph.data.suffix not in engine.formats:
        return blank(engine, graph, "left out", f"does not read {graph.data.suffix}"), None
    runs: list[Measured] = []
    while len(runs) < limits.repeat:
        report.unlink(missing_ok=True)
        try:
            once = run(program, limits.timeout)
        except OSError as error:
            return blank(engine, graph, "failed", str(error)), None
        runs.append(once)
        if once.timed_out or once.over_memory or once.wall > _LONG:
            break
    return _told(engine, graph, runs, report, peers, limits)


def _told(
    engine: Engine,
    graph: Graph,
    runs: list[Measured],
    report: Path,
    peers: Path,
    limits: Limits,
) -> tuple[Measurement, list[Row] | None]:
    last = runs[-1]
    peak = max(each.peak for each in runs)
    if last.timed_out or last.over_memory:
        why = f"after {limits.timeout:g} s" if last.timed_out else f"at {peak / 2**30:.1f} GiB"
        return replace(blank(engine, graph, "stopped", why), peak=peak), None
    said = _json_line(last.output)
    rows: list[Row] | None = None
    if engine.kind != "none":
        try:
            rows = rows_left_behind(report, engine.kind, graph.shapes)
        except (OSError, SyntaxError, ValueError) as error:
            return blank(engine, graph, "failed", _reason(last, error)), None
    elif last.code:
        return blank(engine, graph, "failed", _reason(last, None)), None
    middle = statistics.median_low([each.wall for each in runs])
    shown = next(each for each in runs if each.wall == middle)
    missed = said.get("not_assessed") or []
    measurement = replace(
        blank(engine, graph, "ran", f"not assessed: {'; '.join(missed)}" if missed else ""),
        version=str(said.get("version", "") or engine.version(peers)),
        runs=len(runs),
        wall=shown.wall,
        cpu=shown.cpu,
        peak=peak,
        phases=_json_line(shown.output).get("phases", {}),
        found=None if rows is None else len(rows),
    )
    return measurement, rows


def _reason(once: Measured, error: Exception | None) -> str:
    """Return why a run failed: the line that names an error, else the last of its complaints."""
    lines = [line.strip() for line in once.errors.splitlines() if line.strip()]
    named = [line for line in lines if _NAMES_AN_ERROR.search(line)]
    complaint = (named or lines or [str(error or "")])[-1]
    return f"exit {once.code}: {complaint}"[:200]


def _json_line(output: str) -> dict[str, Any]:
    for line in reversed(output.splitlines()):
        if line.startswith("{"):
            found = json.loads(line)
            return found if isinstance(found, dict) else {}
    return {}


def compared(measurement: Measurement, rows: list[Row] | None, reference: list[Row]) -> Measurement:
    """Add to a measurement what is otherwise than in the reference."""
    if rows is None:
        return measurement
    return replace(measurement, difference=compare(reference, rows))
