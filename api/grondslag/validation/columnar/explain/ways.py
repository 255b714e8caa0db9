"""The ways in which a pattern of a query could have matched."""

from collections.abc import Iterator
from itertools import islice

from grondslag.sparql.algebra import (
    BGP,
    Algebra,
    Call,
    Exists,
    Expression,
    Extend,
    Filter,
    Join,
    LeftJoin,
    Minus,
    Pattern,
    Term,
    Union,
    Values,
    Var,
)

#: Of the ways in which a pattern could have matched, so many are shown.
_MOST = 24

#: Patterns and conditions that have to hold together.
Wanted = tuple[tuple[Pattern, ...], tuple[Expression, ...]]


def ways(node: Algebra) -> list[Wanted]:
    """Return each way in which a pattern can match: patterns and conditions together."""
    return list(islice(_each(node), _MOST))


def _each(node: Algebra) -> Iterator[Wanted]:
    match node:
        case BGP(patterns):
            yield patterns, ()
        case Join(left, right):
            for patterns, conditions in ways(right):
                for one, others in ways(left):
                    yield one + patterns, others + conditions
        case Union(left, right):
            yield from ways(left)
            yield from ways(right)
        case Filter(pattern, condition):
            yield from _under(pattern, _conjuncts(condition))
        case Extend(pattern, variable, expression):
            yield from _under(pattern, (Call("=", (variable, expression)),))
        case Minus(left, right):
            yield from _under(left, (Exists(right, True),))
        case Values(names, rows):
            yield (), tuple(_listed(names, rows))
        case LeftJoin(left, _, _):
            yield from ways(left)
        case _:
            yield from ways(node.pattern)


def _under(pattern: Algebra, more: tuple[Expression, ...]) -> Iterator[Wanted]:
    for patterns, conditions in ways(pattern):
        yield patterns, conditions + more


def _conjuncts(condition: Expression) -> tuple[Expression, ...]:
    return (
        condition.arguments
        if isinstance(condition, Call) and condition.name == "&&"
        else (condition,)
    )


def _listed(
    names: tuple[Var, ...], rows: tuple[tuple[Term | None, ...], ...]
) -> Iterator[Expression]:
    for place, name in enumerate(names):
        given = tuple(row[place] for row in rows)
        terms = tuple(each for each in given if each is not None)
        if len(terms) == len(given):
            yield Call("IN", (name, *terms))
