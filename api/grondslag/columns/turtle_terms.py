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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

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
_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

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
_DATATYPE = r'"\^\^([^<>"]*)$'
_DATATYPES = 1000
_LONG = r'(?s)^"""(.*)"""([^"]*)$'
_PROBE = "http://grondslag.invalid/probe"
_ROLES = {"<": SUBJECT | PREDICATE | OBJECT, "_": SUBJECT | OBJECT, '"': OBJECT}

_Spell = Callable[[pl.Series], pl.Series]


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


def spelled(tokens: pl.Series, head: Head) -> Spelled:
    """Return what distinct tokens stand for.

    Raises:
        NotUsual: for what is no term.
    """
    parts = [pl.Series([], dtype=pl.String)]
    places, roles = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
    left = np.arange(len(tokens))
    text, bare = tokens.str.starts_with('"').to_numpy(), tokens.str.ends_with('"').to_numpy()
    texts = np.where(text, np.where(bare, np.uint8(1), np.uint8(2)), np.uint8(0))
    for pattern, role, spell in _rules(head):
        chosen = np.flatnonzero(tokens.str.contains(pattern).to_numpy())
        if not len(chosen):
            continue
        known = spell(tokens.gather(chosen))
        if known.null_count():
            sure = known.is_not_null()
            chosen, known = chosen[sure.to_numpy()], known.filter(sure)
        parts.append(known)
        places.append(left[chosen])
        roles.append(np.full(len(chosen), role, np.uint8))
        others = np.ones(len(tokens), np.bool_)
        others[chosen] = False
        left, tokens = left[others], tokens.filter(pl.Series(others))
        if not len(left):
            break
    if len(left):
        told = _ask(tokens.to_list(), head)
        parts.append(pl.Series(told, dtype=pl.String))
        places.append(left)
        roles.append(np.array([_ROLES[token[0]] for token in told], np.uint8))
    order = np.concatenate(places)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    spelling = pl.concat([part.alias("") for part in parts])
    return Spelled(spelling, np.concatenate(roles), texts[order], place)


def _rules(head: Head) -> Iterator[tuple[str, int, _Spell]]:
    """Yield patterns, the role of what has them, and its spelling: null where that is unsure."""
    spaces = {name: f"<{iri}" for name, iri in head.prefixes.items() if _OPEN_IRI.fullmatch(iri)}
    term, node, literal = _ROLES["<"], _ROLES["_"], _ROLES['"']
    yield _NAME, term, lambda names: _expanded(names, spaces)
    yield f"^{IRI}$", term, _as_it_is if head.base is None else _absolute
    yield f"^{LITERAL}$", literal, _written
    yield f"^{BLANK}$", node, _as_it_is
    for datatype, pattern in _NUMBERS.items():
        yield pattern, literal, partial(_typed, datatype=datatype)
    yield "^a$", PREDICATE, lambda tokens: tokens.replace("a", _RDF_TYPE)
    yield "^(?:true|false)$", literal, partial(_typed, datatype="boolean")
    yield "^(?i:graph)$", KEYWORD, _as_it_is
    yield _NAME_WITH_ESCAPES, term, lambda names: _expanded_with_escapes(names, spaces)
    yield '^"', literal, lambda literals: _rewritten(literals, spaces)


def _as_it_is(tokens: pl.Series) -> pl.Series:
    return tokens


def _where(tokens: pl.Series, sure: pl.Series) -> pl.Series:
    """Return tokens, null in the place of those that are not sure."""
    if sure.all():
        return tokens
    return tokens.set(~sure, None)


def _absolute(iris: pl.Series) -> pl.Series:
    """Return IRIs of which it is sure that a base has no effect on them."""
    return _where(iris, iris.str.contains("://", literal=True) & ~iris.str.contains(r"/\."))


def _written(literals: pl.Series) -> pl.Series:
    """Return literals whose datatype is not one that is left out."""
    return _where(literals, ~literals.str.contains(UNWRITTEN))


def _typed(numbers: pl.Series, datatype: str) -> pl.Series:
    return '"' + numbers + _TYPED.format(datatype)


def _expanded(names: pl.Series, spaces: dict[str, str]) -> pl.Series:
    parts = names.str.splitn(":", 2).struct.unnest()
    prefixes, locals_ = parts.to_series(0), parts.to_series(1)
    begin = prefixes.replace_strict(
        list(spaces), list(spaces.values()), default=None, return_dtype=pl.String
    )
    return begin + locals_ + ">"


def _expanded_with_escapes(names: pl.Series, spaces: dict[str, str]) -> pl.Series:
    iris = _expanded(names.str.replace_all(r"\\(.)", "$1"), spaces)
    return _where(iris, iris.str.contains(f"^{IRI}$").fill_null(False))


def _rewritten(literals: pl.Series, spaces: dict[str, str]) -> pl.Series:
    """Return literals without prefixes and without three quotation marks."""
    tails = literals.str.extract(_DATATYPE, 1)
    names = tails.drop_nulls().unique(maintain_order=True)
    if 0 < len(names) < _DATATYPES:
        sure = names.str.contains(_NAME)
        iris = _expanded(names.filter(sure), spaces)
        table = dict(zip(names.filter(sure), iris, strict=True))
        types = tails.replace_strict(
            list(table), list(table.values()), default=None, return_dtype=pl.String
        )
        typed = pl.select(literals.str.strip_suffix(tails) + types).to_series()
        literals = typed.fill_null(literals) if typed.null_count() else typed
    parts = literals.str.extract_groups(_LONG).struct.unnest()
    content = parts.to_series(0)
    if content.null_count() < len(content):
        # A backslash before the end of a line is an error; before what replaces it, it is none.
        content = _where(content, ~content.str.contains(r"\\[\n\r\t]").fill_null(False))
        for sign, escape in _ESCAPES.items():
            content = content.str.replace_all(sign, escape, literal=True)
        literals = ('"' + content + '"' + parts.to_series(1)).fill_null(literals)
    return _where(
        literals, literals.str.contains(f"^{LITERAL}$") & ~literals.str.contains(UNWRITTEN)
    )


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
