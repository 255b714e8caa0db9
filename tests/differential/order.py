"""The order of literals, written again: which is less, by the operators of SPARQL.

SPARQL 1.1 (section 17.3) orders numbers, strings without language, Booleans and moments. The
other times of XML Schema are ordered here too, in the way that its part 2 gives for them: a value
with a time zone and one without are ordered only where no zone could change the outcome.
"""

import math
import re
import struct
from decimal import Decimal
from fractions import Fraction

from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

_WHOLE = {
    XSD.integer: (None, None),
    XSD.nonNegativeInteger: (0, None),
    XSD.byte: (-128, 127),
    XSD.int: (-(2**31), 2**31 - 1),
}
_DAY = r"(-?\d{4,})-(\d\d)-(\d\d)"
_CLOCK = r"(\d\d):(\d\d):(\d\d(?:\.\d+)?)"
_ZONE = r"(Z|[+-]\d\d:\d\d)?"
_TIMES = {
    XSD.date: _DAY + _ZONE,
    XSD.dateTime: f"{_DAY}T{_CLOCK}{_ZONE}",
    XSD.time: _CLOCK + _ZONE,
    XSD.gYear: rf"(-?\d{{4,}}){_ZONE}",
    XSD.gYearMonth: rf"(-?\d{{4,}})-(\d\d){_ZONE}",
}
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DURATION = re.compile(
    r"(-)?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
_HALF_DAY = 14 * 3600
#: The days at which two durations must be in the same order (part 2, section 3.3.6.1).
_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))

Value = tuple[str, object]


def is_less(one: Node, two: Node) -> bool | None:
    """Tell whether one term is less than another; None where they cannot be compared."""
    outcome = _compared(one, two)
    return None if outcome is None else outcome < 0


def is_less_or_equal(one: Node, two: Node) -> bool | None:
    """Tell whether one term is at most another; None where they cannot be compared."""
    outcome = _compared(one, two)
    return None if outcome is None else outcome <= 0


def _compared(one: Node, two: Node) -> float | None:
    """Return a negative number, zero or a positive number; NaN where neither holds."""
    left, right = _value(one), _value(two)
    if left is None or right is None or left[0] != right[0]:
        return None
    if left[0] == "number":
        return _numbers(left[1], right[1])
    if left[0] == "duration":
        return _durations(left[1], right[1])
    if left[0] in ("string", "boolean"):
        return (left[1] > right[1]) - (left[1] < right[1])  # type: ignore[operator]
    return _moments(left[1], right[1])


def has_number(literal: Literal) -> bool:
    """Tell whether the datatype of a literal is one of numbers."""
    return literal.datatype in (*_WHOLE, XSD.decimal, XSD.double, XSD.float)


def has_value(literal: Literal) -> bool:
    """Tell whether it is known what a literal stands for."""
    return bool(literal.language) or _value(literal) is not None


def well_formed(literal: Literal) -> bool:
    """Tell whether a lexical form is allowed for the datatype, as far as it is known here."""
    known = literal.datatype in (*_WHOLE, *_TIMES, XSD.decimal, XSD.double, XSD.float)
    if known or literal.datatype in (XSD.boolean, XSD.duration, XSD.dayTimeDuration):
        return _value(literal) is not None
    if literal.datatype == XSD.hexBinary:
        return re.fullmatch("([0-9A-Fa-f]{2})*", str(literal)) is not None
    return True


def _value(node: Node) -> Value | None:
    if not isinstance(node, Literal) or node.language:
        return None
    text, datatype = str(node), node.datatype
    if datatype in (None, XSD.string):
        return "string", text
    if datatype == XSD.boolean:
        return ("boolean", text in ("true", "1")) if text in ("true", "false", "1", "0") else None
    if datatype in _TIMES:
        return _moment(text, datatype)
    if datatype in (XSD.duration, XSD.dayTimeDuration):
        return _duration(text, datatype)
    number = _number(text, datatype)
    return None if number is None else ("number", number)


def _number(text: str, datatype: URIRef) -> Decimal | float | None:
    if datatype in _WHOLE:
        if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
            return None
        low, high = _WHOLE[datatype]
        whole = int(text)
        fits = (low is None or whole >= low) and (high is None or whole <= high)
        return Decimal(whole) if fits else None
    plain = r"[+-]?(\d+(\.\d*)?|\.\d+)"
    if datatype == XSD.decimal:
        return Decimal(text) if re.fullmatch(plain, text, re.ASCII) else None
    if datatype not in (XSD.double, XSD.float):
        return None
    if not re.fullmatch(plain + r"([eE][+-]?\d+)?|[+-]?INF|NaN", text, re.ASCII):
        return None
    value = float(text)
    return struct.unpack("f", struct.pack("f", value))[0] if datatype == XSD.float else value


def _numbers(one: object, two: object) -> float:
    if isinstance(one, float) or isinstance(two, float):
        left, right = float(one), float(two)  # type: ignore[arg-type]
        return (
            math.nan if math.isnan(left) or math.isnan(right) else (left > right) - (left < right)
        )
    return (one > two) - (one < two)  # type: ignore[operator]


def _moment(text: str, datatype: URIRef) -> Value | None:
    found = re.fullmatch(_TIMES[datatype], text, re.ASCII)
    if found is None:
        return None
    *numbers, zone = found.groups()
    if datatype == XSD.time:
        numbers = ["1972", "12", "31", *numbers]
    year, month, day, hour, minute, second = [
        *map(Fraction, numbers),
        *(Fraction(0), Fraction(1), Fraction(1), Fraction(0), Fraction(0), Fraction(0))[
            len(numbers) :
        ],
    ]
    if not (1 <= month <= 12 and 1 <= day <= _length(int(year), int(month))):
        return None
    if minute > 59 or second >= 60 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    if datatype == XSD.time and hour == 24:
        hour = Fraction(0)
    seconds = _days(int(year), int(month), int(day)) * 86400
    seconds += int(hour) * 3600 + int(minute) * 60 + second
    offset = None if zone is None else _offset(zone)
    if offset is not None and abs(offset) > _HALF_DAY:
        return None
    return str(datatype), (seconds - (offset or 0), offset is not None)


def _offset(zone: str) -> int:
    if zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
    return -seconds if zone[0] == "-" else seconds


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _LENGTHS[month - 1]


def _days(year: int, month: int, day: int) -> int:
    """Return the number of days since a day long ago."""
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return days + sum(_length(year, each) for each in range(1, month)) + day


def _moments(one: object, two: object) -> float | None:
    (left, left_zoned), (right, right_zoned) = one, two  # type: ignore[misc]
    if left_zoned != right_zoned and abs(left - right) <= _HALF_DAY:
        return None
    return (left > right) - (left < right)


def _duration(text: str, datatype: URIRef) -> Value | None:
    found = _DURATION.fullmatch(text)
    if found is None or text.endswith("T"):
        return None
    sign = -1 if found[1] else 1
    years, months, days, hours, minutes, seconds = (
        Fraction(part or 0) for part in found.groups()[1:]
    )
    if datatype == XSD.dayTimeDuration and (found[2] or found[3]):
        return None
    length = days * 86400 + hours * 3600 + minutes * 60 + seconds
    return "duration", (sign * int(years * 12 + months), sign * length)


def _durations(one: object, two: object) -> float | None:
    (left_months, left), (right_months, right) = one, two  # type: ignore[misc]
    outcomes = set()
    for year, month in _STARTS:
        ends = []
        for months, seconds in ((left_months, left), (right_months, right)):
            total = year * 12 + month - 1 + months
            ends.append(_days(total // 12, total % 12 + 1, 1) * 86400 + seconds)
        outcomes.add((ends[0] > ends[1]) - (ends[0] < ends[1]))
    return outcomes.pop() if len(outcomes) == 1 else None
