"""Expressions (SPARQL 1.1, section 17; grammar rules 107 to 128)."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from grondslag.sparql import literals
from grondslag.sparql.algebra import Aggregate, Algebra, Call, Exists, Expression, Term, Var
from grondslag.sparql.triples import TriplesParser

# How tight an operator binds.
_OR, _AND, _COMPARE, _ADD, _MULTIPLY = 1, 2, 3, 4, 5
_BINDING = {
    "||": _OR,
    "&&": _AND,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "IN", "NOT"), _COMPARE),
    **dict.fromkeys(("+", "-"), _ADD),
    **dict.fromkeys(("*", "/"), _MULTIPLY),
}
_SIGNS = {"!": "!", "-": "u-", "+": "u+"}
_SYNONYMS = {"URI": "IRI", "ISURI": "ISIRI"}
_MANY = 1 << 30
# The least and most arguments of each function.
_FUNCTIONS = {
    name: numbers
    for names, numbers in (
        ("RAND NOW UUID STRUUID", (0, 0)),
        ("STR LANG DATATYPE IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE", (1, 1)),
        ("ENCODE_FOR_URI YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ", (1, 1)),
        ("MD5 SHA1 SHA256 SHA384 SHA512", (1, 1)),
        ("ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC", (1, 1)),
        ("LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER", (2, 2)),
        ("STRLANG STRDT SAMETERM", (2, 2)),
        ("REGEX SUBSTR", (2, 3)),
        ("BNODE", (0, 1)),
        ("IF", (3, 3)),
        ("REPLACE", (3, 4)),
        ("CONCAT COALESCE", (0, _MANY)),
    )
    for name in names.split()
}
_AGGREGATES = frozenset(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"))
_OTHER_CALLS = _AGGREGATES | {"BOUND", "EXISTS", "NOT"}


class ExpressionParser(TriplesParser, ABC):
    """Reads expressions.

    ``aggregates`` holds the aggregates met so far with the dotted variable that stands for each
    in the expressions around it (section 18.2.4.1); it is None where none may be.
    """

    def __init__(self, text: str, prefixes: Mapping[str, str], base: str) -> None:
        """Start where no aggregate may be."""
        super().__init__(text, prefixes, base)
        self.aggregates: dict[Aggregate, Var] | None = None
        self._aggregate_number = 0

    @abstractmethod
    def group(self) -> Algebra:
        """Read a group graph pattern with its braces."""

    def expression(self) -> Expression:
        """Read an expression with every operator."""
        return self._operators(self._unary(), _OR)

    def bracketed(self) -> Expression:
        """Read an expression between round brackets."""
        self.expect("(")
        expression = self.expression()
        self.expect(")")
        return expression

    def call_starts(self) -> bool:
        """Whether a call with a keyword comes next."""
        return self.kind in _FUNCTIONS or self.kind in _OTHER_CALLS

    def constraint(self) -> Expression:
        """Read what FILTER and HAVING take: brackets or a call."""
        if self.kind == "(":
            return self.bracketed()
        if self.kind in ("iri", "pname"):
            return self._function(self.iri())
        call = self._keyword()
        if call is None:
            self.unexpected("a condition in brackets or a function")
        return call

    def _operators(self, left: Expression, floor: int) -> Expression:
        """Read operators that bind at least as tight as ``floor``, with their right hand."""
        ceiling = _MULTIPLY
        while True:
            if self.kind == "iri":
                self.split_less_than()
            kind = self.kind
            binding = _BINDING.get(kind, 0)
            signed = kind == "number" and self.value[0] in "+-"
            if signed:
                binding = _ADD
            if not floor <= binding <= ceiling:
                return left
            if signed:
                # "?a -1" has no operator of its own: the sign is (rule 116).
                sign, written = self.value[0], self.value[1:]
                self.advance()
                right = self._operators(Term(literals.number(written)), _MULTIPLY)
                left = Call(sign, (left, right))
            elif kind in ("IN", "NOT"):
                left = self._membership(left)
                ceiling = _AND
            else:
                self.advance()
                right = self._operators(self._unary(), binding + 1)
                left = Call(kind, (left, right))
                if binding == _COMPARE:
                    ceiling = _AND  # comparisons do not chain

    def _membership(self, left: Expression) -> Expression:
        name = "NOT IN" if self.accept("NOT") else "IN"
        self.expect("IN")
        return Call(name, (left, *self._arguments()))

    def _unary(self) -> Expression:
        sign = _SIGNS.get(self.kind)
        if sign is None:
            return self._primary()
        self.advance()
        # As in SPARQL 1.2, "!" goes before any of these and a sign only before the simplest.
        return Call(sign, (self._unary() if sign == "!" else self._primary(),))

    def _primary(self) -> Expression:
        kind = self.kind
        if kind == "var":
            return self.variable()
        if kind == "(":
            return self.bracketed()
        if kind in ("iri", "pname"):
            iri = self.iri()
            return self._function(iri) if self.kind == "(" else Term(iri)
        expression = self._keyword() or self.constant()
        if expression is None:
            self.unexpected("an expression")
        return expression

    def _function(self, iri: str) -> Call:
        if self.kind != "(":
            self.unexpected("the arguments of a function")
        return Call(iri, self._arguments(distinct=True))

    def _arguments(self, *, distinct: bool = False) -> tuple[Expression, ...]:
        self.expect("(")
        # Rule 71 has DISTINCT; it changes nothing for a function that is known.
        if not (distinct and self.accept("DISTINCT")) and self.accept(")"):
            return ()
        arguments = [self.expression()]
        while self.accept(","):
            arguments.append(self.expression())
        self.expect(")")
        return tuple(arguments)

    def _keyword(self) -> Expression | None:
        """Read a call that starts with a keyword, if there is one."""
        kind = self.kind
        numbers = _FUNCTIONS.get(kind)
        if numbers is not None:
            return self._built_in(kind, *numbers)
        if kind == "BOUND":
            self.advance()
            self.expect("(")
            variable = self.variable()
            self.expect(")")
            return Call(kind, (variable,))
        if kind in ("EXISTS", "NOT"):
            return self._exists()
        if kind in _AGGREGATES:
            return self._aggregate()
        return None

    def _built_in(self, name: str, least: int, most: int) -> Call:
        position = self.position
        self.advance()
        arguments = self._arguments()
        if not least <= len(arguments) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            noun = "argument" if wanted == "1" else "arguments"
            self.refuse(f"{name} takes {wanted} {noun}, not {len(arguments)}", position)
        name = _SYNONYMS.get(name, name)
        if name == "IRI" and self.base:
            # A relative IRI is resolved when the query runs (section 17.4.2.8).
            arguments = (*arguments, Term(f"<{self.base}>"))
        return Call(name, arguments)

    def _exists(self) -> Exists:
        negated = self.accept("NOT")
        self.expect("EXISTS")
        outside, self.aggregates = self.aggregates, None
        pattern = self.group()
        self.aggregates = outside
        return Exists(pattern, negated)

    def _aggregate(self) -> Var:
        known = self.aggregates
        name = self.kind
        if known is None:
            self.refuse(f"{name} can only be used in SELECT, HAVING and ORDER BY, and not nested")
        self.advance()
        self.expect("(")
        distinct = self.accept("DISTINCT")
        argument: Expression | None = None
        separator = " "
        if name != "COUNT" or not self.accept("*"):
            self.aggregates = None
            argument = self.expression()
            self.aggregates = known
            if name == "GROUP_CONCAT" and self.accept(";"):
                self.expect("SEPARATOR")
                self.expect("=")
                separator = self.string()
        self.expect(")")
        return self.aggregated(Aggregate(name, argument, distinct, separator), known)

    def aggregated(self, aggregate: Aggregate, known: dict[Aggregate, Var]) -> Var:
        """Return the variable of an aggregate; the same aggregate has the same one."""
        variable = known.get(aggregate)
        if variable is None:
            self._aggregate_number += 1
            variable = known[aggregate] = Var(f".a{self._aggregate_number}")
        return variable
