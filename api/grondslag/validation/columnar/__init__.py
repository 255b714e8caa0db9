"""SHACL over columns: every constraint once for all focus nodes."""

from grondslag.validation.columnar.engine import ColumnarEngine, Outcome, assess, evaluate
from grondslag.validation.columnar.reading import ShapesReader

__all__ = ["ColumnarEngine", "Outcome", "ShapesReader", "assess", "evaluate"]
