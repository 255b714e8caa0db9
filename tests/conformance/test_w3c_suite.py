"""The suite of the W3C itself; its files are not part of this project.

Set GRONDSLAG_W3C to a checkout of https://github.com/w3c/data-shapes to run this.
"""

import os
from pathlib import Path

import pytest

from grondslag.conformance import ENGINES, Case, difference, read_suite, run, summary

#: What pySHACL 0.40.1 does not pass; see api/grondslag/validation/README.md.
PYSHACL_FAILS = {
    "core/property/uniqueLang-002",
    "sparql/node/prefixes-001",
    "sparql/pre-binding/shapesGraph-001",
}


@pytest.fixture(scope="module")
def suite() -> tuple[Case, ...]:
    folder = os.environ.get("GRONDSLAG_W3C")
    if not folder:
        pytest.skip("the W3C suite is not here (set GRONDSLAG_W3C to a copy of w3c/data-shapes)")
    return read_suite(Path(folder))


def test_the_whole_suite_is_read(suite: tuple[Case, ...]) -> None:
    listed = [each.group for each in suite if each.listed]
    assert (listed.count("core"), listed.count("sparql"), len(listed)) == (98, 22, 120)
    (unlisted,) = [each.name for each in suite if not each.listed]
    assert unlisted == "sparql/component/nodeValidator-001"


def test_the_columnar_engine_passes_everything(suite: tuple[Case, ...]) -> None:
    outcomes = run(suite, ENGINES["columnar"])
    assert {each.case.name: each.problem for each in outcomes if not each.passed} == {}
    assert summary(outcomes) == (
        "Core 98 of 98, SPARQL 22 of 22 listed, nodeValidator-001 (not listed) passed"
    )


def test_the_runner_agrees_with_what_is_known_of_pyshacl(suite: tuple[Case, ...]) -> None:
    outcomes = run(suite, ENGINES["pyshacl"])
    assert {each.case.name for each in outcomes if not each.passed} == PYSHACL_FAILS


def test_a_test_cannot_pass_by_saying_nothing(suite: tuple[Case, ...]) -> None:
    """An engine that never reports anything passes only tests without expected results."""
    silent = ENGINES["pyshacl"]
    for case in suite:
        if case.expected:
            nothing = silent(case.data, type(case.shapes)())
            assert difference(case, nothing) is not None, case.name
