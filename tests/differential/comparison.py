"""Run two engines on one case and tell where they differ."""

import logging
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from differential.cases import Case, case
from differential.corrections import corrected
from differential.messages import (
    has_endless_list,
    is_circular,
    is_cut_short,
    messages,
    with_each_list_alone,
)
from grondslag.validation.paths import path_text
from grondslag.validation.reference import run_pyshacl
from grondslag.validation.results import Result, RuleFailure

Key = tuple[str, ...]
Engine = Callable[[Graph, Graph], tuple[Iterable[Result], Iterable[RuleFailure]]]

_ALL = URIRef("urn:x-differential:shapes")


@dataclass(frozen=True)
class Difference:
    """One thing in which the engine and the reference differ.

    ``kind`` is "missing" (only the reference has the result), "extra" (only the engine has it),
    "message", or "refused" (one of the two does not assess the shapes). ``result`` is the result
    that is missing or extra, or whose message differs; ``texts`` are the messages of the engine
    and of the reference, or the reasons for refusing.
    """

    kind: str
    result: Result | None = None
    texts: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        """Return the difference on one line."""
        if self.result is None:
            return f"{self.kind}: engine {self.texts[0]!r}, reference {self.texts[1]!r}"
        found = self.result
        parts = [self.kind, str(found.component).rpartition("#")[2], f"focus {found.focus.n3()}"]
        if found.path is not None:
            parts.append(f"path {found.path.n3()}")
        if found.value is not None:
            parts.append(f"value {found.value.n3()}")
        parts.append(f"shape {found.shape.n3()}")
        if self.kind == "message":
            parts.append(f"engine {self.texts[0]} reference {self.texts[1]}")
        return " ".join(parts)


def engine(data: Graph, shapes: Graph) -> tuple[Iterable[Result], Iterable[RuleFailure]]:
    """Run the columnar engine."""
    from grondslag.validation.columnar import assess

    outcome = assess(data, shapes)
    return outcome.results, outcome.not_assessed


def reference(data: Graph, shapes: Graph) -> tuple[Iterable[Result], Iterable[RuleFailure]]:
    """Run pySHACL once over all shapes."""
    return run_pyshacl(data, shapes, (_ALL,))


def specified(data: Graph, shapes: Graph) -> tuple[Iterable[Result], Iterable[RuleFailure]]:
    """Run pySHACL with its known deviations from the specification taken away."""
    with corrected():
        return reference(data, shapes)


def compare(seed: int) -> list[Difference]:
    """Return the unexplained differences between the engine and pySHACL on the case of a seed."""
    return differences(case(seed))


def differences(
    given: Case, tested: Engine = engine, against: Engine = specified
) -> list[Difference]:
    """Return the differences on a case, in an order that does not depend on the engines."""
    with quiet():
        expected, refused = run(against, given)
        actual, not_assessed = run(tested, given)
    if refused or not_assessed:
        if refused and not_assessed:
            return []
        texts = (_reasons(not_assessed), _reasons(refused))
        return [Difference("refused", texts=texts)]
    return list(_unlike(given, actual, expected, against))


def run(tested: Engine, given: Case) -> tuple[list[Result], list[RuleFailure]]:
    """Run an engine on copies of the graphs."""
    results, failures = tested(copied(given.data), copied(given.shapes))
    return list(results), list(failures)


def copied(graph: Graph) -> Graph:
    """Return a graph with the same triples."""
    other = Graph()
    for triple in graph:
        other.add(triple)
    return other


def _unlike(
    given: Case, actual: list[Result], expected: list[Result], against: Engine
) -> Iterator[Difference]:
    found, wanted = _by_key(given.shapes, actual), _by_key(given.shapes, expected)
    circular = is_circular(given.data)
    endless = has_endless_list(given.data)
    for key in sorted(found.keys() | wanted.keys()):
        if key not in found:
            yield Difference("missing", wanted[key][0])
        elif key not in wanted:
            yield Difference("extra", found[key][0])
        else:
            # A run states a result once; the reference repeats it with each message it has.
            vague = circular or any(map(is_cut_short, found[key] + wanted[key]))
            said, due = ({messages(each, vague) for each in side[key]} for side in (found, wanted))
            if not said <= due and not endless:
                for shapes in with_each_list_alone(found[key][0], given.shapes):
                    other = _by_key(shapes, run(against, replace(given, shapes=shapes))[0])
                    due |= {messages(each, vague) for each in other.get(key, ())}
            if not said <= due and not endless:
                texts = tuple(str(sorted(map(sorted, each), key=str)) for each in (said, due))
                yield Difference("message", found[key][0], (texts[0], texts[1]))


def _by_key(shapes: Graph, results: list[Result]) -> dict[Key, list[Result]]:
    found: defaultdict[Key, list[Result]] = defaultdict(list)
    for each in results:
        terms = (each.focus, each.value, each.shape, each.component, each.severity)
        found[(*map(_term, terms), path_text(shapes, each.path) or "")].append(each)
    return found


def _term(node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node, Literal):
        if node.language:
            return f"{Literal(str(node)).n3()}@{node.language.lower()}"
        if node.datatype == XSD.string:
            return Literal(str(node)).n3()
        return f"{Literal(str(node)).n3()}^^{node.datatype or ''}"
    return node.n3()


def _reasons(failures: list[RuleFailure]) -> str:
    return "; ".join(each.reason for each in failures)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib and pySHACL from reporting every odd literal."""
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)
