"""Random property paths of every kind, nested."""

from random import Random

from rdflib import BNode, Graph
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from differential.vocabulary import PROPERTIES, members

_WRAPPERS = (SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)


def random_path(rng: Random, graph: Graph, label: str, depth: int = 2) -> Node:
    """Write a path into a graph and return its node.

    Args:
        rng: source of chance.
        graph: the shapes graph.
        label: what the names of the blank nodes start with.
        depth: how many levels may be nested.
    """
    if depth == 0 or rng.random() < 0.5:
        return _step(rng)
    kind = rng.random()
    node = BNode(label)
    if kind < 0.55:
        term = rng.choice(_WRAPPERS)
        graph.add((node, term, random_path(rng, graph, f"{label}i", depth - 1)))
        return node
    parts = [
        random_path(rng, graph, f"{label}s{number}", depth - 1)
        for number in range(rng.choice((2, 2, 3)))
    ]
    if kind < 0.8:
        return members(graph, parts, f"{label}q")
    graph.add((node, SH.alternativePath, members(graph, parts, f"{label}a")))
    return node


def _step(rng: Random) -> Node:
    chance = rng.random()
    if chance < 0.04:
        return RDF.type
    if chance < 0.06:
        return RDFS.subClassOf
    if chance < 0.08:
        return RDF.first
    return rng.choice(PROPERTIES)
