"""Queries on data with literals that Oxigraph does not keep as they are written.

Oxigraph stores numbers, dates and Booleans as values: ``"01"`` and ``"1"`` become one literal,
and STR gives another text. Where the data have such a literal, a query that the columns cannot
evaluate is run in rdflib, once for each row.
"""

from typing import Any

import numpy as np
import pyoxigraph as ox
from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query as PreparedQuery
from rdflib.query import ResultRow
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.terms import LITERAL, NONE, Ids, Mask
from grondslag.sparql.algebra import Ask, Query, Select
from grondslag.sparql.text import query_text
from grondslag.tokens import token_of
from grondslag.validation.sparql.limits import CannotTranslate
from grondslag.validation.sparql.regular_calls import register_in_rdflib, with_own_functions
from grondslag.validation.sparql.tables import Table, among

_SUBJECT = ox.NamedNode("tag:grondslag,2026:literal")
#: Datatypes that Oxigraph keeps as text, like every datatype it does not know.
_TEXTS = 3


def kept_as_written(columns: Columns) -> bool:
    """Tell whether Oxigraph gives back every literal of a graph as it is written."""
    terms = columns.terms
    ids = np.unique(columns.rows[2])
    kinds, datatypes = terms.kind[ids], terms.datatype[ids]
    tokens = terms.take(ids[(kinds == LITERAL) & (datatypes >= _TEXTS)]).to_list()
    text = "".join(f"{_SUBJECT} {_SUBJECT} {token} .\n" for token in tokens).encode()
    store = ox.Store()
    store.bulk_extend(ox.parse(text, ox.RdfFormat.N_TRIPLES, lenient=True))
    return {str(quad.object) for quad in store} == set(tokens)


class AsWritten:
    """Evaluates a query once for each row, with all literals as they are written."""

    def __init__(self, columns: Columns, shapes: Graph | None, name: URIRef) -> None:
        """Use a graph.

        Args:
            columns: the graph, and the dictionary of the results.
            shapes: the shapes graph, if queries may ask for it.
            name: the name of the shapes graph.
        """
        register_in_rdflib()
        self._terms = columns.terms
        self._graph = Dataset()
        default = self._graph.default_graph
        for triple in zip(*(self._terms.nodes(ids) for ids in columns.rows), strict=True):
            default.add(triple)
        if shapes is not None:
            beside = self._graph.graph(name)
            for triple in shapes:
                beside.add(triple)

    def solutions(self, query: Select, prebound: Table) -> Table:
        """Return the solutions; see :meth:`Evaluator.solutions`.

        Raises:
            CannotTranslate: when rdflib cannot read the query.
        """
        prepared, rows = self._prepared(query), prebound.distinct()
        names = [str(each) for each in prepared.algebra.PV]
        found: list[dict[str, Node]] = []
        for bound in self._bindings(rows):
            for row in self._graph.query(prepared, initBindings=bound):
                if isinstance(row, ResultRow):
                    found.append(
                        {**{str(key): each for key, each in row.asdict().items()}, **bound}
                    )
        every = dict.fromkeys([*rows.columns, *names])
        return Table({name: self._numbers(found, name) for name in every}, len(found))

    def holds(self, query: Ask, prebound: Table) -> Mask:
        """Return for each row what an ASK query answers; see :meth:`Evaluator.holds`.

        Raises:
            CannotTranslate: when rdflib cannot read the query.
        """
        prepared, rows = self._prepared(query), prebound.distinct()
        answers = [bool(self._rows(prepared, bound)) for bound in self._bindings(rows)]
        return among(prebound, rows.where(np.array(answers, np.bool_)), prebound.columns)

    def _rows(self, prepared: PreparedQuery, bound: dict[str, Any]) -> list[dict[str, Node]]:
        """Return the solutions; of an ASK query one without variables, or none.

        Raises:
            RuntimeError: if rdflib fails, whatever it raises.
        """
        try:
            answer = self._graph.query(prepared, initBindings=bound)
            if answer.type == "ASK":
                return [{}] if answer.askAnswer else []
            rows = [row for row in answer if isinstance(row, ResultRow)]
            return [{str(key): each for key, each in row.asdict().items()} for row in rows]
        except Exception as error:
            raise RuntimeError(f"{type(error).__name__}: {error}") from error

    def _prepared(self, query: Query) -> PreparedQuery:
        try:
            return prepareQuery(query_text(with_own_functions(query, oxigraph=False)))
        except Exception as error:
            raise CannotTranslate(f"rdflib cannot read it: {error}") from error

    def _bindings(self, rows: Table) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = [{} for _ in range(rows.size)]
        for name, ids in rows.columns.items():
            for place in np.flatnonzero(ids >= 0).tolist():
                found[place][name] = self._terms.node(int(ids[place]))
        return found

    def _numbers(self, rows: list[dict[str, Node]], name: str) -> Ids:
        ids = np.full(len(rows), NONE, np.int32)
        known = [place for place, row in enumerate(rows) if name in row]
        ids[known] = self._terms.numbers(token_of(rows[place][name]) for place in known)
        return ids
