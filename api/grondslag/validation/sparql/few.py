"""A few terms one by one, where columns of text would cost more than they save."""

import re
from decimal import Decimal

import numpy as np

from grondslag.columns.terms import Ids, Terms
from grondslag.columns.values import EQUAL, GREATER, LESS, Codes, compare
from grondslag.columns.xsd import INTEGERS, is_well_formed
from grondslag.lexical import STRING, XSD, split_literal

#: Up to so many terms are handled one by one.
MOST = 16
_PLAIN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DATE = f"{XSD}date"
#: Numbers with more digits are left to Oxigraph, as they are in bulk.
_DIGITS = 15
_EXACT = INTEGERS | {f"{XSD}decimal"}
_Key = tuple[str, str | Decimal]


def tokens(terms: Terms, ids: Ids) -> list[str]:
    """Return the tokens of numbers."""
    if len(ids) > MOST:
        return terms.take(ids).to_list()
    return [terms.token(each) for each in ids.tolist()]


def numbers(terms: Terms, wanted: list[str]) -> Ids:
    """Return the numbers of tokens, giving new ones to new tokens."""
    if len(wanted) > MOST:
        return terms.numbers(wanted)
    return np.array([terms.number(each) for each in wanted], np.int32)


def text_token(token: str) -> str:
    """Return the text of an IRI or a literal as a plain literal."""
    if token.startswith("<"):
        return f'"{token[1:-1]}"'
    return token[: token.rindex('"') + 1]


def compared(terms: Terms, left: Ids, right: Ids) -> Codes:
    """Compare two columns as :func:`grondslag.columns.values.compare` does."""
    if not 0 < len(left) <= MOST:
        return compare(terms, left, right)
    result = np.empty(len(left), np.int8)
    for place, (one, two) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        first, second = _key(terms, one), _key(terms, two)
        if first is None or second is None or first[0] != second[0]:
            return compare(terms, left, right)
        result[place] = _order(first[1], second[1])
    return result


def _order(one: str | Decimal, two: str | Decimal) -> int:
    if one == two:
        return EQUAL
    return LESS if one < two else GREATER  # type: ignore[operator]


def _key(terms: Terms, number: int) -> _Key | None:
    """Return the family of a term and what to order it by; None for anything unusual."""
    if number < 0:
        return None
    token = terms.token(number)
    if not token.startswith('"'):
        return None
    text, datatype, _ = split_literal(token)
    if datatype == STRING:
        return STRING, text
    if datatype == _DATE and _PLAIN_DATE.match(text) and is_well_formed(text, _DATE):
        return _DATE, text
    if datatype in _EXACT and len(text) <= _DIGITS and is_well_formed(text, datatype):
        return "number", Decimal(text)
    return None
