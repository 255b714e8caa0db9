"""Which road the query of a constraint takes, always to the same solutions.

Columns first: the algebra is evaluated as joins over integers. What the columns do not know is
run once for all nodes on Oxigraph, and what must not be run for all at once, once per node.
"""

from rdflib import Graph
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.terms import Mask


class Queries:
    """Evaluates queries over one graph."""

    def __init__(self, columns: Columns, shapes: Graph | None, name: Node) -> None:
        self.columns = columns

    def solutions(self, constraint, prebound):
        from grondslag.validation.sparql.evaluator import Evaluator
        return Evaluator(self.columns).solutions(constraint.query, prebound)

    def holds(self, constraint, prebound) -> Mask:
        from grondslag.validation.sparql.evaluator import Evaluator
        return Evaluator(self.columns).holds(constraint.query, prebound)
