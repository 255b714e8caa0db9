"""From a shapes graph to shapes (SHACL, sections 2 to 5)."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from grondslag.validation.columnar import nested, pairs, values
from grondslag.validation.columnar.components import component_constraints, components
from grondslag.validation.columnar.lists import (
    IllFormed,
    TooMuch,
    address,
    at_most_one,
    is_deactivated,
    members,
    name_of,
    path_of,
    plain_text,
    sh,
    texts,
    whole_number,
    yes_or_no,
)
from grondslag.validation.columnar.model import Constraint, Shape, Targets
from grondslag.validation.columnar.parameter_values import Use, mark_unfit
from grondslag.validation.columnar.recursion import mark_deep, mark_recursive
from grondslag.validation.columnar.sparql_reading import sparql_constraints
from grondslag.validation.shape_names import ShapeNames

#: Parameters that go with another one, and have to be well-formed without it as well.
_OPTIONAL = {
    "pattern": ("flags",),
    "closed": ("ignoredProperties",),
    "qualifiedValueShape": (
        "qualifiedMinCount",
        "qualifiedMaxCount",
        "qualifiedValueShapesDisjoint",
    ),
}
#: The regime in which nothing is entailed that is not said (SPARQL 1.1 Entailment Regimes).
_SIMPLE = URIRef("http://www.w3.org/ns/entailment/Simple")
_COUNTS = ("minCount", "maxCount")
_LENGTHS = ("minLength", "maxLength")
_RANGES = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
_ORDERS = ("lessThan", "lessThanOrEquals")
#: Parameters that only property shapes may have (SHACL, sections 4.2, 4.4.5, 4.5.3 and 4.7.3).
_PROPERTY_ONLY = (*_COUNTS, "uniqueLang", *_ORDERS, "qualifiedValueShape")

Reader = Callable[["ShapesReader", Node], Iterable[Constraint]]


class ShapesReader:
    """Reads the shapes of one graph; every shape is read once, also when many refer to it."""

    def __init__(self, graph: Graph) -> None:
        """Read from a shapes graph."""
        self.graph = graph
        self.shapes: dict[Node, Shape] = {}
        #: Nodes of the shapes of which ``defect`` is not that they are ill-formed.
        self.too_much: set[Node] = set()
        self.names = ShapeNames(graph)
        self._components = components(graph)
        self._unread: list[Shape] = []
        self._under_property: list[Shape] = []

    def targeted(self) -> set[Node]:
        """Return the nodes that declare a target (section 2.1.3)."""
        found = set(self._implicit_classes)
        for predicate in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf):
            found.update(self.graph.subjects(predicate, None))
        return found

    def read_roots(self) -> list[Shape]:
        """Return the shapes with a target, in order of address."""
        found = [self.shape(each) for each in sorted(self.targeted(), key=str)]
        known = -1
        while known < len(self.shapes):  # a shape that is found late may have others beside it
            known = len(self.shapes)
            self._link_siblings()
            uses = list(self._uses())
        declarations = [declaration for _, _, declaration in uses]
        mark_recursive(declarations)
        mark_deep(declarations)
        mark_unfit(self.graph, uses)
        return found

    def roots(self) -> list[Shape]:
        """Return the shapes with a target, and note which cannot be evaluated as a whole."""
        found = self.read_roots()
        mark_recursive(found)
        mark_deep(found)
        unsupported = entailment_defect(self.graph)
        for each in found:
            each.defect = each.defect or unsupported
        return found

    def instances(self, kind: URIRef) -> set[Node]:
        """Return the SHACL instances of a class in the shapes graph (section 1.1)."""
        kinds = self.graph.transitive_subjects(RDFS.subClassOf, kind)
        return {each for kind in kinds for each in self.graph.subjects(RDF.type, kind)}

    @cached_property
    def _node_shapes(self) -> set[Node]:
        return self.instances(SH.NodeShape)

    @cached_property
    def _property_shapes(self) -> set[Node]:
        return self.instances(SH.PropertyShape)

    @cached_property
    def _implicit_classes(self) -> set[Node]:
        """Return the shapes that are classes as well (section 2.1.3.3)."""
        return self.instances(RDFS.Class) & (self._node_shapes | self._property_shapes)

    def shape(self, node: Node) -> Shape:
        """Return the shape of a node; if it is ill-formed, its ``defect`` says why."""
        shape = self.refer(node)
        while self._unread:
            unread = self._unread.pop()
            try:
                self._fill(unread)
            except IllFormed as error:
                unread.defect = f"{unread.name}: {error}"
                if isinstance(error, TooMuch):
                    self.too_much.add(unread.node)
        while self._under_property:
            below = self._under_property.pop()
            if below.path is None and not below.defect and not below.deactivated:
                below.defect = f"{below.name}: a value of sh:property needs sh:path"
        return shape

    def refer(self, node: Node) -> Shape:
        """Return the shape of a node, which may still have to be read.

        A shape is not read while another one is: they may be nested deeper than Python calls.
        """
        known = self.shapes.get(node)
        if known is None:
            known = self.shapes[node] = Shape(node, self.names)
            self._unread.append(known)
        return known

    def _uses(self) -> Iterator[Use]:
        """Yield the uses of the components that the shapes graph declares."""
        for component in self._components:
            for shape in list(self.shapes.values()):
                if shape.deactivated or not component.used_by(self.graph, shape.node):
                    continue
                for each in component.parameters:
                    yield shape, component, self.shape(each.node)

    def _fill(self, shape: Shape) -> None:
        graph, node = self.graph, shape.node
        if isinstance(node, Literal):
            raise IllFormed("a literal cannot be a shape")
        shape.path_node = at_most_one(graph, node, SH.path)
        if shape.path_node is not None:
            shape.path = path_of(graph, shape.path_node)
            if node in self._node_shapes:
                raise IllFormed("a node shape has no sh:path")
        elif node in self._property_shapes:
            raise IllFormed("a property shape needs sh:path")
        shape.deactivated = is_deactivated(graph, node)
        severity = at_most_one(graph, node, SH.severity)
        shape.severity = SH.Violation if severity is None else address(severity, SH.severity)
        shape.messages = texts(graph, node, SH.message)
        shape.targets = self._targets(node)
        if shape.deactivated:
            return
        self._constraints(shape)

    def _targets(self, node: Node) -> Targets:
        def ordered(predicate: URIRef) -> list[Node]:
            return sorted(self.graph.objects(node, predicate), key=str)

        targets = Targets(
            ordered(SH.targetNode),
            ordered(SH.targetClass),
            ordered(SH.targetSubjectsOf),
            ordered(SH.targetObjectsOf),
        )
        if any(isinstance(each, BNode) for each in targets.nodes):
            raise IllFormed("a value of sh:targetNode is a blank node")
        for each in targets.classes:
            address(each, SH.targetClass)
        for each in targets.subjects_of:
            address(each, SH.targetSubjectsOf)
        for each in targets.objects_of:
            address(each, SH.targetObjectsOf)
        if node in self._implicit_classes:
            if not isinstance(node, URIRef):
                raise IllFormed("a shape that is a class needs an IRI")
            targets.classes.append(node)
        return targets

    def _constraints(self, shape: Shape) -> None:
        graph, node = self.graph, shape.node
        if shape.path is None:
            for name in _PROPERTY_ONLY:
                if (node, sh(name), None) in graph:
                    raise IllFormed(f"sh:{name} is only for property shapes")
        given = set(graph.predicates(node))
        for name, reader in _READERS.items():
            if not given.isdisjoint(map(sh, (name, *_OPTIONAL.get(name, ())))):
                shape.constraints.extend(reader(self, node))
        if (node, SH.sparql, None) in graph:
            shape.constraints.extend(sparql_constraints(graph, shape))
        shape.constraints.extend(component_constraints(graph, self._components, shape))
        for each in sorted(graph.objects(node, SH.property), key=str):
            shape.properties.append(self.refer(each))
            self._under_property.append(shape.properties[-1])

    def _link_siblings(self) -> None:
        """Find the sibling shapes of disjoint qualified value shapes (section 4.7.3)."""
        for node in sorted(self.graph.subjects(SH.qualifiedValueShapesDisjoint), key=str):
            shape = self.shapes.get(node)
            if shape is None:
                continue
            counted = [each for each in shape.constraints if isinstance(each, nested.Qualified)]
            if not counted or not any(
                isinstance(each, Literal) and each.value is True
                for each in self.graph.objects(node, SH.qualifiedValueShapesDisjoint)
            ):
                continue
            found: set[Node] = set()
            for parent in self.graph.subjects(SH.property, node):
                for beside in self.graph.objects(parent, SH.property):
                    found.update(self.graph.objects(beside, SH.qualifiedValueShape))
            for each in counted:
                others = sorted(found - {each.shape.node}, key=str)
                each.siblings = tuple(self.shape(other) for other in others)


def entailment_defect(graph: Graph) -> str:
    """Return why the entailment that a shapes graph asks for is not given (section 1.5).

    Simple entailment is what every query has; no other regime is supported.
    """
    asked = sorted({*graph.objects(None, SH.entailment)} - {_SIMPLE}, key=str)
    if not asked:
        return ""
    return f"sh:entailment {name_of(asked[0])} is not supported"


def _each(
    name: str, make: Callable[[ShapesReader, Node], Constraint], *, single: bool = False
) -> Reader:
    """Return a reader that makes one constraint of every value of a parameter."""
    predicate = sh(name)

    def read(reader: ShapesReader, node: Node) -> list[Constraint]:
        found = sorted(reader.graph.objects(node, predicate), key=str)
        if single and len(found) > 1:
            raise IllFormed(f"sh:{name} has more than one value")
        return [make(reader, each) for each in found]

    return read


def _node_kind(_: ShapesReader, value: Node) -> Constraint:
    if value not in values.NODE_KINDS:
        raise IllFormed("the value of sh:nodeKind is not one of the six kinds")
    return values.NodeKind(value)


def _bound(name: str) -> Reader:
    def make(_: ShapesReader, value: Node) -> Constraint:
        if not isinstance(value, Literal):
            raise IllFormed(f"the value of sh:{name} is not a literal")
        return values.Range(name, value)

    return _each(name, make, single=True)


def _count(name: str) -> Reader:
    return _each(
        name, lambda _, value: pairs.Count(name, whole_number(value, sh(name))), single=True
    )


def _length(name: str) -> Reader:
    return _each(
        name, lambda _, value: values.Length(name, whole_number(value, sh(name))), single=True
    )


def _order(name: str) -> Reader:
    return _each(name, lambda _, value: pairs.Less(name, address(value, sh(name))))


def _patterns(reader: ShapesReader, node: Node) -> list[Constraint]:
    value = at_most_one(reader.graph, node, SH.flags)
    flags = "" if value is None else plain_text(value, "sh:flags")
    value = at_most_one(reader.graph, node, SH.pattern)
    if value is None:
        return []
    pattern = plain_text(value, "sh:pattern")
    try:
        values.check_pattern(pattern, flags)
    except ValueError as error:
        raise IllFormed(str(error)) from error
    return [values.Pattern(pattern, flags)]


def _language_in(reader: ShapesReader, value: Node) -> Constraint:
    ranges = members(reader.graph, value, "sh:languageIn")
    return values.LanguageIn(tuple(plain_text(each, "sh:languageIn") for each in ranges))


def _unique_lang(reader: ShapesReader, node: Node) -> list[Constraint]:
    value = at_most_one(reader.graph, node, SH.uniqueLang)
    # The suite of the W3C has it that "1"^^xsd:boolean does not switch this constraint on.
    if value is None or not yes_or_no(value, SH.uniqueLang) or str(value) != "true":
        return []
    return [pairs.UniqueLang()]


def _node(reader: ShapesReader, value: Node) -> Constraint:
    if (value, SH.path, None) in reader.graph:
        raise IllFormed("a value of sh:node is a property shape")
    return nested.Conforms(reader.refer(value))


def _closed(reader: ShapesReader, node: Node) -> list[Constraint]:
    graph = reader.graph
    value = at_most_one(graph, node, SH.closed)
    is_closed = value is not None and yes_or_no(value, SH.closed)
    allowed: set[Node] = set()
    ignored = at_most_one(graph, node, SH.ignoredProperties)
    if ignored is not None:
        for each in members(graph, ignored, "sh:ignoredProperties"):
            allowed.add(address(each, SH.ignoredProperties))
    if not is_closed:
        return []
    for below in graph.objects(node, SH.property):
        for path in graph.objects(below, SH.path):
            if isinstance(path, URIRef):
                allowed.add(path)
    return [pairs.Closed(frozenset(allowed))]


def _shape_list(kind: type[nested.ShapeBased], name: str) -> Reader:
    def make(reader: ShapesReader, value: Node) -> Constraint:
        return kind(*(reader.refer(each) for each in members(reader.graph, value, f"sh:{name}")))

    return _each(name, make)


def _qualified(reader: ShapesReader, node: Node) -> list[Constraint]:
    graph = reader.graph
    found: list[Constraint] = []
    counted = at_most_one(graph, node, SH.qualifiedValueShape)
    disjoint = at_most_one(graph, node, SH.qualifiedValueShapesDisjoint)
    if disjoint is not None:
        yes_or_no(disjoint, SH.qualifiedValueShapesDisjoint)
    for name in ("qualifiedMinCount", "qualifiedMaxCount"):
        bound = at_most_one(graph, node, sh(name))
        if bound is None:
            continue
        number = whole_number(bound, sh(name))
        if counted is not None:
            found.append(nested.Qualified(name, number, reader.refer(counted)))
    return found


_READERS: dict[str, Reader] = {
    "class": _each("class", lambda _, value: values.Class(address(value, sh("class")))),
    "datatype": _each(
        "datatype", lambda _, value: values.Datatype(address(value, SH.datatype)), single=True
    ),
    "nodeKind": _each("nodeKind", _node_kind, single=True),
    **{name: _count(name) for name in _COUNTS},
    **{name: _bound(name) for name in _RANGES},
    **{name: _length(name) for name in _LENGTHS},
    "pattern": _patterns,
    "languageIn": _each("languageIn", _language_in, single=True),
    "uniqueLang": _unique_lang,
    "equals": _each("equals", lambda _, value: pairs.Equals(address(value, SH.equals))),
    "disjoint": _each("disjoint", lambda _, value: pairs.Disjoint(address(value, SH.disjoint))),
    **{name: _order(name) for name in _ORDERS},
    "closed": _closed,
    "hasValue": _each("hasValue", lambda _, value: pairs.HasValue(value)),
    "in": _each(
        "in",
        lambda reader, value: values.In(tuple(members(reader.graph, value, "sh:in"))),
        single=True,
    ),
    "node": _each("node", _node),
    "not": _each("not", lambda reader, value: nested.Not(reader.refer(value))),
    "and": _shape_list(nested.And, "and"),
    "or": _shape_list(nested.Or, "or"),
    "xone": _shape_list(nested.Xone, "xone"),
    "qualifiedValueShape": _qualified,
}
