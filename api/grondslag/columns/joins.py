"""Joins and groups over integer columns."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from grondslag.columns.graph import Keys, Pairs, distinct, pack
from grondslag.columns.terms import Ids

Rows = npt.NDArray[np.int64]


def spread(low: Rows, high: Rows) -> tuple[Rows, Rows]:
    """Return for ranges ``low[i]:high[i]`` the row i and the place of every member.

    Args:
        low: first place of each range.
        high: place after the last.
    """
    count = high - low
    total = int(count.sum())
    rows = np.repeat(np.arange(len(low)), count)
    if total == 0:
        return rows, np.empty(0, np.int64)
    start = np.cumsum(count) - count
    places = np.arange(total) + np.repeat(low - start, count)
    return rows, places


def matches(wanted: Ids | Keys, ordered: Ids | Keys) -> tuple[Rows, Rows]:
    """Return (row of ``wanted``, place in ``ordered``) of all equal pairs.

    Args:
        wanted: keys in any order.
        ordered: keys in ascending order.
    """
    low = np.searchsorted(ordered, wanted, "left")
    high = np.searchsorted(ordered, wanted, "right")
    return spread(low, high)


def matches_of_places(wanted: Ids, ordered: Ids, size: int) -> tuple[Rows, Rows]:
    """Return what :func:`matches` does, for keys that are all below a small size."""
    end = np.cumsum(np.bincount(ordered, minlength=size))
    start = np.concatenate([[0], end[:-1]])
    return spread(start[wanted], end[wanted])


#: Beyond this many edges per start, a search for each start is cheaper than a pass over all.
_SPARSE = 12


def successors(pairs: Pairs, starts: Ids, size: int) -> tuple[Ids, Ids]:
    """Return (row of ``starts``, second) for all pairs that begin with a start.

    Args:
        pairs: where to look.
        starts: distinct numbers in ascending order.
        size: more than the highest number, for the dense road.
    """
    (found,) = successors_in([pairs], starts, size)
    return found


def successors_in(many: Iterable[Pairs], starts: Ids, size: int) -> Iterator[tuple[Ids, Ids]]:
    """Yield for each of several what :func:`successors` returns."""
    position: Ids | None = None
    for pairs in many:
        dense = len(starts) * _SPARSE > len(pairs) and len(pairs) * 100 > size
        if not dense:
            rows, places = matches(starts, pairs.first)
            yield rows.astype(np.int32), pairs.second[places]
            continue
        if position is None:
            position = np.full(size, -1, np.int32)
            position[starts] = np.arange(len(starts), dtype=np.int32)
        rows32 = position[pairs.first]
        found = rows32 >= 0
        if found.all():
            yield rows32, pairs.second
        else:
            yield rows32[found], pairs.second[found]


def compose(row: Ids, value: Ids, next_row: Ids, next_value: Ids) -> Keys:
    """Return distinct packed (row, next value) where ``value`` is a row of the next step.

    Args:
        row: the rows so far.
        value: for each, the row of the next step that it continues in.
        next_row: rows of the next step in ascending order.
        next_value: what they lead to.
    """
    size = int(max(value.max(initial=-1), next_row.max(initial=-1))) + 1
    rows, places = matches_of_places(value, next_row, size)
    return distinct(pack(row[rows], next_value[places]))


def split_unique(values: Ids, size: int) -> tuple[Ids, Ids]:
    """Return distinct values in order, and for each value its place among them.

    Args:
        values: numbers from 0.
        size: more than the highest.
    """
    if len(values) * 40 < size:
        unique, inverse = np.unique(values, return_inverse=True)
        return unique.astype(np.int32), inverse.astype(np.int32)
    seen = np.zeros(size, np.bool_)
    seen[values] = True
    unique = np.flatnonzero(seen).astype(np.int32)
    position = np.empty(size, np.int32)
    position[unique] = np.arange(len(unique), dtype=np.int32)
    return unique, position[values]
