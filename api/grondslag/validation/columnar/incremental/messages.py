"""Results with rdflib terms and messages, from the numbers that units keep."""

import sys
from collections.abc import Iterable

import numpy as np
from rdflib import Graph, URIRef
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import ColumnStore
from grondslag.columns.terms import Terms
from grondslag.validation.columnar.assessment import Batch
from grondslag.validation.columnar.generic_messages import GenericMessages, Message
from grondslag.validation.columnar.incremental.units import Unit
from grondslag.validation.columnar.model import Constraint, Shape
from grondslag.validation.columnar.outcome import results_of
from grondslag.validation.results import Result

#: What makes two results one: the result without its messages, and these. Messages that no
#: shape declares do not count: they follow from the rest, but may describe a blank node.
Key = tuple[tuple[str, ...], tuple[Message, ...]]


def _has_own_messages(batch: Batch) -> bool:
    bindings = batch.found.bindings
    declared = batch.constraint.messages or batch.shape.messages
    return bool(declared) or (bindings is not None and "message" in bindings)


class _NoMessages(GenericMessages):
    """Stands in where there is no shapes graph to make messages from."""

    def make(
        self, shape: Shape, constraint: Constraint, focus: Node, value: Node | None
    ) -> tuple[Message, ...]:
        """Return no message."""
        return ()


class _Window(ColumnStore):
    """A view of whichever columns are the latest."""

    def show(self, columns: Columns) -> None:
        """Show other columns from now on."""
        self._columns = columns


class Messages:
    """Makes results of one loaded graph; what messages need is prepared once."""

    def __init__(self, columns: Columns, shapes: Graph | None) -> None:
        """Make results.

        Args:
            columns: the data graph, until :meth:`show` gives another one.
            shapes: the shapes graph, for messages that no shape declares.
        """
        self._terms: Terms = columns.terms
        self._window = _Window(columns)
        data = Graph(store=self._window)
        self._generic = _NoMessages(data, data) if shapes is None else GenericMessages(shapes, data)

    def show(self, columns: Columns) -> None:
        """Take other columns as the data graph."""
        self._window.show(columns)
        writer = sys.modules.get("pyshacl.rdfutil.stringify")
        if writer is not None:
            # It remembers blank nodes by the identity of the graph object, which stays.
            writer.stringify_blank_node.dict_cache.clear()

    def prepare(self, units: Iterable[Unit]) -> None:
        """Make one message, so that the first change does not wait for what makes them."""
        for unit in units:
            for rows in unit.stored:
                batch = unit.batch(rows.take(np.zeros(1, np.int64)))
                if not _has_own_messages(batch):
                    self.results([batch])
                    return

    def results(self, batches: Iterable[Batch]) -> dict[Key, Result]:
        """Return distinct results."""
        found: dict[Key, Result] = {}
        for batch in batches:
            own = _has_own_messages(batch)
            for each in results_of([batch], self._terms, self._generic):
                found[each.identity(), each.messages if own else ()] = each
        return found

    def count(self, units: Iterable[Unit]) -> int:
        """Return how many distinct results units have."""
        groups: dict[tuple[Node, Node], list[Unit]] = {}
        for unit in units:
            if unit.constraint is not None:
                key = (unit.site.shape.node, unit.constraint.component)
                groups.setdefault(key, []).append(unit)
        return sum(map(self._count, groups.values()))

    def _count(self, units: list[Unit]) -> int:
        """Count for units of one shape and component, of which the results may coincide."""
        rows = [(unit, each) for unit in units for each in unit.stored]
        if any(unit.constraint.messages for unit in units if unit.constraint) or any(
            each.found.bindings is not None for _, each in rows
        ):
            return len(self.results(unit.batch(each) for unit, each in rows))
        columns: list[np.ndarray] = []
        own = units[0].site.shape.path_node
        named = self._terms.number_of(own) if isinstance(own, URIRef) else -1
        for _, each in rows:
            none = np.full(len(each), -1, np.int32)
            found = each.found
            path = none if found.path is None else np.where(found.path == named, -1, found.path)
            value = none if found.value is None else found.value
            columns.append(np.stack([each.focus, path, value]))
        if not columns:
            return 0
        return int(np.unique(np.concatenate(columns, axis=1), axis=1).shape[1])
