"""Measures how long it takes to check a loaded graph again after an edit.

Every edit makes a mistake in a processing that was in order; later each is taken back. What comes
and goes must be what the books of the register say, and in between, with all mistakes made, the
results must equal those of a full run.
"""

import statistics
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from grondslag.bench.graphs import size_name
from grondslag.bench.ours_phases import rows_of
from grondslag.bench.register import SHAPES, Edit, Tokens, expected_rows, write_with_edits
from grondslag.bench.syntax import SYNTAX
from grondslag.bench.tables import seconds, table
from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import as_graph
from grondslag.columns.reading import read_rows
from grondslag.columns.terms import Terms
from grondslag.validation.columnar import ShapesReader, evaluate
from grondslag.validation.columnar.incremental import Change, LoadedGraph
from grondslag.validation.results import Result, ordered


@dataclass(frozen=True)
class Edited:
    """How it went.

    ``load`` is the seconds of reading and the first check; ``made`` and ``undone`` the
    milliseconds of each edit and of taking it back; ``full`` the seconds of a full check of the
    loaded graph. ``wrong`` names the mistakes that did not lead to the results in the books, and
    ``equal`` tells whether all results were those of the full check.
    """

    triples: int
    load: float
    made: tuple[float, ...]
    undone: tuple[float, ...]
    full: float
    wrong: tuple[str, ...]
    equal: bool


def measure_edits(folder: Path, triples: int, count: int) -> Edited:
    """Load a register of so many triples and make so many edits in it."""
    data = folder / f"register-{triples}-edited.nt"
    written, edits = write_with_edits(data, triples, count)
    shapes = Graph().parse(SHAPES)
    started = time.perf_counter()
    terms = Terms()
    read = read_rows(terms, data, SYNTAX[".nt"], 0, data.name)
    columns = Columns.from_rows(terms, read.subject, read.predicate, read.object)
    roots = ShapesReader(shapes).roots()
    loaded = LoadedGraph(columns, roots, shapes)
    load = time.perf_counter() - started
    at_first = len(loaded)
    wrong: list[str] = []
    made = [_make(loaded, edit, shapes, wrong) for edit in edits]
    started = time.perf_counter()
    outcome = evaluate(loaded.columns, roots, shapes_graph=shapes)
    results = ordered(outcome.results(shapes, as_graph(loaded.columns)))
    full = time.perf_counter() - started
    equal = [each.identity() for each in results] == [each.identity() for each in loaded.results]
    undone = [_undo(loaded, edit, shapes, wrong) for edit in reversed(edits)]
    return Edited(
        triples=written.triples,
        load=load,
        made=tuple(made),
        undone=tuple(undone),
        full=full,
        wrong=tuple(wrong),
        equal=equal and len(loaded) == at_first,
    )


def _timed(
    loaded: LoadedGraph, added: Iterable[Tokens], removed: Iterable[Tokens]
) -> tuple[Change, float]:
    started = time.perf_counter()
    change = loaded.change(added=added, removed=removed)
    return change, (time.perf_counter() - started) * 1000


def _make(loaded: LoadedGraph, edit: Edit, shapes: Graph, wrong: list[str]) -> float:
    change, milliseconds = _timed(loaded, edit.added, edit.removed)
    if change.gone or not _as_booked(change.new, edit, shapes):
        wrong.append(edit.mistake)
    return milliseconds


def _undo(loaded: LoadedGraph, edit: Edit, shapes: Graph, wrong: list[str]) -> float:
    change, milliseconds = _timed(loaded, edit.removed, edit.added)
    if change.new or not _as_booked(change.gone, edit, shapes):
        wrong.append(f"{edit.mistake}, taken back")
    return milliseconds


def _as_booked(results: Iterable[Result], edit: Edit, shapes: Graph) -> bool:
    return Counter(rows_of(results, shapes)) == Counter(expected_rows(edit.planted))


def edits_table(measured: Iterable[Edited]) -> str:
    """Return a Markdown table of edits, a row a size."""
    rows = []
    for each in measured:
        times = sorted((*each.made, *each.undone))
        last = times[int(0.95 * (len(times) - 1))]
        verdict = "equal" if each.equal and not each.wrong else "differs"
        rows.append(
            [
                size_name(each.triples),
                str(len(times)),
                seconds(each.load),
                f"{statistics.median(times):.1f}",
                f"{last:.1f}",
                f"{times[-1]:.1f}",
                f"{each.full * 1000:,.0f}",
                verdict + (f": {', '.join(each.wrong)}" if each.wrong else ""),
            ]
        )
    header = [
        "Triples", "Edits", "Load, s", "Median, ms", "95 %, ms", "Longest, ms", "Full check, ms",
        "Results",
    ]  # fmt: skip
    return table(header, rows)
