"""Algebra and paths back to the text of a query.

Every pattern gets braces of its own, so that the text reads as the same algebra again; it is
for a query engine, not for people. Dotted variables (blank nodes, aggregates) become ordinary
variables with a name that the query does not use yet, and grouping becomes a subquery.
"""

from grondslag.lexical import literal_token
from grondslag.sparql.algebra import (
    BGP,
    Aggregate,
    Algebra,
    Alternative,
    Call,
    Distinct,
    Exists,
    Expression,
    Extend,
    Filter,
    Group,
    InGraph,
    Inverse,
    Join,
    LeftJoin,
    Link,
    Minus,
    Negated,
    OrderBy,
    Path,
    Pattern,
    Project,
    Query,
    Repeat,
    Select,
    Sequence,
    Service,
    Slice,
    Term,
    Union,
    Values,
    Var,
)
from grondslag.sparql.nodes import walk

_SIGNS = {"u-": "-", "u+": "+", "!": "!"}
_REPEATS = {(True, False): "?", (True, True): "*", (False, True): "+"}


def path_text(path: Path) -> str:
    """Return a property path as SPARQL text, with full IRIs.

    Raises:
        ValueError: a repeat that is neither ``?``, ``*`` nor ``+``, or a negated set that walks
            in no direction.
    """
    match path:
        case Link(predicate):
            return predicate
        case Inverse(inner):
            return f"^{_step(inner)}"
        case Sequence(parts):
            return "/".join(map(_step, parts))
        case Alternative(parts):
            return "|".join(map(_step, parts))
        case Repeat(inner, zero, many) if (zero, many) in _REPEATS:
            return f"{_step(inner)}{_REPEATS[zero, many]}"
        case Negated(forward, inverse) if forward is not None or inverse is not None:
            return _negated_text(forward, inverse)
    raise ValueError(f"SPARQL has no such path: {path!r}")


def query_text(query: Query) -> str:
    """Return the text of a query that has the same solutions.

    A query that selects no variable at all gets one that is never bound, since SPARQL has no way
    to write that down.

    Raises:
        ValueError: the query has a blank node as a constant, or FROM.
    """
    if query.dataset:
        raise ValueError("a query with FROM is not written")
    writer = _Writer(query)
    bases = {_base(one) for one in walk(query) if isinstance(one, Call)} - {""}
    head = "".join(f"BASE {each} " for each in sorted(bases))
    if isinstance(query, Select):
        return head + writer.content(query.algebra)
    return f"{head}ASK {writer.group(query.algebra)}"


def _base(call: Call) -> str:
    """Return the token of the base that a call to IRI has."""
    match call:
        case Call("IRI", (_, Term(base))):
            return base
    return ""


def _step(path: Path) -> str:
    text = path_text(path)
    return text if isinstance(path, Link) else f"({text})"


def _negated_text(forward: tuple[str, ...] | None, inverse: tuple[str, ...] | None) -> str:
    if inverse and forward != ():
        return f"!({'|'.join((*(forward or ()), *(f'^{one}' for one in inverse)))})"
    # A set that excludes nothing has no place for the other direction.
    sets = [] if forward is None else [f"!({'|'.join(forward)})"]
    if inverse is not None:
        sets.append(f"^(!({'|'.join(inverse)}))")
    return "|".join(sets)


def _ordinary(names: list[str]) -> dict[str, str]:
    """Return an unused ordinary name for each dotted name."""
    start = "hidden"
    while any(name.startswith(start) for name in names):
        start += "_"
    dotted = dict.fromkeys(name for name in names if name.startswith("."))
    return {name: f"{start}{number}" for number, name in enumerate(dotted)} | {"": f"{start}_none"}


class _Writer:
    def __init__(self, query: Query) -> None:
        self._names = _ordinary([one.name for one in walk(query) if isinstance(one, Var)])

    def group(self, algebra: Algebra) -> str:
        return f"{{ {self.content(algebra)} }}"

    def content(self, algebra: Algebra) -> str:
        """Return what stands between the braces of a group with this algebra."""
        match algebra:
            case BGP(patterns):
                return " . ".join(map(self._pattern, patterns))
            case Join(left, right):
                return f"{self.group(left)} {self.group(right)}"
            case Union(left, right):
                return f"{self.group(left)} UNION {self.group(right)}"
            case Minus(left, right):
                return f"{self.group(left)} MINUS {self.group(right)}"
            case LeftJoin(left, right, condition):
                # The inner braces keep the filters of the right side away from the left side.
                filtered = "" if condition is None else f" FILTER{self._bracketed(condition)}"
                return f"{self.group(left)} OPTIONAL {{ {self.group(right)}{filtered} }}"
            case Filter(pattern, condition):
                return f"{self.group(pattern)} FILTER{self._bracketed(condition)}"
            case Extend(pattern, variable, expression):
                bound = f"{self.expression(expression)} AS {self._term(variable)}"
                return f"{self.group(pattern)} BIND({bound})"
            case InGraph(name, pattern):
                return f"GRAPH {self._term(name)} {self.group(pattern)}"
            case Service(name, pattern):
                return f"SERVICE {self._term(name)} {self.group(pattern)}"
            case Values():
                return self._values(algebra)
            case Group():
                return self._grouping(algebra)
            case _:
                return self._select(algebra)

    def expression(self, expression: Expression) -> str:
        match expression:
            case Var() | Term():
                return self._term(expression)
            case Exists(pattern, negated):
                return f"{'NOT EXISTS' if negated else 'EXISTS'} {self.group(pattern)}"
            case Aggregate():
                return self._aggregate(expression)
            case Call(name, arguments):
                if _base(expression):
                    arguments = arguments[:1]  # the prologue says it
                return self._call(name, [self.expression(one) for one in arguments])

    def _call(self, name: str, arguments: list[str]) -> str:
        if name in _SIGNS:
            return f"({_SIGNS[name]} {arguments[0]})"
        if name in ("IN", "NOT IN"):
            return f"({arguments[0]} {name} ({', '.join(arguments[1:])}))"
        if name[0].isalpha() or name[0] == "<" and len(name) > 2:
            return f"{name}({', '.join(arguments)})"
        return f"({f' {name} '.join(arguments)})"

    def _aggregate(self, aggregate: Aggregate) -> str:
        argument = "*" if aggregate.argument is None else self.expression(aggregate.argument)
        distinct = "DISTINCT " if aggregate.distinct else ""
        separator = ""
        if aggregate.name == "GROUP_CONCAT":
            separator = f" ; SEPARATOR = {literal_token(aggregate.separator)}"
        return f"{aggregate.name}({distinct}{argument}{separator})"

    def _bracketed(self, expression: Expression) -> str:
        return f"({self.expression(expression)})"

    def _term(self, term: Var | Term) -> str:
        if isinstance(term, Var):
            return f"?{self._names.get(term.name, term.name)}"
        if term.token.startswith("_:"):
            raise ValueError(f"{term.token}: a query cannot name a blank node of the data")
        return term.token

    def _pattern(self, pattern: Pattern) -> str:
        predicate = pattern.predicate
        middle = self._term(predicate) if isinstance(predicate, Var) else path_text(predicate)
        return f"{self._term(pattern.subject)} {middle} {self._term(pattern.object)}"

    def _values(self, values: Values) -> str:
        names = " ".join(map(self._term, values.variables))
        rows = " ".join(
            f"({' '.join('UNDEF' if one is None else self._term(one) for one in row)})"
            for row in values.rows
        )
        return f"VALUES ({names}) {{ {rows} }}"

    def _grouping(self, group: Group) -> str:
        keys = [self._key(*key) for key in group.keys]
        shown = [self._term(key) for key, _ in group.keys]
        shown.extend(
            f"({self._aggregate(one)} AS {self._term(variable)})"
            for variable, one in group.aggregates
        )
        by = f" GROUP BY {' '.join(keys)}" if keys else ""
        return f"SELECT {' '.join(shown)} WHERE {self.group(group.pattern)}{by}"

    def _key(self, key: Var, expression: Expression) -> str:
        if key == expression:
            return self._term(key)
        # Oxigraph leaves out the new name of a bare variable; COALESCE of one thing is that thing.
        call = "COALESCE" if isinstance(expression, Var) else ""
        return f"({call}({self.expression(expression)}) AS {self._term(key)})"

    def _select(self, algebra: Algebra) -> str:
        after = distinct = ""
        shown = "*"
        if isinstance(algebra, Slice):
            limit = "" if algebra.limit is None else f" LIMIT {algebra.limit}"
            after = f"{limit} OFFSET {algebra.offset}"
            algebra = algebra.pattern
        if isinstance(algebra, Distinct):
            distinct = "DISTINCT "
            algebra = algebra.pattern
        if isinstance(algebra, Project):
            shown = " ".join(map(self._term, algebra.variables or (Var(""),)))
            algebra = algebra.pattern
        if isinstance(algebra, OrderBy):
            order = " ".join(
                f"{'DESC' if down else 'ASC'}{self._bracketed(one)}"
                for one, down in algebra.conditions
            )
            after = f" ORDER BY {order}{after}"
            algebra = algebra.pattern
        return f"SELECT {distinct}{shown} WHERE {self.group(algebra)}{after}"
