"""Take inputs apart into graphs: each named graph becomes N-Triples in a file of its own.

The memory needed does not grow with the input: statements go to disk as they are parsed. Beside
the N-Triples, a file of numbers remembers on which line of the input each statement stood.
"""

import os
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from tempfile import mkdtemp, mkstemp
from typing import BinaryIO

import pyoxigraph as ox
from rdflib.namespace import RDF
from rdflib.term import Node

from grondslag.dataset import SourceFile
from grondslag.intake.faults import (
    beyond_rdf11,
    check_start,
    no_data,
    rdf12,
    syntax_error,
    too_long,
    unreadable,
)
from grondslag.intake.formats import JSON_LD, N_QUADS, N_TRIPLES, TRIG, Format, format_of
from grondslag.intake.json_unread import unread_in
from grondslag.intake.nesting import check_json
from grondslag.intake.sources import Source
from grondslag.intake.spool import spool
from grondslag.intake.subject_lines import json_subjects
from grondslag.intake.turtle import CannotLocate, TurtleReader
from grondslag.settings import MEBIBYTE, Settings
from grondslag.tokens import token_of

#: How statements outside named graphs are called beside the name of their file.
DEFAULT_GRAPH = "(default graph)"

_HAS_GRAPHS = (TRIG, N_QUADS, JSON_LD)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BATCH_LINES = 50_000
#: Above this size in bytes, TriG and JSON-LD are not read once more for their lines.
_LOCATED_AT_MOST = 8 * MEBIBYTE
#: Statements that wait to be written, over all graphs together.
_WAITING = 200_000
_LIST_TERMS = (f"<{RDF.first}>", f"<{RDF.rest}>")

#: The lines of statements, by subject, predicate and object as N-Triples.
_Lines = Callable[[str, str, str], int]


@dataclass(frozen=True)
class Part:
    """One piece of input that a worker reads.

    ``source`` is what to read; ``shown`` is the input as people know it. ``lines`` holds, for
    each line of the source, the line of that input (8 bytes each, 0 for unknown); None when the
    source is the input itself. ``file`` describes the input, when it is not the source itself.
    """

    source: Source
    shown: str
    lines: Path | None = None
    file: SourceFile | None = None

    def line(self, number: int) -> int | None:
        """Return the line of the input for a line of the source, both from 1."""
        if self.lines is None:
            return number
        with self.lines.open("rb") as file:
            file.seek((number - 1) * _WIDTH)
            found = int.from_bytes(file.read(_WIDTH), "little")
        return found or None


@dataclass(frozen=True)
class Pieces:
    """An input taken apart: what is outside named graphs, and each named graph by name.

    Remarks say in Dutch and English what was left out.
    """

    default: Part | None
    graphs: dict[str, Part]
    remarks: tuple[tuple[str, str], ...] = ()


_WIDTH = 8


def whole(source: Source, limits: Settings, folder: Path) -> Part:
    """Return an input as one piece; standard input, which workers do not have, in a file.

    Raises:
        InputError: if standard input cannot be read.
    """
    if source.path is not None:
        return Part(source, source.name)
    return _spooled(source, limits, folder)[0]


def split(source: Source, limits: Settings, folder: Path) -> Pieces:
    """Take an input apart; a format without named graphs stays whole.

    Args:
        source: the input.
        limits: on its size.
        folder: where to write.

    Raises:
        InputError: if it cannot be read, with the line where known.
    """
    part, kind = _spooled(source, limits, folder)
    path = part.source.path
    if kind not in _HAS_GRAPHS or path is None:
        return Pieces(part, {})
    if kind is JSON_LD:
        check_json(path, source.name)
    writer = _Writer(Path(mkdtemp(dir=folder)), source.name, part.file)
    with _unmarked(path) as file:
        for quad, line in _located(file, kind, source.name, path):
            writer.add(quad, line)
    remarks = unread_in(path, source.name) if kind is JSON_LD else []
    path.unlink()
    pieces = writer.pieces()
    if pieces.default is None and not pieces.graphs:
        raise no_data(source.name, remarks)
    return replace(pieces, remarks=tuple(remarks))


def _spooled(source: Source, limits: Settings, folder: Path) -> tuple[Part, Format]:
    handle, name = mkstemp(dir=folder)
    os.close(handle)
    target = Path(name)
    spooled = spool(source, limits, target)
    with target.open("rb") as file:
        start = file.read(4096).removeprefix(_BYTE_ORDER_MARK)
    check_start(start, source.name)
    kind = format_of("" if source.media_type else source.name, start, source.media_type)
    description = SourceFile(source.name, kind.name, spooled.size, spooled.sha256)
    return Part(Source(source.name, target, kind.media_type), source.name, None, description), kind


def _unmarked(path: Path) -> BinaryIO:
    file = path.open("rb")
    if file.read(3) != _BYTE_ORDER_MARK:
        file.seek(0)
    return file


class _Writer:
    """Writes statements to the files of their graphs, many at a time."""

    def __init__(self, folder: Path, shown: str, description: SourceFile | None) -> None:
        self._folder = folder
        self._shown = shown
        self._description = description
        # The same bytes twice are one document, as they are one input.
        self._document = shown if description is None else description.sha256
        self._numbers: dict[str, int] = {}
        self._blank_names: dict[str, str] = {}
        self._texts: defaultdict[str, list[str]] = defaultdict(list)
        self._lines: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
        self._waiting = 0

    def add(self, quad: ox.Quad, line: int) -> None:
        if beyond_rdf11(quad.object):
            raise rdf12(self._shown, quad.object, line or None)
        name = self._name(quad.graph_name)
        self._texts[name].append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
        self._lines[name].append(line)
        self._waiting += 1
        if self._waiting >= _WAITING:
            self._flush()

    def pieces(self) -> Pieces:
        self._flush()
        parts = {name: self._part(name) for name in self._numbers}
        return Pieces(parts.pop("", None), parts)

    def _name(self, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> str:
        if isinstance(graph, ox.NamedNode):
            return graph.value
        if isinstance(graph, ox.BlankNode):
            # The labels are made up anew by each parser; the order is that of the input.
            known = self._blank_names
            return known.setdefault(graph.value, f"{self._shown} _:g{len(known) + 1}")
        return ""

    def _flush(self) -> None:
        for name, texts in self._texts.items():
            number = self._numbers.setdefault(name, len(self._numbers))
            with (self._folder / f"{number}.nt").open("ab") as file:
                file.write("".join(texts).encode())
            lines = self._lines[name]
            with (self._folder / f"{number}.lines").open("ab") as file:
                file.write(b"".join(line.to_bytes(_WIDTH, "little") for line in lines))
        self._texts.clear()
        self._lines.clear()
        self._waiting = 0

    def _part(self, name: str) -> Part:
        number = self._numbers[name]
        called = f"{self._shown} <{name}>" if name else f"{self._shown} {DEFAULT_GRAPH}"
        source = Source(called, self._folder / f"{number}.nt", N_TRIPLES.media_type, self._document)
        return Part(source, self._shown, self._folder / f"{number}.lines", self._description)


def _located(file: BinaryIO, kind: Format, name: str, path: Path) -> Iterator[tuple[ox.Quad, int]]:
    """Yield statements with their lines, 0 where unknown.

    Raises:
        InputError: with line and column where the document is not well-formed.
    """
    if kind is N_QUADS:
        yield from _from_lines(file, name)
        return
    quads = _parse(file, kind, name)
    first = next(quads, None)
    if first is None:
        return
    line_of: _Lines = lambda *_: 0  # noqa: E731
    if path.stat().st_size <= _LOCATED_AT_MOST:
        data = path.read_bytes().removeprefix(_BYTE_ORDER_MARK)
        line_of = _statement_lines(data) if kind is TRIG else _subject_lines(data)
        del data
    yield first, line_of(str(first.subject), str(first.predicate), str(first.object))
    for quad in quads:
        yield quad, line_of(str(quad.subject), str(quad.predicate), str(quad.object))


def _parse(data: BinaryIO | bytes, kind: Format, name: str, offset: int = 0) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(data, kind.syntax)
    except SyntaxError as error:
        start = data[:4096] if isinstance(data, bytes) else b""
        raise syntax_error(error, name, kind, start, offset) from error
    except MemoryError as error:
        raise too_long(name) from error
    except (ValueError, OSError) as error:
        raise unreadable(kind, error, name) from error


def _from_lines(file: BinaryIO, name: str) -> Iterator[tuple[ox.Quad, int]]:
    for start in count(0, _BATCH_LINES):
        batch = list(islice(file, _BATCH_LINES))
        if not batch:
            return
        places = [
            start + index
            for index, line in enumerate(batch, 1)
            if (stripped := line.strip()) and not stripped.startswith(b"#")
        ]
        quads = list(_parse(b"".join(batch), N_QUADS, name, start))
        if len(places) != len(quads):
            places = [0] * len(quads)
        yield from zip(quads, places, strict=True)


def _statement_lines(data: bytes) -> _Lines:
    """Return what tells the line of each triple of a TriG document, asked in its order.

    Blank nodes have other labels in each reader, so a triple is known by its other terms, and
    equal ones by their order, in which the readers agree except inside lists.
    """
    lines: defaultdict[tuple[str, str, str], deque[int]] = defaultdict(deque)

    def emit(s: Node, p: Node, o: Node, line: int) -> None:
        lines[_signature(token_of(s), token_of(p), token_of(o))].append(line)

    with suppress(UnicodeDecodeError, CannotLocate):
        TurtleReader(data.decode("utf-8"), emit, "b").read()

    def line_of(subject: str, predicate: str, object_: str) -> int:
        if predicate in _LIST_TERMS and subject.startswith("_:"):
            return 0
        waiting = lines.get(_signature(subject, predicate, object_))
        return waiting.popleft() if waiting else 0

    return line_of


def _signature(subject: str, predicate: str, object_: str) -> tuple[str, str, str]:
    return (
        "_:" if subject.startswith("_:") else subject,
        predicate,
        "_:" if object_.startswith("_:") else object_,
    )


def _subject_lines(data: bytes) -> _Lines:
    """Return what tells on which line of a JSON-LD document a subject is described."""
    lines = {f"<{address}>": line for address, line in json_subjects(data).items()}
    return lambda subject, _, __: lines.get(subject, 0)
