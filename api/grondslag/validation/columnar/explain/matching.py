"""Which triples a solution of a query matched, and what its NOT EXISTS looked for in vain."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from rdflib.term import Node

from grondslag.catalogue.rules import Texts
from grondslag.columns.walks import Numbers, shortest_walk
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
    Service,
    Slice,
    Term,
    Union,
    Var,
)
from grondslag.sparql.scope import certain, mentioned, variables
from grondslag.validation.columnar.explain.context import Context
from grondslag.validation.columnar.explain.expressions import (
    expression_text,
    shown_name,
    sought,
)
from grondslag.validation.columnar.explain.instead import instead
from grondslag.validation.columnar.explain.model import MOST, Absence, Evidence
from grondslag.validation.columnar.explain.readings import in_words
from grondslag.validation.columnar.explain.solving import Bindings, Solver
from grondslag.validation.columnar.explain.ways import ways
from grondslag.validation.columnar.explain.words import both, short


class Matching:
    """Goes through a pattern with a solution and notes what it rests on."""

    def __init__(self, context: Context, solver: Solver, constants: Bindings) -> None:
        """Start with nothing noted.

        Args:
            context: the graph.
            solver: finds solutions of parts of the query.
            constants: pre-bound variables, which every part sees.
        """
        self._context = context
        self._solver = solver
        self._constants = constants
        self._triples: dict[Numbers, None] = {}
        self.absent: list[Absence] = []
        #: What held, with its reading in words.
        self.conditions: dict[str, Texts | None] = {}
        self.omitted = 0
        self.gap: Texts | None = None

    @property
    def triples(self) -> tuple[Evidence, ...]:
        """What was matched."""
        return self._context.tracer.all(self._triples)

    # what a solution matched

    def match(self, node: Algebra, row: Bindings) -> None:
        """Note what a solution of a pattern rests on.

        Args:
            node: the pattern.
            row: the solution, with all variables of the pattern.
        """
        match node:
            case BGP():
                self._basic(node, row)
            case Join(left, right):
                self.match(left, row)
                self.match(right, row)
            case LeftJoin():
                self._optional(node, row)
            case Union(left, right):
                self._either((left, right), row)
            case Minus(left, right):
                self.match(left, row)
                self.lack(right, row)
            case Filter(pattern, condition):
                self.match(pattern, row)
                self._holds(condition, row)
            case Extend(pattern, variable, expression):
                self.match(pattern, row)
                self._assigned(variable, expression, row)
            case _:
                self._outer(node, row)

    def _outer(self, node: Algebra, row: Bindings) -> None:
        match node:
            case Group():
                self._group(node, row)
            case Project(pattern, shown):
                self._subquery(pattern, shown, row)
            case Distinct(pattern) | OrderBy(pattern) | Slice(pattern):
                self.match(pattern, row)
            case InGraph() | Service():
                self.gap = both(
                    "Een deel van deze regel zoekt in andere gegevens (GRAPH of SERVICE); "
                    "dat deel is niet uitgelegd.",
                    "A part of this rule looks in other data (GRAPH or SERVICE); "
                    "that part is not explained.",
                )

    def _basic(self, node: BGP, row: Bindings) -> None:
        if not variables(node) <= set(row):
            # Not every road to a solution tells the values of blank nodes of the query.
            found = self._solver.solutions(node, self._seen(node, row))
            row = {**row, **found[0]} if found else row
        for pattern in node.patterns:
            self._pattern(pattern, row)

    def _pattern(self, pattern: Pattern, row: Bindings) -> None:
        subject, object_ = self._end(pattern.subject, row), self._end(pattern.object, row)
        if subject is None or object_ is None:
            return
        if isinstance(pattern.predicate, Var):
            predicate = row.get(pattern.predicate.name)
            if predicate is not None:
                self._triples[subject, predicate, object_] = None
            return
        walk = shortest_walk(self._context.columns, pattern.predicate, subject, object_)
        self._triples.update(dict.fromkeys(walk or ()))

    def _end(self, end: Var | Term, row: Bindings) -> int | None:
        if isinstance(end, Term):
            return self._context.terms.number(end.token)
        return row.get(end.name)

    def _optional(self, node: LeftJoin, row: Bindings) -> None:
        self.match(node.left, row)
        right = node.right if node.condition is None else Filter(node.right, node.condition)
        own = variables(node.right) - variables(node.left) - set(self._constants)
        if own and not own.intersection(row):
            self.lack(right, row)
            return
        # The FILTER of an OPTIONAL sees what is bound on its left (SPARQL 1.1, section 18.2.2.6).
        names = frozenset() if node.condition is None else mentioned(node.condition)
        found = self._solver.solutions(right, self._seen(right, row, names))
        if found:
            self.match(right, {**row, **found[0]})
        else:
            self.lack(right, row)

    def _either(self, sides: tuple[Algebra, ...], row: Bindings) -> None:
        """Note the first side that gives the solution."""
        for side in sides:
            if certain(side) <= set(row):
                found = self._solver.solutions(side, self._seen(side, row))
                if found:
                    self.match(side, {**row, **found[0]})
                    return

    def _seen(self, node: Algebra, row: Bindings, more: AbstractSet[str] = frozenset()) -> Bindings:
        """Return the bindings that a pattern sees: its own variables, the constants and more."""
        names = variables(node) | set(self._constants) | more
        return {name: value for name, value in row.items() if name in names}

    def _subquery(self, pattern: Algebra, shown: tuple[Var, ...], row: Bindings) -> None:
        names = {each.name for each in shown}
        inside = {name: value for name, value in row.items() if name in names}
        found = self._solver.solutions(pattern, inside)
        if found:
            self.match(pattern, found[0])

    def _group(self, node: Group, row: Bindings) -> None:
        """Note every solution of the group, and what the aggregates give."""
        pattern: Algebra = node.pattern
        for key, expression in node.keys:
            if key != expression:
                pattern = Extend(pattern, key, expression)
        names = {key.name for key, _ in node.keys} | set(self._constants)
        inside = {name: value for name, value in row.items() if name in names}
        found = self._solver.solutions(pattern, inside)
        for each in found[:MOST]:
            self.match(node.pattern, each)
        self.omitted += max(0, len(found) - MOST)
        if not found:
            self.lack(node.pattern, inside)
        for variable, aggregate in node.aggregates:
            if variable.name in row:
                value = short(self._context.node(row[variable.name]))
                self.conditions[f"{expression_text(aggregate, {})} = {value}"] = None

    def _assigned(self, variable: Var, expression: Expression, row: Bindings) -> None:
        if isinstance(expression, Term | Var) or variable.name not in row:
            return
        value = short(self._context.node(row[variable.name]))
        text = f"?{shown_name(variable.name)} = {expression_text(expression, self._known(row))}"
        self.conditions[f"{text} = {value}"] = None

    # conditions

    def _known(self, row: Bindings) -> dict[str, Node]:
        return {name: self._context.node(value) for name, value in row.items()}

    def _holds(self, condition: Expression, row: Bindings) -> None:
        """Note what makes a condition true."""
        match condition:
            case Call("&&", parts):
                for part in parts:
                    self._holds(part, row)
            case Exists(pattern, negated):
                self._exists(pattern, row, expected=not negated)
            case Call("!", (Exists(pattern, negated),)):
                self._exists(pattern, row, expected=negated)
            case _:
                known = self._known(row)
                words = in_words(condition, known, holds=True)
                self.conditions[expression_text(condition, known)] = words
                for each in _exists_in(condition):
                    self._exists(each.pattern, row)

    def _exists(self, pattern: Algebra, row: Bindings, *, expected: bool | None = None) -> None:
        """Note the first match of a pattern, or that there is none."""
        if expected is False:
            self.lack(pattern, row)
            return
        found = self._solver.solutions(pattern, row)
        if found:
            self.match(pattern, found[0])
        else:
            self.lack(pattern, row)

    # what was looked for in vain

    def lack(self, node: Algebra, row: Bindings) -> None:
        """Note that a pattern has no match, with the variables that are known filled in."""
        known = self._known(row)
        for patterns, conditions in ways(node):
            named = frozenset(name for each in conditions for name in mentioned(each))
            there = instead(self._context, patterns, named, row)
            absence = Absence(
                tuple(sought(each, known) for each in patterns),
                tuple(expression_text(each, known) for each in conditions),
                tuple(there.found),
                there.omitted,
                there.unrelated,
                tuple(in_words(each, known) for each in conditions),
            )
            if absence not in self.absent:
                self.absent.append(absence)


def _exists_in(expression: Any) -> Iterator[Exists]:
    """Yield the EXISTS in an expression, not those inside another."""
    if isinstance(expression, Exists):
        yield expression
    elif isinstance(expression, Call):
        for each in expression.arguments:
            yield from _exists_in(each)
