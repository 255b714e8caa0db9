"""What many patterns of a query ask of the same columns: steps, starts and nodes."""

from collections.abc import Callable, Mapping

import numpy as np

from grondslag.columns.graph import Columns, Pairs
from grondslag.columns.joins import Rows
from grondslag.columns.paths import edges, follow
from grondslag.columns.terms import Ids, Mask, Terms
from grondslag.sparql.algebra import (
    Alternative,
    Inverse,
    Link,
    Negated,
    Path,
    Repeat,
    Sequence,
)
from grondslag.validation.sparql.tables import distinct_ids, guarded_spread, is_among

#: With fewer rows than this part of all numbers, a search is quicker than a table of starts.
_SPARSE = 40
#: With so few terms, each is looked up instead of collecting all nodes of the graph.
_FEW = 500


class Index:
    """Columns with what was derived from them for queries."""

    def __init__(self, columns: Columns, graphs: "Graphs | None" = None) -> None:
        """Use columns; nothing is derived before it is needed.

        Args:
            columns: the graph that is queried.
            graphs: the named graphs beside it.
        """
        self.columns = columns
        self.graphs = Graphs(columns.terms, {}) if graphs is None else graphs
        self.terms = columns.terms
        self._negated: dict[Negated, Pairs] = {}
        self._starts: dict[int, tuple[Pairs, Rows]] = {}

    def edges(self, path: Path) -> Pairs | None:
        """Return the pairs of a path of one step, or None for a longer one."""
        match path:
            case Link(predicate):
                return self.columns.pairs_of(predicate)
            case Negated():
                known = self._negated.get(path)
                if known is None:
                    known = edges(self.columns, path)
                    assert known is not None
                    self._negated[path] = known
                return known
        return edges(self.columns, path)

    def ranges(self, pairs: Pairs, ids: Ids) -> tuple[Rows, Rows]:
        """Return for each number where its pairs begin and end."""
        first = pairs.first
        if len(first) == 0:
            none = np.zeros(len(ids), np.int64)
            return none, none
        top = int(first[-1])
        if len(ids) * _SPARSE < top:
            return np.searchsorted(first, ids, "left"), np.searchsorted(first, ids, "right")
        known = self._starts.get(id(pairs))
        if known is None:
            starts = np.zeros(top + 3, np.int64)
            np.cumsum(np.bincount(first, minlength=top + 2), out=starts[1:])
            # The pairs are kept so that nothing else can get their identity.
            known = self._starts[id(pairs)] = (pairs, starts)
        starts = known[1]
        inside = np.minimum(ids, top + 1)
        return starts[inside], starts[inside + 1]

    def successors(self, pairs: Pairs, ids: Ids) -> tuple[Rows, Ids]:
        """Return (row of ``ids``, second) for all pairs; ``ids`` in any order, with repetitions.

        Raises:
            TooLarge: when that would be too many.
        """
        rows, places = guarded_spread(*self.ranges(pairs, ids))
        return rows, pairs.second[places]

    def nodes(self, ids: Ids) -> Mask:
        """Tell for each number whether it is a node of the graph (SPARQL 1.1, section 18.4)."""
        if len(ids) > _FEW or "nodes" in self.columns.__dict__:
            return is_among(ids, self.columns.nodes)
        found = np.zeros(len(ids), np.bool_)
        for predicate in self.columns.predicates():
            pairs = self.columns.pairs(predicate)
            for side in (pairs.first, pairs.flipped.first):
                place = np.minimum(np.searchsorted(side, ids), len(side) - 1)
                found |= side[place] == ids
        return found

    def heads(self, path: Path) -> Ids:
        """Return distinct nodes that hold all nodes from which a path can be walked, in order."""
        match path:
            case Sequence(parts) if not may_stay(parts[0]):
                return self.heads(parts[0])
            case Alternative(parts):
                return distinct_ids(np.concatenate([self.heads(each) for each in parts]))
            case Repeat(inner, zero=False):
                return self.heads(inner)
        pairs = self.edges(path)
        return self.columns.nodes if pairs is None else distinct_ids(pairs.first)

    def walk(self, path: Path, starts: Ids) -> tuple[Ids, Ids]:
        """Return distinct (row of ``starts``, value); ``starts`` distinct and in order."""
        return follow(self.columns, starts, path)


class Graphs:
    """The named graphs of a dataset, over the same dictionary; each is made when asked for."""

    def __init__(self, terms: Terms, makers: Mapping[str, Callable[[], Columns]]) -> None:
        """Use graphs by the token of their name."""
        self._makers = {terms.number(name): make for name, make in makers.items()}
        self._known: dict[int, Index] = {}

    @property
    def names(self) -> list[int]:
        """The numbers of all names."""
        return list(self._makers)

    def index(self, name: int) -> Index:
        """Return the graph with a name."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = Index(self._makers[name](), self)
        return known


def may_stay(path: Path) -> bool:
    """Tell whether a path can be of length zero."""
    match path:
        case Inverse(inner):
            return may_stay(inner)
        case Sequence(parts):
            return all(may_stay(each) for each in parts)
        case Alternative(parts):
            return any(may_stay(each) for each in parts)
        case Repeat(inner, zero, _):
            return zero or may_stay(inner)
        case Link() | Negated():
            return False
