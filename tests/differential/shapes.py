"""Random well-formed shapes graphs with every target, path and constraint component."""

from collections.abc import Callable
from random import Random

from rdflib import BNode, Graph, Literal
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node

from differential import queries
from differential import vocabulary as words
from differential.components import ONTOLOGY, Component, declare_prefixes, message
from differential.paths import random_path
from differential.vocabulary import CLASSES, DATATYPES, EX, NODES, PROPERTIES

_KINDS = (
    SH.IRI,
    SH.BlankNode,
    SH.Literal,
    SH.BlankNodeOrIRI,
    SH.BlankNodeOrLiteral,
    SH.IRIOrLiteral,
)
_PATTERNS = (
    *("^a", "b$", "^https://example", r"\d{2}|&&", "a.c", "^$", "[A-Z-[BC]]", "^[^ ]+$"),
    r"^(\i)\1",
)
_RANGES = (SH.minExclusive, SH.minInclusive, SH.maxExclusive, SH.maxInclusive)


def random_shapes(rng: Random, seed: int) -> Graph:
    """Return a shapes graph; the names in it contain the seed."""
    return _Builder(rng, seed).build()


class _Builder:
    """Writes shapes into one graph. Shapes refer to older shapes only: there is no recursion."""

    def __init__(self, rng: Random, seed: int) -> None:
        self._rng, self._seed = rng, seed
        self.graph = Graph()
        self._count = 0
        self._finished: list[tuple[Node, bool]] = []
        self._components: list[Component] = []
        self._sparql = rng.random() < 0.4

    def build(self) -> Graph:
        rng = self._rng
        if self._sparql:
            declare_prefixes(self.graph, self._seed)
            for number in range(rng.choice((0, 1, 1, 2))):
                self._components.append(Component(rng, self.graph, self._seed, number))
        for number in range(rng.randint(1, 4)):
            is_property = rng.random() < 0.35
            shape = self._shape(EX[f"s{self._seed}shape{number}"], is_property, depth=3)
            self._targets(shape)
        return self.graph

    # shapes

    def _shape(self, node: Node, is_property: bool, depth: int) -> Node:
        rng, graph = self._rng, self.graph
        if is_property:
            # pySHACL writes nested paths as SPARQL that does not parse; see its README.
            levels = 1 if self._sparql else rng.choice((0, 1, 2))
            graph.add((node, SH.path, random_path(rng, graph, self._label("p"), levels)))
        if rng.random() < 0.6:
            graph.add((node, RDF.type, SH.PropertyShape if is_property else SH.NodeShape))
        if graph.value(node, SH.path) == PROPERTIES[2] and rng.random() < 0.3:
            self._unique(node)
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            self._constraint(node, is_property, depth)
        self._properties(node)
        self._finished.append((node, is_property))
        return node

    def _properties(self, node: Node) -> None:
        """Add what is no constraint: severity, messages, deactivation."""
        rng, graph = self._rng, self.graph
        if rng.random() < 0.2:
            severity = rng.choice((SH.Warning, SH.Info, SH.Violation, EX.Grave))
            graph.add((node, SH.severity, severity))
        if rng.random() < 0.2:
            graph.add((node, SH.message, message(rng, ())))
            if rng.random() < 0.3:
                graph.add((node, SH.message, Literal("Tweede bericht", lang="nl")))
        if rng.random() < 0.06:
            graph.add((node, SH.deactivated, Literal(rng.random() < 0.6)))
        if rng.random() < 0.1:
            graph.add((node, SH.name, Literal("naam", lang="nl")))

    def _nested(self, depth: int, is_property: bool) -> Node:
        """Return a shape inside another one: an older one, or a new one."""
        older = [node for node, kind in self._finished if kind == is_property]
        if older and (depth <= 0 or self._rng.random() < 0.15):
            return self._rng.choice(older)
        label = self._label("n")
        named = self._rng.random() < 0.2
        return self._shape(EX[label] if named else BNode(label), is_property, depth - 1)

    def _label(self, kind: str) -> str:
        self._count += 1
        return f"s{self._seed}{kind}{self._count}"

    # targets

    def _targets(self, shape: Node) -> None:
        rng, graph = self._rng, self.graph
        for _ in range(rng.choice((1, 1, 2))):
            kind = rng.random()
            if kind < 0.3:
                graph.add((shape, SH.targetNode, rng.choice(NODES)))
            elif kind < 0.38:
                graph.add((shape, SH.targetNode, words.literal(rng)))
            elif kind < 0.65:
                graph.add((shape, SH.targetClass, rng.choice(CLASSES)))
            elif kind < 0.8:
                graph.add((shape, SH.targetSubjectsOf, rng.choice((*PROPERTIES, RDF.type))))
            elif kind < 0.92:
                graph.add((shape, SH.targetObjectsOf, rng.choice(PROPERTIES)))
            else:
                self._implicit(shape)

    def _implicit(self, shape: Node) -> None:
        """Make a class of the shape."""
        self.graph.add((shape, RDF.type, RDFS.Class))
        kind = SH.PropertyShape if (shape, SH.path, None) in self.graph else SH.NodeShape
        self.graph.add((shape, RDF.type, kind))

    # constraints

    def _constraint(self, node: Node, is_property: bool, depth: int) -> None:
        rng = self._rng
        if self._sparql and rng.random() < 0.4:
            return self._sparql_constraint(node, is_property)
        chance = rng.random()
        if chance < 0.3 and depth > 0:
            return rng.choice((self._logic, self._node, self._property, self._qualified))(
                node, is_property, depth
            )
        choices: list[Callable[[Node], None]] = [
            self._class,
            self._datatype,
            self._node_kind,
            self._range,
            self._length,
            self._pattern,
            self._language,
            self._equals,
            self._disjoint,
            self._closed,
            self._has_value,
            self._in,
        ]
        if is_property:
            choices += [self._count_of] * 3 + [self._unique] * 2 + [self._less] * 3
        return rng.choice(choices)(node)

    def _once(self, node: Node, predicate: Node, value: Node) -> None:
        """Add a value of a parameter that may have one value only."""
        if (node, predicate, None) not in self.graph:
            self.graph.add((node, predicate, value))

    def _class(self, node: Node) -> None:
        for _ in range(self._rng.choice((1, 1, 2))):
            self.graph.add((node, SH["class"], self._rng.choice(CLASSES)))

    def _datatype(self, node: Node) -> None:
        self._once(node, SH.datatype, self._rng.choice(DATATYPES))

    def _node_kind(self, node: Node) -> None:
        self._once(node, SH.nodeKind, self._rng.choice(_KINDS))

    def _count_of(self, node: Node) -> None:
        which = self._rng.choice((SH.minCount, SH.maxCount))
        few = which == SH.maxCount
        self._once(node, which, Literal(self._rng.choice((0, 0, 1) if few else (0, 1, 1, 2, 3))))

    def _range(self, node: Node) -> None:
        rng = self._rng
        chance = rng.random()
        limit: Node = words.number(rng, odd=0)
        if chance > 0.75:
            limit = Literal(rng.choice((0, 2, 5)))
        elif chance < 0.3:
            limit = words.moment(rng, odd=0.1)
        elif chance < 0.4:
            limit = Literal(words.text(rng, odd=0))
        elif chance < 0.45:
            limit = words.boolean(rng, odd=0)
        self._once(node, rng.choice(_RANGES), limit)

    def _length(self, node: Node) -> None:
        which = self._rng.choice((SH.minLength, SH.maxLength))
        self._once(node, which, Literal(self._rng.choice((0, 1, 2, 3, 5, 20))))

    def _pattern(self, node: Node) -> None:
        self._once(node, SH.pattern, Literal(self._rng.choice(_PATTERNS)))
        if self._rng.random() < 0.3:
            self._once(
                node, SH.flags, Literal(self._rng.choice(("i", "m", "im", "s", "x", "si", "")))
            )

    def _language(self, node: Node) -> None:
        chosen = self._rng.sample(("en", "EN", "nl", "en-US", "nl-be", "fr"), 2)
        items: list[Node] = [Literal(tag) for tag in chosen[: self._rng.randint(1, 2)]]
        self._once(node, SH.languageIn, words.members(self.graph, items, self._label("l")))

    def _unique(self, node: Node) -> None:
        self._once(node, SH.uniqueLang, Literal(self._rng.random() < 0.85))

    def _equals(self, node: Node) -> None:
        for _ in range(self._rng.choice((1, 1, 1, 2))):
            self.graph.add((node, SH.equals, self._rng.choice(PROPERTIES)))

    def _disjoint(self, node: Node) -> None:
        for _ in range(self._rng.choice((1, 1, 1, 2))):
            self.graph.add((node, SH.disjoint, self._rng.choice(PROPERTIES)))

    def _less(self, node: Node) -> None:
        which = self._rng.choice((SH.lessThan, SH.lessThanOrEquals))
        # The properties whose values are mostly numbers and dates.
        self.graph.add((node, which, self._rng.choice((PROPERTIES[1], PROPERTIES[3]))))

    def _closed(self, node: Node) -> None:
        rng = self._rng
        self._once(node, SH.closed, Literal(rng.random() < 0.85))
        if rng.random() < 0.6:
            items: list[Node] = [RDF.type, *rng.sample(PROPERTIES, rng.randint(0, 2))]
            head = words.members(self.graph, items, self._label("g"))
            self._once(node, SH.ignoredProperties, head)

    def _has_value(self, node: Node) -> None:
        for _ in range(self._rng.choice((1, 1, 2))):
            self.graph.add((node, SH.hasValue, self._any()))

    def _in(self, node: Node) -> None:
        items = [self._any() for _ in range(self._rng.choice((0, 1, 3, 6)))]
        items = list(dict.fromkeys(items))
        self._once(node, SH["in"], words.members(self.graph, items, self._label("i")))

    def _any(self) -> Node:
        return self._rng.choice(NODES) if self._rng.random() < 0.5 else words.literal(self._rng)

    def _logic(self, node: Node, is_property: bool, depth: int) -> None:
        rng = self._rng
        which = rng.choice((SH["not"], SH["and"], SH["or"], SH.xone))
        if which == SH["not"]:
            self.graph.add((node, which, self._nested(depth, rng.random() < 0.4)))
            return
        count = rng.choice((1, 2, 2, 3))
        items = [self._nested(depth, rng.random() < 0.4) for _ in range(count)]
        if which != SH.xone:
            items = list(dict.fromkeys(items))
        self.graph.add((node, which, words.members(self.graph, items, self._label("o"))))

    def _node(self, node: Node, is_property: bool, depth: int) -> None:
        for _ in range(self._rng.choice((1, 1, 2))):
            self.graph.add((node, SH.node, self._nested(depth, False)))

    def _property(self, node: Node, is_property: bool, depth: int) -> None:
        for _ in range(self._rng.choice((1, 2, 2, 3))):
            self.graph.add((node, SH.property, self._nested(depth, True)))

    def _qualified(self, node: Node, is_property: bool, depth: int) -> None:
        """Add property shapes with qualified value shapes, often siblings of each other."""
        rng, graph = self._rng, self.graph
        disjoint = rng.random() < 0.6
        path = random_path(rng, graph, self._label("p"), 1)
        for _ in range(rng.choice((1, 2, 2))):
            label = self._label("v")
            shape = EX[label] if rng.random() < 0.2 else BNode(label)
            if not isinstance(path, BNode):
                graph.add((shape, SH.path, path))
            else:
                graph.add((shape, SH.path, random_path(rng, graph, self._label("p"), 1)))
            graph.add((node, SH.property, shape))
            inner = self._nested(depth, rng.random() < 0.2)
            graph.add((shape, SH.qualifiedValueShape, inner))
            counts = rng.randrange(3)
            if counts != 1:
                graph.add((shape, SH.qualifiedMinCount, Literal(rng.choice((0, 1, 1, 2)))))
            if counts != 0:
                graph.add((shape, SH.qualifiedMaxCount, Literal(rng.choice((0, 0, 1)))))
            if disjoint:
                graph.add((shape, SH.qualifiedValueShapesDisjoint, Literal(True)))

    # SPARQL

    def _sparql_constraint(self, node: Node, is_property: bool) -> None:
        rng, graph = self._rng, self.graph
        if self._components and rng.random() < 0.4:
            rng.choice(self._components).use(node)
            return
        label = self._label("c")
        constraint = EX[label] if rng.random() < 0.3 else BNode(label)
        graph.add((node, SH.sparql, constraint))
        text = queries.select(rng, path=is_property)
        if rng.random() < 0.1:
            text = text.replace("WHERE {", "WHERE { FILTER ( bound( $currentShape ) )", 1)
        graph.add((constraint, SH.select, Literal(text)))
        graph.add((constraint, SH.prefixes, ONTOLOGY))
        if rng.random() < 0.6:
            graph.add((constraint, SH.message, message(rng, ("v1", "v2"))))
        if rng.random() < 0.05:
            graph.add((constraint, SH.deactivated, Literal(True, datatype=XSD.boolean)))
