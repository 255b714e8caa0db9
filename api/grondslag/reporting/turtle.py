"""Write a graph as Turtle, the same bytes for the same triples."""

import re

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import BNode, Node

from grondslag.vocabulary import PREFIXES, shorten

_SAFE_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_\-]*[A-Za-z0-9_])?")


def _term(node: Node, used: set[str]) -> str:
    if isinstance(node, URIRef):
        short = shorten(str(node))
        prefix, _, local = short.partition(":")
        if short != str(node) and _SAFE_LOCAL.fullmatch(local):
            used.add(prefix)
            return short
        return f"<{node}>"
    if isinstance(node, Literal) and node.datatype is not None and node.language is None:
        datatype = _term(node.datatype, used)
        return f"{Literal(str(node)).n3()}^^{datatype}"
    return node.n3()


def _kind(node: Node) -> int:
    return 0 if isinstance(node, URIRef) else 1 if isinstance(node, BNode) else 2


def write_turtle(graph: Graph) -> str:
    """Return a graph as Turtle: subjects, predicates and objects in order of address."""
    used: set[str] = set()
    blocks = []
    for subject in sorted(set(graph.subjects()), key=lambda node: (_kind(node), str(node))):
        lines = []
        predicates = sorted(set(graph.predicates(subject)), key=lambda p: (p != RDF.type, str(p)))
        for predicate in predicates:
            name = "a" if predicate == RDF.type else _term(predicate, used)
            objects = sorted(graph.objects(subject, predicate), key=lambda o: (_kind(o), o.n3()))
            lines.append(f"    {name} " + " ,\n        ".join(_term(o, used) for o in objects))
        blocks.append(f"{_term(subject, used)}\n" + " ;\n".join(lines) + " .\n")
    header = [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used)]
    return "".join(header) + "\n" + "\n".join(blocks)
