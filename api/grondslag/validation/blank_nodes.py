"""Blank nodes by what is said of them, whatever they are called.

The label of a blank node says nothing: it differs between files that hold the same. A blank node
is described by the triples around it, and the blank nodes in those by theirs: colours that are
refined until they no longer tell more nodes apart (as in the canonicalisation of RDF graphs), put
together with the colours of all blank nodes that hang together with it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable

from rdflib import BNode, Graph
from rdflib.term import Node

from grondslag.tokens import token_of

#: Rounds of refinement; only long chains of blank nodes of which nothing else is said need more.
_ROUNDS = 16
#: Of blank nodes in larger webs only the triples of their own count, or one web costs minutes.
_MOST = 5_000

#: Whether the node is the subject, the predicate, and the node on the other side.
_Edge = tuple[bool, str, Node]


def digest(*parts: str) -> str:
    """Return a fingerprint of texts: SHA-256, hexadecimal."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class BlankNodes:
    """Describes the nodes of one graph; what was worked out is kept."""

    def __init__(self, graph: Callable[[], Graph]) -> None:
        """Describe the nodes of a graph, which must not change.

        Args:
            graph: returns it; asked for when there is a blank node, as it may have to be made.
        """
        self._graph = graph
        self._known: dict[Node, str] = {}
        self._large: set[Node] = set()

    def text(self, node: Node | None) -> str:
        """Return a term as text; two blank nodes of which the same is said have the same text."""
        if not isinstance(node, BNode):
            return "" if node is None else token_of(node)
        if node not in self._known:
            web = self._web(node)
            self._known.update(self._alone(node) if web is None else _described(web))
        return self._known[node]

    def _edges(self, node: Node) -> list[_Edge]:
        graph = self._graph()
        own = [(True, str(p), o) for p, o in graph.predicate_objects(node)]
        return own + [(False, str(p), s) for s, p in graph.subject_predicates(node)]

    def _web(self, start: BNode) -> dict[Node, list[_Edge]] | None:
        """Return the edges of the blank nodes that hang together; None if they are too many."""
        web: dict[Node, list[_Edge]] = {}
        todo: list[Node] = [start]
        while todo:
            node = todo.pop()
            if node in web:
                continue
            if node in self._large or len(web) == _MOST:
                self._large.update(web)
                return None
            web[node] = self._edges(node)
            todo.extend(other for _, _, other in web[node] if isinstance(other, BNode))
        return web

    def _alone(self, node: Node) -> dict[Node, str]:
        """Describe a node by its own triples, in which every blank node is the same."""
        return {node: f"_:{digest(*_lines(self._edges(node), {}))}"}


def _lines(edges: Iterable[_Edge], colours: dict[Node, str]) -> list[str]:
    return sorted(
        json.dumps([own, p, colours.get(o, "") if isinstance(o, BNode) else token_of(o)])
        for own, p, o in edges
    )


def _described(web: dict[Node, list[_Edge]]) -> dict[Node, str]:
    colours = dict.fromkeys(web, "")
    number = 1
    for _ in range(_ROUNDS):
        colours = {
            node: digest(colours[node], *_lines(edges, colours)) for node, edges in web.items()
        }
        told_apart = len(set(colours.values()))
        if told_apart == number:
            break
        number = told_apart
    whole = digest(*sorted(colours.values()))
    return {node: f"_:{digest(colour, whole)}" for node, colour in colours.items()}
