"""What a report copies from the shapes graph: paths and nodes that have no address.

A result may refer to an anonymous shape, to a path that is no IRI and to a SPARQL-based
constraint. In another graph a blank node means nothing by itself, so what is said of it in the
shapes graph comes along (SHACL, sections 3.6.2.2 and 3.6.2.4).
"""

from collections.abc import Iterable

from rdflib import BNode, Graph
from rdflib.term import Node

from grondslag.tokens import token_of

Triple = tuple[Node, Node, Node]


def structures(nodes: Iterable[Node | None], shapes: Graph) -> tuple[Triple, ...]:
    """Return the triples of blank nodes, and of the blank nodes that these refer to.

    Args:
        nodes: terms of the shapes graph; what is no blank node is left out.
        shapes: the shapes graph.
    """
    found: list[Triple] = []
    todo = [each for each in dict.fromkeys(nodes) if isinstance(each, BNode)]
    seen: set[Node] = set(todo)
    while todo:
        node = todo.pop()
        triples = shapes.triples((node, None, None))
        for triple in sorted(triples, key=lambda each: (str(each[1]), token_of(each[2]))):
            found.append(triple)
            if isinstance(triple[2], BNode) and triple[2] not in seen:
                seen.add(triple[2])
                todo.append(triple[2])
    return tuple(found)
