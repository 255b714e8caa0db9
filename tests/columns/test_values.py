"""Values of literals: compared as SPARQL does, with Oxigraph as second opinion."""

from itertools import product

import numpy as np
import pytest

from grondslag.columns import oxigraph
from grondslag.columns.terms import Terms
from grondslag.columns.values import EQUAL, ERROR, GREATER, LESS, UNORDERED, compare
from grondslag.columns.xsd import is_well_formed, well_formed
from grondslag.lexical import XSD, literal_token

#: Datatype, lexical forms that are allowed, and forms that are not (XML Schema 1.1, part 2).
FORMS = {
    "boolean": (["true", "false", "1", "0"], ["TRUE", "yes", "", "01"]),
    "integer": (["0", "-1", "+7", "007", "9" * 30], ["1.0", "", "1e3", "٣", " 1", "1\n"]),
    "decimal": (["1", "1.", ".5", "-0.50", "+1.5"], ["1e3", ".", "", "1,5", "INF"]),
    "double": (["1", "1e3", "-1.5E-2", "INF", "-INF", "+INF", "NaN"], ["inf", "1e", "nan", ""]),
    "float": (["1", ".5e1", "NaN"], ["1e", "Infinity"]),
    "date": (
        ["2024-02-29", "2024-01-01Z", "2024-01-01+14:00", "-0044-03-15", "12024-01-01"]
        + [f"1{'0' * 5000}4-02-29"],
        ["2023-02-29", "2024-13-01", "2024-1-1", "2024-01-01+14:01", "2024-01-32", "24-01-01"],
    ),
    "dateTime": (
        ["2024-01-01T00:00:00", "2024-01-01T23:59:59.123Z", "2024-01-01T24:00:00"],
        ["2024-01-01", "2024-01-01T25:00:00", "2024-02-30T00:00:00", "2024-01-01T24:00:01"],
    ),
    "dateTimeStamp": (["2024-01-01T00:00:00Z"], ["2024-01-01T00:00:00"]),
    "time": (["00:00:00", "24:00:00", "12:30:00.5-05:00"], ["12:60:00", "12:30", "24:30:00"]),
    "gYear": (["2024", "-0001", "2024Z"], ["24", "02024", "2024-01"]),
    "gYearMonth": (["2024-12"], ["2024-13", "2024"]),
    "gMonth": (["--12"], ["12", "--13"]),
    "gMonthDay": (["--02-29", "--12-31"], ["--02-30", "--04-31", "02-01"]),
    "gDay": (["---31"], ["---32", "31"]),
    "duration": (
        ["P1Y", "-P1Y2M3DT4H5M6.7S", "PT0S", "P3D"],
        ["P", "PT", "P1YT", "1Y", "P1S", "P-1Y"],
    ),
    "yearMonthDuration": (["P1Y2M", "P5M"], ["P1D", "P"]),
    "dayTimeDuration": (["P1DT1H", "PT5M"], ["P1Y", "P1DT", "PT"]),
    "hexBinary": (["", "0aFF"], ["0", "0g"]),
    "base64Binary": (["", "aQ==", "abcd", "YWI="], ["a", "ab==c", "aR=="]),
    "byte": (["127", "-128"], ["128", "-129", "x"]),
    "unsignedByte": (["0", "255"], ["256", "-1"]),
    "int": (["2147483647"], ["2147483648"]),
    "long": (["-9223372036854775808"], ["9223372036854775808", "9" * 5000]),
    "nonNegativeInteger": (["0", "5", "9" * 5000], ["-1"]),
    "positiveInteger": (["1"], ["0"]),
    "negativeInteger": (["-1"], ["0"]),
    "nonPositiveInteger": (["0"], ["1"]),
    "anyURI": (["http://e/", "not an address at all"], []),
}
CASES = [
    (name, form, allowed)
    for name, (good, bad) in FORMS.items()
    for forms, allowed in ((good, True), (bad, False))
    for form in forms
]


@pytest.mark.parametrize(("name", "form", "allowed"), CASES)
def test_one_lexical_form(name: str, form: str, allowed: bool) -> None:
    assert is_well_formed(form, f"{XSD}{name}") is allowed


def test_whole_columns_of_lexical_forms() -> None:
    terms = Terms()
    ids = terms.numbers(literal_token(form, f"{XSD}{name}") for name, form, _ in CASES)
    expected = [allowed for *_, allowed in CASES]
    assert well_formed(terms, ids).tolist() == expected
    # Every datatype alone, many times over, takes the road in bulk.
    for name in FORMS:
        mine = np.flatnonzero([name == each for each, *_ in CASES])
        many = np.tile(ids[mine], 10)
        assert well_formed(terms, many).tolist() == [expected[each] for each in mine] * 10


def test_iris_and_blank_nodes_are_no_literals() -> None:
    terms = Terms()
    assert not well_formed(terms, terms.numbers(["<http://e/a>", "_:b"])).any()


def typed(name: str, *forms: str) -> list[str]:
    return [literal_token(form, f"{XSD}{name}") for form in forms]


VALUES = [
    *typed("integer", "1", "01", "2", "-0", "1234567890123456788", "1234567890123456789"),
    *typed("decimal", "1.0", "1.5", "0.1", "0.1000000000000001"),
    *typed("double", "1", "1e400", "INF", "-INF", "0.1", "-0"),
    *typed("float", "0.1", "1"),
    *typed("byte", "2"),
    *typed("date", "2024-01-01", "2024-01-02", "2024-01-01Z", "2024-01-01+05:00", "0001-01-01"),
    *typed("dateTime", "2024-01-01T00:00:00", "2024-01-01T00:00:00Z", "2024-01-01T01:00:00+01:00"),
    *typed("dateTime", "2024-01-01T24:00:00", "2024-01-02T00:00:00.000001", "2024-01-01T12:00:00"),
    *typed("time", "12:00:00", "13:00:00"),
    *typed("gYear", "2023", "2024"),
    *typed("duration", "P1Y", "P12M", "P1D"),
    *typed("dayTimeDuration", "PT24H", "P1D"),
    '"a"',
    '"b"',
    '"é"',
    '"😀"',
    '""',
]


def test_every_pair_compares_as_oxigraph_compares_it() -> None:
    terms = Terms()
    rows = list(product(VALUES, VALUES))
    left = terms.numbers(one for one, _ in rows)
    right = terms.numbers(two for _, two in rows)
    outcomes = compare(terms, left, right).tolist()
    answers = oxigraph.apply(["?a0 < ?a1", "?a0 = ?a1", "?a0 > ?a1"], rows)
    for row, outcome, (less, equal, greater) in zip(rows, outcomes, answers, strict=True):
        yes = [each is not None and "true" in each for each in (less, equal, greater)]
        if less is None:
            assert outcome == ERROR, row
        else:
            assert outcome == (LESS if yes[0] else EQUAL if yes[1] else GREATER if yes[2] else 3), (
                row
            )


@pytest.mark.parametrize(
    ("one", "two", "outcome"),
    [
        # Here Oxigraph gives an error, and the specification a value.
        (*typed("double", "NaN", "1"), UNORDERED),
        (*typed("float", "NaN"), *typed("integer", "1"), UNORDERED),
        (*typed("double", "1"), *typed("float", "NaN"), UNORDERED),
        # So far away that a double does not have every microsecond.
        (*typed("dateTime", "2300-06-01T00:00:00.000001Z", "2300-06-01T00:00:00Z"), GREATER),
        (*typed("dateTime", "9999-12-31T23:59:59.000010", "9999-12-31T23:59:59.000011"), LESS),
        (*typed("dateTime", "0001-01-01T00:00:00.000002Z", "0001-01-01T00:00:00.000001Z"), GREATER),
        (*typed("boolean", "false", "true"), LESS),
        (*typed("boolean", "1", "true"), EQUAL),
        (*typed("integer", "12345678901234567890", "12345678901234567891"), LESS),
        (*typed("decimal", "0.10000000000000000000001", "0.1"), GREATER),
        # Not well-formed, so no value at all (SPARQL 1.1, section 17.2).
        (*typed("date", "2024-02-30", "2024-03-01"), ERROR),
        (*typed("byte", "300", "1"), ERROR),
        ('"a"@nl', '"b"@nl', ERROR),
        ('"1"', typed("integer", "1")[0], ERROR),
        ("_:a", "_:a", ERROR),
        ("<http://e/a>", "<http://e/a>", ERROR),
        (*typed("anyURI", "http://e/a", "http://e/b"), ERROR),
    ],
)
def test_pairs_decided_by_the_specification(one: str, two: str, outcome: int) -> None:
    terms = Terms()
    left, right = terms.numbers([one]), terms.numbers([two])
    assert compare(terms, left, right).tolist() == [outcome]


def test_an_unbound_side_is_not_comparable() -> None:
    terms = Terms()
    left = terms.numbers(typed("integer", "1"))
    assert compare(terms, left, np.array([-1], np.int32)).tolist() == [ERROR]
