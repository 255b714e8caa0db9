"""Which road the query of a constraint takes, always to the same solutions.

Columns first: the algebra is evaluated as joins over integers. What the columns do not know is
run once for all nodes on Oxigraph, and what must not be run for all at once, once per node.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import Graph
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.terms import Mask
from grondslag.validation.columnar.model import CannotAssess, Constraint
from grondslag.validation.sparql import CannotTranslate, Evaluator, Table

if TYPE_CHECKING:
    from grondslag.validation.columnar.sparql import AskConstraint, SelectConstraint

COLUMNS = "columns"


class Queries:
    """Evaluates queries over one graph."""

    def __init__(self, columns: Columns, shapes: Graph | None, name: Node) -> None:
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
    def _evaluator(self) -> Evaluator:
        return Evaluator(self._columns)

    def solutions(self, constraint: "SelectConstraint", prebound: Table) -> Table:
        """Return the solutions of a SELECT query, with the columns of ``prebound``.

        Raises:
            CannotAssess: if no road leads to them.
        """
        try:
            return self._evaluator.solutions(constraint.query, prebound)
        except CannotTranslate as error:
            raise CannotAssess(error.reason) from error

    def holds(self, constraint: "AskConstraint", prebound: Table) -> Mask:
        """Return the answers of an ASK query, one for each row of ``prebound``.

        Raises:
            CannotAssess: if no road leads to them.
        """
        try:
            return self._evaluator.holds(constraint.query, prebound)
        except CannotTranslate as error:
            raise CannotAssess(error.reason) from error
