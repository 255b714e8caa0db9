"""Other engines give exactly the results that the exported suite promises.

The fast engines see all rules on every file. pySHACL parses each SPARQL query anew for every
focus node; with all rules on every file it needs minutes, so that is its slow test. Otherwise it
sees all rules on every dossier, and on an example the rule that the example is about.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from rdflib import URIRef

from rules.independent.engines import ENGINES, Verdict, installed, run_pyshacl
from rules.independent.suite import Case, cases

RULE = "https://w3id.org/grondslag/rule/"
KNOWN = Path(__file__).with_name("known_differences.csv")

Differences = dict[str, list[str]]


@pytest.fixture(scope="session")
def suite(suite_folder: Path) -> tuple[Case, ...]:
    return tuple(cases(suite_folder / "manifest.ttl"))


def differences(run: Callable[[Case], Verdict], among: Iterable[Case]) -> Differences:
    """Return, by rule, where an engine gives something else than the suite promises."""
    found: Differences = defaultdict(list)
    for case in among:
        try:
            verdict = run(case)
        except Exception as error:
            found[case.folder].append(f"{case.name}: cannot be run: {error}")
            continue
        for result in verdict.results ^ case.expected:
            sign = "extra" if result in verdict.results else "missing"
            code = result.shape.strip("<>").removeprefix(RULE)
            found[code].append(f"{case.name}: {sign} {result}")
        if verdict.conforms != (not verdict.results):
            found[case.folder].append(f"{case.name}: sh:conforms disagrees with the results")
    return found


def known(engine: str) -> dict[str, str]:
    """Return the differences of an engine that are understood: the reason by rule."""
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["engine"] == engine]
    return {row["rule"]: row["reason"] for row in rows}


def test_known_differences_are_well_formed() -> None:
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert all(row["engine"] in ENGINES and row["reason"] for row in rows)
    assert len({(row["engine"], row["rule"]) for row in rows}) == len(rows)


def test_pyshacl_with_the_rule_of_each_example(suite: tuple[Case, ...]) -> None:
    def run(case: Case) -> Verdict:
        about = None if case.data.name == "data.ttl" else URIRef(RULE + case.folder)
        return run_pyshacl(case, about)

    assert suite
    assert differences(run, suite) == {}


@pytest.mark.slow
def test_pyshacl_with_all_rules_on_every_file(suite: tuple[Case, ...]) -> None:
    assert differences(run_pyshacl, suite) == {}


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_another_engine_with_all_rules_on_every_file(engine: str, suite: tuple[Case, ...]) -> None:
    if not installed(engine):
        pytest.skip(f"{engine} is not installed (pip install {engine})")
    found = differences(ENGINES[engine], suite)
    unlisted = {rule: lines for rule, lines in found.items() if rule not in known(engine)}
    assert unlisted == {}
    gone = set(known(engine)) - set(found)
    assert not gone, f"no longer different: take {sorted(gone)} out of {KNOWN.name}"
