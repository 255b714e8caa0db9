"""Queries that no road can take, whatever the data are."""

from grondslag.lexical import XSD
from grondslag.sparql.algebra import Ask, Select
from grondslag.sparql.substitute import NOW, with_now
from grondslag.validation.sparql.expressions import supports
from grondslag.validation.sparql.guards import check_form, supported_by_oxigraph
from grondslag.validation.sparql.limits import CHANCE, CannotTranslate, plan

#: Any moment: only the form of a query counts here.
_MOMENT = f'"2000-01-01T00:00:00Z"^^<{XSD}dateTime>'


def impossible(query: Select | Ask, calls: frozenset[str]) -> str:
    """Return why a query can never be evaluated, in English; an empty string if it can.

    Without focus nodes nothing is evaluated, and nobody would be told.

    Args:
        query: the query.
        calls: the names of all calls in it.
    """
    if calls & CHANCE:
        return f"{min(calls & CHANCE)}() gives something else at every call"
    # Nearly every query has only calls that columns know; that is found out fast.
    others = {name for name in calls - {NOW.name} if not supports(name)}
    if not others:
        return ""
    unknown = {name for name in others if not supported_by_oxigraph(name)}
    if unknown:
        return f"function {min(unknown)} is not supported"
    fixed = with_now(query, _MOMENT)
    try:
        plan(fixed, frozenset())
    except CannotTranslate as error:
        reason = error.reason
    else:
        return ""
    try:
        check_form(fixed)
    except CannotTranslate as error:
        return f"{reason}; {error.reason}"
    return ""
