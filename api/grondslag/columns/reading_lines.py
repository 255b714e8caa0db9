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
        subject: place in ``tokens`` for each statement; so are ``predicate`` and ``object``.
        graph: place in ``tokens`` of the named graph, -1 for the default graph.
        graphs_at: place in ``tokens`` from which on they name graphs.
        blanks: places in ``tokens`` of blank nodes, in the order in which they are first seen.
        lines: number of the line for each statement, or None where it is not known.
    """

    tokens: pl.Series
    subject: Codes
    predicate: Codes
    object: Codes
    graph: Codes
    graphs_at: int
    blanks: Places
    lines: Codes | None


@dataclass(frozen=True)
class Stretch:
    """What a stretch of N-Triples or N-Quads holds; lines are counted from its own start."""

    chunks: list[Chunk]
    size: int
    line_count: int
    error: SyntaxError | None = None


def stretches(document: Document, size: int = STRETCH) -> Iterator[bytes]:
    """Cut a document at ends of lines."""
    with document.open() as file:
        while data := file.read(size):
            yield data if data.endswith(b"\n") else data + file.readline()


def batches(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Write statements as canonical N-Quads, so many at a time.

    Raises:
        SyntaxError: as the parser does that yields them.
    """
    source = iter(quads)
    while data := ox.serialize(islice(source, BATCH), format=ox.RdfFormat.N_QUADS):
        yield data


def from_stretch(data: bytes, syntax: ox.RdfFormat) -> Stretch:
    """Read N-Triples or N-Quads of unknown quality.

    Raises:
        MemoryError: as Oxigraph does, for a token above 16 MiB.
        Rdf12Term: for what RDF 1.1 does not have.
    """
    usual = data
    if b"\r" in data and data.count(b"\r") == data.count(b"\r\n"):
        usual = data.replace(b"\r\n", b"\n")
    if len(data) < _LONGEST:
        try:
            chunk = _columns(_lines(usual), quads=syntax == ox.RdfFormat.N_QUADS, check=True)
        except NotCanonical:
            pass
        else:
            count = len(chunk.subject)
            lines = np.arange(1, count + 1, dtype=np.int32)
            return Stretch([replace(chunk, lines=lines)], len(data), count)
    return _through_oxigraph(data, syntax)


def from_batch(data: bytes, *, graphs: bool = True) -> Chunk:
    """Read N-Quads as Oxigraph writes them.

    Args:
        data: the statements.
        graphs: whether any can have the name of a graph.

    Raises:
        Rdf12Term: for what RDF 1.1 does not have.
    """
    return _columns(_lines(data), quads=graphs, check=False)


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
    subject_codes, subject_rows = encode(subject)
    predicate_codes, predicate_rows = encode(predicate)
    rest_codes, rest_rows = encode(rest)
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
    # Adding nothing makes a copy: what is kept of a token would else keep the whole stretch.
    tokens = pl.concat([part.alias("token") for part in parts]) + ""
    blanks = np.flatnonzero(tokens.str.starts_with("_:").to_numpy())
    if len(blanks):
        seen = np.concatenate([each * _SLOTS + slot for slot, each in enumerate(rows)])
        blanks = blanks[np.argsort(seen[blanks], kind="stable")]
    return Chunk(
        tokens=tokens,
        subject=subject_codes,
        predicate=predicate_codes + starts[1],
        object=rest_codes + starts[2],
        graph=np.where(graph < 0, graph, graph + starts[3]),
        graphs_at=int(starts[3]),
        blanks=blanks,
        lines=None,
    )


def encode(column: pl.Series) -> tuple[Codes, Places]:
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
    codes[places], first = encode(present)
    shorter = pl.DataFrame({"rest": rests, "graph": names}).select(
        pl.when(pl.col("graph").is_null())
        .then(pl.col("rest"))
        .otherwise(pl.col("rest").str.strip_suffix(" " + pl.col("graph")))
    )
    return shorter.to_series(), codes, places[first], present.gather(first)


def _through_oxigraph(data: bytes, syntax: ox.RdfFormat) -> Stretch:
    """Let Oxigraph read a stretch and write it again in the usual way."""
    count = data.count(b"\n")
    try:
        chunks = [from_batch(each) for each in batches(ox.parse(data, format=syntax))]
    except SyntaxError as error:
        return Stretch([], len(data), count, error)
    lines = _lines_of_statements(data)
    ends = np.cumsum([len(chunk.subject) for chunk in chunks])
    if len(lines) != (ends[-1] if chunks else 0):
        # Lines end at a carriage return alone: rare, and not counted as other tools do.
        return Stretch(chunks, len(data), count)
    parts = np.split(lines, ends[:-1])
    known = [replace(each, lines=part) for each, part in zip(chunks, parts, strict=False)]
    return Stretch(known, len(data), count)


def _lines_of_statements(data: bytes) -> Codes:
    """Return the numbers of the lines that hold more than a comment."""
    numbers = [
        number
        for number, line in enumerate(data.split(b"\n"), start=1)
        if (stripped := line.strip()) and not stripped.startswith(b"#")
    ]
    return np.array(numbers, np.int32)


def moved(error: SyntaxError, lines: int) -> SyntaxError:
    """Return an error of Oxigraph in a stretch that so many lines come before."""
    position, colon, reason = str(error.msg).partition(": ")
    message = _LINE.sub(lambda match: f"line {int(match[1]) + lines}", position) + colon + reason
    result = SyntaxError(message)
    result.lineno = None if error.lineno is None else error.lineno + lines
    result.end_lineno = None if error.end_lineno is None else error.end_lineno + lines
    result.offset, result.end_offset = error.offset, error.end_offset
    return result
