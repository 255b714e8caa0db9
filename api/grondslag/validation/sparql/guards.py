"""What Oxigraph may be asked as a whole, so that it gives what the columns would give.

Oxigraph keeps numbers, times and Booleans as values and deviates from SPARQL 1.1 here and there:
it does not order Booleans, orders texts with a language and an IRI with itself, gives such a text
no effective boolean value, negates a comparison with NaN to an error, takes ill-typed numbers for
numbers, walks no path of length zero from a term outside the
graph, and counts the steps of ``a|!b`` once. A query is only given to it where none of this can
show; all else is refused.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyoxigraph as ox

from grondslag.columns.graph import Columns
from grondslag.columns.terms import LITERAL, Ids, Terms
from grondslag.columns.xsd import INTEGERS, well_formed
from grondslag.lexical import LANG_STRING, STRING, XSD
from grondslag.sparql.algebra import (
    Aggregate,
    Alternative,
    Ask,
    Call,
    Exists,
    Expression,
    Filter,
    InGraph,
    LeftJoin,
    Negated,
    Pattern,
    Select,
    Slice,
    Term,
    Var,
)
from grondslag.sparql.nodes import walk
from grondslag.validation.sparql.index import may_stay
from grondslag.validation.sparql.limits import CannotTranslate

_SUBJECT = ox.NamedNode("tag:grondslag,2026:literal")
_ORDERED = INTEGERS | {STRING} | {f"{XSD}{name}" for name in ("decimal", "date", "dateTime")}
#: Datatypes whose literals are equal, and differ, in the same cases.
_KNOWN = _ORDERED | {f"{XSD}boolean", LANG_STRING}
_ORDERS = frozenset({"<", "<=", ">", ">="})
#: Casts that Oxigraph has and the columns do not.
ONLY_OXIGRAPH = frozenset(
    f"<{XSD}{name}>" for name in ("gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
)
#: Calls that compare values, or take the effective boolean value of an argument.
_COMPARES = frozenset({"=", "!=", "IN", "NOT IN", "&&", "||", "!", "IF"})
#: Calls whose arguments are taken as true or false; of IF this is the first.
_OF_TRUTHS = frozenset({"&&", "||", "!", "IF"})
#: Calls that give true, false or an error. REGEX and REPLACE are replaced by our own; see
#: ``regular_calls``.
_TRUTHS = (
    (_COMPARES - {"IF"})
    | _ORDERS
    | frozenset({"BOUND", "SAMETERM", "ISIRI", "ISBLANK", "ISLITERAL", "LANGMATCHES"})
    | frozenset({"STRSTARTS", "STRENDS", "CONTAINS", "REGEX"})
)
#: Calls that give a text, a number or an error.
_PLAIN = (
    frozenset({"STR", "LANG", "STRLEN", "SUBSTR", "UCASE", "LCASE", "STRBEFORE", "STRAFTER"})
    | frozenset({"CONCAT", "YEAR", "MONTH", "DAY", "REPLACE"})
    | ONLY_OXIGRAPH
)
_CALLS = _TRUTHS | _PLAIN | frozenset({"IF", "COALESCE", "DATATYPE"})


class Guard:
    """Judges queries over one graph; what is found out about its literals is kept."""

    def __init__(self, columns: Columns) -> None:
        """Judge for a graph."""
        self._columns = columns
        self._objects: Ids | None = None

    def check(self, query: Select | Ask, given: Iterable[Ids]) -> None:
        """Raise unless Oxigraph gives the solutions that the columns would give.

        Args:
            query: the query.
            given: what it is about beside the data: the values of pre-bound variables, and the
                objects of other graphs.

        Raises:
            CannotTranslate: with the reason.
        """
        parts = list(walk(query))
        _check_parts(parts)
        if self._objects is None:
            self._objects = np.unique(self._columns.rows[2])
        terms = self._columns.terms
        constants = terms.numbers(part.token for part in parts if isinstance(part, Term))
        ids = np.unique(np.concatenate([self._objects, constants, *given]))
        calls = {part.name for part in parts if isinstance(part, Call)}
        allowed = None
        tested = any(_tests_a_value(part) for part in parts)
        if calls & _ORDERS:
            allowed = _ORDERED
        elif calls & _COMPARES or tested:
            allowed = _KNOWN - {LANG_STRING} if tested else _KNOWN
        _check_literals(terms, ids, allowed)


def supported_by_oxigraph(name: str) -> bool:
    """Tell whether a call may be left to Oxigraph, if all else allows it."""
    return name in _CALLS


def check_form(query: Select | Ask) -> None:
    """Raise for a query that is never given to Oxigraph, whatever it is asked of.

    Raises:
        CannotTranslate: with the reason.
    """
    _check_parts(list(walk(query)))


def _check_parts(parts: list[Any]) -> None:
    counts = any(isinstance(part, Aggregate) for part in parts)
    for part in parts:
        reason = _reason(part, counts=counts)
        if reason is not None:
            raise CannotTranslate(f"{reason} cannot be left to Oxigraph")


def _reason(part: Any, *, counts: bool) -> str | None:
    match part:
        case Call(name, _) if name not in _CALLS:
            return f"function {name}"
        case Call(name, (one, two)) if name in _ORDERS and not _orders_literals(one, two):
            return f"operator {name} on what may be no text, number or date"
        case Slice():
            return "LIMIT or OFFSET"
        case InGraph(Var(name), _) if name != "shapesGraph":
            return "GRAPH with a variable"
        case Aggregate(name, argument, distinct):
            if name != "COUNT" or (argument is None and distinct):
                return f"aggregate {name}"
        case Pattern(_, path, _) if not isinstance(path, Var) and may_stay(path):
            return "a path that can have no length"
        case Alternative() | Negated() if counts:
            return "a count over a path with alternatives"
    return None


def _orders_literals(one: Expression, two: Expression) -> bool:
    """Tell whether two operands are never both an IRI, a blank node or a Boolean.

    Oxigraph gives an order to two that are equal, and an error for two Booleans.
    """
    if any(_is_truth(each) for each in (one, two)):
        return False
    return any(_is_plain(each) for each in (one, two))


def _is_plain(expression: Expression) -> bool:
    match expression:
        case Term(token):
            return token.startswith('"')
        case Call(name, _):
            return name in _PLAIN
    return False


def _is_truth(expression: Expression) -> bool:
    match expression:
        case Exists():
            return True
        case Call(name, _):
            return name in _TRUTHS
    return False


def _tests_a_value(part: Any) -> bool:
    """Tell whether the effective boolean value is taken of what may be any term."""
    match part:
        case Filter() | LeftJoin():
            return part.condition is not None and not _is_truth(part.condition)
        case Call(name, arguments) if name in _OF_TRUTHS:
            taken = arguments[:1] if name == "IF" else arguments
            return not all(_is_truth(each) for each in taken)
    return False


def _check_literals(terms: Terms, ids: Ids, allowed: frozenset[str] | None) -> None:
    """Raise unless Oxigraph keeps all literals and, if values count, compares them well."""
    literals = ids[terms.kind[ids] == LITERAL]
    codes = terms.datatype[literals]
    typed = literals[codes > 2]  # strings and texts with a language stay what they are
    store = _store(terms, typed)
    if {str(quad.object) for quad in store} != set(terms.take(typed).to_list()):
        raise CannotTranslate("a literal that Oxigraph writes in another way")
    if allowed is None:
        return
    for code in np.unique(codes).tolist():
        if terms.datatypes[code] not in allowed:
            raise CannotTranslate(
                f"literals of <{terms.datatypes[code]}> cannot be left to Oxigraph"
            )
    # An integer of 20 digits, for instance, is no value to Oxigraph.
    held = f"isNumeric(?o) || DATATYPE(?o) = <{XSD}boolean> || YEAR(?o) = YEAR(?o)"
    missed = store.query(f"ASK {{ ?s ?p ?o FILTER(!COALESCE({held}, false)) }}")
    if missed or not well_formed(terms, typed).all():
        raise CannotTranslate("literals without a value cannot be left to Oxigraph")


def _store(terms: Terms, ids: Ids) -> ox.Store:
    tokens = terms.take(ids).to_list()
    text = "".join(f"{_SUBJECT} {_SUBJECT} {token} .\n" for token in tokens).encode()
    store = ox.Store()
    store.bulk_extend(ox.parse(text, ox.RdfFormat.N_TRIPLES, lenient=True))
    return store
