"""Conditions of a query in plain words."""

import pytest
from explaining import one
from rdflib import Literal, URIRef
from rdflib.term import Node

from grondslag.sparql.algebra import Expression, Filter, Select
from grondslag.sparql.nodes import walk
from grondslag.sparql.parser import parse_query
from grondslag.validation.columnar.explain.readings import in_words

DAY = Literal("2026-01-02", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date"))
KNOWN: dict[str, Node] = {"a": URIRef("http://e/a"), "n": Literal(3), "day": DAY}


def condition(text: str) -> Expression:
    query = parse_query(f"SELECT * WHERE {{ ?s ?p ?o FILTER({text}) }}")
    assert isinstance(query, Select)
    (found,) = (each for each in walk(query) if isinstance(each, Filter))
    return found.condition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a != <http://e/b>", "<http://e/a> is iets anders dan <http://e/b>"),
        ("?n < 4", "3 is kleiner dan 4"),
        ("?day < ?other", "2026-01-02 is eerder dan ?other"),
        ("?n IN (1, 2)", "3 is een van 1, 2"),
        ("?a NOT IN (?b)", "<http://e/a> is geen van ?b"),
        ("BOUND(?a)", "?a is ingevuld (<http://e/a>)"),
        ("!BOUND(?b)", "?b is niet ingevuld"),
        ("!BOUND(?a) || BOUND(?n)", "?n is ingevuld (3)"),
        ("!BOUND(?b) || BOUND(?n)", "?b is niet ingevuld of ?n is ingevuld (3)"),
        ("BOUND(?a) && (?n = 3)", "?a is ingevuld (<http://e/a>) en 3 is 3"),
        ("BOUND(?a) && (?n = 3 || ?n = 4)", None),
        ('BOUND(?a) && REGEX(?n, "x")', None),
        ("?n + 1 > 3", None),
        ("!(?n = 3)", None),
    ],
)
def test_words_with_the_values_put_in(text: str, expected: str | None) -> None:
    found = in_words(condition(text), KNOWN, holds=True)
    assert found is None or all(each.endswith(f"  ({text})") for each in found.values())
    assert (found and found["nl"].partition("  ")[0]) == expected


def test_what_did_not_hold_keeps_all_its_parts() -> None:
    found = in_words(condition("!BOUND(?a) || BOUND(?n)"), KNOWN)
    assert found is not None
    raw = "(!BOUND(?a) || BOUND(?n))"
    assert found["en"] == f"?a is not filled in or ?n is filled in (3)  {raw}"


def test_an_explanation_has_the_words_beside_the_condition() -> None:
    where = "$this e:p ?value . OPTIONAL { ?value e:q ?x } FILTER(!BOUND(?x) && STRLEN(?value) > 0)"
    shapes = (
        "e:S a sh:NodeShape ; sh:targetNode e:a ; sh:sparql [ sh:prefixes e:prefixes ; "
        f'sh:select "SELECT $this ?value WHERE {{ {where} }}" ] .'
    )
    _, reason = one(shapes, 'e:a e:p "b" .\n')
    assert reason.conditions == ("!BOUND(?x)", 'STRLEN("b") > 0')
    assert [each and each["nl"] for each in reason.readings] == [
        "?x is niet ingevuld  (!BOUND(?x))",
        None,
    ]
