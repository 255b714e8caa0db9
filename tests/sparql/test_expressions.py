"""Paths, expressions and terms, with the trees and tokens written out by hand."""

import pyoxigraph as ox
import pytest

from grondslag.lexical import literal_token
from grondslag.sparql.algebra import (
    Alternative,
    Call,
    Exists,
    Expression,
    Filter,
    Inverse,
    Link,
    Negated,
    Path,
    Repeat,
    Sequence,
    Term,
)
from grondslag.sparql.parser import parse_path, parse_query
from sparql.names import EX, ONE, RDF, THREE, TWO, UNIT, XPY, XSD, P, Q, R, W, X, Y, Z, bgp


def expression(text: str) -> Expression:
    algebra = parse_query(f"ASK {{ FILTER({text}) }}", EX).algebra
    assert isinstance(algebra, Filter)
    return algebra.condition


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (":p", P),
        ("a", Link(f"<{RDF}type>")),
        ("^:p", Inverse(P)),
        (":p/:q/:r", Sequence((P, Q, R))),
        (":p/(:q/:r)", Sequence((P, Q, R))),
        (":p|:q|:r", Alternative((P, Q, R))),
        ("(:p|:q)|:r", Alternative((P, Q, R))),
        (":p|:q/:r", Alternative((P, Sequence((Q, R))))),
        ("(:p|:q)/:r", Sequence((Alternative((P, Q)), R))),
        (":p?", Repeat(P, True, False)),
        (":p*", Repeat(P, True, True)),
        (":p+", Repeat(P, False, True)),
        ("^:p*", Inverse(Repeat(P, True, True))),
        ("(^:p)*", Repeat(Inverse(P), True, True)),
        ("!:p", Negated((P.predicate,), None)),
        ("!^:p", Negated(None, (P.predicate,))),
        ("!(:p|^:q|:r)", Negated((P.predicate, R.predicate), (Q.predicate,))),
        ("!()", Negated((), None)),
    ],
)
def test_path(text: str, path: Path) -> None:
    assert parse_path(text, EX) == path


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1", ONE),
        ("((?x))", X),
        ("?x || ?y && ?z", Call("||", (X, Call("&&", (Y, Z))))),
        ("?x && ?y || ?z", Call("||", (Call("&&", (X, Y)), Z))),
        ("?x || ?y || ?z", Call("||", (Call("||", (X, Y)), Z))),
        ("!?x && ?y", Call("&&", (Call("!", (X,)), Y))),
        ("?x = 1 && ?y != 2",
         Call("&&", (Call("=", (X, ONE)), Call("!=", (Y, TWO))))),
        ("?x < ?y + ?z", Call("<", (X, Call("+", (Y, Z))))),
        ("?x + ?y >= ?z", Call(">=", (Call("+", (X, Y)), Z))),
        ("?x - ?y - ?z", Call("-", (Call("-", (X, Y)), Z))),
        ("?x + ?y * ?z / ?w", Call("+", (X, Call("/", (Call("*", (Y, Z)), W))))),
        ("(?x + ?y) * ?z", Call("*", (Call("+", (X, Y)), Z))),
        ("-?x * ?y", Call("*", (Call("u-", (X,)), Y))),
        ("+?x", Call("u+", (X,))),
        # The sign of a number is an operator where an operator is missing.
        ("?x -1", Call("-", (X, ONE))),
        ("?x +1 -2*3",
         Call("-", (Call("+", (X, ONE)), Call("*", (TWO, THREE))))),
        ("?x -1 = ?y", Call("=", (Call("-", (X, ONE)), Y))),
        ("?x * -1", Call("*", (X, Term(f'"-1"^^<{XSD}integer>')))),
        ("?x IN (1, ?y)", Call("IN", (X, ONE, Y))),
        ("?x NOT IN ()", Call("NOT IN", (X,))),
        ("?x IN (1) || ?y", Call("||", (Call("IN", (X, ONE)), Y))),
        ("?x<?y&&?z>?w", Call("&&", (Call("<", (X, Y)), Call(">", (Z, W))))),
        ("bound(?x)", Call("BOUND", (X,))),
        ("isURI(URI(?x))", Call("ISIRI", (Call("IRI", (X,)),))),
        ("If(?x, ?y, ?z)", Call("IF", (X, Y, Z))),
        ("coalesce()", Call("COALESCE", ())),
        ("xsd:integer(?x)", Call(f"<{XSD}integer>", (X,))),
        (":f()", Call("<http://e/f>", ())),
        ("EXISTS { ?x :p ?y } && ?z", Call("&&", (Exists(XPY, False), Z))),
        ("! EXISTS {}", Call("!", (Exists(UNIT, False),))),
    ],
)  # fmt: skip
def test_expression(text: str, tree: Expression) -> None:
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("01", f'"01"^^<{XSD}integer>'),
        ("-1", f'"-1"^^<{XSD}integer>'),
        ("+1.50", f'"+1.50"^^<{XSD}decimal>'),
        (".5", f'".5"^^<{XSD}decimal>'),
        ("1.e3", f'"1.e3"^^<{XSD}double>'),
        ("1E-3", f'"1E-3"^^<{XSD}double>'),
        ("TRUE", f'"true"^^<{XSD}boolean>'),
        ("false", f'"false"^^<{XSD}boolean>'),
        ("'a'", '"a"'),
        ("''", '""'),
        ("'''a'b\nc'''", '"a\'b\\nc"'),
        ('"""a"b\\""""', '"a\\"b\\""'),
        (r"'\t\b\n\r\f\\\"\'\u00e9\U0001F600'", '"\\t\\b\\n\\r\\f\\\\\\"\'é😀"'),
        (r"'\\u0041'", '"\\\\u0041"'),
        (r"'\u0001\u007F'", '"\\u0001\\u007F"'),
        ("'a'@NL-nl", '"a"@nl-nl'),
        ("'a'^^xsd:string", '"a"'),
        ("'a'^^<http://e/d>", '"a"^^<http://e/d>'),
        (":a", "<http://e/a>"),
        (":", "<http://e/>"),
        (r":a\-b\/c%41", "<http://e/a-b/c%41>"),
        (":a.b:c", "<http://e/a.b:c>"),
        (r"<http://e/\u00e9>", "<http://e/é>"),
    ],
)
def test_term(text: str, token: str) -> None:
    assert expression(text) == Term(token)


@pytest.mark.parametrize(
    ("reference", "resolved"),
    # RFC 3986, section 5.4.
    [
        ("g:h", "g:h"),
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
    ],
)
def test_relative_iri(reference: str, resolved: str) -> None:
    query = parse_query(f"ASK {{ FILTER(<{reference}>) }}", base="http://a/b/c/d;p?q")
    assert query.algebra == Filter(UNIT, Term(f"<{resolved}>"))


def test_a_prefix_means_what_it_was_last_declared_to_mean() -> None:
    text = "BASE <http://b/> PREFIX q: <c#> BASE <http://d/> PREFIX : <e/> ASK { q:x :y <z> }"
    triple = (Term("<http://b/c#x>"), Link("<http://d/e/y>"), Term("<http://d/z>"))
    assert parse_query(text, EX).algebra == bgp(triple)


@pytest.mark.parametrize("code", [*range(160), 0xD7FF, 0xFFFD, 0x1F600])
def test_a_literal_is_written_as_oxigraph_writes_it(code: int) -> None:
    text = f"a{chr(code)}b"
    assert literal_token(text) == str(ox.Literal(text))
    assert literal_token(text, language="NL") == str(ox.Literal(text, language="nl"))
    date = f"{XSD}date"
    assert literal_token(text, date) == str(ox.Literal(text, datatype=ox.NamedNode(date)))


def test_an_xsd_string_is_written_plain() -> None:
    assert literal_token("a", f"{XSD}string") == '"a"'
