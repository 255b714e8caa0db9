"""Shapes in, violations out: one small interface with an engine behind it."""

from grondslag.validation.engines import DEFAULT_ENGINE, ENGINES, Engine, engine
from grondslag.validation.report import (
    SHARED_GRAPH,
    GraphSummary,
    Report,
    Unassessed,
    Violation,
    build_report,
)
from grondslag.validation.results import Result, RuleFailure, Run
from grondslag.validation.shapes import Shapes, load_shapes, shipped_shapes

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "SHARED_GRAPH",
    "Engine",
    "GraphSummary",
    "Report",
    "Result",
    "RuleFailure",
    "Run",
    "Shapes",
    "Unassessed",
    "Violation",
    "build_report",
    "engine",
    "load_shapes",
    "shipped_shapes",
]
