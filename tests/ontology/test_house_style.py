"""Our own ontology, concepts and rules satisfy the house style, and the house style can fail."""

from __future__ import annotations

import csv
import re
from functools import cache

import pyshacl
import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from ontology.support import CONCEPT, DEFINITIONS, GS, ROOT, SCHEMA, load, own_terms

HOUSE = Namespace("https://w3id.org/grondslag/house/")
RULE = Namespace("https://w3id.org/grondslag/rule/")
HOUSE_FOLDER = ROOT / "shapes" / "house"
EXCEPTIONS = HOUSE_FOLDER / "exceptions.csv"

Triple = tuple[Node, Node, Node]


@cache
def house() -> Graph:
    """The shapes of the house style."""
    graph = Graph()
    for path in sorted(HOUSE_FOLDER.glob("*.ttl")):
        graph.parse(path)
    return graph


@cache
def own_work() -> Graph:
    """The ontology with concepts and norms, and the rules; read it, never change it."""
    graph = Graph() + load()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


def complaints(data: Graph) -> set[tuple[str, str]]:
    """What the house style reports: pairs of shape and focus node."""
    _, report, _ = pyshacl.validate(data, shacl_graph=house(), inplace=True, advanced=False)
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(result, SH.sourceShape)).removeprefix(str(HOUSE)),
            str(report.value(result, SH.focusNode)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_everything_of_ours_is_in_house_style() -> None:
    assert complaints(own_work()) == set()


def test_the_house_shapes_are_well_formed_and_bilingual() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=house(), meta_shacl=True)
    assert conforms, text
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in house().subjects(RDF.type, kind):
            assert isinstance(shape, URIRef)
            only_lists_others = {
                predicate
                for predicate in house().predicates(shape)
                if str(predicate).startswith(str(SH)) and predicate != SH.targetClass
            } == {SH.property}
            languages = {text.language for text in house().objects(shape, SH.message)}
            assert only_lists_others or languages == {"nl", "en"}, shape


def small_work() -> Graph:
    """A fresh copy of a few things in good house style, small enough to break many times."""
    return Graph() + _small_work()


@cache
def _small_work() -> Graph:
    graph = Graph()
    whole = own_work()
    keep: list[Node] = [
        GS.Verdict,
        GS.givenOn,
        CONCEPT["scheme-role"],
        CONCEPT["role-proxy"],
        CONCEPT["role-selection"],
        RULE["VER-03"],
        RULE["PAR-02"],
        RULE["group-verdicts"],
        RULE["group-parliament"],
    ]
    for rule in (RULE["VER-03"], RULE["PAR-02"]):
        keep.extend(whole.objects(rule, GS.basedOnProvision))
    while keep:
        node = keep.pop()
        for triple in whole.triples((node, None, None)):
            graph.add(triple)
            if isinstance(triple[2], BNode):
                keep.append(triple[2])
    return graph


def nl(text: str) -> Literal:
    return Literal(text, lang="nl")


TERM, PROPERTY = GS.Verdict, GS.givenOn
SCHEME, ROLE, OTHER_ROLE = CONCEPT["scheme-role"], CONCEPT["role-proxy"], CONCEPT["role-selection"]
VER_03, PAR_02 = RULE["VER-03"], RULE["PAR-02"]

#: Per house shape that must complain: what is taken away, and what is put there instead.
BROKEN: dict[str, tuple[list[tuple[Node, Node, Node | None]], list[Triple]]] = {
    "term-label-nl": ([(TERM, RDFS.label, None)], []),
    "term-label-en": ([], [(TERM, RDFS.label, Literal("another", lang="en"))]),
    "term-definition-nl": ([(TERM, SKOS.definition, None)], []),
    "term-definition-en": ([(PROPERTY, SKOS.definition, None)], []),
    "term-plain": ([(TERM, RDFS.comment, None)], []),
    "term-source": ([(TERM, DCTERMS.source, None)], [(TERM, DCTERMS.source, Literal("a law"))]),
    "term-defined-by": ([(TERM, RDFS.isDefinedBy, DEFINITIONS)], []),
    "class-name": ([], [(GS.verdict, RDF.type, OWL.Class)]),
    "property-name": ([], [(GS.Upper_Case, RDF.type, OWL.ObjectProperty)]),
    "property-from": ([(PROPERTY, SCHEMA.domainIncludes, None)], []),
    "property-to": ([(PROPERTY, SCHEMA.rangeIncludes, None)], []),
    "no-orphan-class": ([], [(GS.Lonely, RDF.type, OWL.Class)]),
    "scheme-title-nl": ([(SCHEME, DCTERMS.title, None)], []),
    "scheme-title-en": ([], [(SCHEME, DCTERMS.title, Literal("Again", lang="en"))]),
    "scheme-source": ([(SCHEME, DCTERMS.source, None)], []),
    "concept-scheme": ([(ROLE, SKOS.inScheme, None)], []),
    "concept-label-nl": ([(ROLE, SKOS.prefLabel, None)], []),
    "concept-label-en": ([], [(ROLE, SKOS.prefLabel, Literal("again", lang="en"))]),
    "concept-definition-nl": ([(ROLE, SKOS.definition, None)], []),
    "concept-definition-en": ([(OTHER_ROLE, SKOS.definition, None)], []),
    "concept-plain": ([(ROLE, RDFS.comment, None)], []),
    "concept-source": ([(ROLE, DCTERMS.source, None)], []),
    "concept-label-unique": (
        [],
        [(ROLE, SKOS.altLabel, nl("dubbel")), (OTHER_ROLE, SKOS.altLabel, nl("dubbel"))],
    ),
    "rule-address": ([], [(GS.stray, RDF.type, SH.NodeShape)]),
    "rule-identifier": ([(VER_03, DCTERMS.identifier, None)], []),
    "rule-name-nl": ([(VER_03, SH.name, None)], []),
    "rule-name-en": ([], [(VER_03, SH.name, Literal("Again", lang="en"))]),
    "rule-message-nl": ([(VER_03, SH.message, None)], []),
    "rule-message-en": ([(PAR_02, SH.message, None)], []),
    "rule-why-nl": ([(VER_03, GS.whyItMatters, None)], []),
    "rule-why-en": ([(PAR_02, GS.whyItMatters, None)], []),
    "rule-repair-nl": ([(VER_03, GS.howToRepair, None)], []),
    "rule-repair-en": ([(PAR_02, GS.howToRepair, None)], []),
    "rule-provision": ([(VER_03, GS.basedOnProvision, None)], []),
    "rule-requirement": ([(VER_03, GS.requirementId, None)], []),
    "rule-severity": ([(VER_03, SH.severity, None)], []),
    "rule-group": ([(VER_03, SH.group, None)], []),
    "rule-order": ([(VER_03, SH.order, None)], [(VER_03, SH.order, Literal("first"))]),
    "rule-target": ([(VER_03, SH.targetClass, None)], []),
    "no-anonymous-property-shape": ([], [(VER_03, SH.property, BNode("nameless"))]),
    "no-anonymous-report": ([], [(BNode("nameless"), SH.message, nl("Iets ontbreekt."))]),
}


def test_a_small_part_of_our_work_is_in_house_style() -> None:
    assert complaints(small_work()) == set()


@pytest.mark.parametrize("shape", sorted(BROKEN))
def test_each_house_shape_can_fail(shape: str) -> None:
    taken, put = BROKEN[shape]
    graph = small_work()
    for pattern in taken:
        assert pattern in graph
        graph.remove(pattern)
    for triple in put:
        graph.add(triple)
    assert shape in {found for found, _ in complaints(graph)}


def test_every_house_shape_with_a_message_is_broken_somewhere() -> None:
    """Helpers that only describe a value, for use by other shapes, cannot fail by themselves."""
    helpers = {"text-nl", "text-en", "sparql-constraint", "sparql-select"}
    shapes = {
        str(shape).removeprefix(str(HOUSE))
        for shape in house().subjects(SH.message)
        if isinstance(shape, URIRef)
    }
    assert shapes - helpers == set(BROKEN)


def test_the_house_shapes_have_no_anonymous_property_shape() -> None:
    in_lists = {
        item
        for head in house().objects(None, SH["or"])
        for item in Collection(house(), head)
        if isinstance(item, BNode)
    }
    for shape in house().objects(None, SH.property):
        assert isinstance(shape, URIRef)
    for shape in in_lists:
        assert (shape, SH.path, None) not in house()


def _exceptions() -> dict[str, dict[str, str]]:
    with EXCEPTIONS.open(encoding="utf-8", newline="") as handle:
        return {row["term"]: row for row in csv.DictReader(handle)}


def _used_terms() -> set[str]:
    """The local names of our terms in rules, examples, questions, data and documents."""
    found: set[str] = set()
    for path in sorted(ROOT.glob("*.md")):
        found |= set(re.findall(r"\bgs:([A-Za-z][A-Za-z0-9]*)", path.read_text("utf-8")))
    for folder in ("shapes", "queries", "data"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".ttl", ".rq", ".md"} and HOUSE_FOLDER not in path.parents:
                found |= set(re.findall(r"\bgs:([A-Za-z][A-Za-z0-9]*)", path.read_text("utf-8")))
    return found


def test_no_term_without_a_use() -> None:
    names = {term.removeprefix(str(GS)) for term in own_terms(load())}
    assert names - _used_terms() - set(_exceptions()) == set()


def test_the_exceptions_are_terms_that_nothing_uses_with_a_reason_each() -> None:
    names = {term.removeprefix(str(GS)) for term in own_terms(load())}
    for term, row in _exceptions().items():
        assert term in names, term
        assert row["reason_nl"].endswith(".") and row["reason_en"].endswith(".")
    assert set(_exceptions()) & _used_terms() == set()
