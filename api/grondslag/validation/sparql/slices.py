"""LIMIT and OFFSET for many evaluations at once (SPARQL 1.1, section 15.4).

Each evaluation has a cut of its own. Where ORDER BY leaves the order open, the solutions follow
each other by the values that are selected, so that the outcome is always the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from grondslag.columns.joins import Rows
from grondslag.columns.terms import Ids, Terms
from grondslag.sparql.algebra import Algebra, Distinct, Expression, OrderBy, Project, Slice
from grondslag.validation.sparql.ordering import places, ranks
from grondslag.validation.sparql.tables import Table, first_rows, row_keys


@dataclass(frozen=True, slots=True)
class Cut:
    """What a slice is made of; ``names`` is None where nothing is projected (ASK)."""

    pattern: Algebra
    names: tuple[str, ...] | None
    conditions: tuple[tuple[Expression, bool], ...]
    distinct: bool
    offset: int
    limit: int | None

    @classmethod
    def of(cls, node: Slice) -> "Cut":
        """Take a slice apart: its modifiers stand in the order of section 18.2.4 and 18.2.5."""
        pattern = node.pattern
        distinct = isinstance(pattern, Distinct)
        if isinstance(pattern, Distinct):
            pattern = pattern.pattern
        names = None
        if isinstance(pattern, Project):
            names = tuple(variable.name for variable in pattern.variables)
            pattern = pattern.pattern
        conditions: tuple[tuple[Expression, bool], ...] = ()
        if isinstance(pattern, OrderBy):
            conditions, pattern = pattern.conditions, pattern.pattern
        return cls(pattern, names, conditions, distinct, node.offset, node.limit)

    def rows(
        self,
        terms: Terms,
        table: Table,
        belonging: Iterable[str],
        order: Iterable[tuple[Ids, bool]],
    ) -> Rows:
        """Return the rows that are left.

        Args:
            terms: the dictionary.
            table: the solutions of :attr:`pattern`.
            belonging: the columns that tell to which evaluation a row belongs.
            order: the values of the conditions, each with True for descending.
        """
        own = list(belonging)
        _, group = np.unique(row_keys(table, own), return_inverse=True)
        shown = [name for name in self.names or () if name in table and name not in own]
        sorting = [group]
        sorting += [_spread(terms, ids, down=down, strict=False) for ids, down in order]
        sorting += [_spread(terms, table[name], down=False, strict=True) for name in shown]
        ordered = np.lexsort(tuple(reversed(sorting)))
        if self.distinct:
            again = table.take(ordered).select([*own, *shown])
            ordered = ordered[np.sort(first_rows(row_keys(again, again.columns)))]
        group = group[ordered]
        number = np.arange(len(ordered)) - np.searchsorted(group, group, "left")
        kept = number >= self.offset
        if self.limit is not None:
            kept &= number < self.offset + self.limit
        return np.sort(ordered[kept])


def _spread(terms: Terms, ids: Ids, *, down: bool, strict: bool) -> Rows:
    distinct, inverse = np.unique(ids, return_inverse=True)
    rank = places(terms, distinct) if strict else ranks(terms, distinct)
    return (-rank if down else rank)[inverse]
