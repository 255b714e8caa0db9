"""What the explanations of all components share: one run, its graph, and names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from rdflib import Graph
from rdflib.term import Node

from grondslag.catalogue.rules import Texts
from grondslag.columns.rdflib_store import as_graph
from grondslag.columns.terms import Ids
from grondslag.columns.walks import shortest_walk
from grondslag.dataset import View
from grondslag.sparql.algebra import Path, Sequence
from grondslag.validation.columnar.assessment import Assessment
from grondslag.validation.columnar.explain.model import (
    MOST,
    Absence,
    Branch,
    Evidence,
    Reason,
    Sought,
)
from grondslag.validation.columnar.explain.solving import Solver
from grondslag.validation.columnar.explain.tracing import Tracer
from grondslag.validation.columnar.explain.words import ANYTHING, Names, both, path_text, sentence
from grondslag.validation.columnar.model import Constraint, Shape


@dataclass(frozen=True)
class Case:
    """One thing that a constraint reports: a focus node, and a value where there is one.

    ``path`` replaces the path of the shape, as sh:closed has it. All are term numbers.
    """

    shape: Shape
    constraint: Constraint
    focus: int
    value: int | None = None
    path: int | None = None


class Context:
    """The graph, the shapes and their names, during one or more explanations."""

    def __init__(
        self,
        run: Assessment,
        shapes: Graph | None,
        view: View | None,
        judge: Callable[[Shape, int], Branch],
    ) -> None:
        """Explain over an evaluation.

        Args:
            run: evaluates shapes.
            shapes: the shapes graph, for names.
            view: where the data come from, if that is known.
            judge: explains how a shape judges a node.
        """
        self.run = run
        self.columns = run.columns
        self.terms = run.terms
        self.judge = judge
        self.tracer = Tracer(run.columns, view)
        self.names = Names(run.terms, as_graph(run.columns), shapes)

    @cached_property
    def solver(self) -> Solver:
        """Finds solutions of queries."""
        return Solver(self.run)

    # reading the graph

    def ids(self, *numbers: int) -> Ids:
        """Return numbers as a column."""
        return np.array(numbers, np.int32)

    def values(self, focus: int, path: Path | None) -> list[int]:
        """Return the value nodes of one focus node, in order of their text."""
        found = self.run.focus_of(self.ids(focus)).values(path).value
        tokens = self.terms.take(found).to_list()
        return [number for _, number in sorted(zip(tokens, found.tolist(), strict=True))]

    def chain(self, focus: int, path: Path | None, value: int) -> tuple[Evidence, ...]:
        """Return the triples along a path; none without a path."""
        if path is None:
            return ()
        return self.tracer.all(shortest_walk(self.columns, path, focus, value) or ())

    def chains(
        self, focus: int, path: Path | None, values: Iterable[int]
    ) -> tuple[tuple[Evidence, ...], int]:
        """Return the triples along a path to several values, and how many values are left out."""
        every = list(values)
        found: dict[Evidence, None] = {}
        for each in every[:MOST]:
            found.update(dict.fromkeys(self.chain(focus, path, each)))
        return tuple(found), max(0, len(every) - MOST)

    def there(self, focus: int, path: Path | None) -> tuple[tuple[Evidence, ...], int]:
        """Return what a node has along a path: to its values, or as far as the path leads."""
        values = self.values(focus, path)
        if values or not isinstance(path, Sequence):
            return self.chains(focus, path, values)
        for length in range(len(path.parts) - 1, 0, -1):
            part = path.parts[0] if length == 1 else Sequence(path.parts[:length])
            values = self.values(focus, part)
            if values:
                return self.chains(focus, part, values)
        return (), 0

    # making reasons

    def node(self, number: int) -> Node:
        """Return the term of a number."""
        return self.terms.node(number)

    def missing(self, focus: int, path: Path | None, wanted: Node = ANYTHING) -> Absence:
        """Return that a value was looked for at the end of a path, with what is there instead."""
        instead, omitted = self.there(focus, path)
        written = "=" if path is None else path_text(path)
        return Absence((Sought(self.node(focus), written, wanted),), (), instead, omitted)

    def about(self, case: Case) -> Texts:
        """Return how the value is called, with the property it is at."""
        value = self.names.number(case.focus if case.value is None else case.value)
        if case.shape.path is None:
            return value
        return sentence(
            both("{value} (bij {path})", "{value} (at {path})"),
            value=value,
            path=self.names.path(case.shape.path),
        )

    def reason(self, case: Case, text: Texts, **more: Any) -> Reason:
        """Return a reason for a case; without other triples those along its path."""
        if "triples" not in more and case.value is not None:
            more["triples"] = self.chain(case.focus, case.shape.path, case.value)
        return Reason(
            shape=case.shape.node,
            component=case.constraint.component,
            focus=self.node(case.focus),
            value=None if case.value is None else self.node(case.value),
            text=text,
            **more,
        )
