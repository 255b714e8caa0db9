"""What surrounds the pattern of a query: grouping, order, slices (section 18.2.4 and 18.2.5)."""

from dataclasses import dataclass, field
from typing import Any

from grondslag.sparql.algebra import (
    Aggregate,
    Algebra,
    Call,
    Exists,
    Expression,
    Group,
    OrderBy,
    Slice,
    Values,
    Var,
)
from grondslag.sparql.nodes import rebuild
from grondslag.sparql.patterns import PatternParser, filtered, joined
from grondslag.sparql.scope import variables


@dataclass(slots=True)
class Modifiers:
    """The clauses after a pattern; ``keys`` is None without GROUP BY."""

    keys: list[tuple[Var, Expression]] | None = None
    having: list[Expression] = field(default_factory=list)
    order: list[tuple[Expression, bool]] = field(default_factory=list)
    offset: int = 0
    limit: int | None = None
    values: Values | None = None


class ModifierParser(PatternParser):
    """Reads the clauses after a pattern and puts them around its algebra."""

    _key_number = 0

    def modifiers(self, aggregates: dict[Aggregate, Var]) -> Modifiers:
        """Read all clauses; aggregates of HAVING and ORDER BY are added to those given."""
        found = Modifiers()
        if self.accept("GROUP"):
            self.expect("BY")
            found.keys = self._keys()
        self.aggregates = aggregates
        if self.accept("HAVING"):
            found.having = [self.constraint()]
            while self._condition_starts(variable=False):
                found.having.append(self.constraint())
        if self.accept("ORDER"):
            self.expect("BY")
            found.order = [self._order()]
            while self.kind in ("ASC", "DESC") or self._condition_starts():
                found.order.append(self._order())
        self.aggregates = None
        self._slice(found)
        if self.kind == "VALUES":
            found.values = self.inline_data()
        return found

    def grouped(
        self,
        pattern: Algebra,
        found: Modifiers,
        aggregates: dict[Aggregate, Var],
        aliases: frozenset[str],
    ) -> Algebra:
        """Put GROUP BY, HAVING and VALUES around a pattern, in that order.

        ``aliases`` are the variables that SELECT binds, which only ORDER BY sees.
        """
        if found.keys is not None or aggregates:
            keys = tuple(found.keys or ())
            loose = variables(pattern) - {key.name for key, _ in keys}
            found.having = [self._sampled(one, loose, aggregates) for one in found.having]
            found.order = [
                (self._sampled(one, loose - aliases, aggregates), down) for one, down in found.order
            ]
            pairs = tuple((variable, one) for one, variable in aggregates.items())
            pattern = Group(pattern, keys, pairs)
        pattern = filtered(pattern, found.having)
        return pattern if found.values is None else joined(pattern, found.values)

    @staticmethod
    def ordered(pattern: Algebra, found: Modifiers) -> Algebra:
        """Put ORDER BY around a pattern."""
        return OrderBy(pattern, tuple(found.order)) if found.order else pattern

    @staticmethod
    def sliced(pattern: Algebra, found: Modifiers) -> Algebra:
        """Put LIMIT and OFFSET around a pattern."""
        if found.limit is None and not found.offset:
            return pattern
        return Slice(pattern, found.offset, found.limit)

    def _sampled(
        self, condition: Expression, loose: frozenset[str], aggregates: dict[Aggregate, Var]
    ) -> Expression:
        """Take any value of a variable that is neither aggregated nor a key (18.2.4.1)."""

        def replace(node: Any) -> Any:
            if isinstance(node, Var) and node.name in loose:
                return self.aggregated(Aggregate("SAMPLE", node, False), aggregates)
            return node if isinstance(node, Exists) else None

        return rebuild(condition, replace)

    def _condition_starts(self, *, variable: bool = True) -> bool:
        kind = self.kind
        if kind in ("(", "iri", "pname"):
            return True
        return variable if kind == "var" else self.call_starts()

    def _keys(self) -> list[tuple[Var, Expression]]:
        keys = [self._key()]
        while self._condition_starts():
            position = self.position
            key = self._key()
            if key in keys:
                continue
            if any(key[0] == other for other, _ in keys):
                self.refuse(f"?{key[0].name} is twice in GROUP BY", position)
            keys.append(key)
        return keys

    def _key(self) -> tuple[Var, Expression]:
        if self.kind == "var":
            variable = self.variable()
            return variable, variable
        if self.kind != "(":
            return self._named_key(self.constraint())
        self.advance()
        expression = self.expression()
        if self.accept("AS"):
            variable = self.variable()
            if expression == variable:
                # Not the same as naming it: (?x AS ?x) assigns.
                expression = Call("COALESCE", (expression,))
            key = variable, expression
        else:
            key = self._named_key(expression)
        self.expect(")")
        return key

    def _named_key(self, expression: Expression) -> tuple[Var, Expression]:
        if isinstance(expression, Var):
            return expression, expression
        self._key_number += 1
        return Var(f".k{self._key_number}"), expression

    def _order(self) -> tuple[Expression, bool]:
        if self.kind in ("ASC", "DESC"):
            down = self.kind == "DESC"
            self.advance()
            return self.bracketed(), down
        return (self.variable() if self.kind == "var" else self.constraint()), False

    def _slice(self, found: Modifiers) -> None:
        seen: set[str] = set()
        while self.kind in ("LIMIT", "OFFSET") and self.kind not in seen:
            clause = self.kind
            seen.add(clause)
            self.advance()
            if self.kind != "number" or not self.value.isdecimal():
                self.unexpected("a whole number without a sign")
            if clause == "LIMIT":
                found.limit = int(self.value)
            else:
                found.offset = int(self.value)
            self.advance()
