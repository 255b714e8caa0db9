"""Variables and terms of queries (SPARQL 1.1, sections 18.2.1 and 19.8)."""

from grondslag.sparql.algebra import (
    BGP,
    Algebra,
    Call,
    Distinct,
    Expression,
    Extend,
    Filter,
    Group,
    InGraph,
    Join,
    LeftJoin,
    Link,
    Minus,
    Negated,
    OrderBy,
    Pattern,
    Project,
    Service,
    Slice,
    Term,
    Union,
    Values,
    Var,
)
from grondslag.sparql.nodes import Node, walk

_NOTHING: frozenset[str] = frozenset()


def mentioned(node: Node, *, exists: bool = True) -> frozenset[str]:
    """Return every variable that is written anywhere, also in ``EXISTS`` and subqueries.

    With ``exists=False`` what is only in the pattern of an ``EXISTS`` does not count.
    """
    return frozenset(one.name for one in walk(node, exists=exists) if isinstance(one, Var))


def mentioned_and_called(node: Node) -> tuple[frozenset[str], frozenset[str]]:
    """Return every variable and the name of every call that are written anywhere."""
    names: set[str] = set()
    calls: set[str] = set()
    for one in walk(node):
        if isinstance(one, Var):
            names.add(one.name)
        elif isinstance(one, Call):
            calls.add(one.name)
    return frozenset(names), frozenset(calls)


def terms(node: Node) -> frozenset[str]:
    """Return the token of every constant and of every predicate in a path."""
    found: set[str] = set()
    for one in walk(node):
        if isinstance(one, Term):
            found.add(one.token)
        elif isinstance(one, Link):
            found.add(one.predicate)
        elif isinstance(one, Negated):
            found.update(one.forward or (), one.inverse or ())
    return frozenset(found)


def variables(algebra: Algebra) -> frozenset[str]:
    """Return the variables that are in scope: those that a solution may bind.

    The dotted names of blank nodes and aggregates are among them.
    """
    match algebra:
        case BGP(patterns):
            return _in_patterns(patterns)
        case Join(left, right) | LeftJoin(left, right) | Union(left, right):
            return variables(left) | variables(right)
        case Minus(left, _):
            return variables(left)
        case Extend(pattern, variable, _):
            return variables(pattern) | {variable.name}
        case InGraph(name, pattern) | Service(name, pattern):
            return variables(pattern) | _name(name)
        case Values() | Project():
            return frozenset(variable.name for variable in algebra.variables)
        case Group(_, keys, aggregates):
            return frozenset(variable.name for variable, _ in (*keys, *aggregates))
        case Filter() | OrderBy() | Distinct() | Slice():
            return variables(algebra.pattern)


def certain(algebra: Algebra) -> frozenset[str]:
    """Return variables that every solution binds, as far as can be seen without the data.

    An expression that may fail (section 18.5, Extend) leaves its variable out.
    """
    match algebra:
        case BGP(patterns):
            return _in_patterns(patterns)
        case Join(left, right):
            return certain(left) | certain(right)
        case LeftJoin(left, _) | Minus(left, _):
            return certain(left)
        case Union(left, right):
            return certain(left) & certain(right)
        case Extend(pattern, variable, expression):
            bound = certain(pattern)
            return bound | {variable.name} if _succeeds(expression, bound) else bound
        case Values(names, rows):
            return frozenset(
                variable.name
                for column, variable in enumerate(names)
                if all(row[column] is not None for row in rows)
            )
        case InGraph(name, pattern):
            return certain(pattern) | _name(name)
        case Service():
            return _NOTHING  # SILENT leaves everything unbound
        case Group():
            return _certain_of_group(algebra)
        case Project(pattern, projected):
            return certain(pattern) & {variable.name for variable in projected}
        case Filter() | OrderBy() | Distinct() | Slice():
            return certain(algebra.pattern)


def _in_patterns(patterns: tuple[Pattern, ...]) -> frozenset[str]:
    return frozenset(
        part.name
        for pattern in patterns
        for part in (pattern.subject, pattern.predicate, pattern.object)
        if isinstance(part, Var)
    )


def _name(name: Var | Term) -> frozenset[str]:
    return frozenset((name.name,)) if isinstance(name, Var) else _NOTHING


def _succeeds(expression: Expression, bound: frozenset[str]) -> bool:
    return isinstance(expression, Term) or (
        isinstance(expression, Var) and expression.name in bound
    )


def _certain_of_group(group: Group) -> frozenset[str]:
    bound = certain(group.pattern)
    keys = (variable.name for variable, key in group.keys if _succeeds(key, bound))
    counts = (variable.name for variable, one in group.aggregates if one.name == "COUNT")
    return frozenset((*keys, *counts))
