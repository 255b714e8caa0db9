"""Everything a rule or a question may look at, put together once per run."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import Node

from grondslag.dataset.canonical import canonical
from grondslag.dataset.closure import close, new_graph
from grondslag.dataset.knowledge import knowledge
from grondslag.dataset.model import Dataset, context_triple
from grondslag.dataset.store import quads, to_store


@lru_cache(maxsize=1)
def knowledge_quads() -> tuple[ox.Quad, ...]:
    """Return the knowledge in the terms of Oxigraph, made once."""
    return tuple(quads(knowledge()))


@dataclass(frozen=True)
class View:
    """Data, knowledge and entailments on one reference date.

    ``said`` holds the data in canonical values, ``whole`` is the union of all, and ``dataset``
    keeps what was read, with its origins. Nobody changes these graphs.
    """

    dataset: Dataset
    reference_date: date
    said: Graph
    entailed: Graph
    whole: Graph

    def store(self, *more: Graph) -> ox.Store:
        """Return everything, and further graphs if given, as a store to ask questions of."""
        own = new_graph()
        own.add(context_triple(self.reference_date))
        return to_store([self.said, self.entailed, own, *more], knowledge_quads())

    def is_background(self, node: Node) -> bool:
        """Tell whether a node is described by our own knowledge and not by the data."""
        return (node, None, None) in knowledge() and (node, None, None) not in self.dataset.graph


def view(dataset: Dataset, reference_date: date) -> View:
    """Join a dataset with the knowledge, the entailments and the reference date."""
    said = canonical(dataset.graph)
    entailed = close(said, knowledge())
    # pySHACL needs a store that knows named graphs, which is rdflib's default one.
    whole = Graph()
    for graph in (knowledge(), said, entailed):
        for triple in graph:
            whole.add(triple)
    whole.add(context_triple(reference_date))
    return View(dataset, reference_date, said, entailed, whole)
