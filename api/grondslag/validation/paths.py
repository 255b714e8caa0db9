"""Property paths of SHACL as text, so that two paths of the same structure are equal."""

from rdflib import BNode, Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

_WRAPPED = {
    SH.inversePath: "inverse",
    SH.zeroOrMorePath: "zeroOrMore",
    SH.oneOrMorePath: "oneOrMore",
    SH.zeroOrOnePath: "zeroOrOne",
}


def path_text(graph: Graph, path: Node | None) -> str | None:
    """Return a path (SHACL, section 2.3.1) as text; None stays None.

    Args:
        graph: the graph that holds the structure of the path.
        path: an IRI, or the blank node at the top of the structure.

    Raises:
        ValueError: if the node is no path.
    """
    if path is None or not isinstance(path, BNode):
        return None if path is None else path.n3()
    if (path, RDF.first, None) in graph:
        return f"({_members(graph, path)})"
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        return f"alternative({_members(graph, alternatives)})"
    for term, name in _WRAPPED.items():
        inner = graph.value(path, term)
        if inner is not None:
            return f"{name}({path_text(graph, inner)})"
    raise ValueError(f"not a property path: {path.n3()}")


def _members(graph: Graph, first: Node) -> str:
    return " ".join(path_text(graph, each) or "" for each in graph.items(first))
