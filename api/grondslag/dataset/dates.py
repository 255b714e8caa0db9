"""Dates as people and data write them."""

import re
from datetime import date

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?")


def parse_day(text: str, *, with_zone: bool = False) -> date | None:
    """Return a date written as year-month-day, or None if it is not one.

    Args:
        text: what was written.
        with_zone: allow the time zone that xsd:date allows; the day itself counts.
    """
    match = _DAY.fullmatch(text)
    if match is None or (match[0] != match[1] and not with_zone):
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None
