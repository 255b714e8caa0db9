"""Read RDF in six serialisations into one dataset.

Oxigraph judges the syntax of every input. Turtle and TriG are then read once more for the
line of each triple; N-Triples and N-Quads have one triple per line; RDF/XML and JSON-LD tell
the line where a subject is described. Nothing is ever fetched: an ``owl:imports`` or a remote
JSON-LD context is noted or refused.
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pyoxigraph as ox
from rdflib import BNode, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

from grondslag.columns.reading import Blanks, Rdf12Term, Rows, read_rows
from grondslag.dataset import Dataset, SourceFile
from grondslag.dataset.bulk import Places
from grondslag.dataset.store import from_oxigraph
from grondslag.errors import InputError
from grondslag.intake.faults import (
    beyond_rdf11,
    check_start,
    no_data,
    rdf12,
    redefinition,
    syntax_error,
    too_long,
    unreadable,
)
from grondslag.intake.formats import (
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TURTLE,
    Format,
    format_of,
)
from grondslag.intake.json_unread import unread
from grondslag.intake.nesting import check_json
from grondslag.intake.places import places_in
from grondslag.intake.sources import STANDARD_INPUT, Source, find_sources, take
from grondslag.intake.subject_lines import check_xml, json_subjects
from grondslag.intake.turtle import CannotLocate, TurtleReader
from grondslag.settings import Settings, settings
from grondslag.vocabulary import RESERVED

__all__ = ["STANDARD_INPUT", "read_bytes", "read_files"]

Progress = Callable[[str], None]

_BATCH_LINES = 50_000
#: From this size on, a line for every triple costs more than the check itself.
_BULK_BYTES = 2 * 1024 * 1024


def read_files(
    names: Iterable[str | Source],
    *,
    limits: Settings | None = None,
    progress: Progress | None = None,
    may_redefine: bool = False,
) -> Dataset:
    """Read files, folders, shipped data sets or standard input into one dataset.

    Args:
        names: what to read, in order; ``-`` is standard input, a source is read as it is.
        limits: settings to use instead of those of the environment.
        progress: is told the name of each input before it is read.
        may_redefine: allow statements about our own terms, as a shapes graph makes.

    Raises:
        InputError: with file, and where known line and column, if an input cannot be used.
    """
    limits = limits or settings()
    dataset = Dataset()
    seen: dict[tuple[str, str | None], str] = {}
    documents: dict[str, Blanks] = {}
    for source in find_sources(names, dataset.remarks):
        if progress:
            progress(source.name)
        data, digest = take(source, limits)
        before = seen.get((digest, source.document))
        if before is not None:
            dataset.remarks.append(
                (
                    f"{source.name} is gelijk aan {before} en telt één keer mee.",
                    f"{source.name} equals {before} and counts once.",
                )
            )
            continue
        seen[digest, source.document] = source.name
        blanks = None
        if source.document is not None:
            blanks = documents.setdefault(source.document, Blanks(len(dataset.files)))
        known = None if source.media_type is None else format_of("", b"", source.media_type)
        if not source.is_kept:
            dataset.unkept.add(len(dataset.files))
        _read(dataset, source.name, data, digest, None, may_redefine, known, blanks)
    return _note_imports(dataset)


def read_bytes(name: str, data: bytes, digest: str, content_type: str | None = None) -> Dataset:
    """Read one input that is already in memory, such as an upload.

    Raises:
        InputError: as :func:`read_files`.
    """
    dataset = Dataset()
    _read(dataset, name, data, digest, content_type)
    return _note_imports(dataset)


def _read(
    dataset: Dataset,
    name: str,
    data: bytes,
    digest: str,
    content_type: str | None,
    may_redefine: bool = False,
    known: Format | None = None,
    blanks: Blanks | None = None,
) -> None:
    if not data.strip():
        raise InputError(
            "Dit bestand is leeg. Controleer of u het juiste bestand hebt gekozen.",
            "This file is empty. Check that you chose the right file.",
            file=name,
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    check_start(data, name)
    kind = known or format_of(name, data[:4096], content_type)
    if kind is JSON_LD:
        check_json(data, name)
    number = len(dataset.files)
    dataset.files.append(SourceFile(name, kind.name, len(data), digest))
    collector = _Collector(dataset, number, may_redefine, blanks)
    if len(data) >= _BULK_BYTES:
        _read_bulk(collector, kind, data)
    elif kind in (TURTLE, TRIG):
        _read_turtle(collector, kind, data)
    elif kind in (N_TRIPLES, N_QUADS):
        _read_lines(collector, kind, data)
    else:
        _read_tree(collector, kind, data)
    remarks = unread(data, name) if kind is JSON_LD else []
    if collector.count == 0:
        raise no_data(name, remarks)
    dataset.remarks.extend(remarks)


def _note_imports(dataset: Dataset) -> Dataset:
    pairs = {(str(s), str(o)) for s, o in dataset.graph.subject_objects(OWL.imports)}
    dataset.ignored_imports.extend(sorted(pairs))
    return dataset


class _Collector:
    """Puts triples of one file into the dataset; refuses what redefines our own terms."""

    def __init__(
        self, dataset: Dataset, number: int, may_redefine: bool, blanks: Blanks | None
    ) -> None:
        self.dataset = dataset
        self.number = number
        self.blanks = blanks
        self.name = dataset.files[number].name
        self._reserved = () if may_redefine else RESERVED
        self._names = blanks or Blanks(number)
        #: The lines of subjects, in formats of which the parser tells none.
        self.lines: dict[str, int] = {}
        self.count = 0

    def emit(self, s: Node, p: Node, o: Node, line: int | None) -> None:
        self.count += 1
        if isinstance(s, URIRef) and str(s).startswith(self._reserved):
            raise redefinition(str(s), self.name, line or self.lines.get(str(s)))
        self.dataset.add((s, p, o), self.number, line)

    def check_subjects(self, rows: Rows, places: Places) -> None:
        """Refuse statements about our own terms in a large input."""
        if not self._reserved:
            return
        terms = self.dataset.terms
        subjects = np.unique(rows.subject)
        tokens = terms.take(subjects)
        for namespace in self._reserved:
            ours = tokens.filter(tokens.str.starts_with(f"<{namespace}"))
            if len(ours):
                token = str(ours.min())
                raise redefinition(token[1:-1], self.name, places.of_subject(token))

    def node(self, term: object) -> Node:
        """Return the rdflib term; blank nodes are named by order of appearance."""
        if isinstance(term, ox.BlankNode):
            return BNode(self._names.name(term.value))
        return from_oxigraph(term)

    def emit_quad(self, quad: ox.Quad, line: int | None) -> None:
        if beyond_rdf11(quad.object):
            raise rdf12(self.name, quad.object, line)
        self.emit(self.node(quad.subject), self.node(quad.predicate), self.node(quad.object), line)


def _parse(
    data: bytes, kind: Format, name: str, line_offset: int = 0, whole: bytes | None = None
) -> Iterator[ox.Quad]:
    """Yield the quads of a document.

    Raises:
        InputError: with line and column where the document is not well-formed.
    """
    try:
        yield from ox.parse(data, kind.syntax)
    except SyntaxError as error:
        raise syntax_error(error, name, kind, whole or data, line_offset) from error
    except MemoryError as error:
        raise too_long(name) from error
    except (ValueError, OSError) as error:
        raise unreadable(kind, error, name) from error


def _read_turtle(collector: _Collector, kind: Format, data: bytes) -> None:
    name = collector.name
    expected, refused = 0, None
    for quad in _parse(data, kind, name):
        if refused is None and beyond_rdf11(quad.object):
            refused = expected, quad.object
        expected += 1
    located: list[tuple[Node, Node, Node, int]] = []
    reader = TurtleReader(
        data.decode("utf-8"),
        lambda s, p, o, line: located.append((s, p, o, line)),
        f"f{collector.number}n",
    )
    try:
        reader.read()
        stopped = None
    except CannotLocate:
        stopped = len(located)
    if refused is not None:
        place, term = refused
        # Our reader knows RDF 1.1 only, so it most likely stopped at this very statement.
        raise rdf12(name, term, reader.line if stopped == place else None)
    if stopped is not None:
        located = []
    if len(located) == expected:
        for s, p, o, line in located:
            collector.emit(s, p, o, line)
        return
    # The two readers disagree: the reference parser is right, at the price of the lines.
    for quad in _parse(data, kind, name):
        collector.emit_quad(quad, None)


def _read_lines(collector: _Collector, kind: Format, data: bytes) -> None:
    lines = data.split(b"\n")
    for start in range(0, len(lines), _BATCH_LINES):
        batch = lines[start : start + _BATCH_LINES]
        places = [
            start + index + 1
            for index, line in enumerate(batch)
            if (stripped := line.strip()) and not stripped.startswith(b"#")
        ]
        quads = list(_parse(b"\n".join(batch), kind, collector.name, start, data))
        known = len(places) == len(quads)
        for index, quad in enumerate(quads):
            collector.emit_quad(quad, places[index] if known else None)


def _read_tree(collector: _Collector, kind: Format, data: bytes) -> None:
    """Read RDF/XML or JSON-LD, and note on which line each subject is described."""
    is_xml = kind is RDF_XML
    collector.lines = check_xml(data, collector.name) if is_xml else json_subjects(data)
    for quad in _parse(data, kind, collector.name):
        collector.emit_quad(quad, None)
    for address, line in collector.lines.items():
        collector.dataset.note_subject(URIRef(address), collector.number, line)


def _read_bulk(collector: _Collector, kind: Format, data: bytes) -> None:
    """Read a large document as columns; where its triples stand is found when it is asked."""
    dataset, name = collector.dataset, collector.name
    lines = check_xml(data, name) if kind is RDF_XML else {}
    try:
        rows = read_rows(
            dataset.terms, data, kind.syntax, collector.number, name, blanks=collector.blanks
        )
    except SyntaxError as error:
        raise syntax_error(error, name, kind, data, 0) from error
    except Rdf12Term:
        raise _rdf12_in(data, kind, name) from None
    except MemoryError as error:
        raise too_long(name) from error
    except (ValueError, OSError) as error:
        raise unreadable(kind, error, name) from error
    places = places_in(kind, data, rows, dataset.terms, lines)
    collector.check_subjects(rows, places)
    collector.count += rows.count
    dataset.add_bulk(collector.number, rows, places)


def _rdf12_in(data: bytes, kind: Format, name: str) -> InputError:
    """Return the refusal of a large document, with the line where each line is a statement."""
    if kind in (N_TRIPLES, N_QUADS):
        for number, line in enumerate(data.split(b"\n"), 1):
            if not (b"--" in line or b"<<" in line):
                continue
            for quad in _parse(line, kind, name, number - 1):
                if beyond_rdf11(quad.object):
                    return rdf12(name, quad.object, number)
    return rdf12(name)
