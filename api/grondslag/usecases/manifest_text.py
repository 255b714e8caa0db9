"""The Turtle of a conformance suite, in the format of the W3C SHACL test suite.

Source: https://w3c.github.io/data-shapes/data-shapes-test-suite/. Written by hand and not by a
serializer, so that people can read it and the bytes are the same every time.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node

from grondslag.errors import ContentError
from grondslag.validation.results import Result

#: The first line of a suite; by it, an earlier export is recognised.
MARK = "# Conformance suite of the rules of Grondslag."

PREFIXES = """\
@prefix mf:   <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh:   <http://www.w3.org/ns/shacl#> .
@prefix sht:  <http://www.w3.org/ns/shacl-test#> .
"""


@dataclass(frozen=True)
class Entry:
    """One test: the file with the data graph, what it shows, and the results it must give."""

    name: str
    file: str
    label_nl: str
    label_en: str
    results: tuple[Result, ...]


def top_manifest(includes: Iterable[str], version: str) -> str:
    """Return the manifest that includes all others, given their paths."""
    lines = " ,\n".join(f"        <{path}>" for path in includes)
    about_nl = (
        "Elk goed voorbeeld voldoet aan alle regels. Elk fout voorbeeld geeft precies het "
        "resultaat dat erbij staat. Toets elk gegevensbestand tegen alle regels in shapes.ttl. "
        "Vergelijk focus, pad, waarde, ernst, regel en component."
    )
    about_en = (
        "Every good example conforms to all rules. Every bad example gives exactly the result "
        "stated with it. Validate each data file against all rules in shapes.ttl. Compare "
        "focus node, path, value, severity, source shape and component."
    )
    return (
        f"{MARK}\n# Version {version}. Made by: grondslag rules --manifest\n{PREFIXES}\n"
        f"<> a mf:Manifest ;\n"
        f'    rdfs:label "Proeven bij de regels van Grondslag"@nl ,\n'
        f'        "Conformance suite of the rules of Grondslag"@en ;\n'
        f"    rdfs:comment {Literal(about_nl, lang='nl').n3()} ,\n"
        f"        {Literal(about_en, lang='en').n3()} ;\n"
        f"    mf:include\n{lines} .\n"
    )


def entry_manifest(label_nl: str, label_en: str, entries: list[Entry], shapes: Graph) -> str:
    """Return the manifest of one rule or one dossier, two folders below the suite.

    Args:
        label_nl: what is tested, in Dutch.
        label_en: the same in English.
        entries: the tests, in order.
        shapes: the rules; paths that are not a single property are copied from it.

    Raises:
        ContentError: if a result cannot be written without blank nodes of its own.
    """
    names = " ".join(f"<#{entry.name}>" for entry in entries)
    head = (
        f"# {label_en}\n{PREFIXES}\n<> a mf:Manifest ;\n"
        f"    rdfs:label {Literal(label_nl, lang='nl').n3()} , "
        f"{Literal(label_en, lang='en').n3()} ;\n"
        f"    mf:entries ( {names} ) .\n"
    )
    return head + "".join(_entry(entry, shapes) for entry in entries)


def _entry(entry: Entry, shapes: Graph) -> str:
    report = f"a sh:ValidationReport ;\n        sh:conforms {str(not entry.results).lower()}"
    results = "".join(f" ;\n        sh:result [\n{_result(r, shapes)} ]" for r in entry.results)
    label = Literal(entry.label_en, lang="en").n3()
    return (
        f"\n<#{entry.name}> a sht:Validate ;\n"
        f"    mf:name {Literal(entry.label_en).n3()} ;\n"
        f"    rdfs:label {Literal(entry.label_nl, lang='nl').n3()} , {label} ;\n"
        f"    mf:action [\n"
        f"        sht:dataGraph <{entry.file}> ;\n"
        f"        sht:shapesGraph <../../shapes.ttl> ] ;\n"
        f"    mf:result [\n        {report}{results} ] ;\n"
        f"    mf:status sht:proposed .\n"
    )


def _result(result: Result, shapes: Graph) -> str:
    named = (result.focus, result.shape, result.severity, result.component)
    if not all(isinstance(term, URIRef) for term in named):
        raise ContentError(
            f"Een voorbeeld geeft een resultaat zonder adres: {result.identity()}",
            f"An example gives a result without an address: {result.identity()}",
        )
    facts = ["a sh:ValidationResult", f"sh:focusNode {result.focus.n3()}"]
    if result.path is not None:
        facts.append(f"sh:resultPath {_path(result, shapes)}")
    if result.value is not None:
        facts.append(f"sh:value {result.value.n3()}")
    facts.append(f"sh:resultSeverity {result.severity.n3()}")
    facts.append(f"sh:sourceShape {result.shape.n3()}")
    facts.append(f"sh:sourceConstraintComponent {result.component.n3()}")
    return " ;\n".join(f"            {fact}" for fact in facts)


def _path(result: Result, shapes: Graph) -> str:
    if isinstance(result.path, URIRef):
        return result.path.n3()
    path = shapes.value(result.shape, URIRef("http://www.w3.org/ns/shacl#path"))
    return "" if path is None else _nested(path, shapes)


def _nested(node: Node, graph: Graph) -> str:
    """Write a path as SHACL does (section 2.3.1): a list, or a blank node with one property."""
    if isinstance(node, URIRef):
        return node.n3()
    if (node, RDF.first, None) in graph:
        return f"( {' '.join(_nested(each, graph) for each in Collection(graph, node))} )"
    pairs = sorted(graph.predicate_objects(node))
    return f"[ {' ; '.join(f'{p.n3()} {_nested(o, graph)}' for p, o in pairs)} ]"
