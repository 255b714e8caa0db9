"""Queries of a shapes graph, and the constraints under sh:sparql (SHACL, section 5)."""

from collections.abc import Iterator
from functools import lru_cache

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, SH
from rdflib.term import Node

from grondslag.sparql.algebra import Query, Select
from grondslag.sparql.errors import NestedTooDeeply, SparqlSyntaxError
from grondslag.sparql.parser import parse_query
from grondslag.sparql.restrictions import (
    ALWAYS_PREBOUND,
    check_path,
    check_prebinding,
    check_result,
)
from grondslag.sparql.substitute import PATH, with_path
from grondslag.validation.columnar.lists import (
    IllFormed,
    TooMuch,
    at_most_one,
    is_deactivated,
    name_of,
    texts,
)
from grondslag.validation.columnar.model import Constraint, Shape
from grondslag.validation.columnar.sparql import QueryText, SelectConstraint


def sparql_constraints(graph: Graph, shape: Shape) -> Iterator[Constraint]:
    """Yield the constraints under sh:sparql (section 5.2).

    Raises:
        IllFormed: if one breaks the syntax rules.
    """
    for node in sorted(graph.objects(shape.node, SH.sparql), key=str):
        if is_deactivated(graph, node):
            continue
        if (node, SH.ask, None) in graph and (node, SH.select, None) not in graph:
            raise IllFormed("sh:select has no query; sh:ask is for validators only, use sh:select")
        text = query_text(graph, node, SH.select)
        query, prefixes = parsed(graph, node, text, shape, ALWAYS_PREBOUND)
        if not isinstance(query, Select):
            raise IllFormed("the value of sh:select is not a SELECT query")
        checked_result(query)
        constraint = SelectConstraint(
            QueryText(text, prefixes), query, SH.SPARQLConstraintComponent, {}
        )
        constraint.source = node
        constraint.messages = texts(graph, node, SH.message)
        yield constraint


def checked_result(query: Query) -> None:
    """Check what a query returns (section 5.2.1).

    Raises:
        IllFormed: if it cannot be the query of a constraint.
    """
    reasons = check_result(query)
    if reasons:
        raise IllFormed("; ".join(reasons))


def query_text(graph: Graph, node: Node, predicate: URIRef) -> str:
    """Return the text of a query.

    Raises:
        IllFormed: if there is none, or more than one.
    """
    value = at_most_one(graph, node, predicate)
    if not isinstance(value, Literal):
        raise IllFormed(f"{name_of(predicate)} has no query")
    return str(value)


def parsed(
    graph: Graph, node: Node, text: str, shape: Shape, prebound: frozenset[str]
) -> tuple[Query, str]:
    """Return a query with the path of its shape in it, and the declarations of its prefixes.

    Args:
        graph: the shapes graph.
        node: the node that has the query, and with it the prefixes.
        text: the query.
        shape: the shape to which the query belongs.
        prebound: names of the variables that are bound before it runs.

    Raises:
        IllFormed: if the query cannot be read, or may not be used in SHACL.
        TooMuch: if it is nested too deeply to be read.
    """
    prefixes = _prefixes(graph, node)
    try:
        return _checked(text, prefixes, shape, prebound)
    except (NestedTooDeeply, RecursionError) as error:
        raise TooMuch("the query is nested too deeply") from error
    except SparqlSyntaxError as error:
        raise IllFormed(f"the query cannot be read: {error}") from error


def _checked(
    text: str, prefixes: dict[str, str], shape: Shape, prebound: frozenset[str]
) -> tuple[Query, str]:
    query = _parse(text, tuple(sorted(prefixes.items())))
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
