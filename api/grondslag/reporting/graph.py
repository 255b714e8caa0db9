"""A report as RDF: the W3C validation report, with what people need to act on it."""

import re

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SH, XSD
from rdflib.term import Node

from grondslag.reporting.graph_names import Names
from grondslag.validation import Report, Violation
from grondslag.vocabulary import GS, ID

#: What begins like an absolute IRI (RFC 3987), and is not the name of a file.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[^\s<>\"{}|\\^`]*$")


def report_graph(report: Report) -> Graph:
    """Return the report in the terms of SHACL, section 3.6.

    There are no blank nodes but those of the data and of the shapes: paths, anonymous shapes and
    constraints, which are described as in the shapes graph. ``sh:conforms`` is false when a rule
    could not be assessed: nothing may be taken to conform that was not looked at.
    """
    graph = Graph()
    names = Names(report)
    me = ID["report"]
    graph.add((me, RDF.type, SH.ValidationReport))
    graph.add((me, SH.conforms, Literal(report.conforms)))
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
        for predicate, value in _facts(violation, names):
            graph.add((node, predicate, value))
    for triple in report.structures:
        subject, term, value = triple
        graph.add((names.of_shapes(subject), term, names.of_shapes(value)))
    return graph


def _facts(violation: Violation, names: Names) -> list[tuple[URIRef, Node]]:
    facts: list[tuple[URIRef, Node]] = [
        (RDF.type, SH.ValidationResult),
        (SH.focusNode, names.of_data(violation.focus, violation.graph)),
        (SH.sourceShape, names.of_shapes(violation.shape)),
        (SH.resultSeverity, violation.severity_iri),
        (SH.sourceConstraintComponent, URIRef(violation.component)),
        (DCTERMS.identifier, Literal(violation.key)),
    ]
    if violation.result_path is not None:
        facts.append((SH.resultPath, names.of_shapes(violation.result_path)))
    if violation.source is not None:
        facts.append((SH.sourceConstraint, names.of_shapes(violation.source)))
    if violation.value is not None:
        facts.append((SH.value, names.of_data(violation.value, violation.graph)))
    for message, language in violation.messages:
        facts.append((SH.resultMessage, Literal(message, lang=language)))
    if violation.unit is not None:
        unit = names.of_data(violation.unit, violation.graph)
        facts.append((GS.responsibleOrganisation, unit))
    if violation.graph is not None and _ADDRESS.match(violation.graph):
        facts.append((DCTERMS.source, URIRef(violation.graph)))
    if violation.origin is not None:
        facts.append((GS.inFile, Literal(violation.origin.file)))
        if violation.origin.line is not None:
            facts.append((GS.atLine, Literal(violation.origin.line)))
    return facts
