"""Which road the query of a constraint takes, always to the same solutions.

Columns first: the algebra is evaluated as joins over integers. What the columns do not know is
run once for all nodes on Oxigraph, and what must not be run for all at once, once per node.
Oxigraph is passed over where it would change the literals of the data.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, TypeVar

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
    from grondslag.validation.sparql.as_written import AsWritten

COLUMNS, SET_WISE, PER_NODE = "columns", "set-wise", "per node"

_Answer = TypeVar("_Answer")
Way: TypeAlias = "Evaluator | SetWise | PerNode | AsWritten"


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
    def _kept(self) -> bool:
        # Loads the SPARQL of rdflib, which few runs need.
        from grondslag.validation.sparql.as_written import kept_as_written

        return kept_as_written(self._columns)

    @cached_property
    def _as_written(self) -> "AsWritten":
        from grondslag.validation.sparql.as_written import AsWritten

        return AsWritten(self._columns, self._shapes, self._name)

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

    def _ways(self) -> Iterator[tuple[str, Way]]:
        """Yield the roads in order; one is made when the roads before it led nowhere."""
        yield COLUMNS, self._evaluator
        if self._kept:
            yield SET_WISE, SetWise(self._columns, self._store)
            yield PER_NODE, PerNode(self._columns, self._store)
        else:
            yield PER_NODE, self._as_written

    def _first_way(self, constraint: Constraint, ask: Callable[[Way], _Answer]) -> _Answer:
        reason = ""
        for road, way in self._ways():
            try:
                answer = ask(way)
            except CannotTranslate as error:
                reason = reason or error.reason
            except (SyntaxError, ValueError, OSError, RuntimeError) as error:
                raise CannotAssess(" ".join(str(error).split())[:300]) from error
            else:
                self._roads[id(constraint)] = (road, reason)
                return answer
        raise CannotAssess(reason)
