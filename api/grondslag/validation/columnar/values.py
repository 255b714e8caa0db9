"""Constraints that judge each value node by itself (SHACL, sections 4.1, 4.3, 4.4 and 4.8.3)."""

import numpy as np
import polars as pl
from rdflib import URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.columns import regex
from grondslag.columns.terms import BLANK, IRI, LITERAL, Ids, Mask, member
from grondslag.columns.values import EQUAL, GREATER, LESS, compare_bound
from grondslag.columns.xsd import well_formed
from grondslag.validation.columnar.assessment import Assessment
from grondslag.validation.columnar.focus import Focus
from grondslag.validation.columnar.lists import component_of
from grondslag.validation.columnar.model import CannotAssess, Constraint, Found, Shape

_KINDS: dict[Node, tuple[int, ...]] = {
    SH.IRI: (IRI,),
    SH.BlankNode: (BLANK,),
    SH.Literal: (LITERAL,),
    SH.BlankNodeOrIRI: (BLANK, IRI),
    SH.BlankNodeOrLiteral: (BLANK, LITERAL),
    SH.IRIOrLiteral: (IRI, LITERAL),
}
NODE_KINDS = frozenset(_KINDS)


class PerValue(Constraint):
    """A constraint that holds or fails for a value node whatever the focus node is."""

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Tell for each of several distinct terms whether it satisfies the constraint."""
        raise TypeError(f"{type(self).__name__} has no evaluation")

    def violations(self, run: Assessment, shape: Shape, focus: Focus) -> Found:
        """Report every value node that does not satisfy the constraint."""
        values = focus.values(shape.path)
        wrong = ~self.allowed(run, values.unique)
        if not wrong.any():
            none = np.empty(0, np.int32)
            return Found(none, none)
        rows = wrong[values.place]
        return Found(values.row[rows], values.value[rows])


class Class(PerValue):
    """``sh:class`` (section 4.1.1)."""

    component = SH.ClassConstraintComponent

    def __init__(self, kind: Node) -> None:
        """Require instances of a class."""
        self.kind = kind

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept SHACL instances of the class."""
        return member(run.columns.instances(run.number(self.kind)), ids)


class Datatype(PerValue):
    """``sh:datatype`` (section 4.1.2)."""

    component = SH.DatatypeConstraintComponent

    def __init__(self, datatype: URIRef) -> None:
        """Require literals of a datatype with a well-formed lexical form."""
        self.datatype = str(datatype)

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept well-formed literals of the datatype."""
        terms = run.terms
        result = np.asarray(terms.datatype[ids] == terms.datatype_code(self.datatype))
        places = np.flatnonzero(result)
        result[places] = well_formed(terms, ids[places])
        return result


class NodeKind(PerValue):
    """``sh:nodeKind`` (section 4.1.3)."""

    component = SH.NodeKindConstraintComponent

    def __init__(self, kind: Node) -> None:
        """Require IRIs, blank nodes or literals."""
        self.kinds = _KINDS[kind]

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept terms of the kinds."""
        return np.isin(run.terms.kind[ids], self.kinds)


class Range(PerValue):
    """``sh:minExclusive`` and the three others (section 4.3)."""

    _OUTCOMES = {
        "minExclusive": (LESS,),
        "minInclusive": (LESS, EQUAL),
        "maxExclusive": (GREATER,),
        "maxInclusive": (GREATER, EQUAL),
    }

    def __init__(self, name: str, bound: Node) -> None:
        """Require values on one side of a bound.

        Args:
            name: local name of the SHACL property.
            bound: the literal to compare with.
        """
        self.component = component_of(name)
        self.outcomes = self._OUTCOMES[name]
        self.bound = bound

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept what compares as it should; what cannot be compared is not accepted."""
        bound = run.number(self.bound)
        outcome = compare_bound(run.terms, bound, ids)
        return np.isin(outcome, self.outcomes)


class Length(PerValue):
    """``sh:minLength`` and ``sh:maxLength``, in characters (sections 4.4.1 and 4.4.2)."""

    def __init__(self, name: str, bound: int) -> None:
        """Require at least (``minLength``) or at most (``maxLength``) so many characters."""
        self.component = component_of(name)
        self.is_minimum = name == "minLength"
        self.bound = bound

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept by the length of the lexical form or IRI; blank nodes only without a bound."""
        length = run.text(ids).str.len_chars().to_numpy().astype(np.int64)
        fits = length >= self.bound if self.is_minimum else length <= self.bound
        # Also sh:minLength 0 is not fulfilled by a blank node (section 4.4.1).
        return np.asarray(fits & (run.terms.kind[ids] != BLANK))


class Pattern(PerValue):
    """``sh:pattern`` with ``sh:flags`` (section 4.4.3)."""

    component = SH.PatternConstraintComponent

    def __init__(self, pattern: str, flags: str) -> None:
        """Require a match anywhere in the text, as REGEX of SPARQL does."""
        self.pattern = pattern
        self.flags = flags

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept texts in which the pattern is found; never blank nodes."""
        try:
            found = match_texts(run.text(ids), self.pattern, self.flags)
        except (ValueError, regex.TooSlow) as error:
            raise CannotAssess(str(error)) from error
        return np.asarray(found & (run.terms.kind[ids] != BLANK))


class LanguageIn(PerValue):
    """``sh:languageIn`` (section 4.4.4)."""

    component = SH.LanguageInConstraintComponent

    def __init__(self, ranges: tuple[str, ...]) -> None:
        """Require language-tagged texts in one of the basic language ranges (RFC 4647, 3.3.1)."""
        self.ranges = tuple(each.lower() for each in ranges)

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept tags that equal a range or continue it after a hyphen."""
        codes = run.terms.language_code[ids]
        allowed = [self._accepts(tag.lower()) for tag in run.terms.languages]
        return np.asarray(allowed, np.bool_)[codes]

    def _accepts(self, tag: str) -> bool:
        if not tag:
            return False
        return any(each in ("*", tag) or tag.startswith(f"{each}-") for each in self.ranges)


class In(PerValue):
    """``sh:in`` (section 4.8.3): the same term, not the same value."""

    component = SH.InConstraintComponent

    def __init__(self, members: tuple[Node, ...]) -> None:
        """Require one of the members."""
        self.members = members

    def allowed(self, run: Assessment, ids: Ids) -> Mask:
        """Accept the members themselves."""
        return np.isin(ids, run.numbers(self.members))


def check_pattern(pattern: str, flags: str) -> None:
    """Raise unless a pattern and its flags are what ``sh:pattern`` and ``sh:flags`` may be.

    Section 4.4.3 refers to REGEX of SPARQL (section 17.4.3.14), and that to ``fn:matches`` of
    XPath; see :mod:`grondslag.columns.regex`.

    Raises:
        ValueError: with what is wrong, and where.
    """
    regex.check_pattern(pattern, flags)


def match_texts(texts: pl.Series, pattern: str, flags: str) -> Mask:
    """Tell in which texts a pattern is found, as REGEX of SPARQL does (section 17.4.3.14).

    Raises:
        ValueError: if the pattern is no regular expression, or a flag is unknown.
        TooSlow: if it takes too long.
    """
    return regex.regex(pattern, flags).found(texts)
