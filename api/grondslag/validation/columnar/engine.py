"""The columnar engine: shapes in, results out, and a plan that tells how it was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Ids, Terms
from grondslag.dataset import View
from grondslag.tokens import token_of
from grondslag.validation.columnar.assessment import Assessment, Batch
from grondslag.validation.columnar.defects import reasons_of
from grondslag.validation.columnar.generic_messages import GenericMessages
from grondslag.validation.columnar.model import Shape
from grondslag.validation.columnar.outcome import results_of
from grondslag.validation.columnar.reading import ShapesReader
from grondslag.validation.results import Result, RuleFailure, Run, ordered

if TYPE_CHECKING:
    from grondslag.validation.shapes import Shapes

#: The name that ``$shapesGraph`` is bound to.
SHAPES_GRAPH = URIRef("urn:grondslag:shapes-graph")


@dataclass(frozen=True)
class Outcome:
    """What an evaluation found, still in numbers."""

    assessment: Assessment
    batches: tuple[Batch, ...]
    failures: tuple[RuleFailure, ...]

    @property
    def conforms(self) -> bool:
        """Tell whether there is no result and nothing was left unassessed (section 3.6.1.1)."""
        return not self.batches and not self.failures

    def results(self, shapes: Graph, data: Graph, *, generic_messages: bool = True) -> list[Result]:
        """Return the results with rdflib terms.

        Args:
            shapes: the shapes graph, for messages that no shape declares.
            data: the data graph, likewise.
            generic_messages: whether results of shapes that declare no message get one.
        """
        generic = GenericMessages(shapes, data) if generic_messages else None
        return list(results_of(self.batches, self.assessment.terms, generic))

    def run(self, shapes: Graph, data: Graph) -> Run:
        """Return the results, what was not assessed, and how each constraint was evaluated."""
        return Run(
            ColumnarEngine.name,
            ordered(self.results(shapes, data)),
            self.failures,
            tuple(self.assessment.steps),
        )


def evaluate(
    columns: Columns,
    roots: Iterable[Shape],
    *,
    only: Ids | None = None,
    shapes_graph: Graph | None = None,
    now: str | None = None,
) -> Outcome:
    """Evaluate shapes for their focus nodes.

    Args:
        columns: the data graph.
        roots: shapes with targets, as :class:`ShapesReader` gives them.
        only: look at these focus nodes alone.
        shapes_graph: what ``$shapesGraph`` stands for.
        now: what ``NOW()`` is in all queries, as a token; this moment if it is not given.
    """
    assessment = Assessment(columns, shapes_graph, SHAPES_GRAPH, now)
    if only is None and shapes_graph is not None:
        # Nearly every term of the shapes is asked for sooner or later; one by one is slower.
        constants = (each for each in shapes_graph.all_nodes() if not isinstance(each, BNode))
        columns.terms.learn(sorted(map(token_of, constants)))
    batches: list[Batch] = []
    failures: dict[tuple[Node, str], RuleFailure] = {}
    for root in roots:
        if root.deactivated:
            continue
        if not root.defect:
            assessment.rule = root.node
            batches.extend(assessment.results(root, assessment.targets(root, only)))
        for reason in reasons_of(root, assessment.failures):
            failures[root.node, reason] = RuleFailure(root.node, reason)
        assessment.failures.clear()
    return Outcome(assessment, tuple(batches), tuple(failures.values()))


class ColumnarEngine:
    """The default engine: all focus nodes at once, on integer columns."""

    name = "columnar"

    def run(self, view: View, shapes: "Shapes") -> Run:
        """Assess all shapes; see :class:`grondslag.validation.engines.Engine`."""
        outcome = evaluate(view.columns, shapes.roots, shapes_graph=shapes.graph)
        return outcome.run(shapes.graph, view.graph)


def assess(data: Graph, shapes: Graph) -> Run:
    """Assess an rdflib graph against a shapes graph, as plain SHACL has it.

    Args:
        data: the data graph, taken as it is: nothing is added or inferred.
        shapes: the shapes graph.
    """
    columns = columns_of(data, Terms())
    outcome = evaluate(columns, ShapesReader(shapes).roots(), shapes_graph=shapes)
    return outcome.run(shapes, data)
