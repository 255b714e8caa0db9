"""The product's own road (read, close, ask) gives the stored answers, which were found by hand."""

import csv
from functools import cache
from pathlib import Path

import pytest

from grondslag.catalogue import queries, query
from grondslag.errors import QueryError
from grondslag.usecases import Workspace, open_files

EXPECTED = Path(__file__).resolve().parents[1] / "queries" / "expected"


@cache
def workspace(name: str) -> Workspace:
    return open_files([name])


@pytest.mark.parametrize("file", sorted(EXPECTED.glob("*.csv")), ids=lambda file: file.stem)
def test_stored_answer(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        heading, *expected = csv.reader(lines)
    answer = workspace("motion21").ask(query(file.stem))
    assert [column.name for column in answer.columns] == heading
    found = [["" if term is None else str(term) for term in row] for row in answer.rows]
    assert found == expected


def test_every_question_is_answered_on_its_data() -> None:
    for question in queries():
        answer = workspace(question.header.dataset).ask(question)
        assert [c.name for c in answer.columns] == [c.name for c in question.header.columns]


def test_a_parameter_narrows_the_answer() -> None:
    parameterised = [each for each in queries() if each.header.parameters]
    assert parameterised
    for question in parameterised:
        parameter = question.header.parameters[0]
        if parameter.type == "iri":
            nowhere = {parameter.name: "https://example.org/nowhere"}
            narrowed = workspace(question.header.dataset).ask(question, nowhere)
            assert not narrowed.rows, question.code


def test_wrong_parameters_are_refused() -> None:
    question = next(q for q in queries() if any(p.type == "iri" for p in q.header.parameters))
    name = question.header.parameters[0].name
    with pytest.raises(QueryError):
        workspace("motion21").ask(question, {name: "not an iri"})
    with pytest.raises(QueryError):
        workspace("motion21").ask(question, {"nonsense": "1"})
