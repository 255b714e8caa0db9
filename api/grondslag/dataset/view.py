"""Everything a rule or a question may look at, put together once per run."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import polars as pl
import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import as_graph, rows_of_graph
from grondslag.columns.terms import Ids, Terms
from grondslag.dataset.canonical import canonical, canonical_ids
from grondslag.dataset.closure import close, new_graph
from grondslag.dataset.entailment import EntailedColumns
from grondslag.dataset.knowledge import knowledge
from grondslag.dataset.model import Dataset, context_triple
from grondslag.dataset.store import quads, to_store


@lru_cache(maxsize=1)
def knowledge_quads() -> tuple[ox.Quad, ...]:
    """Return the knowledge in the terms of Oxigraph, made once."""
    return tuple(quads(knowledge()))


@lru_cache(maxsize=1)
def _knowledge_rows() -> tuple[pl.Series, Ids, Ids, Ids]:
    """Return the knowledge as tokens and columns over them, made once."""
    own = Terms()
    subject, predicate, object_ = rows_of_graph(knowledge(), own)
    return own.tokens, subject, predicate, object_


@dataclass(frozen=True)
class View:
    """Data, knowledge and entailments on one reference date. Nobody changes what it shows.

    ``columns`` is what rules and people see. ``whole`` is the same as an rdflib graph, made by
    other code from the same input, for the reference engine.
    """

    dataset: Dataset
    reference_date: date

    @cached_property
    def columns(self) -> EntailedColumns:
        """Data in canonical values, knowledge and reference date, with all they entail."""
        terms = self.dataset.terms
        subject, predicate, object_ = self.dataset.rows
        object_ = canonical_ids(terms, object_)
        tokens, *known = _knowledge_rows()
        numbers = terms.encode(tokens)
        background = [numbers[column] for column in known]
        today = [
            np.array([terms.number_of(t)], np.int32) for t in context_triple(self.reference_date)
        ]
        said = (subject, predicate, object_)
        rows = [np.concatenate(parts) for parts in zip(said, background, today, strict=True)]
        ontology = Columns.from_rows(terms, *background)
        return EntailedColumns(Columns.from_rows(terms, *rows), ontology)

    @cached_property
    def graph(self) -> Graph:
        """The columns as a read-only rdflib graph."""
        return as_graph(self.columns)

    @cached_property
    def _said(self) -> Graph:
        return canonical(self.dataset.graph)

    @cached_property
    def _entailed(self) -> Graph:
        return close(self._said, knowledge())

    @cached_property
    def whole(self) -> Graph:
        """The union of all, in a store that pySHACL accepts: one that knows named graphs."""
        whole = Graph()
        for graph in (knowledge(), self._said, self._entailed):
            for triple in graph:
                whole.add(triple)
        whole.add(context_triple(self.reference_date))
        return whole

    def store(self, *more: Graph) -> ox.Store:
        """Return everything, and further graphs if given, as a store to ask questions of."""
        own = new_graph()
        own.add(context_triple(self.reference_date))
        return to_store([self._said, self._entailed, own, *more], knowledge_quads())

    def is_background(self, node: Node) -> bool:
        """Tell whether a node is described by our own knowledge and not by the data."""
        return (node, None, None) in knowledge() and (node, None, None) not in self.dataset.graph


def view(dataset: Dataset, reference_date: date) -> View:
    """Join a dataset with the knowledge, the entailments and the reference date."""
    return View(dataset, reference_date)
