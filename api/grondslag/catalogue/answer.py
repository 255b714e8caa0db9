"""Ask a store a question, and get an answer that tells empty from broken."""

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.term import Node

from grondslag.catalogue.headers import Column, Header
from grondslag.dataset.dates import parse_day
from grondslag.dataset.store import from_oxigraph
from grondslag.errors import QueryError

Bound = dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]

_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Answer:
    """The answer to a SELECT question: columns and rows, in the order of the query."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Node | None, ...], ...]


def substitutions(header: Header, given: dict[str, str]) -> Bound:
    """Return the terms for the parameters of a question.

    Raises:
        QueryError: for a parameter the question does not have, or a value of the wrong type.
    """
    known = {parameter.name: parameter for parameter in header.parameters}
    for name in given:
        if name not in known:
            names = ", ".join(known) or "geen / none"
            raise QueryError(
                f"Vraag {header.code} heeft geen parameter '{name}'. Wel: {names}.",
                f"Query {header.code} has no parameter '{name}'. It has: {names}.",
            )
    bound: Bound = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None:
            bound[ox.Variable(name)] = _term(name, parameter.type, value)
    return bound


def _term(name: str, kind: str, value: str) -> ox.NamedNode | ox.Literal:
    try:
        if kind == "iri":
            return ox.NamedNode(value)
        if kind == "integer":
            return ox.Literal(str(int(value)), datatype=ox.NamedNode(f"{_XSD}integer"))
        if kind == "date":
            if parse_day(value) is None:
                raise ValueError(value)
            return ox.Literal(value, datatype=ox.NamedNode(f"{_XSD}date"))
    except ValueError:
        raise QueryError(
            f"De waarde '{value}' van parameter '{name}' is niet van het soort '{kind}'.",
            f"The value '{value}' of parameter '{name}' is not of type '{kind}'.",
        ) from None
    return ox.Literal(value)


def run_query(
    store: ox.Store, sparql: str, bound: Bound, columns: tuple[Column, ...] = ()
) -> Answer:
    """Run a SELECT query.

    Args:
        store: what to ask.
        sparql: the query.
        bound: terms for variables that are fixed.
        columns: headings; without them the variable names serve.

    Raises:
        QueryError: if the query is malformed or is not a SELECT.
    """
    try:
        solutions = store.query(sparql, substitutions=bound or None)
    except SyntaxError as error:
        raise QueryError(
            f"De vraag is geen geldige SPARQL: {error}",
            f"The query is not valid SPARQL: {error}",
            line=error.lineno,
            column=error.offset,
        ) from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise QueryError(
            "Alleen vragen van het soort SELECT geven een tabel.",
            "Only SELECT queries give a table.",
        )
    names = [variable.value for variable in solutions.variables]
    heading = {column.name: column for column in columns}
    return Answer(
        columns=tuple(
            heading.get(name) or Column(name, {"nl": name, "en": name}) for name in names
        ),
        rows=tuple(
            tuple(None if (term := row[name]) is None else from_oxigraph(term) for name in names)
            for row in solutions
        ),
    )
