"""What may be left to Oxigraph: it gives each operator the value that the columns give it."""

from itertools import combinations

import numpy as np
import pytest
from rdflib import Graph

from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Terms
from grondslag.lexical import XSD
from grondslag.sparql.algebra import Select
from grondslag.sparql.parser import parse_query
from grondslag.validation.sparql import CannotTranslate, Evaluator, Table
from grondslag.validation.sparql.fallback import SetWise, store_of
from grondslag.validation.sparql.guards import Guard

_VALUES = (
    *('"a"', '""', '"abc"', '"a"@en', '"ß"@de', "<tag:a>", "[]", '"tag:a"', '"*"'),
    *("1", "0", "-5", "1.5", "100000000000000000", "true", "false", '"10"^^x:int'),
    *('"2020-01-01"^^x:date', '"2020-01-01Z"^^x:date', '"2020-01-02+02:00"^^x:date'),
    *('"2020-01-01T00:00:00"^^x:dateTime', '"2020-01-01T00:00:00.5Z"^^x:dateTime'),
)
_OF_ONE = (
    *("!?a", "!(!?a)", "STR(?a)", "LANG(?a)", "DATATYPE(?a)", "STRLEN(?a)", "UCASE(?a)"),
    *("LCASE(?a)", "YEAR(?a)", "MONTH(?a)", "DAY(?a)", "ISIRI(?a)", "ISBLANK(?a)"),
    *("ISLITERAL(?a)", "SUBSTR(?a, 2, 1)", "CONCAT(?a, 'x')", "IF(UCASE(?a), 1, 0)"),
    *("'b' > ?a", "?a >= 1", "STR(?a) < 'b'", "ISIRI(?a) < STRLEN(?a)", "STRLEN(?a) <= ?a"),
    *("IF(COALESCE(?none, ?a), 1, 0)", "DATATYPE(?a) <= DATATYPE(?a)"),
)
_OF_TWO = (
    *("?a = ?b", "?a != ?b", "?a < ?b", "?a >= ?b", "?a IN (?b)", "?a NOT IN (?b, 1)"),
    *("?a && ?b", "?a || ?b", "SAMETERM(?a, ?b)", "CONTAINS(?a, ?b)", "STRSTARTS(?a, ?b)"),
    *("STRBEFORE(?a, ?b)", "STRAFTER(?a, ?b)", "LANGMATCHES(LANG(?a), ?b)"),
    *("IF(?a, ?b, 0)", "REGEX(?a, ?b)", "REPLACE(?a, ?b, 'z')", "COALESCE(?none, ?a) > ?b"),
)


def _outcomes(values: tuple[str, ...], query: str) -> list[set[tuple[str, ...]]] | None:
    """Return the solutions over columns and in Oxigraph; None for what it may not be asked."""
    triples = "".join(f"<tag:s{n}> <tag:p> {each} .\n" for n, each in enumerate(values))
    terms = Terms()
    graph = Graph().parse(data=f"@prefix x: <{XSD}> .\n{triples}", format="turtle")
    columns = columns_of(graph, terms)
    focus = np.unique(terms.numbers(f"<tag:s{n}>" for n in range(len(values)))).astype(np.int32)
    parsed = parse_query(query, {})
    assert isinstance(parsed, Select)
    try:
        Guard(columns).check(parsed, [focus])
    except CannotTranslate:
        return None
    found = []
    for way in (Evaluator(columns), SetWise(columns, store_of(columns))):
        table = way.solutions(parsed, Table({"this": focus}, len(focus)))
        rows = zip(*(table.get(name).tolist() for name in ("this", "s", "r")), strict=True)
        found.append({tuple("" if n < 0 else terms.token(n) for n in row) for row in rows})
    return found


def _check(values: tuple[str, ...], body: str, end: str) -> bool:
    """Check a query if it is accepted; tell whether it is."""
    both = _outcomes(values, f"SELECT $this ?s ?r {{ {body} {end} }}")
    assert both is None or both[0] == both[1], (values, end)
    return both is not None


@pytest.mark.parametrize("expression", [*_OF_ONE, "?a", "COALESCE(?none, ?a)"])
def test_an_operator_of_one_value(expression: str) -> None:
    refused = expression == "DATATYPE(?a) <= DATATYPE(?a)" or expression.startswith("ISIRI(?a) <")
    for end in (f"BIND({expression} AS ?r)", f"FILTER({expression})"):
        accepted = [_check((each,), "$this <tag:p> ?a .", end) for each in _VALUES]
        assert any(accepted) is not refused


@pytest.mark.parametrize("expression", _OF_TWO)
def test_an_operator_of_two_values(expression: str) -> None:
    # Each value meets every other one, and itself.
    body, end = "$this <tag:p> ?a . ?s <tag:p> ?b .", f"BIND({expression} AS ?r)"
    accepted = [_check(each, body, end) for each in combinations(_VALUES, 2)]
    assert any(accepted) is not ("<" in expression or ">" in expression)


def test_an_optional_part_with_a_condition() -> None:
    query = "SELECT $this ?s ?r { $this <tag:p> ?a OPTIONAL { ?s <tag:p> ?r FILTER(?a) } }"
    assert _outcomes(('"a"@en',), query) is None
    assert _outcomes(('"a"',), query) is not None
