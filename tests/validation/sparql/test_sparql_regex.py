"""REGEX and REPLACE mean the same on every road (SPARQL 1.1, 17.4.3.14 and 17.4.3.15)."""

import pytest
from sparql_oracle import PREFIXES, Bench

from grondslag.sparql.algebra import Select
from grondslag.sparql.parser import parse_query
from grondslag.validation.sparql import PerNode, SetWise, Table

GRAPH = r"""
:a :t "a" . :b :t "b#zzz" . :c :t "x&y" . :d :t "a\n" . :e :t "Ab"@en . :f :t "a_b" .
:g :t "\r" . :h :t 12 . :i :t :a . :j :t "aa" ; :u "(" . :k :t "ab" ; :u "^a" ; :w "i" .
:l :t "AB" ; :u "^a" ; :w "i" . :m :t "AB" ; :u "^a" ; :w "j" . :n :t "ab" ; :u "a"@en .
:o :t "ab" ; :u "a" ; :w 1 .
"""
TEXT = '"{}"'.format
ROADS = ("columns", "set-wise", "per node")


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.of_turtle(GRAPH)


def values(bench: Bench, road: str, body: str) -> dict[str, str]:
    """Return ``?v`` for each ``$this``, with the last letter of its name."""
    query = parse_query(f"SELECT $this ?v {{ $this :t ?t . {body} }}", PREFIXES)
    assert isinstance(query, Select)
    columns = bench.columns
    prebound = bench.table(["this"], [(f"<http://e/{each}>",) for each in "abcdefghijklmno"])
    way = {
        "columns": lambda: bench.evaluator,
        "set-wise": lambda: SetWise(columns, bench.store),
        "per node": lambda: PerNode(columns, bench.store),
    }[road]()
    found: Table = way.solutions(query, prebound)
    terms = columns.terms
    pairs = zip(found["this"].tolist(), found["v"].tolist(), strict=True)
    return {terms.token(this)[-2]: terms.token(value) for this, value in pairs if value >= 0}


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize(
    ("call", "yes"),
    [
        ('REGEX(?t, "b#zzz", "x")', "b"),
        ('REGEX(?t, "^[a-z&&]+$")', "acjkno"),
        ('REGEX(?t, "^a$")', "a"),
        ('REGEX(?t, "^a$", "m")', "ad"),
        ('REGEX(?t, "^$", "m")', ""),
        (r'REGEX(?t, "^(a)\\1$")', "j"),
        (r'REGEX(?t, "^\\w+$")', "aejklmno"),
        ('REGEX(?t, "^[a-z-[b]]+$")', "aj"),
        ('REGEX(?t, "^ab$", "i")', "eklmno"),
        ('REGEX(?t, "^.$")', "a"),
        ('REGEX(?t, "^.$", "s")', "ag"),
        ('REGEX(?t, "a_b", "q")', "f"),
        (r'REGEX(STR(?t), "^(?:\\d{2}|http://e/\\p{Ll})$")', "hi"),
        ('REGEX(REPLACE(?t, "a", "[$0]"), "^\\\\[a\\\\]b$")', "kno"),
    ],
)
def test_regex(bench: Bench, road: str, call: str, yes: str) -> None:
    found = values(bench, road, f"BIND({call} AS ?v)")
    assert "".join(sorted(each for each in found if found[each].startswith('"true"'))) == yes


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("pattern", ["(", "(?i)a", "a{b", r"\\x61", "[z-a]"])
def test_what_is_no_regular_expression_is_an_error(bench: Bench, road: str, pattern: str) -> None:
    assert values(bench, road, f'BIND(REGEX(?t, "{pattern}") AS ?v)') == {}
    assert values(bench, road, f'BIND(COALESCE(REGEX(?t, "{pattern}"), 1) = 1 AS ?v)').keys() == {
        *"abcdefghijklmno"
    }
    assert values(bench, road, f'BIND(?t AS ?v) FILTER(!REGEX(?t, "{pattern}"))') == {}


@pytest.mark.parametrize("road", ROADS)
def test_patterns_from_the_data(bench: Bench, road: str) -> None:
    true, false = (
        f'"{each}"^^<http://www.w3.org/2001/XMLSchema#boolean>' for each in ("true", "false")
    )
    body = "$this :u ?u BIND(REGEX(?t, ?u) AS ?v)"
    assert values(bench, road, body) == {"k": true, "l": false, "m": false, "o": true}
    assert values(bench, road, "$this :u ?u ; :w ?w BIND(REGEX(?t, ?u, ?w) AS ?v)") == {
        "k": true,
        "l": true,
    }


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize(
    ("call", "outcome"),
    [
        ('REPLACE(?t, "^(.)b", "$1$1x")', {"e": '"AAx"@en', "k": '"aax"', "f": '"a_b"'}),
        (r'REPLACE(?t, "(a)\\1", "<$1>")', {"j": '"<a>"', "a": '"a"'}),
        ('REPLACE(?t, "B", "$0$0", "i")', {"e": '"Abb"@en', "l": '"ABB"'}),
        (r'REPLACE(?t, "a", "\\$")', {"a": '"$"', "j": '"$$"'}),
        ('REPLACE(?t, "_", "$", "q")', {"f": '"a$b"'}),
        ('REPLACE(?t, "a$", "b", "m")', {"d": r'"b\n"', "a": '"b"'}),
    ],
)
def test_replace(bench: Bench, road: str, call: str, outcome: dict[str, str]) -> None:
    found = values(bench, road, f"BIND({call} AS ?v)")
    assert {each: found[each] for each in outcome} == outcome
    assert not {"h", "i"} & found.keys()


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("rest", ['"a*", "b"', '"^", "b"', '"a", "$"', r'"a", "\\n"', '"(", "b"'])
def test_not_replaced(bench: Bench, road: str, rest: str) -> None:
    assert values(bench, road, f"BIND(REPLACE(?t, {rest}) AS ?v)") == {}
