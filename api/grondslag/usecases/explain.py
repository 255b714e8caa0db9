"""Explain what a validation found: by key, or what one rule found."""

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from grondslag.catalogue.rules import rules_by_iri
from grondslag.dataset import Labels, View
from grondslag.errors import NotFound, ShapesError
from grondslag.usecases.workspace import Workspace
from grondslag.validation import (
    Result,
    Run,
    Shapes,
    Violation,
    shipped_shapes,
)
from grondslag.validation.columnar import evaluate
from grondslag.validation.columnar.explain import Explainer, Explanation
from grondslag.validation.keys import Keyed
from grondslag.validation.report import keyed_results, violations_of
from grondslag.vocabulary import shorten


@dataclass(frozen=True)
class Explained:
    """A violation with its explanation."""

    violation: Violation
    explanation: Explanation


@dataclass(frozen=True)
class Explanations:
    """Explained violations in the order of the report; ``total`` counts what there are in all.

    There are none when a rule was assessed and finds nothing.
    """

    items: tuple[Explained, ...]
    total: int

    @property
    def omitted(self) -> int:
        """The number of violations that are asked for and not explained."""
        return self.total - len(self.items)


#: So many violations are explained when nobody says how many.
LIMIT = 50


def explain(
    workspace: Workspace,
    wanted: str,
    *,
    focus: str | None = None,
    shapes: Shapes | None = None,
    limit: int = LIMIT,
) -> Explanations:
    """Explain the violation with a key, or those of a rule.

    Args:
        workspace: the data.
        wanted: the key of a violation, or the code of a rule.
        focus: address, short address or name of a focus node; others are left out.
        shapes: what to assess against; None is the rule book.
        limit: the highest number of violations to explain.

    Raises:
        NotFound: if there is no such key, rule or focus node.
        ShapesError: if the rule could not be assessed.
    """
    chosen = shapes or shipped_shapes()
    view, code = workspace.view, wanted.strip()
    run = _run(view, chosen, code)
    found = _wanted(view, chosen, run, code)
    if not found:
        _check_exists(code, run, chosen)
    if focus is not None:
        found = _about(view, found, focus)
    explainer = Explainer(view.columns, chosen.roots, shapes_graph=chosen.graph, view=view)
    results = {each.key: each.result for each in found[:limit]}
    items = tuple(
        Explained(each, explainer.explain(results[each.key]))
        for each in violations_of(view, chosen, found[:limit])
    )
    return Explanations(items, len(found))


def _run(view: View, shapes: Shapes, code: str) -> Run:
    """Assess the rule with a code alone, or everything when it is not known as a code."""
    named = [each for each in shapes.roots if _same(code, _code(each.node, shapes))]
    # A shape of others may report below another shape as well.
    roots = named if named and shapes.shipped else shapes.roots
    return evaluate(view.columns, roots, shapes_graph=shapes.graph).run(shapes.graph, view.graph)


def _same(code: str, other: str) -> bool:
    return code.casefold() == other.casefold()


def _code(node: Node, shapes: Shapes) -> str:
    """Return the code that a report gives to a shape."""
    if not isinstance(node, URIRef):
        return "(zonder adres)"
    rule = rules_by_iri().get(node) if shapes.shipped else None
    return rule.code if rule is not None else shorten(str(node))


def _wanted(view: View, shapes: Shapes, run: Run, code: str) -> list[Keyed]:
    """Return the results with a code or key, in the order of a report on one rule."""
    found = keyed_results(view, shapes, run.results)
    codes = {each.shape: _code(each.shape, shapes) for each in run.results}
    named = {shape for shape, known in codes.items() if _same(code, known)}
    if named:
        found = [each for each in found if each.result.shape in named]
    else:
        found = [each for each in found if each.key == code]
    return sorted(found, key=lambda each: _place(each.result))


def _place(result: Result) -> tuple[str, ...]:
    return (
        str(result.focus),
        str(result.path) if isinstance(result.path, URIRef) else "",
        "" if result.value is None else result.value.n3(),
        str(result.component),
    )


def _check_exists(code: str, run: Run, shapes: Shapes) -> None:
    """Tell a rule that finds nothing from one that is not there or was not assessed."""
    for each in run.not_assessed:
        if _same(code, _code(each.shape, shapes)):
            raise ShapesError(
                f"Regel {code} is niet getoetst, dus er is niets uit te leggen: {each.reason}",
                f"Rule {code} was not assessed, so there is nothing to explain: {each.reason}",
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


def _about(view: View, found: list[Keyed], focus: str) -> list[Keyed]:
    labels = Labels(view.graph)

    def named(node: Node) -> bool:
        return (
            _same(focus, str(node))
            or _same(focus, shorten(str(node)))
            or _same(focus, labels.name(node, "nl"))
            or _same(focus, labels.name(node, "en"))
        )

    nodes = dict.fromkeys(each.result.focus for each in found)
    meant = {node for node in nodes if named(node)}
    if found and not meant:
        there = ", ".join(shorten(str(each)) for each in list(nodes)[:5])
        raise NotFound(
            f"Deze regel heeft geen bevinding over '{focus}'. Wel over: {there}.",
            f"This rule has no violation about '{focus}'. It has about: {there}.",
        )
    return [each for each in found if each.result.focus in meant]
