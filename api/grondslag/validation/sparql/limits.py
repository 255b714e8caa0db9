"""Which queries can be evaluated over columns."""

from typing import Any

from grondslag.sparql.algebra import (
    Ask,
    Call,
    Extend,
    Group,
    Select,
    Service,
)
from grondslag.sparql.nodes import walk
from grondslag.validation.sparql import aggregates
from grondslag.validation.sparql.expressions import supports

#: Functions that give something else at every call, so that an outcome is chance.
CHANCE = frozenset({"RAND", "UUID", "STRUUID", "BNODE"})


class CannotTranslate(Exception):
    """A query needs another road; ``reason`` says which part of it."""

    def __init__(self, reason: str) -> None:
        """Give the reason in a few English words."""
        super().__init__(reason)
        self.reason = reason


def plan(query: Select | Ask, prebound: frozenset[str]) -> None:
    """Raise for a query that cannot be evaluated over columns.

    Args:
        query: the query.
        prebound: the names of its pre-bound variables.

    Raises:
        CannotTranslate: with the reason.
    """
    if query.dataset:
        raise CannotTranslate("FROM")
    for part in walk(query):
        reason = _reason(part, prebound)
        if reason is not None:
            raise CannotTranslate(reason)


def _reason(part: Any, prebound: frozenset[str]) -> str | None:
    match part:
        case Service():
            return "SERVICE"
        case Call(name, _) if not supports(name):
            return f"function {name}"
        case Extend(_, variable, _) if variable.name in prebound:
            return f"?{variable.name} is pre-bound and cannot be assigned"
        case Group(_, keys, outcomes):
            return _group_reason(part, prebound) if keys or outcomes else None
    return None


def _group_reason(group: Group, prebound: frozenset[str]) -> str | None:
    for variable, key in group.keys:
        if key != variable and variable.name in prebound:
            return f"?{variable.name} is pre-bound and cannot be assigned"
    for _, aggregate in group.aggregates:
        if aggregate.name not in aggregates.SUPPORTED:
            return f"aggregate {aggregate.name}"
    return None
