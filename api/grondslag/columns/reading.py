"""From RDF in any of six syntaxes to columns of numbers.

N-Triples and N-Quads are cut at ends of lines and read in bulk, several stretches at a time; large
Turtle and TriG likewise, at ends of statements. The other syntaxes, and Turtle and TriG that are
not written as usual, are parsed by Oxigraph, which writes them as N-Quads, that are then read in
bulk: in this process for a small document, in child processes for a large one. Whenever a road in
bulk meets something that it does not know, the same bytes go through Oxigraph alone, so that
what is accepted, what it means and what an error says are always Oxigraph's.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

import pyoxigraph as ox

from grondslag.columns import reading_turtle as turtle
from grondslag.columns.reading_lines import (
    Chunk,
    Rdf12Term,
    batches,
    from_batch,
    from_stretch,
    moved,
    stretches,
)
from grondslag.columns.reading_merge import Blanks, Merger, Rows
from grondslag.columns.reading_parallel import SMALL, Ahead, Child, ChildFailed, start
from grondslag.columns.reading_source import Document
from grondslag.columns.terms import Terms
from grondslag.columns.turtle_head import head_of
from grondslag.columns.turtle_tokens import NotUsual

__all__ = ["Blanks", "Rdf12Term", "Rows", "read_rows"]

_LINES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_STATEMENTS = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
_GRAPHS = (ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD)
_WORKERS = 2
#: Below this number of bytes Turtle and TriG are read sooner by Oxigraph.
BULK = 1 << 18

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def read_rows(
    terms: Terms,
    source: Path | bytes,
    syntax: ox.RdfFormat,
    number: int,
    name: str = "",
    *,
    graphs: bool = False,
    ahead: Ahead | None = None,
    blanks: Blanks | None = None,
) -> Rows:
    """Read one source; its terms are added to the dictionary.

    Nothing is fetched: a remote JSON-LD context is an error. A byte order mark is passed over.

    Args:
        terms: the dictionary that grows.
        source: bytes, or a file.
        syntax: one of the six.
        number: of the source; its blank nodes are called ``_:f{number}n1`` and so on, in the
            order in which they are first met.
        name: of the source, which an error gives as its file name.
        graphs: whether to keep the names of graphs; without, their statements are one graph.
        ahead: children that were started before, for this source and syntax; closed here.
        blanks: the blank nodes that it has in common with other sources; without, they are its own.

    Raises:
        SyntaxError: as Oxigraph does, with line and column where it knows them.
        Rdf12Term: for a triple term, or a text with a base direction.
        MemoryError: as Oxigraph does, for a token above 16 MiB.
        ValueError: as Oxigraph does, for a document that cannot be read in another way.
        OSError: when a file cannot be read.
    """
    try:
        with ahead or nullcontext():
            document = Document(source)
            # Of what is tried in vain nothing may stay behind in what sources have in common.
            if blanks is None:
                new = partial(Merger, terms, number, graphs=graphs)
                rows = _at_several_places(new, source, document, syntax, ahead)
                if rows is not None:
                    return rows
            # What is wrong shows when one parser reads everything.
            merger = Merger(terms, number, graphs=graphs, blanks=blanks)
            read = _from_lines if syntax in _LINES else _from_parser
            return read(merger, document, syntax)
    except SyntaxError as error:
        error.filename = name or None
        raise


def _at_several_places(
    new: Callable[[], Merger],
    source: Path | bytes,
    document: Document,
    syntax: ox.RdfFormat,
    ahead: Ahead | None,
) -> Rows | None:
    """Take Turtle or TriG in bulk, or a document from children; None unless proven whole."""
    if ahead is None and syntax in _STATEMENTS and document.size >= BULK:
        merger = new()
        if _from_statements(merger, document, syntax):
            return merger.rows()
    ahead = ahead or start(source, syntax, bulk=False)
    if ahead is None:
        return None
    with ahead:
        merger = new()
        return merger.rows() if _from_children(merger, ahead, graphs=syntax in _GRAPHS) else None


def _from_statements(merger: Merger, document: Document, syntax: ox.RdfFormat) -> bool:
    """Take Turtle or TriG in bulk; tell whether it is the whole document, and proven so."""
    head = head_of(document)
    if head is None:
        return False
    read = partial(turtle.from_stretch, head=head, syntax=syntax)
    cut = turtle.stretches(document, head, syntax, turtle.STRETCH)
    try:
        return turtle.add_parts(merger, _in_order(read, cut, document.size))
    except NotUsual:
        return False


def _from_lines(merger: Merger, document: Document, syntax: ox.RdfFormat) -> Rows:
    read = partial(from_stretch, syntax=syntax)
    start, before = 0, 0
    for stretch in _in_order(read, stretches(document), document.size):
        if stretch.error is not None:
            raise moved(_error_from(document, start, syntax) or stretch.error, before)
        for chunk in stretch.chunks:
            merger.add(chunk, before)
        start += stretch.size
        before += stretch.line_count
    return merger.rows()


def _error_from(document: Document, start: int, syntax: ox.RdfFormat) -> SyntaxError | None:
    """Return the error in the rest of a document, of which a stretch may show only a part."""
    with document.open(start) as file:
        try:
            deque(ox.parse(file, format=syntax), maxlen=0)
        except SyntaxError as error:
            return error
    return None


def _from_parser(merger: Merger, document: Document, syntax: ox.RdfFormat) -> Rows:
    read = partial(from_batch, graphs=syntax in _GRAPHS)
    with document.open() as file:
        written = batches(ox.parse(file, format=syntax))
        for chunk in _in_order(read, written, document.size):
            merger.add(chunk)
    return merger.rows()


def _in_order(
    function: Callable[[_Item], _Result], items: Iterable[_Item], size: int
) -> Iterator[_Result]:
    """Apply a function to items, several at a time when they are large; results in order."""
    if size < SMALL:
        yield from map(function, items)
        return
    with ThreadPoolExecutor(_WORKERS) as pool:
        running: deque[Future[_Result]] = deque()
        for item in items:
            running.append(pool.submit(function, item))
            if len(running) > _WORKERS:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def _from_children(merger: Merger, ahead: Ahead, *, graphs: bool) -> bool:
    """Take what the children parse; tell whether it is the whole document, and proven so."""
    queues = []
    for child in ahead.children:
        queue: SimpleQueue[Chunk | Exception | None] = SimpleQueue()
        Thread(target=_take, args=(child, queue, graphs), daemon=True).start()
        queues.append(queue)
    last = len(queues) - 1
    for place, (child, queue) in enumerate(zip(ahead.children, queues, strict=True)):
        while (item := queue.get()) is not None:
            if isinstance(item, ChildFailed):
                return False
            if isinstance(item, Exception):
                raise item
            merger.add(item)
        if place < last and ahead.plan.state not in (None, child.state):
            return False
    return True


def _take(child: Child, queue: "SimpleQueue[Chunk | Exception | None]", graphs: bool) -> None:
    try:
        for data in child.batches():
            queue.put(from_batch(data, graphs=graphs))
    except Exception as error:
        queue.put(error)
    else:
        queue.put(None)
