"""The rules and the questions, each with everything people need to know about it."""

from grondslag.catalogue.answer import Answer, run_query, substitutions
from grondslag.catalogue.headers import Column, Header, Parameter, parse_header
from grondslag.catalogue.queries import Query, queries, query
from grondslag.catalogue.rules import Rule, Severity, example, rule, rules, shapes_graph

__all__ = [
    "Answer",
    "Column",
    "Header",
    "Parameter",
    "Query",
    "Rule",
    "Severity",
    "example",
    "parse_header",
    "queries",
    "query",
    "rule",
    "rules",
    "run_query",
    "shapes_graph",
    "substitutions",
]
