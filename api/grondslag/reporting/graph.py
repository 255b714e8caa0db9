"""A report as RDF: the W3C validation report, with what people need to act on it."""

import re

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SH, XSD
from rdflib.term import Node

from grondslag.validation import Report, Violation
from grondslag.vocabulary import GS, ID

#: What begins like an absolute IRI (RFC 3987), and is not the name of a file.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[^\s<>\"{}|\\^`]*$")


def report_graph(report: Report) -> Graph:
    """Return the report in the terms of SHACL, section 3.6, without blank nodes of its own.

    ``sh:conforms`` is left out when a rule could not be assessed and nothing was found: then
    neither true nor false can be said.
    """
    graph = Graph()
    me = ID["report"]
    graph.add((me, RDF.type, SH.ValidationReport))
    if report.violations:
        graph.add((me, SH.conforms, Literal(False)))
    elif not report.not_assessed:
        graph.add((me, SH.conforms, Literal(True)))
    day = Literal(report.reference_date.isoformat(), datatype=XSD.date)
    graph.add((me, GS.assessedOnReferenceDate, day))
    for unassessed in report.not_assessed:
        said = f"{unassessed.code}: {unassessed.reason}"
        if unassessed.graph is not None:
            said = f"{unassessed.graph}: {said}"
        graph.add((me, GS.notAssessed, Literal(said)))
    for violation in report.violations:
        node = ID[f"violation/{violation.identifier}"]
        graph.add((me, SH.result, node))
        for predicate, value in _facts(violation):
            graph.add((node, predicate, value))
    return graph


def _facts(violation: Violation) -> list[tuple[URIRef, Node]]:
    facts: list[tuple[URIRef, Node]] = [
        (RDF.type, SH.ValidationResult),
        (SH.focusNode, violation.focus),
        (SH.sourceShape, URIRef(violation.rule)),
        (SH.resultSeverity, violation.severity.iri),
        (SH.sourceConstraintComponent, URIRef(violation.component)),
        (DCTERMS.identifier, Literal(violation.key)),
    ]
    if violation.path is not None:
        facts.append((SH.resultPath, violation.path))
    if violation.value is not None:
        facts.append((SH.value, violation.value))
    for language, message in violation.message.items():
        if message:
            facts.append((SH.resultMessage, Literal(message, lang=language)))
    if violation.unit is not None:
        facts.append((GS.responsibleOrganisation, violation.unit))
    if violation.graph is not None and _ADDRESS.match(violation.graph):
        facts.append((DCTERMS.source, URIRef(violation.graph)))
    if violation.origin is not None:
        facts.append((GS.inFile, Literal(violation.origin.file)))
        if violation.origin.line is not None:
            facts.append((GS.atLine, Literal(violation.origin.line)))
    return facts
