"""Read a W3C SHACL test suite: nothing of the application is used here.

Format: https://w3c.github.io/data-shapes/data-shapes-test-suite/.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import to_canonical_graph
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")


class Outcome(NamedTuple):
    """One validation result, as N-Triples terms; nothing is an empty text."""

    focus: str
    path: str
    value: str
    severity: str
    shape: str
    component: str


@dataclass(frozen=True)
class Case:
    """One test of the suite; ``expected`` is what a conforming engine must report."""

    name: str
    folder: str
    data: Path
    shapes: Path
    conforms: bool
    expected: frozenset[Outcome]


def cases(manifest: Path) -> Iterator[Case]:
    """Yield the tests of a manifest and of all manifests it includes, in order."""
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    me = URIRef(manifest.as_uri())
    for included in sorted(graph.objects(me, MF.include)):
        yield from cases(_path(included))
    entries = graph.value(me, MF.entries)
    for entry in Collection(graph, entries) if entries is not None else ():
        assert (entry, RDF.type, SHT.Validate) in graph
        action, report = graph.value(entry, MF.action), graph.value(entry, MF.result)
        assert action is not None and report is not None
        yield Case(
            name=str(graph.value(entry, MF.name)),
            folder=manifest.parent.name,
            data=_path(graph.value(action, SHT.dataGraph)),
            shapes=_path(graph.value(action, SHT.shapesGraph)),
            conforms=graph.value(report, SH.conforms) == Literal(True),
            expected=frozenset(outcomes(graph, report)),
        )


def outcomes(graph: Graph, report: Node) -> list[Outcome]:
    """Return the results of one validation report."""
    return [
        Outcome(
            *(
                _term(graph, graph.value(result, predicate))
                for predicate in (
                    SH.focusNode,
                    SH.resultPath,
                    SH.value,
                    SH.resultSeverity,
                    SH.sourceShape,
                    SH.sourceConstraintComponent,
                )
            )
        )
        for result in graph.objects(report, SH.result)
    ]


def _path(iri: Node | None) -> Path:
    return Path(unquote(urlsplit(str(iri)).path))


def _term(graph: Graph, node: Node | None) -> str:
    """Write a term; a blank node (a path) as the triples below it, whatever its label."""
    if node is None:
        return ""
    if not isinstance(node, BNode):
        return node.n3()
    below = Graph()
    todo: list[Node] = [node]
    while todo:
        for triple in graph.triples((todo.pop(), None, None)):
            below.add(triple)
            if isinstance(triple[2], BNode):
                todo.append(triple[2])
    return "\n".join(sorted(to_canonical_graph(below).serialize(format="nt").splitlines()))
