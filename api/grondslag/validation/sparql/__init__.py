"""SPARQL constraints: evaluated over columns, and on Oxigraph what the columns cannot do."""

from grondslag.validation.sparql.evaluator import Evaluator, plan
from grondslag.validation.sparql.plan import CannotTranslate
from grondslag.validation.sparql.tables import Table

__all__ = ["CannotTranslate", "Evaluator", "Table", "plan"]
