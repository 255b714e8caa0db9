"""Columns seen as an rdflib graph, for the few places that ask about single nodes."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from rdflib import Graph
from rdflib.store import Store
from rdflib.term import Node, URIRef

from grondslag.columns.graph import Columns
from grondslag.columns.terms import Ids, Terms
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
        """Yield the triples of a pattern in the order of the numbers of their terms."""
        subject, predicate, object_ = triple_pattern
        s = None if subject is None else self._number(subject)
        o = None if object_ is None else self._number(object_)
        node = self._columns.terms.node
        if predicate is None:
            for left, kind, right in self._rows(s, o):
                yield (node(left), node(kind), node(right)), iter(())
        else:
            for left, right in self._pairs(self._number(predicate), s, o):
                yield (node(left), predicate, node(right)), iter(())

    def _rows(self, s: int | None, o: int | None) -> Iterator[tuple[int, int, int]]:
        """Yield the triples with any predicate."""
        subject, predicate, object_ = self._columns.rows
        ordered = subject
        wanted = s
        if s is None and o is not None:
            subject, predicate, object_ = self._columns.rows_by_object
            ordered, wanted = object_, o
        if wanted is not None:
            start = ordered.searchsorted(np.int32(wanted), "left")
            end = ordered.searchsorted(np.int32(wanted), "right")
            subject, predicate = subject[start:end], predicate[start:end]
            object_ = object_[start:end]
        found = zip(subject.tolist(), predicate.tolist(), object_.tolist(), strict=True)
        for row in found:
            if s is None or o is None or row[2] == o:
                yield row

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


def columns_of(graph: Graph | Iterable[tuple[object, ...]], terms: Terms) -> Columns:
    """Take over an rdflib graph, in a deterministic order of terms."""
    return Columns.from_rows(terms, *rows_of_graph(graph, terms))


def rows_of_graph(
    graph: Graph | Iterable[tuple[object, ...]], terms: Terms
) -> tuple[Ids, Ids, Ids]:
    """Return the triples of an rdflib graph as three columns of numbers."""
    cache: dict[object, str] = {}

    def token(node: object) -> str:
        known = cache.get(node)
        if known is None:
            known = cache[node] = token_of(node)  # type: ignore[arg-type]
        return known

    triples = sorted((token(s), token(p), token(o)) for s, p, o in graph)
    flat = [each for triple in triples for each in triple]
    ids = terms.numbers(flat)
    return ids[0::3], ids[1::3], ids[2::3]
