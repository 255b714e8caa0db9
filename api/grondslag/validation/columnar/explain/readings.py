"""Conditions of a query in plain words, where words are plainer than SPARQL."""

from dataclasses import dataclass

from rdflib import Literal, Variable
from rdflib.namespace import XSD
from rdflib.term import Node

from grondslag.catalogue.rules import Texts
from grondslag.sparql.algebra import Call, Expression, Term, Var
from grondslag.tokens import node_of
from grondslag.validation.columnar.explain.expressions import Known, expression_text, shown_name
from grondslag.validation.columnar.explain.words import LANGUAGES, both, short

_COMPARED = {
    "=": both("is", "is"),
    "!=": both("is iets anders dan", "is something other than"),
    "<": both("is kleiner dan", "is less than"),
    "<=": both("is hoogstens", "is at most"),
    ">": both("is groter dan", "is greater than"),
    ">=": both("is minstens", "is at least"),
}
_IN_TIME = {
    **_COMPARED,
    "<": both("is eerder dan", "is before"),
    "<=": both("is niet later dan", "is not after"),
    ">": both("is later dan", "is after"),
    ">=": both("is niet eerder dan", "is not before"),
}
_TIMES = (XSD.date, XSD.dateTime)
_LISTED = {
    "IN": both("is een van", "is one of"),
    "NOT IN": both("is geen van", "is none of"),
}
_AND, _OR = both("en", "and"), both("of", "or")
_BOUND = both("is ingevuld", "is filled in")
_UNBOUND = both("is niet ingevuld", "is not filled in")


def in_words(condition: Expression, known: Known, *, holds: bool = False) -> Texts | None:
    """Return a condition in words with its SPARQL behind it, None where words are not plainer.

    The SPARQL has the variables, so that a reader finds the condition back in the rule.

    Args:
        condition: what to put into words.
        known: values of variables, which stand in their place.
        holds: it turned out true, so of what is joined by "or" the false parts are left out.
    """
    words = _Reading(known, holds).of(condition)
    if words is None:
        return None
    return {
        language: f"{words[language]}  ({expression_text(condition, {})})" for language in LANGUAGES
    }


@dataclass(frozen=True)
class _Reading:
    known: Known
    holds: bool

    def of(self, condition: Expression) -> Texts | None:
        match condition:
            case Call("BOUND", (Var() as variable,)):
                return self._filled(variable, _BOUND)
            case Call("!", (Call("BOUND", (Var() as variable,)),)):
                return self._filled(variable, _UNBOUND)
            case Call("&&", parts):
                return self._joined(parts, _AND)
            case Call("||", parts):
                true = tuple(each for each in parts if not (self.holds and self._is_false(each)))
                return self._joined(true or parts, _OR)
            case Call("=" | "!=" | "<" | "<=" | ">" | ">=" as name, (left, right)):
                in_time = self._is_time(left) or self._is_time(right)
                words = _IN_TIME if in_time else _COMPARED
                return self._phrase(left, words[name], (right,))
            case Call("IN" | "NOT IN" as name, (left, *members)):
                return self._phrase(left, _LISTED[name], tuple(members))
        return None

    def _is_false(self, condition: Expression) -> bool:
        match condition:
            case Call("BOUND", (Var(name),)):
                return name not in self.known
            case Call("!", (Call("BOUND", (Var(name),)),)):
                return name in self.known
        return False

    def _joined(self, parts: tuple[Expression, ...], word: Texts) -> Texts | None:
        found: list[Texts] = []
        for each in parts:
            text = self.of(each)
            if text is None or (len(parts) > 1 and isinstance(each, Call) and each.name == "||"):
                # "a and b or c" can be read in two ways.
                return None
            found.append(text)
        return {
            language: f" {word[language]} ".join(each[language] for each in found)
            for language in LANGUAGES
        }

    def _filled(self, variable: Var, word: Texts) -> Texts:
        name, value = f"?{shown_name(variable.name)}", self.known.get(variable.name)
        more = "" if value is None or word is _UNBOUND else f" ({short(value)})"
        return {language: f"{name} {word[language]}{more}" for language in LANGUAGES}

    def _phrase(self, left: Expression, word: Texts, right: tuple[Expression, ...]) -> Texts | None:
        first, others = self._end(left), [self._end(each) for each in right]
        if first is None or None in others:
            return None
        listed = ", ".join(each for each in others if each is not None)
        return {language: f"{first} {word[language]} {listed}" for language in LANGUAGES}

    def _end(self, expression: Expression) -> str | None:
        node = self._node(expression)
        return None if node is None else short(node)

    def _node(self, expression: Expression) -> Node | None:
        match expression:
            case Var(name):
                return self.known.get(name, Variable(shown_name(name)))
            case Term(token):
                return node_of(token)
        return None

    def _is_time(self, expression: Expression) -> bool:
        node = self._node(expression)
        return isinstance(node, Literal) and node.datatype in _TIMES
