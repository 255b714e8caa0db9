"""How a thing is called for people."""

from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, RDFS, SKOS
from rdflib.term import BNode, Node

from grondslag.errors import Language
from grondslag.vocabulary import shorten

_NAMING = (RDFS.label, SKOS.prefLabel, DCTERMS.title)


class Labels:
    """Look up names in a graph, Dutch first or English first."""

    def __init__(self, graph: Graph) -> None:
        """Use the names in ``graph``."""
        self._graph = graph

    def name(self, node: Node | None, language: Language = "nl") -> str:
        """Return the name of a node: its label, else its short address, else its value."""
        if node is None:
            return ""
        if isinstance(node, Literal):
            return str(node)
        found: dict[str | None, str] = {}
        for predicate in _NAMING:
            for label in sorted(self._graph.objects(node, predicate), key=str):
                if isinstance(label, Literal):
                    found.setdefault(label.language, str(label))
        other: Language = "en" if language == "nl" else "nl"
        for wanted in (language, other, None):
            if wanted in found:
                return found[wanted]
        if found:
            return found[min(found, key=str)]
        if isinstance(node, BNode):
            return "(onderdeel zonder naam)" if language == "nl" else "(part without a name)"
        return shorten(str(node))
