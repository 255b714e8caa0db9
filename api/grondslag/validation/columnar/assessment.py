"""One evaluation of shapes over columns: what the constraints share while it lasts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import polars as pl
from rdflib import Graph, URIRef
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.terms import Ids, Mask, Terms
from grondslag.tokens import token_of
from grondslag.validation.columnar.focus import Focus
from grondslag.validation.columnar.model import (
    CannotAssess,
    Constraint,
    Found,
    Shape,
    reason_of,
)
from grondslag.validation.columnar.queries import Queries
from grondslag.validation.results import Step


@dataclass(frozen=True, slots=True)
class Batch:
    """The results of one constraint for one set of focus nodes."""

    shape: Shape
    constraint: Constraint
    focus: Ids
    found: Found


class Assessment:
    """Evaluates shapes; constraints call back for what several of them need."""

    def __init__(
        self,
        columns: Columns,
        shapes: Graph | None,
        shapes_graph: URIRef,
        now: str | None = None,
    ) -> None:
        """Evaluate over a graph.

        Args:
            columns: the data graph.
            shapes: the shapes graph, if queries may ask for it.
            shapes_graph: the name that ``$shapesGraph`` is bound to.
            now: what ``NOW()`` is in all queries, as a token; this moment if it is not given.
        """
        self.columns = columns
        self.terms: Terms = columns.terms
        self.shapes_graph = None if shapes is None else shapes_graph
        self.queries = Queries(columns, shapes, shapes_graph, now)
        self.steps: list[Step] = []
        self.failures: list[tuple[Shape, str]] = []
        #: The rule under evaluation, for the plan.
        self.rule: Node = shapes_graph
        self._last_text: tuple[Ids, pl.Series] = (np.empty(0, np.int32), pl.Series())
        self._numbers: dict[Node, int] = {}
        self._focus: dict[bytes, Focus] = {}

    # terms

    def number(self, node: Node) -> int:
        """Return the number of a term of the shapes graph."""
        known = self._numbers.get(node)
        if known is None:
            known = self._numbers[node] = self.terms.number(token_of(node))
        return known

    def numbers(self, nodes: Iterable[Node]) -> Ids:
        """Return the numbers of terms of the shapes graph."""
        return np.array([self.number(each) for each in nodes], np.int32)

    def text(self, ids: Ids) -> pl.Series:
        """Return lexical forms and IRIs; several constraints may ask for the same value nodes."""
        last_ids, last_text = self._last_text
        if last_ids is not ids:
            last_text = self.terms.text(ids)
            self._last_text = ids, last_text
        return last_text

    # focus nodes

    def focus_of(self, ids: Ids) -> Focus:
        """Return a set of focus nodes, the same object for the same set, so that it is shared."""
        if len(ids) > _SHARED_AT_MOST:
            sample = ids[:: len(ids) // 64]
            key = np.array([len(ids), int(ids.sum(dtype=np.int64)), *sample.tolist()]).tobytes()
        else:
            key = ids.tobytes()
        known = self._focus.get(key)
        if known is None or not np.array_equal(known.ids, ids):
            known = self._focus[key] = Focus(self.columns, ids)
        return known

    def targets(self, shape: Shape, only: Ids | None = None) -> Ids:
        """Return the focus nodes of a shape by its targets (SHACL, section 2.1.3).

        Args:
            shape: the shape.
            only: distinct numbers in ascending order; other focus nodes are left out.
        """
        targets = shape.targets
        found = [self.numbers(targets.nodes)]
        for kind in targets.classes:
            every = self.columns.instances(self.number(kind))
            found.append(np.flatnonzero(every).astype(np.int32))
        for predicate in targets.subjects_of:
            found.append(self.columns.pairs(self.number(predicate)).first)
        for predicate in targets.objects_of:
            found.append(self.columns.pairs(self.number(predicate)).second)
        ids = np.unique(np.concatenate(found)).astype(np.int32)
        return ids if only is None else ids[np.isin(ids, only)]

    # evaluation

    def conforms(self, shape: Shape, ids: Ids) -> Mask:
        """Tell which of several distinct terms conform to a shape (SHACL, section 3.4.2).

        The answer is shared by all who ask, who must not write in it.

        Raises:
            CannotAssess: if the shape cannot be evaluated; then nothing conforms or fails.
        """
        if shape.defect:
            raise CannotAssess(shape.defect)
        result = np.ones(len(ids), np.bool_)
        if shape.deactivated or len(ids) == 0:
            return result
        focus = self.focus_of(ids)
        # Shapes that share shapes that share shapes would take time without end otherwise.
        known = focus.conforming.get(shape)
        if known is not None:
            return known
        for constraint in shape.constraints:
            result[constraint.violations(self, shape, focus).row] = False
        for nested in shape.properties:
            values = focus.values(shape.path)
            wrong = ~self.conforms(nested, values.unique)
            result[values.row[wrong[values.place]]] = False
        result.flags.writeable = False
        focus.conforming[shape] = result
        return result

    def results(self, root: Shape, ids: Ids) -> Iterator[Batch]:
        """Yield the results of a shape and of the property shapes below it.

        What cannot be evaluated is noted in ``failures``; the rest is evaluated all the same.
        """
        yield from self._results(root, ids, set())

    def _results(self, shape: Shape, ids: Ids, seen: set[tuple[Shape, Focus]]) -> Iterator[Batch]:
        if shape.deactivated or len(ids) == 0:
            return
        if shape.defect:
            self.failures.append((shape, shape.defect))
            return
        focus = self.focus_of(ids)
        if (shape, focus) in seen:
            return  # another way to the same shape and the same nodes
        seen.add((shape, focus))
        for constraint in shape.constraints:
            start = perf_counter()
            try:
                found = constraint.violations(self, shape, focus)
            except (CannotAssess, RecursionError) as error:
                self.failures.append((shape, reason_of(error)))
                continue
            count = len(found.row)
            road, reason = self.queries.road(constraint)
            self.steps.append(
                Step(
                    self.rule,
                    shape.node,
                    constraint.component,
                    road,
                    reason,
                    perf_counter() - start,
                    len(focus),
                    count,
                )
            )
            if count:
                yield Batch(shape, constraint, focus.ids, found)
        for nested in shape.properties:
            yield from self._results(nested, focus.values(shape.path).unique, seen)


#: Larger sets are recognised by a sample first, and then compared.
_SHARED_AT_MOST = 50_000
