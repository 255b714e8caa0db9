"""The phases of our engine: load, shapes, validate, report."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rdflib import BNode, Graph
from rdflib.term import Node

import grondslag
from grondslag.bench.report_rows import Facts, path_text
from grondslag.bench.rows import Row, blanked, shortened, write_rows
from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import as_graph
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


def check(load: Callable[[], Columns], shapes: Path, out: Path) -> Checked:
    """Check a graph against shapes and write the results as rows.

    Args:
        load: returns the graph, which may be on its way already.
        shapes: the shapes.
        out: where the rows go.
    """
    seconds: dict[str, float] = {}
    last = time.perf_counter()

    def end(phase: str) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[phase] = now - last
        last = now

    rules = Graph().parse(shapes)
    roots = ShapesReader(rules).roots()
    end("shapes")
    columns = load()
    end("load")
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
    tokens = _Texts(lambda node: blanked(token_of(node)))
    names = _Texts(lambda node: shortened(token_of(node)))
    rows = []
    for each in results:
        path = each.path
        if path not in texts:
            if isinstance(path, BNode):
                facts = facts or Facts(quads(shapes))
                texts[path] = path_text(facts, to_oxigraph(path))
            else:
                texts[path] = tokens.of(path)
        rows.append(
            Row(
                focus=tokens.of(each.focus),
                path=texts[path],
                component=names.of(each.component),
                shape=tokens.of(each.shape),
                value=tokens.of(each.value),
                severity=names.of(each.severity),
            )
        )
    return rows


class _Texts:
    """Remembers the text of each node object; rdflib's nodes are slow as keys themselves."""

    def __init__(self, write: Callable[[Node], str]) -> None:
        self._write = write
        self._known: dict[int, tuple[Node, str]] = {}

    def of(self, node: Node | None) -> str:
        if node is None:
            return ""
        known = self._known.get(id(node))
        if known is None:
            # The node is kept, so that no other one gets its address.
            known = self._known[id(node)] = node, self._write(node)
        return known[1]
