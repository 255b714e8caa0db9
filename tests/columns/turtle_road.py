"""Both roads from Turtle and TriG to statements, for tests that compare them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import pytest

from grondslag.columns import reading, reading_turtle
from grondslag.columns.reading import Rdf12Term, read_rows
from grondslag.columns.reading_merge import Merger
from grondslag.columns.reading_source import Document
from grondslag.columns.terms import Terms

TURTLE, TRIG = ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG
NUMBER = 7

Statement = tuple[str, ...]


def plainly(data: bytes, syntax: ox.RdfFormat) -> list[Statement]:
    """What Oxigraph alone makes of it, blank nodes named in order of appearance."""
    names: dict[str, str] = {}

    def token(term: object) -> str:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term.value, f"_:f{NUMBER}n{len(names) + 1}")
        if isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and term.direction):
            raise Rdf12Term
        return "" if isinstance(term, ox.DefaultGraph) else str(term)

    # An error anywhere comes before a term that RDF 1.1 does not have.
    quads = list(ox.parse(data, format=syntax))
    return [tuple(map(token, quad)) for quad in quads]


def in_words(terms: Terms, rows: reading.Rows) -> list[Statement]:
    columns = [terms.take(each).to_list() for each in (rows.subject, rows.predicate, rows.object)]
    graph = [""] * rows.count
    if rows.graph is not None:
        graph = [terms.token(each) if each >= 0 else "" for each in rows.graph.tolist()]
    return list(zip(*columns, graph, strict=True))


def in_bulk(data: bytes, syntax: ox.RdfFormat, *, graphs: bool = True) -> list[Statement] | None:
    """What the road in bulk alone makes of it; None when it gives up."""
    terms = Terms()
    merger = Merger(terms, NUMBER, graphs=graphs)
    if not reading._from_statements(merger, Document(data), syntax):
        return None
    return in_words(terms, merger.rows())


def outcome(data: bytes, syntax: ox.RdfFormat) -> object:
    """What reading gives, with all its roads, or how it fails."""
    terms = Terms()
    try:
        return in_words(terms, read_rows(terms, data, syntax, NUMBER, graphs=True))
    except SyntaxError as error:
        return error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset
    except Rdf12Term:
        return Rdf12Term


def outcome_plainly(data: bytes, syntax: ox.RdfFormat) -> object:
    try:
        return plainly(data, syntax)
    except SyntaxError as error:
        return error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset
    except Rdf12Term:
        return Rdf12Term


@contextmanager
def stretches_of(size: int, *, look: bool = True) -> Iterator[None]:
    """Make every document large enough, and its stretches about so many bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BULK", 0)
        patch.setattr(reading_turtle, "STRETCH", size)
        if not look:
            patch.setattr(reading_turtle, "_STATEMENTS", 0)
        yield


@contextmanager
def without_oxigraph() -> Iterator[None]:
    """Fail when a stretch is given to Oxigraph, or a token is shown to it."""

    def refuse(*_: object) -> None:
        raise AssertionError("this should be read in bulk")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading_turtle, "_through_oxigraph", refuse)
        patch.setattr("grondslag.columns.turtle_terms._ask", refuse)
        yield
