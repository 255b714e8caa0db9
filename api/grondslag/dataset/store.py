"""Between rdflib, in which rules are read, and Oxigraph, in which questions are asked."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_oxigraph(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return the Oxigraph term for an rdflib term, lexical form kept."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
    raise TypeError(f"not an RDF term: {node!r}")


def from_oxigraph(term: object) -> Node:
    """Return the rdflib term for an Oxigraph term, lexical form kept.

    Raises:
        TypeError: for a triple term of RDF 1.2, which rdflib does not have.
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == _STRING:
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"not an RDF 1.1 term: {term!r}")


def quads(graph: Graph) -> Iterator[ox.Quad]:
    """Yield the triples of a graph as quads of the default graph."""
    cache: dict[Node, ox.NamedNode | ox.BlankNode | ox.Literal] = {}

    def term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        known = cache.get(node)
        if known is None:
            known = cache[node] = to_oxigraph(node)
        return known

    for s, p, o in graph:
        subject, predicate = term(s), term(p)
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
            continue
        yield ox.Quad(subject, predicate, term(o))


def to_store(graphs: Iterable[Graph], ready: Iterable[ox.Quad] = ()) -> ox.Store:
    """Return an in-memory store that holds the graphs in its default graph.

    Args:
        graphs: what to convert and store.
        ready: quads to store as they are.
    """
    store = ox.Store()
    store.bulk_extend(ready)
    for graph in graphs:
        store.bulk_extend(quads(graph))
    return store
