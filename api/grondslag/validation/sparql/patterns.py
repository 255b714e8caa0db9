"""One triple or path pattern, joined to the rows found so far.

Each kind of pattern estimates how many rows would come of joining it now, and joins itself.
An end is a term number, or the name of a variable.
"""

from math import prod, sqrt
from typing import Protocol

import numpy as np

from grondslag.columns.graph import Pairs, pack
from grondslag.columns.joins import Rows
from grondslag.columns.paths import reverse
from grondslag.columns.terms import Ids, Mask
from grondslag.sparql.algebra import Alternative, Inverse, Link, Negated, Path, Repeat, Sequence
from grondslag.validation.sparql.index import Index, may_stay
from grondslag.validation.sparql.tables import Table, among, concat, guarded_spread, is_among, join

End = int | str

#: So many rows are looked up to estimate the rest.
_SAMPLE = 24
#: Guess of the steps that a repetition adds.
_REPEATED = 3.0
#: Guess of what one step forward leads to.
_FORWARD = 4.0
#: Ranks a pattern behind all that can be estimated.
FAR = 1e15


class Relation(Protocol):
    """Something that a group of patterns joins.

    ``names`` are its variables; ``grounds`` those that it binds to nodes of the graph.
    """

    names: frozenset[str]
    grounds: frozenset[str]

    def estimate(self, table: Table) -> float:
        """Return about how many rows :meth:`join` would give."""

    def join(self, table: Table, grounded: frozenset[str]) -> Table:
        """Return the rows joined with this.

        Args:
            table: rows in which every column is bound.
            grounded: variables that stand for a constant or whose values are in the graph.
        """


def _names(*ends: End) -> frozenset[str]:
    return frozenset(end for end in ends if isinstance(end, str))


def _known(end: End, table: Table) -> bool:
    return not isinstance(end, str) or end in table


def _add(table: Table, rows: Rows, name: str, values: Ids) -> Table:
    taken = table.take(rows)
    return taken.adding(name, values)


class Seed:
    """Bindings that were found elsewhere: rows without repetition."""

    def __init__(self, table: Table) -> None:
        """Use distinct rows in which every column is bound."""
        self.table = table
        self.names = frozenset(table.columns)
        self.grounds = frozenset[str]()

    def estimate(self, table: Table) -> float:
        """See :class:`Relation`."""
        shared = sum(name in table for name in self.names)
        if shared == len(self.names):
            return table.size * 0.9
        return float(table.size if shared else table.size * self.table.size)

    def join(self, table: Table, grounded: frozenset[str]) -> Table:
        """See :class:`Relation`."""
        if all(name in table for name in self.names):
            return table.where(among(table, self.table, self.names))
        return join(table, self.table)


class Edge:
    """A pattern whose path is one step."""

    def __init__(self, index: Index, pairs: Pairs, subject: End, object_: End) -> None:
        """Use the pairs of the step."""
        self._index = index
        self._pairs = pairs
        self.subject = subject
        self.object = object_
        self.names = self.grounds = _names(subject, object_)

    def estimate(self, table: Table) -> float:
        """See :class:`Relation`."""
        from_known, to_known = _known(self.subject, table), _known(self.object, table)
        if from_known and to_known:
            return table.size * 0.5
        if from_known:
            return self._fan(self._pairs, self.subject, table)
        if to_known:
            return self._fan(self._pairs.flipped, self.object, table)
        return float(table.size) * len(self._pairs)

    def _fan(self, pairs: Pairs, end: End, table: Table) -> float:
        if isinstance(end, int):
            return float(table.size) * len(pairs.of_first(end))
        if table.size == 0:
            return 0.0
        sample = table[end][:: max(1, table.size // _SAMPLE)]
        low = np.searchsorted(pairs.first, sample, "left")
        high = np.searchsorted(pairs.first, sample, "right")
        return float((high - low).mean()) * table.size

    def join(self, table: Table, grounded: frozenset[str]) -> Table:
        """See :class:`Relation`."""
        from_known, to_known = _known(self.subject, table), _known(self.object, table)
        if from_known and to_known:
            return self._check(table)
        if from_known:
            return self._extend(self._pairs, self.subject, table, str(self.object))
        if to_known:
            return self._extend(self._pairs.flipped, self.object, table, str(self.subject))
        found = {str(self.subject): self._pairs.first, str(self.object): self._pairs.second}
        return join(table, Table(found))

    def _check(self, table: Table) -> Table:
        subject, object_ = self.subject, self.object
        if isinstance(subject, int) and isinstance(object_, int):
            one, two = np.array([subject], np.int32), np.array([object_], np.int32)
            return table if self._pairs.has(one, two)[0] else table.take(np.empty(0, np.int64))
        if isinstance(object_, int) and isinstance(subject, str):
            if table.size > _SAMPLE:
                allowed = self._pairs.flipped.of_first(object_)
                return table.where(is_among(table[subject], allowed))
            other = np.full(table.size, object_, np.int32)
            return table.where(self._pairs.has(table[subject], other))
        if isinstance(subject, int):
            return table.where(is_among(table[str(object_)], self._pairs.of_first(subject)))
        return table.where(self._pairs.has(table[str(subject)], table[str(object_)]))

    def _extend(self, pairs: Pairs, end: End, table: Table, name: str) -> Table:
        if isinstance(end, int):
            return join(table, Table({name: pairs.of_first(end)}))
        rows, values = self._index.successors(pairs, table[end])
        return _add(table, rows, name, values)


class AnyEdge:
    """A pattern over all predicates: a variable one, or all but some without naming it."""

    def __init__(
        self,
        index: Index,
        subject: End,
        predicate: str | None,
        object_: End,
        without: frozenset[int] = frozenset(),
    ) -> None:
        """Bind the predicate to a variable, or keep one row for each when there is none."""
        self._index = index
        self._ends = subject, object_
        self._predicate = predicate
        self._without = without
        self.grounds = _names(subject, object_)
        self.names = self.grounds if predicate is None else self.grounds | {predicate}

    def estimate(self, table: Table) -> float:
        """See :class:`Relation`."""
        ends = sum(_known(end, table) for end in self._ends)
        if self._predicate in table.columns:
            ends += 1
        return table.size * (len(self._index.columns) + 1.0 if ends == 0 else 40.0 / ends**2)

    def join(self, table: Table, grounded: frozenset[str]) -> Table:
        """See :class:`Relation`."""
        columns = self._index.columns
        name = self._predicate
        given = table[name] if name is not None and name in table else None
        used = columns.predicates() if given is None else np.unique(given).tolist()
        names = dict.fromkeys((*table.columns, *sorted(self.names)))
        found = [Table({each: np.empty(0, np.int32) for each in names}, 0)]
        for predicate in used:
            if predicate in self._without:
                continue
            edge = Edge(self._index, columns.pairs(predicate), *self._ends)
            part = table if given is None else table.where(given == predicate)
            rows = edge.join(part, grounded)
            if rows.size and name is not None and given is None:
                if name in rows:  # the variable is an end of the same pattern
                    rows = rows.where(rows[name] == predicate)
                else:
                    rows = rows.adding(name, np.full(rows.size, predicate, np.int32))
            if rows.size:
                found.append(rows)
        return concat(found)


class Walk:
    """A pattern whose path has several steps; its solutions are a set."""

    def __init__(
        self, index: Index, path: Path, subject: End, object_: End, constant: frozenset[str]
    ) -> None:
        """Walk a path between two ends.

        Args:
            index: the graph.
            path: what to walk.
            subject: where it begins.
            object_: where it ends.
            constant: pre-bound variables, which have to be known before the walk.
        """
        self._index = index
        self._path = path
        self.subject = subject
        self.object = object_
        self.names = self.grounds = _names(subject, object_)
        self._stays = may_stay(path)
        self._wait = self.names & constant if self._stays else frozenset()

    def estimate(self, table: Table) -> float:
        """See :class:`Relation`."""
        if any(name not in table for name in self._wait):
            return FAR
        from_known, to_known = _known(self.subject, table), _known(self.object, table)
        if from_known and to_known:
            return table.size * 2.0
        if from_known:
            return table.size * reach(self._index, self._path)
        if to_known:
            return table.size * reach(self._index, reverse(self._path))
        return FAR / 10

    def join(self, table: Table, grounded: frozenset[str]) -> Table:
        """See :class:`Relation`."""
        from_known, to_known = _known(self.subject, table), _known(self.object, table)
        if from_known and to_known:
            return self._check(table, grounded)
        if from_known:
            return self._from(table, self.subject, self._path, str(self.object), grounded)
        if to_known:
            path = reverse(self._path)
            return self._from(table, self.object, path, str(self.subject), grounded)
        starts = self._index.heads(self._path)
        row, value = self._index.walk(self._path, starts)
        return join(table, Table({str(self.subject): starts[row], str(self.object): value}))

    def _starts(self, table: Table, end: End) -> Ids:
        if isinstance(end, int):
            return np.array([end], np.int32)
        return table.select([end]).distinct()[end]

    def _reached(
        self, starts: Ids, end: End, path: Path, grounded: frozenset[str]
    ) -> tuple[Ids, Ids]:
        """Walk; a value that is no node of the graph does not even lead to itself."""
        row, value = self._index.walk(path, starts)
        if self._stays and isinstance(end, str) and end not in grounded and len(row):
            inside = self._index.nodes(starts)[row]
            row, value = row[inside], value[inside]
        return row, value

    def _from(
        self, table: Table, end: End, path: Path, name: str, grounded: frozenset[str]
    ) -> Table:
        starts = self._starts(table, end)
        row, value = self._reached(starts, end, path, grounded)
        if isinstance(end, int):
            return join(table, Table({name: value}))
        cuts = np.searchsorted(row, np.arange(len(starts) + 1, dtype=np.int32))
        place = np.searchsorted(starts, table[end])
        rows, places = guarded_spread(cuts[place], cuts[place + 1])
        return _add(table, rows, name, value[places])

    def _check(self, table: Table, grounded: frozenset[str]) -> Table:
        subject, object_, path = self.subject, self.object, self._path
        starts, ends = self._starts(table, subject), self._starts(table, object_)
        if len(ends) < len(starts):
            subject, object_, path, starts = object_, subject, reverse(path), ends
        if isinstance(object_, int) or object_ in grounded:
            # From a variable to a term, zero length gives that term (SPARQL 1.1, section 18.4).
            grounded = grounded | _names(subject)
        row, value = self._reached(starts, subject, path, grounded)
        if isinstance(subject, int):
            place = np.zeros(table.size, np.int32)
        else:
            place = np.searchsorted(starts, table[subject]).astype(np.int32)
        goal = np.full(table.size, object_) if isinstance(object_, int) else table[object_]
        mask: Mask = is_among(pack(place, goal.astype(np.int32)), pack(row, value))
        return table.where(mask)


class Same:
    """A pattern with the same variable at both ends."""

    def __init__(self, inner: Relation, name: str, other: str) -> None:
        """Use a pattern in which the second occurrence has another name."""
        self._inner = inner
        self._name = name
        self._other = other
        self.names = self.grounds = frozenset({name})

    def estimate(self, table: Table) -> float:
        """See :class:`Relation`."""
        return self._inner.estimate(table)

    def join(self, table: Table, grounded: frozenset[str]) -> Table:
        """See :class:`Relation`."""
        found = self._inner.join(table, grounded)
        found = found.where(found[self._name] == found[self._other])
        return found.select(name for name in found.columns if name != self._other)


def reach(index: Index, path: Path) -> float:
    """Guess how many nodes a path leads to from one node."""
    match path:
        case Link(predicate):
            return min(_FORWARD, float(len(index.columns.pairs_of(predicate))))
        case Inverse(Link(predicate)):
            # Many may point to one: the guess is the middle between one and all.
            return sqrt(len(index.columns.pairs_of(predicate)))
        case Inverse(inner):
            return reach(index, reverse(inner))
        case Sequence(parts):
            return prod(max(reach(index, each), 0.1) for each in parts)
        case Alternative(parts):
            return sum(reach(index, each) for each in parts)
        case Repeat(inner, _, many):
            return reach(index, inner) * (_REPEATED if many else 1.0) + 1.0
        case Negated():
            return _FORWARD * _FORWARD
