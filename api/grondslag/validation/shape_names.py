"""What a shape is called in reports and messages, also when it has no address."""

from collections.abc import Iterable

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from grondslag.validation.blank_nodes import BlankNodes
from grondslag.validation.paths import path_pieces
from grondslag.vocabulary import shorten

#: Which nodes a shape is about (SHACL, section 2.1.3).
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_BELOW = " › "
#: The most characters of the name of a shape without an address.
LONGEST = 200
#: The most characters of one target or path in a name.
_LONGEST_PART = 100
_MOST_TARGETS = 2
#: More levels than can be evaluated, or than fit in a name.
_MOST_LEVELS = 200


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters; what is left out is shown by ``…``."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class ShapeNames:
    """Names the shapes of one graph, which must not change; what was worked out is kept."""

    def __init__(self, graph: Graph) -> None:
        """Name the shapes of a graph."""
        self.graph = graph
        self.blank_nodes = BlankNodes(lambda: graph)
        self._names: dict[Node, str] = {}
        self._paths: dict[Node, str] = {}
        self._above: dict[Node, tuple[Node, ...]] = {}
        self._tops: dict[Node, Node] = {}

    def name(self, shape: Node) -> str:
        """Return what a shape is called.

        Most people give no address to their property shapes. Such a shape is called after the
        nearest shape with an address that it is part of, and the paths that lead to it from
        there; where there is none, ``[ ]`` and its first targets stand in its place, in the words
        of Turtle. Such a name has at most ``LONGEST`` characters, an address is given whole.
        """
        if not isinstance(shape, BNode):
            return _text(shape)
        if shape not in self._names:
            self._names[shape] = cut(self._made(shape), LONGEST)
        return self._names[shape]

    def _made(self, shape: Node) -> str:
        parts: list[str] = []
        seen: set[Node] = set()
        top: str | None = None
        while top is None:
            seen.add(shape)
            if path := self._path(shape):
                parts.append(path)
            above = next((each for each in self._users(shape) if each not in seen), None)
            if above is None:
                top = self._with_targets(shape)
            elif not isinstance(above, BNode):
                top = _text(above)
            elif len(seen) == _MOST_LEVELS:
                top = "…"
            else:
                shape = above
        return _BELOW.join([top, *reversed(parts)])

    def _with_targets(self, shape: Node) -> str:
        found = sorted(
            f"sh:{str(kind).rpartition('#')[2]} {cut(_text(each), _LONGEST_PART)}"
            for kind in _TARGETS
            for each in self.graph.objects(shape, kind)
        )
        more = [f"… ({len(found)})"] if len(found) > _MOST_TARGETS else []
        return " ".join(["[ ]", *found[:_MOST_TARGETS], *more])

    def _path(self, shape: Node) -> str:
        if shape not in self._paths:
            found = sorted(self.graph.objects(shape, SH.path), key=_addresses_first)
            self._paths[shape] = self._path_text(found[0]) if found else ""
        return self._paths[shape]

    def _path_text(self, path: Node) -> str:
        if isinstance(path, URIRef):
            return cut(shorten(str(path)), _LONGEST_PART)
        text = ""
        try:
            for piece in path_pieces(self.graph, path):
                text += piece
                if len(text) > _LONGEST_PART:
                    break
        except ValueError:
            # An ill-formed path is what may be wrong with a shape that is asked for.
            return ""
        return cut(text, _LONGEST_PART)

    def _users(self, shape: Node) -> tuple[Node, ...]:
        """Return the nodes that refer to a shape, those with an address first."""
        if shape not in self._above:
            graph = self.graph
            found = {node for each in self._heads(shape) for node in graph.subjects(None, each)}
            found = {node for node in found if (node, RDF.rest, None) not in graph}
            addresses = sorted((each for each in found if not isinstance(each, BNode)), key=str)
            others = sorted(
                (each for each in found if isinstance(each, BNode)),
                key=str if len(found) == 1 else self.by_content,
            )
            self._above[shape] = (*addresses, *others)
        return self._above[shape]

    def by_content(self, node: Node) -> tuple[str, str]:
        """Return a key to sort by: what is said of a node, then the order of reading."""
        return self.blank_nodes.text(node), str(node)

    def _heads(self, node: Node) -> Iterable[Node]:
        """Return a node, and the lists it is in by their first nodes."""
        heads, todo = {node}, list(self.graph.subjects(RDF.first, node))
        seen: set[Node] = set()
        while todo:
            place = self._top(todo.pop())
            if place not in seen:
                seen.add(place)
                before = list(self.graph.subjects(RDF.rest, place))
                todo.extend(before)
                if not before:
                    heads.add(place)
        return heads

    def _top(self, place: Node) -> Node:
        """Return where the way back in a list ends or forks.

        It is kept for all places passed, or naming every member of a list takes quadratic time.
        """
        passed: dict[Node, None] = {}
        while place not in self._tops:
            passed[place] = None
            before = list(self.graph.subjects(RDF.rest, place))
            if len(before) != 1 or before[0] in passed:
                break
            place = before[0]
        top = self._tops.get(place, place)
        self._tops.update(dict.fromkeys(passed, top))
        return top


def _text(node: Node) -> str:
    return shorten(str(node)) if isinstance(node, URIRef) else node.n3()


def _addresses_first(node: Node) -> tuple[bool, str]:
    return isinstance(node, BNode), str(node)
