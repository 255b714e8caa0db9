"""The query parser: text of SPARQL 1.1 to algebra (https://www.w3.org/TR/sparql11-query/).

By hand and in one pass, because a rule set has hundreds of queries and a parser made of
combinators costs more than their evaluation. A class for each part of the grammar, each adding
to the one before: cursor, paths, triples, expressions, patterns, modifiers, and here the forms.
"""

from collections.abc import Mapping
from types import MappingProxyType

from grondslag.sparql.algebra import (
    Aggregate,
    Algebra,
    Ask,
    Distinct,
    Expression,
    Extend,
    Path,
    Project,
    Query,
    Select,
    Var,
)
from grondslag.sparql.errors import NestedTooDeeply, SparqlSyntaxError
from grondslag.sparql.modifiers import ModifierParser
from grondslag.sparql.scope import mentioned, variables

__all__ = ["SparqlSyntaxError", "parse_path", "parse_query"]

_NO_PREFIXES: Mapping[str, str] = MappingProxyType({})
_OTHER_FORMS = frozenset(
    "CONSTRUCT DESCRIBE INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split()  # noqa: SIM905
)


def parse_query(
    text: str,
    prefixes: Mapping[str, str] = _NO_PREFIXES,
    base: str = "",
    hidden: frozenset[str] = frozenset(),
) -> Query:
    """Return the algebra of a SELECT or ASK query.

    ``prefixes`` map a prefix without its colon to a namespace, as ``sh:prefixes`` does; the text
    may declare others. ``base`` resolves relative IRIs until the text has its own BASE.
    ``hidden`` are variables that ``SELECT *`` does not show, because they are replaced later.

    Raises:
        SparqlSyntaxError: the text is not a query, or of another form.
    """
    parser = _QueryParser(text, prefixes, base)
    parser.hidden = hidden
    try:
        return parser.query()
    except RecursionError:
        raise NestedTooDeeply("query", text) from None


def parse_path(text: str, prefixes: Mapping[str, str] = _NO_PREFIXES, base: str = "") -> Path:
    """Return a property path that stands alone.

    Raises:
        SparqlSyntaxError: the text is not a property path.
    """
    parser = _QueryParser(text, prefixes, base)
    try:
        path = parser.path()
    except RecursionError:
        raise NestedTooDeeply("path", text) from None
    parser.end("the path")
    return path


_Items = list[tuple[Var, Expression | None]]


class _QueryParser(ModifierParser):
    """Reads a whole query."""

    hidden: frozenset[str] = frozenset()

    def end(self, what: str) -> None:
        """Refuse anything that follows."""
        if self.kind != "end":
            self.unexpected(f"the end of {what}")

    def query(self) -> Query:
        """Read prologue, form and the rest."""
        self._prologue()
        if self.kind == "SELECT":
            algebra, projected, dataset = self._select(nested=False)
            self.end("the query")
            return Select(algebra, projected, dataset)
        if self.kind in _OTHER_FORMS:
            self.refuse(f"{self.kind} is not read: only SELECT and ASK queries are")
        if self.kind != "ASK":
            self.unexpected("SELECT or ASK")
        self.advance()
        dataset = self._dataset()
        self.accept("WHERE")
        pattern = self.group()
        aggregates: dict[Aggregate, Var] = {}
        found = self.modifiers(aggregates)
        self.end("the query")
        pattern = self.grouped(pattern, found, aggregates, frozenset())
        return Ask(self.sliced(self.ordered(pattern, found), found), dataset)

    def subquery(self) -> Algebra:
        """Read a subquery, from SELECT up to the brace that closes its group."""
        return self._select(nested=True)[0]

    def _prologue(self) -> None:
        while True:
            if self.accept("PREFIX"):
                prefix = self.value
                if self.kind != "pname" or prefix.index(":") != len(prefix) - 1:
                    self.unexpected('a prefix with a colon, such as "ex:",')
                self.advance()
                self.prefixes[prefix[:-1]] = self.reference()
            elif self.accept("BASE"):
                self.base = self.reference()
            else:
                return

    def _dataset(self) -> tuple[str, ...]:
        graphs: list[str] = []
        while self.accept("FROM"):
            self.accept("NAMED")
            graphs.append(self.iri())
        return tuple(graphs)

    def _select(self, *, nested: bool) -> tuple[Algebra, tuple[Var, ...], tuple[str, ...]]:
        self.expect("SELECT")
        position = self.position
        distinct = self.accept("DISTINCT") or self.accept("REDUCED")
        aggregates: dict[Aggregate, Var] = {}
        items = self._items(aggregates)
        dataset = () if nested else self._dataset()
        self.accept("WHERE")
        pattern = self.group()
        found = self.modifiers(aggregates)
        aliases = frozenset(variable.name for variable, one in items or () if one is not None)
        grouped = found.keys is not None or bool(aggregates)
        pattern = self.grouped(pattern, found, aggregates, aliases)
        if items is None:
            if grouped:
                self.refuse("SELECT * cannot be used with GROUP BY or an aggregate", position)
            names = sorted(variables(pattern) - self.hidden)
            projected = tuple(Var(name) for name in names if name[0] != ".")
        else:
            projected = tuple(variable for variable, _ in items)
            pattern = self._extended(pattern, items, grouped, position)
        pattern = Project(self.ordered(pattern, found), projected)
        if distinct:
            pattern = Distinct(pattern)
        return self.sliced(pattern, found), projected, dataset

    def _items(self, aggregates: dict[Aggregate, Var]) -> _Items | None:
        """Read what SELECT shows; None is ``*``."""
        if self.accept("*"):
            return None
        items: _Items = []
        self.aggregates = aggregates
        while True:
            expression: Expression | None = None
            if self.kind == "(":
                self.advance()
                expression = self.expression()
                self.expect("AS")
                variable = self.variable()
                self.expect(")")
            elif self.kind == "var":
                variable = self.variable()
            elif not items:
                self.unexpected('a variable, "(" or "*"')
            else:
                self.aggregates = None
                return items
            items.append((variable, expression))

    def _extended(self, pattern: Algebra, items: _Items, grouped: bool, position: int) -> Algebra:
        """Bind the expressions of SELECT, after the checks of section 19.8, notes 12 to 14."""
        known = set(variables(pattern))
        seen: set[str] = set()
        for variable, expression in items:
            name = variable.name
            if name in seen:
                self.refuse(f"?{name} is twice in SELECT", position)
            seen.add(name)
            if expression is None:
                if grouped and name not in known:
                    self.refuse(f"?{name} is neither grouped by nor aggregated", position)
                continue
            if name in known:
                self.refuse(f"SELECT binds ?{name}, which the pattern has already", position)
            loose = mentioned(expression, exists=False) - known if grouped else None
            if loose:
                self.refuse(f"?{min(loose)} is neither grouped by nor aggregated", position)
            known.add(name)
            pattern = Extend(pattern, variable, expression)
        return pattern
