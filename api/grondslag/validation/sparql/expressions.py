"""Expressions over a table, for all rows at once (SPARQL 1.1, section 17)."""

from collections.abc import Callable

import numpy as np

from grondslag.columns.terms import IRI, NONE, Ids, Mask, Terms
from grondslag.lexical import XSD
from grondslag.sparql.algebra import Aggregate, Call, Exists, Expression, Term, Var
from grondslag.validation.sparql import constructors, functions, logic, regular
from grondslag.validation.sparql.logic import Truth
from grondslag.validation.sparql.tables import Table, is_among

_KINDS = frozenset({"ISIRI", "ISURI", "ISBLANK", "ISLITERAL"})
_ORDERS = frozenset({"<", "<=", ">", ">="})
#: Calls that give true, false or an error.
_TRUTHS = (
    frozenset({"&&", "||", "!", "=", "!=", "IN", "NOT IN", "BOUND", "SAMETERM", "LANGMATCHES"})
    | frozenset({"ISNUMERIC", "REGEX"})
    | _KINDS
    | _ORDERS
)
_TO_STRING = f"<{XSD}string>"
#: Calls that are computed here although an argument may fail, or as arrays.
_OWN = frozenset(
    {"IF", "COALESCE", "STR", "LANG", "DATATYPE", "REPLACE", "STRDT", "TZ", _TO_STRING}
)


def supports(name: str) -> bool:
    """Tell whether a call can be evaluated."""
    return name in _TRUTHS or name in _OWN or functions.is_strict(name)


class Expressions:
    """Evaluates expressions; ``EXISTS`` is handed back to who evaluates patterns."""

    def __init__(self, terms: Terms, exists: Callable[[Exists, Table], Mask]) -> None:
        """Use a dictionary, and a function that tells which rows have a solution."""
        self._terms = terms
        self._exists = exists

    def truth(self, expression: Expression, table: Table) -> Truth:
        """Return the effective boolean value of an expression for every row."""
        match expression:
            case Exists(_, negated):
                return logic.sure(self._exists(expression, table) != negated)
            case Call(name, arguments) if name in _TRUTHS:
                return self._call(name, arguments, table)
        return logic.effective(self._terms, self.value(expression, table))

    def value(self, expression: Expression, table: Table) -> Ids:
        """Return the term that an expression gives for every row, -1 for an error."""
        match expression:
            case Var(name):
                return table.get(name)
            case Term(token):
                return np.full(table.size, self._terms.number(token), np.int32)
            case Aggregate():
                raise AssertionError("an aggregate outside a group")
            case Exists():
                return logic.as_terms(self._terms, self.truth(expression, table))
            case Call(name, arguments) if name in _TRUTHS:
                return logic.as_terms(self._terms, self._call(name, arguments, table))
            case Call("IF", (condition, yes, no)):
                return self._if(condition, yes, no, table)
            case Call("COALESCE", arguments):
                return self._coalesce(arguments, table)
            case Call("STR", (of,)):
                return functions.text_of(self._terms, self.value(of, table))
            case Call("LANG", (of,)):
                return functions.language_of(self._terms, self.value(of, table))
            case Call("DATATYPE", (of,)):
                return functions.datatype_of(self._terms, self.value(of, table))
            case Call("REPLACE", arguments):
                given = [self.value(each, table) for each in arguments]
                return regular.replaced(self._terms, given, table.size)
        return self._constructed(expression, table)

    def _constructed(self, expression: Expression, table: Table) -> Ids:
        match expression:
            case Call("STRDT", (text, datatype)):
                one, two = self.value(text, table), self.value(datatype, table)
                return constructors.typed(self._terms, one, two)
            case Call("TZ", (of,)):
                return constructors.zone_of(self._terms, self.value(of, table))
            case Call("IRI", (of, Term(base))):
                given = constructors.resolved(self._terms, self.value(of, table), base[1:-1])
                return functions.ask(self._terms, "IRI(?a0)", [given], table.size)
            case Call(name, (of,)) if name == _TO_STRING:
                return self._as_string(self.value(of, table))
        return self._asked(expression, table)

    def _asked(self, expression: Expression, table: Table) -> Ids:
        question = functions.Question()
        text = question.put(expression)
        given = [self.value(each, table) for each in question.arguments]
        return functions.ask(self._terms, text, given, table.size)

    def _as_string(self, value: Ids) -> Ids:
        real = constructors.real_as_text(self._terms, value)
        text = f"{_TO_STRING}(?a0)"
        others = functions.ask(self._terms, text, [np.where(real < 0, value, NONE)], len(value))
        return np.where(real < 0, others, real).astype(np.int32)

    def _call(self, name: str, arguments: tuple[Expression, ...], table: Table) -> Truth:
        if name in ("&&", "||", "!"):
            return self._connective(name, arguments, table)
        if name in ("IN", "NOT IN"):
            found = self._in(arguments[0], arguments[1:], table)
            return found if name == "IN" else logic.negation(found)
        values = [self.value(each, table) for each in arguments]
        if name == "BOUND":
            return logic.sure(values[0] >= 0)
        if name in _KINDS:
            return functions.of_kind(self._terms, name, values[0])
        if name == "ISNUMERIC":
            return logic.is_numeric(self._terms, values[0])
        if name == "REGEX":
            return regular.found(self._terms, values, table.size)
        one, two = values
        if name == "=":
            return logic.equal(self._terms, one, two)
        if name == "!=":
            return logic.negation(logic.equal(self._terms, one, two))
        if name == "SAMETERM":
            return np.where((one < 0) | (two < 0), -1, one == two).astype(np.int8)
        if name == "LANGMATCHES":
            return functions.language_matches(self._terms, one, two)
        return logic.ordered(self._terms, name, one, two)

    def _connective(self, name: str, arguments: tuple[Expression, ...], table: Table) -> Truth:
        result = self.truth(arguments[0], table)
        if name == "!":
            return logic.negation(result)
        # Where the first part decides, the second need not be looked at.
        decided = 0 if name == "&&" else 1
        combine = logic.conjunction if name == "&&" else logic.disjunction
        for each in arguments[1:]:
            open_ = np.flatnonzero(result != decided)
            if len(open_) == 0:
                break
            part = table if len(open_) == table.size else table.take(open_)
            result[open_] = combine(result[open_], self.truth(each, part))
        return result

    def _in(self, wanted: Expression, listed: tuple[Expression, ...], table: Table) -> Truth:
        value = self.value(wanted, table)
        constants = [each for each in listed if isinstance(each, Term)]
        numbers = self._terms.numbers(each.token for each in constants)
        iris = numbers[self._terms.kind[numbers] == IRI]
        result = np.where(value < 0, -1, is_among(value, iris)).astype(np.int8)
        simple = {each for each in constants if each.token.startswith("<")}
        for each in listed:
            if each not in simple:
                one = logic.equal(self._terms, value, self.value(each, table))
                result = logic.disjunction(result, one)
        return result

    def _if(self, condition: Expression, yes: Expression, no: Expression, table: Table) -> Ids:
        test = self.truth(condition, table)
        result = np.full(table.size, NONE, np.int32)
        for outcome, branch in ((1, yes), (0, no)):
            rows = np.flatnonzero(test == outcome)
            if len(rows):
                result[rows] = self.value(branch, table.take(rows))
        return result

    def _coalesce(self, arguments: tuple[Expression, ...], table: Table) -> Ids:
        result = np.full(table.size, NONE, np.int32)
        for each in arguments:
            rows = np.flatnonzero(result < 0)
            if len(rows) == 0:
                break
            result[rows] = self.value(each, table.take(rows))
        return result
