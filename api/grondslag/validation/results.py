"""What an engine returns: plain results, and the rules it could not assess."""

from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node


@dataclass(frozen=True)
class Result:
    """One SHACL validation result (SHACL, section 3.6.2).

    ``messages`` are (text, language) pairs as the engine made them; ``source`` is the SPARQL-based
    constraint, if it is one.
    """

    focus: Node
    path: Node | None
    value: Node | None
    shape: Node
    component: URIRef
    severity: URIRef
    messages: tuple[tuple[str, str | None], ...] = ()
    source: Node | None = None

    def identity(self) -> tuple[str, ...]:
        """Return what makes a result this one and no other; engines must agree on it."""
        return (
            str(self.shape),
            str(self.component),
            _n3(self.focus),
            _n3(self.path) if isinstance(self.path, URIRef) else "",
            "" if self.value is None else _n3(self.value),
            str(self.severity),
            "" if self.source is None else str(self.source),
        )


def _n3(node: Node) -> str:
    """Write a term; a string is the same with and without its datatype (RDF 1.1, section 3.3).

    What is no IRI by its characters is written all the same: data may hold it.
    """
    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, Literal) and node.datatype == XSD.string:
        return Literal(str(node)).n3()
    return node.n3()


@dataclass(frozen=True)
class RuleFailure:
    """A rule that could not be assessed, and why, in the words of the engine."""

    shape: Node
    reason: str


@dataclass(frozen=True)
class Step:
    """One constraint of one rule in the plan of a run.

    ``road`` is the way it was evaluated: ``columns``, ``set-wise`` or ``per node``;
    ``reason`` says why not as columns. ``seconds`` is the time it took, ``focus`` the number of
    focus nodes and ``results`` what it reported.
    """

    rule: Node
    shape: Node
    component: URIRef
    road: str
    reason: str
    seconds: float
    focus: int
    results: int


@dataclass(frozen=True)
class Run:
    """The outcome of one engine on one graph; results are distinct and ordered."""

    engine: str
    results: tuple[Result, ...]
    not_assessed: tuple[RuleFailure, ...]
    steps: tuple[Step, ...] = ()


def ordered(results: list[Result]) -> tuple[Result, ...]:
    """Return results without repetition, in an order that does not depend on the engine."""
    unique = {(each.identity(), tuple(map(str, each.messages))): each for each in results}
    return tuple(unique[key] for key in sorted(unique))
