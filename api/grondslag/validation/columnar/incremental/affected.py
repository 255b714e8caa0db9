"""From changed triples to the focus nodes for which something may have changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from grondslag.columns.graph import Columns, unpack
from grondslag.columns.paths import follow, reverse
from grondslag.columns.terms import Ids, Terms, member
from grondslag.sparql.algebra import Path
from grondslag.validation.columnar.incremental.patch import Difference, Triples
from grondslag.validation.columnar.incremental.reads import Read, Reads
from grondslag.validation.columnar.incremental.units import Site, Unit

_NOBODY = np.empty(0, np.int32)


@dataclass
class Affected:
    """Focus nodes to look at, by unit; and units for which all have to be looked at."""

    focus: dict[Unit, Ids] = field(default_factory=dict)
    whole: set[Unit] = field(default_factory=set)


class Index:
    """Which units look at which predicate, and where."""

    def __init__(self, terms: Terms, units: Iterable[Unit]) -> None:
        """Prepare once for many changes.

        Args:
            terms: the dictionary of the graph.
            units: what may be affected.
        """
        self._terms = terms
        self._units = list(units)
        self._sites: dict[Site, list[Unit]] = {}
        for unit in self._units:
            self._sites.setdefault(unit.site, []).append(unit)
        self._readers: dict[int | None, dict[Read, list[Unit | Site]]] = {}
        self._anywhere: dict[int | None, set[Unit]] = {}
        self._reverse: dict[Path, Path] = {}
        for unit in self._units:
            self._enter(unit, unit.reads, [unit])
        for site, inside in self._sites.items():
            self._enter(site, site.membership(), inside)

    def _enter(self, reader: Unit | Site, reads: Reads, units: list[Unit]) -> None:
        for read in reads.steps:
            by_read = self._readers.setdefault(self._number(read.predicate), {})
            by_read.setdefault(read, []).append(reader)
            if read.prefix is not None:
                self._reverse[read.prefix] = reverse(read.prefix)
        for predicate in reads.anywhere:
            self._anywhere.setdefault(self._number(predicate), set()).update(units)

    def _number(self, predicate: str | None) -> int | None:
        return None if predicate is None else self._terms.number(predicate)

    def affected(self, before: Columns, after: Columns, difference: Difference) -> Affected:
        """Return for which focus nodes something may have changed.

        A removed triple mattered where the graph before leads to it, an added one where the
        graph after does.
        """
        found: dict[Unit, list[Ids]] = {}
        roots: dict[Site, list[Ids]] = {}
        result = Affected()
        for predicate in (*difference.predicates(), None):
            result.whole |= self._anywhere.get(predicate, set())
        for columns, triples in ((before, difference.removed), (after, difference.added)):
            for read, starts in self._touched(before, after, triples):
                ids = self._walk(columns, starts, read.prefix)
                if len(ids) == 0:
                    continue
                for reader in self._readers[self._number(read.predicate)][read]:
                    if isinstance(reader, Unit):
                        found.setdefault(reader, []).append(ids)
                    else:
                        roots.setdefault(reader, []).append(ids)
        for site, tops in roots.items():
            ids = _members_below(before, after, site, _united(tops))
            for unit in self._sites[site]:
                found.setdefault(unit, []).append(ids)
        result.focus = {unit: _united(parts) for unit, parts in found.items()}
        return result

    def _touched(
        self, before: Columns, after: Columns, triples: Triples
    ) -> Iterable[tuple[Read, Ids]]:
        """Yield each way of reading that meets triples, with the nodes at which it does."""
        ends = {predicate: unpack(keys) for predicate, keys in triples.items()}
        if ends and None in self._readers:
            ends[None] = (  # type: ignore[index]
                np.concatenate([each[0] for each in ends.values()]),
                np.concatenate([each[1] for each in ends.values()]),
            )
        for predicate, (subjects, objects) in ends.items():
            for read in self._readers.get(predicate, ()):
                starts = np.unique(objects if read.inverse else subjects)
                if read.kind is not None:
                    kind = self._terms.number(read.kind)
                    one, two = before.instances(kind), after.instances(kind)
                    starts = starts[member(one, starts) != member(two, starts)]
                if len(starts):
                    yield read, starts

    def _walk(self, columns: Columns, starts: Ids, prefix: Path | None) -> Ids:
        if prefix is None:
            return starts
        return np.unique(follow(columns, starts, self._reverse[prefix])[1])


def _members_below(before: Columns, after: Columns, site: Site, tops: Ids) -> Ids:
    """Return what may have become or ceased to be a focus node of a site."""
    if site.path is None:
        return tops
    return _united([follow(each, tops, site.path)[1] for each in (before, after)])


def _united(parts: list[Ids]) -> Ids:
    return np.unique(np.concatenate(parts)) if len(parts) != 1 else np.unique(parts[0])
