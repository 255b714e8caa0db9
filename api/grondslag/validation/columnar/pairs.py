"""Constraints on all value nodes of a focus node together (SHACL, sections 4.2, 4.5, 4.8)."""

import numpy as np
from rdflib import URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.columns.graph import pack
from grondslag.columns.joins import matches, matches_of_places, successors_in
from grondslag.columns.terms import Ids, Mask
from grondslag.columns.values import EQUAL, LESS, compare
from grondslag.sparql.algebra import Link, Path
from grondslag.tokens import token_of
from grondslag.validation.columnar.assessment import Assessment
from grondslag.validation.columnar.focus import Focus
from grondslag.validation.columnar.lists import component_of
from grondslag.validation.columnar.model import Constraint, Found, Shape


def rows_of(mask: Mask) -> Found:
    """Report the focus nodes of a mask, without a value."""
    return Found(np.flatnonzero(mask).astype(np.int32))


class Count(Constraint):
    """``sh:minCount`` and ``sh:maxCount`` (sections 4.2.1 and 4.2.2)."""

    def __init__(self, name: str, bound: int) -> None:
        """Require at least (``minCount``) or at most (``maxCount``) so many values."""
        self.component = component_of(name)
        self.is_minimum = name == "minCount"
        self.bound = bound

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report focus nodes with too few or too many values."""
        if self.is_minimum and self.bound <= 0:
            return rows_of(np.zeros(0, np.bool_))
        count = np.bincount(focus.values(shape.path).row, minlength=len(focus))
        return rows_of(count < self.bound if self.is_minimum else count > self.bound)


class HasValue(Constraint):
    """``sh:hasValue`` (section 4.8.2)."""

    component = SH.HasValueConstraintComponent

    def __init__(self, value: Node) -> None:
        """Require the value to be among the value nodes."""
        self.value = value

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report focus nodes without the value."""
        values = focus.values(shape.path)
        found = values.row[values.value == run.number(self.value)]
        missing = np.ones(len(focus), np.bool_)
        missing[found] = False
        return rows_of(missing)


class UniqueLang(Constraint):
    """``sh:uniqueLang`` (section 4.4.5): one result for every tag that is used twice."""

    component = SH.UniqueLangConstraintComponent

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report focus nodes with two texts in one language."""
        values = focus.values(shape.path)
        codes = run.terms.language_code[values.unique]
        if not codes.any():
            return rows_of(np.zeros(0, np.bool_))
        # Tags that differ in capitals alone are the same language (RFC 5646, section 2.1.1).
        known: dict[str, int] = {}
        first = [known.setdefault(tag.lower(), at) for at, tag in enumerate(run.terms.languages)]
        language = np.array(first, np.int32)[codes][values.place]
        used = language > 0
        keys = pack(values.row[used], language[used])
        distinct, count = np.unique(keys, return_counts=True)
        return Found((distinct[count > 1] >> 32).astype(np.int32))


class Pair(Constraint):
    """A constraint that compares the value nodes with those of another property (section 4.5)."""

    def __init__(self, other: URIRef) -> None:
        """Compare with the values of another property."""
        self.other = Link(token_of(other))

    def reads(self) -> tuple[Path, ...]:
        """Return the other property."""
        return (self.other,)


class Equals(Pair):
    """``sh:equals`` (section 4.5.1)."""

    component = SH.EqualsConstraintComponent

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report every value that only one of the two has."""
        one, two = focus.values(shape.path), focus.values(self.other)
        keys = np.setxor1d(pack(one.row, one.value), pack(two.row, two.value), assume_unique=True)
        return Found((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))


class Disjoint(Pair):
    """``sh:disjoint`` (section 4.5.2)."""

    component = SH.DisjointConstraintComponent

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report every value that both have."""
        one, two = focus.values(shape.path), focus.values(self.other)
        both = np.isin(pack(one.row, one.value), pack(two.row, two.value))
        return Found(one.row[both], one.value[both])


class Less(Pair):
    """``sh:lessThan`` and ``sh:lessThanOrEquals`` (sections 4.5.3 and 4.5.4)."""

    def __init__(self, name: str, other: URIRef) -> None:
        """Require every value to be less than (or equal to) every value of the other."""
        super().__init__(other)
        self.component = component_of(name)
        self.outcomes = (LESS,) if name == "lessThan" else (LESS, EQUAL)

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report each pair of values that is not so, or cannot be compared."""
        one, two = focus.values(shape.path), focus.values(self.other)
        row, place = matches(one.row, two.row)
        value = one.value[row]
        fine = np.isin(compare(run.terms, value, two.value[place]), self.outcomes)
        return Found(one.row[row][~fine], value[~fine])


class Closed(Constraint):
    """``sh:closed`` with ``sh:ignoredProperties`` (section 4.8.1)."""

    component = SH.ClosedConstraintComponent

    def __init__(self, allowed: frozenset[Node]) -> None:
        """Allow no properties but these."""
        self.allowed = allowed

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report every value of another property, with that property as path."""
        values = focus.values(shape.path)
        allowed = set(run.numbers(sorted(self.allowed, key=str)).tolist())
        rows: list[Ids] = []
        objects: list[Ids] = []
        paths: list[Ids] = []
        others = [each for each in run.columns.predicates() if each not in allowed]
        links = map(run.columns.pairs, others)
        found = successors_in(links, values.unique, len(run.terms))
        for predicate, (place, objects_here) in zip(others, found, strict=True):
            if len(place) == 0:
                continue
            # A value node may be shared by several focus nodes.
            order = np.argsort(values.place, kind="stable")
            back, which = matches_of_places(place, values.place[order], len(values.unique))
            rows.append(values.row[order][which])
            objects.append(objects_here[back])
            paths.append(np.full(len(which), predicate, np.int32))
        if not rows:
            none = np.empty(0, np.int32)
            return Found(none, none, none)
        return Found(np.concatenate(rows), np.concatenate(objects), np.concatenate(paths))
