"""What a shape is called in reports and messages, also when it has no address."""

from collections.abc import Iterable, Iterator

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from grondslag.validation.paths import path_text
from grondslag.vocabulary import shorten

#: Which nodes a shape is about (SHACL, section 2.1.3).
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_BELOW = " › "


def shape_name(graph: Graph, shape: Node) -> str:
    """Return what a shape is called.

    Most people give no address to their property shapes. Such a shape is called after the nearest
    shape with an address that it is part of, and the paths that lead to it from there; where
    there is none, ``[ ]`` and its targets stand in its place, in the words of Turtle.

    Args:
        graph: the shapes graph.
        shape: the shape.
    """
    if not isinstance(shape, BNode):
        return _text(shape)
    parts: list[str] = []
    seen: set[Node] = set()
    while isinstance(shape, BNode):
        seen.add(shape)
        if path := _path(graph, shape):
            parts.append(path)
        above = next((each for each in _above(graph, shape) if each not in seen), None)
        if above is None:
            targets = sorted(
                f"sh:{str(kind).rpartition('#')[2]} {_text(each)}"
                for kind in _TARGETS
                for each in graph.objects(shape, kind)
            )
            return _BELOW.join([" ".join(["[ ]", *targets]), *reversed(parts)])
        shape = above
    return _BELOW.join([_text(shape), *reversed(parts)])


def _text(node: Node) -> str:
    return shorten(str(node)) if isinstance(node, URIRef) else node.n3()


def _path(graph: Graph, shape: Node) -> str:
    path = graph.value(shape, SH.path)
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return shorten(str(path))
    try:
        return path_text(graph, path) or ""
    except (ValueError, RecursionError):
        # An ill-formed path is what may be wrong with a shape that is asked for.
        return ""


def _above(graph: Graph, shape: Node) -> Iterator[Node]:
    """Yield the nodes that refer to a shape, those with an address first."""
    found = {node for each in _heads(graph, shape) for node in graph.subjects(None, each)}
    found = {node for node in found if (node, RDF.rest, None) not in graph}
    yield from sorted(found, key=lambda node: (isinstance(node, BNode), str(node)))


def _heads(graph: Graph, node: Node) -> Iterable[Node]:
    """Return a node, and the lists it is in by their first nodes."""
    heads, todo = {node}, list(graph.subjects(RDF.first, node))
    seen: set[Node] = set()
    while todo:
        place = todo.pop()
        if place not in seen:
            seen.add(place)
            before = list(graph.subjects(RDF.rest, place))
            todo.extend(before)
            if not before:
                heads.add(place)
    return heads
