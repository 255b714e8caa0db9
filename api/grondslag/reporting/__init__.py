"""Outcomes as text: for people, for programs, for the archive."""

from grondslag.reporting.answers import ANSWER_FORMATS, render_answer
from grondslag.reporting.catalogue_graph import catalogue_graph
from grondslag.reporting.characters import printable
from grondslag.reporting.graph import report_graph
from grondslag.reporting.html import render_html
from grondslag.reporting.render import REPORT_FORMATS, render_report
from grondslag.reporting.summary import UnitCount, graph_label, summary_per_unit
from grondslag.reporting.turtle import write_turtle

__all__ = [
    "ANSWER_FORMATS",
    "REPORT_FORMATS",
    "UnitCount",
    "catalogue_graph",
    "graph_label",
    "printable",
    "render_answer",
    "render_html",
    "render_report",
    "report_graph",
    "summary_per_unit",
    "write_turtle",
]
