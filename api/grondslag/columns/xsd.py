"""Which lexical forms are well-formed for a datatype (XML Schema 1.1, part 2).

SHACL asks this of the datatypes that SPARQL 1.1 knows and those derived from them (SHACL,
section 4.1.2); here the other dates, durations and binaries are judged as well. Every lexical
form of a datatype that is not in the table is accepted.
"""

import re
from decimal import Decimal

import numpy as np
import polars as pl

from grondslag.columns.terms import LITERAL, Ids, Mask, Terms
from grondslag.lexical import XSD

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DAYS = r"(?:\d+D)?"
_TIMES = r"(?:T(?:\d+H(?:\d+M)?(?:\d+(?:\.\d+)?S)?|\d+M(?:\d+(?:\.\d+)?S)?|\d+(?:\.\d+)?S))?"
_MONTHS = r"(?:\d+Y(?:\d+M)?|\d+M)?"
_DECIMAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_INTEGER = r"[+-]?\d+"
_B64 = r"(?:[A-Za-z0-9+/] ?)"

_FORMS = {
    "boolean": r"true|false|1|0",
    "integer": _INTEGER,
    "decimal": _DECIMAL,
    "double": rf"{_DECIMAL}(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "float": rf"{_DECIMAL}(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "date": rf"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE[:-1]}",
    "time": rf"{_TIME}{_ZONE}",
    "gYear": rf"{_YEAR}{_ZONE}",
    "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": rf"--{_MONTH}{_ZONE}",
    "gMonthDay": rf"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": rf"---{_DAY}{_ZONE}",
    "duration": rf"-?P{_MONTHS}{_DAYS}{_TIMES}",
    "yearMonthDuration": rf"-?P{_MONTHS}",
    "dayTimeDuration": rf"-?P{_DAYS}{_TIMES}",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": rf"(?:(?:{_B64}{{4}})*(?:{_B64}{{3}}[A-Za-z0-9+/]"
    rf"|{_B64}{{2}}[AEIMQUYcgkosw048] ?=|{_B64}[AQgw] ?= ?=))?",
}
#: Bounds of the types derived from xsd:integer (XML Schema 1.1, part 2, section 3.4).
_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_DATED = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)")
_MONTH_LENGTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: All datatypes whose values are whole numbers.
INTEGERS = frozenset(f"{XSD}{name}" for name in ("integer", *_BOUNDS))

_PATTERNS = {f"{XSD}{name}": rf"\A(?:{form})\Z" for name, form in _FORMS.items()} | {
    name: rf"\A{_INTEGER}\Z" for name in INTEGERS
}
#: The same for whole columns; Rust counts every digit of Unicode under \d.
_BULK = {
    name: pattern.replace(r"\Z", r"\z").replace(r"\d", "[0-9]")
    for name, pattern in _PATTERNS.items()
}
#: Ordinary dates are decided by the calendar of Polars in bulk.
_PLAIN_DATE = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"


def is_well_formed(text: str, datatype: str) -> bool:
    """Tell whether a lexical form is allowed for a datatype; True for unknown datatypes."""
    pattern = _PATTERNS.get(datatype)
    if pattern is None:
        return True
    if re.match(pattern, text, re.ASCII) is None:
        return False
    name = datatype.removeprefix(XSD)
    if name in _BOUNDS:
        low, high = _BOUNDS[name]
        # Python's int() refuses a text of more than some thousands of digits.
        value = Decimal(text)
        return (low is None or value >= low) and (high is None or value <= high)
    if name in ("date", "dateTime", "dateTimeStamp"):
        return _is_day(text)
    if name == "gMonthDay":
        return int(text[5:7]) <= _MONTH_LENGTH[int(text[2:4]) - 1]
    if name.lower().endswith("duration"):
        return not text.endswith(("P", "T"))
    return True


def _is_day(text: str) -> bool:
    match = _DATED.match(text)
    if match is None:
        return False
    # Whether a year is a leap year shows in its last four digits.
    year, month, day = int(match[1][-4:]), int(match[2]), int(match[3])
    # The calendar of today is used for every year, also before our era (section 3.3.9).
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return day <= (28 if month == 2 and not is_leap else _MONTH_LENGTH[month - 1])


def well_formed(terms: Terms, ids: Ids) -> Mask:
    """Tell for every term whether it is a literal whose lexical form fits its datatype."""
    notes = terms.notes("well-formed", np.int8(-1))
    fresh = ids[notes[ids] < 0]
    if len(fresh):
        notes[fresh] = _judge(terms, fresh)
    return np.asarray(notes[ids] == 1)


def _judge(terms: Terms, ids: Ids) -> Mask:
    result = np.asarray(terms.kind[ids] == LITERAL)
    codes = terms.datatype[ids]
    for code in np.unique(codes[result]).tolist():
        datatype = terms.datatypes[code]
        if datatype in _PATTERNS:
            places = np.flatnonzero(codes == code)
            result[places] = texts_well_formed(terms.text(ids[places]), datatype)
    return result


def texts_well_formed(texts: pl.Series, datatype: str) -> Mask:
    """Tell which lexical forms are allowed for a datatype of the table."""
    name = datatype.removeprefix(XSD)
    if len(texts) < 8:
        return np.array([is_well_formed(each, datatype) for each in texts.to_list()], np.bool_)
    if name == "date":
        plain = texts.str.contains(_PLAIN_DATE).to_numpy().copy()
        real = texts.str.to_date("%Y-%m-%d", strict=False).is_not_null().to_numpy()
        result = plain & real
        doubtful = np.flatnonzero(~plain)
    else:
        result = texts.str.contains(_BULK[datatype]).to_numpy().copy()
        simple = name in _FORMS and "date" not in name and "Day" not in name
        exact = simple and not name.lower().endswith("duration")
        doubtful = np.empty(0, np.int64) if exact or name == "integer" else np.flatnonzero(result)
    for place, text in zip(doubtful, texts.gather(doubtful).to_list(), strict=True):
        result[place] = is_well_formed(text, datatype)
    return np.asarray(result)
