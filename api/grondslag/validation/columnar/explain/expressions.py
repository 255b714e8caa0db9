"""Expressions and patterns of a query as people read them, with the values that are known."""

from collections.abc import Mapping

from rdflib import Variable
from rdflib.term import Node

from grondslag.sparql.algebra import (
    BGP,
    Aggregate,
    Algebra,
    Call,
    Exists,
    Expression,
    Extend,
    Filter,
    Join,
    LeftJoin,
    Minus,
    Path,
    Pattern,
    Term,
    Union,
    Values,
    Var,
)
from grondslag.tokens import node_of
from grondslag.validation.columnar.explain.model import Sought
from grondslag.validation.columnar.explain.words import path_text, short

Known = Mapping[str, Node]

_INFIX = frozenset({"=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "&&", "||"})
_SIGNS = {"u-": "-", "u+": "+", "!": "!"}


def expression_text(expression: Expression, known: Known) -> str:
    """Return an expression in the syntax of SPARQL.

    Args:
        expression: what to write.
        known: values of variables, which stand in their place.
    """
    match expression:
        case Var(name):
            return short(known.get(name, Variable(shown_name(name))))
        case Term(token):
            return short(node_of(token))
        case Exists(pattern, negated):
            return f"{'NOT ' if negated else ''}EXISTS {{ {pattern_text(pattern, known)} }}"
        case Aggregate(name, argument, distinct, _):
            inner = "*" if argument is None else expression_text(argument, {})
            return f"{name}({'DISTINCT ' if distinct else ''}{inner})"
        case Call("BOUND", (Var(name),)):
            return f"BOUND(?{shown_name(name)})"
        case Call(name, arguments):
            return _call_text(name, [_argument(name, each, known) for each in arguments])


def _argument(outer: str, argument: Expression, known: Known) -> str:
    text = expression_text(argument, known)
    infix = isinstance(argument, Call) and argument.name in (*_INFIX, "IN", "NOT IN")
    inside = outer in _INFIX or outer in _SIGNS or outer in ("IN", "NOT IN")
    same = isinstance(argument, Call) and argument.name == outer and outer in ("&&", "||")
    return f"({text})" if infix and inside and not same else text


def _call_text(name: str, arguments: list[str]) -> str:
    if name in _SIGNS and len(arguments) == 1:
        return f"{_SIGNS[name]}{arguments[0]}"
    if name in _INFIX:
        return f" {name} ".join(arguments)
    if name in ("IN", "NOT IN"):
        return f"{arguments[0]} {name} ({', '.join(arguments[1:])})"
    called = short(node_of(name)) if name.startswith("<") else name
    return f"{called}({', '.join(arguments)})"


def shown_name(name: str) -> str:
    """Return the name of a variable; blank nodes of a query have a dotted one."""
    return name.replace(".", "_")


def sought(pattern: Pattern, known: Known) -> Sought:
    """Return a pattern as something that is looked for."""
    return Sought(
        _end(pattern.subject, known),
        predicate_text(pattern.predicate, known),
        _end(pattern.object, known),
    )


def predicate_text(predicate: Var | Path, known: Known) -> str:
    """Return what stands between subject and object."""
    if isinstance(predicate, Var):
        return short(known.get(predicate.name, Variable(shown_name(predicate.name))))
    return path_text(predicate)


def _end(end: Var | Term, known: Known) -> Node:
    if isinstance(end, Term):
        return node_of(end.token)
    return known.get(end.name, Variable(shown_name(end.name)))


def pattern_text(node: Algebra, known: Known) -> str:
    """Return what stands between the braces of a group pattern."""
    match node:
        case BGP(patterns):
            wanted = [sought(each, known) for each in patterns]
            return " . ".join(f"{short(w.subject)} {w.path} {short(w.object)}" for w in wanted)
        case Join(left, right):
            parts = (pattern_text(left, known), pattern_text(right, known))
            return " . ".join(each for each in parts if each)
        case Union(left, right):
            return f"{{ {pattern_text(left, known)} }} UNION {{ {pattern_text(right, known)} }}"
        case LeftJoin(left, right, condition):
            inner = right if condition is None else Filter(right, condition)
            return (
                f"{pattern_text(left, known)} OPTIONAL {{ {pattern_text(inner, known)} }}".strip()
            )
        case Minus(left, right):
            return f"{pattern_text(left, known)} MINUS {{ {pattern_text(right, known)} }}".strip()
        case Filter(pattern, condition):
            text = f"{pattern_text(pattern, known)} FILTER({expression_text(condition, known)})"
            return text.strip()
        case Extend(pattern, variable, expression):
            bound = f"{expression_text(expression, known)} AS ?{shown_name(variable.name)}"
            return f"{pattern_text(pattern, known)} BIND({bound})".strip()
        case Values(names, _):
            listed = " ".join(f"?{shown_name(each.name)}" for each in names)
            return f"VALUES ({listed}) {{ … }}"
        case _:
            return f"{{ {pattern_text(node.pattern, known)} }}"
