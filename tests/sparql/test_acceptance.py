"""The parser takes the queries that Oxigraph takes, and refuses those that it refuses."""

import pytest

from grondslag.sparql.algebra import Select
from grondslag.sparql.errors import SparqlSyntaxError
from grondslag.sparql.parser import parse_query
from grondslag.sparql.scope import variables
from sparql.corpus import oxigraph_accepts, prefixes, question_files, rule_queries
from sparql.texts import ACCEPTED, ACCEPTED_HERE, PROLOGUE, REFUSED, REFUSED_HERE


def accepts(text: str) -> bool:
    try:
        parse_query(text, prefixes())
    except SparqlSyntaxError:
        return False
    return True


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_query_is_accepted(text: str) -> None:
    assert oxigraph_accepts(PROLOGUE + text)
    assert accepts(PROLOGUE + text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_query_is_refused(text: str) -> None:
    assert not oxigraph_accepts(PROLOGUE + text)
    assert not accepts(PROLOGUE + text)


@pytest.mark.parametrize("text", ACCEPTED_HERE)
def test_the_grammar_goes_before_oxigraph(text: str) -> None:
    assert not oxigraph_accepts(PROLOGUE + text)
    assert accepts(PROLOGUE + text)


@pytest.mark.parametrize("text", REFUSED_HERE)
def test_what_is_not_sparql_1_1_or_another_form_is_refused(text: str) -> None:
    assert oxigraph_accepts(PROLOGUE + text)
    assert not accepts(PROLOGUE + text)


def test_every_rule_query_is_read_and_returns_this() -> None:
    queries = rule_queries()
    assert len(queries) > 100
    for text in queries:
        assert oxigraph_accepts(text)
        query = parse_query(text, prefixes())
        assert isinstance(query, Select)
        assert "this" in {variable.name for variable in query.variables}, text


def test_every_question_is_read_with_its_header() -> None:
    files = question_files()
    assert len(files) > 30
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert text.startswith("#+")
        query = parse_query(text)
        assert isinstance(query, Select), file
        assert {one.name for one in query.variables} == variables(query.algebra)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_half_a_rule_query_is_refused(cut: float) -> None:
    for text in rule_queries():
        part = text[: int(len(text) * cut)]
        assert accepts(part) == oxigraph_accepts(part), part
