"""The outcome as an EARL report (https://www.w3.org/TR/EARL10-Schema/), in Turtle.

The report has the form that the W3C asks of implementations of SHACL: one assertion per test,
with the address ``urn:x-shacl-test:/core/node/and-001`` for the test ``core/node/and-001``.
"""

from collections.abc import Iterable
from datetime import date

from grondslag import __version__
from grondslag.conformance.runner import Outcome

PROJECT = "https://w3id.org/grondslag"

_HEAD = """\
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix earl: <http://www.w3.org/ns/earl#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .

<{project}>
    a doap:Project, earl:Software, earl:TestSubject ;
    doap:name "Grondslag" ;
    doap:description "Validates RDF data against SHACL shapes; engine: {engine}."@en ;
    doap:programming-language "Python" ;
    doap:release [ a doap:Version ; doap:revision "{version}" ] ;
    doap:implements <http://www.w3.org/TR/shacl/> .

<{project}#conformance>
    a earl:Assertor, earl:Software ;
    foaf:name "python -m grondslag.conformance" .
"""

_ASSERTION = """
[] a earl:Assertion ;
    earl:assertedBy <{project}#conformance> ;
    earl:subject <{project}> ;
    earl:test <urn:x-shacl-test:/{name}> ;
    earl:mode earl:automatic ;
    earl:result [
        a earl:TestResult ;
        earl:outcome earl:{outcome} ;
        dct:date "{day}"^^xsd:date
    ] .
"""


def earl_report(outcomes: Iterable[Outcome], engine: str, day: date) -> str:
    """Return the report; the same outcomes and day give the same text.

    Args:
        outcomes: of the tests; written in order of name.
        engine: the name of the engine that was tested.
        day: the day of the run.
    """
    parts = [_HEAD.format(project=PROJECT, engine=engine, version=__version__)]
    for each in sorted(outcomes, key=lambda outcome: outcome.case.name):
        parts.append(
            _ASSERTION.format(
                project=PROJECT,
                name=each.case.name,
                outcome="passed" if each.passed else "failed",
                day=day.isoformat(),
            )
        )
    return "".join(parts)
