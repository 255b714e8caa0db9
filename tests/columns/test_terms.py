"""Terms as tokens and numbers: Oxigraph's own writing is the measure."""

import numpy as np
import polars as pl
import pyoxigraph as ox
import pytest
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.namespace import XSD

from grondslag.columns.terms import BLANK, IRI, LITERAL, Terms
from grondslag.lexical import literal_token, split_literal
from grondslag.tokens import node_of, token_of

AWKWARD = [
    "",
    "plain",
    'quote " and back\\slash',
    "line\nbreak\rreturn\ttab\b\f",
    "\x00\x01\x1f\x7f",
    "é ü 😀 \u2028 \ufffe \uffff",
    '"^^<http://e/fake>',
    '"@nl',
    "\\u0041",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_tokens_are_written_as_oxigraph_writes_them(text: str) -> None:
    number = f"{XSD}integer"
    assert literal_token(text) == str(ox.Literal(text))
    assert literal_token(text, language="nl-BE") == str(ox.Literal(text, language="nl-BE"))
    assert literal_token(text, number) == str(ox.Literal(text, datatype=ox.NamedNode(number)))


@pytest.mark.parametrize("text", AWKWARD)
def test_a_literal_survives_the_way_there_and_back(text: str) -> None:
    for literal in (
        Literal(text),
        Literal(text, lang="nl"),
        Literal(text, datatype=URIRef("http://e/type")),
        Literal(text, datatype=XSD.integer, normalize=False),
    ):
        assert node_of(token_of(literal)) == literal
        assert split_literal(token_of(literal))[0] == text


def test_a_string_is_the_same_with_and_without_its_datatype() -> None:
    assert token_of(Literal("x", datatype=XSD.string)) == token_of(Literal("x"))


def test_a_variable_is_no_term() -> None:
    with pytest.raises(TypeError):
        token_of(Variable("x"))


def test_numbers_are_given_in_order_of_appearance_and_kept() -> None:
    terms = Terms()
    first = terms.numbers(["<http://e/b>", "<http://e/a>", "<http://e/b>"])
    assert first[0] == first[2] and first[1] == first[0] + 1
    later = terms.encode(pl.Series(["_:n", "<http://e/a>", '"x"@nl']))
    assert later[1] == first[1]
    assert terms.take(later).to_list() == ["_:n", "<http://e/a>", '"x"@nl']
    assert [terms.token(int(each)) for each in first] == [
        "<http://e/b>",
        "<http://e/a>",
        "<http://e/b>",
    ]
    assert len(terms) == later.max() + 1


def test_what_is_derived_keeps_up_with_new_terms() -> None:
    terms = Terms()
    terms.numbers(["<http://e/a>"])
    assert terms.kind[-1] == IRI
    ids = terms.numbers(["_:b", '"a\\nb"', '"x"@nl-be', '"1"^^<http://e/t>', '"2"^^<http://e/t>'])
    assert terms.kind[ids].tolist() == [BLANK, LITERAL, LITERAL, LITERAL, LITERAL]
    assert [terms.datatypes[code] for code in terms.datatype[ids]] == [
        "",
        str(XSD.string),
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        "http://e/t",
        "http://e/t",
    ]
    assert terms.text(ids).to_list() == ["b", "a\nb", "x", "1", "2"]
    assert [terms.languages[code] for code in terms.language_code[ids]] == ["", "", "nl-be", "", ""]
    assert terms.nodes(ids)[0] == BNode("b")


def test_many_small_additions_and_one_large_one_give_the_same_tokens() -> None:
    tokens = [f"<http://e/{number}>" for number in range(500)]
    slowly, at_once = Terms(), Terms()
    for each in tokens:
        slowly.number(each)
    at_once.numbers(tokens)
    assert slowly.tokens.to_list() == at_once.tokens.to_list()


def test_texts_of_few_and_of_many_terms_are_the_same() -> None:
    terms = Terms()
    tokens = [literal_token(text) for text in AWKWARD]
    tokens += [literal_token(text, language="fy") for text in AWKWARD]
    tokens += [literal_token(text, "http://e/type") for text in AWKWARD]
    few = [terms.text(terms.numbers([token]))[0] for token in tokens]
    many = terms.text(np.tile(terms.numbers(tokens), 20)).to_list()
    assert few == AWKWARD * 3
    assert many == few * 20


def test_many_datatypes_and_languages_are_told_apart() -> None:
    """More than are looked for one after another, and more than fit in 16 bits."""
    count = 70_000
    typed = [f'"{number} \\"^^<no>"^^<http://e/{number}>' for number in range(count)]
    tagged = [f'"a \\"@no"@nl-{number:x}' for number in range(count)]
    terms = Terms()
    ids = terms.numbers([each for pair in zip(typed, tagged, strict=True) for each in pair])
    datatypes = [terms.datatypes[code] for code in terms.datatype[ids[::2]]]
    assert datatypes == [f"http://e/{number}" for number in range(count)]
    languages = [terms.languages[code] for code in terms.language_code[ids[1::2]]]
    assert languages == [f"nl-{number:x}" for number in range(count)]
    assert set(terms.text(ids[1:100:2])) == set(terms.text(ids[1::2])) == {'a "@no'}
    assert terms.text(ids[:6:2]).to_list() == ['0 "^^<no>', '1 "^^<no>', '2 "^^<no>']


def test_notes_grow_with_the_terms() -> None:
    terms = Terms()
    first = terms.numbers(["<http://e/a>", "<http://e/b>"])
    terms.notes("seen", np.int8(-1))[first] = [7, 8]
    later = terms.numbers(f"<http://e/{number}>" for number in range(1000))
    notes = terms.notes("seen", np.int8(-1))
    assert notes[first].tolist() == [7, 8] and set(notes[later].tolist()) == {-1}
    assert notes.dtype == np.int8


def test_very_many_datatypes_are_not_taken_for_languages() -> None:
    terms = Terms()
    tokens = [f'"{number}"^^<urn:x:{number}>' for number in range(70_000)]
    ids = terms.numbers([*tokens, '"in een taal"@nl'])
    some = np.concatenate([ids[-30:], ids[:30]])
    assert terms.text(some).to_list() == [
        *(str(number) for number in range(69_971, 70_000)),
        "in een taal",
        *(str(number) for number in range(30)),
    ]
