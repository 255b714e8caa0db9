"""How the triples of a large input are found again in its text."""

from contextlib import suppress
from functools import partial

from rdflib.term import Node

from grondslag.columns.reading import Rows
from grondslag.columns.terms import Terms
from grondslag.dataset.bulk import (
    LinePlaces,
    Places,
    Statement,
    StatementPlaces,
    SubjectPlaces,
)
from grondslag.intake.formats import N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Format
from grondslag.intake.subject_lines import json_subjects
from grondslag.intake.turtle import CannotLocate, TurtleReader
from grondslag.tokens import token_of


def places_in(
    kind: Format, data: bytes, rows: Rows, terms: Terms, xml_lines: dict[str, int]
) -> Places:
    """Return what tells the lines of a large input.

    Args:
        kind: its format.
        data: its bytes, known to be well-formed.
        rows: its triples.
        terms: the dictionary they are numbers in.
        xml_lines: the lines of subjects, for RDF/XML.
    """
    if kind in (N_TRIPLES, N_QUADS):
        return LinePlaces(terms, rows)
    if kind in (TURTLE, TRIG):
        text = data.decode("utf-8")
        return StatementPlaces(text, partial(_statement, text), is_indented=kind is TRIG)
    if kind is RDF_XML:
        return SubjectPlaces(lambda: _as_tokens(xml_lines))
    return SubjectPlaces(lambda: _as_tokens(json_subjects(data)))


def _as_tokens(lines: dict[str, int]) -> dict[str, int]:
    return {f"<{address}>": line for address, line in lines.items()}


def _statement(text: str, position: int, line: int, prefixes: dict[str, str]) -> Statement:
    found: Statement = []

    def emit(s: Node, p: Node, o: Node, at: int) -> None:
        found.append((token_of(s), token_of(p), token_of(o), at))

    reader = TurtleReader(text, emit, "")
    # What was read before a break stands; the text was no statement, or not to its end.
    with suppress(CannotLocate):
        reader.read_statement(position, line, prefixes)
    return found
