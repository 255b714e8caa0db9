"""What was read: triples, the files they came from, and the line of each triple."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import as_graph, rows_of_graph
from grondslag.columns.reading import Rows
from grondslag.columns.terms import Ids, Terms
from grondslag.dataset.bulk import Bulk, Places
from grondslag.dataset.closure import new_graph
from grondslag.dataset.dates import parse_day
from grondslag.errors import InputError
from grondslag.tokens import token_of
from grondslag.vocabulary import CONTEXT, REFERENCE_DATE

Triple = tuple[Node, Node, Node]

_LINE_BITS = 40
#: In a place: the bits that hold the line; without any, the line is not known.
_LINE = (1 << _LINE_BITS) - 1


class Origin(NamedTuple):
    """The place a triple was read from: file name, and line from 1 where it is known."""

    file: str
    line: int | None

    def __str__(self) -> str:
        """Return "file:line", or the file alone."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def text(self, language: str) -> str:
        """Return "file, line n", or the file alone."""
        word = "regel" if language == "nl" else "line"
        return self.file if self.line is None else f"{self.file}, {word} {self.line}"


@dataclass(frozen=True)
class SourceFile:
    """One input as read: its name, kind, size in bytes and fingerprint (SHA-256, hexadecimal)."""

    name: str
    format: str
    size: int
    sha256: str


@dataclass
class Dataset:
    """All triples of one run with their origins.

    Several inputs form one graph, because the files of one ministry refer to each other.
    Named graphs are merged: a rule looks at what is said, not at where it was filed. Remarks say
    in Dutch and English what was left out. ``unkept`` are the numbers of files that nobody keeps,
    such as the answer of a store, in which a line says nothing.
    """

    files: list[SourceFile] = field(default_factory=list)
    ignored_imports: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    unkept: set[int] = field(default_factory=set)
    terms: Terms = field(default_factory=Terms, repr=False)
    _read: Graph = field(default_factory=new_graph, repr=False)
    _bulk: list[Bulk] = field(default_factory=list, repr=False)
    _seen: Graph | None = field(default=None, repr=False)
    _lines: dict[Triple, int] = field(default_factory=dict, repr=False)
    _subject_lines: dict[Node, int] = field(default_factory=dict, repr=False)

    def add(self, triple: Triple, file_number: int, line: int | None) -> None:
        """Add one triple; ``line`` is None where the format does not tell it."""
        self._read.add(triple)
        self._seen = None
        if line is None:
            self.note_subject(triple[0], file_number, None)
            return
        self._lines.setdefault(triple, file_number << _LINE_BITS | line)
        if triple[1] == RDF.type:
            self.note_subject(triple[0], file_number, line)

    def add_bulk(self, file_number: int, rows: Rows, places: Places) -> None:
        """Add the triples of a large input, which are columns over ``terms``.

        Args:
            file_number: its place in ``files``.
            rows: its triples.
            places: tells where they stand.
        """
        self._bulk.append(Bulk(file_number, rows, places))
        self._seen = None

    @property
    def graph(self) -> Graph:
        """All triples as an rdflib graph, to be read only."""
        if not self._bulk:
            return self._read
        if self._seen is None:
            self._seen = as_graph(Columns.from_rows(self.terms, *self.rows))
        return self._seen

    @property
    def rows(self) -> tuple[Ids, Ids, Ids]:
        """All triples as three columns over ``terms``, repetitions included."""
        subject, predicate, object_ = rows_of_graph(self._read, self.terms)
        if not self._bulk:
            return subject, predicate, object_
        every = [each.rows for each in self._bulk]
        return (
            np.concatenate([subject, *(each.subject for each in every)]),
            np.concatenate([predicate, *(each.predicate for each in every)]),
            np.concatenate([object_, *(each.object for each in every)]),
        )

    def note_subject(self, subject: Node, file_number: int, line: int | None) -> None:
        """Remember where a subject is described, if only the file; the first line counts."""
        if not self._subject_lines.get(subject, 0) & _LINE:
            place = file_number << _LINE_BITS | (line or 0)
            if line or subject not in self._subject_lines:
                self._subject_lines[subject] = place

    def locate(self, focus: Node, path: Node | None, value: Node | None) -> Origin | None:
        """Return the place of the triple a violation is about.

        The exact triple if it was read; else another value of the same path (the one that
        should have been different); else the place where the focus node is described.
        """
        if path is not None and value is not None:
            place = self._place((focus, path, value))
            if place is not None:
                return self._origin(place)
        if path is not None:
            place = self._first((focus, path, o) for o in self.graph.objects(focus, path))
            if place is not None:
                return self._origin(place)
        if value is not None:
            place = self._first((focus, p, value) for p in self.graph.predicates(focus, value))
            if place is not None:
                return self._origin(place)
        described = self._subject_place(focus)
        if described is not None and described & _LINE:
            return self._origin(described)
        about = self.graph.predicate_objects(focus)
        place = self._first((focus, p, o) for p, o in about)
        place = described if place is None else place
        return None if place is None else self._origin(place)

    def locate_triple(self, triple: Triple) -> Origin | None:
        """Return the place of one triple as it was read, or None where it is not known."""
        place = self._place(triple)
        return None if place is None else self._origin(place)

    def _first(self, triples: Iterable[Triple]) -> int | None:
        found = (self._place(each) for each in triples)
        return min((each for each in found if each is not None), default=None)

    def _place(self, triple: Triple) -> int | None:
        place = self._lines.get(triple)
        if place is None and self._bulk:
            tokens = [token_of(each) for each in triple]
            for number, _, places in self._bulk:
                line = places.of_triple(*tokens)
                if line is not None:
                    return number << _LINE_BITS | line
        return place

    def _subject_place(self, subject: Node) -> int | None:
        place = self._subject_lines.get(subject)
        if (place or 0) & _LINE or not self._bulk or isinstance(subject, Literal):
            return place
        token = token_of(subject)
        for number, _, places in self._bulk:
            line = places.of_subject(token)
            if line is not None:
                return number << _LINE_BITS | line
        if place is None:
            known = self.terms.number(token)
            for number, rows, _ in self._bulk:
                if (rows.subject == known).any():
                    return number << _LINE_BITS
        return place

    def declared_reference_date(self) -> date | None:
        """Return the reference date that the data declare, or None if they declare none.

        Raises:
            InputError: if two different dates are declared, or one that is not a date.
        """
        found: set[date] = set()
        for subject, value in self.graph.subject_objects(REFERENCE_DATE):
            if subject == CONTEXT:
                continue
            day = parse_day(str(value), with_zone=True)
            if day is None:
                origin = self.locate(subject, REFERENCE_DATE, value)
                raise InputError(
                    f"De peildatum '{value}' is geen datum. Schrijf jaar-maand-dag: 2026-11-21.",
                    f"The reference date '{value}' is not a date. Write year-month-day: "
                    "2026-11-21.",
                    file=origin.file if origin else None,
                    line=origin.line if origin else None,
                )
            found.add(day)
        if len(found) > 1:
            dates = ", ".join(sorted(day.isoformat() for day in found))
            raise InputError(
                f"De bestanden noemen verschillende peildata ({dates}). Kies er een met --as-of.",
                f"The files declare different reference dates ({dates}). Choose one with --as-of.",
            )
        return found.pop() if found else None

    def _origin(self, place: int) -> Origin:
        number, line = place >> _LINE_BITS, place & _LINE
        is_known = line and number not in self.unkept
        return Origin(self.files[number].name, line if is_known else None)


def context_triple(reference_date: date) -> tuple[URIRef, URIRef, Literal]:
    """Return the triple by which rules and queries read the reference date."""
    day = Literal(reference_date.isoformat(), datatype=XSD.date)
    return (CONTEXT, REFERENCE_DATE, day)
