"""Literals as values: which is less, which are equal (SPARQL 1.1, sections 17.3 and 17.4.1).

Ordinary numbers, strings, booleans and dates are compared as arrays; for the unusual pairs -
time zones, durations, many digits - Oxigraph is asked, once for each distinct pair.
"""

from decimal import Decimal

import numpy as np
import numpy.typing as npt
import polars as pl

from grondslag.columns import oxigraph
from grondslag.columns.graph import pack, unpack
from grondslag.columns.terms import Ids, Mask, Terms
from grondslag.columns.xsd import INTEGERS, well_formed
from grondslag.lexical import XSD, split_literal

Codes = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float64]

#: Outcomes of :func:`compare`.
LESS, EQUAL, GREATER, ERROR, UNORDERED = -1, 0, 1, 2, 3

# Families of values; two values of one family below OTHER are compared as arrays.
_NO_VALUE, NUMBER, _STRING, _BOOLEAN, DATE, MOMENT, ZONED, _FLOAT, _OTHER = range(9)
_UNKNOWN = -1
#: Families of which a value is comparable to one of another family, as Oxigraph decides.
_ACROSS = {frozenset((NUMBER, _FLOAT)), frozenset((MOMENT, ZONED))}

#: Digits that a double keeps; with more, two numbers could become one.
_EXACT_DIGITS = 15
#: Below this number a double has every integer.
_EXACT_INTEGER = 2.0**53
_PLAIN_DATE = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"
_PLAIN_MOMENT = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?\z"
_PLAIN_ZONED = (
    r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})\z"
)
_EXACT = INTEGERS | {f"{XSD}decimal"}
_DOUBLE, _FLOAT_TYPE = f"{XSD}double", f"{XSD}float"
_COMPARABLE_OTHERS = frozenset(
    f"{XSD}{name}"
    for name in (
        "time",
        "gYear",
        "gYearMonth",
        "gMonth",
        "gMonthDay",
        "gDay",
        "duration",
        "yearMonthDuration",
        "dayTimeDuration",
        "dateTimeStamp",
    )
)


def families(terms: Terms, ids: Ids) -> tuple[Codes, Numbers]:
    """Return the family of every term, and its place on the line of that family."""
    family = terms.notes("family", np.int8(_UNKNOWN))
    place = terms.notes("place", np.float64(np.nan))
    fresh = ids[family[ids] == _UNKNOWN]
    if len(fresh):
        family[fresh], place[fresh] = _read(terms, fresh)
    return family[ids], place[ids]


def _read(terms: Terms, ids: Ids) -> tuple[Codes, Numbers]:
    family = np.full(len(ids), _NO_VALUE, np.int8)
    place = np.full(len(ids), np.nan)
    codes = terms.datatype[ids]
    for code in np.unique(codes).tolist():
        where = np.flatnonzero(codes == code)
        datatype = terms.datatypes[code]
        if code == 1:
            family[where] = _STRING
        elif code > 2 and (datatype in _READERS or datatype in INTEGERS):
            sound = where[well_formed(terms, ids[where])]
            reader = _READERS.get(datatype, _whole)
            family[sound], place[sound] = reader(terms.text(ids[sound]))
        elif datatype in _COMPARABLE_OTHERS:
            family[where[well_formed(terms, ids[where])]] = _OTHER
    return family, place


def _numbers(texts: pl.Series, family: int) -> tuple[Codes, Numbers]:
    cleaned = texts.str.replace(r"INF\z", "inf").str.strip_prefix("+")
    value = cleaned.cast(pl.Float64, strict=False).to_numpy()
    return np.full(len(texts), family, np.int8), value


def _whole(texts: pl.Series) -> tuple[Codes, Numbers]:
    _, value = _numbers(texts, NUMBER)
    exact = (texts.str.len_bytes() <= _EXACT_DIGITS).to_numpy()
    return np.where(exact, NUMBER, _OTHER).astype(np.int8), value


def _double(texts: pl.Series) -> tuple[Codes, Numbers]:
    return _numbers(texts, NUMBER)


def _float(texts: pl.Series) -> tuple[Codes, Numbers]:
    family, value = _numbers(texts, _FLOAT)
    with np.errstate(over="ignore"):
        return family, value.astype(np.float32).astype(np.float64)


def _boolean(texts: pl.Series) -> tuple[Codes, Numbers]:
    value = texts.is_in(["true", "1"]).to_numpy().astype(np.float64)
    return np.full(len(texts), _BOOLEAN, np.int8), value


def _date(texts: pl.Series) -> tuple[Codes, Numbers]:
    plain = texts.str.contains(_PLAIN_DATE).to_numpy()
    days = texts.str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32).cast(pl.Float64)
    return np.where(plain, DATE, _OTHER).astype(np.int8), days.fill_null(np.nan).to_numpy()


def _moment(texts: pl.Series) -> tuple[Codes, Numbers]:
    zoned = texts.str.contains(_PLAIN_ZONED)
    plain = texts.str.contains(_PLAIN_MOMENT)
    zone = texts.str.extract(r"(Z|[+-][0-9]{2}:[0-9]{2})\z", 1)
    minutes = zone.str.slice(1, 2).cast(pl.Int32, strict=False) * 60
    minutes = minutes + zone.str.slice(4, 2).cast(pl.Int32, strict=False)
    west = zone.str.starts_with("-").to_numpy()
    offset = minutes.fill_null(0).to_numpy() * 60e6 * np.where(west, -1, 1)
    local = texts.str.strip_suffix("Z").str.replace(r"[+-][0-9]{2}:[0-9]{2}\z", "")
    exact = local.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False, time_unit="us")
    there = exact.cast(pl.Int64).cast(pl.Float64).fill_null(np.nan).to_numpy()
    microseconds = there - offset
    family = np.where(zoned.to_numpy(), ZONED, np.where(plain.to_numpy(), MOMENT, _OTHER))
    # Left to Oxigraph: midnight written as 24:00:00, years of more digits, and what is centuries
    # away, where a double no longer has every microsecond.
    near = (np.abs(there) < _EXACT_INTEGER) & (np.abs(microseconds) < _EXACT_INTEGER)
    return np.where(near, family, _OTHER).astype(np.int8), microseconds


_READERS = {
    f"{XSD}decimal": _whole,
    f"{XSD}double": _double,
    f"{XSD}float": _float,
    f"{XSD}boolean": _boolean,
    f"{XSD}date": _date,
    f"{XSD}dateTime": _moment,
}


def compare(terms: Terms, left: Ids, right: Ids) -> Codes:
    """Compare two columns of terms row by row with the operators of SPARQL.

    Returns:
        ``LESS``, ``EQUAL`` or ``GREATER``; ``ERROR`` where the operator is not defined for the
        two terms; ``UNORDERED`` where it is defined and gives false all the same (NaN).
    """
    result = np.full(len(left), ERROR, np.int8)
    known = np.flatnonzero((left >= 0) & (right >= 0))
    if len(known) == 0:
        return result
    ids, inverse = np.unique(np.concatenate([left[known], right[known]]), return_inverse=True)
    family, place = families(terms, ids)
    a, b = inverse[: len(known)], inverse[len(known) :]
    one, two = family[a], family[b]
    outcome = np.full(len(known), ERROR, np.int8)
    same = (one == two) & (one != _NO_VALUE) & (one != _OTHER)
    lined = same & (one != _STRING)
    outcome[lined] = _line(place[a[lined]], place[b[lined]])
    worded = np.flatnonzero(same & (one == _STRING))
    if len(worded):
        outcome[worded] = _words(terms, ids[a[worded]], ids[b[worded]])
    nan = _numeric(one) & _numeric(two) & (np.isnan(place[a]) | np.isnan(place[b]))
    outcome[nan] = UNORDERED
    rest = np.flatnonzero(_needs_oxigraph(one, two) & ~nan)
    if len(rest):
        outcome[rest] = _ask(terms, ids[a[rest]], ids[b[rest]])
    result[known] = outcome
    return result


def compare_bound(terms: Terms, bound: int, ids: Ids) -> Codes:
    """Compare one term with each of several; as :func:`compare` with the bound on the left."""
    family, place = families(terms, ids)
    (own,), (at,) = families(terms, np.array([bound], np.int32))
    lined = own not in (_NO_VALUE, _STRING, _OTHER)
    same = np.asarray(family == own) & lined
    outcome = np.empty(len(ids), np.int8)
    outcome[same] = _line(np.full(int(same.sum()), at), place[same])
    rest = np.flatnonzero(~same)
    if len(rest):
        outcome[rest] = compare(terms, np.full(len(rest), bound, np.int32), ids[rest])
    return outcome


def _needs_oxigraph(one: Codes, two: Codes) -> Mask:
    rest = ((one == _OTHER) & (two != _NO_VALUE)) | ((two == _OTHER) & (one != _NO_VALUE))
    for pair in _ACROSS:
        first, second = sorted(pair)
        rest |= ((one == first) & (two == second)) | ((one == second) & (two == first))
    return np.asarray(rest)


def _numeric(family: Codes) -> Mask:
    return np.asarray((family == NUMBER) | (family == _FLOAT))


def _line(one: Numbers, two: Numbers) -> Codes:
    outcome = np.full(len(one), UNORDERED, np.int8)
    outcome[one < two] = LESS
    outcome[one == two] = EQUAL
    outcome[one > two] = GREATER
    return outcome


def _words(terms: Terms, one: Ids, two: Ids) -> Codes:
    """Compare strings by code point, which is the order of their bytes in UTF-8."""
    left, right = terms.text(one), terms.text(two)
    outcome = np.where((left < right).to_numpy(), LESS, GREATER).astype(np.int8)
    outcome[(left == right).to_numpy()] = EQUAL
    return outcome


def _ask(terms: Terms, one: Ids, two: Ids) -> Codes:
    keys, inverse = np.unique(pack(one, two), return_inverse=True)
    left, right = unpack(keys)
    rows = list(zip(terms.take(left).to_list(), terms.take(right).to_list(), strict=True))
    outcome = np.full(len(rows), ERROR, np.int8)
    exact = {place: each for place, row in enumerate(rows) if (each := _as_numbers(row))}
    for place, (first, second) in exact.items():
        outcome[place] = EQUAL if first == second else LESS if first < second else GREATER
        if first != first or second != second:
            outcome[place] = UNORDERED
    others = [place for place in range(len(rows)) if place not in exact]
    answers = oxigraph.apply(
        ["?a0 < ?a1", "?a0 = ?a1", "?a0 > ?a1"], [rows[place] for place in others]
    )
    for number, (less, equal, greater) in zip(others, answers, strict=True):
        if _true(less):
            outcome[number] = LESS
        elif _true(equal):
            outcome[number] = EQUAL
        elif _true(greater):
            outcome[number] = GREATER
        elif less is not None:
            outcome[number] = UNORDERED
    return outcome[inverse]


def _as_numbers(row: tuple[str, ...]) -> tuple[Decimal, Decimal] | tuple[float, float] | None:
    """Return two numbers; Oxigraph knows no exact ones with more than some 18 digits.

    None stands for two terms that Oxigraph can compare. Beside a double or float an exact number
    becomes one as well (SPARQL 1.1, section 17.3).
    """
    parts = [split_literal(token) for token in row]
    datatypes = {datatype for _, datatype, _ in parts}
    if datatypes <= _EXACT:
        first, second = (Decimal(text) for text, _, _ in parts)
        return first, second
    long = any(kind in _EXACT and len(text) > _EXACT_DIGITS for text, kind, _ in parts)
    if not long or not datatypes <= _EXACT | {_DOUBLE, _FLOAT_TYPE}:
        return None
    one, two = (float(text) for text, _, _ in parts)
    if _DOUBLE in datatypes:
        return one, two
    with np.errstate(over="ignore"):
        return float(np.float32(one)), float(np.float32(two))


def _true(token: str | None) -> bool:
    return token is not None and token.startswith('"true"')
