"""Explain what a validation found: by key, or everything that one rule found."""

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from grondslag.errors import NotFound, ShapesError
from grondslag.usecases.workspace import Workspace
from grondslag.validation import (
    DEFAULT_ENGINE,
    Report,
    Result,
    Shapes,
    Violation,
    build_report,
    engine,
    shipped_shapes,
)
from grondslag.validation.columnar.explain import Explainer, Explanation
from grondslag.vocabulary import shorten


@dataclass(frozen=True)
class Explained:
    """A violation with its explanation."""

    violation: Violation
    explanation: Explanation


def explain(
    workspace: Workspace,
    wanted: str,
    *,
    focus: str | None = None,
    shapes: Shapes | None = None,
    shapes_name: str = "",
) -> tuple[Explained, ...]:
    """Explain the violations with a key, or of a rule, in the order of the report.

    Args:
        workspace: the data.
        wanted: the key of a violation, or the code of a rule.
        focus: address, short address or name of a focus node; others are left out.
        shapes: what to assess against; None is the rule book.
        shapes_name: how the shapes are called in the report.

    Returns:
        Nothing when the rule exists, was assessed, and found nothing.

    Raises:
        NotFound: if there is no such key, rule or focus node.
        ShapesError: if the rule could not be assessed.
    """
    chosen = shapes or shipped_shapes()
    view = workspace.view
    run = engine(DEFAULT_ENGINE).run(view, chosen)
    report = build_report(view, chosen, run, shapes_name or "Grondslag")
    code = wanted.strip()
    found = [each for each in report.violations if code == each.key or _same(code, each.code)]
    if not found:
        _check_exists(code, report, chosen)
    if focus is not None:
        found = _about(found, focus)
    explainer = Explainer(view.columns, chosen.roots, shapes_graph=chosen.graph, view=view)
    results = {_identity(each): each for each in reversed(run.results)}
    distinct = {(each.key, each.component): each for each in reversed(found)}
    return tuple(
        Explained(each, explainer.explain(results[_place(each)]))
        for each in reversed(distinct.values())
    )


def _same(code: str, other: str) -> bool:
    return code.casefold() == other.casefold()


def _check_exists(code: str, report: Report, shapes: Shapes) -> None:
    for each in report.not_assessed:
        if _same(code, each.code):
            raise ShapesError(
                f"Regel {each.code} is niet getoetst, dus er is niets uit te leggen: {each.reason}",
                f"Rule {each.code} was not assessed, so there is nothing to explain: {each.reason}",
            )
    if any(_same(code, _code(node, shapes)) for node in shapes.targeted):
        return
    raise NotFound(
        f"In deze gegevens is geen bevinding met sleutel '{code}', en er is geen regel met die "
        "code. De sleutels staan in de uitvoer van 'grondslag validate --format csv' en "
        "'--format json'.",
        f"There is no violation with key '{code}' in these data, and no rule with that code. "
        "The keys are in the output of 'grondslag validate --format csv' and '--format json'.",
    )


def _code(node: Node, shapes: Shapes) -> str:
    known = shorten(str(node))
    return known.rpartition(":")[2] if shapes.shipped else known


def _about(found: list[Violation], focus: str) -> list[Violation]:
    def named(each: Violation) -> bool:
        names = (str(each.focus), shorten(str(each.focus)), *each.focus_label.values())
        return any(_same(focus, name) for name in names)

    chosen = [each for each in found if named(each)]
    if found and not chosen:
        there = ", ".join(dict.fromkeys(shorten(str(each.focus)) for each in found[:5]))
        raise NotFound(
            f"Deze regel heeft geen bevinding over '{focus}'. Wel over: {there}.",
            f"This rule has no violation about '{focus}'. It has about: {there}.",
        )
    return chosen


def _identity(result: Result) -> tuple[Node | str | None, ...]:
    """Return what a result and its violation have in common."""
    path = result.path if isinstance(result.path, URIRef) else None
    return str(result.shape), str(result.component), result.focus, path, result.value


def _place(violation: Violation) -> tuple[Node | str | None, ...]:
    return (
        violation.rule,
        violation.component,
        violation.focus,
        violation.path,
        violation.value,
    )
