"""Which road the query of a constraint takes, always to the same solutions.

Columns first: the algebra is evaluated as joins over integers. What the columns do not know is
run once for all nodes on Oxigraph, and what must not be run for all at once, once per node.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox
from rdflib import Graph, URIRef

from grondslag.columns.graph import Columns
from grondslag.columns.terms import Mask
from grondslag.dataset.store import quads
from grondslag.validation.columnar.model import CannotAssess, Constraint
from grondslag.validation.sparql import CannotTranslate, Evaluator, Table
from grondslag.validation.sparql.fallback import PerNode, SetWise, store_of

if TYPE_CHECKING:
    from grondslag.validation.columnar.sparql import AskConstraint, SelectConstraint

COLUMNS, SET_WISE, PER_NODE = "columns", "set-wise", "per node"

_Answer = TypeVar("_Answer")
Way = Evaluator | SetWise | PerNode


class Queries:
    """Evaluates queries over one graph; remembers which road each of them took."""

    def __init__(self, columns: Columns, shapes: Graph | None, name: URIRef) -> None:
        """Evaluate over a graph.

        Args:
            columns: the data graph.
            shapes: the shapes graph, if queries may ask for it.
            name: the name of the shapes graph.
        """
        self._columns = columns
        self._shapes = shapes
        self._name = name
        self._roads: dict[int, tuple[str, str]] = {}

    def road(self, constraint: Constraint) -> tuple[str, str]:
        """Return how a constraint was evaluated, and why not as columns."""
        return self._roads.get(id(constraint), (COLUMNS, ""))

    @cached_property
    def _store(self) -> ox.Store:
        """The data graph in Oxigraph, and the shapes graph beside it."""
        store = store_of(self._columns)
        if self._shapes is not None:
            name = ox.NamedNode(str(self._name))
            store.bulk_extend(
                ox.Quad(each.subject, each.predicate, each.object, name)
                for each in quads(self._shapes)
            )
        return store

    @cached_property
    def _evaluator(self) -> Evaluator:
        return Evaluator(self._columns)

    def solutions(self, constraint: "SelectConstraint", prebound: Table) -> Table:
        """Return the solutions of a SELECT query, with the columns of ``prebound``.

        Raises:
            CannotAssess: if no road leads to them.
        """
        return self._first_way(constraint, lambda way: way.solutions(constraint.query, prebound))

    def holds(self, constraint: "AskConstraint", prebound: Table) -> Mask:
        """Return the answers of an ASK query, one for each row of ``prebound``.

        Raises:
            CannotAssess: if no road leads to them.
        """
        return self._first_way(constraint, lambda way: way.holds(constraint.query, prebound))

    def _first_way(self, constraint: Constraint, ask: Callable[[Way], _Answer]) -> _Answer:
        reason = ""
        roads: tuple[tuple[str, Callable[[], Way]], ...] = (
            (COLUMNS, lambda: self._evaluator),
            (SET_WISE, lambda: SetWise(self._columns, self._store)),
            (PER_NODE, lambda: PerNode(self._columns, self._store)),
        )
        for road, way in roads:
            try:
                answer = ask(way())
            except CannotTranslate as error:
                reason = reason or error.reason
            except (SyntaxError, ValueError, OSError, RuntimeError) as error:
                raise CannotAssess(" ".join(str(error).split())[:300]) from error
            else:
                self._roads[id(constraint)] = (road, reason)
                return answer
        raise CannotAssess(reason)
