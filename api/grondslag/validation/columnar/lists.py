"""Lists and paths of a shapes graph, and what is wrong with them."""

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from grondslag.sparql.algebra import Alternative, Inverse, Link, Path, Repeat, Sequence
from grondslag.tokens import token_of
from grondslag.vocabulary import shorten


class IllFormed(Exception):
    """A shape breaks the syntax rules of SHACL (Appendix C); the message says which, in English."""


def sh(name: str) -> URIRef:
    """Return a term of SHACL by its local name."""
    return URIRef(f"{SH}{name}")


def component_of(parameter: str) -> URIRef:
    """Return the component that is named after its parameter."""
    return sh(f"{parameter[0].upper()}{parameter[1:]}ConstraintComponent")


def name_of(node: Node) -> str:
    """Return how a node is called in messages."""
    if isinstance(node, BNode):
        return "(a shape without an address)"
    return shorten(str(node)) if isinstance(node, URIRef) else node.n3()


def members(graph: Graph, head: Node, what: str) -> list[Node]:
    """Return the members of a list.

    Raises:
        IllFormed: if it is no well-formed list (SHACL, section 2.1, "SHACL list").
    """
    found: list[Node] = []
    seen: set[Node] = set()
    while head != RDF.nil:
        first = list(graph.objects(head, RDF.first))
        rest = list(graph.objects(head, RDF.rest))
        if head in seen or len(first) != 1 or len(rest) != 1:
            raise IllFormed(f"the value of {what} is not a well-formed list")
        seen.add(head)
        found.append(first[0])
        head = rest[0]
    return found


_REPEATS = {
    SH.zeroOrMorePath: (True, True),
    SH.oneOrMorePath: (False, True),
    SH.zeroOrOnePath: (True, False),
}


def path_of(graph: Graph, node: Node, above: frozenset[Node] = frozenset()) -> Path:
    """Return a property path (SHACL, section 2.3.1).

    Raises:
        IllFormed: if it is none.
    """
    if isinstance(node, URIRef):
        return Link(token_of(node))
    if isinstance(node, Literal) or node in above:
        raise IllFormed("the value of sh:path is not a well-formed property path")
    inside = above | {node}
    kinds = [
        each
        for each in (SH.inversePath, SH.alternativePath, *_REPEATS, RDF.first)
        if (node, each, None) in graph
    ]
    if RDF.first in kinds:
        # The suite of the W3C reads a list as a sequence, also if it could be another path.
        return Sequence(_parts(graph, node, inside))
    if len(kinds) != 1:
        raise IllFormed("the value of sh:path is not a well-formed property path")
    kind = kinds[0]
    inner = list(graph.objects(node, kind))
    if len(inner) != 1:
        raise IllFormed(f"a path has more than one {name_of(kind)}")
    if kind == SH.alternativePath:
        return Alternative(_parts(graph, inner[0], inside))
    path = path_of(graph, inner[0], inside)
    if kind == SH.inversePath:
        return Inverse(path)
    zero, many = _REPEATS[kind]
    return Repeat(path, zero, many)


def _parts(graph: Graph, head: Node, above: frozenset[Node]) -> tuple[Path, ...]:
    parts = members(graph, head, "sh:path")
    if len(parts) < 2:
        raise IllFormed("a list in sh:path has fewer than two members")
    return tuple(path_of(graph, each, above) for each in parts)


def at_most_one(graph: Graph, node: Node, predicate: URIRef) -> Node | None:
    """Return the only value of a property, or None.

    Raises:
        IllFormed: if there are several.
    """
    found = list(graph.objects(node, predicate))
    if len(found) > 1:
        raise IllFormed(f"{name_of(predicate)} has more than one value")
    return found[0] if found else None


def whole_number(value: Node, predicate: URIRef) -> int:
    """Return the value of a count or length.

    Raises:
        IllFormed: if it is no literal of type xsd:integer.
    """
    if isinstance(value, Literal) and value.datatype == XSD.integer and not value.ill_typed:
        return int(value)
    raise IllFormed(f"the value of {name_of(predicate)} is not a whole number (xsd:integer)")


def yes_or_no(value: Node, predicate: URIRef) -> bool:
    """Return the value of a switch.

    Raises:
        IllFormed: if it is no literal of type xsd:boolean.
    """
    if isinstance(value, Literal) and value.datatype == XSD.boolean and not value.ill_typed:
        return str(value) in ("true", "1")
    raise IllFormed(f"the value of {name_of(predicate)} is not true or false (xsd:boolean)")


def is_deactivated(graph: Graph, node: Node) -> bool:
    """Tell whether a shape or a SPARQL-based constraint is switched off.

    The value of sh:deactivated is ``true`` or ``false`` (sections 2.1.6 and 5.2), which stand for
    the terms "true"^^xsd:boolean and "false"^^xsd:boolean (section 1.2). "1"^^xsd:boolean is
    another term: whether it was meant to switch a rule off is not guessed.

    Raises:
        IllFormed: if there are several values, or another one.
    """
    value = at_most_one(graph, node, SH.deactivated)
    if value is None:
        return False
    if isinstance(value, Literal) and value.datatype == XSD.boolean:
        text = str(value)
        if text in ("true", "false"):
            return text == "true"
    raise IllFormed('the value of sh:deactivated is not "true" or "false" (xsd:boolean)')


def texts(graph: Graph, node: Node, predicate: URIRef) -> tuple[Literal, ...]:
    """Return the texts of a property, in order.

    Raises:
        IllFormed: if a value is no string and has no language.
    """
    found = []
    for each in graph.objects(node, predicate):
        if not isinstance(each, Literal) or each.datatype not in (None, XSD.string, RDF.langString):
            raise IllFormed(f"a value of {name_of(predicate)} is not a text")
        found.append(each)
    return tuple(sorted(found, key=lambda each: (str(each), each.language or "")))


def address(value: Node, predicate: URIRef) -> URIRef:
    """Return a value that has to be an IRI.

    Raises:
        IllFormed: if it is none.
    """
    if isinstance(value, URIRef):
        return value
    raise IllFormed(f"the value of {name_of(predicate)} is not an IRI")
