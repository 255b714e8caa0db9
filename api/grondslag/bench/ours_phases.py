"""The phases of our engine: load, shapes, validate, report."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import BNode, Graph
from rdflib.term import Node

import grondslag
from grondslag.bench.report_rows import Facts, path_text
from grondslag.bench.rows import Row, blanked, shortened, write_rows
from grondslag.bench.syntax import SYNTAX
from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import as_graph
from grondslag.columns.reading import read_rows
from grondslag.columns.reading_parallel import Ahead
from grondslag.columns.terms import Terms
from grondslag.dataset.store import quads, to_oxigraph
from grondslag.tokens import token_of
from grondslag.validation.columnar import ShapesReader, evaluate
from grondslag.validation.results import Result


@dataclass(frozen=True)
class Checked:
    """What one run was: version, seconds of each phase, and the rules that were not assessed."""

    version: str
    seconds: dict[str, float]
    not_assessed: list[str]


def check(data: Path, shapes: Path, out: Path, ahead: Ahead | None = None) -> Checked:
    """Check a file against shapes and write the results as rows.

    Args:
        data: the file.
        shapes: the shapes.
        out: where the rows go.
        ahead: parsers of the file that were started before.
    """
    seconds: dict[str, float] = {}
    last = time.perf_counter()

    def end(phase: str) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[phase] = now - last
        last = now

    terms = Terms()
    read = read_rows(terms, data, SYNTAX[data.suffix], 0, data.name, ahead=ahead)
    columns = Columns.from_rows(terms, read.subject, read.predicate, read.object)
    end("load")
    rules = Graph().parse(shapes)
    roots = ShapesReader(rules).roots()
    end("shapes")
    outcome = evaluate(columns, roots, shapes_graph=rules)
    end("validate")
    write_rows(
        rows_of(outcome.results(rules, as_graph(columns), generic_messages=False), rules), out
    )
    end("report")
    reasons = [f"{token_of(each.shape)}: {each.reason}" for each in outcome.failures]
    return Checked(grondslag.__version__, seconds, reasons)


def rows_of(results: Iterable[Result], shapes: Graph) -> list[Row]:
    """Return results as rows; paths that are more than a property are read from the shapes."""
    facts: Facts | None = None
    texts: dict[Node | None, str] = {None: ""}
    rows = []
    for each in results:
        path = each.path
        if path not in texts:
            if isinstance(path, BNode):
                facts = facts or Facts(quads(shapes))
                texts[path] = path_text(facts, to_oxigraph(path))
            else:
                texts[path] = _token(path)
        rows.append(
            Row(
                focus=_token(each.focus),
                path=texts[path],
                component=shortened(token_of(each.component)),
                shape=_token(each.shape),
                value=_token(each.value),
                severity=shortened(token_of(each.severity)),
            )
        )
    return rows


def _token(node: Node | None) -> str:
    return "" if node is None else blanked(token_of(node))
