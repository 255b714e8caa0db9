"""Columns seen as an rdflib graph, for the few places that ask about single nodes."""

from collections.abc import Iterator
from typing import Any

from rdflib import Graph
from rdflib.store import Store
from rdflib.term import Node, URIRef

from grondslag.columns.graph import Columns
from grondslag.tokens import token_of

_Pattern = tuple[Node | None, Node | None, Node | None]
_Triple = tuple[Node, Node, Node]


class ColumnStore(Store):
    """A store of rdflib that reads from columns; it refuses every change."""

    context_aware = False
    graph_aware = False

    def __init__(self, columns: Columns) -> None:
        """Read from columns."""
        super().__init__()
        self._columns = columns
        self._prefixes: dict[str, URIRef] = {}

    def triples(
        self, triple_pattern: _Pattern, context: object = None
    ) -> Iterator[tuple[_Triple, Iterator[None]]]:
        """Yield the triples of a pattern, by number of predicate, subject and object."""
        subject, predicate, object_ = triple_pattern
        columns, terms = self._columns, self._columns.terms
        kinds = columns.predicates() if predicate is None else [self._number(predicate)]
        s = None if subject is None else self._number(subject)
        o = None if object_ is None else self._number(object_)
        for kind in kinds:
            named = terms.node(kind)
            for left, right in self._pairs(kind, s, o):
                yield (terms.node(left), named, terms.node(right)), iter(())

    def _number(self, node: Node) -> int:
        return self._columns.terms.number(token_of(node))

    def _pairs(self, predicate: int, s: int | None, o: int | None) -> Iterator[tuple[int, int]]:
        pairs = self._columns.pairs(predicate)
        if s is not None:
            for each in pairs.of_first(s).tolist():
                if o is None or each == o:
                    yield s, each
        elif o is not None:
            for each in pairs.flipped.of_first(o).tolist():
                yield each, o
        else:
            yield from zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)

    def __len__(self, context: object = None) -> int:
        """Return the number of triples."""
        return len(self._columns)

    def add(self, *_: Any, **__: Any) -> None:
        """Refuse.

        Raises:
            TypeError: always.
        """
        raise TypeError("columns do not change")

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Remember a prefix, which rdflib needs for writing."""
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = namespace

    def namespace(self, prefix: str) -> URIRef | None:
        """Return the namespace of a prefix."""
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """Return a prefix of a namespace."""
        for prefix, known in self._prefixes.items():
            if known == namespace:
                return prefix
        return None

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Yield the prefixes."""
        yield from self._prefixes.items()


def as_graph(columns: Columns) -> Graph:
    """Return columns as a read-only rdflib graph."""
    return Graph(store=ColumnStore(columns))


def materialised(columns: Columns, graph: Graph) -> Graph:
    """Add all triples of columns to an rdflib graph and return it."""
    subject, predicate, object_ = columns.rows
    nodes = columns.terms.nodes
    triples = zip(nodes(subject), nodes(predicate), nodes(object_), strict=True)
    for triple in triples:
        graph.add(triple)
    return graph
