"""Chunks of one source become rows in the numbering of a whole dictionary."""

from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Blanks:
    """The blank nodes that several sources have in common, by label without ``_:``.

    For sources that are pieces of one document: there a label means the same node in each. The
    number stands in their names for that of the source.
    """

    number: int
    known: dict[str, int] = field(default_factory=dict)

    def name(self, label: str) -> str:
        """Return the name of a blank node, without ``_:``."""
        return f"f{self.number}n{self.known.setdefault(label, len(self.known) + 1)}"


class Merger:
    """Takes the chunks of one source in order.

    A blank node is called ``_:f{number}n{i}``: the i-th that the source shows, subject before
    object before graph. The names of a source are thus the same in every run, and never equal
    those of a source with another number.
    """

    def __init__(
        self, terms: Terms, number: int, *, graphs: bool, blanks: Blanks | None = None
    ) -> None:
        """Begin with a source.

        Args:
            terms: the dictionary that grows.
            number: of the source.
            graphs: whether the names of graphs are kept.
            blanks: the blank nodes it has in common with other sources.
        """
        self._terms = terms
        self._number = number
        self._graphs = graphs
        self._blanks = blanks
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
        if self._blanks is not None:
            labels = tokens.gather(places).str.strip_prefix("_:").to_list()
            names = [f"_:{self._blanks.name(label)}" for label in labels]
            return tokens.scatter(places, pl.Series(names, dtype=pl.String))
        order = tokens.gather(places).cast(self._labels).to_physical().cast(pl.String)
        return tokens.scatter(places, f"_:f{self._number}n" + order)


def _joined(parts: list[Codes]) -> Codes:
    """Return one array, and let go of its parts before the next one is made."""
    whole = np.concatenate(parts) if parts else np.empty(0, np.int32)
    parts.clear()
    return whole
