"""Compare what an engine reports with what a test expects.

The suite asks for the same ``sh:conforms`` and, of each result, the same focus node, path,
value, component, severity, source shape and messages, as far as the expected report states them.
A :class:`~grondslag.validation.results.Run` states each result once; where an expected report
repeats a result in all these respects, it is compared once as well.
"""

from collections.abc import Iterator

from rdflib import Graph

from grondslag.conformance.suite import Case, ExpectedResult
from grondslag.validation.paths import path_text
from grondslag.validation.results import Result, Run


def difference(case: Case, run: Run) -> str | None:
    """Return how a run differs from what the test expects, or None if it does not."""
    if run.not_assessed:
        reason = run.not_assessed[0].reason
        return None if case.expected is None else f"refused: {reason}"
    if case.expected is None:
        return "not refused"
    expected = list(dict.fromkeys(case.expected))
    actual = list(run.results)
    matched = _matched(expected, actual, case.shapes)
    missing = [each for index, each in enumerate(expected) if index not in matched]
    extra = [each for index, each in enumerate(actual) if index not in matched.values()]
    lines = [f"missing: {_brief(each)}" for each in missing]
    lines += [f"extra: {_brief(each)}" for each in extra]
    return "; ".join(sorted(lines)) or None


def _matched(expected: list[ExpectedResult], actual: list[Result], shapes: Graph) -> dict[int, int]:
    """Pair each expected result with one actual result, for as many as possible.

    An expected result that leaves properties open can fit several actual ones, so a first choice
    may have to be revised (augmenting paths in a bipartite graph).
    """
    texts = [path_text(shapes, each.path) for each in actual]
    fits = [
        [index for index, result in enumerate(actual) if _fits(wanted, result, texts[index])]
        for wanted in expected
    ]
    taken: dict[int, int] = {}

    def place(wanted: int, tried: set[int]) -> bool:
        for index in fits[wanted]:
            if index not in tried:
                tried.add(index)
                if index not in taken or place(taken[index], tried):
                    taken[index] = wanted
                    return True
        return False

    for wanted in range(len(expected)):
        place(wanted, set())
    return {wanted: index for index, wanted in taken.items()}


def _fits(wanted: ExpectedResult, result: Result, path: str | None) -> bool:
    if (wanted.focus, wanted.path, wanted.value) != (result.focus, path, result.value):
        return False
    if (wanted.component, wanted.severity) != (result.component, result.severity):
        return False
    if wanted.shape is not None and wanted.shape != result.shape:
        return False
    return wanted.messages is None or wanted.messages <= set(result.messages)


def _brief(result: ExpectedResult | Result) -> str:
    return " ".join(_terms(result))


def _terms(result: ExpectedResult | Result) -> Iterator[str]:
    component = str(result.component).rpartition("#")[2]
    yield f"{component} at {'?' if result.focus is None else result.focus.n3()}"
    if result.path is not None:
        yield f"path {result.path if isinstance(result.path, str) else result.path.n3()}"
    if result.value is not None:
        yield f"value {result.value.n3()}"
