"""One set of data on one reference date: validate it, ask it, link it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal as OneOf

import pyoxigraph as ox
from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from grondslag.catalogue import Answer, Query, run_query, shapes_graph, substitutions
from grondslag.dataset import Dataset, View, view
from grondslag.dataset.dates import parse_day
from grondslag.errors import InputError, ShapesError
from grondslag.intake import Source, read_bytes, read_files
from grondslag.reporting import report_graph
from grondslag.settings import Settings
from grondslag.usecases.notes import Note, notes_on
from grondslag.validation import (
    DEFAULT_ENGINE,
    Report,
    Shapes,
    build_report,
    engine,
    load_shapes,
    shipped_shapes,
)

DateSource = OneOf["given", "data", "today"]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Workspace:
    """Data that were read, on the reference date that was chosen.

    ``date_source`` tells where the date came from: given by the user, declared by the data, or
    today because nobody said anything.
    """

    view: View
    date_source: DateSource
    notes: tuple[Note, ...]

    def validate(
        self, engine_name: str = DEFAULT_ENGINE, shapes: Shapes | None = None, shapes_name: str = ""
    ) -> Report:
        """Assess the data against the rule book, or against other shapes."""
        chosen = shapes or shipped_shapes()
        run = engine(engine_name).run(self.view, chosen)
        return build_report(self.view, chosen, run, shapes_name or "Grondslag")

    @cached_property
    def report(self) -> Report:
        """The outcome of the rule book with the default engine, computed once."""
        return self.validate()

    @cached_property
    def store(self) -> ox.Store:
        """The whole graph as a store to ask questions of."""
        return self.view.store()

    @cached_property
    def store_with_report(self) -> ox.Store:
        """The whole graph, the rule book and the validation report as one store."""
        return self.view.store(shapes_graph(), report_graph(self.report))

    def ask(self, question: Query, parameters: dict[str, str] | None = None) -> Answer:
        """Answer a catalogued question.

        Raises:
            QueryError: for an unknown parameter or a value of the wrong type.
        """
        store = self.store_with_report if question.header.needs_report else self.store
        bound = substitutions(question.header, parameters or {})
        return run_query(store, question.sparql, bound, question.header.columns)


def parse_date(text: str) -> date:
    """Return a date written as year-month-day.

    Raises:
        InputError: if it is not one.
    """
    day = parse_day(text)
    if day is not None:
        return day
    raise InputError(
        f"'{text}' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2026-11-21.",
        f"'{text}' is not a date. Write year-month-day, for example 2026-11-21.",
    )


def _workspace(dataset: Dataset, as_of: date | None) -> Workspace:
    source: DateSource = "given"
    chosen = as_of
    if chosen is None:
        chosen, source = dataset.declared_reference_date(), "data"
    if chosen is None:
        chosen, source = date.today(), "today"
    return Workspace(view(dataset, chosen), source, notes_on(dataset))


def open_files(
    names: Sequence[str | Source],
    as_of: date | None = None,
    *,
    limits: Settings | None = None,
    progress: Progress | None = None,
) -> Workspace:
    """Read files, folders, shipped data sets or standard input (``-``).

    Args:
        names: what to read; none means the demo as it came in.
        as_of: the reference date; None takes the one the data declare, else today.
        limits: settings to use instead of those of the environment.
        progress: is told what is being read.

    Raises:
        InputError: if an input cannot be used.
    """
    dataset = read_files(names or ["demo"], limits=limits, progress=progress)
    return _workspace(dataset, as_of)


def open_bytes(
    name: str, data: bytes, digest: str, as_of: date | None = None, content_type: str | None = None
) -> Workspace:
    """Use one input that is in memory, such as an upload.

    Args:
        name: its file name.
        data: its bytes, unpacked.
        digest: SHA-256 of the bytes as handed in, hexadecimal.
        as_of: the reference date; None as in :func:`open_files`.
        content_type: its media type, used when the name does not tell the format.

    Raises:
        InputError: if it cannot be used.
    """
    return _workspace(read_bytes(name, data, digest, content_type), as_of)


def read_shapes(names: list[str]) -> Shapes:
    """Read any SHACL shapes graph from files.

    Its blank nodes get names that those of data never have: a blank node belongs to one document
    (RDF 1.1 Concepts, section 3.4), and all readers count from ``_:f0n1``.

    Raises:
        InputError: if a file does not exist.
        ShapesError: if it cannot be read or is ill-formed.
    """
    try:
        dataset = read_files(names, may_redefine=True)
    except InputError as error:
        raise ShapesError(
            f"De regels kunnen niet worden gelezen. {error.message_nl}",
            f"The shapes cannot be read. {error.message_en}",
            file=error.file,
            line=error.line,
            column=error.column,
        ) from error
    missing = sorted(
        address
        for _, address in dataset.ignored_imports
        if (URIRef(address), None, None) not in dataset.graph
    )
    if missing:
        listed = ", ".join(f"<{address}>" for address in dict.fromkeys(missing))
        raise ShapesError(
            f"Deze regels verwijzen met owl:imports naar {listed}. Dat wordt nooit opgehaald. "
            "Haal het zelf op en geef het mee met nog een --shapes.",
            f"These shapes refer with owl:imports to {listed}, which is never fetched. Fetch it "
            "yourself and hand it in with another --shapes.",
            file=", ".join(names),
        )
    return load_shapes(_with_own_names(dataset.graph), ", ".join(names))


def _with_own_names(graph: Graph) -> Graph:
    """Return a graph of which each blank node ``_:f0n1`` is called ``_:s0n1``, and so on."""

    def named(node: Node) -> Node:
        return BNode(f"s{node[1:]}") if isinstance(node, BNode) else node

    found = Graph()
    for subject, predicate, value in graph:
        found.add((named(subject), predicate, named(value)))
    return found
