"""Shapes taken apart into what can be rechecked by itself: one constraint at one place."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from grondslag.columns.graph import Columns
from grondslag.columns.paths import follow, reverse
from grondslag.columns.terms import Ids, Mask, member
from grondslag.sparql.algebra import Path
from grondslag.validation.columnar.assessment import Assessment, Batch
from grondslag.validation.columnar.incremental.dependencies import (
    constraint_reads,
    target_reads,
)
from grondslag.validation.columnar.incremental.reads import Reads, path_reads, then
from grondslag.validation.columnar.incremental.stored import NO_ROWS, Rows, Stored, among
from grondslag.validation.columnar.model import CannotAssess, Constraint, Found, Shape


@dataclass(eq=False)
class Site:
    """A shape that reports results, at one place below a shape with targets.

    Args:
        root: the shape with targets.
        shape: the same, or a property shape below it.
        parent: the site of the shape right above.
        path: from a focus node of the root to the focus nodes here; None: the same nodes.
    """

    root: Shape
    shape: Shape
    parent: "Site | None" = None
    path: Path | None = None

    def membership(self) -> Reads:
        """Return what makes a node a focus node here, told from focus nodes of the root."""
        found = target_reads(self.root)
        found.add(path_reads(self.path, None))
        return found

    def members(self, run: Assessment) -> Ids:
        """Return all focus nodes here."""
        if self.parent is None:
            return run.targets(self.root)
        above = self.parent.members(run)
        return run.focus_of(above).values(self.parent.shape.path).unique

    def are_members(self, run: Assessment, ids: Ids) -> Mask:
        """Tell which of several distinct numbers, in order, are focus nodes here."""
        if self.path is None:
            return _targeted(run, self.root, ids)
        row, value = follow(run.columns, ids, reverse(self.path))
        result = np.zeros(len(ids), np.bool_)
        result[row[_targeted(run, self.root, value)]] = True
        return result


def _targeted(run: Assessment, shape: Shape, ids: Ids) -> Mask:
    """Tell which numbers are focus nodes of a shape by its targets."""
    columns: Columns = run.columns
    targets = shape.targets
    result = np.isin(ids, run.numbers(targets.nodes))
    for kind in targets.classes:
        result |= member(columns.instances(run.number(kind)), ids)
    for predicate in targets.subjects_of:
        result |= among(ids, columns.pairs(run.number(predicate)).first)
    for predicate in targets.objects_of:
        result |= among(ids, columns.pairs(run.number(predicate)).flipped.first)
    return result


@dataclass(eq=False)
class Unit:
    """One constraint at one site, with what it found; without a constraint: an ill-formed shape.

    ``failure`` says why it cannot be assessed, if so; then it has no results.
    """

    number: int
    site: Site
    constraint: Constraint | None
    reads: Reads
    stored: Stored = field(default_factory=Stored)
    failure: str = ""

    def evaluate(self, run: Assessment, ids: Ids) -> Rows:
        """Return the results for some of the focus nodes.

        Raises:
            CannotAssess: if they cannot be told.
        """
        if len(ids) == 0:
            return NO_ROWS
        if self.constraint is None:
            raise CannotAssess(self.site.shape.defect)
        run.rule = self.site.root.node
        focus = run.focus_of(ids)
        found = self.constraint.violations(run, self.site.shape, focus)
        return Rows.of(focus.ids, found) if len(found.row) else NO_ROWS

    def batch(self, rows: Rows) -> Batch:
        """Return results of this unit as a constraint reports them."""
        assert self.constraint is not None
        none = np.empty(0, np.int32)
        return rows.batch(Batch(self.site.shape, self.constraint, none, Found(none)))


def units_of(roots: Iterable[Shape]) -> list[Unit]:
    """Take shapes with targets apart, in the order in which an evaluation goes through them.

    Ill-formed and deactivated roots have no unit.
    """
    units: list[Unit] = []
    seen: set[tuple[Shape, Shape, Path | None]] = set()

    def visit(site: Site) -> None:
        shape = site.shape
        place = (site.root, shape, site.path)
        if shape.deactivated or place in seen:
            return  # the same shape for the same nodes, by way of another shape
        seen.add(place)
        if shape.defect:
            units.append(Unit(len(units), site, None, Reads()))
            return
        for constraint in shape.constraints:
            reads = constraint_reads(shape, constraint)
            units.append(Unit(len(units), site, constraint, reads))
        for below in shape.properties:
            visit(Site(site.root, below, site, then(site.path, shape.path)))

    for root in roots:
        if not root.defect:
            visit(Site(root, root))
    return units
