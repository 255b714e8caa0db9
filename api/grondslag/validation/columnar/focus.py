"""A set of focus nodes with its value nodes, which several constraints share."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from grondslag.columns.graph import Columns
from grondslag.columns.joins import split_unique
from grondslag.columns.paths import follow
from grondslag.columns.terms import Ids, Mask
from grondslag.sparql.algebra import Path

if TYPE_CHECKING:
    from grondslag.validation.columnar.model import Shape


class Values(NamedTuple):
    """Value nodes: distinct (row of the focus node, value), the distinct values, and for each
    pair the place of its value among those.
    """

    row: Ids
    value: Ids
    unique: Ids
    place: Ids


class Focus:
    """Distinct focus nodes in order; value nodes are found once per path."""

    def __init__(self, columns: Columns, ids: Ids) -> None:
        """Use distinct numbers in ascending order."""
        self.columns = columns
        self.ids = ids
        self._values: dict[Path | None, Values] = {}
        #: Which of the nodes conform to a shape, for shapes that were asked about.
        self.conforming: dict[Shape, Mask] = {}

    def __len__(self) -> int:
        """Return how many focus nodes there are."""
        return len(self.ids)

    def values(self, path: Path | None) -> Values:
        """Return the value nodes; without a path these are the focus nodes themselves."""
        known = self._values.get(path)
        if known is None:
            if path is None:
                every = np.arange(len(self.ids), dtype=np.int32)
                known = Values(every, self.ids, self.ids, every)
            else:
                row, value = follow(self.columns, self.ids, path)
                known = Values(row, value, *split_unique(value, len(self.columns.terms)))
            self._values[path] = known
        return known
