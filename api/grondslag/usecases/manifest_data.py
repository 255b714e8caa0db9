"""The data files of a conformance suite: an example, and all that a rule can read beside it.

An engine that is not ours sees one file and draws no conclusions of its own. So the file holds
the example as shipped, the types that follow, the reference date, and what Grondslag knows of
concepts and law. What no rule can read is left out, or each file would hold the whole ontology.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from rdflib import Graph
from rdflib.namespace import RDF, RDFS

from grondslag.catalogue import shapes_graph
from grondslag.dataset import Dataset, View, close, knowledge, view
from grondslag.dataset.model import context_triple
from grondslag.errors import ContentError
from grondslag.intake import read_files
from grondslag.reporting.turtle import write_turtle
from grondslag.usecases.selftest import SELFTEST_DATE
from grondslag.validation import DEFAULT_ENGINE, engine, shipped_shapes
from grondslag.validation.named_terms import named_terms
from grondslag.validation.results import Result
from grondslag.vocabulary import shorten

_FOLLOWS = """
# What Grondslag adds: the reference date, what follows from the data, and labels and types of
# the concepts and norms they mention.
"""
_KNOWN = """
# What Grondslag knows of concepts and law, as far as a rule can read it.
"""


class Case(NamedTuple):
    """The text of a data file, and what Grondslag says of it."""

    text: str
    results: tuple[Result, ...]


class Surroundings:
    """What Grondslag knows beside any data, as far as a rule can read it."""

    def __init__(self) -> None:
        """Select it once for all data files."""
        self._named = named_terms(shapes_graph(), knowledge())
        self._whole = knowledge() + close(Graph(), knowledge())
        structure = self._named.structure(self._whole)
        classes = set(structure.objects(None, RDF.type))
        classes.update(*structure.subject_objects(RDFS.subClassOf))
        nodes = structure.all_nodes() - classes
        self._graph = structure + self._named.descriptions(self._whole, nodes)
        self.text = write_turtle(self._graph)

    def beside(self, data: Dataset, day: date) -> Graph:
        """Return what follows from the data, and the descriptions of what they mention."""
        follows = close(data.graph, knowledge())
        nodes = data.graph.all_nodes() - set(data.graph.objects(None, RDF.type))
        found = self._named.structure(follows)
        for graph in (follows, self._whole):
            found += self._named.descriptions(graph, nodes)
        found.add(context_triple(day))
        return found - data.graph - self._graph


def graph_and_results(source: Path, as_of: date | None, surroundings: Surroundings) -> Case:
    """Return a data file for other engines, and the results of the shipped rules.

    Args:
        source: the data as shipped.
        as_of: the reference date; None takes the one the data declare, else that of the self test.
        surroundings: what Grondslag knows.

    Raises:
        ContentError: if a rule cannot be assessed.
    """
    data = read_files([str(source)])
    day = as_of or data.declared_reference_date() or SELFTEST_DATE
    text = source.read_text(encoding="utf-8")
    text += _FOLLOWS + write_turtle(surroundings.beside(data, day)) + _KNOWN + surroundings.text
    return Case(text, _results(view(data, day), f"{source.parent.name}/{source.name}"))


def _results(whole: View, name: str) -> tuple[Result, ...]:
    run = engine(DEFAULT_ENGINE).run(whole, shipped_shapes())
    if run.not_assessed:
        code = shorten(str(run.not_assessed[0].shape))
        raise ContentError(
            f"Regel {code} kan niet worden getoetst.",
            f"Rule {code} cannot be assessed.",
            file=name,
        )
    return run.results
