"""Property paths over columns: from many nodes at once (SHACL, section 2.3.1; SPARQL, 9).

The result is a set of pairs, as SHACL asks of value nodes. For the bag that SPARQL asks of
sequences and alternatives, the evaluator of SPARQL joins the parts itself.
"""

import numpy as np

from grondslag.columns.graph import Columns, Pairs, distinct, pack, unpack
from grondslag.columns.joins import compose, split_unique, successors
from grondslag.columns.terms import Ids
from grondslag.sparql.algebra import (
    Alternative,
    Inverse,
    Link,
    Negated,
    Path,
    Repeat,
    Sequence,
)


def reverse(path: Path) -> Path:
    """Return the path that is walked from end to start."""
    match path:
        case Link():
            return Inverse(path)
        case Inverse(inner):
            return inner
        case Sequence(parts):
            return Sequence(tuple(reverse(each) for each in reversed(parts)))
        case Alternative(parts):
            return Alternative(tuple(reverse(each) for each in parts))
        case Repeat(inner, zero, many):
            return Repeat(reverse(inner), zero, many)
        case Negated(forward, inverse):
            return Negated(inverse, forward)


def edges(columns: Columns, path: Path) -> Pairs | None:
    """Return the pairs of a path of one step, or None for a longer one."""
    match path:
        case Link(predicate):
            return columns.pairs_of(predicate)
        case Inverse(Link(predicate)):
            return columns.pairs_of(predicate).flipped
        case Negated(forward, inverse):
            return _negated(columns, forward, inverse)
    return None


def _negated(
    columns: Columns, forward: tuple[str, ...] | None, inverse: tuple[str, ...] | None
) -> Pairs:
    keys = []
    for refused, flip in ((forward, False), (inverse, True)):
        if refused is None:
            continue
        without = set(columns.terms.numbers(refused).tolist())
        for predicate in columns.predicates():
            if predicate not in without:
                pairs = columns.pairs(predicate)
                keys.append(pairs.flipped.keys if flip else pairs.keys)
    return Pairs.of(np.concatenate(keys) if keys else np.empty(0, np.int64))


def follow(columns: Columns, starts: Ids, path: Path) -> tuple[Ids, Ids]:
    """Return distinct (row of ``starts``, value), in order of row and then value.

    Args:
        columns: the graph.
        starts: distinct numbers in ascending order.
        path: what to walk.
    """
    match path:
        case Inverse(inner) if not isinstance(inner, Link):
            return follow(columns, starts, reverse(inner))
        case Sequence(parts):
            return _sequence(columns, starts, parts)
        case Alternative(parts):
            found = [pack(*follow(columns, starts, each)) for each in parts]
            return unpack(distinct(np.concatenate(found)))
        case Repeat(inner, zero, many):
            return _repeat(columns, starts, inner, zero=zero, many=many)
    pairs = edges(columns, path)
    if pairs is None:
        raise TypeError(f"not a path: {path!r}")
    return successors(pairs, starts, len(columns.terms))


def _sequence(columns: Columns, starts: Ids, parts: tuple[Path, ...]) -> tuple[Ids, Ids]:
    row, value = follow(columns, starts, parts[0])
    for part in parts[1:]:
        middle, place = split_unique(value, len(columns.terms))
        row, value = unpack(compose(row, place, *follow(columns, middle, part)))
    return row, value


def _repeat(
    columns: Columns, starts: Ids, inner: Path, *, zero: bool, many: bool
) -> tuple[Ids, Ids]:
    """Walk breadth first from all starts together, each pair of start and node once."""
    row = np.arange(len(starts), dtype=np.int32)
    value = starts.astype(np.int32)
    seen = pack(row, value) if zero else np.empty(0, np.int64)
    while len(value):
        middle, place = split_unique(value, len(columns.terms))
        reached = compose(row, place, *follow(columns, middle, inner))
        if len(seen):
            spot = np.minimum(np.searchsorted(seen, reached), len(seen) - 1)
            reached = reached[seen[spot] != reached]
        if len(reached) == 0:
            break
        seen = np.sort(np.concatenate([seen, reached]), kind="stable") if len(seen) else reached
        if not many:
            break
        row, value = unpack(reached)
    return unpack(seen)
