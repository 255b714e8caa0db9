"""Truth with errors, effective boolean values and equality (SPARQL 1.1, sections 17.2 to 17.4).

A column of truth has 1 for true, 0 for false and -1 for an error.
"""

import numpy as np
import numpy.typing as npt

from grondslag.columns.terms import LITERAL, NONE, Ids, Mask, Terms
from grondslag.columns.values import EQUAL, ERROR, GREATER, LESS, families
from grondslag.columns.xsd import INTEGERS, well_formed
from grondslag.lexical import XSD
from grondslag.validation.sparql.few import compared

Truth = npt.NDArray[np.int8]

TRUE = f'"true"^^<{XSD}boolean>'
FALSE = f'"false"^^<{XSD}boolean>'
_ONE = f'"1"^^<{XSD}boolean>'
#: All datatypes of numbers.
NUMERIC = INTEGERS | {f"{XSD}decimal", f"{XSD}double", f"{XSD}float"}
_STRING, _LANG_STRING = 1, 2
_ORDERS: dict[str, tuple[int, ...]] = {
    "<": (LESS,),
    "<=": (LESS, EQUAL),
    ">": (GREATER,),
    ">=": (GREATER, EQUAL),
}


def sure(mask: Mask) -> Truth:
    """Return a mask as truth without errors."""
    return mask.astype(np.int8)


def negation(value: Truth) -> Truth:
    """Return ``!``."""
    return np.where(value < 0, value, 1 - value).astype(np.int8)


def conjunction(left: Truth, right: Truth) -> Truth:
    """Return ``&&``: false when one side is false, even if the other is an error."""
    false = (left == 0) | (right == 0)
    return np.where(false, 0, np.minimum(left, right)).astype(np.int8)


def disjunction(left: Truth, right: Truth) -> Truth:
    """Return ``||``: true when one side is true, even if the other is an error."""
    true = (left == 1) | (right == 1)
    error = (left < 0) | (right < 0)
    return np.where(true, 1, np.where(error, -1, 0)).astype(np.int8)


def as_terms(terms: Terms, value: Truth) -> Ids:
    """Return truth as boolean literals; an error is no term."""
    choices = np.array([terms.number(FALSE), terms.number(TRUE), NONE], np.int32)
    return choices[value]


def effective(terms: Terms, ids: Ids) -> Truth:
    """Return the effective boolean value of terms (section 17.2.2)."""
    result = np.full(len(ids), -1, np.int8)
    bound = np.flatnonzero(ids >= 0)
    if len(bound) == 0:
        return result
    distinct, inverse = np.unique(ids[bound], return_inverse=True)
    value = np.full(len(distinct), -1, np.int8)
    codes = terms.datatype[distinct]
    for code in np.unique(codes).tolist():
        where = np.flatnonzero(codes == code)
        datatype = terms.datatypes[code]
        if code == _STRING:
            value[where] = distinct[where] != terms.number('""')
        elif code == _LANG_STRING:
            value[where] = (terms.text(distinct[where]).str.len_bytes() > 0).to_numpy()
        elif datatype == f"{XSD}boolean":
            value[where] = np.isin(distinct[where], [terms.number(TRUE), terms.number(_ONE)])
        elif datatype in NUMERIC:
            _, place = families(terms, distinct[where])
            # An ill-typed number has no place and counts as false, as NaN does.
            value[where] = ~np.isnan(place) & (place != 0)
    result[bound] = value[inverse]
    return result


def is_numeric(terms: Terms, ids: Ids) -> Truth:
    """Return ``isNumeric``: a well-formed literal with a numeric datatype."""
    result = np.where(ids < 0, -1, 0).astype(np.int8)
    bound = np.flatnonzero(ids >= 0)
    codes = terms.datatype[ids[bound]]  # before its names: new terms may bring new datatypes
    known = np.array([name in NUMERIC for name in terms.datatypes], np.bool_)
    numeric = bound[known[codes]]
    result[numeric] = well_formed(terms, ids[numeric])
    return result


def ordered(terms: Terms, operator: str, left: Ids, right: Ids) -> Truth:
    """Return ``<``, ``<=``, ``>`` or ``>=``."""
    outcome = compared(terms, left, right)
    truth = np.isin(outcome, _ORDERS[operator])
    return np.where(outcome == ERROR, -1, truth).astype(np.int8)


def equal(terms: Terms, left: Ids, right: Ids) -> Truth:
    """Return ``=`` (section 17.4.1.7).

    Two literals whose values are known and that no operator compares are different; only where
    a value is unknown - another datatype, an ill-typed lexical form - is it an error to ask.
    """
    result = np.where((left < 0) | (right < 0), -1, left == right).astype(np.int8)
    kind, code = terms.kind, terms.datatype
    both = np.flatnonzero((left >= 0) & (right >= 0))
    one, two = left[both], right[both]
    literal = (kind[one] == LITERAL) & (kind[two] == LITERAL)
    # NaN is the one value that does not equal itself.
    real = np.array([name in (f"{XSD}double", f"{XSD}float") for name in terms.datatypes])
    open_ = literal & ((one != two) | real[code[one]])
    if not open_.any():
        return result
    both = both[open_]
    one, two = left[both], right[both]
    outcome = compared(terms, one, two)
    value = (outcome == EQUAL).astype(np.int8)
    undecided = np.flatnonzero((outcome == ERROR) & (one != two))
    value[(outcome == ERROR) & (one == two)] = 1
    if len(undecided):
        value[undecided] = _known_apart(terms, one[undecided], two[undecided]) - 1
    result[both] = value
    return result


def _known_apart(terms: Terms, one: Ids, two: Ids) -> Truth:
    """Return 1 where two literals have different values for sure, else 0."""
    tagged = (terms.datatype[one] == _LANG_STRING) | (terms.datatype[two] == _LANG_STRING)
    known = (families(terms, one)[0] > 0) & (families(terms, two)[0] > 0)
    return sure(tagged | known)
