"""From a result back to its constraint, and how each shape judges a node."""

from collections.abc import Callable, Iterable, Iterator

from rdflib import Graph
from rdflib.namespace import RDFS
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.paths import follow, reverse
from grondslag.columns.walks import Numbers, shortest_walk
from grondslag.dataset import View
from grondslag.sparql.algebra import Link, Path, Repeat, Sequence
from grondslag.validation.columnar import nested, pairs, values
from grondslag.validation.columnar.assessment import Assessment
from grondslag.validation.columnar.engine import SHAPES_GRAPH
from grondslag.validation.columnar.explain import logic, many_values, one_value, queries
from grondslag.validation.columnar.explain.context import Case, Context
from grondslag.validation.columnar.explain.model import (
    MOST,
    Branch,
    Evidence,
    Explanation,
    Reason,
)
from grondslag.validation.columnar.explain.requirements import called
from grondslag.validation.columnar.explain.words import both
from grondslag.validation.columnar.model import CannotAssess, Constraint, Found, Shape
from grondslag.validation.columnar.sparql import AskConstraint, SelectConstraint
from grondslag.validation.results import Result

Handler = Callable[[Context, Case], Reason]

_HANDLERS: dict[type[Constraint], Handler] = {
    values.Class: one_value.explain_class,
    values.Datatype: one_value.explain_datatype,
    values.NodeKind: one_value.explain_node_kind,
    values.Range: one_value.explain_range,
    values.Length: one_value.explain_length,
    values.Pattern: one_value.explain_pattern,
    values.LanguageIn: one_value.explain_language,
    values.In: one_value.explain_in,
    pairs.Count: many_values.explain_count,
    pairs.HasValue: many_values.explain_has_value,
    pairs.UniqueLang: many_values.explain_unique_language,
    pairs.Equals: many_values.explain_equals,
    pairs.Disjoint: many_values.explain_disjoint,
    pairs.Less: many_values.explain_less,
    pairs.Closed: many_values.explain_closed,
    nested.Conforms: logic.explain_node,
    nested.Not: logic.explain_not,
    nested.And: logic.explain_and,
    nested.Or: logic.explain_or,
    nested.Xone: logic.explain_xone,
    nested.Qualified: logic.explain_qualified,
    SelectConstraint: queries.explain_select,
    AskConstraint: queries.explain_ask,
}

_SUBCLASSES = Repeat(Link(f"<{RDFS.subClassOf}>"), True, True)


class Explainer:
    """Explains results of shapes over one graph; what it derives is kept for the next."""

    def __init__(
        self,
        columns: Columns,
        roots: Iterable[Shape],
        *,
        shapes_graph: Graph | None = None,
        view: View | None = None,
        now: str | None = None,
    ) -> None:
        """Prepare.

        Args:
            columns: the graph that was assessed.
            roots: the shapes with targets that it was assessed against.
            shapes_graph: where the shapes were read, for their names.
            view: where the graph comes from, for places and for what is entailed.
            now: what ``NOW()`` was when the results were found, as a token.
        """
        self._roots = tuple(roots)
        self._run = Assessment(columns, shapes_graph, SHAPES_GRAPH, now)
        self._context = Context(self._run, shapes_graph, view, self.judge)
        self._shapes: dict[Node, Shape] = {}
        for shape in self._every_shape():
            self._shapes.setdefault(shape.node, shape)

    def _every_shape(self) -> Iterator[Shape]:
        todo = list(reversed(self._roots))
        seen: set[Node] = set()
        while todo:
            shape = todo.pop()
            if shape.node not in seen:
                seen.add(shape.node)
                yield shape
                todo.extend(reversed(list(shape.references())))

    # results

    def explain(self, result: Result) -> Explanation:
        """Return why a result is there.

        What cannot be explained is said in the reasons; see :attr:`Explanation.gaps`.
        """
        shape = self._shapes.get(result.shape)
        names = self._context.names
        if shape is None:
            reason = _unexplained(
                result, "de regel is niet meer te vinden", "the shape is not there"
            )
            return Explanation(result, names.shape(result.shape), (), (reason,))
        focus = self._run.number(result.focus)
        reasons = tuple(
            self._reason(case)
            for constraint in shape.constraints
            if constraint.component == result.component and constraint.source == result.source
            for case in self._cases(shape, constraint, focus)
            if self._is_about(case, result)
        )
        if not reasons:
            reasons = (
                _unexplained(
                    result,
                    "de bevinding is niet teruggevonden in deze gegevens",
                    "the result was not found again in these data",
                ),
            )
        name = names.shape(shape.node, shape.path)
        return Explanation(result, name, self._target(shape, focus), reasons)

    def _cases(self, shape: Shape, constraint: Constraint, focus: int) -> list[Case]:
        """Return what a constraint reports about one focus node, each once."""
        found: Found = constraint.violations(
            self._run, shape, self._run.focus_of(self._context.ids(focus))
        )
        cases = {}
        for row in range(len(found.row)):
            value = None if found.value is None else int(found.value[row])
            path = None if found.path is None else int(found.path[row])
            case = Case(shape, constraint, focus, _known(value), _known(path))
            cases[case.value, case.path] = case
        return list(cases.values())

    def _is_about(self, case: Case, result: Result) -> bool:
        if case.path is not None and self._context.node(case.path) != result.path:
            return False
        value = None if result.value is None else self._run.number(result.value)
        return case.value == value

    def _reason(self, case: Case) -> Reason:
        handler = _HANDLERS.get(type(case.constraint))
        if handler is not None:
            return handler(self._context, case)
        gap = both(
            "Voor dit soort eis is geen uitleg.", "There is no explanation for this component."
        )
        return self._context.reason(case, gap, gap=gap)

    # shapes within shapes

    def judge(self, shape: Shape, number: int) -> Branch:
        """Return how a shape judges a node: why not, or on which triples it says yes."""
        context = self._context
        name, node = called(context.names, shape), context.node(number)
        try:
            conforms = bool(self._run.conforms(shape, context.ids(number))[0])
            if not conforms:
                reasons = tuple(self._failures(shape, number))
                return Branch(
                    shape.node,
                    name,
                    node,
                    False,
                    reasons[:MOST],
                    omitted=max(0, len(reasons) - MOST),
                )
            triples = tuple(dict.fromkeys(self._read(shape, number)))
            branches = tuple(self._inner(shape, number))
            return Branch(
                shape.node,
                name,
                node,
                True,
                (),
                triples[:MOST],
                branches[:MOST],
                omitted=max(0, len(triples) - MOST) + max(0, len(branches) - MOST),
            )
        except CannotAssess as error:
            gap = both(f"niet te beoordelen: {error}", f"cannot be assessed: {error}")
            return Branch(shape.node, name, node, False, gap=gap)

    def _failures(self, shape: Shape, number: int) -> Iterator[Reason]:
        for constraint in shape.constraints:
            for case in self._cases(shape, constraint, number):
                yield self._reason(case)
        for below in shape.properties:
            if below.deactivated:
                continue
            for value in self._context.values(number, shape.path):
                yield from self._failures(below, value)

    def _read(self, shape: Shape, number: int) -> Iterator[Evidence]:
        """Yield the triples that a shape reads about a node that conforms to it."""
        context = self._context
        found = context.values(number, shape.path)
        yield from context.chains(number, shape.path, found)[0]
        for constraint in shape.constraints:
            for path in constraint.reads():
                yield from context.there(number, path)[0]
            if isinstance(constraint, values.Class):
                for value in found[:MOST]:
                    kind = self._run.number(constraint.kind)
                    yield from context.tracer.all(self._instance(value, kind))
        for below in shape.properties:
            for value in found[:MOST]:
                yield from self._read(below, value)

    def _inner(self, shape: Shape, number: int) -> Iterator[Branch]:
        """Yield how the shapes that a conforming shape refers to judge its values."""
        found = self._context.values(number, shape.path)[:MOST]
        for constraint in shape.constraints:
            for value in found:
                for each in constraint.shapes():
                    yield self.judge(each, value)
        for below in shape.properties:
            for value in found:
                yield from self._inner(below, value)

    # targets

    def _target(self, shape: Shape, focus: int) -> tuple[Evidence, ...]:
        """Return the triples that make a node a focus node of a shape or of one above it."""
        for root, path in self._ways_to(shape):
            starts = [focus]
            if path is not None:
                starts = follow(self._run.columns, self._context.ids(focus), reverse(path))[
                    1
                ].tolist()
            aimed = self._run.targets(root, self._context.ids(*sorted(starts)))
            if len(aimed):
                start = min(aimed.tolist(), key=self._run.terms.token)
                steps = () if path is None else self._context.chain(start, path, focus)
                return (*self._aim(root, start), *steps)
        return ()

    def _ways_to(self, wanted: Shape) -> Iterator[tuple[Shape, Path | None]]:
        """Yield the root shapes that lead to a shape, with the path to its focus nodes."""
        for root in self._roots:
            todo: list[tuple[Shape, tuple[Path, ...]]] = [(root, ())]
            while todo:
                shape, steps = todo.pop()
                if shape is wanted:
                    yield root, _joined(steps)
                further = steps if shape.path is None else (*steps, shape.path)
                todo.extend((each, further) for each in reversed(shape.properties))

    def _aim(self, root: Shape, start: int) -> tuple[Evidence, ...]:
        targets, columns = root.targets, self._run.columns
        for kind in targets.classes:
            found = self._instance(start, self._run.number(kind))
            if found:
                return self._context.tracer.all(found)
        for predicates, flip in ((targets.subjects_of, False), (targets.objects_of, True)):
            for each in predicates:
                predicate = self._run.number(each)
                block = columns.pairs(predicate)
                others = (block.flipped if flip else block).of_first(start).tolist()
                if others:
                    other = others[0]
                    triple = (other, predicate, start) if flip else (start, predicate, other)
                    return self._context.tracer.all([triple])
        return ()

    def _instance(self, node: int, kind: int) -> tuple[Numbers, ...]:
        """Return the triples that make a node an instance of a class, none if it is not."""
        columns = self._run.columns
        types = columns.pairs(columns.type).of_first(node).tolist()
        below = set(columns.subclasses(kind).tolist())
        for each in sorted(types, key=lambda number: number != kind):
            if each in below:
                steps = shortest_walk(columns, _SUBCLASSES, each, kind) or ()
                return ((node, columns.type, each), *steps)
        return ()


def explain(
    columns: Columns,
    shape: Shape,
    result: Result,
    *,
    shapes_graph: Graph | None = None,
    view: View | None = None,
) -> Explanation:
    """Explain one result of one shape with a target; see :class:`Explainer`."""
    return Explainer(columns, [shape], shapes_graph=shapes_graph, view=view).explain(result)


def _known(number: int | None) -> int | None:
    return None if number is None or number < 0 else number


def _joined(steps: tuple[Path, ...]) -> Path | None:
    if len(steps) < 2:
        return steps[0] if steps else None
    return Sequence(steps)


def _unexplained(result: Result, nl: str, en: str) -> Reason:
    gap = both(f"Geen uitleg: {nl}.", f"No explanation: {en}.")
    return Reason(result.shape, result.component, result.focus, result.value, gap, gap=gap)
