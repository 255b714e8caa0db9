"""Constraints that are SPARQL queries, for all focus nodes at once (SHACL, sections 5.3, 6.3)."""

from dataclasses import dataclass

import numpy as np
from rdflib import URIRef
from rdflib.term import Node

from grondslag.columns.terms import Ids
from grondslag.lexical import XSD
from grondslag.sparql.algebra import Ask, Query, Select
from grondslag.sparql.scope import mentioned_and_called
from grondslag.validation.columnar.assessment import Assessment
from grondslag.validation.columnar.focus import Focus
from grondslag.validation.columnar.model import CannotAssess, Constraint, Found, Shape
from grondslag.validation.sparql.possible import impossible
from grondslag.validation.sparql.tables import Table, first_rows, row_keys

#: How true is written (section 5.3.2: a failure is the boolean value true).
_TRUE = tuple(f'"{each}"^^<{XSD}boolean>' for each in ("true", "1"))


@dataclass(frozen=True, slots=True)
class QueryText:
    """A query as written, and the declarations of its prefixes."""

    text: str
    prefixes: str


class QueryConstraint(Constraint):
    """A constraint whose query gets its variables bound beforehand."""

    may_fail = True

    def __init__(
        self, source: QueryText, query: Query, component: URIRef, parameters: dict[str, Node]
    ) -> None:
        """Evaluate a query.

        Args:
            source: its text.
            query: its algebra, with the path of the shape in place of ``$PATH``.
            component: the component that reports.
            parameters: the parameters of the component, which are bound beforehand.
        """
        self.text = source
        self.query = query
        self.component = component
        self.parameters = parameters
        self._mentioned, self.calls = mentioned_and_called(query.algebra)
        self.impossible = impossible(query, self.calls)

    def prebound(self, run: Assessment, shape: Shape, columns: dict[str, Ids], size: int) -> Table:
        """Return the table of variables that are bound before the query runs.

        Raises:
            CannotAssess: if the query asks for the shapes graph and there is none.
        """
        bound = dict(columns)
        constants = dict(self.parameters)
        if "currentShape" in self._mentioned:
            constants["currentShape"] = shape.node
        if "shapesGraph" in self._mentioned:
            if run.shapes_graph is None:
                raise CannotAssess("the query uses $shapesGraph, which is not available")
            constants["shapesGraph"] = run.shapes_graph
        for name, node in constants.items():
            bound[name] = np.full(size, run.number(node), np.int32)
        return Table(bound, size)


class SelectConstraint(QueryConstraint):
    """A SELECT query: every solution is a result."""

    query: Select

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report the solutions, each once.

        Raises:
            CannotAssess: if the query fails, or says so itself (section 5.3.3).
        """
        prebound = self.prebound(run, shape, {"this": focus.ids}, len(focus))
        table = run.queries.solutions(self, prebound)
        if len(table) == 0:
            none = np.empty(0, np.int32)
            return Found(none, none)
        if "failure" in table and np.isin(table["failure"], run.terms.numbers(_TRUE)).any():
            raise CannotAssess("the query reported a failure of its own")
        names = [variable.name for variable in self.query.variables if variable.name in table]
        table = table.take(first_rows(row_keys(table, dict.fromkeys(["this", *names]))))
        row = np.searchsorted(focus.ids, table["this"]).astype(np.int32)
        value = table.get("value")
        if shape.path is None:
            value = np.where(value < 0, table["this"], value)
        paths = table.get("path")
        usable = (paths >= 0) & (run.terms.kind[np.maximum(paths, 0)] == 0)
        path = np.where(usable, paths, -1).astype(np.int32)
        bindings = table.adding("value", value) if shape.path is None else table
        return Found(row, value.astype(np.int32), path, bindings)


class AskConstraint(QueryConstraint):
    """An ASK query: every value node for which it is false is a result."""

    query: Ask

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report the value nodes for which the answer is no.

        Raises:
            CannotAssess: if the query fails.
        """
        values = focus.values(shape.path)
        if "this" in self._mentioned:
            columns = {"this": focus.ids[values.row], "value": values.value}
            table = self.prebound(run, shape, columns, len(values.row))
            wrong = ~run.queries.holds(self, table)
        else:
            table = self.prebound(run, shape, {"value": values.unique}, len(values.unique))
            wrong = (~run.queries.holds(self, table))[values.place]
        row, value = values.row[wrong], values.value[wrong]
        names = {"this": focus.ids[row], "value": value}
        return Found(row, value, None, self.prebound(run, shape, names, len(row)))
