"""A stretch of N-Triples or N-Quads as columns: its distinct tokens and one row a statement.

See https://www.w3.org/TR/n-triples/ and https://www.w3.org/TR/n-quads/. The road in bulk takes
statements that are written as usual: one space between terms, space and dot at the end, no
comment, no blank line. Anything else goes through Oxigraph first, which writes it so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import numpy.typing as npt
import polars as pl
import pyoxigraph as ox

from grondslag.columns.reading_source import Document
from grondslag.columns.reading_tokens import NotCanonical, objects, predicates, subjects

Codes = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]

#: Bytes of one stretch. Large enough for work in bulk, small enough to stay in the cache.
STRETCH = 8 << 20
#: Statements that are written at once on the way from another syntax.
BATCH = 50_000
# Oxigraph refuses tokens above 16 MiB; a line that may hold one is left to its judgement.
_LONGEST = 15 << 20
_SLOTS = 4
_LINE = re.compile(r"\bline (\d+)")
_QUOTED_TRIPLE = "<<"
_DIRECTION = r'"@[a-z0-9-]+--(?:ltr|rtl)$'


class Rdf12Term(ValueError):
    """A source holds a triple term or a text with a base direction (RDF 1.2)."""


@dataclass(frozen=True)
class Chunk:
    """Statements in the numbering of their own distinct tokens.

    Attributes:
        tokens: canonical tokens; one may occur more than once.
        seen: for each token a number that grows with the place where it is first seen.
        subject: place in ``tokens`` for each statement; so are ``predicate`` and ``object``.
        graph: place in ``tokens`` of the named graph, -1 for the default graph.
        graphs_at: place in ``tokens`` from which on they name graphs.
        lines: number of the line for each statement, or None where it is not known.
    """

    tokens: pl.Series
    seen: Places
    subject: Codes
    predicate: Codes
    object: Codes
    graph: Codes
    graphs_at: int
    lines: Codes | None


@dataclass(frozen=True)
class Stretch:
    """Bytes of a source that begin and end at a line, and the number of their first line."""

    data: bytes
    first_line: int


def stretches(document: Document, size: int = STRETCH) -> Iterator[Stretch]:
    """Cut a document at ends of lines."""
    line = 1
    with document.open() as file:
        while data := file.read(size):
            if not data.endswith(b"\n"):
                data += file.readline()
            yield Stretch(data, line)
            line += data.count(b"\n")


def batches(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Write statements as canonical N-Quads, so many at a time.

    Raises:
        SyntaxError: as the parser does that yields them.
    """
    source = iter(quads)
    while data := ox.serialize(islice(source, BATCH), format=ox.RdfFormat.N_QUADS):
        yield data


def from_stretch(stretch: Stretch, syntax: ox.RdfFormat) -> list[Chunk]:
    """Read N-Triples or N-Quads of unknown quality.

    Raises:
        SyntaxError: as Oxigraph does, with lines counted from the start of the document.
        MemoryError: as Oxigraph does, for a token above 16 MiB.
        Rdf12Term: for what RDF 1.1 does not have.
    """
    quads = syntax == ox.RdfFormat.N_QUADS
    data = stretch.data
    if b"\r" in data and data.count(b"\r") == data.count(b"\r\n"):
        data = data.replace(b"\r\n", b"\n")
    if len(data) < _LONGEST:
        try:
            chunk = _columns(_lines(data), quads=quads, check=True)
        except NotCanonical:
            pass
        else:
            first = stretch.first_line
            lines = np.arange(first, first + len(chunk.subject), dtype=np.int32)
            return [replace(chunk, lines=lines)]
    return list(_through_oxigraph(stretch, syntax))


def from_batch(data: bytes) -> Chunk:
    """Read N-Quads as Oxigraph writes them.

    Raises:
        Rdf12Term: for what RDF 1.1 does not have.
    """
    return _columns(_lines(data), quads=True, check=False)


def _lines(data: bytes) -> pl.Series:
    """Return the lines of a text that has no blank ones.

    Raises:
        NotCanonical: when the bytes are no UTF-8 or hold characters that end or part lines.
    """
    try:
        table = pl.read_csv(
            data,
            has_header=False,
            separator="\x01",
            quote_char=None,
            schema={"line": pl.String},
        )
    except pl.exceptions.PolarsError as error:
        raise NotCanonical from error
    lines = table.to_series()
    ends = len(lines) if data.endswith(b"\n") else len(lines) - 1
    if lines.null_count() or int(lines.str.len_bytes().sum()) + ends != len(data):
        raise NotCanonical
    return lines


def _columns(lines: pl.Series, *, quads: bool, check: bool) -> Chunk:
    split = lines.str.splitn(" ", 3).struct.unnest()
    subject, predicate, rest = (split.to_series(place) for place in range(3))
    if rest.null_count():
        raise NotCanonical
    subject_codes, subject_rows = _encode(subject)
    predicate_codes, predicate_rows = _encode(predicate)
    rest_codes, rest_rows = _encode(rest)
    rests = rest.gather(rest_rows)
    if not rests.str.ends_with(" .").all():
        raise NotCanonical
    rests = rests.str.strip_suffix(" .")
    graph_codes, graph_rows = np.full(len(rests), -1, np.int32), np.empty(0, np.int64)
    graphs = pl.Series([], dtype=pl.String)
    if quads:
        rests, graph_codes, graph_rows, graphs = _split_graphs(rests)
        graph_rows = rest_rows[graph_rows]
    parts = [subject.gather(subject_rows), predicate.gather(predicate_rows), rests, graphs]
    if check:
        parts = [subjects(parts[0]), predicates(parts[1]), objects(parts[2]), subjects(parts[3])]
    elif rests.str.starts_with(_QUOTED_TRIPLE).any() or rests.str.contains(_DIRECTION).any():
        raise Rdf12Term("a triple term or a base direction")
    starts = np.cumsum([0] + [len(part) for part in parts], dtype=np.int32)
    rows = (subject_rows, predicate_rows, rest_rows, graph_rows)
    graph = graph_codes[rest_codes]
    return Chunk(
        tokens=pl.concat([part.alias("token") for part in parts]),
        seen=np.concatenate([each * _SLOTS + slot for slot, each in enumerate(rows)]),
        subject=subject_codes,
        predicate=predicate_codes + starts[1],
        object=rest_codes + starts[2],
        graph=np.where(graph < 0, graph, graph + starts[3]),
        graphs_at=int(starts[3]),
        lines=None,
    )


def _encode(column: pl.Series) -> tuple[Codes, Places]:
    """Number the distinct values of a column; also return the row where each comes first."""
    # Categories of its own, so that no table outlives this call or is shared between threads.
    numbers = column.cast(pl.Categorical(pl.Categories.random())).to_physical().to_numpy()
    count = int(numbers.max()) + 1 if len(numbers) else 0
    first = np.full(count, -1, np.int64)
    first[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)
    if (first < 0).any():
        raise AssertionError("the dictionary gave out numbers with gaps")
    return numbers.astype(np.int32), first


def _split_graphs(rests: pl.Series) -> tuple[pl.Series, Codes, Places, pl.Series]:
    """Part objects from the graph names behind them.

    What follows the last space is the name of a graph only when it holds no quotation mark; else
    that space is inside a literal.

    Returns:
        The objects, the code of the graph of each, where each graph is first seen, the graphs.
    """
    names = rests.str.extract(r' (<[^ "]*>|_:[^ "]*)$', 1)
    codes = np.full(len(rests), -1, np.int32)
    places = np.flatnonzero(names.is_not_null().to_numpy())
    if not len(places):
        return rests, codes, np.empty(0, np.int64), names.head(0)
    present = names.gather(places)
    codes[places], first = _encode(present)
    shorter = pl.DataFrame({"rest": rests, "graph": names}).select(
        pl.when(pl.col("graph").is_null())
        .then(pl.col("rest"))
        .otherwise(pl.col("rest").str.strip_suffix(" " + pl.col("graph")))
    )
    return shorter.to_series(), codes, places[first], present.gather(first)


def _through_oxigraph(stretch: Stretch, syntax: ox.RdfFormat) -> Iterator[Chunk]:
    """Let Oxigraph read a stretch and write it again in the usual way."""
    lines = _lines_of_statements(stretch)
    done = 0
    chunks = []
    try:
        for data in batches(ox.parse(stretch.data, format=syntax)):
            chunks.append(from_batch(data))
    except SyntaxError as error:
        raise _moved(error, stretch.first_line - 1) from error
    if sum(len(chunk.subject) for chunk in chunks) != len(lines):
        # Lines end at a carriage return alone: rare, and not counted as other tools do.
        yield from chunks
        return
    for chunk in chunks:
        count = len(chunk.subject)
        yield replace(chunk, lines=lines[done : done + count])
        done += count


def _lines_of_statements(stretch: Stretch) -> Codes:
    """Return the numbers of the lines that hold more than a comment."""
    numbers = [
        number
        for number, line in enumerate(stretch.data.split(b"\n"), start=stretch.first_line)
        if (stripped := line.strip()) and not stripped.startswith(b"#")
    ]
    return np.array(numbers, np.int32)


def _moved(error: SyntaxError, lines: int) -> SyntaxError:
    """Return the error with its lines counted from the start of the document."""
    position, colon, reason = str(error.msg).partition(": ")
    message = _LINE.sub(lambda match: f"line {int(match[1]) + lines}", position) + colon + reason
    moved = SyntaxError(message)
    moved.lineno = None if error.lineno is None else error.lineno + lines
    moved.end_lineno = None if error.end_lineno is None else error.end_lineno + lines
    moved.offset, moved.end_offset = error.offset, error.end_offset
    return moved
