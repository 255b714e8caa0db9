"""A made-up register of processing of any size, and the results its shapes must give.

The generator plants mistakes and keeps book of every result that each must lead to, so that the
outcome of an engine can be checked at any size without another engine.
"""

from grondslag.bench.register.edits import Edit, Tokens, write_with_edits
from grondslag.bench.register.generate import Written, expected_rows, write_register
from grondslag.bench.register.terms import SHAPES

__all__ = [
    "SHAPES",
    "Edit",
    "Tokens",
    "Written",
    "expected_rows",
    "write_register",
    "write_with_edits",
]
