"""Chunks of one source become rows in the numbering of a whole dictionary."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from grondslag.columns.reading_lines import Chunk, Codes, Places
from grondslag.columns.terms import Terms


@dataclass(frozen=True)
class Rows:
    """The statements of one source, in the order in which it makes them.

    Attributes:
        subject: number of the term for each statement; so are ``predicate`` and ``object``.
        graph: number of the named graph, -1 for the default graph; None when not asked for.
        lines: line of each statement, counted from 1; None where lines are not known.
    """

    subject: Codes
    predicate: Codes
    object: Codes
    graph: Codes | None
    lines: Codes | None

    @property
    def count(self) -> int:
        """Number of statements, repetitions included."""
        return len(self.subject)


class Merger:
    """Takes the chunks of one source in order.

    A blank node is called ``_:f{number}n{i}``: the i-th that the source shows, subject before
    object before graph. The names of a source are thus the same in every run, and never equal
    those of a source with another number.
    """

    def __init__(self, terms: Terms, number: int, *, graphs: bool) -> None:
        """Begin with a source.

        Args:
            terms: the dictionary that grows.
            number: of the source.
            graphs: whether the names of graphs are kept.
        """
        self._terms = terms
        self._number = number
        self._graphs = graphs
        self._subject: list[Codes] = []
        self._predicate: list[Codes] = []
        self._object: list[Codes] = []
        self._graph: list[Codes] = []
        self._lines: list[Codes] | None = []
        # Numbers follow the order of arrival; the filler makes the first label number 1.
        self._labels = pl.Categorical(pl.Categories.random())
        self._filler = pl.Series([""], dtype=pl.String).cast(self._labels)

    def add(self, chunk: Chunk, lines_before: int = 0) -> None:
        """Append the statements of a chunk; its lines come after so many others."""
        tokens, blanks = chunk.tokens, chunk.blanks
        if not self._graphs:
            tokens, blanks = tokens.head(chunk.graphs_at), blanks[blanks < chunk.graphs_at]
        ids = self._terms.encode(self._name_blanks(tokens, blanks))
        self._subject.append(ids[chunk.subject])
        self._predicate.append(ids[chunk.predicate])
        self._object.append(ids[chunk.object])
        if self._graphs:
            default = chunk.graph < 0
            self._graph.append(np.where(default, np.int32(-1), ids[chunk.graph]))
        if chunk.lines is None:
            self._lines = None
        elif self._lines is not None:
            self._lines.append(chunk.lines + np.int32(lines_before))

    def rows(self) -> Rows:
        """Return what has been added, and forget it."""
        return Rows(
            _joined(self._subject),
            _joined(self._predicate),
            _joined(self._object),
            _joined(self._graph) if self._graphs else None,
            None if self._lines is None else _joined(self._lines),
        )

    def _name_blanks(self, tokens: pl.Series, places: Places) -> pl.Series:
        if not len(places):
            return tokens
        order = tokens.gather(places).cast(self._labels).to_physical().cast(pl.String)
        return tokens.scatter(places, f"_:f{self._number}n" + order)


def _joined(parts: list[Codes]) -> Codes:
    """Return one array, and let go of its parts before the next one is made."""
    whole = np.concatenate(parts) if parts else np.empty(0, np.int32)
    parts.clear()
    return whole
