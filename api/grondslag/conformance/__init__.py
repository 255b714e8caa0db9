"""The W3C SHACL test suite, run on the engines of Grondslag.

The suite is https://w3c.github.io/data-shapes/data-shapes-test-suite/ and is not part of this
project: name the folder of a local copy. ``python -m grondslag.conformance`` runs it.
"""

from grondslag.conformance.comparison import difference
from grondslag.conformance.earl import earl_report
from grondslag.conformance.engines import ENGINES, Assess
from grondslag.conformance.runner import Outcome, run, summary
from grondslag.conformance.suite import Case, ExpectedResult, read_suite

__all__ = [
    "ENGINES",
    "Assess",
    "Case",
    "ExpectedResult",
    "Outcome",
    "difference",
    "earl_report",
    "read_suite",
    "run",
    "summary",
]
