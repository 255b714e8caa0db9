"""Run tests on an engine, and count."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grondslag.conformance.comparison import difference
from grondslag.conformance.engines import Assess
from grondslag.conformance.suite import Case

_TITLES = {"core": "Core", "sparql": "SPARQL"}


@dataclass(frozen=True)
class Outcome:
    """How a test went; ``problem`` is None when it passed."""

    case: Case
    problem: str | None

    @property
    def passed(self) -> bool:
        """Whether the engine gave what the test expects."""
        return self.problem is None


def run(
    cases: Iterable[Case], assess: Assess, tell: Callable[[str], None] | None = None
) -> tuple[Outcome, ...]:
    """Run tests one by one, in the order given.

    Args:
        cases: the tests.
        assess: the engine.
        tell: is told the name of each test before it runs.
    """
    outcomes = []
    for case in cases:
        if tell is not None:
            tell(case.name)
        outcomes.append(Outcome(case, difference(case, assess(case.data, case.shapes))))
    return tuple(outcomes)


def summary(outcomes: Iterable[Outcome]) -> str:
    """Return the counts on one line, such as "Core 98 of 98, SPARQL 22 of 22 listed".

    A test that no manifest lists is counted on its own, by its name.
    """
    given = tuple(outcomes)
    listed = [each for each in given if each.case.listed]
    parts = []
    for group in sorted({each.case.group for each in listed}):
        these = [each for each in listed if each.case.group == group]
        passed = sum(each.passed for each in these)
        parts.append(f"{_TITLES.get(group, group)} {passed} of {len(these)}")
    line = ", ".join(parts) + " listed" if parts else "no tests listed"
    for each in given:
        if not each.case.listed:
            name = each.case.name.rpartition("/")[2]
            line += f", {name} (not listed) {'passed' if each.passed else 'failed'}"
    return line
