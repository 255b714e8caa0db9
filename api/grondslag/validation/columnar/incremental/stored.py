"""Results of one constraint, in numbers, by the focus node of which they are."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grondslag.columns.joins import Rows as Places
from grondslag.columns.terms import Ids
from grondslag.validation.columnar.assessment import Batch
from grondslag.validation.columnar.model import Found

#: From so many focus nodes on, new results are kept as one block instead of one by one.
_BLOCK = 200


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

    def __len__(self) -> int:
        """Return the number of results."""
        return len(self.focus)

    def take(self, places: Places) -> "Rows":
        """Return some of the results."""
        found = self.found
        value, path, this = (
            None if each is None else each[places] for each in (found.value, found.path, found.this)
        )
        bindings = None if found.bindings is None else found.bindings.take(places)
        taken = Found(found.row[places], value, path, this, bindings)
        return Rows(self.focus[places], taken)

    def at(self, focus: int) -> "Rows":
        """Return the results of one focus node."""
        start = int(np.searchsorted(self.focus, focus, "left"))
        end = int(np.searchsorted(self.focus, focus, "right"))
        return self.take(np.arange(start, end))

    def without(self, ids: Ids) -> "Rows":
        """Return the results of other focus nodes than these."""
        kept = ~np.isin(self.focus, ids)
        return self if kept.all() else self.take(np.flatnonzero(kept))

    def batch(self, like: Batch) -> Batch:
        """Return the results as a constraint reports them."""
        focus, row = np.unique(self.focus, return_inverse=True)
        found = self.found
        renumbered = Found(
            row.astype(np.int32), found.value, found.path, found.this, found.bindings
        )
        return Batch(like.shape, like.constraint, focus, renumbered)

    def same(self, other: "Rows") -> bool:
        """Tell whether two sets of results are equal, entry by entry."""
        one, two = self.found, other.found
        if len(self) != len(other) or not np.array_equal(self.focus, other.focus):
            return False
        if len(self) == 0:
            return True
        columns = ((one.value, two.value), (one.path, two.path), (one.this, two.this))
        if not all(_equal(left, right) for left, right in columns):
            return False
        if one.bindings is None or two.bindings is None:
            return one.bindings is two.bindings
        names = one.bindings.columns
        return names.keys() == two.bindings.columns.keys() and all(
            np.array_equal(each, two.bindings[name]) for name, each in names.items()
        )


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
        replaced = np.array(list(self._single), np.int32)
        blocks = (each.without(replaced) for each in self._blocks)
        yield from (each for each in (*blocks, *self._single.values()) if len(each))

    def among(self, ids: Ids) -> Iterator[Rows]:
        """Yield the results of some focus nodes, those of one together."""
        if len(ids) < _BLOCK:
            found = (self.at(each) for each in ids.tolist())
        else:
            found = (each.take(np.flatnonzero(np.isin(each.focus, ids))) for each in self)
        yield from (each for each in found if len(each))

    def focus(self) -> Ids:
        """Return the focus nodes that have results, in order."""
        found = [each.focus for each in self]
        return np.unique(np.concatenate(found)) if found else NO_ROWS.focus

    def focus_among(self, ids: Ids) -> list[int]:
        """Return those of some focus nodes that have results."""
        if len(ids) < _BLOCK:
            return [each for each in ids.tolist() if len(self.at(each))]
        return [int(each) for each in np.intersect1d(self.focus(), ids)]

    def replace(self, ids: Ids, rows: Rows) -> None:
        """Put results in the place of those of before.

        Args:
            ids: the focus nodes.
            rows: all results that these have now.
        """
        if len(ids) < _BLOCK:
            for each in ids.tolist():
                self._single[each] = rows.at(each) if len(rows) else NO_ROWS
            return
        for each in self._single.keys() & set(ids.tolist()):
            del self._single[each]
        blocks = [each.without(ids) for each in self._blocks]
        self._blocks = [each for each in (*blocks, rows) if len(each)]
