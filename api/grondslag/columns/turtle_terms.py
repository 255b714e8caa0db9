"""What the tokens of Turtle and TriG stand for, decided for all distinct ones at once.

See https://www.w3.org/TR/turtle/#sec-parsing-terms. A token is rewritten as N-Triples spells it:
prefixes are replaced, escapes of names removed, datatypes of numbers written out. Patterns that
are narrower than the grammar say for which tokens that is right; all others are shown to
Oxigraph, each in a graph of its own. There a token cannot pass for anything but one term: it has
no white space, brackets, commas or semicolons outside of texts and IRIs, in a graph no directive
may stand, two statements would come out as two, and a dot of its own would be one too many before
the dot behind it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pyoxigraph as ox

from grondslag.columns.reading_lines import Codes
from grondslag.columns.reading_tokens import (
    BLANK,
    IRI,
    LITERAL,
    PATH,
    QUERY,
    SCHEME,
    UNRESERVED,
    UNWRITTEN,
)
from grondslag.columns.turtle_bits import Text
from grondslag.columns.turtle_head import Head
from grondslag.columns.turtle_tokens import NotUsual

#: Where a term may stand.
SUBJECT, PREDICATE, OBJECT, KEYWORD = 1, 2, 4, 8

_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_TYPED = '"^^<http://www.w3.org/2001/XMLSchema#{}>'
_NUMBERS = {
    "integer": r"^[+-]?[0-9]+$",
    "decimal": r"^[+-]?[0-9]*\.[0-9]+$",
    "double": r"^[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)[eE][+-]?[0-9]+$",
}

_PREFIX = "(?:[A-Za-z][A-Za-z0-9_-]*)?:"
_NAME = rf"^{_PREFIX}(?:[A-Za-z0-9_][A-Za-z0-9_-]*)?$"
_ESCAPE = r"\\[_~.!$&'()*+,;=/?#@%-]"
_NAME_WITH_ESCAPES = (
    rf"^{_PREFIX}(?:[A-Za-z0-9_:]|{_ESCAPE})"
    rf"(?:(?:[A-Za-z0-9_:.-]|{_ESCAPE})*(?:[A-Za-z0-9_:-]|{_ESCAPE}))?$"
)
# Whatever name comes behind such an IRI, the two make an IRI: the authority is over (RFC 3986).
_OPEN_IRI = re.compile(
    rf"{SCHEME}(?://[A-Za-z0-9.-]+(?::[0-9]{{1,5}})?(?:/{PATH}|(?=[?#]))|[{UNRESERVED}-]{PATH})"
    rf"(?:\?{QUERY})?(?:#{QUERY})?"
)
_LONG = r'(?s)^"""(.*)"""([^"]*)$'
# A backslash before the end of a line is an error; before what replaces it, it is none.
_WRONG_ESCAPE = r"\\[\n\r\t]"
_PROBE = "http://grondslag.invalid/probe"
_ROLES = {"<": SUBJECT | PREDICATE | OBJECT, "_": SUBJECT | OBJECT, '"': OBJECT}

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TOKEN = pl.col("token")


@dataclass(frozen=True)
class Spelled:
    """Distinct tokens as N-Triples spells them, in an order of their own.

    Attributes:
        tokens: the canonical tokens; one may occur more than once.
        roles: where each of them may stand.
        texts: 1 for what was written as a text without language and datatype, 2 for a text with
            one of these, 0 for all else.
        place: for each token as it was, where its canonical form is.
    """

    tokens: pl.Series
    roles: npt.NDArray[np.uint8]
    texts: npt.NDArray[np.uint8]
    place: Codes


def spelled(tokens: pl.Series, initials: Text, head: Head) -> Spelled:
    """Return what distinct tokens stand for.

    Args:
        tokens: distinct tokens.
        initials: the first sign of each.
        head: the prefixes and the base that apply.

    Raises:
        NotUsual: for what is no term.
    """
    parts = [pl.Series("token", [], dtype=pl.String)]
    places, roles = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
    left = np.arange(len(tokens))
    for signs, role, spelling, sure in _rules(head):
        begins = np.zeros(256, np.bool_)
        begins[list(signs)] = True
        chosen = np.flatnonzero(begins[initials[left]])
        if not len(chosen):
            continue
        table = tokens.gather(left[chosen]).to_frame("token")
        # In two steps, for what an expression says twice is worked out twice.
        known = table.select(spelling.alias("token")).select(pl.when(sure).then(_TOKEN))
        series = known.to_series()
        if series.null_count():
            chosen = chosen[series.is_not_null().to_numpy()]
            series = series.drop_nulls()
        parts.append(series)
        places.append(left[chosen])
        roles.append(np.full(len(chosen), role, np.uint8))
        others = np.ones(len(left), np.bool_)
        others[chosen] = False
        left = left[others]
    if len(left):
        told = _ask(tokens.gather(left).to_list(), head)
        parts.append(pl.Series("token", told, dtype=pl.String))
        places.append(left)
        roles.append(np.array([_ROLES[token[0]] for token in told], np.uint8))
    order = np.concatenate(places)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    bare = tokens.str.ends_with('"').to_numpy()
    texts = np.where(initials == ord('"'), np.where(bare, np.uint8(1), np.uint8(2)), np.uint8(0))
    return Spelled(pl.concat(parts), np.concatenate(roles), texts[order], place)


def _rules(head: Head) -> Iterator[tuple[bytes, int, pl.Expr, pl.Expr]]:
    """Yield with which signs a token begins, what it then is, its spelling, and when that is sure.

    The spelling is null where it is not known; the condition is one on the spelling.
    """
    spaces = {name: f"<{iri}" for name, iri in head.prefixes.items() if _OPEN_IRI.fullmatch(iri)}
    term, node, literal = _ROLES["<"], _ROLES["_"], _ROLES['"']
    names, digits, always = _LETTERS + b":", b"0123456789.+-", pl.lit(True)
    is_iri = _TOKEN.str.contains(f"^{IRI}$")
    is_literal = _TOKEN.str.contains(f"^{LITERAL}$") & ~_TOKEN.str.contains(UNWRITTEN)

    yield names, term, _if(_TOKEN.str.contains(_NAME), _expanded(_TOKEN, spaces)), always
    absolute = is_iri
    if head.base is not None:
        # No rule of resolving, in no version of Oxigraph, has an effect on these.
        absolute &= _TOKEN.str.contains("://", literal=True)
        absolute &= ~_TOKEN.str.contains("/.", literal=True)
    yield b"<", term, _TOKEN, absolute
    yield b'"', literal, _TOKEN, is_literal
    yield b"_", node, _TOKEN, _TOKEN.str.contains(f"^{BLANK}$")
    for datatype, pattern in _NUMBERS.items():
        yield digits, literal, _typed(_TOKEN.str.contains(pattern), datatype), always
    yield b"a", PREDICATE, _if(_TOKEN == "a", pl.lit(_RDF_TYPE)), always
    yield b"tf", literal, _typed(_TOKEN.str.contains("^(?:true|false)$"), "boolean"), always
    yield b"gG", KEYWORD, _TOKEN, _TOKEN.str.to_lowercase() == "graph"
    plain = _expanded(_TOKEN.str.replace_all(r"\\(.)", "$1"), spaces)
    yield names, term, _if(_TOKEN.str.contains(_NAME_WITH_ESCAPES), plain), is_iri
    # When the text itself holds these signs, what is taken for a name is none.
    halves = _TOKEN.str.splitn('"^^', 2).struct
    text, name = halves.field("field_0"), halves.field("field_1")
    typed = text + '"^^' + _if(name.str.contains(_NAME), _expanded(name, spaces))
    yield b'"', literal, typed, is_literal
    groups = _TOKEN.str.extract_groups(_LONG).struct
    content = groups.field("1")
    long = content.str.replace_many(["\n", "\r", "\t"], [r"\n", r"\r", r"\t"])
    long = '"' + long + '"' + groups.field("2")
    yield b'"', literal, _if(~content.str.contains(_WRONG_ESCAPE), long), is_literal


def _if(condition: pl.Expr, spelling: pl.Expr) -> pl.Expr:
    return pl.when(condition).then(spelling)


def _expanded(names: pl.Expr, spaces: dict[str, str]) -> pl.Expr:
    halves = names.str.splitn(":", 2).struct
    begin = halves.field("field_0").replace_strict(
        list(spaces), list(spaces.values()), default=None, return_dtype=pl.String
    )
    return begin + halves.field("field_1") + ">"


def _typed(condition: pl.Expr, datatype: str) -> pl.Expr:
    return _if(condition, '"' + _TOKEN + _TYPED.format(datatype))


def _ask(tokens: list[str], head: Head) -> list[str]:
    """Return how Oxigraph writes tokens, each of which has to be one whole term."""
    graphs = [
        f"<{_PROBE}{number}> {{ <{_PROBE}> <{_PROBE}> {token} . }}\n"
        for number, token in enumerate(tokens)
    ]
    text = head.text + "".join(graphs).encode()
    told = []
    try:
        for number, quad in enumerate(ox.parse(text, format=ox.RdfFormat.TRIG)):
            term = quad.object
            if quad.graph_name != ox.NamedNode(f"{_PROBE}{number}") or isinstance(term, ox.Triple):
                raise NotUsual("more or less than one term")
            if isinstance(term, ox.Literal) and term.direction:
                raise NotUsual("a text with a base direction")
            told.append(str(term))
    except (SyntaxError, ValueError, MemoryError) as error:
        raise NotUsual("no term") from error
    if len(told) != len(tokens):
        raise NotUsual("more or less than one term")
    return told
