"""The operators of SPARQL where rdflib deviates from SPARQL 1.1, section 17."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.sparql import evaluate, evalutils, operators, parser
from rdflib.plugins.sparql.parserutils import Comp
from rdflib.plugins.sparql.sparql import SPARQLError, SPARQLTypeError

from differential.order import has_number, has_value, is_less, is_less_or_equal, well_formed
from differential.patterns import compiled

_TIMES = {
    *(XSD.date, XSD.dateTime, XSD.dateTimeStamp, XSD.time),
    *(XSD.duration, XSD.dayTimeDuration, XSD.yearMonthDuration),
}
_ORDER = {
    "<": lambda one, two: is_less(one, two),
    ">": lambda one, two: is_less(two, one),
    "<=": lambda one, two: is_less_or_equal(one, two),
    ">=": lambda one, two: is_less_or_equal(two, one),
}


def correct_sparql(stack: ExitStack) -> None:
    """17.2 to 17.4: comparison, Boolean values, errors in ``&&`` and ``STR``."""
    stack.enter_context(patch.object(operators, "EBV", effective))
    stack.enter_context(patch.object(evalutils, "EBV", effective))
    stack.enter_context(patch.object(parser.RelationalExpression, "evalfn", _relational))
    stack.enter_context(patch.object(parser.ConditionalAndExpression, "evalfn", _and))
    stack.enter_context(patch.object(operators, "numeric", _numeric))
    stack.enter_context(patch.object(evaluate, "evalAggregateJoin", _groups))
    # rdflib takes a bound 0, false or "" for an unbound variable in a property path.
    stack.enter_context(patch.object(Literal, "__bool__", lambda self: True))
    stack.enter_context(patch.object(parser.AdditiveExpression, "evalfn", _sum))
    for name, function in (("Builtin_STR", _str), ("Builtin_REGEX", _regex)):
        part = next(each for each in _parts(parser.BuiltInCall) if each.name == name)
        stack.enter_context(patch.object(part, "evalfn", function))


def _parts(choice: Any) -> Iterator[Comp]:
    """Yield the functions that a choice of the grammar consists of."""
    for each in choice.exprs:
        if isinstance(each, Comp):
            yield each
        elif hasattr(each, "exprs"):
            yield from _parts(each)


def effective(term: Any) -> bool:
    """Return the effective Boolean value of a term (17.2.2).

    Raises:
        SPARQLTypeError: if it has none.
    """
    if isinstance(term, Literal) and not term.language:
        if term.datatype in (None, XSD.string):
            return len(term) > 0
        if term.datatype == XSD.boolean:
            return str(term) in ("true", "1")
        if has_number(term):
            return well_formed(term) and bool(term.value) and term.value == term.value
    raise SPARQLTypeError(f"no Boolean value: {term!r}")


def _numeric(term: Any) -> Any:
    if not isinstance(term, Literal) or not has_number(term) or not well_formed(term):
        raise SPARQLTypeError(f"no number: {term!r}")
    value = term.toPython()
    # An implementation may limit exact numbers to 18 digits (XPath functions, section 4.2).
    if not isinstance(value, float) and abs(value) >= 10**18:
        raise SPARQLTypeError(f"too long for arithmetic: {term!r}")
    return value


def _groups(context: Any, aggregation: Any, plain: Any = evaluate.evalAggregateJoin) -> Any:
    """Without solutions there are no groups, where GROUP BY says what a group is (18.5.1)."""
    rows = list(plain(context, aggregation))
    if aggregation.p.expr is not None and len(rows) == 1 and len(rows[0]) == 0:
        return []
    return rows


def _sum(expression: Any, context: Any) -> Any:
    if expression.other is None:
        return expression.expr
    terms = [expression.expr, *expression.other]
    if any(isinstance(each, Literal) and each.datatype in _TIMES for each in terms):
        return _sum_of_times(terms, expression.op)
    parts = [_numeric(term) for term in terms]
    # A double or float makes doubles or floats of exact numbers (17.3).
    kind = float if any(isinstance(part, float) for part in parts) else Decimal
    total = kind(parts[0])
    for operator, part in zip(expression.op, parts[1:], strict=True):
        total = total + kind(part) if operator == "+" else total - kind(part)
    if kind is float:
        text = str(total).replace("inf", "INF").replace("nan", "NaN")
        return Literal(text, datatype=XSD.double, normalize=False)
    whole = all(isinstance(part, int) for part in parts)
    return Literal(int(total) if whole else total)


def _sum_of_times(terms: list[Any], signs: list[str]) -> Literal:
    """SPARQL 1.1 defines no such sum and allows any (17.3.1); the meaning is that of Oxigraph."""
    if not all(isinstance(each, Literal) for each in terms):
        raise SPARQLTypeError("no sum")
    text = terms[0].n3()
    for sign, term in zip(signs, terms[1:], strict=True):
        text = f"({text} {sign} {term.n3()})"
    (solution,) = ox.Store().query(f"SELECT ?sum {{ BIND({text} AS ?sum) }}")
    found = solution["sum"]
    if not isinstance(found, ox.Literal):
        raise SPARQLTypeError("no sum")
    return Literal(found.value, datatype=URIRef(found.datatype.value), normalize=False)


def _and(expression: Any, context: Any) -> Any:
    if expression.other is None:
        return expression.expr
    error = None
    for part in [expression.expr, *expression.other]:
        try:
            if not effective(part):
                return Literal(False)
        except SPARQLError as raised:
            error = raised
    if error is not None:
        raise error
    return Literal(True)


def _str(expression: Any, context: Any) -> Literal:
    if isinstance(expression.arg, (SPARQLError, BNode)):
        raise SPARQLError("STR of no IRI or literal")
    return Literal(str(expression.arg))


def _regex(expression: Any, context: Any) -> Literal:
    """17.4.3.14: the regular expressions of XPath, of which one that is none is an error."""
    given = (expression.text, expression.pattern, expression.flags or Literal(""))
    if not all(isinstance(each, Literal) for each in given):
        raise SPARQLError("REGEX of no text")
    text, pattern, flags = given
    if any(each.datatype not in (None, XSD.string) for each in given):
        raise SPARQLError("REGEX of no text")
    if pattern.language or flags.language:
        raise SPARQLError("a pattern with a language")
    try:
        return Literal(compiled(str(pattern), str(flags)).search(str(text)) is not None)
    except re.error as error:
        raise SPARQLError(str(error)) from error


def _relational(expression: Any, context: Any) -> Any:
    one, two, operator = expression.expr, expression.other, expression.op
    if two is None:
        return one
    if operator in ("IN", "NOT IN"):
        return _in(one, two, operator == "IN")
    if operator in _ORDER:
        outcome = _ORDER[operator](one, two)
        if outcome is None:
            raise SPARQLError("these terms have no order")
        return Literal(outcome)
    return Literal(_equal(one, two) == (operator == "="))


def _in(one: Any, others: Any, wanted: bool) -> Literal:
    error = None
    for other in others:
        try:
            if _equal(one, other):
                return Literal(wanted)
        except SPARQLError as raised:
            error = raised
    if error is not None:
        raise error
    return Literal(not wanted)


def _equal(one: Any, two: Any) -> bool:
    for term in (one, two):
        if isinstance(term, SPARQLError):
            raise term
    if not isinstance(one, Literal) or not isinstance(two, Literal):
        return bool(one == two)
    if one == two and not (has_number(one) and one.value != one.value):
        return True
    less, greater = is_less(one, two), is_less(two, one)
    if less is not None and greater is not None:
        return is_less_or_equal(one, two) is True and not less
    if not (has_value(one) and has_value(two)):
        raise SPARQLError("literals of which nothing is known but that they differ")
    return False
