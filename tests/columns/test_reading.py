"""Reading gives what Oxigraph gives, term by term, in each of the six syntaxes."""

from functools import partial
from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest

from grondslag.columns import reading, reading_lines
from grondslag.columns.reading import Blanks, Rdf12Term, Rows, read_rows
from grondslag.columns.terms import Terms

N_TRIPLES, N_QUADS = ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS
TURTLE, TRIG = ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG
JSON_LD, RDF_XML = ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML

DOCUMENTS = {
    "usual lines": (
        N_TRIPLES,
        "<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n"
        '_:b <http://a.example/p> "x . \\"y\\" <z> _:q"@nl .\n'
        '<http://a.example/s> <http://a.example/p> "1"^^<http://www.w3.org/2001/XMLSchema#int> .\n'
        "_:c <http://a.example/p> _:b .\n",
    ),
    "unusual lines": (
        N_TRIPLES,
        '# comment\n\n<a:s>\t<a:p> <a:o>.\n  <a:s> <a:p>   "\\u00e9 \\\' tab\t"@NL-be . # more\n'
        '<a:s><a:p>"x"^^<http://www.w3.org/2001/XMLSchema#string>.\r\n\r\n_:b.c <a:p> _:1 .',
    ),
    "unusual spellings": (
        N_TRIPLES,
        '<a:s> <a:p> "\\u00e9"@NL .\n<a:s> <a:p> "\u00e9"@nl .\n<\\u0061:s> <a:p> "\t" .\n'
        '<a:s> <a:p> "x"^^<http://www.w3.org/2001/XMLSchema#string> .\n<a:s> <a:p> "x" .\n',
    ),
    "only a comment": (N_TRIPLES, "# nothing\n"),
    "nothing": (N_TRIPLES, ""),
    "lines with graphs": (
        N_QUADS,
        '<a:s> <a:p> "a <b:c>" <a:g> .\n<a:s> <a:p> "a <b:c>" .\n<a:s> <a:p> <a:o> _:g .\n'
        '_:g <a:p> "\\"" _:h .\n<a:s> <a:p> "x" <a:g> .\n<a:s> <a:p> _:x <a:g> .\n',
    ),
    "turtle": (
        TURTLE,
        "@base <http://a.example/> . @prefix : <#> . PREFIX p: <p/>\n"
        ':a p:b [ p:c 1, 2.0, 3e0, true ; p:d ( [] "x"@NL """y\n"z""" ) ] ; a p:caf\u00e9 .\n'
        "_:later p:b _:first . _:first p:b <> , <?q#f> . :a p:b p:with\\,comma, p:%41 .\n",
    ),
    "trig": (
        TRIG,
        "@prefix : <http://a.example/> . { :a :b _:x } :g { _:x :b _:y . } _:g { _:y :c _:g }\n"
        "GRAPH :h { :a :b 'x', \"y\" } :a :b :c .",
    ),
    "json-ld": (
        JSON_LD,
        '{"@context": {"@vocab": "http://a.example/", "d": {"@type": "@id"}}, "@graph": ['
        '{"@id": "http://a.example/1", "d": "http://a.example/2", "n": [1, 2.5, true, null]},'
        '{"b": {"@list": ["x", {"@value": "y", "@language": "NL"}]}, "c": {"d": "_:q"}},'
        '{"@id": "http://a.example/g", "@graph": [{"@id": "_:q", "n": "z"}]}]}',
    ),
    "rdf/xml": (
        RDF_XML,
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xml:base="http://b.x/"'
        ' xmlns:a="http://a.example/"><a:T rdf:about="x" a:p="&lt;&#233;">'
        '<a:q xml:lang="NL">y</a:q>'
        '<a:r rdf:parseType="Resource"><a:s rdf:resource="#z"/></a:r><a:t rdf:nodeID="n"/></a:T>'
        "</rdf:RDF>",
    ),
}


def plainly(data: bytes, syntax: ox.RdfFormat) -> list[tuple[str, ...]]:
    """What Oxigraph alone makes of it, blank nodes named in order of appearance."""
    names: dict[str, str] = {}

    def token(term: object) -> str:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term.value, f"_:f7n{len(names) + 1}")
        return "" if isinstance(term, ox.DefaultGraph) else str(term)

    return [tuple(map(token, quad)) for quad in ox.parse(data, format=syntax)]


def in_words(terms: Terms, rows: Rows) -> list[tuple[str, ...]]:
    columns = [rows.subject, rows.predicate, rows.object]
    columns += [] if rows.graph is None else [rows.graph]
    return [
        tuple("" if number < 0 else terms.token(number) for number in row)
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("in_file", [False, True])
def test_statements_are_those_of_oxigraph(name: str, in_file: bool, tmp_path: Path) -> None:
    syntax, text = DOCUMENTS[name]
    source: Path | bytes = text.encode()
    expected = plainly(text.encode(), syntax)
    if in_file:
        source = tmp_path / "document"
        source.write_bytes(text.encode())
    terms = Terms()
    rows = read_rows(terms, source, syntax, 7, graphs=True)
    assert in_words(terms, rows) == expected
    assert rows.count == len(expected)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_two_runs_give_the_same_numbers(name: str) -> None:
    syntax, text = DOCUMENTS[name]
    one, other = Terms(), Terms()
    first = read_rows(one, text.encode(), syntax, 7, graphs=True)
    second = read_rows(other, text.encode(), syntax, 7, graphs=True)
    assert one.tokens.to_list() == other.tokens.to_list()
    for column in ("subject", "predicate", "object", "graph"):
        assert np.array_equal(getattr(first, column), getattr(second, column))


def test_without_graphs_their_names_are_no_terms() -> None:
    terms = Terms()
    data = b"<a:s> <a:p> _:x <a:g> .\n<a:s> <a:p> _:y _:g .\n_:g <a:p> _:x .\n"
    rows = read_rows(terms, data, N_QUADS, 0)
    assert rows.graph is None
    assert [row[0] + row[2] for row in in_words(terms, rows)] == [
        "<a:s>_:f0n1",
        "<a:s>_:f0n2",
        "_:f0n3_:f0n1",
    ]
    assert "<a:g>" not in terms.tokens.to_list()


def test_blank_nodes_of_two_sources_are_different() -> None:
    terms = Terms()
    first = read_rows(terms, b"_:a <a:p> _:b .\n", N_TRIPLES, 0)
    second = read_rows(terms, b"_:f0n1 <a:p> _:a .\n", N_TRIPLES, 1)
    assert in_words(terms, first) == [("_:f0n1", "<a:p>", "_:f0n2")]
    assert in_words(terms, second) == [("_:f1n1", "<a:p>", "_:f1n2")]


def small_stretches(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(reading, "stretches", partial(reading_lines.stretches, size=size))
    monkeypatch.setattr(reading, "SMALL", 0)


@pytest.mark.parametrize("size", [1, 50, 200])
def test_stretches_make_no_difference(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, unusual = DOCUMENTS["usual lines"][1], DOCUMENTS["unusual lines"][1]
    data = (usual + unusual + "\n" + usual + "# end\n" + usual).encode()
    lines = [1, 2, 3, 4, 7, 8, 9, 11, *range(12, 16), *range(17, 21)]
    small_stretches(monkeypatch, size)
    terms = Terms()
    rows = read_rows(terms, data, N_TRIPLES, 7)
    assert in_words(terms, rows) == [row[:3] for row in plainly(data, N_TRIPLES)]
    assert rows.lines is not None
    assert rows.lines.tolist() == lines


@pytest.mark.parametrize("size", [1, 100, 1 << 20])
@pytest.mark.parametrize(
    "broken",
    [
        "<a:s> <a:p> <o> .",
        '<a:s> "p" <a:o> .',
        '"s" <a:p> <a:o> .',
        "_:s _:p <a:o> .",
        "<a:s> <a:p> <a:o>",
        '<a:s> <a:p> "x .',
        '<a:s> <a:p> "x"@abcdefghij .',
        "<a:s> <a:p> <a:b c> .",
        "<a:s> <a:p> <a:o> . <a:s> <a:p> <a:o> .",
        "<a:s> <a:p> <a:o> <a:g> .",
        "<a:s> <a:p>\n<a:o> .",
        "\ufeff<a:s> <a:p> <a:o> .",
    ],
)
def test_an_error_has_the_place_in_the_whole_document(
    broken: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"<a:s> <a:p> <a:o{number}> ." for number in range(40)]
    lines[30] = broken
    data = "\n".join(lines).encode()
    with pytest.raises(SyntaxError) as expected:
        list(ox.parse(data, format=N_TRIPLES))
    small_stretches(monkeypatch, size)
    with pytest.raises(SyntaxError) as caught:
        read_rows(Terms(), data, N_TRIPLES, 0, "register.nt")
    for part in ("msg", "lineno", "offset", "end_lineno", "end_offset"):
        assert getattr(caught.value, part) == getattr(expected.value, part)
    assert caught.value.filename == "register.nt"


def test_of_two_errors_the_first_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    small_stretches(monkeypatch, 1)
    data = b"<a:s> <a:p> <a:o> .\n<a:s> <a:p> .\n<a:s> .\n"
    with pytest.raises(SyntaxError) as caught:
        read_rows(Terms(), data, N_TRIPLES, 0)
    assert caught.value.lineno == 2


@pytest.mark.parametrize(
    ("syntax", "text"),
    [
        (N_TRIPLES, "<a:s> <a:p> <<( <a:s> <a:p> <a:o> )>> .\n"),
        (N_QUADS, "<a:s> <a:p> <<( <a:s> <a:p> <a:o> )>> <a:g> .\n"),
        (TURTLE, "<< <a:s> <a:p> <a:o> >> <a:p> <a:o> ."),
        (N_TRIPLES, '<a:s> <a:p> "x"@ar--rtl .\n'),
        (TURTLE, '<a:s> <a:p> "x"@ar--rtl .'),
    ],
)
def test_what_rdf_1_1_does_not_have_is_refused(syntax: ox.RdfFormat, text: str) -> None:
    with pytest.raises(Rdf12Term):
        read_rows(Terms(), text.encode(), syntax, 0)


def test_text_that_only_looks_like_rdf_1_2_is_read() -> None:
    terms = Terms()
    rows = read_rows(terms, b'<a:s> <a:p> "<<( \\"@ar--rtl" .\n', N_TRIPLES, 0)
    assert in_words(terms, rows) == [("<a:s>", "<a:p>", '"<<( \\"@ar--rtl"')]


@pytest.mark.parametrize("syntax", [N_TRIPLES, TURTLE])
def test_a_token_that_is_too_long_for_oxigraph_is_refused_as_it_does(
    syntax: ox.RdfFormat,
) -> None:
    data = b'<a:s> <a:p> "' + b"x" * (17 << 20) + b'" .\n'
    with pytest.raises(MemoryError):
        read_rows(Terms(), data, syntax, 0)


@pytest.mark.parametrize("syntax", [N_TRIPLES, TURTLE, TRIG, JSON_LD])
def test_a_byte_order_mark_is_passed_over(syntax: ox.RdfFormat) -> None:
    text = b"[]" if syntax == JSON_LD else b"<a:s> <a:p> <a:o> .\n"
    rows = read_rows(Terms(), b"\xef\xbb\xbf" + text, syntax, 0)
    assert rows.count == (0 if syntax == JSON_LD else 1)


def test_a_remote_context_is_an_error() -> None:
    data = b'{"@context": "http://a.example/context", "@id": "http://a.example/1"}'
    with pytest.raises(SyntaxError, match="LoadDocumentCallback"):
        read_rows(Terms(), data, JSON_LD, 0)


def test_lines_are_not_known_in_other_syntaxes() -> None:
    assert read_rows(Terms(), b"<a:s> <a:p> <a:o> .", TURTLE, 0).lines is None


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_rows(Terms(), tmp_path / "none.nt", N_TRIPLES, 0)


def test_blank_nodes_in_common_are_so_in_large_turtle_too() -> None:
    # As long as what is read in bulk; an anonymous node stays that of its own piece.
    filling = "".join(f"<urn:x:{each}> <urn:x:p> {each} .\n" for each in range(20_000))
    assert len(filling) > reading.BULK
    terms, blanks = Terms(), Blanks(0)
    rows = [
        read_rows(terms, data.encode(), ox.RdfFormat.TURTLE, number, blanks=blanks)
        for number, data in enumerate(
            (
                f'{filling}_:x <urn:x:p> "one" .\n',
                f"{filling}_:y <urn:x:p> _:x .\n[ ] <urn:x:p> _:y .",
            )
        )
    ]
    one, two = ([terms.token(each) for each in read.subject[20_000:].tolist()] for read in rows)
    assert one[0] == terms.token(int(rows[1].object[20_000]))
    assert len({*one, *two}) == 3
