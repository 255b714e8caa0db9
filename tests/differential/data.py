"""Random data graphs: small, cyclic, with odd literals, lists and class hierarchies."""

from random import Random

from rdflib import BNode, Graph
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from differential import vocabulary as words
from differential.vocabulary import CLASSES, EX, NODES, PROPERTIES


def random_data(rng: Random, seed: int) -> Graph:
    """Return a data graph; the names of its blank nodes contain the seed."""
    graph = Graph()
    blanks = [BNode(f"d{seed}b{number}") for number in range(rng.randint(0, 3))]
    nodes: list[Node] = [*NODES[: rng.randint(2, 5)], *blanks]
    many = rng.random() < 0.04
    if many:
        # The engine treats long columns in other ways than short ones.
        nodes += [EX[f"m{number}"] for number in range(40)]
    for _ in range(rng.randint(200, 400) if many else rng.randint(4, 30)):
        subject = rng.choice(nodes)
        place = rng.randrange(len(PROPERTIES))
        graph.add((subject, PROPERTIES[place], _value(rng, place, nodes)))
    _types(rng, graph, nodes)
    if rng.random() < 0.3:
        _implicit(rng, graph, nodes, seed)
    if rng.random() < 0.3:
        for _ in range(rng.randint(2, 5)):
            graph.add((nodes[0], PROPERTIES[2], words.tagged(rng)))
    if rng.random() < 0.25:
        _list(rng, graph, nodes, seed)
    if rng.random() < 0.1:
        graph.add((rng.choice(nodes), RDF.type, RDFS.Resource))
    return graph


def _types(rng: Random, graph: Graph, nodes: list[Node]) -> None:
    for node in nodes:
        for kind in CLASSES:
            if rng.random() < 0.3:
                graph.add((node, RDF.type, kind))
    hierarchy = rng.random()
    if hierarchy < 0.7:
        graph.add((CLASSES[0], RDFS.subClassOf, CLASSES[1]))
    if hierarchy < 0.4:
        graph.add((CLASSES[1], RDFS.subClassOf, CLASSES[2]))
    if hierarchy < 0.15:
        graph.add((CLASSES[2], RDFS.subClassOf, CLASSES[0]))
    if hierarchy > 0.95:
        graph.add((CLASSES[0], RDFS.subClassOf, CLASSES[0]))


def _implicit(rng: Random, graph: Graph, nodes: list[Node], seed: int) -> None:
    """Make nodes instances of shapes, some of which are classes as well."""
    for number in range(2):
        shape = EX[f"s{seed}shape{number}"]
        graph.add((rng.choice(nodes), RDF.type, shape))
        if rng.random() < 0.5:
            graph.add((CLASSES[0], RDFS.subClassOf, shape))


def _value(rng: Random, place: int, nodes: list[Node]) -> Node:
    """Return a value; each property has a kind of values of its own, and exceptions."""
    if rng.random() < 0.2:
        return words.literal(rng) if rng.random() < 0.6 else rng.choice(nodes)
    if place == 0:
        return rng.choice(nodes)
    if place == 1:
        return words.number(rng)
    if place == 2:
        return words.tagged(rng)
    if place == 3:
        return words.moment(rng)
    return rng.choice(nodes) if rng.random() < 0.5 else words.literal(rng)


def _list(rng: Random, graph: Graph, nodes: list[Node], seed: int) -> None:
    items = [
        rng.choice(nodes) if rng.random() < 0.5 else words.literal(rng)
        for _ in range(rng.randint(0, 3))
    ]
    head = words.members(graph, items, f"d{seed}")
    graph.add((rng.choice(nodes), PROPERTIES[4], head))
    if items and rng.random() < 0.4:
        damage = rng.random()
        if damage < 0.45:
            graph.remove((head, RDF.rest, None))
        elif damage < 0.9:
            graph.add((head, RDF.first, words.literal(rng)))
        else:
            graph.add((head, RDF.rest, head))
