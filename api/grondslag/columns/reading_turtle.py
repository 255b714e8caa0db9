"""Turtle and TriG in bulk: stretches of whole statements, read several at a time.

See https://www.w3.org/TR/turtle/ and https://www.w3.org/TR/trig/. A cut is a guess, and proven by
what is before it. The first stretch begins between two statements (``turtle_head``). Of a stretch
that begins so the modes are known for certain (``turtle_tokens``), its tokens are terms or marks
for certain (``turtle_terms``), and these make whole statements, the last of which ends with a dot
or a brace (``turtle_structure``). So the next stretch begins between two statements as well. In
TriG it may begin inside a graph: what was open at the end of one stretch is open at the start of
the next, which is checked when the stretches are put in order, and given to the statements that
come before the first brace. Labels of blank nodes are kept, anonymous nodes get labels that no
document can have.

A stretch that is not usual is read by Oxigraph, with the directives of the head before it. It has
to be accepted to its end, which is then between two statements and outside of all graphs, and
leave prefixes and base as they were. When that is not so, or the first stretch is not usual, the
whole document is read in another way.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import numpy.typing as npt
import polars as pl
import pyoxigraph as ox

from grondslag.columns.reading_lines import Chunk, Codes, Places, batches, encode, from_batch
from grondslag.columns.reading_merge import Merger
from grondslag.columns.reading_source import Document
from grondslag.columns.turtle_head import Head
from grondslag.columns.turtle_structure import INHERITED, Statements, statements_of
from grondslag.columns.turtle_terms import (
    KEYWORD,
    OBJECT,
    PREDICATE,
    SUBJECT,
    Spelled,
    spelled,
)
from grondslag.columns.turtle_tokens import NotUsual, tokens_of

#: Bytes of one stretch.
STRETCH = 5 << 20
# Larger stretches hold a token that may be too long for Oxigraph, or are none.
_MOST = 15 << 20
_WINDOW = 1 << 18
_AFTER_STATEMENT = re.compile(rb"\.\s*\n(?=[<A-Za-z_:\[(#])")
_AFTER_ANY = re.compile(rb"[.}]\s*\n(?=[ \t]*[<A-Za-z_:\[({#])")
# A guess is looked at before it is taken: so many guesses, so much of the text, so many statements.
_GUESSES = 50
_LOOK = 1 << 14
_STATEMENTS = 3

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_KNOWN = [f"<{_RDF}first>", f"<{_RDF}rest>", f"<{_RDF}nil>"]


@dataclass(frozen=True)
class Part:
    """What a stretch holds.

    Attributes:
        chunks: the statements.
        inherited: how many of them, at the beginning, are in the graph that was open before.
        begins_inside: whether it begins inside a graph; None when it does not tell.
        ends_inside: whether it ends inside a graph; None when no graph begins or ends in it.
        graph: name of the graph in which it ends; None for the default graph.
    """

    chunks: list[Chunk]
    inherited: int = 0
    begins_inside: bool | None = False
    ends_inside: bool | None = False
    graph: str | None = None


def stretches(
    document: Document, head: Head, syntax: ox.RdfFormat, size: int
) -> Iterator[tuple[int, bytes]]:
    """Cut what follows the head where statements seem to end; also tell where each part begins.

    Raises:
        NotUsual: when no place for a cut is seen.
    """
    pattern = _AFTER_ANY if syntax == ox.RdfFormat.TRIG else _AFTER_STATEMENT
    start, data = head.size, b""
    with document.open(start) as file:
        while block := file.read(size):
            data += block
            if len(block) < size:
                continue
            cut = _cut(data, max(len(data) // 2, len(data) - _WINDOW), head, pattern)
            if cut:
                yield start, data[:cut]
                start, data = start + cut, data[cut:]
            elif len(data) > _MOST:
                raise NotUsual("no end of a statement")
    if data:
        yield start, data


def _cut(data: bytes, start: int, head: Head, pattern: re.Pattern[bytes]) -> int:
    """Return a place after which statements can be read, 0 when none is seen."""
    for found in islice(pattern.finditer(data, start), _GUESSES):
        after = data[found.end() : found.end() + _LOOK]
        for opening in (b"", b"{"):
            quads = ox.parse(head.text + opening + after, format=ox.RdfFormat.TRIG)
            try:
                if len(list(islice(quads, _STATEMENTS))) == _STATEMENTS:
                    return found.end()
            except SyntaxError:
                continue
    return 0


def from_stretch(item: tuple[int, bytes], head: Head, syntax: ox.RdfFormat) -> Part | None:
    """Read a stretch that begins between two statements.

    Args:
        item: where it begins in the document, and its bytes.
        head: the directives that apply to it.
        syntax: Turtle or TriG.

    Returns:
        What it holds, or None when it does not end between two statements, or the first stretch
        is not usual.
    """
    start, data = item
    try:
        return _in_bulk(start, data, head, syntax)
    except NotUsual:
        return None if start == head.size else _through_oxigraph(data, head, syntax)


def _in_bulk(start: int, data: bytes, head: Head, syntax: ox.RdfFormat) -> Part:
    tokens = tokens_of(data)
    codes, first = encode(tokens.terms)
    terms = spelled(tokens.terms.gather(first), tokens.initials[first], head)
    found = statements_of(tokens.marks, terms.place[codes], terms.texts)
    if syntax == ox.RdfFormat.TURTLE and found.begins_inside is not None:
        raise NotUsual("graphs in Turtle")
    _check_roles(found, terms)
    labels = "_:[" + pl.Series(np.arange(found.anonymous)).cast(pl.String) + f".{start}"
    spellings = [each.alias("") for each in (terms.tokens, pl.Series(_KNOWN), labels)]
    tokens_ = pl.concat(spellings)
    blank = np.zeros(len(tokens_), np.bool_)
    blank[: len(terms.roles)] = terms.roles == SUBJECT | OBJECT
    blank[len(terms.roles) + len(_KNOWN) :] = True
    chunk = _chunk(found, tokens_, blank)
    return Part(
        [chunk],
        int((found.graph == INHERITED).sum()),
        found.begins_inside,
        found.ends_inside,
        None if found.ends < 0 else str(tokens_[found.ends]),
    )


def _check_roles(found: Statements, terms: Spelled) -> None:
    for codes, role in (
        (found.subject, SUBJECT),
        (found.predicate, PREDICATE),
        (found.object, OBJECT),
        (found.names, SUBJECT),
        (found.keywords, KEYWORD),
    ):
        used = np.zeros(len(terms.roles) + len(_KNOWN) + found.anonymous, np.bool_)
        used[codes] = True
        if (used[: len(terms.roles)] & (terms.roles & role == 0)).any():
            raise NotUsual("a term that may not stand in its place")


def _chunk(found: Statements, tokens: pl.Series, blank: npt.NDArray[np.bool_]) -> Chunk:
    """Return the statements in the numbering of the terms that occur in them."""
    used = np.zeros(len(tokens), np.bool_)
    for column in (found.subject, found.predicate, found.object):
        used[column] = True
    number = np.cumsum(used, dtype=np.int32) - np.int32(1)
    named = found.graph >= 0
    graphs, places = np.unique(found.graph[named], return_inverse=True)
    chosen = np.concatenate([np.flatnonzero(used), graphs])
    graph = np.full(len(named), -1, np.int32)
    graph[named] = places + (len(chosen) - len(graphs))
    columns = [number[each] for each in (found.subject, found.predicate, found.object)]
    return Chunk(
        # Adding nothing makes a copy: what is kept of a token would else keep the whole stretch.
        tokens=tokens.gather(chosen) + "",
        subject=columns[0],
        predicate=columns[1],
        object=columns[2],
        graph=graph,
        graphs_at=len(chosen) - len(graphs),
        blanks=_first_seen([columns[0], columns[2], graph], blank[chosen]),
        lines=None,
    )


def _first_seen(columns: list[Codes], blank: npt.NDArray[np.bool_]) -> Places:
    """Return the blank nodes in the order in which statements show them, column by column."""
    seen = np.full(len(blank), np.iinfo(np.int64).max)
    for slot, column in enumerate(columns):
        rows = np.flatnonzero(blank[column] & (column >= 0))[::-1]
        first = np.full(len(blank), np.iinfo(np.int64).max)
        first[column[rows]] = rows * len(columns) + slot
        seen = np.minimum(seen, first)
    places = np.flatnonzero(blank)
    return places[np.argsort(seen[places], kind="stable")]


def _through_oxigraph(data: bytes, head: Head, syntax: ox.RdfFormat) -> Part | None:
    quads = ox.parse(head.text + data, format=syntax)
    try:
        chunks = [from_batch(each) for each in batches(quads)]
    except (SyntaxError, ValueError, MemoryError):
        return None
    same = quads.prefixes == head.prefixes and quads.base_iri == head.base
    return Part(chunks) if same else None


def add_parts(merger: Merger, parts: Iterable[Part | None]) -> bool:
    """Take parts in order; tell whether they are a whole document, and proven so."""
    inside, graph = False, None
    for part in parts:
        if part is None or part.begins_inside not in (None, inside):
            return False
        for chunk in part.chunks:
            merger.add(_in_graph(chunk, part.inherited, graph) if graph else chunk)
        if part.ends_inside is not None:
            inside, graph = part.ends_inside, part.graph
    return not inside


def _in_graph(chunk: Chunk, count: int, name: str) -> Chunk:
    """Return a chunk of which the first so many statements are in a graph."""
    if not count:
        return chunk
    place = len(chunk.tokens)
    graph, blanks = chunk.graph.copy(), chunk.blanks
    graph[:count] = place
    if name.startswith("_:"):
        # It has a name already, for no stretch ends before the first statement of a graph.
        blanks = np.append(blanks, place)
    tokens = chunk.tokens.append(pl.Series([name], dtype=pl.String))
    return replace(chunk, tokens=tokens, graph=graph, blanks=blanks)
