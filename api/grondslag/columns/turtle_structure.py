"""From the tokens of a stretch of Turtle or TriG to its statements, without a parser's stack.

See https://www.w3.org/TR/turtle/#sec-grammar-grammar and https://www.w3.org/TR/trig/#sec-grammar.
Every sign that is a token itself is a *mark*. A group in brackets or parentheses is taken out: its
content becomes a sequence of its own, between its two marks, and one term is left in its place.
Sequences of the same depth are put one behind the other, so that one pass over an array reads all
of them. What is left has no nesting, and its grammar is a table: how many terms may stand between
a mark and the next (``_ALLOWED``). The table follows from the productions by removing from each
what the others derive: after a dot come subject, verb and object (three terms), after a semicolon
a verb and an object or nothing, after a comma an object, and so on.

Statements come in the order in which Oxigraph makes them. A statement is made at the last token
of its object, so that what is inside an anonymous node precedes the statement that it is the
object of. A text without language or datatype is an exception: only the token behind it shows
that it has none, and makes the statement. A list is linked, as the object of a statement or by
``rdf:rest``, at the first token of its next element, or at its end. Of several statements that
one token makes, the last one made comes out first: what the token itself completes, then the link
before it, then the text before it. A text with language or datatype is more than one token to
Oxigraph, and completed by the last of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from grondslag.columns.reading_lines import Codes
from grondslag.columns.turtle_bits import Places
from grondslag.columns.turtle_tokens import NotUsual

#: In the place of the graph: the one that was open where the stretch begins.
INHERITED = -2
#: In the place of the graph: the default graph.
DEFAULT = -1
# Deeper nesting is left to Oxigraph.
_DEEPEST = 64
# More terms than this are counted as so many.
_MANY = 4
# What one token makes comes out in the order of these slots.
_OWN, _LINK, _TEXT, _TAIL, _SLOTS = range(5)
_FIRST, _REST, _NIL, _KNOWN = range(4)

_Marks = npt.NDArray[np.uint8]
_Mask = npt.NDArray[np.bool_]


def _table() -> _Mask:
    """Which marks may follow one another with how many terms in between."""
    allowed: dict[str, dict[str, Iterable[int]]] = {
        # One term alone, before a dot or a brace, is an anonymous node with properties.
        ".": {".": (1, 3), ";": (3,), ",": (3,), "{": (0, 1, 2), "}": (0, 1, 3)},
        "{": {".": (1, 3), ";": (3,), ",": (3,), "}": (0, 1, 3)},
        "}": {".": (1, 3), ";": (3,), ",": (3,), "{": (0, 1, 2)},
        ";": {".": (0, 2), ";": (0, 2), ",": (2,), "}": (0, 2), "]": (0, 2)},
        ",": {".": (1,), ";": (1,), ",": (1,), "}": (1,), "]": (1,)},
        "[": {";": (2,), ",": (2,), "]": (0, 2)},
        "(": {")": range(_MANY + 1)},
    }
    table = np.zeros((256, 256, _MANY + 1), np.bool_)
    for mark, following in allowed.items():
        for other, counts in following.items():
            table[ord(mark), ord(other), list(counts)] = True
    # Where a group begins nothing stands before it in its own sequence.
    table[:, [ord("["), ord("(")], 0] = True
    return table.ravel()


_ALLOWED = _table()


@dataclass(frozen=True)
class Statements:
    """Statements in the numbers of terms.

    Beyond the numbers of the spellings, which are below ``count``, there are ``rdf:first``,
    ``rdf:rest`` and ``rdf:nil``, in this order, and then one number for each anonymous node.

    Attributes:
        subject: number for each statement; so are ``predicate`` and ``object``.
        graph: number of the graph, ``DEFAULT`` or ``INHERITED``.
        keywords: numbers of what stands before the name of a graph.
        names: numbers of the names of graphs.
        anonymous: how many anonymous nodes there are.
        begins_inside: whether the stretch begins inside a graph; None when it does not tell.
        ends_inside: whether it ends inside a graph; None when no graph begins or ends in it.
        ends: the graph in which it ends, or ``INHERITED``.
    """

    subject: Codes
    predicate: Codes
    object: Codes
    graph: Codes
    keywords: Codes
    names: Codes
    anonymous: int
    begins_inside: bool | None
    ends_inside: bool | None
    ends: int


@dataclass(frozen=True)
class _Groups:
    """What is in brackets or parentheses.

    Attributes:
        first: position of the first token of each term of the sequence, which may be a group.
        last: position of its last token.
        turn: place in the order of statements of one that has the term as its object.
        own: for each mark of the sequence that begins a group the number of its node.
        lists: statements that make lists, as columns: subject, predicate, object, order.
        anonymous: how many nodes there are without a label.
    """

    first: Places
    last: Places
    turn: Places
    own: Codes
    lists: tuple[Codes, Codes, Codes, Places]
    anonymous: int


@dataclass(frozen=True)
class _Sequence:
    """Marks and terms without nesting.

    Attributes:
        marks: the marks, those of groups behind those of the text around them.
        at: position of each mark among the tokens of the stretch.
        counts: how many terms stand before each mark.
        terms: number of each term; of a group the number of the node it stands for.
        top: how many marks are in no group.
    """

    marks: _Marks
    at: Places
    counts: Places
    terms: Codes
    top: int


def statements_of(tokens: _Marks, codes: Codes, texts: npt.NDArray[np.uint8]) -> Statements:
    """Return the statements of a stretch that begins between two statements.

    Args:
        tokens: for each token 0 for a term, else its sign.
        codes: the number of each term.
        texts: for each number 1 if it is a text that is written without language and datatype, 2 if
            it is one with these, else 0.

    Raises:
        NotUsual: when the tokens are not those of whole statements, or nested too deep.
    """
    groups = None
    if _is(tokens, "[(])").any():
        sequence, groups = _taken_apart(tokens, codes, texts)
    else:
        at = np.flatnonzero(tokens)
        sequence = _Sequence(tokens[at], at, at - np.arange(len(at)), codes, len(at))
    return _read(tokens, sequence, groups, len(texts))


def _is(marks: _Marks, signs: str) -> _Mask:
    result: _Mask = marks == ord(signs[0])
    for sign in signs[1:]:
        result |= marks == ord(sign)
    return result


def _taken_apart(
    tokens: _Marks, codes: Codes, texts: npt.NDArray[np.uint8]
) -> tuple[_Sequence, _Groups]:
    count = len(texts)
    opens, closes = _is(tokens, "[("), _is(tokens, "])")
    depth = np.cumsum(opens.astype(np.int8) - closes.astype(np.int8), dtype=np.int32)
    if depth[-1] != 0 or depth.min() < 0 or depth.max() > _DEEPEST:
        raise NotUsual("brackets that are not in balance, or in one another too often")
    if (_is(tokens, ".{}") & (depth > 0)).any():
        raise NotUsual("a statement that ends within brackets")
    # Every token belongs to its depth, and the end of a group once more to the depth around it.
    at = np.repeat(np.arange(len(tokens)), 1 + closes)
    group = np.zeros(len(at), np.bool_)
    group[1:] = at[1:] == at[:-1]
    level = (depth + closes)[at] - group
    order = np.argsort(level.astype(np.uint8), kind="stable")
    at, group = at[order], group[order]
    is_term = group | (tokens[at] == 0)
    mark_at, term_at = at[~is_term], at[is_term]
    marks, counts = tokens[mark_at], np.cumsum(is_term)[~is_term]

    # Groups of the same depth follow one another: beginnings and ends alternate.
    borders = np.flatnonzero(_is(marks, "[(])"))
    begin, end = borders[0::2], borders[1::2]
    is_list = marks[begin] == ord("(")
    sizes = np.where(is_list, counts[end] - counts[begin], 1)
    node = (count + _KNOWN + np.cumsum(sizes) - sizes).astype(np.int32)
    node[sizes == 0] = count + _NIL
    number = np.zeros(len(tokens), np.int32)
    number[tokens == 0] = codes
    number[mark_at[begin]] = number[mark_at[end]] = node
    first = np.arange(len(tokens))
    first[mark_at[end]] = mark_at[begin]
    first = first[term_at]
    terms = number[term_at]
    linked = (tokens[first] == ord("(")) & (term_at - first > 1)
    text = np.zeros(len(tokens), np.uint8)
    text[tokens == 0] = texts[codes]
    text = text[term_at]
    turn = _SLOTS * term_at + np.array([_OWN, _SLOTS + _TEXT, _TAIL])[text]
    turn[linked] = _SLOTS * (first[linked] + 1) + _LINK

    filled = is_list & (sizes > 0)
    lengths = sizes[filled]
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    nodes = (np.repeat(node[filled], lengths) + inside).astype(np.int32)
    elements = np.repeat(counts[begin[filled]], lengths) + inside
    later = inside > 0
    last = np.cumsum(lengths) - 1
    lists = (
        np.concatenate([nodes, nodes[later] - 1, nodes[last]]),
        np.repeat(np.array([count + _FIRST, count + _REST], np.int32), [len(nodes), len(nodes)]),
        np.concatenate([terms[elements], nodes[later], np.full(len(last), count + _NIL, np.int32)]),
        np.concatenate(
            [
                turn[elements],
                _SLOTS * first[elements[later]] + _LINK,
                _SLOTS * mark_at[end[filled]] + _LINK,
            ]
        ),
    )
    sequence = _Sequence(marks, mark_at, counts, terms, int((level[order][~is_term] == 0).sum()))
    return sequence, _Groups(first, term_at, turn, number[mark_at], lists, int(sizes.sum()))


def _read(tokens: _Marks, sequence: _Sequence, groups: _Groups | None, count: int) -> Statements:
    marks, counts, terms = sequence.marks, sequence.counts, sequence.terms
    previous = np.empty_like(marks)
    previous[:1] = ord(".")
    previous[1:] = marks[:-1]
    between = np.diff(counts, prepend=0)
    shape = (previous * np.int32(256) + marks) * (_MANY + 1) + np.minimum(between, _MANY)
    if not _ALLOWED[shape].all():
        raise NotUsual("terms that make no statement")
    top = marks[: sequence.top]
    if len(terms) and (not len(top) or len(terms) > counts[-1] or not _is(top[-1:], ".}").any()):
        raise NotUsual("a statement without an end")

    opens, listed = marks == ord("{"), previous == ord("(")
    begins = _is(previous, ".{}") & ~opens
    lone = begins & (between == 1)
    whole = begins & (between == 3)
    row = (between > 0) & ~(opens | listed | lone)
    verb_from = np.maximum.accumulate(np.where(row & (between > 1), counts - 2, 0))
    start = whole | (previous == ord("["))
    subjects = np.zeros(len(marks), np.int32)
    if groups is not None:
        _check_alone(tokens, groups, counts[lone] - 1)
        subjects[1:] = groups.own[:-1]
    elif lone.any():
        raise NotUsual("a term that is no statement")
    subjects[whole] = terms[counts[whole] - 3]
    start_at = np.maximum.accumulate(np.where(start, np.arange(len(marks)), 0))
    objects = counts[row] - 1
    columns = subjects[start_at[row]], terms[verb_from[row]], terms[objects]
    if (columns[1] >= count).any():
        raise NotUsual("a group as a predicate")
    place = sequence.at[row]
    if groups is not None:
        size = _SLOTS * (len(tokens) + 1)
        columns, place = _in_order(columns, groups.turn[objects], groups.lists, size)
    return _with_graphs(sequence, columns, place, between, groups, count)


def _check_alone(tokens: _Marks, groups: _Groups, terms: Places) -> None:
    """Check that terms are anonymous nodes with properties, which make a statement alone."""
    first, last = groups.first[terms], groups.last[terms]
    if ((tokens[first] != ord("[")) | (last - first < 2)).any():
        raise NotUsual("a term that is no statement")


def _in_order(
    columns: tuple[Codes, Codes, Codes],
    order: Places,
    lists: tuple[Codes, Codes, Codes, Places],
    size: int,
) -> tuple[tuple[Codes, Codes, Codes], Places]:
    """Return all statements in order, and the positions of the tokens that made them."""
    order = np.concatenate([order, lists[3]])
    turn = np.full(size, -1, np.int64)
    turn[order] = np.arange(len(order))
    turn = turn[turn >= 0]
    if len(turn) != len(order):
        raise AssertionError("two statements in one place")
    subject, predicate, object_ = (
        np.concatenate([column, more])[turn]
        for column, more in zip(columns, lists[:3], strict=True)
    )
    return (subject, predicate, object_), order[turn] // _SLOTS


def _with_graphs(
    sequence: _Sequence,
    columns: tuple[Codes, Codes, Codes],
    place: Places,
    between: Places,
    groups: _Groups | None,
    count: int,
) -> Statements:
    marks, terms = sequence.marks, sequence.terms
    anonymous = 0 if groups is None else groups.anonymous
    borders = np.flatnonzero(_is(marks, "{}"))
    none = np.empty(0, np.int32)
    if not len(borders):
        graph = np.full(len(place), INHERITED, np.int32)
        return Statements(*columns, graph, none, none, anonymous, None, None, INHERITED)
    opens = marks[borders] == ord("{")
    if (opens[1:] == opens[:-1]).any():
        raise NotUsual("a graph in a graph, or one that ends twice")
    named = borders[opens & (between[borders] > 0)]
    name_at = sequence.counts[named] - 1
    names = terms[name_at]
    if groups is not None:
        first, last = groups.first[name_at], groups.last[name_at]
        if ((names >= count) & ((names < count + _KNOWN) | (last - first != 1))).any():
            raise NotUsual("a group as the name of a graph")
    graphs = np.full(len(borders) + 1, DEFAULT, np.int32)
    graphs[0] = INHERITED
    graphs[1:][opens & (between[borders] > 0)] = names
    keywords = terms[sequence.counts[borders[opens & (between[borders] == 2)]] - 2]
    graph = graphs[np.searchsorted(sequence.at[borders], place)]
    return Statements(
        *columns,
        graph,
        keywords,
        names,
        anonymous,
        not opens[0],
        bool(opens[-1]),
        int(graphs[-1]),
    )
