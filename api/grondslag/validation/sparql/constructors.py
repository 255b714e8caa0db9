"""Functions that make or show a term from how it is written (SPARQL 1.1, sections 17.4, 17.5).

Oxigraph keeps numbers and times as values, so that their writing is lost on it.
"""

import re
from collections.abc import Callable

import numpy as np

from grondslag.columns.terms import IRI, LITERAL, NONE, Ids, Terms
from grondslag.columns.xsd import is_well_formed
from grondslag.lexical import LANG_STRING, STRING, XSD, literal_token, split_literal
from grondslag.sparql.iris import resolve

_TIMED = frozenset(
    f"{XSD}{name}"
    for name in ("dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
)
_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)\Z")
_REAL: dict[str, type[np.floating]] = {
    f"{XSD}double": np.float64,
    f"{XSD}float": np.float32,
}


def typed(terms: Terms, texts: Ids, datatypes: Ids) -> Ids:
    """Return ``STRDT``: the text with a datatype, as it is written (section 17.4.2.9)."""
    usable = (texts >= 0) & (datatypes >= 0)
    usable &= (terms.datatype[texts] == 1) & (terms.kind[datatypes] == IRI)
    result = np.full(len(texts), NONE, np.int32)
    rows = np.flatnonzero(usable)
    known: dict[tuple[int, int], int] = {}
    for row, pair in zip(
        rows.tolist(), zip(texts[rows].tolist(), datatypes[rows].tolist(), strict=True), strict=True
    ):
        number = known.get(pair)
        if number is None:
            lexical, datatype = split_literal(terms.token(pair[0]))[0], terms.token(pair[1])[1:-1]
            # A text with a language cannot be made without one.
            token = None if datatype == LANG_STRING else literal_token(lexical, datatype)
            number = known[pair] = NONE if token is None else terms.number(token)
        result[row] = number
    return result


def zone_of(terms: Terms, ids: Ids) -> Ids:
    """Return ``TZ``: the time zone as it is written (section 17.4.5.9)."""

    def zone(token: str) -> str | None:
        text, datatype, _ = split_literal(token)
        if datatype not in _TIMED or not is_well_formed(text, datatype):
            return None
        match = _ZONE.search(text)
        return literal_token(match[1] if match else "")

    return _each(terms, ids, LITERAL, zone)


def resolved(terms: Terms, ids: Ids, base: str) -> Ids:
    """Return strings as absolute IRIs, still as strings; other terms stay as they are."""

    def absolute(token: str) -> str | None:
        text, datatype, language = split_literal(token)
        if datatype != STRING or language:
            return None
        try:
            return literal_token(resolve(text, base))
        except ValueError:
            return None

    found = _each(terms, ids, LITERAL, absolute)
    iris = (ids >= 0) & (terms.kind[ids] == IRI)
    return np.where(iris, ids, found).astype(np.int32)


def real_as_text(terms: Terms, ids: Ids) -> Ids:
    """Return ``xsd:string`` of doubles and floats, nothing for all else.

    XPath casts them to their canonical form, or to that of a decimal where that is short
    (XPath and XQuery Functions and Operators 3.1, section 19.1.2.2).
    """

    def text(token: str) -> str | None:
        lexical, datatype, _ = split_literal(token)
        kind = _REAL.get(datatype)
        if kind is None or not is_well_formed(lexical, datatype):
            return None
        with np.errstate(over="ignore"):
            return literal_token(_written(kind(lexical)))

    return _each(terms, ids, LITERAL, text)


def _written(value: np.floating) -> str:
    if np.isnan(value):
        return "NaN"
    if np.isinf(value):
        return "INF" if value > 0 else "-INF"
    if value == 0 or 1e-6 <= abs(value) < 1e6:
        return np.format_float_positional(value, unique=True, trim="-")
    written = np.format_float_scientific(value, unique=True, trim="0", exp_digits=1)
    return written.replace("e+", "E").replace("e", "E")


def _each(terms: Terms, ids: Ids, kind: int, of: Callable[[str], str | None]) -> Ids:
    """Return what a function of tokens gives for terms of one kind, and nothing for others."""
    distinct, inverse = np.unique(ids, return_inverse=True)
    result = np.full(len(distinct), NONE, np.int32)
    for place, number in enumerate(distinct.tolist()):
        if number >= 0 and terms.kind[number] == kind:
            token = of(terms.token(number))
            if token is not None:
                result[place] = terms.number(token)
    return result[inverse]
