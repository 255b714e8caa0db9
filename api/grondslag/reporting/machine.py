"""A report for programs: JSON, CSV, SARIF and JUnit."""

import json
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from rdflib import URIRef

from grondslag import __version__
from grondslag.catalogue import Severity
from grondslag.errors import Language
from grondslag.reporting.characters import printable
from grondslag.reporting.summary import summary_per_unit
from grondslag.reporting.tables import write_csv
from grondslag.validation import Report, Violation

_SEVERITY_NAME = {
    Severity.VIOLATION: "violation",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}
_SARIF_LEVEL = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def _dump(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _in_graph(name: str | None) -> dict[str, Any]:
    """Return the name of the graph, only in a report on several graphs."""
    return {} if name is None else {"graph": name}


def _violation(each: Violation) -> dict[str, Any]:
    return {
        **_in_graph(each.graph),
        "key": each.key,
        "rule": each.code,
        "ruleIri": each.rule if isinstance(each.shape, URIRef) else None,
        "severity": _SEVERITY_NAME[each.severity],
        "severityIri": str(each.severity_iri),
        "component": each.component,
        "theme": each.theme,
        "name": each.name,
        "message": each.message,
        "why": each.why,
        "repair": each.repair,
        "provisions": [
            {"iri": p.iri, "label": p.label, "page": p.page, "textChecked": p.text_checked}
            for p in each.provisions
        ],
        "focus": str(each.focus),
        "focusLabel": each.focus_label,
        "path": None if each.path is None else str(each.path),
        "value": None if each.value is None else str(each.value),
        "valueLabel": each.value_label,
        "unit": None if each.unit is None else str(each.unit),
        "unitLabel": each.unit_label,
        "file": None if each.origin is None else each.origin.file,
        "line": None if each.origin is None else each.origin.line,
    }


def report_json(report: Report, language: Language = "nl") -> str:
    """Return everything in the report as JSON; texts are in both languages."""
    return _dump(
        {
            "conforms": report.conforms,
            "referenceDate": report.reference_date.isoformat(),
            "version": __version__,
            "engine": report.engine,
            "shapes": report.shapes,
            "rulesAssessed": report.rules_assessed,
            "counts": {_SEVERITY_NAME[s]: report.count(s) for s in sorted(Severity, reverse=True)},
            "files": [
                {"name": f.name, "format": f.format, "size": f.size, "sha256": f.sha256}
                for f in report.files
            ],
            "units": [
                {
                    "label": row.unit,
                    **{_SEVERITY_NAME[s]: row.counts[s] for s in sorted(Severity, reverse=True)},
                }
                for row in summary_per_unit(report)
            ],
            **_graphs(report),
            "notAssessed": [
                {
                    **_in_graph(each.graph),
                    "rule": each.code,
                    "name": each.name,
                    "reason": each.cause,
                }
                for each in report.not_assessed
            ],
            "violations": [_violation(each) for each in report.violations],
        }
    )


def _graphs(report: Report) -> dict[str, Any]:
    if not report.graphs:
        return {}
    return {
        "graphs": [
            {
                "name": each.name,
                "conforms": each.conforms,
                "statements": each.statements,
                "rulesAssessed": each.rules_assessed,
                "notAssessed": each.not_assessed,
                **{_SEVERITY_NAME[s]: each.counts[s] for s in sorted(Severity, reverse=True)},
            }
            for each in report.graphs
        ]
    }


def report_csv(report: Report, language: Language = "nl") -> str:
    """Return one row per violation, and one per rule that was not assessed.

    A report on several graphs has the name of the graph in a last column.
    """
    dutch = "ernst regel melding over waarde onderdeel bepaling herstel bestand regelnummer sleutel"
    english = "severity rule message about value unit provision repair file line key"
    heading = (dutch if language == "nl" else english).split()
    rows = [
        [
            each.severity_label(language),
            each.code,
            each.message[language],
            each.focus_label[language],
            each.value_label[language],
            each.unit_label[language],
            "; ".join(p.label[language] for p in each.provisions),
            each.repair[language],
            each.origin.file if each.origin else "",
            str(each.origin.line) if each.origin and each.origin.line else "",
            each.key,
        ]
        for each in report.violations
    ]
    word = "Niet getoetst" if language == "nl" else "Not assessed"
    rows += [
        [word, each.code, each.cause[language], each.name[language], *[""] * 7]
        for each in report.not_assessed
    ]
    if report.graphs:
        heading.append("graaf" if language == "nl" else "graph")
        names = [each.graph for each in report.violations]
        names += [each.graph for each in report.not_assessed]
        rows = [[*row, name or ""] for row, name in zip(rows, names, strict=True)]
    return write_csv(heading, rows)


def _where(graph: str | None, text: str) -> str:
    return text if graph is None else f"{graph}: {text}"


def report_sarif(report: Report, language: Language = "nl") -> str:
    """Return the report as SARIF 2.1.0 (OASIS), for code hosts and editors."""
    first = {each.code: each for each in reversed(report.violations)}
    rules = [
        {
            "id": code,
            "name": first[code].name[language],
            "shortDescription": {"text": first[code].name[language] or code},
            "fullDescription": {"text": first[code].why[language] or first[code].name[language]},
            "help": {"text": first[code].repair[language] or first[code].name[language]},
            "defaultConfiguration": {"level": _SARIF_LEVEL[first[code].severity]},
        }
        for code in sorted(first)
    ]
    numbers = {rule["id"]: index for index, rule in enumerate(rules)}
    results = []
    for each in report.violations:
        result: dict[str, Any] = {
            "ruleId": each.code,
            "ruleIndex": numbers[each.code],
            "level": _SARIF_LEVEL[each.severity],
            "message": {"text": f"{each.message[language]} ({each.focus_label[language]})"},
            "partialFingerprints": {"grondslagKey/v1": each.key},
        }
        if each.graph is not None:
            result["partialFingerprints"] = {"grondslagKey/v1": each.identifier}
            result["properties"] = {"graph": each.graph}
        if each.origin is not None:
            place: dict[str, object] = {"artifactLocation": {"uri": quote(each.origin.file)}}
            if each.origin.line is not None:
                place["region"] = {"startLine": each.origin.line}
            result["locations"] = [{"physicalLocation": place}]
        results.append(result)
    driver = {"name": "grondslag", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "results": results,
        "invocations": [
            {
                "executionSuccessful": not report.not_assessed,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {
                            "text": _where(each.graph, f"{each.code}: {each.cause[language]}")
                        },
                    }
                    for each in report.not_assessed
                ],
            }
        ],
    }
    return _dump(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        }
    )


def report_junit(report: Report, language: Language = "nl") -> str:
    """Return the report as JUnit XML: a test case per violation, so that CI shows each."""
    suite = ElementTree.Element(
        "testsuite",
        name="grondslag",
        tests=str(max(len(report.violations) + len(report.not_assessed), 1)),
        failures=str(report.count(Severity.VIOLATION)),
        errors=str(len(report.not_assessed)),
        skipped=str(report.count(Severity.WARNING) + report.count(Severity.INFO)),
    )
    if report.conforms:
        ElementTree.SubElement(suite, "testcase", classname="grondslag", name="conforms")
    for each in report.violations:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=each.code,
            name=_where(each.graph, f"{each.focus_label[language]} ({each.key})"),
        )
        kind = "failure" if each.severity is Severity.VIOLATION else "skipped"
        place = f"{each.origin}\n" if each.origin else ""
        outcome = ElementTree.SubElement(case, kind, message=each.message[language])
        outcome.text = place + each.repair[language]
    for unassessed in report.not_assessed:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=unassessed.code,
            name=_where(unassessed.graph, unassessed.name[language]),
        )
        ElementTree.SubElement(case, "error", message=unassessed.cause[language])
    ElementTree.indent(suite)
    for element in suite.iter():
        element.text = printable(element.text) if element.text else element.text
        for name, value in element.attrib.items():
            element.set(name, printable(value))
    text = ElementTree.tostring(suite, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
