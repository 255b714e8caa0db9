"""What the tests of the rules share: the knowledge around an example, and two ways to evaluate.

Nothing of the application is used here: pySHACL is the reference for every rule, and
pyoxigraph evaluates a SPARQL rule once for all nodes. Both must give the same answers.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pyshacl
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ROOT / "shapes"
EXAMPLES = SHAPES / "examples"

GS = Namespace("https://w3id.org/grondslag/def#")
RULE = Namespace("https://w3id.org/grondslag/rule/")
EX = Namespace("https://w3id.org/grondslag/id/example/")

REFERENCE_DATE = "2026-11-21"
PREFIXES = """
@prefix c: <https://w3id.org/grondslag/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://w3id.org/grondslag/id/example/> .
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix norm: <https://w3id.org/grondslag/norm/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

Triple = tuple[Node, Node, Node]


class Result(NamedTuple):
    """One result: the code of the rule, the focus node and the value as N-Triples terms."""

    code: str
    focus: str
    value: str | None


def _turtle(folder: Path, pattern: str) -> Graph:
    graph = Graph()
    for path in sorted(folder.glob(pattern)):
        graph.parse(path)
    return graph


@lru_cache(maxsize=1)
def ontology() -> Graph:
    """Return the ontology with its concepts and norms, as shipped."""
    return _turtle(ROOT / "ontology", "**/*.ttl")


@lru_cache(maxsize=1)
def shapes() -> Graph:
    """Return all rules, without the examples."""
    return _turtle(SHAPES, "*.ttl")


@lru_cache(maxsize=1)
def rules() -> dict[str, URIRef]:
    """Return the rules by code."""
    found = set(shapes().subjects(RDF.type, SH.NodeShape))
    found |= set(shapes().subjects(RDF.type, SH.PropertyShape))
    named = [rule for rule in found if isinstance(rule, URIRef)]
    return {str(rule).removeprefix(str(RULE)): rule for rule in sorted(named)}


def select(code: str) -> str | None:
    """Return the SELECT query of a rule, or None for a rule in SHACL Core."""
    constraint = shapes().value(rules()[code], SH.sparql)
    return None if constraint is None else str(shapes().value(constraint, SH.select)).strip()


@lru_cache(maxsize=1)
def _ancestors() -> dict[Node, set[Node]]:
    """Return the superclasses of each of our classes, at any distance."""
    return {
        kind: set(ontology().transitive_objects(kind, RDFS.subClassOf)) - {kind}
        for kind in set(ontology().subjects(RDFS.subClassOf, None))
    }


def closed(graph: Graph) -> Graph:
    """Add the superclasses of every type to a graph and return it."""
    for subject, kind in list(graph.subject_objects(RDF.type)):
        for parent in _ancestors().get(kind, ()):
            graph.add((subject, RDF.type, parent))
    return graph


@lru_cache(maxsize=1)
def _surroundings() -> tuple[Graph, pyoxigraph.Store]:
    """Return the closed ontology with the reference date, in both engines."""
    graph = closed(Graph() + ontology())
    graph.add((GS.context, GS.referenceDate, Literal(REFERENCE_DATE, datatype=XSD.date)))
    store = pyoxigraph.Store()
    store.load(graph.serialize(format="nt").encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    return graph, store


@contextmanager
def _added(triples: Iterable[Triple]) -> Iterator[tuple[Graph, pyoxigraph.Store]]:
    """Lend the surroundings with some triples added, and take those away afterwards."""
    graph, store = _surroundings()
    new = Graph()
    for triple in triples:
        if triple not in graph:
            new.add(triple)
    lines = new.serialize(format="nt").encode()
    quads = [
        pyoxigraph.Quad(t.subject, t.predicate, t.object)
        for t in pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_TRIPLES)
    ]
    for triple in new:
        graph.add(triple)
    store.extend(quads)
    try:
        yield graph, store
    finally:
        for triple in new:
            graph.remove(triple)
        for quad in quads:
            store.remove(quad)


def example(code: str, which: str) -> Graph:
    """Return the good or bad example of a rule, closed."""
    return closed(Graph().parse(EXAMPLES / code / f"{which}.ttl"))


def snippet(turtle: str) -> Graph:
    """Return a few lines of Turtle with the usual prefixes, closed."""
    return closed(Graph().parse(data=PREFIXES + turtle, format="turtle"))


@lru_cache(maxsize=1)
def _core() -> Graph:
    """Return the rules in SHACL Core alone."""
    graph = Graph()
    sparql = {str(rules()[code]) for code in rules() if select(code) is not None}
    for triple in shapes():
        if str(triple[0]) not in sparql:
            graph.add(triple)
    return graph


def per_node(data: Graph, about: str | None = None) -> list[Result]:
    """Validate with pySHACL: every SPARQL rule runs once per node. Sorted results.

    Args:
        data: what to validate.
        about: with a code, only the rules in SHACL Core and this rule are run; the others cost
            pySHACL seconds on every file and are compared set-wise and by another engine.
    """
    # pySHACL adds triples of its own to the shapes it is given; these are shared, so copied.
    chosen = (shapes() if about is None else _core()) + Graph()
    if about is not None:
        for triple in shapes().triples((rules()[about], None, None)):
            chosen.add(triple)
    with _added(data) as (graph, _):
        _, report, _ = pyshacl.validate(graph, shacl_graph=chosen, inplace=True)
    assert isinstance(report, Graph)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = str(report.value(result, SH.sourceShape))
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        assert focus is not None
        code = shape.removeprefix(str(RULE))
        found.append(Result(code, focus.n3(), None if value is None else value.n3()))
    return sorted(found, key=str)


def _with_targets(code: str, query: str) -> str:
    """Return a query that binds ``$this`` to the targets of its rule first."""
    targets = sorted(shapes().objects(rules()[code], SH.targetClass))
    heads = " UNION ".join(f"{{ $this a {target.n3()} }}" for target in targets)
    prefixes = PREFIXES.replace("@prefix", "PREFIX").replace("> .", ">")
    return prefixes + re.sub(r"WHERE \{", lambda _: f"WHERE {{ {heads} .", query, count=1)


def set_wise(data: Graph, codes: Iterable[str] | None = None) -> list[Result]:
    """Evaluate the SPARQL rules with pyoxigraph, once each for all nodes. Sorted results."""
    found: set[Result] = set()
    with _added(data) as (_, store):
        for code in sorted(rules()) if codes is None else codes:
            query = select(code)
            if query is None:
                continue
            solutions = store.query(_with_targets(code, query))
            assert isinstance(solutions, pyoxigraph.QuerySolutions)
            names = {variable.value for variable in solutions.variables}
            for row in solutions:
                focus = str(row["this"])
                # A rule without a value reports the focus node itself, as SHACL asks.
                value = row["value"] if "value" in names else row["this"]
                assert value is not None
                found.add(Result(code, focus, _term(value)))
    return sorted(found, key=str)


def _term(value: object) -> str:
    """Write a pyoxigraph term the way rdflib writes it."""
    if isinstance(value, pyoxigraph.Literal):
        if value.language:
            return Literal(value.value, lang=value.language).n3()
        plain = value.datatype.value == str(XSD.string)
        return Literal(value.value, datatype=None if plain else URIRef(value.datatype.value)).n3()
    return str(value)
