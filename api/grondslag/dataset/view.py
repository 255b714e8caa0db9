"""Everything a rule or a question may look at, put together once per run."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import Node

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

    ``whole`` is the union; ``dataset`` keeps the origins. Nobody changes these graphs.
    """

    dataset: Dataset
    reference_date: date
    entailed: Graph
    whole: Graph

    def store(self, *more: Graph) -> ox.Store:
        """Return everything, and further graphs if given, as a store to ask questions of."""
        own = new_graph()
        own.add(context_triple(self.reference_date))
        return to_store([self.dataset.graph, self.entailed, own, *more], knowledge_quads())

    def is_background(self, node: Node) -> bool:
        """Tell whether a node is described by our own knowledge and not by the data."""
        return (node, None, None) in knowledge() and (node, None, None) not in self.dataset.graph


def view(dataset: Dataset, reference_date: date) -> View:
    """Join a dataset with the knowledge, the entailments and the reference date."""
    entailed = close(dataset.graph, knowledge())
    # pySHACL needs a store that knows named graphs, which is rdflib's default one.
    whole = Graph()
    for graph in (knowledge(), dataset.graph, entailed):
        for triple in graph:
            whole.add(triple)
    whole.add(context_triple(reference_date))
    return View(dataset, reference_date, entailed, whole)
