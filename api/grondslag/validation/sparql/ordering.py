"""The order of terms (SPARQL 1.1, section 15.1), made total where SPARQL leaves it open.

Unbound comes first, then blank nodes, IRIs and literals. Literals that ``<`` compares are in that
order and share a place when they are equal; other literals follow each other by kind - numbers,
strings, texts with a language, booleans, times, durations, the rest - and within a kind by how
they are written. So an outcome never depends on which other terms are there, nor
on the order in which they were read.
"""

import re
from decimal import Decimal
from typing import Any

import numpy as np

from grondslag.columns.joins import Rows
from grondslag.columns.terms import Ids, Terms
from grondslag.columns.values import DATE, MOMENT, NUMBER, ZONED, families
from grondslag.columns.xsd import INTEGERS, is_well_formed
from grondslag.lexical import STRING, XSD, split_literal

_EXACT = INTEGERS | {f"{XSD}decimal"}
_REAL = {f"{XSD}double": float, f"{XSD}float": lambda text: float(np.float32(text))}
_TIMED = tuple(
    f"{XSD}{name}"
    for name in ("dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
)
_DURATIONS = frozenset(
    f"{XSD}{name}" for name in ("duration", "yearMonthDuration", "dayTimeDuration")
)
_SEVEN = re.compile(
    r"(?:(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)(?:-(\d\d))?|---(\d\d))?"
    r"T?(?:(\d\d):(\d\d):(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:\d\d)?"
)
_SPAN = re.compile(
    r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?"
)
#: Months to which durations are added to compare them (XML Schema 1.1, part 2, section 3.3.6.1).
_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
_DAY = 86_400


def ranks(terms: Terms, ids: Ids) -> Rows:
    """Return a rank for each of several distinct terms; equal values have the same one.

    Args:
        terms: the dictionary.
        ids: distinct numbers; a negative one stands for "unbound".
    """
    if len(ids) and ids.min() >= 0:
        family, place = families(terms, ids)
        lined = (NUMBER, DATE, MOMENT, ZONED)
        if family[0] in lined and (family == family[0]).all() and not np.isnan(place).any():
            return np.unique(place, return_inverse=True)[1].astype(np.int64)
    keys = [_key(terms.token(each)) if each >= 0 else (0,) for each in ids.tolist()]
    known = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return np.array([known[key] for key in keys], np.int64)


def places(terms: Terms, ids: Ids, *, down: bool = False) -> Rows:
    """As :func:`ranks`, but equal values follow each other by how they are written.

    Args:
        terms: the dictionary.
        ids: distinct numbers.
        down: put the greatest value first.
    """
    rank = ranks(terms, ids)
    if down:
        rank = -rank
    if len(np.unique(rank)) == len(ids):
        return rank
    tokens = [terms.token(each) if each >= 0 else "" for each in ids.tolist()]
    order = sorted(range(len(ids)), key=lambda at: (rank[at], tokens[at]))
    result = np.empty(len(ids), np.int64)
    result[order] = np.arange(len(ids))
    return result


def _key(token: str) -> tuple[Any, ...]:
    if token.startswith("_"):
        return 1, token
    if token.startswith("<"):
        return 2, token[1:-1]
    text, datatype, language = split_literal(token)
    if language:
        return 3, 2, text, language
    if datatype == STRING:
        return 3, 1, text
    if is_well_formed(text, datatype):
        if datatype in _EXACT:
            return 3, 0, 1, Decimal(text)
        if datatype in _REAL:
            with np.errstate(over="ignore"):
                value = _REAL[datatype](text)
            # NaN is neither less nor more than a number.
            return (3, 0, 0) if value != value else (3, 0, 1, Decimal(value))
        if datatype == f"{XSD}boolean":
            return 3, 3, text in ("true", "1")
        if datatype in _TIMED:
            return 3, 4, _TIMED.index(datatype), _instant(text)
        if datatype in _DURATIONS:
            return 3, 5, _length(text)
    return 3, 6, datatype, text


def _instant(text: str) -> Decimal:
    """Return seconds on a line of time; what has no time zone is taken for universal time.

    That agrees with ``<``, which is false for what is less than 14 hours apart.
    """
    match = _SEVEN.fullmatch(text)
    assert match is not None  # the literal is well-formed
    year, month, day, month_alone, day_of_month, day_alone, hour, minute, second, zone = (
        match.groups()
    )
    days = _days(
        int(year or 1972),
        int(month or month_alone or (1 if year else 12)),
        int(day or day_of_month or day_alone or (1 if year or month_alone else 31)),
    )
    seconds = int(hour or 0) * 3600 + int(minute or 0) * 60 + Decimal(second or 0)
    if zone and zone != "Z":
        offset = (int(zone[1:3]) * 60 + int(zone[4:6])) * 60
        seconds -= offset if zone[0] == "+" else -offset
    return days * _DAY + seconds


def _length(text: str) -> Decimal:
    """Return the mean of what a duration adds to the months to which it is compared.

    ``<`` is true where it is less for each of them, and then the mean is less as well.
    """
    match = _SPAN.fullmatch(text)
    assert match is not None  # the literal is well-formed
    sign, years, months, days, hours, minutes, seconds = match.groups()
    way = -1 if sign else 1
    added = way * (int(years or 0) * 12 + int(months or 0))
    total = Decimal(0)
    for year, month in _REFERENCES:
        later = year * 12 + month - 1 + added
        total += _days(later // 12, later % 12 + 1, 1) - _days(year, month, 1)
    rest = int(days or 0) * _DAY + int(hours or 0) * 3600 + int(minutes or 0) * 60
    return total * _DAY / len(_REFERENCES) + way * (rest + Decimal(seconds or 0))


def _days(year: int, month: int, day: int) -> int:
    """Return the number of a day, by the calendar of today for all years."""
    if month < 3:
        year, month = year - 1, month + 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day
