"""Read a test suite: manifests, and the tests that they list.

A manifest includes other manifests (``mf:include``) and lists tests (``mf:entries``). A test of
type ``sht:Validate`` names a data graph and a shapes graph, and states either the validation
report that must come out or ``sht:Failure``: the shapes must be refused.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from grondslag.dataset.store import from_oxigraph
from grondslag.errors import InputError
from grondslag.validation.paths import path_text

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

#: A test that is in the suite but that no manifest includes.
UNLISTED = ("sparql/component/nodeValidator-001.ttl",)


@dataclass(frozen=True)
class ExpectedResult:
    """One result that must be in the report; None where the suite leaves a property open.

    ``path`` is the text of the path, see :func:`grondslag.validation.paths.path_text`. A focus
    node, value or shape that is a blank node is the one in the file of the test itself.
    """

    focus: Node | None
    path: str | None
    value: Node | None
    component: Node | None
    severity: Node | None
    shape: Node | None
    messages: frozenset[tuple[str, str | None]] | None


@dataclass(frozen=True)
class Case:
    """One test. ``expected`` is None where the shapes must be refused.

    ``name`` is the path of the test in the suite, such as ``core/node/and-001``; ``listed`` tells
    whether a manifest includes it.
    """

    name: str
    label: str
    data: Graph
    shapes: Graph
    expected: tuple[ExpectedResult, ...] | None
    listed: bool

    @property
    def group(self) -> str:
        """The part of the suite: ``core``, ``sparql``, or the first folder of the test."""
        return self.name.partition("/")[0]


def read_suite(folder: Path) -> tuple[Case, ...]:
    """Return the tests of a suite in order of name, those that no manifest lists included.

    Args:
        folder: the folder with the top ``manifest.ttl``, or a folder with such a folder
            ``tests`` or ``data-shapes-test-suite/tests`` in it.

    Raises:
        InputError: if there is no manifest, or a file is not Turtle.
    """
    top = _top(folder.resolve())
    found = _cases(top / "manifest.ttl", top, listed=True, seen=set())
    known = {each.name for each in found}
    for extra in UNLISTED:
        if (top / extra).is_file():
            found.extend(
                each
                for each in _cases(top / extra, top, listed=False, seen=set())
                if each.name not in known
            )
    return tuple(sorted(found, key=lambda each: each.name))


def _top(folder: Path) -> Path:
    for inner in ("", "tests", "data-shapes-test-suite/tests"):
        if (folder / inner / "manifest.ttl").is_file():
            return folder / inner
    raise InputError(
        "In deze map staat geen manifest.ttl van een SHACL-testsuite.",
        "There is no manifest.ttl of a SHACL test suite in this folder.",
        file=str(folder),
    )


def _cases(manifest: Path, top: Path, *, listed: bool, seen: set[Path]) -> list[Case]:
    if manifest in seen:
        return []
    seen.add(manifest)
    graph = _parse(manifest)
    here = URIRef(manifest.as_uri())
    found: list[Case] = []
    for included in sorted(graph.objects(here, MF.include), key=str):
        found.extend(_cases(_file(included), top, listed=listed, seen=seen))
    for entries in graph.objects(here, MF.entries):
        for test in graph.items(entries):
            if (test, RDF.type, SHT.Validate) in graph:
                found.append(_case(graph, test, manifest, top, listed))
    return found


def _case(graph: Graph, test: Node, manifest: Path, top: Path, listed: bool) -> Case:
    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    files = [graph.value(action, term) for term in (SHT.dataGraph, SHT.shapesGraph)]
    if action is None or result is None or None in files:
        raise InputError(
            "Deze proef noemt geen gegevens, vormen of uitkomst.",
            "This test names no data graph, shapes graph or result.",
            file=str(manifest),
        )
    # Blank nodes of the report must stay those of the data when both are in one file.
    data, shapes = (graph if _file(each) == manifest else _parse(_file(each)) for each in files)
    relative = manifest.parent.relative_to(top)
    return Case(
        name=(relative / str(test).replace("#", "/").rsplit("/", 1)[-1]).as_posix(),
        label=str(graph.value(test, RDFS.label) or ""),
        data=data,
        shapes=shapes,
        expected=None if result == SHT.Failure else _expected(graph, result),
        listed=listed,
    )


def _expected(graph: Graph, report: Node) -> tuple[ExpectedResult, ...]:
    return tuple(
        ExpectedResult(
            focus=graph.value(node, SH.focusNode),
            path=path_text(graph, graph.value(node, SH.resultPath)),
            value=graph.value(node, SH.value),
            component=graph.value(node, SH.sourceConstraintComponent),
            severity=graph.value(node, SH.resultSeverity),
            shape=graph.value(node, SH.sourceShape),
            messages=_messages(graph, node),
        )
        for node in graph.objects(report, SH.result)
    )


def _messages(graph: Graph, node: Node) -> frozenset[tuple[str, str | None]] | None:
    found = {
        (str(each), each.language)
        for each in graph.objects(node, SH.resultMessage)
        if isinstance(each, Literal)
    }
    return frozenset(found) or None


def _file(address: Node | None) -> Path:
    return Path(unquote(urlsplit(str(address)).path))


def _parse(file: Path) -> Graph:
    """Read Turtle with lexical forms kept: rdflib would read "1"^^xsd:boolean as "true"."""
    graph = Graph()
    try:
        for quad in ox.parse(
            path=file,
            format=ox.RdfFormat.TURTLE,
            base_iri=file.as_uri(),
            rename_blank_nodes=True,
        ):
            subject, predicate, value = map(
                from_oxigraph, (quad.subject, quad.predicate, quad.object)
            )
            graph.add((subject, predicate, value))
    except (OSError, SyntaxError, ValueError, TypeError) as error:
        raise InputError(
            "Dit bestand van de testsuite is niet te lezen als Turtle.",
            "This file of the test suite cannot be read as Turtle.",
            file=str(file),
        ) from error
    return graph
