"""What is said about a text that is no query, and where."""

import pytest

from grondslag.sparql.errors import SparqlSyntaxError
from grondslag.sparql.parser import parse_path, parse_query


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "query ends"),
        ("SELECT * {\n  ?x <http://e/p> }", 2, 19, '"}" where a variable or term'),
        ("SELECT * {\n\n  FILTER ?x }", 3, 10, '"?x" where a condition'),
        ("SELECT *\n{ ?x :p 1 }", 2, 6, 'prefix ":" is not declared'),
        ("SELECT * {\r\n ?x ?p 'a }", 2, 8, "string that starts here"),
        ("SELECT * { ?x ?p 1", 1, 19, "query ends"),
        ("SELECT * # {\n?x }", 2, 1, '"?x" where "{"'),
        ("SELECT * { VALUES (?x ?y) { (1) } }", 1, 29, "1 values for 2 variables"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", 1, 36, "?x is already in use"),
        ("SELECT * { FILTER(STR(1, 2)) }", 1, 19, "STR takes 1 argument, not 2"),
        ("SELECT * { FILTER(IF(1)) }", 1, 19, "IF takes 3 arguments, not 1"),
        ("SELECT (SUM(SUM(?x)) AS ?y) {}", 1, 13, "SUM can only be used in"),
        ("SELECT * { _:a ?p 1 {} _:a ?p 1 }", 1, 24, "_:a is in more than one"),
        ("DELETE WHERE {}", 1, 1, "DELETE is not read"),
        ("construct { } { }", 1, 1, "CONSTRUCT is not read"),
        ("SELECT * { ?x <p> 1 }", 1, 15, "relative IRI"),
        (r"SELECT ('\q' AS ?x) {}", 1, 9, r"\q is not an escape"),
        (r"SELECT ('\U00110000' AS ?x) {}", 1, 9, "not a Unicode character"),
    ],
)
def test_message_and_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(SparqlSyntaxError) as caught:
        parse_query(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.reason
    assert str(caught.value) == f"line {line}, column {column}: {caught.value.reason}"


@pytest.mark.parametrize("inner", ["(" * 20_000, "!" * 20_000 + "?x", "EXISTS {" + "{" * 20_000])
def test_a_query_nested_too_deeply_is_refused(inner: str) -> None:
    with pytest.raises(SparqlSyntaxError, match="too deeply"):
        parse_query(f"ASK {{ FILTER({inner}) }}")
    with pytest.raises(SparqlSyntaxError, match="too deeply"):
        parse_path("(" * 20_000)


def test_long_nonsense_is_refused() -> None:
    # A tokenizer that goes back over what it has read would take minutes for these.
    starts = ("", '"', "'", '"""', "<", ":", "_:", "@", "?", "PREFIX ")
    for start in starts:
        for part in ("a", "a.", '""a', "%20.", "-a", "#\n", ". ", "\\n", "1e"):
            with pytest.raises(SparqlSyntaxError):
                parse_query(start + part * 20_000)


def test_a_path_stands_alone() -> None:
    with pytest.raises(SparqlSyntaxError, match="the end of the path"):
        parse_path("<http://e/p> ?x")
    with pytest.raises(SparqlSyntaxError, match="a predicate or path"):
        parse_path("?x")
