"""SPARQL queries with pre-bound variables, for all rows of bindings at once.

The solutions equal those of evaluating the query once for each row, with the variables
replaced by their values everywhere (SHACL, section 5.3.1 and appendix A).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from grondslag.columns.graph import Columns
from grondslag.columns.terms import Mask
from grondslag.sparql.algebra import Algebra, Ask, Distinct, OrderBy, Project, Select, Slice, Var
from grondslag.sparql.nodes import rebuild
from grondslag.validation.sparql.correlation import reachable
from grondslag.validation.sparql.groups import Evaluation
from grondslag.validation.sparql.index import Graphs, Index
from grondslag.validation.sparql.limits import CannotTranslate, plan
from grondslag.validation.sparql.tables import Table, TooLarge, among, concat

#: A table that is too large is tried again in so many parts.
_PARTS = 8
_NO_GRAPHS: Mapping[str, Callable[[], Columns]] = MappingProxyType({})


class Evaluator:
    """Evaluates queries over one graph; what it derives from the graph is kept."""

    def __init__(
        self, columns: Columns, graphs: Mapping[str, Callable[[], Columns]] = _NO_GRAPHS
    ) -> None:
        """Use a graph.

        Args:
            columns: the graph.
            graphs: named graphs over the same dictionary, by the token of their name; each is
                made when a query asks for it.
        """
        self._index = Index(columns, Graphs(columns.terms, graphs))
        self._planned: dict[tuple[int, frozenset[str]], Select | Ask] = {}

    def solutions(self, query: Select, prebound: Table) -> Table:
        """Return the solutions as a set of rows.

        Args:
            query: a SELECT query.
            prebound: one row an evaluation, every variable bound; equal rows count once.

        Returns:
            A column for each selected variable and each pre-bound one, so that every row tells
            to which evaluation it belongs. Rows may be repeated.

        Raises:
            CannotTranslate: when the query cannot be evaluated here.
        """
        self._check(query, prebound)
        names = dict.fromkeys((*prebound.columns, *(each.name for each in query.variables)))
        if prebound.size == 0:
            return Table({name: np.empty(0, np.int32) for name in names}, 0)
        pattern, distinct = _body(query.algebra, frozenset(prebound.columns))
        rows = self._run(pattern, prebound.distinct(), frozenset(prebound.columns))
        table = Table({name: rows.get(name) for name in names}, rows.size)
        return table.distinct() if distinct else table

    def holds(self, query: Ask, prebound: Table) -> Mask:
        """Return for each row of bindings what an ASK query answers.

        Raises:
            CannotTranslate: when the query cannot be evaluated here.
        """
        self._check(query, prebound)
        names = sorted(reachable(query.algebra).intersection(prebound.columns))
        wanted = prebound.select(names)
        rows = self._run(query.algebra, wanted.distinct(), frozenset())
        shared = [name for name in names if name in rows]
        return among(wanted, rows, shared)

    def _check(self, query: Select | Ask, prebound: Table) -> None:
        names = frozenset(prebound.columns)
        key = (id(query), names)
        if key not in self._planned:
            plan(query, names)
            self._planned[key] = query  # keeps the query, and so its identity
        if any(prebound.has_gaps(name) for name in names):
            raise CannotTranslate("a pre-bound variable without a value")

    def _run(self, pattern: Algebra, prebound: Table, ensured: frozenset[str]) -> Table:
        try:
            evaluation = Evaluation(self._index, prebound)
            return evaluation.ensure(evaluation.run(pattern), ensured)
        except TooLarge:
            if prebound.size < 2:
                raise CannotTranslate("more intermediate rows than memory should hold") from None
        cuts = np.array_split(np.arange(prebound.size), min(_PARTS, prebound.size))
        parts = [self._run(pattern, prebound.take(each), ensured) for each in cuts]
        names = frozenset(name for each in parts for name in each.columns)
        if not ensured:
            # A part without a column speaks for its own rows only.
            known = names.intersection(prebound.columns)
            parts = [
                Evaluation(self._index, prebound.take(cut)).ensure(part, known)
                for cut, part in zip(cuts, parts, strict=True)
            ]
        return concat(parts)


def _body(algebra: Algebra, prebound: frozenset[str]) -> tuple[Algebra, bool]:
    """Return what is below the outermost modifiers, and whether repetitions are dropped.

    A slice counts solutions, so that it stays; the outermost SELECT hides nothing that is bound
    beforehand, also there.
    """
    if isinstance(algebra, Slice):
        return rebuild(algebra, lambda node: _opened(node, prebound)), False
    distinct = False
    while isinstance(algebra, (Distinct, OrderBy, Project)):
        distinct = distinct or isinstance(algebra, Distinct)
        if isinstance(algebra, Project):
            body = algebra.pattern
            return (body.pattern if isinstance(body, OrderBy) else body), distinct
        algebra = algebra.pattern
    return algebra, distinct


def _opened(node: Any, prebound: frozenset[str]) -> Any:
    """Return the outermost projection with the variables that are bound beforehand."""
    if not isinstance(node, Project):
        return None
    shown = dict.fromkeys((*node.variables, *map(Var, sorted(prebound))))
    return Project(node.pattern, tuple(shown))
