"""Everything a rule or a question may look at, put together once per run."""

from dataclasses import dataclass
from datetime import date

from rdflib import Graph
from rdflib.term import Node

from grondslag.dataset.closure import close
from grondslag.dataset.knowledge import knowledge
from grondslag.dataset.model import Dataset, context_triple


@dataclass(frozen=True)
class View:
    """Data, knowledge and entailments on one reference date.

    ``whole`` is the union; ``dataset`` keeps the origins. Nobody changes ``whole``.
    """

    dataset: Dataset
    reference_date: date
    whole: Graph

    def is_background(self, node: Node) -> bool:
        """Tell whether a node is described by our own knowledge and not by the data."""
        return (node, None, None) in knowledge() and (node, None, None) not in self.dataset.graph


def view(dataset: Dataset, reference_date: date) -> View:
    """Join a dataset with the knowledge, the entailments and the reference date."""
    whole = Graph()
    for graph in (dataset.graph, knowledge(), close(dataset.graph, knowledge())):
        for triple in graph:
            whole.add(triple)
    whole.remove((context_triple(reference_date)[0], context_triple(reference_date)[1], None))
    whole.add(context_triple(reference_date))
    return View(dataset, reference_date, whole)
