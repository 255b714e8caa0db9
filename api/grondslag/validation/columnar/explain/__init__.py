"""Explains a violation: its triples, the branch that failed and why, and where it was written."""

from grondslag.validation.columnar.explain.explainer import Explainer, explain
from grondslag.validation.columnar.explain.model import (
    Absence,
    Branch,
    Evidence,
    Explanation,
    Reason,
    Sought,
    Source,
)
from grondslag.validation.columnar.explain.places import with_places

__all__ = [
    "Absence",
    "Branch",
    "Evidence",
    "Explainer",
    "Explanation",
    "Reason",
    "Sought",
    "Source",
    "explain",
    "with_places",
]
