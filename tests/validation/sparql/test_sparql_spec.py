"""Where SPARQL 1.1 and Oxigraph differ, or Oxigraph cannot be asked, the specification counts."""

import numpy as np
import pytest
from sparql_oracle import PREFIXES, Bench

from grondslag.columns.terms import Terms
from grondslag.columns.values import compare
from grondslag.sparql.algebra import Select
from grondslag.sparql.parser import parse_query
from grondslag.validation.sparql import CannotTranslate, Table, plan, tables
from grondslag.validation.sparql.few import compared

XSD = PREFIXES["xsd"]
GRAPH = """
:a :v "01"^^xsd:integer , "1.50"^^xsd:decimal , "2"^^xsd:byte ; :next :b , :c .
:b :v "abc"^^xsd:integer , "NaN"^^xsd:double ; :next :c .
:c :v "tekst"@nl , ""@nl , "x"^^:odd , "y"^^:odd ; :w "1"^^xsd:integer , "x"^^:odd .
_:one :v _:two ; :next _:two .
"""


@pytest.fixture
def bench() -> Bench:
    return Bench.of_turtle(GRAPH)


def node(name: str) -> str:
    return f"<http://e/{name}>"


def whole(number: int) -> str:
    return f'"{number}"^^<{XSD}integer>'


def values(bench: Bench, text: str, focus: str) -> set[str | None]:
    """What ``?r`` is for one focus node."""
    return {row[1] for row in bench.ours(text, ["this"], [(focus,)])}


def test_a_lexical_form_is_kept(bench: Bench) -> None:
    """Section 17.4.2.5: STR returns the lexical form; Oxigraph has forgotten the zero."""
    found = values(bench, "SELECT $this ?r { $this :v ?v BIND(STR(?v) AS ?r) }", node("a"))
    assert found == {'"01"', '"1.50"', '"2"'}
    found = values(bench, "SELECT $this ?r { $this :v ?v BIND(DATATYPE(?v) AS ?r) }", node("a"))
    assert found == {f"<{XSD}{each}>" for each in ("integer", "decimal", "byte")}


@pytest.mark.parametrize(
    ("condition", "focus", "expected"),
    [
        # Section 17.2.2: an ill-typed number is false, a language-tagged text has a length.
        ("!?r", "b", {f'"abc"^^<{XSD}integer>', f'"NaN"^^<{XSD}double>'}),
        ("?r", "c", {'"tekst"@nl'}),
        ("!?r", "c", {'""@nl'}),
        # Section 17.4.1.7: unknown values may be equal; the same term is.
        ("?r = 'x'^^:odd", "c", {'"x"^^<http://e/odd>'}),
        ("?r != 'x'^^:odd", "c", {'"tekst"@nl', '""@nl'}),
        # Section 17.3: no order is defined for other datatypes, IRIs and language tags.
        ("?r <= 'x'^^:odd", "c", set()),
        ("!(?r <= 'z'^^:odd)", "c", set()),
        ("?r < 'zzz'@nl", "c", set()),
        # NaN equals nothing, itself included; it is not less either.
        ("?r = ?r", "b", {f'"abc"^^<{XSD}integer>'}),
        ("!(?r < 1) && !(?r >= 1)", "b", {f'"NaN"^^<{XSD}double>'}),
        ("isNumeric(?r)", "b", {f'"NaN"^^<{XSD}double>'}),
        ("?r = 1", "a", {f'"01"^^<{XSD}integer>'}),
        ("?r IN (2.0, :a)", "a", {f'"2"^^<{XSD}byte>'}),
        ("sameTerm(?r, 1)", "a", set()),
    ],
)
def test_conditions(bench: Bench, condition: str, focus: str, expected: set[str]) -> None:
    text = f"SELECT $this ?r {{ $this :v ?r FILTER({condition}) }}"
    assert values(bench, text, node(focus)) == expected


def test_a_count_leaves_out_errors(bench: Bench) -> None:
    """Section 18.5.1.2; for Oxigraph one error spoils the count."""
    text = "SELECT $this (COUNT(?v + 1) AS ?r) { $this :v ?v } GROUP BY $this"
    assert values(bench, text, node("b")) == {whole(1)}


def test_an_aggregate_without_groups_gives_a_row_for_each_focus_node(bench: Bench) -> None:
    text = (
        "SELECT $this ?r { { SELECT $this (COUNT(?v) AS ?r) { $this :next ?v } GROUP BY $this } }"
    )
    rows = [(node(each),) for each in "abc"]
    assert bench.ours(text, ["this"], rows) == {
        (node("a"), whole(2)),
        (node("b"), whole(1)),
    }
    text = "SELECT $this ?r { { SELECT (COUNT(?v) AS ?r) { ?v :v 'nothing' } } }"
    assert bench.ours(text, ["this"], rows) == {(row[0], whole(0)) for row in rows}


def test_one_group_for_each_focus_node_even_without_solutions(bench: Bench) -> None:
    rows = [(node("a"),), (node("c"),)]
    text = "SELECT (COUNT(?v) AS ?n) (SUM(?w) AS ?m) (MIN(?v) AS ?s) { $this :next ?v , ?w }"
    nothing = (node("c"), whole(0), whole(0), None)
    assert nothing in bench.ours(text, ["this"], rows)
    text = "SELECT (COUNT(?v) AS ?n) { $this :next ?v } HAVING(COUNT(?v) < 2)"
    assert bench.ours(text, ["this"], rows) == {(node("c"), whole(0))}


def test_minus_in_exists_has_no_replaced_variables(bench: Bench) -> None:
    """Section 18.6 replaces first, so nothing is shared and MINUS removes nothing."""
    text = "SELECT $this ?v { $this :next ?v FILTER EXISTS { MINUS { ?v :next ?w } } }"
    assert bench.ours(text, ["this"], [(node("a"),)]) == {
        (node("a"), node("b")),
        (node("a"), node("c")),
    }


def test_blank_nodes_are_focus_nodes_and_values(bench: Bench) -> None:
    text = "SELECT $this ?r { $this :v ?r FILTER(isBlank(?r) && isBlank($this)) }"
    assert values(bench, text, "_:one") == {"_:two"}
    for expression in ("STR($this)", "LANG($this)", "STRLEN($this)", "CONCAT('a', $this)"):
        text = f"SELECT $this ?r {{ BIND({expression} AS ?r) }}"
        assert values(bench, text, "_:one") == {None}


def test_a_subquery_hides_what_it_does_not_select(bench: Bench) -> None:
    text = "SELECT $this ?v { { SELECT ?v { $this :next ?v } } }"
    everything = {(node("c"), each) for each in (node("b"), node("c"), "_:two")}
    assert bench.ours(text, ["this"], [(node("c"),)]) == everything


def test_several_prebound_variables_stay_together(bench: Bench) -> None:
    rows = [(node("a"), node("c")), (node("b"), node("b")), (node("b"), node("c"))]
    text = "SELECT $this ?n { { $this :next ?n } UNION { ?n :next $value } FILTER(?n != $value) }"
    assert bench.ours(text, ["this", "value"], rows) == bench.theirs(text, ["this", "value"], rows)
    text = "ASK { $this :next ?n . ?n :next $value }"
    assert bench.ours(text, ["this", "value"], rows) == {(node("a"), node("c"))}


def test_prebound_variables_that_a_query_does_not_mention(bench: Bench) -> None:
    rows = [(node("a"), whole(1)), (node("a"), whole(2))]
    found = bench.ours("SELECT $this { $this :next :b }", ["this", "limit"], rows)
    assert found == set(rows)
    assert bench.ours("ASK { :a :next :b }", ["this", "limit"], rows) == set(rows)
    assert bench.ours("ASK { :b :next :a }", ["this", "limit"], rows) == set()


def test_no_rows_at_all(bench: Bench) -> None:
    query = parse_query("SELECT $this ?v { $this :next ?v }", PREFIXES)
    assert isinstance(query, Select)
    found = bench.evaluator.solutions(query, Table({"this": np.empty(0, np.int32)}))
    assert (len(found), list(found.columns)) == (0, ["this", "v"])


def test_without_prebound_variables_there_is_one_evaluation_or_none(bench: Bench) -> None:
    query = parse_query("SELECT ?x { ?x :next :b }", PREFIXES)
    assert isinstance(query, Select)
    assert len(bench.evaluator.solutions(query, Table({}, 1))) == 1
    assert len(bench.evaluator.solutions(query, Table({}, 0))) == 0


def test_large_products_are_evaluated_in_parts(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(node(each),) for each in "abc"]
    text = "SELECT $this ?x ?y { ?x :v ?v . ?y :v ?w . $this :next ?n FILTER(?x != ?y) }"
    whole_answer = bench.ours(text, ["this"], rows)
    monkeypatch.setattr(tables, "MOST_ROWS", 300)
    assert bench.ours(text, ["this"], rows) == whole_answer
    ask = "ASK { ?x :v ?v . ?y :v ?w . $this :next ?n FILTER(?x != ?y) }"
    assert bench.ours(ask, ["this"], rows) == {(node("a"),), (node("b"),)}
    monkeypatch.setattr(tables, "MOST_ROWS", 20)
    with pytest.raises(CannotTranslate, match="rows"):
        bench.ours(text, ["this"], rows)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{ SERVICE <http://e/s> { $this :p ?v } }", "SERVICE"),
        ("{ $this :p ?v FILTER(?v < NOW()) }", "NOW"),
        ("{ $this :p ?v FILTER(?v < RAND()) }", "RAND"),
        ("{ $this :p ?v FILTER(:mine(?v)) }", "function <http://e/mine>"),
        ("FROM <http://e/g> { $this :p ?v }", "FROM"),
        ("{ $this :p ?v FILTER(xsd:gYear(?v) = ?v) }", "gYear"),
    ],
)
def test_what_a_plan_refuses(body: str, reason: str) -> None:
    query = parse_query(f"SELECT $this ?v {body}", PREFIXES)
    with pytest.raises(CannotTranslate, match=reason):
        plan(query, frozenset({"this"}))


def test_a_plan_accepts_the_rest() -> None:
    plan(parse_query("SELECT $this { $this :p ?v } ORDER BY ?v", PREFIXES), frozenset({"this"}))


def test_a_prebound_variable_without_value_is_refused(bench: Bench) -> None:
    query = parse_query("SELECT $this { $this :p ?v }", PREFIXES)
    assert isinstance(query, Select)
    with pytest.raises(CannotTranslate, match="without a value"):
        bench.evaluator.solutions(query, Table({"this": np.array([-1], np.int32)}))


def test_a_few_terms_are_compared_as_many_are() -> None:
    literals = [
        *(
            '"a"',
            '"b"',
            '"é"',
            '""',
            '"a"@en',
            '"a"@nl',
            "<http://e/a>",
            "_:a",
            '"x"^^<http://e/o>',
        ),
        *(f'"{n}"^^<{XSD}integer>' for n in ("1", "01", "-3", "+1", "x", "12345678901234567890")),
        *(f'"{n}"^^<{XSD}decimal>' for n in ("1.0", "1.5", "-3.00", ".5", "1e3")),
        *(f'"{n}"^^<{XSD}double>' for n in ("1", "NaN", "INF")),
        *(f'"{n}"^^<{XSD}byte>' for n in ("1", "300")),
        *(f'"{n}"^^<{XSD}date>' for n in ("2024-02-29", "2023-02-29", "2024-03-01Z")),
        f'"2024-02-29T00:00:00"^^<{XSD}dateTime>',
        f'"true"^^<{XSD}boolean>',
    ]
    terms = Terms()
    ids = terms.numbers(literals)
    left, right = np.repeat(ids, len(ids)), np.tile(ids, len(ids))
    many = compare(terms, left, right)
    few = [
        int(compared(terms, left[at : at + 1], right[at : at + 1])[0]) for at in range(len(left))
    ]
    assert few == many.tolist()
