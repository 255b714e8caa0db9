"""The ontology stays consistent under OWL 2 RL, and infers what it should."""

from __future__ import annotations

import owlrl
import pytest
from owlrl.Namespaces import ERRNS
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import OWL, RDF, RDFS, XSD

from ontology.support import CONCEPT, GS, NORM, load

EX = Namespace("https://example.org/")
ORG = Namespace("http://www.w3.org/ns/org#")
#: Prose without a logical meaning; owlrl makes extra nodes for every literal, so it is left out.
ANNOTATIONS_KEPT = {GS.rank, GS.validFrom, GS.validUntil, GS.textChecked, GS.article}


def logical(graph: Graph) -> Graph:
    """A copy without the texts."""
    copy = Graph()
    for subject, predicate, value in graph:
        if not isinstance(value, Literal) or predicate in ANNOTATIONS_KEPT:
            copy.add((subject, predicate, value))
    return copy


def closed(graph: Graph) -> Graph:
    """The OWL 2 RL closure, computed in place."""
    closure = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics)
    closure.expand(graph)
    return graph


def faults(graph: Graph) -> list[str]:
    """Signs of inconsistency in a closed graph."""
    found = [f"{subject} is nothing" for subject in graph.subjects(RDF.type, OWL.Nothing)]
    for message in graph.subjects(RDF.type, ERRNS.ErrorMessage):
        found += [str(text) for text in graph.objects(message, ERRNS.error)]
    return sorted(found)


@pytest.fixture(scope="module")
def everything() -> Graph:
    """Closure of ontology, concepts, norms and alignment, with data whose sources disagree."""
    graph = logical(load())
    graph.add((EX.team, GS.partOf, EX.directorate))
    graph.add((EX.directorate, GS.partOf, EX.ministry))
    graph.add((EX.use, GS.inProcessing, EX.processing))
    graph.add((EX.verdict, RDF.type, GS.Verdict))
    graph.add((EX.verdict, GS.outcome, CONCEPT["outcome-proper"]))
    graph.add((EX.verdict, GS.outcome, CONCEPT["outcome-improper"]))
    graph.add((EX.verdict, GS.givenOn, Literal("2022-12-05", datatype=XSD.date)))
    graph.add((EX.verdict, GS.givenOn, Literal("2023-01-25", datatype=XSD.date)))
    graph.add((EX.processing, GS.controller, EX.directorate))
    graph.add((EX.processing, GS.controller, EX.ministry))
    graph.add((EX.promise, RDF.type, GS.Commitment))
    graph.add((EX.promise, RDF.type, GS.Expectation))
    graph.add((EX.assessment, RDF.type, GS.DataProtectionImpactAssessment))
    graph.add((EX.assessment, RDF.type, GS.Report))
    graph.add((EX.provision, GS.ofNorm, NORM["wro"]))
    return closed(graph)


def test_closure_is_consistent_even_when_sources_disagree(everything: Graph) -> None:
    assert faults(everything) == []


def test_the_fault_finder_finds_faults() -> None:
    graph = Graph()
    graph.add((GS.Ministry, OWL.disjointWith, GS.Collaboration))
    graph.add((EX.both, RDF.type, GS.Ministry))
    graph.add((EX.both, RDF.type, GS.Collaboration))
    assert faults(closed(graph))


def test_part_of_is_transitive(everything: Graph) -> None:
    assert (EX.team, GS.partOf, EX.ministry) in everything
    assert (EX.team, ORG.subOrganizationOf, EX.ministry) in everything


def test_indicator_use_has_an_inverse_and_types(everything: Graph) -> None:
    assert (EX.processing, GS.hasIndicatorUse, EX.use) in everything
    assert (EX.use, RDF.type, GS.IndicatorUse) in everything
    assert (EX.processing, RDF.type, GS.Processing) in everything


def test_a_provision_is_recognised_by_its_norm(everything: Graph) -> None:
    assert (EX.provision, RDF.type, GS.Provision) in everything


def test_subclasses_reach_the_classes_rules_target(everything: Graph) -> None:
    for kind in (GS.Commitment, GS.Verdict, GS.Approval, GS.ScopeDecision, GS.UseStatement):
        assert (kind, RDFS.subClassOf, GS.Assertion) in everything
    for kind in (GS.ProgressReport, GS.Motion, GS.FillInForm, GS.ProjectPlan):
        assert (kind, RDFS.subClassOf, GS.Document) in everything
    for kind in (GS.Ministry, GS.Collaboration, GS.OrganisationalUnit):
        assert (kind, RDFS.subClassOf, GS.Organisation) in everything
    assert (GS.SexRegistration, RDFS.subClassOf, GS.IndicatorUse) in everything


def test_a_use_is_never_typed_by_mentioning_a_source(everything: Graph) -> None:
    assert (EX.processing, RDF.type, GS.Organisation) not in everything
    assert (EX.ministry, RDF.type, GS.Processing) not in everything
