"""Terms that rdflib lets pass and RDF does not have."""

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node, Variable

from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Terms
from grondslag.tokens import is_token, token_of
from grondslag.validation.columnar import ShapesReader, assess
from grondslag.validation.columnar.incremental import LoadedGraph

A, P = URIRef("https://example.org/a"), URIRef("https://example.org/p")


def _shapes() -> Graph:
    graph = Graph()
    shape = URIRef("https://example.org/s")
    for predicate, value in ((SH.targetNode, A), (SH.path, P), (SH.nodeKind, SH.Literal)):
        graph.add((shape, predicate, value))
    return graph


def test_a_text_in_no_language_is_no_language_string() -> None:
    with pytest.raises(TypeError, match="has no language"):
        token_of(Literal("x", datatype=RDF.langString))
    assert token_of(Literal("x", lang="en")) == '"x"@en'


def test_what_is_no_iri_by_its_characters_is_reported_all_the_same() -> None:
    odd = URIRef("http://ex/{x} y")
    data = Graph()
    data.add((A, P, odd))
    (result,) = assess(data, _shapes()).results
    assert result.value == odd
    assert f"<{odd}>" in result.identity()


@pytest.mark.parametrize(
    "term",
    [
        "junk",
        "",
        '"open',
        "<https://example.org/a",
        "_:",
        '"y"^^<http://www.w3.org/2001/XMLSchema#string>',
        '"y"@EN',
        '"y"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>',
        '"\\u0041"',
        Variable("x"),
        Literal("x", datatype=RDF.langString),
    ],
)
def test_a_change_takes_rdf_terms_only(term: Node | str) -> None:
    loaded = LoadedGraph(columns_of([], Terms()), ShapesReader(_shapes()).roots())
    triple = (token_of(A), token_of(P), term) if isinstance(term, str) else (A, P, term)
    with pytest.raises(ValueError, match="not "):
        loaded.change(added=[triple])
    assert len(loaded.columns.predicates()) == 0


@pytest.mark.parametrize(
    "node",
    [A, Literal("x"), Literal('x\n"\\\t'), Literal("x", lang="nl-BE"), Literal("1", datatype=P)],
)
def test_tokens_of_terms_are_tokens(node: Node) -> None:
    assert is_token(token_of(node))
