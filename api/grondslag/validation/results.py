"""What an engine returns: plain results, and the rules it could not assess."""

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node


@dataclass(frozen=True)
class Result:
    """One SHACL validation result (SHACL, section 3.6.2).

    ``messages`` are (text, language) pairs as the engine made them.
    """

    focus: Node
    path: Node | None
    value: Node | None
    shape: Node
    component: URIRef
    severity: URIRef
    messages: tuple[tuple[str, str | None], ...] = ()

    def identity(self) -> tuple[str, ...]:
        """Return what makes a result this one and no other; engines must agree on it."""
        return (
            str(self.shape),
            str(self.component),
            self.focus.n3(),
            self.path.n3() if isinstance(self.path, URIRef) else "",
            "" if self.value is None else self.value.n3(),
            str(self.severity),
        )


@dataclass(frozen=True)
class RuleFailure:
    """A rule that could not be assessed, and why, in the words of the engine."""

    shape: Node
    reason: str


@dataclass(frozen=True)
class Run:
    """The outcome of one engine on one graph; results are distinct and ordered."""

    engine: str
    results: tuple[Result, ...]
    not_assessed: tuple[RuleFailure, ...]


def ordered(results: list[Result]) -> tuple[Result, ...]:
    """Return results without repetition, in an order that does not depend on the engine."""
    unique = {each.identity(): each for each in results}
    return tuple(unique[key] for key in sorted(unique))
