"""Random SPARQL-based constraint components, with optional parameters and every validator."""

from random import Random

from rdflib import BNode, Graph, Literal
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from differential import queries
from differential.vocabulary import EX

ONTOLOGY = EX.prefixes


def declare_prefixes(graph: Graph, seed: int) -> None:
    """Declare the prefixes that the queries use."""
    for number, (prefix, namespace) in enumerate(sorted(queries.PREFIXES.items())):
        node = BNode(f"s{seed}prefix{number}")
        graph.add((ONTOLOGY, SH.declare, node))
        graph.add((node, SH.prefix, Literal(prefix)))
        graph.add((node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))


def message(rng: Random, names: tuple[str, ...]) -> Literal:
    """Return a message that may name variables, in a language or none."""
    words = ["Nee", "Fout", "{$this}", "{?value}", *(f"{{?{name}}}" for name in names), "{?none}"]
    text = " ".join(rng.choice(words) for _ in range(rng.randint(1, 4)))
    return Literal(text, lang=rng.choice((None, None, "nl", "en")))


class Component:
    """One constraint component: its parameters, and how a shape uses it."""

    def __init__(self, rng: Random, graph: Graph, seed: int, number: int) -> None:
        """Write a component into the graph; its names contain the seed and the number."""
        self._rng, self._graph = rng, graph
        # pySHACL keeps validators by name between runs, so no name may return in another case.
        self._name = f"s{seed}component{number}"
        self._node = EX[self._name]
        graph.add((self._node, RDF.type, SH.ConstraintComponent))
        self.parameters = [self._parameter(f"q{place}", place > 0) for place in range(2)]
        if rng.random() < 0.5:
            self.parameters.pop()
            graph.remove((BNode(f"{self._name}q1"), None, None))
            graph.remove((None, None, BNode(f"{self._name}q1")))
        self._names = tuple(f"$par{seed}x{number}x{place}" for place in range(len(self.parameters)))
        self._validators()

    def _parameter(self, label: str, optional: bool) -> Node:
        node = BNode(f"{self._name}{label}")
        place = label[1:]
        path = EX[f"par{self._name[1:].replace('component', 'x')}x{place}"]
        self._graph.add((self._node, SH.parameter, node))
        self._graph.add((node, SH.path, path))
        if optional:
            self._graph.add((node, SH.optional, Literal(True)))
        return path

    def _validators(self) -> None:
        kinds = self._rng.choice(
            (
                (SH.validator,),
                (SH.validator,),
                (SH.nodeValidator, SH.propertyValidator),
                (SH.validator, SH.nodeValidator),
                (SH.validator, SH.propertyValidator),
            )
        )
        for kind in kinds:
            self._validator(kind)

    def _validator(self, kind: Node) -> None:
        node = EX[f"{self._name}{str(kind).rpartition('#')[2]}"]
        if kind == SH.validator:
            self._graph.add((node, RDF.type, SH.SPARQLAskValidator))
            self._graph.add((node, SH.ask, Literal(queries.ask(self._rng, self._names))))
        else:
            path = kind == SH.propertyValidator
            text = queries.select(self._rng, path, self._names)
            self._graph.add((node, RDF.type, SH.SPARQLSelectValidator))
            self._graph.add((node, SH.select, Literal(text)))
        self._graph.add((self._node, kind, node))
        self._graph.add((node, SH.prefixes, ONTOLOGY))
        if self._rng.random() < 0.6:
            names = tuple(name[1:] for name in self._names)
            self._graph.add((node, SH.message, message(self._rng, names)))

    def use(self, shape: Node) -> None:
        """Give a shape values for the parameters: one each, or several where there is but one."""
        if len(self.parameters) == 1:
            for _ in range(self._rng.choice((1, 1, 2))):
                self._graph.add((shape, self.parameters[0], queries.parameter_value(self._rng)))
            return
        if (shape, self.parameters[0], None) in self._graph:
            return
        for place, path in enumerate(self.parameters):
            if place == 0 or self._rng.random() < 0.6:
                self._graph.add((shape, path, queries.parameter_value(self._rng)))
