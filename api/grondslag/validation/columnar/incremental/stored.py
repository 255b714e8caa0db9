"""Results of one constraint, in numbers, by the focus node of which they are."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grondslag.columns.joins import Rows as Places
from grondslag.columns.terms import Ids, Mask
from grondslag.validation.columnar.assessment import Batch
from grondslag.validation.columnar.model import Found
from grondslag.validation.sparql.tables import concat

#: From so many focus nodes on, new results are kept as one block instead of one by one.
_BLOCK = 200
#: More blocks than this are joined, since each of them is searched.
_BLOCKS = 6


@dataclass(frozen=True, slots=True)
class Rows:
    """Results in order of the focus node, one entry a result; ``found.row`` counts for nothing."""

    focus: Ids
    found: Found

    @classmethod
    def of(cls, focus: Ids, found: Found) -> "Rows":
        """Order what a constraint found for a set of focus nodes."""
        ids = focus[found.row]
        if len(ids) > 1 and (ids[1:] < ids[:-1]).any():
            return cls(ids, found).take(np.argsort(ids, kind="stable"))
        return cls(ids, found)

    @classmethod
    def joined(cls, parts: "list[Rows]") -> "Rows":
        """Put together results that one constraint found at different times.

        Args:
            parts: not empty, each with results; a constraint reports the same columns every time.
        """
        founds = [each.found for each in parts]
        value = _concatenated([each.value for each in founds])
        path = _concatenated([each.path for each in founds])
        tables = [each.bindings for each in founds if each.bindings is not None]
        focus = np.concatenate([each.focus for each in parts])
        row = np.arange(len(focus), dtype=np.int32)
        found = Found(row, value, path, concat(tables) if tables else None)
        return cls.of(focus, found)

    def __len__(self) -> int:
        """Return the number of results."""
        return len(self.focus)

    def take(self, places: Places) -> "Rows":
        """Return some of the results."""
        found = self.found
        value, path = (None if each is None else each[places] for each in (found.value, found.path))
        bindings = None if found.bindings is None else found.bindings.take(places)
        taken = Found(found.row[places], value, path, bindings)
        return Rows(self.focus[places], taken)

    def at(self, focus: int) -> "Rows":
        """Return the results of one focus node."""
        start = int(np.searchsorted(self.focus, focus, "left"))
        end = int(np.searchsorted(self.focus, focus, "right"))
        return self.take(np.arange(start, end))

    def without(self, ids: Ids) -> "Rows":
        """Return the results of other focus nodes than these, which are in order."""
        kept = ~among(self.focus, ids)
        return self if kept.all() else self.take(np.flatnonzero(kept))

    def batch(self, like: Batch) -> Batch:
        """Return the results as a constraint reports them."""
        found, first = self.found, np.ones(len(self), np.bool_)
        np.not_equal(self.focus[1:], self.focus[:-1], out=first[1:])
        row = np.cumsum(first).astype(np.int32) - np.int32(1)
        renumbered = Found(row, found.value, found.path, found.bindings)
        return Batch(like.shape, like.constraint, self.focus[first], renumbered)

    def same(self, other: "Rows") -> bool:
        """Tell whether two sets of results are equal, entry by entry."""
        one, two = self.found, other.found
        if len(self) != len(other) or not np.array_equal(self.focus, other.focus):
            return False
        if len(self) == 0:
            return True
        columns = ((one.value, two.value), (one.path, two.path))
        if not all(_equal(left, right) for left, right in columns):
            return False
        if one.bindings is None or two.bindings is None:
            return one.bindings is two.bindings
        names = one.bindings.columns
        return names.keys() == two.bindings.columns.keys() and all(
            np.array_equal(each, two.bindings[name]) for name, each in names.items()
        )


def among(ids: Ids, ordered: Ids) -> Mask:
    """Tell which numbers are among some that are in ascending order."""
    if len(ordered) == 0:
        return np.zeros(len(ids), np.bool_)
    place = np.minimum(np.searchsorted(ordered, ids), len(ordered) - 1)
    return np.asarray(ordered[place] == ids)


def _concatenated(columns: list[Ids | None]) -> Ids | None:
    given = [each for each in columns if each is not None]
    if len(given) not in (0, len(columns)):
        raise AssertionError("a constraint reported other columns than before")
    return np.concatenate(given) if given else None


def _equal(left: Ids | None, right: Ids | None) -> bool:
    if left is None or right is None:
        return left is right
    return np.array_equal(left, right)


NO_ROWS = Rows(np.empty(0, np.int32), Found(np.empty(0, np.int32)))


class Stored:
    """The results of a constraint for all its focus nodes; new ones replace those of before."""

    def __init__(self) -> None:
        """Start without results."""
        self._blocks: list[Rows] = []
        self._single: dict[int, Rows] = {}

    def at(self, focus: int) -> Rows:
        """Return the results of one focus node."""
        known = self._single.get(focus)
        if known is not None:
            return known
        for block in self._blocks:
            found = block.at(focus)
            if len(found):
                return found
        return NO_ROWS

    def __iter__(self) -> Iterator[Rows]:
        """Yield all results, those of one focus node together."""
        replaced = np.array(sorted(self._single), np.int32)
        blocks = (each.without(replaced) for each in self._blocks)
        yield from (each for each in (*blocks, *self._single.values()) if len(each))

    def among(self, ids: Ids) -> Iterator[Rows]:
        """Yield the results of some focus nodes, those of one together."""
        if len(ids) < _BLOCK:
            found = (self.at(each) for each in ids.tolist())
        else:
            found = (each.take(np.flatnonzero(among(each.focus, ids))) for each in self)
        yield from (each for each in found if len(each))

    def focus(self) -> Ids:
        """Return the focus nodes that have results, in order."""
        found = [each.focus for each in self]
        return np.unique(np.concatenate(found)) if found else NO_ROWS.focus

    def focus_among(self, ids: Ids) -> list[int]:
        """Return those of some focus nodes that have results."""
        if len(ids) < _BLOCK:
            return [each for each in ids.tolist() if len(self.at(each))]
        found = self.focus()
        return [int(each) for each in found[among(found, ids)]]

    def replace(self, ids: Ids, rows: Rows) -> None:
        """Put results in the place of those of before.

        Args:
            ids: the focus nodes, in order.
            rows: all results that these have now.
        """
        if len(ids) < _BLOCK:
            for each in ids.tolist():
                self._single[each] = rows.at(each) if len(rows) else NO_ROWS
            return
        single = np.array(list(self._single), np.int32)
        for each in single[among(single, ids)].tolist():
            del self._single[each]
        blocks = [each.without(ids) for each in self._blocks]
        blocks = [each for each in (*blocks, rows) if len(each)]
        self._blocks = [Rows.joined(blocks)] if len(blocks) > _BLOCKS else blocks
