"""What is in the data in place of patterns that have no match together.

Most of what fits one pattern by itself is about other things: of every advice in the data it is
known who gave it. So the search starts at what the solution knows, and goes on from what that
finds. What only fits a constant of the query is counted.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from grondslag.columns.paths import reverse
from grondslag.sparql.algebra import Path, Pattern, Term, Var
from grondslag.validation.columnar.explain.context import Context
from grondslag.validation.columnar.explain.model import Evidence
from grondslag.validation.columnar.explain.solving import Bindings

#: Of what is there in place of something else, so many triples are shown for each pattern.
_MOST = 5


@dataclass
class Instead:
    """What was found; ``omitted`` counts more of the same, ``unrelated`` what is about others."""

    found: dict[Evidence, None] = field(default_factory=dict)
    omitted: int = 0
    unrelated: int = 0


def instead(
    context: Context, patterns: tuple[Pattern, ...], named: Collection[str], row: Bindings
) -> Instead:
    """Return what there is for patterns that have no match together.

    Args:
        context: the graph.
        patterns: what was looked for.
        named: variables that the conditions beside them mention.
        row: the variables whose value is known.
    """
    return _Search(context, named, row).run(patterns)


class _Search:
    """Goes from what is known to what that leads to, pattern by pattern."""

    def __init__(self, context: Context, named: Collection[str], row: Bindings) -> None:
        self._context = context
        self._named = named
        self._row = row
        #: Of each variable the values so far; none at all when it was searched for in vain.
        self._values = {name: [value] for name, value in row.items()}
        self._result = Instead()

    def run(self, patterns: tuple[Pattern, ...]) -> Instead:
        todo = list(patterns)
        while todo:
            pattern = min(todo, key=self._urgency)
            todo.remove(pattern)
            if not isinstance(pattern.predicate, Var):
                self._look(pattern.subject, pattern.predicate, pattern.object)
        return self._result

    def _urgency(self, pattern: Pattern) -> tuple[int, int]:
        """Return the place in the order: what is known first, then what leads to the fewest."""
        if isinstance(pattern.predicate, Var):
            return 4, 0
        if self._known(pattern.subject) is not None:
            return 0, 0
        if self._known(pattern.object) is None:
            return 3, 0
        if isinstance(pattern.object, Var):
            return 1, len(self._backward(pattern.predicate, pattern.object))
        return 2, 0

    def _look(self, subject: Var | Term, path: Path, object_: Var | Term) -> None:
        starts = self._known(subject)
        if starts is not None:
            self._show(starts, path)
            self._learn(object_, self._ends(starts, path))
            if isinstance(subject, Var) and subject.name not in self._row:
                others = set(self._backward(path, object_)).difference(starts)
                self._result.unrelated += len(others)
        elif isinstance(subject, Var) and self._known(object_) is not None:
            found = self._backward(path, object_)
            if isinstance(object_, Term) and subject.name not in self._named:
                self._result.unrelated += len(found)
                return
            self._show(self._known(object_) or [], reverse(path))
            self._learn(subject, found)

    def _known(self, end: Var | Term) -> list[int] | None:
        """Return the values of one side of a pattern, None when nothing is known of it."""
        if isinstance(end, Term):
            return [self._context.terms.number(end.token)]
        return self._values.get(end.name)

    def _learn(self, end: Var | Term, values: list[int]) -> None:
        if isinstance(end, Var):
            self._values.setdefault(end.name, values)

    def _backward(self, path: Path, object_: Var | Term) -> list[int]:
        """Return what has a known value at the end of a path."""
        return self._ends(self._known(object_) or [], reverse(path))

    def _ends(self, starts: list[int], path: Path) -> list[int]:
        return list(
            dict.fromkeys(end for each in starts for end in self._context.values(each, path))
        )

    def _show(self, starts: list[int], path: Path) -> None:
        there: dict[Evidence, None] = {}
        for each in starts[:_MOST]:
            triples, more = self._context.there(each, path)
            there.update(dict.fromkeys(triples))
            self._result.omitted += more
        every = list(there)
        self._result.found.update(dict.fromkeys(every[:_MOST]))
        self._result.omitted += max(0, len(every) - _MOST) + max(0, len(starts) - _MOST)
