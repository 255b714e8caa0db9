"""Solutions of a part of a query with all its variables, in an order that is always the same."""

import numpy as np
from rdflib.namespace import SH

from grondslag.sparql.algebra import Algebra, Extend, Group, Project, Select, Values, Var
from grondslag.sparql.nodes import walk
from grondslag.sparql.scope import variables
from grondslag.validation.columnar.assessment import Assessment
from grondslag.validation.columnar.sparql import QueryText, SelectConstraint
from grondslag.validation.sparql import Table

#: Variables with the number of their value.
Bindings = dict[str, int]

_UNWRITTEN = QueryText("", "")


class Solver:
    """Evaluates parts of queries over one graph."""

    def __init__(self, run: Assessment) -> None:
        """Use the graph of an evaluation, and its roads for queries."""
        self._terms = run.terms
        self._queries = run.queries

    def solutions(self, pattern: Algebra, bound: Bindings) -> list[Bindings]:
        """Return the solutions that agree with bindings, with those bindings in them.

        Args:
            pattern: the part of a query.
            bound: variables whose value is given.

        Raises:
            CannotAssess: when no road leads to them.
        """
        assigned = _assigned(pattern)
        given = {name: value for name, value in bound.items() if name not in assigned}
        names = sorted(variables(pattern) | set(given))
        shown = tuple(Var(name) for name in names)
        prebound = Table({name: np.array([each], np.int32) for name, each in given.items()}, 1)
        query = Select(Project(pattern, shown), shown)
        constraint = SelectConstraint(_UNWRITTEN, query, SH.SPARQLConstraintComponent, {})
        table = self._queries.solutions(constraint, prebound)
        columns = {name: table.get(name).tolist() for name in names}
        rows = [
            {name: columns[name][row] for name in names if columns[name][row] >= 0}
            for row in range(len(table))
        ]
        fitting = [
            {**bound, **row}
            for row in rows
            if all(bound.get(name, value) == value for name, value in row.items())
        ]
        return sorted(fitting, key=self._order)

    def _order(self, row: Bindings) -> list[tuple[str, str]]:
        return [(name, self._terms.token(row[name])) for name in sorted(row)]


def _assigned(pattern: Algebra) -> frozenset[str]:
    """Return the variables that get their value inside a pattern, so that none can be given."""
    found: set[str] = set()
    for part in walk(pattern):
        match part:
            case Extend(_, variable, _):
                found.add(variable.name)
            case Values(names, _):
                found.update(each.name for each in names)
            case Group(_, keys, aggregates):
                found.update(key.name for key, expression in keys if key != expression)
                found.update(variable.name for variable, _ in aggregates)
    return frozenset(found)
