"""Every form a report can take, by name."""

from collections.abc import Callable

from grondslag.errors import Language
from grondslag.reporting.graph import report_graph
from grondslag.reporting.html import render_html
from grondslag.reporting.machine import report_csv, report_json, report_junit, report_sarif
from grondslag.reporting.turtle import write_turtle
from grondslag.validation import Report

_Writer = Callable[[Report, Language], str]


def _turtle(report: Report, language: Language) -> str:
    return write_turtle(report_graph(report))


REPORT_FORMATS: dict[str, _Writer] = {
    "json": report_json,
    "ttl": _turtle,
    "csv": report_csv,
    "sarif": report_sarif,
    "junit": report_junit,
}


def render_report(
    report: Report, format_name: str, language: Language = "nl", notes: tuple[str, ...] = ()
) -> str:
    """Return a report in one of the :data:`REPORT_FORMATS` or as ``html``.

    Args:
        report: the outcome of a validation.
        format_name: ``json``, ``ttl``, ``csv``, ``sarif``, ``junit`` or ``html``.
        language: of texts, where the form holds one language.
        notes: remarks on the input, shown in the HTML form.
    """
    if format_name == "html":
        return render_html(report, language, notes)
    return REPORT_FORMATS[format_name](report, language)
