"""Large inputs: their triples as columns, and the place of a triple found when it is asked for.

For a small file every triple carries its line from the start. For a large one that would cost
more than checking it, so the file is read again at the one statement that is asked about.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from grondslag.columns.graph import TYPE, Keys, pack
from grondslag.columns.joins import matches
from grondslag.columns.reading import Rows
from grondslag.columns.terms import Terms

Places64 = npt.NDArray[np.int64]


class Places(Protocol):
    """Tells where the triples of one large input stand; tokens in, lines out."""

    def of_triple(self, subject: str, predicate: str, object_: str) -> int | None:
        """Return the line of a triple, or None if it is not known."""

    def of_subject(self, subject: str) -> int | None:
        """Return the line on which a subject is described, or None if it is not known."""


class Bulk(NamedTuple):
    """One large input: the number of its file, its triples, and where they stand."""

    file_number: int
    rows: Rows
    places: Places


class LinePlaces:
    """Places in N-Triples and N-Quads, where every triple has a line of its own."""

    def __init__(self, terms: Terms, rows: Rows) -> None:
        """Use triples that were read with their lines."""
        self._terms = terms
        self._rows = rows

    @cached_property
    def _order(self) -> tuple[Places64, Keys]:
        keys = pack(self._rows.subject, self._rows.object)
        order = np.argsort(keys, kind="stable")
        return order, keys[order]

    def _first(self, rows: Places64) -> int | None:
        if self._rows.lines is None or len(rows) == 0:
            return None
        return int(self._rows.lines[rows].min())

    def of_triple(self, subject: str, predicate: str, object_: str) -> int | None:
        """Return the line of a triple."""
        s, p, o = (self._terms.numbers([each]) for each in (subject, predicate, object_))
        order, keys = self._order
        _, places = matches(pack(s, o), keys)
        rows = order[places]
        return self._first(rows[self._rows.predicate[rows] == p[0]])

    def of_subject(self, subject: str) -> int | None:
        """Return the line of its first type, else its first line."""
        s = self._terms.number(subject)
        order, keys = self._order
        start, end = np.searchsorted(keys, [s << 32, (s + 1) << 32])
        rows = order[start:end]
        typed = rows[self._rows.predicate[rows] == self._terms.number(TYPE)]
        return self._first(typed if len(typed) else rows)


Statement = list[tuple[str, str, str, int]]

_SUBJECT = r"(<[^>\s]*>|[^\s<#@;,.\[\](){}\"']*:[^\s;,\[\](){}\"']*)"
_AT_MARGIN = re.compile(rf"^{_SUBJECT}", re.MULTILINE)
_INDENTED = re.compile(rf"^[ \t]*{_SUBJECT}", re.MULTILINE)
_PREFIX = re.compile(
    r"^[ \t]*@?prefix[ \t]+([^\s:]*):[ \t]*<([^>\s]*)>[ \t]*\.?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


class StatementPlaces:
    """Places in Turtle and TriG: the statement is found by its subject, then read again.

    Statements count that begin on a line of their own, as people and programs write them; of
    others the place is not known, which is better than a wrong one.
    """

    def __init__(
        self,
        text: str,
        read: Callable[[int, int, dict[str, str]], Statement],
        *,
        is_indented: bool,
    ) -> None:
        """Look in a document.

        Args:
            text: the document.
            read: reads the statement at a position, given the line and the namespaces in force
                there, and returns the triples as tokens with their lines.
            is_indented: whether statements may be indented, as in a graph of TriG.
        """
        self._text = text
        self._read = read
        self._pattern = _INDENTED if is_indented else _AT_MARGIN

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        """Return the namespaces; none if one prefix stands for two, as then no name is sure."""
        found: dict[str, str] = {}
        for match in _PREFIX.finditer(self._text):
            if found.setdefault(match[1], match[2]) != match[2]:
                return {}
        return found

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Positions of statements by the token of their subject."""
        found: dict[str, list[int]] = {}
        for match in self._pattern.finditer(self._text):
            written = match[1]
            if not written.startswith("<"):
                prefix, _, local = written.partition(":")
                if prefix not in self._prefixes:
                    continue
                plain = local.replace("\\", "")
                written = f"<{self._prefixes[prefix]}{plain}>"
            found.setdefault(written, []).append(match.start(1))
        return found

    @cached_property
    def _breaks(self) -> Places64:
        letters = np.frombuffer(self._text.encode("utf-32-le"), np.uint32)
        return np.flatnonzero(letters == ord("\n"))

    def _line(self, position: int) -> int:
        return int(np.searchsorted(self._breaks, position, "left")) + 1

    def of_triple(self, subject: str, predicate: str, object_: str) -> int | None:
        """Return the line of a triple."""
        for position in self._starts.get(subject, ()):
            for s, p, o, line in self._read(position, self._line(position), self._prefixes):
                if (s, p, o) == (subject, predicate, object_):
                    return line
        return None

    def of_subject(self, subject: str) -> int | None:
        """Return the line on which the subject is first described."""
        for position in self._starts.get(subject, ()):
            line = self._line(position)
            if any(each[0] == subject for each in self._read(position, line, self._prefixes)):
                return line
        return None


class SubjectPlaces:
    """Places in JSON-LD and RDF/XML, which tell only where a subject is described."""

    def __init__(self, find: Callable[[], dict[str, int]]) -> None:
        """Find the lines of subjects, given as tokens, when they are first asked for."""
        self._find = find

    @cached_property
    def _lines(self) -> dict[str, int]:
        return self._find()

    def of_triple(self, subject: str, predicate: str, object_: str) -> int | None:
        """Return nothing: these formats do not tell."""
        return None

    def of_subject(self, subject: str) -> int | None:
        """Return the line on which the subject is described."""
        return self._lines.get(subject)
