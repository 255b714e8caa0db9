"""Constraints that refer to other shapes (SHACL, sections 4.6 and 4.7)."""

import numpy as np
from rdflib.namespace import SH

from grondslag.columns.joins import Rows as Places
from grondslag.columns.terms import Ids, Mask
from grondslag.validation.columnar.assessment import Assessment
from grondslag.validation.columnar.focus import Focus
from grondslag.validation.columnar.lists import component_of
from grondslag.validation.columnar.model import Constraint, Found, Shape
from grondslag.validation.columnar.pairs import rows_of
from grondslag.validation.columnar.values import PerValue


class ShapeBased(PerValue):
    """A constraint on whether value nodes conform to other shapes."""

    def __init__(self, *shapes: Shape) -> None:
        """Refer to shapes, in order."""
        self._shapes = shapes

    def shapes(self) -> tuple[Shape, ...]:
        """Return the shapes referred to."""
        return self._shapes


class Conforms(ShapeBased):
    """``sh:node`` (section 4.7.1)."""

    component = SH.NodeConstraintComponent

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept what conforms to the shape."""
        return run.conforms(self._shapes[0], ids)


class Not(ShapeBased):
    """``sh:not`` (section 4.6.1)."""

    component = SH.NotConstraintComponent

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept what does not conform to the shape."""
        return ~run.conforms(self._shapes[0], ids)


class And(ShapeBased):
    """``sh:and`` (section 4.6.2)."""

    component = SH.AndConstraintComponent

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept what conforms to all shapes."""
        result = np.ones(len(ids), np.bool_)
        for shape in self._shapes:
            result &= run.conforms(shape, ids)
        return result


class Or(ShapeBased):
    """``sh:or`` (section 4.6.3)."""

    component = SH.OrConstraintComponent

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept what conforms to at least one shape."""
        result = np.zeros(len(ids), np.bool_)
        for shape in self._shapes:
            _decide(run, shape, ids, result, np.flatnonzero(~result))
        return result


class Xone(ShapeBased):
    """``sh:xone`` (section 4.6.4)."""

    component = SH.XoneConstraintComponent

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept what conforms to exactly one shape."""
        count = np.zeros(len(ids), np.int32)
        for shape in self._shapes:
            count += run.conforms(shape, ids)
        return np.asarray(count == 1)


def _decide(run: Assessment, shape: Shape, ids: Ids, result: Mask, rest: Places) -> None:
    """Put into a result which of the undecided terms conform to one more shape.

    The others are left out, unless their evaluation could fail: one failure is a failure of the
    whole, wherever it is met (sections 4.6.3 and 4.7.3), so it must not depend on the order.

    Args:
        run: the evaluation.
        shape: what the terms have to conform to.
        ids: all terms.
        result: one entry a term, of which the undecided ones are replaced.
        rest: the places of the undecided terms.
    """
    if shape.may_fail():
        result[rest] = run.conforms(shape, ids)[rest]
    elif len(rest):
        result[rest] = run.conforms(shape, ids[rest])


class Qualified(Constraint):
    """``sh:qualifiedValueShape`` with one of its two counts (section 4.7.3)."""

    def __init__(self, name: str, bound: int, shape: Shape) -> None:
        """Require so many values that conform to a shape.

        Args:
            name: ``qualifiedMinCount`` or ``qualifiedMaxCount``.
            bound: how many at least or at most.
            shape: what a value has to conform to, in order to count.
        """
        self.component = component_of(name)
        self.is_minimum = name == "qualifiedMinCount"
        self.bound = bound
        self.shape = shape
        #: Shapes to which a counted value may not conform (sh:qualifiedValueShapesDisjoint).
        self.siblings: tuple[Shape, ...] = ()

    def shapes(self) -> tuple[Shape, ...]:
        """Return the shape that is counted, and its siblings."""
        return (self.shape, *self.siblings)

    def counts(self, run: Assessment, ids: Ids) -> Mask:
        """Tell which values count."""
        result = run.conforms(self.shape, ids).copy()
        for sibling in self.siblings:
            rest = np.flatnonzero(result)
            _decide(run, sibling, ids, result, rest)
            result[rest] = ~result[rest]
        return result

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report focus nodes with too few or too many values that count."""
        values = focus.values(shape.path)
        counted = self.counts(run, values.unique)[values.place]
        count = np.bincount(values.row[counted], minlength=len(focus))
        return rows_of(count < self.bound if self.is_minimum else count > self.bound)
