"""Explain what was found in one of many graphs, each a submission of its own."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from grondslag.errors import GrondslagError, InputError, NotFound
from grondslag.settings import Settings, settings
from grondslag.usecases.explain import LIMIT, Explained, Explanations, explain
from grondslag.usecases.many_work import Task, failure, shown_place
from grondslag.usecases.workspace import Progress, Workspace, open_files
from grondslag.validation import Report, Shapes, Violation
from grondslag.validation.columnar.explain import with_places

_KEY = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class Question:
    """What is to be explained; as for :func:`grondslag.usecases.explain.explain`.

    ``graph`` is the name of one graph as the report has it; None looks in all.
    """

    wanted: str
    graph: str | None = None
    focus: str | None = None
    shapes: Shapes | None = None
    limit: int = LIMIT
    as_of: date | None = None


def explain_many(
    tasks: Iterable[Task],
    question: Question,
    *,
    limits: Settings | None = None,
    progress: Progress | None = None,
) -> Explanations:
    """Explain the violation with a key of a report on several graphs, or those of a rule.

    Args:
        tasks: the graphs, as :func:`grondslag.usecases.many.opened_graphs` gives them.
        question: what is to be explained.
        limits: settings to use instead of those of the environment.
        progress: is told which graph is being read.

    Raises:
        NotFound: if there is no such graph, key, rule or focus node.
        InputError: if a graph cannot be read.
        ShapesError: if the rule could not be assessed.
    """
    graphs = _Graphs(question, limits or settings(), progress or (lambda _: None))
    found = graphs.explained(tasks)
    if question.graph is not None and not graphs.met:
        raise _no_graph(question.graph, graphs.passed)
    if not found.total and graphs.by_key:
        raise NotFound(
            f"In deze grafen is geen bevinding met sleutel '{question.wanted}'. De sleutel moet "
            "komen uit een verslag op dezelfde gegevens, met dezelfde keuze voor --each-graph en "
            "--each-file.",
            f"There is no violation with key '{question.wanted}' in these graphs. The key has to "
            "come from a report on the same data, with the same choice of --each-graph and "
            "--each-file.",
        )
    return found


class _Graphs:
    """Goes through graphs one by one; ``met`` tells whether the one that is meant was there."""

    def __init__(self, question: Question, limits: Settings, tell: Progress) -> None:
        self._question = question
        self._limits = limits
        self._tell = tell
        self._wanted = question.wanted.strip()
        self.by_key = _KEY.fullmatch(self._wanted) is not None
        self.met = False
        self.passed: list[str] = []

    def explained(self, tasks: Iterable[Task]) -> Explanations:
        """Return the explanations of what is asked for, in the order of the graphs."""
        items: list[Explained] = []
        total, told = 0, set[str]()
        missing: NotFound | None = None
        for task in self._meant(tasks):
            with self._opened(task) as workspace:
                known = told
                if task.is_shared:
                    # A report tells what is wrong with shared data once, not with each graph.
                    told = {each.fingerprint for each in self._report(workspace).violations}
                if self._is_meant(task):
                    limit = self._question.limit - len(items)
                    try:
                        found = self._in_graph(task, workspace, limit, known)
                    except NotFound as error:
                        # What is not in this graph may be in another.
                        missing = missing or error
                        continue
                    items += found.items
                    total += found.total
        if missing is not None and not total:
            raise missing
        return Explanations(tuple(items), total)

    def _meant(self, tasks: Iterable[Task]) -> Iterator[Task]:
        for task in tasks:
            self.passed.append(task.name)
            meant = self._is_meant(task)
            self.met = self.met or meant
            if meant or task.is_shared:
                self._tell(task.name)
                yield task

    def _is_meant(self, task: Task) -> bool:
        return self._question.graph in (None, task.name)

    def _has_key(self, violation: Violation, task: Task) -> bool:
        """Tell whether a violation has the key, by itself or together with its graph."""
        return self._wanted in (violation.key, replace(violation, graph=task.name).identifier)

    @contextmanager
    def _opened(self, task: Task) -> Iterator[Workspace]:
        sources = [part.source for part in task.parts]
        try:
            yield open_files(sources, self._question.as_of, limits=self._limits)
        except GrondslagError as error:
            # Told in the lines of the input, which are not those of what was split off from it.
            failure(error, task.parts)
            raise

    def _report(self, workspace: Workspace) -> Report:
        return workspace.validate(shapes=self._question.shapes)

    def _in_graph(
        self, task: Task, workspace: Workspace, limit: int, told: set[str]
    ) -> Explanations:
        asked, wanted = self._question, self._wanted
        if self.by_key:
            keys = (
                each.key
                for each in self._report(workspace).violations
                if self._has_key(each, task) and each.fingerprint not in told
            )
            wanted = next(keys, "")
            if not wanted:
                return Explanations((), 0)
        found = explain(
            workspace,
            wanted,
            focus=asked.focus,
            shapes=asked.shapes,
            limit=limit,
            told=told,
        )
        parts = {part.source.name: part for part in task.parts}
        items = (
            Explained(
                replace(
                    each.violation,
                    graph=task.name,
                    origin=shown_place(each.violation.origin, parts),
                ),
                with_places(each.explanation, lambda origin: shown_place(origin, parts)),
            )
            for each in found.items
        )
        return Explanations(tuple(items), found.total)


def _no_graph(name: str, known: list[str]) -> InputError:
    most = 8
    listed = ", ".join(known[:most])
    more = max(0, len(known) - most)
    return InputError(
        f"Er is geen graaf '{name}'. Wel: {listed}{f' en nog {more}' if more else ''}.",
        f"There is no graph '{name}'. There is: {listed}{f' and {more} more' if more else ''}.",
    )
