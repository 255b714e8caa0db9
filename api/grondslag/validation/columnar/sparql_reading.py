"""SPARQL-based constraints and constraint components as written (SHACL, sections 5 and 6)."""

from collections.abc import Iterator
from functools import lru_cache

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from grondslag.sparql.algebra import Ask, Query, Select
from grondslag.sparql.errors import SparqlSyntaxError
from grondslag.sparql.parser import parse_query
from grondslag.sparql.restrictions import check_path, check_prebinding, check_result
from grondslag.sparql.substitute import PATH, with_path
from grondslag.validation.columnar.lists import IllFormed, at_most_one, name_of, texts, yes_or_no
from grondslag.validation.columnar.model import Constraint, Shape
from grondslag.validation.columnar.sparql import AskConstraint, QueryText, SelectConstraint

#: Variables that have a meaning of their own before a query runs (SHACL, section 5.3.1).
_ALWAYS = frozenset({"this", "shapesGraph", "currentShape"})


def sparql_constraints(graph: Graph, shape: Shape) -> Iterator[Constraint]:
    """Yield the constraints under sh:sparql (section 5.2).

    Raises:
        IllFormed: if one breaks the syntax rules.
    """
    for node in sorted(graph.objects(shape.node, SH.sparql), key=str):
        flag = at_most_one(graph, node, SH.deactivated)
        if flag is not None and yes_or_no(flag, SH.deactivated):
            continue
        text = _query_text(graph, node, SH.select)
        query, prefixes = _parsed(graph, node, text, shape, _ALWAYS)
        if not isinstance(query, Select):
            raise IllFormed("the value of sh:select is not a SELECT query")
        _check_result(query)
        constraint = SelectConstraint(
            QueryText(text, prefixes), query, SH.SPARQLConstraintComponent, {}
        )
        constraint.source = node
        constraint.messages = texts(graph, node, SH.message)
        yield constraint


def _check_result(query: Query) -> None:
    reasons = check_result(query)
    if reasons:
        raise IllFormed("; ".join(reasons))


def _query_text(graph: Graph, node: Node, predicate: URIRef) -> str:
    value = at_most_one(graph, node, predicate)
    if not isinstance(value, Literal):
        raise IllFormed(f"{name_of(predicate)} has no query")
    return str(value)


def _parsed(
    graph: Graph, node: Node, text: str, shape: Shape, prebound: frozenset[str]
) -> tuple[Query, str]:
    prefixes = _prefixes(graph, node)
    try:
        query = _parse(text, tuple(sorted(prefixes.items())))
    except SparqlSyntaxError as error:
        raise IllFormed(f"the query cannot be read: {error}") from error
    reasons = check_prebinding(query, prebound)
    reasons += check_path(query, has_path=shape.path is not None)
    if reasons:
        raise IllFormed(f"the query may not be used in SHACL: {'; '.join(reasons)}")
    if shape.path is not None:
        query = with_path(query, shape.path)
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(prefixes.items()))
    return query, declared


@lru_cache(maxsize=4096)
def _parse(text: str, prefixes: tuple[tuple[str, str], ...]) -> Query:
    # SELECT * does not show $PATH, which has the path of the shape in its place.
    return parse_query(text, dict(prefixes), hidden=frozenset({PATH.name}))


def _prefixes(graph: Graph, node: Node) -> dict[str, str]:
    """Return the prefixes of a query (section 5.2.1), also of imported ontologies."""
    found: dict[str, str] = {}
    owners = list(graph.objects(node, SH.prefixes))
    seen: set[Node] = set()
    while owners:
        owner = owners.pop()
        if owner in seen:
            continue
        seen.add(owner)
        owners.extend(graph.objects(owner, OWL.imports))
        for declaration in graph.objects(owner, SH.declare):
            prefix = at_most_one(graph, declaration, SH.prefix)
            namespace = at_most_one(graph, declaration, SH.namespace)
            if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
                raise IllFormed("a value of sh:declare needs sh:prefix and sh:namespace")
            if found.setdefault(str(prefix), str(namespace)) != str(namespace):
                raise IllFormed(f"the prefix {prefix}: is declared with two namespaces")
    return found


def component_constraints(graph: Graph, shape: Shape) -> Iterator[Constraint]:
    """Yield the constraints of SPARQL-based components that the shape uses (section 6).

    Raises:
        IllFormed: if a component or its use breaks the syntax rules.
    """
    for component in _components(graph):
        parameters = _parameters(graph, component)
        mandatory = [name for name, (_, optional) in parameters.items() if not optional]
        if not mandatory:
            raise IllFormed(f"{name_of(component)} has no mandatory parameter")
        given = {
            name: sorted(graph.objects(shape.node, path), key=str)
            for name, (path, _) in parameters.items()
        }
        if not all(given[name] for name in mandatory):
            continue
        if len(parameters) > 1 and any(len(values) > 1 for values in given.values()):
            raise IllFormed(f"a parameter of {name_of(component)} has more than one value")
        for value in given[mandatory[0]]:
            bound = {name: found[0] for name, found in given.items() if found}
            bound[mandatory[0]] = value
            yield _component_constraint(graph, shape, component, frozenset(parameters), bound)


def _components(graph: Graph) -> list[URIRef]:
    kinds = set(graph.transitive_subjects(RDFS.subClassOf, SH.ConstraintComponent))
    found = {each for kind in kinds for each in graph.subjects(RDF.type, kind)}
    return sorted(
        each for each in found if isinstance(each, URIRef) and _has_validator(graph, each)
    )


def _has_validator(graph: Graph, component: Node) -> bool:
    return any(
        (component, predicate, None) in graph
        for predicate in (SH.validator, SH.nodeValidator, SH.propertyValidator)
    )


def _parameters(graph: Graph, component: Node) -> dict[str, tuple[URIRef, bool]]:
    """Return path and optionality of each parameter by its name (section 6.2.1)."""
    found = {}
    for node in sorted(graph.objects(component, SH.parameter), key=str):
        path = at_most_one(graph, node, SH.path)
        if not isinstance(path, URIRef):
            raise IllFormed(f"a parameter of {name_of(component)} needs sh:path with an IRI")
        flag = at_most_one(graph, node, SH.optional)
        cut = max(path.rfind("#"), path.rfind("/"), path.rfind(":")) + 1
        found[str(path)[cut:]] = (path, flag is not None and yes_or_no(flag, SH.optional))
    return found


def _component_constraint(
    graph: Graph,
    shape: Shape,
    component: URIRef,
    parameters: frozenset[str],
    bound: dict[str, Node],
) -> Constraint:
    own = SH.nodeValidator if shape.path is None else SH.propertyValidator
    for predicate in (own, SH.validator):
        validators = sorted(graph.objects(component, predicate), key=str)
        if validators:
            return _validator(graph, shape, component, validators[0], parameters, bound)
    raise IllFormed(f"{name_of(component)} has no validator for this kind of shape")


def _validator(
    graph: Graph,
    shape: Shape,
    component: URIRef,
    node: Node,
    parameters: frozenset[str],
    bound: dict[str, Node],
) -> Constraint:
    is_ask = (node, SH.ask, None) in graph
    text = _query_text(graph, node, SH.ask if is_ask else SH.select)
    prebound = _ALWAYS | parameters | ({"value"} if is_ask else frozenset())
    query, prefixes = _parsed(graph, node, text, shape, prebound)
    source = QueryText(text, prefixes)
    constraint: SelectConstraint | AskConstraint
    if isinstance(query, Ask) and is_ask:
        constraint = AskConstraint(source, query, component, bound)
    elif isinstance(query, Select) and not is_ask:
        _check_result(query)
        constraint = SelectConstraint(source, query, component, bound)
    else:
        raise IllFormed(f"the validator of {name_of(component)} has the wrong kind of query")
    constraint.messages = texts(graph, node, SH.message)
    return constraint
