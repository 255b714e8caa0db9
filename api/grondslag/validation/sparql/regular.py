"""REGEX and REPLACE (SPARQL 1.1, sections 17.4.3.14 and 17.4.3.15) for all rows at once.

A pattern is usually a constant, and is then looked for in all distinct texts together. What is no
regular expression, an unknown flag or an argument of another kind is an error of the row.
"""

from collections.abc import Iterator
from itertools import repeat

import numpy as np

from grondslag.columns.regex import Budget, regex
from grondslag.columns.terms import NONE, Ids, Terms
from grondslag.lexical import STRING, literal_token
from grondslag.validation.sparql import few
from grondslag.validation.sparql.functions import numbered
from grondslag.validation.sparql.logic import Truth
from grondslag.validation.sparql.tables import Table

_ERROR = -1
#: The codes of xsd:string and rdf:langString.
_STRING, _TAGGED = 1, 2


def found(terms: Terms, arguments: list[Ids], size: int) -> Truth:
    """Return ``REGEX`` of a text, a pattern and perhaps flags.

    Raises:
        TooSlow: when that takes too long for all rows together.
    """
    budget = Budget()
    result = np.full(size, _ERROR, np.int8)
    for rows, texts, (pattern, *flags) in _calls(terms, arguments):
        distinct, place = np.unique(texts, return_inverse=True)
        try:
            result[rows] = regex(pattern, *flags).found(terms.text(distinct), budget)[place]
        except ValueError:
            continue
    return result


def replaced(terms: Terms, arguments: list[Ids], size: int) -> Ids:
    """Return ``REPLACE`` of a text, a pattern, a replacement and perhaps flags.

    The result has the language of the text. A pattern that matches the empty text is an error.

    Raises:
        TooSlow: when that takes too long for all rows together.
    """
    budget = Budget()
    result = np.full(size, NONE, np.int32)
    for rows, texts, (pattern, replacement, *flags) in _calls(terms, arguments):
        distinct, place = np.unique(texts, return_inverse=True)
        try:
            changed = regex(pattern, *flags).replaced(terms.text(distinct), replacement, budget)
        except ValueError:
            continue
        tags = [terms.languages[code] for code in terms.language_code[distinct].tolist()]
        tokens = map(literal_token, changed, repeat(STRING), tags)
        result[rows] = few.numbers(terms, list(tokens))[place]
    return result


def _calls(terms: Terms, arguments: list[Ids]) -> Iterator[tuple[Ids, Ids, list[str]]]:
    """Yield rows that have everything but the text in common, their texts, and what that is.

    Rows with an argument of another kind are left out.
    """
    text, *others = arguments
    datatype = terms.datatype
    usable = (text >= 0) & np.isin(datatype[text], (_STRING, _TAGGED))
    for each in others:
        usable &= (each >= 0) & (datatype[each] == _STRING)
    rows = np.flatnonzero(usable).astype(np.int32)
    if len(rows) == 0:
        return
    distinct, place = numbered(Table({str(at): ids[rows] for at, ids in enumerate(others)}))
    words = [terms.text(ids).to_list() for ids in distinct.columns.values()]
    for at, common in enumerate(zip(*words, strict=True)):
        mine = rows if distinct.size == 1 else rows[place == at]
        yield mine, text[mine], list(common)
