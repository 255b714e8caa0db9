"""Only the entailments that the rules need, in a graph of their own.

Four rules of OWL 2 RL (https://www.w3.org/TR/owl2-profiles/, section 4.3) suffice:
``cax-sco`` (types along rdfs:subClassOf), ``prp-spo1`` (statements along
rdfs:subPropertyOf), ``prp-inv`` (inverse properties) and ``prp-spo2`` (property chains). A
full materialisation with owlrl takes minutes for a ministry and adds nothing that a rule reads.
"""

from collections.abc import Iterable

from rdflib import Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from grondslag.vocabulary import RESERVED


def new_graph() -> Graph:
    """Return an empty graph on the leanest store of rdflib: no named graphs, half the time."""
    return Graph(store="SimpleMemory")


def _ancestors(graphs: tuple[Graph, Graph], relation: Node) -> dict[Node, set[Node]]:
    """Return for each node everything above it along a relation, cycles included."""
    parents: dict[Node, set[Node]] = {}
    for graph in graphs:
        for child, parent in graph.subject_objects(relation):
            parents.setdefault(child, set()).add(parent)
    result: dict[Node, set[Node]] = {}
    for start in parents:
        above: set[Node] = set()
        todo = [start]
        while todo:
            for parent in parents.get(todo.pop(), ()):
                if parent not in above and parent != start:
                    above.add(parent)
                    todo.append(parent)
        result[start] = above
    return result


def _ours(node: Node) -> bool:
    """Tell whether a term belongs to our own vocabulary; rules read no other entailments."""
    return str(node).startswith(RESERVED)


def _chains(ontology: Graph) -> list[tuple[Node, list[Node]]]:
    """Return the property chains: a property and the steps it stands for."""
    return sorted(
        (
            (chained, list(Collection(ontology, steps)))
            for chained, steps in ontology.subject_objects(OWL.propertyChainAxiom)
        ),
        key=str,
    )


def _walk(graphs: tuple[Graph, Graph], steps: list[Node]) -> list[tuple[Node, Node]]:
    """Return the ends of every path along the steps."""
    pairs = [pair for graph in graphs for pair in graph.subject_objects(steps[0])]
    for step in steps[1:]:
        pairs = [
            (start, end)
            for start, middle in pairs
            for graph in graphs
            for end in graph.objects(middle, step)
        ]
    return pairs


def _both(data: Graph, closed: Graph, predicate: Node) -> list[tuple[Node, Node]]:
    return [pair for graph in (data, closed) for pair in graph.subject_objects(predicate)]


def close(data: Graph, ontology: Graph) -> Graph:
    """Return the entailed triples that are in neither graph.

    Args:
        data: the triples read; they may put classes and properties of their own under ours.
        ontology: the class and property hierarchy and the inverses.
    """
    inverses: dict[Node, set[Node]] = {}
    for left, right in ontology.subject_objects(OWL.inverseOf):
        inverses.setdefault(left, set()).add(right)
        inverses.setdefault(right, set()).add(left)
    parents = _ancestors((ontology, data), RDFS.subPropertyOf)
    classes = _ancestors((ontology, data), RDFS.subClassOf)

    closed = new_graph()

    def keep(triples: Iterable[tuple[Node, Node, Node]]) -> None:
        for triple in triples:
            if triple not in data and triple not in ontology:
                closed.add(triple)

    size = -1
    while len(closed) > size:
        # What follows may have an inverse or a more general property of its own.
        size = len(closed)
        for predicate in set(inverses) | set(parents):
            for s, o in _both(data, closed, predicate):
                keep((s, parent, o) for parent in parents.get(predicate, ()) if _ours(parent))
                if not isinstance(o, Literal):
                    backward = inverses.get(predicate, ())
                    keep((o, inverse, s) for inverse in backward if _ours(inverse))
        for chained, steps in _chains(ontology):
            keep((s, chained, o) for s, o in _walk((data, closed), steps))
    for kind, above in classes.items():
        wanted = [parent for parent in above if _ours(parent)]
        for s in data.subjects(RDF.type, kind):
            keep((s, RDF.type, parent) for parent in wanted)
    return closed
