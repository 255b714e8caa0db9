"""Turtle and TriG in bulk give the statements of Oxigraph, in its order, with the same names."""

import re

import pyoxigraph as ox
import pytest

from columns.turtle_road import (
    TRIG,
    TURTLE,
    in_bulk,
    in_words,
    outcome,
    outcome_plainly,
    plainly,
    stretches_of,
    without_oxigraph,
)
from grondslag.columns import reading, reading_parallel, reading_turtle
from grondslag.columns.reading import read_rows
from grondslag.columns.terms import Terms

HEAD = """# A register
@prefix : <http://a.example/> .
@prefix p: <http://p.example/q#> .
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

"""

# Every production of the grammar of Turtle that the road in bulk reads by itself.
USUAL = {
    "one statement": ":s :p :o .",
    "lists of predicates and objects": ":s :p :a, :b ,:c;:q :d ; a p:T, p:U .\n:t :p :o.",
    "semicolons without a verb": ":s :p :o ; ; ;; .\n:s :p :o ;.\n:s :p [ :q :o ;; ] .",
    "IRIs": "<http://x.example/a#b'c> <urn:x:y> <http://x.example:80/?q=1,2;3(4)#.> .",
    "names": "p: : p:a1-b_c, p:-\\-, p:a.b.c , :1, :_, p:a:b, :a\\,b\\/c\\#d\\'e\\~\\.".replace(
        "p:-\\-, ", ""
    )
    + " .",
    "nodes with labels": "_:a :p _:b1, _:a-b, _:1 .\n_:b1 :p _:a.",
    "numbers": ":s :p 1, -2, +03, 1.5, -.5, 1e3, 1.5E-3, .5e+1, 1 .\n:s :p 7.\n:s :p 7.5.\n",
    "booleans": ":s :p true, false .",
    "texts": ':s :p "", "a", "a b . c; d, [e] (f) {g} # h \' <i> @j", "\\"\\\\" .',
    "escapes in texts": ':s :p "\\t\\n\\r\\b\\f", "\\\\" .',
    "texts with more": ':s :p "a"@nl, "b"@nl-be, "1"^^xsd:int, "2"^^<http://d.example/t> .',
    "texts of more lines": ':s :p """a\nb""", """\r\n\t.\n:x :y :z .\n""" .',
    "signs in texts of more lines": ':s :p """\\"""", """# [ < \'"""@en, """\u00e9""" .',
    "anonymous nodes": ":s :p [], [ ], [\n] . [] :p :o . [ :p :o ] . [ :p :o ] :q :r .",
    "nested nodes": ':s :p [ :q "a", [ :r 1 ; :r "b" ] , "c"@nl ; :t [ a [] ] ] , :u ; :v "w" .',
    "lists": ':s :p ( 1 "a" "b"@nl [ :q :r ] ( :x ) () ( ( "c" ) "d" ) ), () ; :q ( [] ) .',
    "lists as subjects": '( :a "b" ) :p :o . () :p () . ( ( ) ( [ :q "x" ] ) ) :p ( "y" ), "z" .',
    "comments": '# one "\n:s :p :o . # two \' < \n#three\n :t :p "# no" ; # four [\n :q 5 . \t#',
    "carriage returns": ":s :p :o ;\r\n  :q 1 .\r\n# c\r\n\r\n:t a :T .\r\n",
    "no space at all": ':s:p"a".'.replace(":s:p", ":s :p ") + "\n[:p[:q(1 2)];:r(:a)].",
    "deep": ":s :p " + "[ :p ( " * 20 + ":o" + " ) ]" * 20 + " .",
}
GRAPHS = {
    "graphs": ":g { :s :p :o . :s :p 1 }\nGRAPH :h { :s :p :o . }\ngraph _:b {_:b :p _:c .}",
    "the default graph": "{ :s :p :o } :s :p _:a . { } {:s :p _:b, [ :q 'x' ] .}".replace("'", '"'),
    "graphs without statements": ":g { } GRAPH :h {} :s :p :o . :g {:s :p :o}",
    "graphs without names": "[] { :s :p _:x . [] :p [] } GRAPH [ ] { _:x :p :o } [] :p :o .",
    "groups in graphs": ':g { [ :p "a" ] . ( 1 ) :p "b" . [ :q ( "c" ) ] } :h { () :p ( "d" ) } .'[
        :-1
    ],
    "anonymous only": ":g { [ :p :o ] } { [ :p [] ] . } :h { :s :p [ :q :r ] }",
}
# What is read stretch by stretch, but with a look at Oxigraph for a token.
ASKED = {
    "letters": ":caf\u00e9 p:\u4e2d <http://x.example/\u00e9> .",
    "escapes": '<http://x.example/\\u0061> :p "\\u00e9", "\\U0001F600", "\\\'" .',
    "percent": ":%41 p:a%2Fb <http://x.example/%41> .",
    "language": ':s :p "a"@NL, "b"@nl-Latn-nl-1996 .',
    "labels": "_:a.b :p _:\u00e9, _:a.b .",
    "datatypes": ':s :p "a"^^xsd:string, """b"""^^xsd:string, "c\t" .',
    "marks in texts": ':s :p """a "b" c""", """ "" """ .',
    "number": ":s :p 1.e3 .",
}


def whole(text: str) -> bytes:
    return (HEAD + text + "\n").encode()


CASES = [
    *((TURTLE, text) for text in USUAL.values()),
    *((TRIG, text) for text in {**USUAL, **GRAPHS}.values()),
]


@pytest.mark.parametrize(("syntax", "text"), CASES)
@pytest.mark.parametrize("size", [1 << 20, 1, 40])
def test_what_is_usual_is_read_without_oxigraph(syntax: ox.RdfFormat, text: str, size: int) -> None:
    data = whole(text)
    expected = plainly(data, syntax)
    if size <= 40 and '"""' in text:
        pytest.skip("a cut may be guessed in a text of more lines, and is found out")
    with stretches_of(size), without_oxigraph():
        assert in_bulk(data, syntax) == expected


@pytest.mark.parametrize("syntax", [TURTLE, TRIG])
@pytest.mark.parametrize("text", ASKED.values())
def test_tokens_that_are_not_known_are_shown_to_oxigraph(syntax: ox.RdfFormat, text: str) -> None:
    data = whole(text)
    expected = plainly(data, syntax)
    with stretches_of(1 << 20):
        assert in_bulk(data, syntax) == expected
        with pytest.raises(AssertionError, match="in bulk"), without_oxigraph():
            in_bulk(data, syntax)


# What another mode, another grammar or another place of a token makes of a stretch.
UNUSUAL = {
    "apostrophes": ":s :p 'a', '''b\n\"c''', 'd\"' .",
    "empty long text": ':s :p """""" .',
    "space before a language": ':s :p "a" @en, "b" ^^ xsd:int .',
    "no space between terms": ':s:p:o. <x:s><x:p><x:o>. :s:p"a"@nl;:q"b","c" .',
    "comment close behind": ":s :p :o .# comment\n:s :p :o ;# comment\n :q 1 .",
    "text that looks like a comment": ':s :p """\n# "x\n""" .',
    "a prefix changes": ":s :p p:a .\n@prefix p: <http://other.example/> .\n:s :p p:a .",
    "the base changes": ":s :p :o .\nBASE <http://other.example/>\n<s> :p :o .",
    "a prefix comes late": ":s :p :o .\nPREFIX q: <http://other.example/>\nq:s :p :o .",
    "a prefix is set again": ":s :p :o .\n@prefix p: <http://p.example/q#> .\n:s :p p:o .",
    "a directive without a space": ":s :p 1.@base<http://other.example/> .\n:s :p <x> .",
    "nested very deep": ":s :p " + "[ :p " * 70 + ":o" + " ]" * 70 + " .",
    "an escape at the end": ":s :p :\\~a.",
    "RDF 1.2": ":s :p :o ~ :r .\n:s :p :o {| :q :z |} .\n<< :s :p :o >> :q :z .",
    "base direction": ':s :p "x"@ar--rtl .',
}
WRONG = {
    "no verb": ":s :o .",
    "no object": ":s :p .\n:s :p :o, .\n",
    "four terms": ":s :p :o :x .",
    "no dot at the end": ":s :p :o",
    "no dot between": ":s :p :o\n:s :p :o .",
    "two dots": ":s :p :o ..",
    "dot at the beginning": ". :s :p :o .",
    "comma behind a semicolon": ":s :p :o ; , :o .",
    "semicolon at the beginning": ":s ; :p :o .",
    "text as a subject": '"a" :p :o .',
    "text as a predicate": ':s "a" :o .',
    "number as a subject": "1 :p :o .",
    "node as a predicate": ":s _:p :o .",
    "anonymous predicate": ":s [] :o .",
    "list as a predicate": ":s ( :p ) :o .",
    "a as a subject": "a :p :o .",
    "a as an object": ":s :p a .",
    "keyword as a term": ":s :p graph .",
    "boolean as a predicate": ":s true :o .",
    "anonymous node alone": "[] .",
    "list alone": "( 1 ) .",
    "empty list alone": "() .",
    "node alone": "_:a .",
    "semicolon in brackets": ":s :p [ ; :q :o ] .",
    "comma in parentheses": ":s :p ( 1, 2 ) .",
    "brackets of two kinds": ":s :p [ :q :o ) .\n:s :p ( 1 ] .",
    "brackets open": ":s :p [ :q :o .",
    "brackets closed": ":s :p :o ] .",
    "dot in brackets": ":s :p [ :q :o . ] .",
    "statement in brackets": ":s :p [ :q :o . :s :p :o ; :q :o ] .",
    "statements in brackets": ":s :p [ :q :o ; :q :o . :s :p :o ; :q :o ] .",
    "the end of a graph in brackets": ":g { :s :p [ :q :o ; :q :o } :s :p :o ; :q :o ] .",
    "prefix unknown": ":s :p z:o .",
    "name with a sign": ":s :p p:a`b .",
    "name with a wrong escape": ':s :p p:a\\b, p:\\" .',
    "name with a wrong percent": ":s :p p:%4 .",
    "name that begins with a hyphen": ":s :p p:-a .",
    "IRI with a space": ":s :p <http://x.example/a b> .",
    "IRI with a quotation mark": ':s :p <http://x.example/a"b> , "c" .',
    "IRI without a scheme": ":s :p <a> .",
    "IRI open": ":s :p <http://x.example/a .\n:s :p :o .",
    "angle bracket alone": ":s :p > .",
    "text open": ':s :p "a .\n:s :p :o .',
    "text of two lines": ':s :p "a\nb" .',
    "text with a wrong escape": ':s :p "a\\qb" .',
    "text with a wrong end of line": ':s :p """a\\\nb""" .',
    "text with a wrong tab": ':s :p """a\\\tb""" .',
    "text with four marks": ':s :p """"a"""" .',
    "text and text": ':s :p "a""b" .',
    "language wrong": ':s :p "a"@ .\n:s :p "b"@-x .',
    "datatype wrong": ':s :p "a"^^ "b" .\n:s :p "a"^^_:b .',
    "datatype of texts with a language": ':s :p "a"^^rdf:langString .',
    "sign of no token": ":s :p ` .",
    "braces": ":s :p :o . } :s :p :o .",
    "a graph in a graph": ":g { :h { :s :p :o } }",
    "a graph behind a statement in a graph": ":g { :s :p :o . :h { :s :p :o } }",
    "a graph that ends twice": ":g { :s :p :o } :s :p :o . }",
    "graph open": ":g { :s :p :o .",
    "graph with two names": ":g :h { :s :p :o }",
    "graph with a text as a name": '"g" { :s :p :o }',
    "graph with a node with properties as a name": "[ :p :o ] { :s :p :o }",
    "graph with a list as a name": "() { :s :p :o }",
    "keyword without a name": "GRAPH { :s :p :o }",
    "keyword with more names": "GRAPH :g :h { :s :p :o }",
    "dot behind a graph": ":g { :s :p :o } .",
    "semicolon in a graph": ":g { ; }",
    "only a dot in a graph": ":g { . }",
    "comma before the end of a graph": ":g { :s :p :o, }",
    "brackets over the end of a graph": ":g { :s :p [ :q :o } ] .",
    "directive in a graph": ":g { @prefix q: <x:> . }",
    "a mark in the middle": ":s :p \ufeff:o .",
}


@pytest.mark.parametrize("syntax", [TURTLE, TRIG])
@pytest.mark.parametrize("text", [*UNUSUAL.values(), *WRONG.values(), *GRAPHS.values()])
@pytest.mark.parametrize("size", [1 << 20, 1, 30])
def test_what_is_not_usual_is_judged_by_oxigraph(
    syntax: ox.RdfFormat, text: str, size: int
) -> None:
    filler = "".join(f':s{each} :p _:b{each % 3}, [ :q "a" ] .\n' for each in range(5))
    for data in (whole(text), whole(filler + text), whole(text + "\n" + filler)):
        expected = outcome_plainly(data, syntax)
        with stretches_of(size):
            assert outcome(data, syntax) == expected
            got = in_bulk(data, syntax)
        assert got is None or got == expected


@pytest.mark.parametrize("text", WRONG.values())
def test_what_is_wrong_is_not_taken(text: str) -> None:
    for syntax in (TURTLE, TRIG):
        with pytest.raises(SyntaxError):
            plainly(whole(text), syntax)
        with stretches_of(1 << 20):
            assert in_bulk(whole(text), syntax) is None


@pytest.mark.parametrize("iri", ["<rel>", "<x:y>", "<http://a.example/b/../c>"])
def test_with_a_base_oxigraph_is_asked_what_an_iri_is(iri: str) -> None:
    directives = HEAD + "@base <http://b.example/d/e> .\n"
    plain = (directives + ":s :p <http://a.example/b> .\n").encode()
    data = (directives + f":s :p {iri} .\n").encode()
    with stretches_of(1 << 20):
        assert in_bulk(data, TURTLE) == plainly(data, TURTLE)
        with without_oxigraph():
            assert in_bulk(plain, TURTLE) == plainly(plain, TURTLE)
            with pytest.raises(AssertionError, match="in bulk"):
                in_bulk(data, TURTLE)


HOSTILE = [
    ':s1 :p """one .\n:x :y :z .\n<u:v> a :w .\n""" .\n:s2 :p :o .\n',
    ':s3 :p "a . b" , <http://x.example/a#b.c\'d> ; :q "; , . [ ] ( ) { } #" .\n',
    "# a comment .\n:s4 :p :o . # another .\n:s5 :p :o .\n",
    ':s6 :p [ :q "in .", ( 1\n.5 ) ;\n :r :a\\,b ] .\n_:same :p _:same .\n',
    ":s7\n:p\n:o\n.\n[ :p :o ]\n.\n[] :p [] .\n",
    ':s8 :p "\\\\" , "\\"" , "\\\\\\"" .\n',
    ":s9 :p p:a\\. .\n:s10 :p 1 .\n:s11 :p 1.5 .\n",
]


@pytest.mark.parametrize("syntax", [TURTLE, TRIG])
@pytest.mark.parametrize("look", [True, False])
def test_a_cut_anywhere_is_right_or_found_out(
    syntax: ox.RdfFormat, look: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cut is made behind every dot at the end of a line, whatever is around it."""
    monkeypatch.setattr(reading_turtle, "_AFTER_STATEMENT", re.compile(rb"[.}]\s*\n"))
    monkeypatch.setattr(reading_turtle, "_AFTER_ANY", re.compile(rb"[.}]\s*\n"))
    taken = 0
    for text in (*HOSTILE, "".join(HOSTILE), "".join(HOSTILE[1:] * 3)):
        data = whole(text)
        expected = plainly(data, syntax)
        for size in range(1, 60, 2):
            with stretches_of(size, look=look):
                got = in_bulk(data, syntax)
            assert got is None or got == expected
            taken += got is not None
    assert taken > 50


def test_graphs_go_on_over_cuts() -> None:
    text = "".join(
        f":s{each} :p _:b{each}, [ :q 1 ] .\n" if each % 7 else f"}} _:g{each} {{ :t :p _:x .\n"
        for each in range(100)
    )
    data = whole(":g {\n" + text + "}\n:s :p :o .\n")
    expected = plainly(data, TRIG)
    for size in (1, 100, 1000):
        with stretches_of(size), without_oxigraph():
            assert in_bulk(data, TRIG) == expected
            assert in_bulk(data, TRIG, graphs=False) == _without_graphs(data)


def _without_graphs(data: bytes) -> list[tuple[str, ...]]:
    """The same, where the names of graphs have no part in how blank nodes are named."""
    names: dict[str, str] = {}
    rows = []
    for row in plainly(data, TRIG):
        named = [
            names.setdefault(term, f"_:f7n{len(names) + 1}") if term.startswith("_:") else term
            for term in row[:3]
        ]
        rows.append((*named, ""))
    return rows


def test_a_blank_graph_that_is_first_seen_behind_a_cut() -> None:
    data = whole("_:g {\n\n:s :p :o .\n_:x :p _:g .\n_:y :p _:x .\n}\n")
    with stretches_of(1), without_oxigraph():
        assert in_bulk(data, TRIG) == plainly(data, TRIG)


def test_one_unusual_stretch_is_read_by_oxigraph_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [f":s{each} :p _:b{each % 3}, [ :q {each} ] .\n" for each in range(200)]
    parts[150] = ":s :p 'unusual', _:b1, [ ] .\n"
    data = whole("".join(parts))
    seen = []
    real = reading_turtle._through_oxigraph

    def noted(stretch: bytes, *rest: object) -> object:
        seen.append(stretch)
        return real(stretch, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading_turtle, "_through_oxigraph", noted)
    with stretches_of(500):
        assert in_bulk(data, TURTLE) == plainly(data, TURTLE)
    assert len(seen) == 1
    assert b"unusual" in seen[0]
    assert len(seen[0]) < 1000


@pytest.mark.parametrize(
    "directive",
    [
        "@prefix p: <http://other.example/> .",
        "PREFIX p: <http://other.example/>",
        "@base <http://other.example/> .",
        "BASE <deeper/>",
    ],
)
def test_a_directive_in_the_middle_has_its_effect_on_what_follows(directive: str) -> None:
    filler = "".join(f":s{each} p:{each} <r{each}> .\n" for each in range(30))
    data = (HEAD + f"BASE <http://b.example/>\n{filler}{directive}\n{filler}").encode()
    expected = plainly(data, TURTLE)
    for size in (1, 100, 700):
        with stretches_of(size):
            assert in_bulk(data, TURTLE) is None
            assert outcome(data, TURTLE) == expected


def test_two_runs_give_the_same_numbers_whatever_road_is_taken() -> None:
    for text in (*USUAL.values(), *UNUSUAL.values()):
        with stretches_of(40):
            one, other = Terms(), Terms()
            try:
                first = read_rows(one, whole(text), TURTLE, 0)
                second = read_rows(other, whole(text), TURTLE, 0)
            except (SyntaxError, ValueError):
                continue
        assert one.tokens.to_list() == other.tokens.to_list()
        for column in ("subject", "predicate", "object"):
            assert (getattr(first, column) == getattr(second, column)).all()


def test_terms_are_those_of_the_statements() -> None:
    data = whole(":g { } GRAPH :h { :s :p ( :o ) }")
    with stretches_of(1 << 20):
        terms = Terms()
        rows = read_rows(terms, data, TRIG, 0)
    assert set(terms.tokens.to_list()[1:]) == {
        term for row in in_words(terms, rows) for term in row
    } - {""}


def test_large_documents_are_read_at_several_places_at_a_time() -> None:
    text = "".join(f':s{each} :p "text {each}", [ :q _:b{each} ] .\n' for each in range(60_000))
    assert len(text) > reading_parallel.SMALL
    data = whole(text)
    with stretches_of(1 << 18), without_oxigraph():
        assert in_bulk(data, TURTLE) == plainly(data, TURTLE)
    assert reading_parallel.start(data, TURTLE) is None


def test_children_are_started_for_what_is_not_usual() -> None:
    text = "".join(f":s{each} :p 'text {each}' .\n" for each in range(100_000))
    ahead = reading_parallel.start(whole(text), TURTLE)
    assert ahead is not None
    ahead.close()


def test_a_document_that_cannot_be_cut_is_read_whole() -> None:
    data = whole(":s :p " + ",\n".join(f":o{each}" for each in range(1000)) + " .")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading_turtle, "_MOST", 2000)
        with stretches_of(100):
            assert in_bulk(data, TURTLE) is None
            assert outcome(data, TURTLE) == plainly(data, TURTLE)
    assert reading._from_statements is not None


def test_a_sample_that_ends_within_a_text_is_usual() -> None:
    lines = "one line\n" * 100
    text = "".join(f':s{each} :p """{lines}""" .\n' for each in range(4_000))
    for count in (0, 40, 80):
        assert reading_parallel.start(whole(":a :b :c .\n" * count + text), TURTLE) is None
