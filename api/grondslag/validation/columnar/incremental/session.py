"""A graph that stays loaded: after a change, only what it can affect is checked again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from rdflib import Graph
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.terms import Ids
from grondslag.dataset.entailment import EntailedColumns
from grondslag.tokens import is_token, token_of
from grondslag.validation.columnar.assessment import Assessment, Batch
from grondslag.validation.columnar.defects import reasons_of
from grondslag.validation.columnar.engine import SHAPES_GRAPH
from grondslag.validation.columnar.incremental.affected import Affected, Index
from grondslag.validation.columnar.incremental.messages import Messages
from grondslag.validation.columnar.incremental.patch import (
    Triples,
    changed,
    effective,
    grouped,
    visible,
)
from grondslag.validation.columnar.incremental.stored import NO_ROWS, Rows, among
from grondslag.validation.columnar.incremental.units import Site, Unit, units_of
from grondslag.validation.columnar.model import CannotAssess, Shape, reason_of
from grondslag.validation.columnar.queries import moment
from grondslag.validation.results import Result, RuleFailure, ordered

#: rdflib terms, or tokens as :mod:`grondslag.tokens` describes them.
Triple = tuple[Node, Node, Node] | tuple[str, str, str]


@dataclass(frozen=True)
class Change:
    """What a change of the graph did to the results; each of them in order.

    ``unassessed`` were results of rules that can no longer be assessed: whether they still hold
    is not known, and ``not_assessed`` says why. ``unchanged`` counts the results that were and
    are there, ``rechecked`` the focus nodes that were looked at; ``seconds`` is the time taken.
    """

    gone: tuple[Result, ...]
    new: tuple[Result, ...]
    unassessed: tuple[Result, ...]
    not_assessed: tuple[RuleFailure, ...]
    unchanged: int
    rechecked: int
    seconds: float


@dataclass(frozen=True)
class _Recheck:
    """The new results of a unit for some focus nodes, before they are taken over."""

    unit: Unit
    ids: Ids
    rows: Rows
    failure: str


class LoadedGraph:
    """Columns with their results, kept up to date change by change.

    The results always equal those of a full evaluation. A change that fails half-way, for
    instance for want of memory, leaves graph and results as they were.
    """

    def __init__(
        self,
        columns: Columns,
        roots: Sequence[Shape],
        shapes_graph: Graph | None = None,
        now: str | None = None,
    ) -> None:
        """Evaluate everything once.

        Args:
            columns: the data graph, also with entailments.
            roots: shapes with targets, as :class:`ShapesReader` gives them.
            shapes_graph: what ``$shapesGraph`` stands for, and where the messages come from that
                no shape declares.
            now: what ``NOW()`` is, as a token, as long as the graph is loaded; the moment of
                loading if it is not given. Time alone changes no result.
        """
        self._columns = columns
        self._shapes = shapes_graph
        self._now = moment() if now is None else now
        self._roots = tuple(each for each in roots if not each.deactivated)
        self._units = units_of(self._roots)
        self._messages = Messages(columns, shapes_graph)
        self._of_shape: dict[Node, list[Unit]] = {}
        for unit in self._units:
            self._of_shape.setdefault(unit.site.shape.node, []).append(unit)
        run = self._assessment(columns)
        members: dict[Site, Ids] = {}
        for unit in self._units:
            if unit.site not in members:
                members[unit.site] = unit.site.members(run)
            self._take_over(_evaluate(run, unit, members[unit.site], members[unit.site]))
        self._index = Index(columns.terms, self._units)
        self._messages.prepare(self._units)
        self._count = self._messages.count(self._units)

    # state

    @property
    def columns(self) -> Columns:
        """The graph as it is now."""
        return self._columns

    @property
    def batches(self) -> tuple[Batch, ...]:
        """All results as they are now, in numbers; some may be there twice."""
        return tuple(unit.batch(rows) for unit in self._units for rows in unit.stored)

    @property
    def results(self) -> tuple[Result, ...]:
        """All results as they are now, distinct and ordered."""
        return ordered(list(self._messages.results(self.batches).values()))

    @property
    def not_assessed(self) -> tuple[RuleFailure, ...]:
        """The rules that cannot be assessed as things are now."""
        failures: dict[tuple[Node, str], RuleFailure] = {}
        met: dict[Shape, list[tuple[Shape, str]]] = {}
        for unit in self._units:
            if unit.failure:
                met.setdefault(unit.site.root, []).append((unit.site.shape, unit.failure))
        for root in self._roots:
            for reason in reasons_of(root, met.get(root, ())):
                failures[root.node, reason] = RuleFailure(root.node, reason)
        return tuple(failures.values())

    def __len__(self) -> int:
        """Return how many distinct results there are now."""
        return self._count

    def _assessment(self, columns: Columns) -> Assessment:
        return Assessment(columns, self._shapes, SHAPES_GRAPH, self._now)

    # changes

    def change(self, added: Iterable[Triple] = (), removed: Iterable[Triple] = ()) -> Change:
        """Add and remove triples, and tell what that does to the results.

        A triple that is added and removed is there afterwards. To add what is there already, or
        to remove what is not there, changes nothing. With entailments, what is entailed from
        said triples alone can neither be added nor removed.

        Args:
            added: triples that are there afterwards.
            removed: triples that are not there afterwards.

        Raises:
            ValueError: for what is no RDF triple.
        """
        start = perf_counter()
        before = self._columns
        said = before.base if isinstance(before, EntailedColumns) else before
        difference = effective(said, self._triples(added), self._triples(removed))
        if not difference:
            return Change((), (), (), self.not_assessed, self._count, 0, perf_counter() - start)
        after = changed(before, difference)
        affected = self._index.affected(before, after, visible(before, after, difference))
        rechecks = self._recheck(after, affected)
        places = _differing(rechecks)
        earlier = self._messages.results(self._at(places))
        failed = self._messages.results(_dropped(rechecks))
        self._messages.show(after)
        for each in rechecks:
            self._take_over(each)
        self._columns = after
        later = self._messages.results(self._at(places))
        gone = [each for key, each in earlier.items() if key not in later and key not in failed]
        lost = [each for key, each in failed.items() if key not in later]
        new = [each for key, each in later.items() if key not in earlier]
        self._count += len(new) - len(gone) - len(lost)
        return Change(
            ordered(gone),
            ordered(new),
            ordered(lost),
            self.not_assessed,
            self._count - len(new),
            _count_focus(rechecks),
            perf_counter() - start,
        )

    def _triples(self, triples: Iterable[Triple]) -> Triples:
        number = self._columns.terms.number
        rows = []
        for triple in triples:
            s, p, o = map(_token, triple)
            if s.startswith('"') or not p.startswith("<"):
                raise ValueError(f"not an RDF triple: {s} {p} {o}")
            rows.append((number(s), number(p), number(o)))
        return grouped(rows)

    def _recheck(self, after: Columns, affected: Affected) -> list[_Recheck]:
        run = self._assessment(after)
        inside: dict[tuple[Site, bytes], Ids] = {}
        members: dict[Site, Ids] = {}
        found = []

        def everyone(unit: Unit) -> Ids:
            if unit.site not in members:
                members[unit.site] = unit.site.members(run)
            return members[unit.site]

        for unit in self._units:
            ids = affected.focus.get(unit)
            whole = unit in affected.whole
            if ids is None and not whole:
                continue
            if not whole and not unit.failure and unit.constraint is not None:
                assert ids is not None
                key = (unit.site, ids.tobytes())
                if key not in inside:
                    inside[key] = ids[unit.site.are_members(run, ids)]
                each = _evaluate(run, unit, ids, inside[key])
                if not each.failure:
                    found.append(each)
                    continue
            # A failure is that of the whole rule, so all focus nodes have a say in it.
            now, earlier = everyone(unit), unit.stored.focus()
            gone = earlier[~among(earlier, now)]
            found.append(_evaluate(run, unit, np.union1d(now, gone) if len(gone) else now, now))
        return found

    def _take_over(self, recheck: _Recheck) -> None:
        unit = recheck.unit
        unit.failure = recheck.failure
        unit.stored.replace(recheck.ids, recheck.rows)

    def _at(self, places: Mapping[Node, Ids]) -> Iterable[Batch]:
        """Yield the results that shapes have for focus nodes."""
        for shape, focus in places.items():
            for unit in self._of_shape[shape]:
                yield from (unit.batch(rows) for rows in unit.stored.among(focus))


def _token(term: Node | str) -> str:
    if isinstance(term, Node):
        try:
            return token_of(term)
        except TypeError as error:
            raise ValueError(str(error)) from error
    if not is_token(term):
        raise ValueError(f"not the token of an RDF term: {term!r}")
    return term


def _evaluate(run: Assessment, unit: Unit, ids: Ids, inside: Ids) -> _Recheck:
    """Evaluate a unit for those of the numbers that are focus nodes."""
    try:
        return _Recheck(unit, ids, unit.evaluate(run, inside), "")
    except (CannotAssess, RecursionError) as error:
        return _Recheck(unit, ids, NO_ROWS, reason_of(error))


def _differing(rechecks: Iterable[_Recheck]) -> dict[Node, Ids]:
    """Return for which shapes and focus nodes some result came or went."""
    found: dict[Node, set[int]] = {}
    for each in rechecks:
        stored, rows = each.unit.stored, each.rows
        known = found.setdefault(each.unit.site.shape.node, set())
        for focus in {*stored.focus_among(each.ids), *rows.focus.tolist()} - known:
            if not stored.at(focus).same(rows.at(focus)):
                known.add(focus)
    return {shape: np.array(sorted(known), np.int32) for shape, known in found.items() if known}


def _dropped(rechecks: Iterable[_Recheck]) -> Iterable[Batch]:
    """Yield the results of units that cannot be assessed any more."""
    for each in rechecks:
        if each.failure:
            yield from (each.unit.batch(rows) for rows in each.unit.stored)


def _count_focus(rechecks: Iterable[_Recheck]) -> int:
    parts = [each.ids for each in rechecks]
    return len(np.unique(np.concatenate(parts))) if parts else 0
