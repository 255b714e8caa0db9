"""How long it takes to know what one edit of a loaded graph does to the violations.

``python -m grondslag.bench.random_edits DATA SHAPES`` loads the N-Triples file DATA, checks it
against the Turtle file SHAPES, and then edits things of the targeted class with the most
instances, one by one: a value is replaced by another one or by a broken text, taken out or
added. Some edits are followed by a full evaluation, which has to give the same results. What
was measured is printed as JSON.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import pyoxigraph as ox
from rdflib import Graph

from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import as_graph
from grondslag.columns.reading import read_rows
from grondslag.columns.terms import Ids, Terms
from grondslag.validation.columnar import ShapesReader, evaluate
from grondslag.validation.columnar.incremental import LoadedGraph, Triple
from grondslag.validation.columnar.model import Shape
from grondslag.validation.results import Result, ordered

Edit = tuple[list[Triple], list[Triple]]

_BROKEN = '"?"'


def full(columns: Columns, roots: Sequence[Shape], shapes: Graph) -> tuple[Result, ...]:
    """Return the results of a full evaluation."""
    outcome = evaluate(columns, roots, shapes_graph=shapes)
    return ordered(outcome.results(shapes, as_graph(columns)))


def edited_things(columns: Columns, roots: Sequence[Shape]) -> Ids:
    """Return the instances of the targeted class with the most of them."""
    kinds = {kind for root in roots for kind in root.targets.classes}
    masks = [columns.instances(columns.terms.number_of(kind)) for kind in sorted(kinds, key=str)]
    return np.flatnonzero(max(masks, key=np.count_nonzero)).astype(np.int32)


def edits(session: LoadedGraph, things: Ids, count: int, seed: int) -> Iterator[Edit]:
    """Yield what to add and to remove, each one thought up for the graph as it is by then.

    There are at most so many edits.
    """
    chance = random.Random(seed)
    for _ in range(count):
        columns = session.columns
        terms = columns.terms
        thing = int(chance.choice(things))
        said = [
            (predicate, int(value))
            for predicate in columns.predicates()
            for value in columns.pairs(predicate).of_first(thing)
        ]
        if not said:
            continue  # an earlier edit took out the last that was said of it
        predicate, value = chance.choice(said)
        others = columns.pairs(predicate).second
        names = (terms.token(thing), terms.token(predicate))
        before: Triple = (*names, terms.token(value))
        after: Triple = (*names, terms.token(int(chance.choice(others))))
        broken: Triple = (*names, _BROKEN)
        yield chance.choice(
            (([after], [before]), ([broken], [before]), ([after], []), ([], [before]))
        )


def measure(data: Path, shapes: Path, count: int, verified: int, seed: int) -> dict[str, object]:
    """Load, edit and verify; return what was measured, times of edits in milliseconds.

    Raises:
        AssertionError: if some edit does not give the results of a full evaluation.
    """
    start = perf_counter()
    terms = Terms()
    rows = read_rows(terms, data, ox.RdfFormat.N_TRIPLES, 0, data.name)
    columns = Columns.from_rows(terms, rows.subject, rows.predicate, rows.object)
    read = perf_counter()
    graph = Graph().parse(shapes, format="turtle")
    roots = ShapesReader(graph).roots()
    session = LoadedGraph(columns, roots, graph)
    loaded = perf_counter()
    results = len(session)
    times, rechecked, differing = [], [], 0
    checks = set(np.linspace(0, count - 1, verified).astype(int).tolist()) if verified else set()
    for number, (added, removed) in enumerate(
        edits(session, edited_things(columns, roots), count, seed)
    ):
        change = session.change(added, removed)
        times.append(change.seconds * 1000)
        rechecked.append(change.rechecked)
        differing += bool(change.gone or change.new)
        if number in checks and session.results != full(session.columns, roots, graph):
            raise AssertionError(f"edit {number} (seed {seed}) differs from a full evaluation")
    return {
        "triples": len(columns),
        "results": results,
        "seconds": {"read": round(read - start, 2), "check": round(loaded - read, 2)},
        "edits": len(times),
        "edits that changed results": differing,
        "edits compared with a full evaluation": len(checks),
        "milliseconds": {
            "median": round(float(np.median(times)), 2),
            "p90": round(float(np.percentile(times, 90)), 2),
            "p99": round(float(np.percentile(times, 99)), 2),
            "first": round(times[0], 2),
            "most": round(max(times), 2),
        },
        "rechecked focus nodes": {
            "median": float(np.median(rechecked)),
            "most": max(rechecked),
        },
    }


def main() -> None:
    """Read the command line and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="N-Triples")
    parser.add_argument("shapes", type=Path, help="Turtle")
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--verify", type=int, default=3, help="how many edits to verify")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(json.dumps(measure(given.data, given.shapes, given.edits, given.verify, given.seed)))


if __name__ == "__main__":
    main()
