"""Tables of solutions: one integer column a variable, and joins of compatible rows.

A variable that a row leaves unbound has :data:`NONE` there. Two rows are compatible when they
agree on every variable that both bind (SPARQL 1.1, section 18.3).
"""

from collections.abc import Iterable, Iterator

import numpy as np

from grondslag.columns.graph import Keys, distinct, unpack
from grondslag.columns.joins import Rows, spread
from grondslag.columns.terms import NONE, Ids, Mask

#: A table with more rows than this is not built; see :class:`TooLarge`.
MOST_ROWS = 10_000_000
#: From this many rows on, a table of all numbers is quicker than searching.
_DENSE = 3000


class TooLarge(Exception):
    """An intermediate table would have more rows than memory should hold."""


class Table:
    """Rows of term numbers, by variable; there may be rows without any column."""

    __slots__ = ("columns", "size")

    def __init__(self, columns: dict[str, Ids], size: int | None = None) -> None:
        """Use columns of equal length.

        Args:
            columns: term numbers by variable name.
            size: the number of rows; needed when there is no column.
        """
        self.columns = columns
        self.size = len(next(iter(columns.values()))) if size is None else size

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.size

    def __contains__(self, name: str) -> bool:
        """Tell whether a variable has a column."""
        return name in self.columns

    def __getitem__(self, name: str) -> Ids:
        """Return the column of a variable."""
        return self.columns[name]

    def get(self, name: str) -> Ids:
        """Return the column of a variable, unbound everywhere when there is none."""
        known = self.columns.get(name)
        return np.full(self.size, NONE, np.int32) if known is None else known

    def take(self, rows: Rows) -> "Table":
        """Return the rows at the given places."""
        return Table({name: each[rows] for name, each in self.columns.items()}, len(rows))

    def where(self, mask: Mask) -> "Table":
        """Return the rows for which the mask is true."""
        return self if mask.all() else self.take(np.flatnonzero(mask))

    def select(self, names: Iterable[str]) -> "Table":
        """Return some columns of all rows; variables without a column are left out."""
        kept = {name: self.columns[name] for name in names if name in self.columns}
        return Table(kept, self.size)

    def adding(self, name: str, column: Ids) -> "Table":
        """Return the table with one more column, or with another one in its place."""
        return Table({**self.columns, name: column}, self.size)

    def distinct(self) -> "Table":
        """Return every row once, in ascending order."""
        if self.size < 2:
            return self
        if not self.columns:
            return Table({}, 1)
        if len(self.columns) == 1:
            ((name, column),) = self.columns.items()
            return Table({name: distinct_ids(column)})
        if len(self.columns) == 2:
            (one, left), (two, right) = self.columns.items()
            keys = distinct(_pair(left, right))
            first, second = unpack(keys)
            return Table({one: first, two: second - np.int32(1)})
        return self.take(first_rows(row_keys(self, self.columns)))

    def has_gaps(self, name: str) -> bool:
        """Tell whether some row leaves a variable of the table unbound."""
        column = self.columns[name]
        return bool(len(column)) and int(column.min()) < 0


UNIT = Table({}, 1)


def distinct_ids(ids: Ids) -> Ids:
    """Return every number once, in ascending order."""
    if len(ids) <= _DENSE or int(ids.max()) > 60 * len(ids):
        return np.unique(ids)
    seen = np.zeros(int(ids.max()) + 2, np.bool_)
    seen[ids + 1] = True
    return np.flatnonzero(seen).astype(np.int32) - np.int32(1)


def first_rows(keys: Keys | Ids) -> Rows:
    """Return the place of the first of each distinct key, in order of the keys."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.ones(len(keys), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return order[first]


def _pair(left: Keys | Ids, right: Ids) -> Keys:
    # One is added so that "unbound" fits in the lower half as well.
    return (left.astype(np.int64) << 32) | (right.astype(np.int64) + 1)


def row_keys(table: Table, names: Iterable[str]) -> Keys | Ids:
    """Return one number a row that is equal for rows that are equal on the given columns."""
    keys, _ = shared_keys(table, Table({}, 0), names)
    return keys


def shared_keys(left: Table, right: Table, names: Iterable[str]) -> tuple[Keys | Ids, Keys | Ids]:
    """Return numbers for the rows of two tables, equal where the given columns are equal."""
    wanted = list(names)
    if not wanted:
        return np.zeros(left.size, np.int32), np.zeros(right.size, np.int32)
    ones = left[wanted[0]]
    twos = right.get(wanted[0])
    if len(wanted) == 1:
        return ones, twos
    one, two = _pair(ones, left[wanted[1]]), _pair(twos, right.get(wanted[1]))
    for name in wanted[2:]:
        _, codes = np.unique(np.concatenate([one, two]), return_inverse=True)
        one = _pair(codes[: left.size], left[name])
        two = _pair(codes[left.size :], right.get(name))
    return one, two


def is_among(wanted: Keys | Ids, known: Keys | Ids) -> Mask:
    """Tell for each key whether it is one of the known keys; both in any order."""
    if len(wanted) == 0 or len(known) == 0:
        return np.zeros(len(wanted), np.bool_)
    if wanted.dtype == np.int32 and len(wanted) > _DENSE:
        top = int(max(wanted.max(), known.max())) + 2
        if top < 60 * (len(wanted) + len(known)):
            seen = np.zeros(top, np.bool_)
            seen[known + 1] = True
            return seen[wanted + 1]
    ordered = np.sort(known)
    place = np.searchsorted(ordered, wanted)
    place[place == len(ordered)] = 0
    return np.asarray(ordered[place] == wanted)


def guarded_spread(low: Rows, high: Rows) -> tuple[Rows, Rows]:
    """As :func:`grondslag.columns.joins.spread`, but refuse what is too large.

    Raises:
        TooLarge: when there would be more than ``MOST_ROWS`` members.
    """
    if int((high - low).sum()) > MOST_ROWS:
        raise TooLarge
    return spread(low, high)


def key_matches(wanted: Keys | Ids, known: Keys | Ids) -> tuple[Rows, Rows]:
    """Return (place in ``wanted``, place in ``known``) of all equal keys.

    Raises:
        TooLarge: see :func:`guarded_spread`.
    """
    if len(known) > len(wanted):
        there, here = key_matches(known, wanted)
        return here, there
    order = np.argsort(known, kind="stable")
    ordered = known[order]
    low = np.searchsorted(ordered, wanted, "left")
    high = np.searchsorted(ordered, wanted, "right")
    rows, places = guarded_spread(low, high)
    return rows, order[places]


def by_gaps(table: Table, names: list[str]) -> Iterator[tuple[frozenset[str], Rows]]:
    """Yield (bound variables, rows) for every combination of bound variables in a table."""
    gappy = [name for name in names if table.has_gaps(name)]
    always = frozenset(names) - frozenset(gappy)
    if not gappy:
        yield always, np.arange(table.size)
        return
    code = np.zeros(table.size, np.int64)
    for place, name in enumerate(gappy):
        code |= (table[name] >= 0).astype(np.int64) << place
    for each in np.unique(code).tolist():
        bound = {name for place, name in enumerate(gappy) if each >> place & 1}
        yield always | bound, np.flatnonzero(code == each)


def compatible(left: Table, right: Table) -> tuple[Rows, Rows]:
    """Return (row of left, row of right) for all pairs of compatible rows.

    Raises:
        TooLarge: see :func:`guarded_spread`.
    """
    shared = [name for name in left.columns if name in right]
    if not shared:
        return _all_pairs(left.size, right.size)
    if not any(left.has_gaps(name) or right.has_gaps(name) for name in shared):
        return key_matches(*shared_keys(left, right, shared))
    ones, twos = [], []
    right_groups = list(by_gaps(right, shared))
    for left_bound, left_rows in by_gaps(left, shared):
        for right_bound, right_rows in right_groups:
            names = [name for name in shared if name in left_bound and name in right_bound]
            one, two = compatible(
                left.select(names).take(left_rows), right.select(names).take(right_rows)
            )
            ones.append(left_rows[one])
            twos.append(right_rows[two])
    return np.concatenate(ones), np.concatenate(twos)


def _all_pairs(left: int, right: int) -> tuple[Rows, Rows]:
    if left * right > MOST_ROWS:
        raise TooLarge
    if right == 1:
        return np.arange(left), np.zeros(left, np.int64)
    return np.repeat(np.arange(left), right), np.tile(np.arange(right), left)


def merge(left: Table, right: Table, ones: Rows, twos: Rows) -> Table:
    """Return the union of each pair of compatible rows."""
    columns = {name: each[ones] for name, each in left.columns.items()}
    for name, each in right.columns.items():
        known = columns.get(name)
        if known is None:
            columns[name] = each[twos]
        elif len(known) and int(known.min()) < 0:
            columns[name] = np.where(known < 0, each[twos], known)
    return Table(columns, len(ones))


def join(left: Table, right: Table) -> Table:
    """Return the join of two tables (SPARQL 1.1, section 18.5), repetitions kept.

    Raises:
        TooLarge: see :func:`guarded_spread`.
    """
    if not left.columns and left.size == 1:
        return right
    if not right.columns and right.size == 1:
        return left
    return merge(left, right, *compatible(left, right))


def among(left: Table, right: Table, names: Iterable[str]) -> Mask:
    """Tell for each row of left whether some row of right equals it on the given columns.

    The columns are bound everywhere on both sides.
    """
    wanted = list(names)
    if not wanted:
        return np.full(left.size, right.size > 0)
    return is_among(*shared_keys(left, right, wanted))


def concat(tables: list[Table]) -> Table:
    """Return the rows of all tables; a variable that one does not have is unbound there."""
    if len(tables) == 1:
        return tables[0]
    names = dict.fromkeys(name for each in tables for name in each.columns)
    columns = {name: np.concatenate([each.get(name) for each in tables]) for name in names}
    return Table(columns, sum(each.size for each in tables))


def matching_domains(left: Table, right: Table, constant: frozenset[str]) -> Mask:
    """Tell for each row of left whether a compatible row of right shares a bound variable.

    This is what MINUS removes (SPARQL 1.1, section 18.5). A constant is no variable.

    Args:
        left: its columns of constants are bound everywhere.
        right: likewise; its constants all have a column in left.
        constant: pre-bound variables.
    """
    shared = [name for name in left.columns if name in right]
    removed = np.zeros(left.size, np.bool_)
    right_groups = list(by_gaps(right, shared))
    for left_bound, left_rows in by_gaps(left, shared):
        for right_bound, right_rows in right_groups:
            names = [name for name in shared if name in left_bound and name in right_bound]
            if constant.issuperset(names):
                continue
            hit = among(left.take(left_rows), right.take(right_rows), names)
            removed[left_rows[hit]] = True
    return removed
