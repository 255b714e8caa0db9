"""Queries that the columns cannot evaluate, on Oxigraph: for all rows at once, or one by one.

Oxigraph keeps numbers, dates and booleans as values, so a literal that is not written in the
canonical way comes back in that way. Which queries may come here at all is decided by
:mod:`grondslag.validation.sparql.guards`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np
import polars as pl
import pyoxigraph as ox

from grondslag.columns.graph import Columns
from grondslag.columns.terms import NONE, Ids, Mask
from grondslag.sparql.algebra import Ask, Select
from grondslag.sparql.text import query_text
from grondslag.validation.sparql.binding import (
    binding_graph,
    binding_predicate,
    bound,
    check_together,
)
from grondslag.validation.sparql.limits import CannotTranslate
from grondslag.validation.sparql.regular_calls import Functions, with_own_functions
from grondslag.validation.sparql.tables import Table, among, concat


def store_of(columns: Columns) -> ox.Store:
    """Return an Oxigraph store with the graph of columns; blank nodes keep their names."""
    subject, predicate, object_ = columns.rows
    terms = columns.terms
    parts = [terms.take(subject), terms.take(predicate), terms.take(object_)]
    lines = pl.select(
        pl.concat_str([pl.lit(each) for each in parts], separator=" ") + pl.lit(" .\n")
    ).to_series()
    text = "".join(lines.to_list()).encode()
    store = ox.Store()
    store.bulk_extend(ox.parse(text, ox.RdfFormat.N_TRIPLES, lenient=True))
    return store


_REWRITTEN = "a literal that Oxigraph writes in another way"


class _OnOxigraph(ABC):
    """What both ways have in common."""

    def __init__(self, columns: Columns, store: ox.Store | None = None) -> None:
        """Use a graph.

        Args:
            columns: the graph, and the dictionary of the results.
            store: the same graph in Oxigraph, if there is one already; a named graph is added
                to it and emptied again. Without it one is made when it is needed.
        """
        self._columns = columns
        self._store = store

    @property
    def store(self) -> ox.Store:
        """The graph in Oxigraph."""
        if self._store is None:
            self._store = store_of(self._columns)
        return self._store

    def solutions(self, query: Select, prebound: Table) -> Table:
        """Return the solutions; see :meth:`Evaluator.solutions`.

        Raises:
            CannotTranslate: when the query does not allow this way.
            SyntaxError: when Oxigraph refuses the query.
            TooSlow: when a regular expression takes too long.
        """
        return self._run(query, prebound)

    def holds(self, query: Ask, prebound: Table) -> Mask:
        """Return for each row what an ASK query answers; see :meth:`Evaluator.holds`.

        Raises:
            CannotTranslate: when the query does not allow this way.
            SyntaxError: when Oxigraph refuses the query.
        """
        return among(prebound, self._run(query, prebound), prebound.columns)

    @abstractmethod
    def _run(self, query: Select | Ask, prebound: Table) -> Table:
        """Return the solutions with a column for each pre-bound variable."""

    def _text(self, query: Select | Ask, prebound: Table) -> str:
        if not prebound.columns:
            raise CannotTranslate("no pre-bound variable")
        try:
            return query_text(bound(with_own_functions(query), tuple(prebound.columns)))
        except ValueError as error:
            raise CannotTranslate(str(error)) from error

    @contextmanager
    def _values(self, rows: Table) -> Iterator[bool]:
        """Put rows where a query reads them; tell whether Oxigraph writes them as they are."""
        graph = binding_graph()
        quads = []
        for name, ids in rows.columns.items():
            tokens = self._columns.terms.take(ids).to_list()
            for place, term in enumerate(_terms(tokens)):
                row = ox.NamedNode(f"{graph.value}#row{place}")
                quads.append(ox.Quad(row, binding_predicate(name), term, graph))
        self.store.extend(quads)
        try:
            kept = self.store.quads_for_pattern(None, None, None, graph)
            yield set(quads) == set(kept)
        finally:
            self.store.remove_graph(graph)

    def _ask(self, text: str) -> Table:
        functions = Functions()
        answer = self.store.query(text, custom_functions=functions.of_oxigraph())
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        names = [variable.value for variable in answer.variables]
        found = [[each[name] for name in names] for each in answer]
        functions.check()
        columns = {
            name: self._numbers(row[place] for row in found) for place, name in enumerate(names)
        }
        return Table(columns, len(found))

    def _numbers(self, values: Iterable[object]) -> Ids:
        tokens = [None if value is None else str(value) for value in values]
        ids = np.full(len(tokens), NONE, np.int32)
        known = [place for place, token in enumerate(tokens) if token is not None]
        ids[known] = self._columns.terms.numbers(tokens[place] or "" for place in known)
        return ids


class SetWise(_OnOxigraph):
    """Evaluates a query once, with the values of all rows."""

    def _run(self, query: Select | Ask, prebound: Table) -> Table:
        check_together(query)
        text = self._text(query, prebound)
        with self._values(prebound.distinct()) as unchanged:
            if not unchanged:
                raise CannotTranslate(_REWRITTEN)
            return self._ask(text)


class PerNode(_OnOxigraph):
    """Evaluates a query once for each row."""

    def _run(self, query: Select | Ask, prebound: Table) -> Table:
        text = self._text(query, prebound)
        rows = prebound.distinct()
        found = [Table({name: np.empty(0, np.int32) for name in rows.columns})]
        for place in range(rows.size):
            row = rows.take(np.array([place]))
            with self._values(row) as unchanged:
                if not unchanged:
                    raise CannotTranslate(_REWRITTEN)
                part = self._ask(text)
            for name, ids in row.columns.items():
                part = part.adding(name, np.repeat(ids, part.size))
            found.append(part)
        return concat(found)


def _terms(tokens: list[str]) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
    """Return the Oxigraph terms of tokens."""
    text = "".join(f"<tag:s> <tag:p> {token} .\n" for token in tokens).encode()
    parsed = ox.parse(text, ox.RdfFormat.N_TRIPLES, lenient=True)
    return [each.object for each in parsed]
