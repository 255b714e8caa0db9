"""Queries whose pre-bound variables get their values from a graph of their own.

A query engine that knows no pre-binding is given the values as triples in a named graph, and
every group of the query begins by reading them. So the variables are bound wherever the query
looks, also inside filters, ``OPTIONAL`` and ``EXISTS``, and blank nodes can be values too.
"""

from typing import Any

import pyoxigraph as ox

from grondslag.sparql.algebra import (
    BGP,
    Ask,
    Group,
    InGraph,
    Join,
    Link,
    Minus,
    Pattern,
    Project,
    Select,
    Service,
    Slice,
    Term,
    Values,
    Var,
)
from grondslag.sparql.nodes import rebuild, walk
from grondslag.validation.sparql.limits import CannotTranslate

_GRAPH = "tag:grondslag,2026:prebound"


def binding_graph() -> ox.NamedNode:
    """Return the name of the graph that holds the values."""
    return ox.NamedNode(_GRAPH)


def binding_predicate(name: str) -> ox.NamedNode:
    """Return the predicate from a row to the value of a variable."""
    return ox.NamedNode(f"{_GRAPH}#{name}")


def bound(query: Select | Ask, names: tuple[str, ...]) -> Select:
    """Return a query that reads pre-bound variables from their graph, and selects them.

    Args:
        query: a query in which they are pre-bound.
        names: their names; at least one.

    Raises:
        CannotTranslate: when that would not be the same as replacing them by their values.
    """
    if query.dataset:
        raise CannotTranslate("FROM")
    for part in walk(query):
        match part:
            case Minus():
                raise CannotTranslate("MINUS with pre-bound variables")
            case Service():
                raise CannotTranslate("SERVICE")
            case InGraph(Var(name), _) if name not in names:
                raise CannotTranslate("GRAPH with a variable")
    variables = tuple(Var(name) for name in names)
    if isinstance(query, Ask):
        body = Join(_rows(names), _inside(query.algebra, names))
        return Select(Project(body, variables), variables)
    shown = tuple(dict.fromkeys((*variables, *query.variables)))

    def outermost(node: Any) -> Any:
        if isinstance(node, Project):
            return Project(Join(_rows(names), _inside(node.pattern, names)), shown)
        return None

    return Select(rebuild(query.algebra, outermost), shown)


def check_together(query: Select | Ask) -> None:
    """Raise unless the rows of all values may be read at once.

    Raises:
        CannotTranslate: when a part of the query counts or cuts off across rows.
    """
    for part in walk(query):
        match part:
            case Slice():
                raise CannotTranslate("LIMIT or OFFSET counts per focus node")
            case Group(_, keys, _) if not keys:
                raise CannotTranslate("an aggregate without GROUP BY counts per focus node")


def _rows(names: tuple[str, ...]) -> InGraph:
    row = Var(".prebound")
    patterns = tuple(
        Pattern(row, Link(f"<{binding_predicate(name).value}>"), Var(name)) for name in names
    )
    return InGraph(Term(f"<{_GRAPH}>"), BGP(patterns))


def _inside(algebra: Any, names: tuple[str, ...]) -> Any:
    """Let every basic pattern begin with the rows of the variables that it can see."""

    def replace(node: Any) -> Any:
        match node:
            case BGP():
                return Join(_rows(names), node) if node.patterns else _rows(names)
            case InGraph(name, pattern):
                # The values are read inside as well, where the graph is another one.
                return Join(_rows(names), InGraph(name, _inside(pattern, names)))
            case Project(pattern, projected):
                seen = tuple(each.name for each in projected if each.name in names)
                return Join(_rows(names), Project(_inside(pattern, seen), projected))
            case Values():
                return Join(_rows(names), node)
            case Group(pattern, keys, outcomes) if keys:
                known = {variable.name for variable, _ in keys}
                added = tuple((Var(name), Var(name)) for name in names if name not in known)
                return Group(_inside(pattern, names), (*keys, *added), outcomes)
        return None

    return rebuild(algebra, replace) if names else algebra
