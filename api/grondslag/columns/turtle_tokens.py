"""Where the tokens of a stretch of Turtle or TriG are, found for all of its bytes at once.

See https://www.w3.org/TR/turtle/#sec-grammar and https://www.w3.org/TR/trig/#sec-grammar. A text
that begins between two statements is read in one of five modes: plain, inside a text of one line,
inside a long text, inside an IRI, inside a comment. Which mode rules where is guessed from the
quotation marks, and then proven. Take the first place at which guess and truth differ. Up to
there they agree, so that the sign at that place is one that changes the mode in one of the two:

* plain to text: every quotation mark that no backslash stands before opens a text or closes one,
  and three in a row open or close a long text; four in a row, three within a text, and an
  apostrophe in plain mode are not taken;
* within a text of one line: no end of a line is taken; backslashes are counted as the grammar
  does, and one before a sign that only counts in plain mode makes a token that no pattern takes;
* within a long text: only three marks in a row count, in truth as in the guess;
* plain to IRI: ``<`` and ``>`` have to alternate, with no quotation mark and no end of a line
  between the two;
* plain to comment: a number sign in plain mode is taken only where a comment was guessed, and a
  comment only where the mode is plain; it ends with its line.

So there is no such place, or the stretch is not taken. At its end the mode must be plain. In plain
mode white space parts tokens, a bracket, comma or semicolon is a token, and so is a dot before
white space or the end of a graph, unless a backslash stands before it. All else that hangs
together is one token here; whether it is one in truth is for ``turtle_terms`` to find out, which
takes nothing else.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from grondslag.columns.turtle_bits import (
    Places,
    Text,
    Words,
    after,
    before,
    between,
    listed,
    members,
    of,
    ranges,
    where,
)

# White space and what changes the mode, then the dot, then what is a token wherever it stands.
_SIGNS = b"\"\\<>#' \t\n\r" + b"." + b";,[](){}"
_FIRST, _LAST = np.uint64(1), np.uint64(63)
_LINE_END = re.compile(rb"[\r\n]")
# So many comments in a stretch are looked at one by one.
_COMMENTS = 100_000
# Oxigraph refuses tokens above 16 MiB.
_LONGEST = 15 << 20


class NotUsual(Exception):
    """The road in bulk does not know what a stretch means; Oxigraph does."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a stretch in order.

    Attributes:
        marks: for each token 0 for a term, else its one sign.
        terms: the spelling of each term.
        initials: its first sign.
    """

    marks: npt.NDArray[np.uint8]
    terms: pl.Series
    initials: Text


def tokens_of(data: bytes) -> Tokens:
    """Return the tokens of a stretch that begins between two statements.

    Raises:
        NotUsual: when it is not certain what they are.
    """
    if data[-1:] not in (b"\n", b" ", b"\t"):
        raise NotUsual("the last sign may be part of a longer token")
    text = np.frombuffer(data, np.uint8)
    signs = where(data, _SIGNS)
    quote, backslash, less, greater, number, apostrophe, space, tab, line, back, dot = signs[:11]
    ends, blank = line | back, space | tab | line | back
    comment = np.zeros_like(quote)
    starts = number & after(blank)
    starts[0] |= number[0] & _FIRST
    if starts.any():
        comment = _comments(data, listed(starts))
        for each in (quote, backslash, less, greater):
            each &= ~comment
    escaped = _escaped(backslash)
    plain = _plain(quote & ~escaped, less, greater, ends)
    if (comment & ~plain).any():
        raise NotUsual("a comment that is none")
    if ((number | apostrophe) & plain & ~comment & ~escaped).any():
        raise NotUsual("a comment close behind a token, or a text between apostrophes")
    blank = (blank | comment) & plain
    marks = np.bitwise_or.reduce(signs[11:])
    # A dot that no name and no number goes on after.
    marks |= dot & before(blank | (signs[-1] & plain))
    marks &= plain & ~comment & ~escaped
    return _cut(data, text, marks, ~(blank | marks))


def _cut(data: bytes, text: Text, marks: Words, content: Words) -> Tokens:
    if len(text) % 64:
        content[-1] &= (_FIRST << np.uint64(len(text) % 64)) - _FIRST
    behind = after(content)
    begin = content & ~behind
    places = listed(begin | marks)
    is_mark = members(marks, places)
    starts = places[~is_mark]
    lengths = listed(behind & ~content) - starts
    if len(lengths) and int(lengths.max()) > _LONGEST:
        raise NotUsual("a token that may be too long")
    whole = pl.lit(pl.Series([data], dtype=pl.Binary)).first()
    table = pl.DataFrame({"start": starts, "length": lengths})
    try:
        terms = table.select(whole.bin.slice("start", "length").cast(pl.String)).to_series()
    except pl.exceptions.PolarsError as error:
        raise NotUsual("no UTF-8") from error
    return Tokens(np.where(is_mark, text[places], np.uint8(0)), terms, text[starts])


def _comments(data: bytes, places: Places) -> Words:
    """Return what seem to be comments: up to the sign no text was left open on the same line."""
    if len(places) > _COMMENTS:
        raise NotUsual("very many comments")
    starts, ends = [], []
    seen, quotes, end = 0, 0, 0
    for place in places.tolist():
        if place < end:
            continue
        # What was counted on the same line is not counted again.
        line = max(data.rfind(b"\n", seen, place), data.rfind(b"\r", seen, place)) + 1
        if line > 0:
            seen, quotes = line, 0
        quotes += data.count(b'"', seen, place) - data.count(b'\\"', seen, place)
        seen = place
        if quotes % 2:
            continue
        found = _LINE_END.search(data, place)
        end = seen = found.start() if found else len(data)
        starts.append(place)
        ends.append(end)
    return ranges(starts, ends, len(data))


def _escaped(backslash: Words) -> Words:
    """Return the places that a backslash stands before which is not escaped itself."""
    follows = after(backslash)
    if not (follows & backslash).any():
        return follows
    places = listed(backslash)
    first = np.ones(len(places), np.bool_)
    first[1:] = np.diff(places) != 1
    run = np.maximum.accumulate(np.where(first, np.arange(len(places)), 0))
    odd = (np.arange(len(places)) - run) % 2 == 0
    return after(of(places[odd], len(backslash)))


def _plain(quote: Words, less: Words, greater: Words, ends: Words) -> Words:
    """Return where no text and no IRI is, after proof."""
    third = quote & after(quote)
    third &= after(after(quote))
    long = np.zeros_like(quote)
    if third.any():
        if (third & after(third)).any():
            raise NotUsual("four quotation marks in a row")
        in_long = between(third)
        threes = third | before(third) | before(before(third))
        long = in_long | threes
        single = quote & ~long
        if _open_at_end(in_long) or (threes & between(single)).any():
            raise NotUsual("three quotation marks in a text")
    else:
        single = quote
    in_text = between(single)
    if _open_at_end(in_text) or (in_text & ends).any():
        raise NotUsual("a text goes on over the end of a line")
    text = in_text | single | long
    angles = (less | greater) & ~text
    in_iri = between(angles)
    wrong = (less & ~text & ~in_iri) | (greater & ~text & in_iri) | (in_iri & (quote | ends))
    if _open_at_end(in_iri) or wrong.any():
        raise NotUsual("an angle bracket without another")
    return ~(text | in_iri | angles)


def _open_at_end(inside: Words) -> bool:
    return bool(inside[-1] >> _LAST)
