"""Property paths of SHACL as text, so that two paths of the same structure are equal."""

from collections.abc import Iterator

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
    return None if path is None else "".join(path_pieces(graph, path))


def path_pieces(graph: Graph, path: Node) -> Iterator[str]:
    """Yield the text of a path from left to right, for who needs only its beginning.

    A path that uses its own parts again and again can have a text that is too long to make.

    Args:
        graph: the graph that holds the structure of the path.
        path: an IRI, or the blank node at the top of the structure.

    Raises:
        ValueError: if the node is no path; the pieces before that have been yielded.
    """
    return _pieces(graph, path, frozenset())


def _pieces(graph: Graph, path: Node, above: frozenset[Node]) -> Iterator[str]:
    if not isinstance(path, BNode):
        yield path.n3()
        return
    if path in above:
        raise ValueError(f"a path that is part of itself: {path.n3()}")
    below = above | {path}
    if (path, RDF.first, None) in graph:
        yield "("
        yield from _members(graph, path, below)
        yield ")"
        return
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        yield "alternative("
        yield from _members(graph, alternatives, below)
        yield ")"
        return
    for term, name in _WRAPPED.items():
        inner = graph.value(path, term)
        if inner is not None:
            yield f"{name}("
            yield from _pieces(graph, inner, below)
            yield ")"
            return
    raise ValueError(f"not a property path: {path.n3()}")


def _members(graph: Graph, first: Node, above: frozenset[Node]) -> Iterator[str]:
    for number, each in enumerate(graph.items(first)):
        if number:
            yield " "
        yield from _pieces(graph, each, above)
