"""Which road the query of a constraint takes, always to the same solutions.

Columns first: the algebra is evaluated as joins over integers. What the columns do not know is
run once for all nodes on Oxigraph, and what must not be run for all at once, once per node - if
Oxigraph is known to give what the columns would give. Otherwise the constraint is not assessed.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

import numpy as np
import pyoxigraph as ox
from rdflib import Graph, URIRef

from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.regex import TooSlow
from grondslag.columns.terms import Ids, Mask
from grondslag.dataset.store import quads
from grondslag.lexical import XSD
from grondslag.sparql.algebra import Ask, InGraph, Select
from grondslag.sparql.nodes import walk
from grondslag.sparql.substitute import NOW, with_now
from grondslag.validation.columnar.model import CannotAssess, Constraint
from grondslag.validation.sparql import CannotTranslate, Evaluator, Table
from grondslag.validation.sparql.fallback import PerNode, SetWise, store_of
from grondslag.validation.sparql.guards import Guard

if TYPE_CHECKING:
    from grondslag.validation.columnar.sparql import (
        AskConstraint,
        QueryConstraint,
        SelectConstraint,
    )

COLUMNS, SET_WISE, PER_NODE = "columns", "set-wise", "per node"

#: What an engine raises for a query that it cannot run to its end.
_FAILURES = (
    SyntaxError,
    ValueError,
    OSError,
    RuntimeError,
    ArithmeticError,
    MemoryError,
    TooSlow,
)

_Answer = TypeVar("_Answer")
_Query = TypeVar("_Query", Select, Ask)
Way: TypeAlias = Evaluator | SetWise | PerNode


def moment() -> str:
    """Return this moment as a token, as Oxigraph would write it."""
    now = datetime.now(UTC).replace(tzinfo=None)
    text = now.isoformat(timespec="milliseconds").rstrip("0").rstrip(".")
    return f'"{text}Z"^^<{XSD}dateTime>'


class Queries:
    """Evaluates queries over one graph; remembers which road each of them took."""

    def __init__(
        self, columns: Columns, shapes: Graph | None, name: URIRef, now: str | None = None
    ) -> None:
        """Evaluate over a graph.

        Args:
            columns: the data graph.
            shapes: the shapes graph, if queries may ask for it.
            name: the name of the shapes graph.
            now: what ``NOW()`` is in all queries, as a token; this moment if it is not given.
        """
        self._columns = columns
        self._shapes = shapes
        self._name = name
        self.now = moment() if now is None else now
        self._roads: dict[int, tuple[str, str]] = {}
        self._prepared: dict[int, tuple[Any, Any]] = {}

    def road(self, constraint: Constraint) -> tuple[str, str]:
        """Return how a constraint was evaluated, and why not as columns."""
        return self._roads.get(id(constraint), (COLUMNS, ""))

    @cached_property
    def _shapes_columns(self) -> Columns:
        assert self._shapes is not None
        return columns_of(self._shapes, self._columns.terms)

    @cached_property
    def _evaluator(self) -> Evaluator:
        if self._shapes is None:
            return Evaluator(self._columns)
        return Evaluator(self._columns, {f"<{self._name}>": lambda: self._shapes_columns})

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
    def _guard(self) -> Guard:
        return Guard(self._columns)

    def solutions(self, constraint: "SelectConstraint", prebound: Table) -> Table:
        """Return the solutions of a SELECT query, with the columns of ``prebound``.

        Raises:
            CannotAssess: if no road leads to them.
        """
        query = self._fixed(constraint, constraint.query)
        return self._first_way(
            constraint, query, prebound, lambda way: way.solutions(query, prebound)
        )

    def holds(self, constraint: "AskConstraint", prebound: Table) -> Mask:
        """Return the answers of an ASK query, one for each row of ``prebound``.

        Raises:
            CannotAssess: if no road leads to them.
        """
        query = self._fixed(constraint, constraint.query)
        return self._first_way(constraint, query, prebound, lambda way: way.holds(query, prebound))

    def _fixed(self, constraint: "QueryConstraint", query: _Query) -> _Query:
        """Return a query whose outcome no longer depends on when it is run.

        Raises:
            CannotAssess: if there can be none.
        """
        if constraint.impossible:
            raise CannotAssess(constraint.impossible)
        if NOW.name not in constraint.calls:
            return query
        known = self._prepared.get(id(query))
        if known is None:
            # The query is kept as well, so that its identity is not given to another.
            known = self._prepared[id(query)] = query, with_now(query, self.now)
        return cast(_Query, known[1])

    def _ways(self, query: Select | Ask, prebound: Table) -> Iterator[tuple[str, Way]]:
        """Yield the roads in order; one is made when the roads before it led nowhere."""
        yield COLUMNS, self._evaluator
        given: list[Ids] = list(prebound.columns.values())
        if self._shapes is not None and any(isinstance(part, InGraph) for part in walk(query)):
            given.append(np.unique(self._shapes_columns.rows[2]))
        self._guard.check(query, given)
        yield SET_WISE, SetWise(self._columns, self._store)
        yield PER_NODE, PerNode(self._columns, self._store)

    def _first_way(
        self,
        constraint: Constraint,
        query: Select | Ask,
        prebound: Table,
        ask: Callable[[Way], _Answer],
    ) -> _Answer:
        reasons: list[str] = []
        ways = self._ways(query, prebound)
        while True:
            try:
                road, way = next(ways)
                answer = ask(way)
            except StopIteration:
                break
            except CannotTranslate as error:
                reasons.append(error.reason)
            except _FAILURES as error:
                raise CannotAssess(" ".join(str(error).split())[:300]) from error
            else:
                self._roads[id(constraint)] = (road, reasons[0] if reasons else "")
                return answer
        raise CannotAssess("; ".join(dict.fromkeys(reasons)))
