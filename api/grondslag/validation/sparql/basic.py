"""Basic graph patterns: their patterns are joined one by one, the smallest result first."""

from collections.abc import Sequence as Many

import numpy as np

from grondslag.columns.paths import reverse
from grondslag.sparql.algebra import (
    BGP,
    Algebra,
    Alternative,
    Inverse,
    Join,
    Link,
    Negated,
    Path,
    Pattern,
    Sequence,
    Term,
    Union,
    Var,
)
from grondslag.validation.sparql.index import Index
from grondslag.validation.sparql.patterns import (
    FAR,
    AnyEdge,
    Edge,
    End,
    Relation,
    Same,
    Seed,
    Walk,
)
from grondslag.validation.sparql.tables import UNIT, Table


def solve(
    index: Index,
    patterns: Many[Pattern],
    seeds: list[Table],
    constant: frozenset[str],
    *,
    bag: bool,
) -> Table:
    """Return the solutions of patterns.

    Args:
        index: the graph.
        patterns: triple and path patterns; in a bag no sequences and alternatives
            (:func:`spelled_out`).
        seeds: distinct rows that every solution has to agree with.
        constant: pre-bound variables.
        bag: whether the number of repetitions matters.
    """
    todo: list[Relation] = [Seed(each) for each in seeds]
    todo += [_relation(index, each, constant, bag=bag) for each in patterns]
    names = [name for each in todo for name in sorted(each.names)]
    grounded = constant
    table = UNIT
    while todo:
        best = todo[0] if len(todo) == 1 else _cheapest(todo, table)
        todo.remove(best)
        table = best.join(table, grounded)
        grounded |= best.grounds
        if table.size == 0:
            return Table({name: np.empty(0, np.int32) for name in names}, 0)
    return table


def _cheapest(todo: list[Relation], table: Table) -> Relation:
    """Prefer what shares a variable with the rows so far; a product multiplies."""
    linked = [each for each in todo if not each.names or any(name in table for name in each.names)]
    chosen, cost = todo[0], float("inf")
    for candidates in (linked, todo):
        for each in candidates:
            estimate = each.estimate(table)
            if estimate < cost or (estimate == cost and isinstance(chosen, Seed)):
                chosen, cost = each, estimate
        if cost < FAR:
            break
    return chosen


def _relation(index: Index, pattern: Pattern, constant: frozenset[str], *, bag: bool) -> Relation:
    subject, object_ = _end(index, pattern.subject), _end(index, pattern.object)
    if isinstance(subject, str) and subject == object_:
        other = f".same {subject}"
        changed = Pattern(pattern.subject, pattern.predicate, Var(other))
        return Same(_relation(index, changed, constant, bag=bag), subject, other)
    path = pattern.predicate
    if isinstance(path, Var):
        return AnyEdge(index, subject, path.name, object_)
    if bag and isinstance(path, Negated):
        return _each_triple(index, path, subject, object_)
    pairs = index.edges(path)
    if pairs is not None:
        return Edge(index, pairs, subject, object_)
    return Walk(index, path, subject, object_, constant)


def _each_triple(index: Index, path: Negated, subject: End, object_: End) -> AnyEdge:
    if path.forward is None:
        refused = frozenset(index.terms.numbers(path.inverse or ()).tolist())
        return AnyEdge(index, object_, None, subject, refused)
    refused = frozenset(index.terms.numbers(path.forward).tolist())
    return AnyEdge(index, subject, None, object_, refused)


def _end(index: Index, part: Var | Term) -> End:
    return part.name if isinstance(part, Var) else index.terms.number(part.token)


def spelled_out(patterns: tuple[Pattern, ...]) -> Algebra:
    """Return patterns with joins for sequences and unions for alternatives.

    These keep the repetitions that a count sees (SPARQL 1.1, sections 9.3 and 18.4).
    """
    simple: list[Pattern] = []
    others: list[Algebra] = []
    for place, pattern in enumerate(patterns):
        _spell(pattern, f".step {place}", simple, others)
    result: Algebra = BGP(tuple(simple))
    for other in others:
        result = Join(result, other)
    return result


def _spell(pattern: Pattern, fresh: str, simple: list[Pattern], others: list[Algebra]) -> None:
    subject, path, object_ = pattern.subject, pattern.predicate, pattern.object
    match path:
        case Inverse(inner) if not isinstance(inner, Link):
            _spell(Pattern(subject, reverse(inner), object_), fresh, simple, others)
        case Sequence(parts):
            middle = [Var(f"{fresh} {place}") for place in range(len(parts) - 1)]
            stops = [subject, *middle, object_]
            for place, part in enumerate(parts):
                step = Pattern(stops[place], part, stops[place + 1])
                _spell(step, f"{fresh} {place}", simple, others)
        case Alternative(parts):
            others.append(_either(pattern, parts, fresh))
        case Negated(forward, inverse) if forward is not None and inverse is not None:
            both = (Negated(forward, None), Negated(None, inverse))
            others.append(_either(pattern, both, fresh))
        case _:
            simple.append(pattern)


def _either(pattern: Pattern, parts: tuple[Path, ...], fresh: str) -> Algebra:
    branches = [
        spelled_out_as(Pattern(pattern.subject, part, pattern.object), f"{fresh} {place}")
        for place, part in enumerate(parts)
    ]
    result = branches[0]
    for branch in branches[1:]:
        result = Union(result, branch)
    return result


def spelled_out_as(pattern: Pattern, fresh: str) -> Algebra:
    """Return one pattern spelled out, with the given beginning for new variables."""
    simple: list[Pattern] = []
    others: list[Algebra] = []
    _spell(pattern, fresh, simple, others)
    result: Algebra = BGP(tuple(simple))
    for other in others:
        result = Join(result, other)
    return result
