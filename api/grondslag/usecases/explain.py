"""Explain what a validation found: by key, or what one rule found."""

from collections.abc import Collection, Iterable, Iterator
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
from grondslag.validation.columnar.model import Shape
from grondslag.validation.columnar.queries import moment
from grondslag.validation.keys import Keyed
from grondslag.validation.reasons import in_dutch
from grondslag.validation.report import keyed_results, violations_of
from grondslag.validation.results import RuleFailure
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
    told: Collection[str] = (),
) -> Explanations:
    """Explain the violation with a key, or those of a rule.

    Args:
        workspace: the data.
        wanted: the key of a violation, or the code of a rule, which stands for all that is
            reported below it.
        focus: address, short address or name of a focus node; others are left out.
        shapes: what to assess against; None is the rule book.
        limit: the highest number of violations to explain.
        told: fingerprints of violations that are left out, because they were told elsewhere.

    Raises:
        NotFound: if there is no such key, rule or focus node.
        ShapesError: if the rule could not be assessed.
    """
    chosen = shapes or shipped_shapes()
    view, code = workspace.view, wanted.strip()
    # One moment for the results and for their explanations.
    now = moment()
    codes = _meant(code, {_code(node, chosen) for node in _reporting(chosen.roots)})
    found, failures = _wanted(view, chosen, code, codes, now)
    if not found:
        _check_exists(code, codes, failures, chosen)
    found = [each for each in found if each.fingerprint not in told]
    if focus is not None:
        found = _about(view, found, focus)
    explainer = Explainer(view.columns, chosen.roots, shapes_graph=chosen.graph, view=view, now=now)
    results = {each.key: each.result for each in found[:limit]}
    items = tuple(
        Explained(each, explainer.explain(results[each.key]))
        for each in violations_of(view, chosen, found[:limit])
    )
    return Explanations(items, len(found))


def _run(view: View, shapes: Shapes, roots: Iterable[Shape], now: str) -> Run:
    outcome = evaluate(view.columns, roots, shapes_graph=shapes.graph, now=now)
    return outcome.run(shapes.graph, view.graph)


def _meant(wanted: str, known: Collection[str]) -> frozenset[str]:
    """Return what is called as somebody writes it: to the letter, or else whatever the case.

    Two addresses that differ in case alone are two addresses.
    """
    if wanted in known:
        return frozenset({wanted})
    folded = wanted.casefold()
    return frozenset(each for each in known if each.casefold() == folded)


def _code(node: Node, shapes: Shapes) -> str:
    """Return the code that a report gives to a shape."""
    rule = rules_by_iri().get(URIRef(str(node))) if shapes.shipped else None
    return rule.code if rule is not None else shapes.name(node)


def _wanted(
    view: View, shapes: Shapes, code: str, codes: Collection[str], now: str
) -> tuple[list[Keyed], list[RuleFailure]]:
    """Return what is meant by a code or key, and what could not be assessed on the way.

    The code of a shape with a target stands for all that is reported below it, because most
    people put their requirements in property shapes without an address. ``codes`` are those that
    are meant.
    """
    named = [each for each in shapes.roots if _code(each.node, shapes) in codes]
    run = _run(view, shapes, named if named else shapes.roots, now)
    found = keyed_results(view, shapes, run.results)
    # Our own rules stand by themselves. Shapes of others may report below another shape as well.
    if named and not shapes.shipped:
        below = {each.fingerprint for each in found}
        run = _run(view, shapes, shapes.roots, now)
        found = [
            each
            for each in keyed_results(view, shapes, run.results)
            if each.fingerprint in below or _code(each.result.shape, shapes) in codes
        ]
    elif not named:
        coded = [each for each in found if _code(each.result.shape, shapes) in codes]
        found = coded or [each for each in found if each.key == code]
    return sorted(found, key=lambda each: _place(each.result)), list(run.not_assessed)


def _place(result: Result) -> tuple[str, ...]:
    return (
        str(result.focus),
        str(result.path) if isinstance(result.path, URIRef) else "",
        "" if result.value is None else result.value.n3(),
        str(result.component),
    )


def _check_exists(
    code: str, codes: Collection[str], failures: Iterable[RuleFailure], shapes: Shapes
) -> None:
    """Tell a rule that finds nothing from one that is not there or was not assessed.

    Whether a rule is assessed is known of a shape with its target, and holds for all below it.
    """
    roots = {each.node: each for each in shapes.roots}
    for each in failures:
        below = _reporting([roots[each.shape]])
        if any(_code(node, shapes) in codes for node in below):
            name = _code(each.shape, shapes)
            part_nl, part_en = f"{code} is deel van {name}. ", f"{code} is part of {name}. "
            if name in codes:
                part_nl = part_en = ""
            raise ShapesError(
                f"{part_nl}Regel {name} is niet getoetst, dus er is niets uit te leggen: "
                f"{in_dutch(each.reason)}",
                f"{part_en}Rule {name} was not assessed, so there is nothing to explain: "
                f"{each.reason}",
            )
    if codes:
        return
    raise NotFound(
        f"In deze gegevens is geen bevinding met sleutel '{code}', en er is geen regel met die "
        "code. De sleutels staan in de uitvoer van 'grondslag validate --format csv' en "
        "'--format json'. Komt de sleutel uit een verslag op meer grafen, geef dan ook "
        "--each-graph of --each-file, en met --graph de naam van de graaf.",
        f"There is no violation with key '{code}' in these data, and no rule with that code. "
        "The keys are in the output of 'grondslag validate --format csv' and '--format json'. "
        "If the key comes from a report on several graphs, give --each-graph or --each-file as "
        "well, and the name of the graph with --graph.",
    )


def _reporting(roots: Iterable[Shape]) -> Iterator[Node]:
    """Yield shapes with a target and those that report below them, each once."""
    todo, seen = list(roots), set[Node]()
    while todo:
        shape = todo.pop()
        if shape.node not in seen:
            seen.add(shape.node)
            todo.extend(shape.properties)
            yield shape.node


def _about(view: View, found: list[Keyed], focus: str) -> list[Keyed]:
    labels = Labels(view.graph)

    nodes = dict.fromkeys(each.result.focus for each in found)
    names = {node: _names(node, labels) for node in nodes}
    known = _meant(focus, {name for each in names.values() for name in each})
    meant = {node for node in nodes if known & names[node]}
    if found and not meant:
        there = ", ".join(shorten(str(each)) for each in list(nodes)[:5])
        raise NotFound(
            f"Deze regel heeft geen bevinding over '{focus}'. Wel over: {there}.",
            f"This rule has no violation about '{focus}'. It has about: {there}.",
        )
    return [each for each in found if each.result.focus in meant]


def _names(node: Node, labels: Labels) -> frozenset[str]:
    """Return what a focus node may be called: address, short address and names."""
    spoken = (labels.name(node, language) for language in ("nl", "en"))
    return frozenset((str(node), shorten(str(node)), *spoken))
