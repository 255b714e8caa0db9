"""Whichever road a query takes, it has the same solutions, or the rule is not assessed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH, XSD

from differential.cases import Case
from differential.cases import case as random_case
from differential.comparison import copied, differences, engine, quiet, run
from differential.deviation_cases import UNCORRECTED, Deviation
from differential.test_deviations import case
from grondslag.columns.regex import second
from grondslag.validation.columnar import assess
from grondslag.validation.reasons import in_dutch
from grondslag.validation.results import Run
from grondslag.validation.sparql import tables

_ODD = (
    'ex:a ex:p "01"^^xsd:integer, 1, "1.50"^^xsd:decimal, "1.0E0"^^xsd:double, "x"@nl, "x", ex:b, '
    '"2024-01-01T24:00:00"^^xsd:dateTime, "x"^^xsd:integer .'
)
_PLAIN = 'ex:a ex:p 1, "x"@nl, "x", ex:b .'
_P = "<https://example.org/p>"
_XSD = f"PREFIX xsd: <{XSD}>"
_NOW = f'FILTER ( NOW( ) > "2000-01-01T00:00:00Z"^^<{XSD.dateTime}> )'
QUERIES = {
    "a limit": f"SELECT $this ?value WHERE {{ $this {_P} ?value "
    f"{{ SELECT $this WHERE {{ $this {_P} ?o }} LIMIT 1 }} }}",
    "a text": f"SELECT $this ?value WHERE {{ $this {_P} ?value "
    "FILTER ( STRLEN( STR( ?value ) ) > 1 ) "
    f"{{ SELECT $this WHERE {{ $this {_P} ?o }} LIMIT 1 }} }}",
    "a count": "SELECT $this ( ?n AS ?value ) WHERE { { SELECT $this ( COUNT( ?o ) AS ?n ) "
    f"WHERE {{ $this {_P} ?o }} GROUP BY $this LIMIT 1 }} }}",
}


def _given(data: str, query: str, shapes: str = "") -> Deviation:
    text = query.replace('"', '\\"')
    shape = f'ex:s sh:targetNode ex:a ; sh:sparql [ sh:select "{text}" ] . {shapes}'
    return Deviation("", UNCORRECTED, data, shape, [], [])


def assessed(data: str, query: str, shapes: str = "") -> Run:
    given = case(_given(data, query, shapes))
    with quiet():
        return assess(given.data, given.shapes)


def values(outcome: Run) -> set[str]:
    assert outcome.not_assessed == ()
    return {each.value.n3() for each in outcome.results if each.value is not None}


# columns do nearly everything


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("data", [_ODD, _PLAIN], ids=["odd", "plain"])
def test_limits_are_cut_over_columns(name: str, data: str) -> None:
    given = case(_given(data, QUERIES[name]))
    (step,) = assess(given.data, given.shapes).steps
    assert step.road == "columns"
    assert differences(given) == []


def test_values_are_those_of_the_data() -> None:
    given = case(_given(_ODD, QUERIES["a limit"]))
    results, _ = run(engine, given)
    assert {each.value for each in results} == set(given.data.objects())
    given = case(_given(_ODD, QUERIES["a count"]))
    results, _ = run(engine, given)
    assert [each.value for each in results] == [Literal(9)]


@pytest.mark.parametrize("data", [_ODD, _PLAIN], ids=["odd", "plain"])
def test_the_shapes_graph_is_read_as_it_is_written(data: str) -> None:
    query = f"SELECT $this ?value WHERE {{ $this {_P} ?value . "
    query += "GRAPH $shapesGraph { $currentShape <https://example.org/q> ?value } }"
    shapes = 'ex:s ex:q 1, "01"^^xsd:integer, "1.5"^^xsd:decimal .'
    outcome = assessed(data, query, shapes)
    assert [step.road for step in outcome.steps] == ["columns"]
    found = {each.partition("^")[0] for each in values(outcome)}
    assert found == ({'"1"', '"01"'} if data == _ODD else {'"1"'})
    assert {each.component for each in outcome.results} == {SH.SPARQLConstraintComponent}


#: Queries that gave something else as soon as one literal of the data was unusual.
_SENSITIVE = [
    f"SELECT $this ?value {{ $this {_P} ?value FILTER(!((?none=1) && (?value=5))) {_NOW} }}",
    f"SELECT $this ?value {{ $this {_P} ?value FILTER(?value NOT IN (1/0,5)) {_NOW} }}",
    f"SELECT $this ?value {{ $this {_P} ?value {{ FILTER(!BOUND(?value)) }} }} LIMIT 3",
    f"SELECT $this ?value {{ $this {_P} ?value {{ BIND(?value AS ?w) }} FILTER(!BOUND(?w)) }} "
    "LIMIT 3",
    "SELECT $this { { SELECT $this (SUM(?v) AS ?n) { $this <https://example.org/q> ?v } "
    "GROUP BY $this } } LIMIT 5",
    'SELECT $this { FILTER(REGEX("abc","(") || true) } LIMIT 5',
]


@pytest.mark.parametrize("query", _SENSITIVE)
def test_an_unusual_literal_elsewhere_changes_nothing(query: str) -> None:
    plain = assessed("ex:a ex:p 1, 2 ; ex:q ex:b, 3 .", query)
    odd = assessed('ex:a ex:p 1, 2 ; ex:q ex:b, 3 . ex:o ex:r "1.50"^^xsd:decimal .', query)
    assert plain.not_assessed == odd.not_assessed == ()
    # Each graph of shapes has its own name for the constraint.
    assert [replace(each, source=None) for each in plain.results] == [
        replace(each, source=None) for each in odd.results
    ]


def test_now_is_one_moment_of_this_run() -> None:
    query = f"SELECT $this ?value {{ $this {_P} ?o BIND(NOW() AS ?value) }}"
    outcome = assessed(_PLAIN, f"{query}")
    assert len(values(outcome)) == 1
    same = assessed(_PLAIN, f"SELECT $this {{ $this {_P} ?o FILTER(NOW() = NOW()) }}")
    assert len(same.results) == 1


# what is refused


_SLOW = r"^((a|aa)+)\\\\1b$"


@pytest.mark.parametrize(
    "call",
    [
        f"REGEX(?o, '{_SLOW}')",
        f"STRLEN(REPLACE(?o, '{_SLOW}', '')) > 0",
        f"REGEX(?o, '{_SLOW}') && isLiteral(xsd:gYear('2020'))",
    ],
    ids=["columns", "replacing", "set-wise"],
)
def test_what_would_take_for_ever_is_not_assessed(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second, "LONGEST", 0.05)
    query = f"{_XSD} SELECT $this {{ $this {_P} ?o FILTER({call}) }}"
    data = f'ex:a ex:p "aab", "{"a" * 100}c" .'
    (failure,) = assessed(data, query).not_assessed
    assert "takes more than 0.05 seconds" in failure.reason
    assert "duurt langer dan 0.05 seconden" in in_dutch(failure.reason)


def test_a_pattern_that_would_take_for_ever_is_not_assessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(second, "LONGEST", 0.05)
    pattern = _SLOW.replace("\\\\", "\\")
    shape = f'ex:s sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:pattern "{pattern}" ] .'
    data = f'ex:a ex:p "{"a" * 100}c" .'
    given = case(Deviation("", UNCORRECTED, data, shape, [], []))
    (failure,) = assess(given.data, given.shapes).not_assessed
    assert "takes more than 0.05 seconds" in failure.reason


@pytest.mark.parametrize("call", ["RAND()", "UUID()", "STRUUID()", "BNODE()", 'BNODE("x")'])
def test_an_outcome_of_chance_is_not_assessed(call: str) -> None:
    outcome = assessed(_PLAIN, f"SELECT $this {{ $this {_P} ?o FILTER(isIRI({call})) }}")
    (failure,) = outcome.not_assessed
    assert "something else at every call" in failure.reason


def test_an_unknown_function_is_not_assessed() -> None:
    query = f"SELECT $this {{ $this {_P} ?o FILTER(!<https://example.org/f>(?o)) }}"
    (failure,) = assessed(_PLAIN, query).not_assessed
    assert "function <https://example.org/f>" in failure.reason


_YEAR = f"{_XSD} SELECT $this ?value {{ $this {_P} ?o BIND(xsd:gYear(STR(?o)) AS ?value) %s }}"


def test_a_cast_that_only_oxigraph_has_runs_set_wise() -> None:
    outcome = assessed('ex:a ex:p "2020" . ex:b ex:p true .', _YEAR % "")
    assert values(outcome) == {f'"2020"^^<{XSD.gYear}>'}
    (step,) = outcome.steps
    assert (step.road, step.reason) == ("set-wise", f"function <{XSD.gYear}>")


def test_regular_expressions_mean_the_same_set_wise() -> None:
    extra = "FILTER(REGEX(?o, '^ 2 0 2[0-9]$', 'x') && REPLACE(?o, '^(2)0', '$1') = '220')"
    outcome = assessed('ex:a ex:p "2020", "20 20", "2120" .', _YEAR % extra)
    assert values(outcome) == {f'"2020"^^<{XSD.gYear}>'}
    assert [step.road for step in outcome.steps] == ["set-wise"]


def test_an_aggregate_without_keys_runs_per_node() -> None:
    ask = f"{_XSD} ASK {{ $value {_P} ?o FILTER(isLiteral(xsd:gYear(?o))) }} HAVING (COUNT(*) = 1)"
    shapes = f"""
        ex:few a sh:ConstraintComponent ; sh:parameter [ sh:path ex:onlyFew ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:ask "{ask}" ] .
        ex:s sh:targetSubjectsOf ex:p ; ex:onlyFew true ."""
    data = 'ex:a ex:p "2020" . ex:b ex:p "2021", "2022" . ex:c ex:p "x", "2024" .'
    given = case(Deviation("", UNCORRECTED, data, shapes, [], []))
    outcome = assess(given.data, given.shapes)
    assert values(outcome) == {"<https://example.org/b>"}
    assert [step.road for step in outcome.steps] == ["per node"]


@pytest.mark.parametrize(
    ("data", "extra", "reason"),
    [
        ('ex:a ex:p "2020" . ex:b ex:p "01"^^xsd:integer .', "", "another way"),
        ('ex:a ex:p "2020"@en .', 'FILTER(?o < "3"@en)', "langString"),
        ('ex:a ex:p "2020" . ex:b ex:p true .', 'FILTER(?o < "3")', "boolean"),
        ('ex:a ex:p "2020", "1.5"^^xsd:double .', "FILTER(?o = 1)", "double"),
        ('ex:a ex:p "2020", "x"^^xsd:integer .', "FILTER(!?o)", "without a value"),
        ('ex:a ex:p "2020", 9223372036854775808 .', "FILTER(?o = 1)", "without a value"),
        ('ex:a ex:p "2020" .', "FILTER(?o + 1 > 2)", "function +"),
        ('ex:a ex:p "2020" .', "FILTER(isNumeric(?o))", "function ISNUMERIC"),
        ('ex:a ex:p "2020" .', f"$this {_P}* ?x", "no length"),
        ('ex:a ex:p "2020" .', "{ SELECT $this { $this ?p ?x } LIMIT 1 }", "LIMIT"),
        (
            'ex:a ex:p "2020" .',
            f"{{ SELECT $this (COUNT(*) AS ?n) {{ $this ({_P}|!<tag:q>) ?x }} GROUP BY $this }}",
            "alternatives",
        ),
        (
            'ex:a ex:p "2020" .',
            f"{{ SELECT $this (SUM(?x) AS ?n) {{ $this {_P} ?x }} GROUP BY $this }}",
            "aggregate SUM",
        ),
        ('ex:a ex:p "2020" .', 'FILTER(?o = "01"^^xsd:integer)', "another way"),
    ],
)
def test_what_oxigraph_would_get_wrong_is_not_assessed(data: str, extra: str, reason: str) -> None:
    (failure,) = assessed(data, _YEAR % extra).not_assessed
    assert reason in failure.reason


def test_parameters_and_targets_count_as_well() -> None:
    query = _YEAR % ""
    shape = f'ex:s sh:targetNode "01"^^xsd:integer ; sh:sparql [ sh:select "{query}" ] .'
    given = case(Deviation("", UNCORRECTED, 'ex:a ex:p "2020" .', shape, [], []))
    (failure,) = assess(given.data, given.shapes).not_assessed
    assert "another way" in failure.reason


def test_the_shapes_graph_counts_as_well() -> None:
    query = _YEAR % "FILTER NOT EXISTS { GRAPH $shapesGraph { ?s <tag:q> ?o } }"
    plain = assessed('ex:a ex:p "2020" .', query, "ex:s ex:q 1 .")
    assert [step.road for step in plain.steps] == ["set-wise"]
    odd = assessed('ex:a ex:p "2020" .', query, 'ex:s ex:q "1.50"^^xsd:decimal .')
    assert "another way" in odd.not_assessed[0].reason


def test_what_is_too_large_for_columns_goes_to_oxigraph(monkeypatch: pytest.MonkeyPatch) -> None:
    query = f"SELECT $this ?value {{ $this {_P} ?value . ?x <https://example.org/q> ?y }}"
    data = 'ex:a ex:p "v" . ' + " ".join(f'ex:x{n} ex:q "{n}" .' for n in range(9))
    whole = assessed(data, query)
    monkeypatch.setattr(tables, "MOST_ROWS", 5)
    monkeypatch.setattr(tables, "_DENSE", 0)
    cut = assessed(data, query)
    assert values(cut) == values(whole) == {'"v"'}
    assert [step.road for step in cut.steps] == ["set-wise"]
    assert "rows" in cut.steps[0].reason


# random queries, each in several ways


def _with_now(shapes: Graph) -> Graph:
    """Return shapes whose queries have one more filter, which is always true."""
    found = Graph()
    for subject, predicate, value in shapes:
        if predicate in (SH.select, SH.ask):
            text = str(value)
            cut = text.rindex("}")
            value = Literal(f"{text[:cut]} {_NOW} {text[cut:]}")
        found.add((subject, predicate, value))
    return found


def _with_a_literal(data: Graph) -> Graph:
    found = copied(data)
    name = URIRef("urn:x-unrelated")
    found.add((name, name, Literal("01", datatype=XSD.integer)))
    return found


def _sees_everything(shapes: Graph) -> bool:
    """Tell whether a query can see triples that are unrelated to its focus nodes."""
    texts = [str(text) for each in (SH.select, SH.ask) for text in shapes.objects(None, each)]
    return any(mark in text for text in texts for mark in ("!", "?path", "* ", "? ", "*)"))


def _shown(given: Case) -> set[tuple[str, ...]]:
    results, failures = run(engine, given)
    found = {
        (str(each.focus), str(each.value), str(each.path), str(each.shape)) for each in results
    }
    return found | {(str(each.shape), each.reason) for each in failures}


def _random() -> Iterator[tuple[int, Case]]:
    seed = 0
    while seed < 150:
        given = random_case(seed)
        if any(given.shapes.objects(None, SH.select)) or any(given.shapes.objects(None, SH.ask)):
            yield seed, given
        seed += 1


def test_random_queries_have_the_same_results_every_way() -> None:
    differing = {}
    count = 0
    with quiet():
        for seed, given in _random():
            expected = _shown(given)
            ways = {"now": Case(given.data, _with_now(given.shapes))}
            if not _sees_everything(given.shapes):
                ways["literal"] = Case(_with_a_literal(given.data), given.shapes)
            count += len(ways)
            wrong = [name for name, each in ways.items() if _shown(each) != expected]
            if wrong:
                differing[seed] = wrong
    assert count > 40
    assert differing == {}
