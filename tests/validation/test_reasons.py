"""Every reason that the engine can give has Dutch words: its own source says which there are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph

import grondslag
from grondslag.columns.regex import check_pattern
from grondslag.errors import ShapesError
from grondslag.sparql.errors import SparqlSyntaxError
from grondslag.sparql.parser import parse_query
from grondslag.validation import load_shapes
from grondslag.validation.reasons import in_dutch

ROOT = Path(grondslag.__file__).parent
#: What raises the reasons of each folder, or returns them.
RAISED = {"IllFormed", "TooMuch", "CannotAssess", "CannotTranslate", "SparqlSyntaxError"}
RAISED |= {"ValueError", "TooSlow", "error", "refuse", "unexpected"}
FOLDERS = ("validation/columnar", "validation/sparql", "columns/regex", "sparql")
#: Where reasons are put together first; every text of words there is one.
TOGETHER = ("sparql/restrictions.py", "validation/sparql/guards.py", "validation/sparql/limits.py",
            "validation/sparql/possible.py", "columns/regex/parser.py")  # fmt: skip
#: Words of English only, so that a reason that has one is not, or not all, in Dutch.
ENGLISH = re.compile(
    r"\b(the|an|not|with|without|that|than|cannot|which|has|where|was|be|and|or|for|on|no|only|"
    r"takes|twice|needs|more|after|before|nothing|values?|query|allowed|function|binds)\b"
)
#: What a sentence has more than one of, beside what is put in.
WORD = re.compile(r"(?<![:?\w])[a-z]{2,}\b(?!:)")
#: Mistakes in programs, and what a caller makes another reason of.
ELSEWHERE = {"not a text", "not a SELECT query", "a query with FROM is not written"}


def texts() -> Iterator[str]:
    """Yield what errors are raised with, a name in the place of what is put in."""
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).glob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and node.args and called(node) in RAISED:
                    text = spoken(node.args[0])
                    if called(node) == "unexpected" and text:
                        text = f'"x" where {text} was expected'
                    yield text
            if file.relative_to(ROOT).as_posix() in TOGETHER:
                yield from together(tree)


def called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def together(tree: ast.Module) -> Iterator[str]:
    """Yield the texts of several words in a file, but for what documents it."""
    seen: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            seen.update(ast.walk(node)) if isinstance(node.value, ast.Constant) else None
        if node not in seen and len(WORD.findall(text := spoken(node))) > 1:
            seen.update(ast.walk(node))
            yield text


def spoken(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "sh:name" for part in node.values
    )


ALL = sorted({text for text in texts() if " " in text} - ELSEWHERE)


@pytest.mark.parametrize("text", ALL)
def test_a_reason_has_dutch_words(text: str) -> None:
    assert in_dutch(text) != text
    assert ENGLISH.search(in_dutch(text)) is None, in_dutch(text)


def test_all_reasons_were_found() -> None:
    assert len(ALL) > 120


def test_a_reason_of_several_parts() -> None:
    reason = (
        "(a shape without an address): the value of sh:minCount is not a whole number (xsd:integer)"
    )
    assert in_dutch(reason) == (
        "(een eis zonder adres): de waarde van sh:minCount is geen heel getal (xsd:integer)"
    )
    assert in_dutch("'(' is not a regular expression: '(' without ')', at character 1") == (
        "'(' is geen reguliere uitdrukking: '(' zonder ')', bij teken 1"
    )


@pytest.mark.parametrize(
    ("reason", "dutch"),
    [
        ('line 1, column 28: the prefix "ex:" is not declared',
         'regel 1, kolom 28: het voorvoegsel "ex:" is niet vastgelegd'),
        ('the query ends where a variable, "(" or "*" was expected',
         'de vraag houdt op waar een variabele, "(" of "*" werd verwacht'),
        ('"}" where an expression was expected', '"}" waar een uitdrukking werd verwacht'),
        ("STRLEN takes 1 argument, not 2", "STRLEN heeft 1 argument(en) nodig, geen 2"),
        ("SUBSTR takes 2 to 3 arguments, not 1", "SUBSTR heeft 2 tot 3 argumenten nodig, geen 1"),
        ("unknown flag 'g' in 'g'; known are i, s, m, x and q",
         "onbekende vlag 'g' in 'g'; bekend zijn i, s, m, x en q"),
        ("function <http://e/f> is not supported (in http://e/s)",
         "de functie <http://e/f> wordt niet ondersteund (in http://e/s)"),
        ("function <http://e/f>; function + cannot be left to Oxigraph",
         "functie <http://e/f>; functie +: deze combinatie wordt niet ondersteund"),
        ("function <http://e/f>; LIMIT or OFFSET cannot be left to Oxigraph",
         "functie <http://e/f>; LIMIT of OFFSET: deze combinatie wordt niet ondersteund"),
        ("FROM <http://e/g> is not allowed: the query is about the data graph",
         "FROM <http://e/g> mag niet: de vraag gaat over de gegevens zelf"),
        ("VALUES (?x ?y) is not allowed in a query with pre-bound variables",
         "VALUES (?x ?y) mag niet in een vraag met vooraf ingevulde variabelen"),
        ("a subquery does not return $this, which is pre-bound",
         "een deelvraag geeft $this niet terug, en die is vooraf ingevuld"),
        ("a parameter of http://e/C has a value that its declaration does not allow",
         "een parameter van http://e/C heeft een waarde die volgens de vastlegging ervan niet mag"),
        ("sh:select has no query; sh:ask is for validators only, use sh:select",
         "sh:select heeft geen vraag; sh:ask is alleen voor validators, gebruik sh:select"),
    ],
)  # fmt: skip
def test_reasons_as_people_see_them(reason: str, dutch: str) -> None:
    assert in_dutch(reason) == dutch


PATTERNS = (
    "(",
    ")",
    "*a",
    "a**",
    "a{",
    "}",
    "]",
    "a{1",
    "a{2,1}",
    "a{99999999999}",
    "(?=a)",
    "(" * 60,
    r"\1",
    "\\",
    r"\y",
    r"\p",
    r"\p{L",
    r"\p{IsNone}",
    r"\p{Q}",
    "[a",
    "[]",
    "[-[a]]",
    "[a-[b]c]",
    "[--a]",
    "[a--b]",
    r"[a-\d]",
    "[b-a]",
    "[a[b]]",
    "[" + "[a-" * 60,
)
QUERIES = ("SELECT", "SELECT ?", "SELECT *", "SELECT $this { e:a ?b ?c }", "ASK { ?a ?b }", "ASK {",
           "CONSTRUCT {} {}", "SELECT ?a ?a {}", "ASK { ?a ?b ?c } LIMIT x", 'ASK { ?a ?b "c }',
           "ASK { FILTER(STRLEN()) }", "ASK { FILTER }", "ASK { BIND(1 AS ?a) BIND(2 AS ?a) }",
           "SELECT * {} GROUP BY ?a", "SELECT ?b {} GROUP BY ?a", "ASK { VALUES (?a ?a) {} }",
           "ASK { VALUES (?a) { (1 2) } }", "ASK { <a> ?b ?c }", "ASK { FILTER(COUNT(*) > 1) }",
           "SELECT (1 AS ?a) { ?a ?b ?c }", "PREFIX ex <http://e/> ASK {}", "ASK { ?a ?b § }",
           "ASK { ?a () ?c }", "ASK { FILTER(1 +) }", 'ASK { ?a ?b "\\q" }', "ASK {} x",
           "ASK { { _:a ?b ?c } { _:a ?b ?c } }")  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_is_wrong_with_a_pattern_is_all_dutch(pattern: str) -> None:
    with pytest.raises(ValueError, match="is not a regular expression") as raised:
        check_pattern(pattern)
    _, _, reason = str(raised.value).rpartition("expression: ")
    assert ENGLISH.search(in_dutch(reason)) is None, in_dutch(reason)


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_wrong_with_a_query_is_all_dutch(query: str) -> None:
    with pytest.raises(SparqlSyntaxError) as raised:
        parse_query(query)
    reason = in_dutch(str(raised.value))
    assert ENGLISH.search(reason) is None, reason


def test_an_ask_where_a_select_belongs_is_pointed_out() -> None:
    text = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://e/s> a sh:NodeShape ; "
        "sh:targetNode 1 ; sh:sparql [ sh:ask 'ASK { $this ?p ?x }' ] ."
    )
    with pytest.raises(ShapesError) as raised:
        load_shapes(Graph().parse(data=text, format="turtle"), "mine.ttl")
    assert "gebruik sh:select" in raised.value.message_nl
    assert "use sh:select" in raised.value.message_en
