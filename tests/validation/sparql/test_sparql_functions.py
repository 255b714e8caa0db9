"""Functions and aggregates where Oxigraph, which computes most of them, is not followed."""

import pytest
from sparql_oracle import Bench

XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPH = """
:a :p 1 ; :byte "300"^^xsd:byte ; :minus "-1"^^xsd:unsignedInt ; :both "300"^^xsd:byte, 1 ;
   :long 99999999999999999999, 100000000000000000000, 5 ;
   :lang "x"@en, "y"@en ; :mixed 1, :b, "z"@nl ; :blank 1, [] .
"""
THIS = "<http://e/a>"


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.of_turtle(GRAPH)


def value(bench: Bench, expression: str, pattern: str = "") -> str | None:
    """Return what an expression gives, or None for an error."""
    text = f"SELECT $this ?r {{ {pattern} BIND({expression} AS ?r) }}"
    ((_, found),) = bench.ours(text, ["this"], [(THIS,)])
    return found


def aggregate(bench: Bench, function: str, predicate: str) -> str | None:
    text = f"SELECT $this ({function} AS ?r) {{ $this :{predicate} ?v }} GROUP BY $this"
    ((_, found),) = bench.ours(text, ["this"], [(THIS,)])
    return found


@pytest.mark.parametrize(
    "expression",
    [
        "?v + 0",
        "0 - ?v",
        "ABS(?v)",
        "ROUND(?v) + 1",
        "-?v",
        "xsd:integer(?v)",
        "xsd:string(?v)",
        '"300"^^xsd:byte + 0',
        'STRDT("300", xsd:byte) + 0',
    ],
)
@pytest.mark.parametrize("predicate", ["byte", "minus"])
def test_ill_typed_numbers_are_type_errors(bench: Bench, expression: str, predicate: str) -> None:
    """SPARQL 1.1, sections 17.2 and 17.3."""
    assert value(bench, expression, f"$this :{predicate} ?v") is None


@pytest.mark.parametrize("function", ["SUM", "AVG"])
def test_ill_typed_numbers_do_not_add_up(bench: Bench, function: str) -> None:
    assert aggregate(bench, f"{function}(?v)", "both") is None


@pytest.mark.parametrize(("function", "expected"), [("MIN", "5"), ("MAX", "100000000000000000000")])
def test_long_numbers_are_ordered_by_value(bench: Bench, function: str, expected: str) -> None:
    assert aggregate(bench, f"{function}(?v)", "long") == f'"{expected}"^^<{XSD}integer>'


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('STRDT("01", xsd:integer)', f'"01"^^<{XSD}integer>'),
        ('STR(STRDT("1.50", xsd:decimal))', '"1.50"'),
        ('STRDT("x", xsd:string)', '"x"'),
        ('STRDT("a\\"b", :d)', '"a\\"b"^^<http://e/d>'),
        ('STRDT("x"@en, xsd:integer)', None),
        ("STRDT(1, xsd:string)", None),
        ('STRDT("x", "y")', None),
        ('STRDT("x", rdf:langString)', None),
        ("STRDT(?none, :d)", None),
        ('TZ("2020-01-01T00:00:00+00:00"^^xsd:dateTime)', '"+00:00"'),
        ('TZ("2020-01-01T00:00:00-00:00"^^xsd:dateTime)', '"-00:00"'),
        ('TZ("2020-01-01T00:00:00Z"^^xsd:dateTime)', '"Z"'),
        ('TZ("2020-01-01T00:00:00-05:30"^^xsd:dateTime)', '"-05:30"'),
        ('TZ("2020-01-01T00:00:00"^^xsd:dateTime)', '""'),
        ('TZ("2020-02-31T00:00:00Z"^^xsd:dateTime)', None),
        ('TZ("2020-01-01T00:00:00Z")', None),
        ("TZ(1)", None),
        ("TZ($this)", None),
        ("xsd:string(1e10)", '"1.0E10"'),
        ("xsd:string(1.5e-7)", '"1.5E-7"'),
        ("xsd:string(1e6)", '"1.0E6"'),
        ("xsd:string(1.5e3)", '"1500"'),
        ("xsd:string(-0.25e0)", '"-0.25"'),
        ("xsd:string(0e0)", '"0"'),
        ('xsd:string("-0"^^xsd:double)', '"-0"'),
        ('xsd:string("INF"^^xsd:float)', '"INF"'),
        ('xsd:string("NaN"^^xsd:double)', '"NaN"'),
        ('xsd:string("0.1"^^xsd:float)', '"0.1"'),
        ('xsd:string("16777216"^^xsd:float)', '"1.6777216E7"'),
        ('xsd:string("x"^^xsd:double)', None),
        ("xsd:string(1.50)", '"1.5"'),
        ("xsd:string(true)", '"true"'),
        ("xsd:string($this)", '"http://e/a"'),
        ("STRLEN(xsd:string(1e10))", f'"6"^^<{XSD}integer>'),
        # More digits than an implementation has to have (section 4.2 of the functions of XPath).
        ('xsd:integer("99999999999999999999")', None),
    ],
)
def test_terms_from_texts(bench: Bench, expression: str, expected: str | None) -> None:
    assert value(bench, expression) == expected


@pytest.mark.parametrize(
    ("base", "argument", "expected"),
    [
        ("http://e/", '"a"', THIS),
        ("http://e/x/y", '"../a"', THIS),
        ("http://e/", "$this", THIS),
        ("http://e/", '"http://f/a"', "<http://f/a>"),
        ("http://e/", '"a b"', None),
        ("http://e/", '"a"@en', None),
        ("http://e/", "1", None),
        ("", '"a"', None),
        ("", '"http://e/a"', THIS),
    ],
)
@pytest.mark.parametrize("name", ["IRI", "URI"])
def test_relative_iris_are_resolved(
    bench: Bench, name: str, base: str, argument: str, expected: str | None
) -> None:
    """Section 17.4.2.8: against the base of the query."""
    head = f"BASE <{base}> " if base else ""
    text = f"{head}SELECT $this ?r {{ BIND({name}({argument}) AS ?r) }}"
    assert bench.ours(text, ["this"], [(THIS,)]) == {(THIS, expected)}


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [("lang", '"x,y"'), ("mixed", '"1,z,http://e/b"'), ("blank", None), ("none", None)],
)
def test_strung_together_is_a_simple_literal(
    bench: Bench, predicate: str, expected: str | None
) -> None:
    """Section 18.5.1.7: of the STR of each value, in the order of the terms as written."""
    if predicate == "none":
        text = 'SELECT (GROUP_CONCAT(?v; SEPARATOR=",") AS ?r) { $this :none ?v }'
        assert bench.ours(text, ["this"], [(THIS,)]) == {(THIS, '""')}
        return
    assert aggregate(bench, 'GROUP_CONCAT(?v; SEPARATOR=",")', predicate) == expected


def test_the_separator_is_escaped(bench: Bench) -> None:
    found = aggregate(bench, 'GROUP_CONCAT(?v; SEPARATOR="\\"\\n")', "lang")
    assert found == '"x\\"\\ny"'


@pytest.mark.parametrize(
    ("expression", "is_there"), [("1/0", True), ("5", True), ("?none", True), ("4", False)]
)
def test_a_value_assigned_inside_exists_joins_the_one_outside(
    expression: str, is_there: bool
) -> None:
    bench = Bench.of_turtle(":a :p 5 . :b :p 6 .")
    text = f"SELECT $this ?v {{ $this :p ?v FILTER EXISTS {{ BIND({expression} AS ?v) }} }}"
    rows = [(THIS,), ("<http://e/b>",)]
    kept = {(each, f'"{n}"^^<{XSD}integer>') for (each,), n in zip(rows, (5, 6), strict=True)}
    if expression == "5":
        kept = {row for row in kept if row[0] == THIS}
    assert bench.ours(text, ["this"], rows) == (kept if is_there else set())
