"""Graph patterns and solution modifiers, evaluated from the bottom up for many bindings at once.

A table stands for the solutions of every evaluation together: a row that has a column for a
pre-bound variable belongs to the evaluations with that value, and a row without one belongs to
all of them. Such a column is added only where a pattern or an expression needs it, and then it
is bound in every row.
"""

from collections.abc import Iterable
from collections.abc import Sequence as Many

import numpy as np

from grondslag.columns.joins import Rows
from grondslag.columns.terms import IRI, Ids, Mask
from grondslag.sparql.algebra import (
    BGP,
    Algebra,
    Call,
    Distinct,
    Exists,
    Expression,
    Extend,
    Filter,
    Group,
    InGraph,
    Join,
    LeftJoin,
    Minus,
    OrderBy,
    Pattern,
    Project,
    Slice,
    Term,
    Union,
    Values,
    Var,
)
from grondslag.sparql.scope import variables
from grondslag.validation.sparql.aggregates import Aggregation, sees_repetitions
from grondslag.validation.sparql.basic import solve, spelled_out
from grondslag.validation.sparql.correlation import reachable
from grondslag.validation.sparql.expressions import Expressions
from grondslag.validation.sparql.index import Index
from grondslag.validation.sparql.seeds import NO_SEEDS, Seeds
from grondslag.validation.sparql.slices import Cut
from grondslag.validation.sparql.tables import (
    UNIT,
    Table,
    among,
    by_gaps,
    compatible,
    concat,
    join,
    key_matches,
    matching_domains,
    merge,
    row_keys,
    shared_keys,
)


class Evaluation:
    """One evaluation of a pattern for all rows of pre-bound variables together."""

    def __init__(self, index: Index, prebound: Table, *, bag: bool = False) -> None:
        """Prepare.

        Args:
            index: the graph.
            prebound: distinct rows in which every variable is bound.
            bag: whether the number of equal solutions matters.
        """
        self._index = index
        self._prebound = prebound
        self._constant = frozenset(prebound.columns)
        self._bag = bag
        self._parts: dict[tuple[str, ...], Table] = {}
        self._expressions = Expressions(index.terms, self.exists)

    # pre-bound variables

    def prebound(self, names: Iterable[str]) -> Table:
        """Return distinct rows of some pre-bound variables."""
        asked = frozenset(names)
        wanted = tuple(name for name in self._prebound.columns if name in asked)
        if len(wanted) == len(self._constant):
            return self._prebound
        known = self._parts.get(wanted)
        if known is None:
            known = self._parts[wanted] = self._prebound.select(wanted).distinct()
        return known

    def ensure(self, table: Table, names: Iterable[str]) -> Table:
        """Return the table with a bound column for each pre-bound variable among the names."""
        wanted = self._constant.intersection(names)
        if all(name in table and not table.has_gaps(name) for name in wanted):
            return table
        return join(table, self.prebound(wanted | self._constant.intersection(table.columns)))

    def _level(self, left: Table, right: Table) -> Table:
        """Return left with all pre-bound columns that right has."""
        return self.ensure(left, self._constant.intersection(right.columns))

    # patterns

    def run(self, node: Algebra, seeds: Seeds = NO_SEEDS) -> Table:
        """Return the solutions of a pattern; see the module for what a row stands for."""
        match node:
            case BGP(patterns):
                return self._basic(patterns, seeds)
            case Join():
                return self._join(node, seeds)
            case LeftJoin(left, right, condition):
                return self._left_join(left, right, condition, seeds)
            case Filter(pattern, condition):
                return self._filter(pattern, condition, seeds)
            case Union(left, right):
                return self._union(left, right, seeds)
            case Minus(left, right):
                return self._minus(left, right, seeds)
            case Extend():
                return self._extend(node, seeds)
            case Values():
                return self._values(node)
        return self._modified(node, seeds)

    def _modified(self, node: Algebra, seeds: Seeds) -> Table:
        match node:
            case Project(pattern, projected):
                return self._project(pattern, projected, seeds)
            case Group():
                return self._group(node, seeds)
            case Distinct(pattern):
                return Evaluation(self._index, self._prebound).run(pattern, seeds).distinct()
            case OrderBy(pattern, _):  # without LIMIT, an order changes nothing
                return self.run(pattern, seeds)
            case Slice():
                return self._slice(node, seeds)
            case InGraph():
                return self._in_graph(node, seeds)
        raise AssertionError(f"a plan lets no {type(node).__name__} through")

    def _basic(self, patterns: tuple[Pattern, ...], seeds: Seeds) -> Table:
        if not patterns:
            return UNIT
        names = variables(BGP(patterns))
        if self._bag:
            # What stands between the steps of a path has no name outside.
            return self._spelled(spelled_out(patterns), seeds).select(names)
        return self._solved(patterns, names, seeds)

    def _spelled(self, node: Algebra, seeds: Seeds) -> Table:
        if isinstance(node, BGP):
            return self._solved(node.patterns, variables(node), seeds)
        if isinstance(node, Union):
            one, two = self._spelled(node.left, seeds), self._spelled(node.right, seeds)
            return concat([self._level(one, two), self._level(two, one)])
        assert isinstance(node, Join)
        table = self._spelled(node.left, seeds)
        found = self._spelled(node.right, seeds.plus(table, variables(node.right)))
        return join(self._level(table, found), found)

    def _solved(self, patterns: Many[Pattern], names: frozenset[str], seeds: Seeds) -> Table:
        if not patterns:
            return UNIT
        tables = seeds.tables(names)
        covered = {name for each in tables for name in each.columns}
        constant = self._constant & names
        if constant - covered:
            tables.append(self.prebound(constant))
        return solve(self._index, patterns, tables, constant, bag=self._bag)

    def _join(self, node: Join, seeds: Seeds) -> Table:
        table = UNIT
        for part in _parts(node):
            narrowed = seeds.plus(table, variables(part))
            found = self.run(part, narrowed)
            table = join(self._level(table, found), found)
            if table.size == 0:
                break
        return table

    def _left_join(
        self, left: Algebra, right: Algebra, condition: Expression | None, seeds: Seeds
    ) -> Table:
        table = self.run(left, seeds)
        if table.size == 0:
            return table
        found = self.run(right, NO_SEEDS.plus(table, variables(right)))
        table = self._level(table, found)
        if condition is not None:
            table = self.ensure(table, reachable(condition))
        rows, places = compatible(table, found)
        both = merge(table, found, rows, places)
        if condition is not None and both.size:
            true = self._truth(condition, both)
            both, rows = both.where(true), rows[true]
        alone = np.ones(table.size, np.bool_)
        alone[rows] = False
        if not alone.any():
            return both
        return concat([both, table.where(alone)])

    def _filter(self, pattern: Algebra, condition: Expression, seeds: Seeds) -> Table:
        table = self.run(pattern, self._named(condition, seeds))
        if table.size == 0:
            return table
        table = self.ensure(table, reachable(condition))
        return table.where(self._truth(condition, table)) if table.size else table

    def _named(self, condition: Expression, seeds: Seeds) -> Seeds:
        """Add what a filter says by ``?x = <iri>`` or ``?x IN (<iri>, …)``."""
        match condition:
            case Call("&&", parts):
                for part in parts:
                    seeds = self._named(part, seeds)
            case Call("=" | "IN", (Var(name), *listed)) if name not in self._constant:
                tokens = [each.token for each in listed if isinstance(each, Term)]
                numbers = self._index.terms.numbers(tokens)
                iris = bool(len(numbers)) and (self._index.terms.kind[numbers] == IRI).all()
                if iris and len(tokens) == len(listed):
                    seeds = seeds.plus(Table({name: np.unique(numbers)}), (name,))
        return seeds

    def _union(self, left: Algebra, right: Algebra, seeds: Seeds) -> Table:
        one, two = self.run(left, seeds), self.run(right, seeds)
        return concat([self._level(one, two), self._level(two, one)])

    def _minus(self, left: Algebra, right: Algebra, seeds: Seeds) -> Table:
        table = self.run(left, seeds)
        if table.size == 0:
            return table
        inner = Evaluation(self._index, self._prebound)
        found = inner.run(right, NO_SEEDS.plus(table, variables(right)))
        if found.size == 0:
            return table
        table = self._level(table, found)
        return table.where(~matching_domains(table, found, self._constant))

    def _extend(self, node: Extend, seeds: Seeds) -> Table:
        name = node.variable.name
        table = self.run(node.pattern, seeds.without((name,)))
        table = self.ensure(table, reachable(node.expression))
        value = self._value(node.expression, table)
        if name not in self._constant:
            return table.adding(name, value)
        # Inside EXISTS the variable can have a value already, to which this one is joined.
        table = self.ensure(table.adding(".assigned", value), (name,))
        value = table[".assigned"]
        agreeing = table.where((value < 0) | (value == table[name]))
        return agreeing.select(each for each in agreeing.columns if each != ".assigned")

    def _values(self, node: Values) -> Table:
        terms = self._index.terms
        columns = {}
        for place, variable in enumerate(node.variables):
            cells = [row[place] for row in node.rows]
            numbers = [-1 if cell is None else terms.number(cell.token) for cell in cells]
            columns[variable.name] = np.array(numbers, np.int32)
        table = Table(columns, len(node.rows))
        return self.ensure(table, self._constant.intersection(columns))

    def _project(self, pattern: Algebra, projected: tuple[Var, ...], seeds: Seeds) -> Table:
        names = [variable.name for variable in projected]
        inner = self
        if not self._constant.issubset(names):
            # What a subquery does not select is another variable of the same name.
            inner = Evaluation(self._index, self.prebound(names), bag=self._bag)
        return inner.run(pattern, seeds.only(names)).select(names)

    def _slice(self, node: Slice, seeds: Seeds) -> Table:
        cut = Cut.of(node)
        shown = self._constant if cut.names is None else cut.names
        inner = Evaluation(self._index, self.prebound(shown), bag=not cut.distinct)
        # Any other seed would take away solutions that are counted.
        table = inner.run(cut.pattern, seeds.only(inner._constant))
        table = inner.ensure(table, reachable(cut.conditions))
        order = [(inner._value(each, table), down) for each, down in cut.conditions]
        constants = [name for name in table.columns if name in inner._constant]
        table = table.take(cut.rows(self._index.terms, table, constants, order))
        return table.select(table.columns if cut.names is None else cut.names)

    def _in_graph(self, node: InGraph, seeds: Seeds) -> Table:
        """Evaluate a pattern over named graphs (section 18.6, Graph)."""
        name, graphs = node.name, self._index.graphs
        found = Table({each: np.empty(0, np.int32) for each in sorted(variables(node))}, 0)
        asked = self._index.terms.number(name.token) if isinstance(name, Term) else None
        for number in graphs.names:
            if asked is not None and number != asked:
                continue
            inner = Evaluation(graphs.index(number), self._prebound, bag=self._bag)
            table = inner.run(node.pattern, seeds)
            if isinstance(name, Var):
                own = Table({name.name: np.array([number], np.int32)})
                if name.name in self._constant:
                    own = join(own, self.prebound([name.name]))
                table = join(table, own)
            found = concat([self._level(found, table), self._level(table, found)])
        return found

    # groups

    def _group(self, node: Group, seeds: Seeds) -> Table:
        bag = any(sees_repetitions(each) for _, each in node.aggregates)
        inner = Evaluation(self._index, self._prebound, bag=bag)
        plain = [variable.name for variable, key in node.keys if key == variable]
        table = inner.run(node.pattern, seeds.only(plain))
        needed = reachable((node.keys, node.aggregates))
        table = self.ensure(table, needed)
        for variable, key in node.keys:
            if key != variable or variable.name not in table:
                table = table.adding(variable.name, self._value(key, table))
        heads, rows, group = self._heads(node, table)
        if rows is not None:
            table = table.take(rows)
        terms = self._index.terms
        aggregation = Aggregation(terms, table, group, heads.size, self._value)
        for variable, aggregate in node.aggregates:
            heads = heads.adding(variable.name, aggregation.compute(aggregate))
        return heads

    def _heads(self, node: Group, table: Table) -> tuple[Table, Rows | None, Rows]:
        """Return one row a group, the rows that are in a group, and the group of each."""
        constants = [name for name in table.columns if name in self._constant]
        if node.keys:
            names = dict.fromkeys((*constants, *(variable.name for variable, _ in node.keys)))
            keys = row_keys(table, names)
            _, first, group = np.unique(keys, return_index=True, return_inverse=True)
            return table.take(first).select(names), None, group.astype(np.int64)
        # Without GROUP BY every evaluation has one group, also when it has no rows.
        heads = self.prebound(constants) if constants else UNIT
        rows, group = key_matches(*shared_keys(table, heads, constants))
        return heads, rows, group

    # expressions

    def _value(self, expression: Expression, table: Table) -> Ids:
        return self._expressions.value(expression, table)

    def _truth(self, condition: Expression, table: Table) -> Mask:
        return np.asarray(self._expressions.truth(condition, table) == 1)

    def exists(self, condition: Exists, table: Table) -> Mask:
        """Tell for each row whether the pattern has a solution once the row is filled in."""
        names = sorted(reachable(condition.pattern).intersection(table.columns))
        found = np.zeros(table.size, np.bool_)
        for bound, rows in by_gaps(table, names):
            part = table if len(rows) == table.size else table.take(rows)
            part = part.select(name for name in names if name in bound)
            inner = Evaluation(self._index, part.distinct())
            solutions = inner.run(condition.pattern)
            shared = [name for name in part.columns if name in solutions]
            found[rows] = among(part, solutions, shared)
        return found


def _parts(node: Algebra) -> list[Algebra]:
    """Return what is joined, with neighbouring basic patterns as one."""
    if not isinstance(node, Join):
        return [node]
    parts: list[Algebra] = []
    for part in (*_parts(node.left), *_parts(node.right)):
        last = parts[-1] if parts else None
        if isinstance(part, BGP) and isinstance(last, BGP):
            parts[-1] = BGP(last.patterns + part.patterns)
        elif not (isinstance(part, BGP) and not part.patterns):
            parts.append(part)
    return parts
