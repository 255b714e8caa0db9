"""Constraint components that a shapes graph declares (SHACL, section 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from grondslag.sparql.algebra import Ask, Select
from grondslag.sparql.restrictions import ALWAYS_PREBOUND
from grondslag.validation.columnar.lists import IllFormed, at_most_one, name_of, texts, yes_or_no
from grondslag.validation.columnar.model import Constraint, Shape
from grondslag.validation.columnar.sparql import AskConstraint, QueryText, SelectConstraint
from grondslag.validation.columnar.sparql_reading import checked_result, parsed, query_text

# What may start a name in XML and in SPARQL; the ranges are those of NCName and of PN_CHARS_BASE.
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INSIDE = f"{_START}0-9\u00b7\u0300-\u036f\u203f-\u2040"
# Compiled when they are first of use, which takes some milliseconds.
_NCNAME_AT_END = f"[{_START}][-.{_INSIDE}]*\\Z"
_VARNAME = f"[{_START}0-9][{_INSIDE}]*"
#: Names that parameters may not have (section 6.2.1).
_TAKEN = frozenset({"this", "shapesGraph", "currentShape", "path", "PATH", "value"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter declaration (section 6.2.1); ``name`` is that of its variable."""

    node: Node
    path: URIRef
    name: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Component:
    """A component with its parameters, in order of their declarations.

    ``paths`` are the properties of all parameters, also where ``defect`` says why the component
    is ill-formed; it has no ``parameters`` then.
    """

    node: URIRef
    paths: frozenset[Node]
    parameters: tuple[Parameter, ...] = ()
    defect: str = ""

    def used_by(self, graph: Graph, shape: Node) -> bool:
        """Tell whether a shape has values for all mandatory parameters (section 6.1)."""
        if self.defect:
            # Which parameters are mandatory is not known.
            return any((shape, each, None) in graph for each in self.paths)
        return all(each.optional or (shape, each.path, None) in graph for each in self.parameters)


def components(graph: Graph) -> tuple[Component, ...]:
    """Return the components of a shapes graph that have a validator, in order of address."""
    kinds = set(graph.transitive_subjects(RDFS.subClassOf, SH.ConstraintComponent))
    found = {each for kind in kinds for each in graph.subjects(RDF.type, kind)}
    named = sorted(each for each in found if isinstance(each, URIRef))
    return tuple(_component(graph, each) for each in named if _has_validator(graph, each))


def _has_validator(graph: Graph, component: Node) -> bool:
    return any(
        (component, predicate, None) in graph
        for predicate in (SH.validator, SH.nodeValidator, SH.propertyValidator)
    )


def _component(graph: Graph, node: URIRef) -> Component:
    declarations = sorted(graph.objects(node, SH.parameter), key=str)
    paths = frozenset(path for each in declarations for path in graph.objects(each, SH.path))
    try:
        parameters = tuple(_parameter(graph, node, each) for each in declarations)
        names = [each.name for each in parameters]
        if len(set(names)) < len(names):
            raise IllFormed(f"{name_of(node)} has two parameters with the same name")
        if all(each.optional for each in parameters):
            raise IllFormed(f"{name_of(node)} has no mandatory parameter")
    except IllFormed as error:
        return Component(node, paths, defect=str(error))
    return Component(node, paths, parameters)


def _parameter(graph: Graph, component: URIRef, node: Node) -> Parameter:
    path = at_most_one(graph, node, SH.path)
    if not isinstance(path, URIRef):
        raise IllFormed(f"a parameter of {name_of(component)} needs sh:path with an IRI")
    name = local_name(str(path))
    if name in _TAKEN or not re.fullmatch(_VARNAME, name):
        raise IllFormed(f"a parameter of {name_of(component)} cannot be called {name!r}")
    flag = at_most_one(graph, node, SH.optional)
    return Parameter(node, path, name, flag is not None and yes_or_no(flag, SH.optional))


def local_name(iri: str) -> str:
    """Return the local name of an IRI, which is the name of a parameter (section 6.2.1).

    That is "the longest NCNAME at the end of the IRI, not immediately preceded by the first
    colon": of ``urn:par`` it is ``ar``.
    """
    name = re.compile(_NCNAME_AT_END)
    found = name.search(iri)
    if found is not None and found.start() == iri.find(":") + 1 > 0:
        found = name.search(iri, found.start() + 1)
    return "" if found is None else found[0]


def component_constraints(
    graph: Graph, declared: tuple[Component, ...], shape: Shape
) -> Iterator[Constraint]:
    """Yield the constraints of declared components that a shape uses.

    Args:
        graph: the shapes graph.
        declared: its components, as :func:`components` gives them.
        shape: the shape.

    Raises:
        IllFormed: if a component or its use breaks the syntax rules.
    """
    for component in declared:
        if not component.used_by(graph, shape.node):
            continue
        if component.defect:
            raise IllFormed(component.defect)
        given = {
            each: sorted(graph.objects(shape.node, each.path), key=str)
            for each in component.parameters
        }
        if len(given) > 1 and any(len(values) > 1 for values in given.values()):
            raise IllFormed(f"a parameter of {name_of(component.node)} has more than one value")
        validator = _suitable(graph, component, shape)
        if validator is None:
            # "If no suitable validator can be found, a SHACL-SPARQL processor ignores the
            # constraint" (section 6.2.3).
            continue
        bound = {each.name: values[0] for each, values in given.items() if values}
        first = next(each for each in component.parameters if not each.optional)
        for value in given[first]:
            parameters = {**bound, first.name: value}
            yield _constraint(graph, shape, component, validator, parameters)


def _suitable(graph: Graph, component: Component, shape: Shape) -> Node | None:
    own = SH.nodeValidator if shape.path is None else SH.propertyValidator
    for predicate in (own, SH.validator):
        validators = sorted(graph.objects(component.node, predicate), key=str)
        if validators:
            return validators[0]
    return None


def _constraint(
    graph: Graph, shape: Shape, component: Component, validator: Node, bound: dict[str, Node]
) -> Constraint:
    is_ask = (validator, SH.ask, None) in graph
    text = query_text(graph, validator, SH.ask if is_ask else SH.select)
    prebound = ALWAYS_PREBOUND | {each.name for each in component.parameters}
    if is_ask:
        prebound |= {"value"}
    query, prefixes = parsed(graph, validator, text, shape, prebound)
    source = QueryText(text, prefixes)
    constraint: SelectConstraint | AskConstraint
    if isinstance(query, Ask) and is_ask:
        constraint = AskConstraint(source, query, component.node, bound)
    elif isinstance(query, Select) and not is_ask:
        checked_result(query)
        constraint = SelectConstraint(source, query, component.node, bound)
    else:
        raise IllFormed(f"the validator of {name_of(component.node)} has the wrong kind of query")
    constraint.messages = texts(graph, validator, SH.message)
    return constraint
