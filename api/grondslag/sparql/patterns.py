"""Group graph patterns and their algebra (SPARQL 1.1, section 18.2.2; rules 53 to 74)."""

from abc import abstractmethod
from collections.abc import Callable

from grondslag.sparql.algebra import (
    BGP,
    Algebra,
    Call,
    Expression,
    Extend,
    Filter,
    InGraph,
    Join,
    LeftJoin,
    Minus,
    Service,
    Term,
    Union,
    Values,
    Var,
)
from grondslag.sparql.expressions import ExpressionParser
from grondslag.sparql.scope import variables

UNIT = BGP(())


def joined(left: Algebra, right: Algebra) -> Algebra:
    """Join two patterns; the unit pattern falls away (section 18.2.2.8)."""
    if left == UNIT:
        return right
    return left if right == UNIT else Join(left, right)


def filtered(pattern: Algebra, conditions: list[Expression]) -> Algebra:
    """Put all filters of a group above it, as one conjunction (section 18.2.2.6)."""
    return Filter(pattern, _conjunction(conditions)) if conditions else pattern


def _conjunction(conditions: list[Expression]) -> Expression:
    whole = conditions[0]
    for condition in conditions[1:]:
        whole = Call("&&", (whole, condition))
    return whole


class PatternParser(ExpressionParser):
    """Reads group graph patterns, straight to algebra."""

    @abstractmethod
    def subquery(self) -> Algebra:
        """Read a subquery, from SELECT up to the brace that closes its group."""

    def group(self) -> Algebra:
        """Read a group graph pattern with its braces."""
        return filtered(*self._parts())

    def _parts(self) -> tuple[Algebra, list[Expression]]:
        """Read a group; its pattern without its own filters, and those filters."""
        self.expect("{")
        outside, self.patterns = self.patterns, []
        conditions: list[Expression] = []
        pattern = self.subquery() if self.kind == "SELECT" else self._elements(conditions)
        self.expect("}")
        self.patterns = outside
        return pattern, conditions

    def _elements(self, conditions: list[Expression]) -> Algebra:
        pattern: Algebra = UNIT
        may_be_triples = True
        while self.kind != "}":
            element = _ELEMENTS.get(self.kind)
            if element is not None:
                pattern = element(self, self._closed(pattern))
                self.accept(".")
                may_be_triples = True
            elif self.accept("FILTER"):
                # A filter does not end a basic graph pattern (section 5.1.1).
                conditions.append(self.constraint())
                self.accept(".")
                may_be_triples = True
            elif may_be_triples and self.kind != "end":
                self.triples()
                may_be_triples = self.accept(".")
            else:
                self.unexpected('"." or "}"' if not may_be_triples else '"}"')
        return self._closed(pattern)

    def _closed(self, pattern: Algebra) -> Algebra:
        """End the basic graph pattern at hand and join it to what came before."""
        if not self.patterns:
            return pattern
        basic = BGP(tuple(self.patterns))
        self.patterns = []
        return joined(pattern, basic)

    def _union(self, left: Algebra) -> Algebra:
        right = self.group()
        while self.accept("UNION"):
            right = Union(right, self.group())
        return joined(left, right)

    def _optional(self, left: Algebra) -> Algebra:
        self.expect("OPTIONAL")
        # Only the filters of this group itself see the left side (section 18.2.2.6).
        pattern, conditions = self._parts()
        return LeftJoin(left, pattern, _conjunction(conditions) if conditions else None)

    def _minus(self, left: Algebra) -> Algebra:
        self.expect("MINUS")
        return Minus(left, self.group())

    def _graph(self, left: Algebra) -> Algebra:
        self.expect("GRAPH")
        name = self._graph_name()
        return joined(left, InGraph(name, self.group()))

    def _service(self, left: Algebra) -> Algebra:
        self.expect("SERVICE")
        self.accept("SILENT")
        name = self._graph_name()
        return joined(left, Service(name, self.group()))

    def _graph_name(self) -> Var | Term:
        return self.variable() if self.kind == "var" else Term(self.iri())

    def _bind(self, left: Algebra) -> Algebra:
        self.expect("BIND")
        self.expect("(")
        expression = self.expression()
        self.expect("AS")
        position = self.position
        variable = self.variable()
        if variable.name in variables(left):
            self.refuse(f"?{variable.name} is already in use before this BIND", position)
        self.expect(")")
        return Extend(left, variable, expression)

    def _values(self, left: Algebra) -> Algebra:
        return joined(left, self.inline_data())

    def inline_data(self) -> Values:
        """Read VALUES with its data."""
        self.expect("VALUES")
        if self.kind == "var":
            return Values((self.variable(),), self._rows(lambda: (self._value(),)))
        names: list[Var] = []
        self.expect("(")
        while not self.accept(")"):
            variable = self.variable()
            if variable in names:
                self.refuse(f"?{variable.name} is twice in VALUES", self.position - 1)
            names.append(variable)
        return Values(tuple(names), self._rows(lambda: self._row(len(names))))

    def _rows(
        self, row: Callable[[], tuple[Term | None, ...]]
    ) -> tuple[tuple[Term | None, ...], ...]:
        rows: list[tuple[Term | None, ...]] = []
        self.expect("{")
        while not self.accept("}"):
            rows.append(row())
        return tuple(rows)

    def _row(self, width: int) -> tuple[Term | None, ...]:
        position = self.position
        values: list[Term | None] = []
        self.expect("(")
        while not self.accept(")"):
            values.append(self._value())
        if len(values) != width:
            self.refuse(f"{len(values)} values for {width} variables", position)
        return tuple(values)

    def _value(self) -> Term | None:
        if self.accept("UNDEF"):
            return None
        term = self.constant()
        if term is None:
            self.unexpected("an IRI, a literal or UNDEF")
        return term


_ELEMENTS: dict[str, Callable[[PatternParser, Algebra], Algebra]] = {
    "{": PatternParser._union,
    "OPTIONAL": PatternParser._optional,
    "MINUS": PatternParser._minus,
    "GRAPH": PatternParser._graph,
    "SERVICE": PatternParser._service,
    "BIND": PatternParser._bind,
    "VALUES": PatternParser._values,
}
