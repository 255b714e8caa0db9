"""SPARQL constraints: evaluated over columns, and on Oxigraph what the columns cannot do."""

from grondslag.validation.sparql.evaluator import Evaluator
from grondslag.validation.sparql.fallback import PerNode, SetWise, store_of
from grondslag.validation.sparql.limits import CannotTranslate, plan
from grondslag.validation.sparql.tables import Table

__all__ = ["CannotTranslate", "Evaluator", "PerNode", "SetWise", "Table", "plan", "store_of"]
