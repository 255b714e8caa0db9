"""The shortest walk along a property path between two nodes, triple by triple."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from grondslag.columns.graph import Columns
from grondslag.columns.paths import reverse
from grondslag.sparql.algebra import (
    Alternative,
    Inverse,
    Link,
    Negated,
    Path,
    Repeat,
    Sequence,
)

#: Subject, predicate and object as numbers.
Numbers = tuple[int, int, int]
Walk = tuple[Numbers, ...]


@dataclass
class _Machine:
    """A path as a finite automaton: moves without a triple, and steps that take one."""

    moves: list[list[int]] = field(default_factory=list)
    steps: list[list[tuple[Link | Negated, bool, int]]] = field(default_factory=list)

    def state(self) -> int:
        """Return a new state."""
        self.moves.append([])
        self.steps.append([])
        return len(self.moves) - 1

    def build(self, path: Path, start: int, end: int) -> None:
        """Add all ways along a path between two states."""
        match path:
            case Link() | Negated():
                self.steps[start].append((path, False, end))
            case Inverse(Link() as link):
                self.steps[start].append((link, True, end))
            case Inverse(inner):
                self.build(reverse(inner), start, end)
            case Sequence(parts):
                for part in parts[:-1]:
                    middle = self.state()
                    self.build(part, start, middle)
                    start = middle
                self.build(parts[-1], start, end)
            case Alternative(parts):
                for part in parts:
                    self.build(part, start, end)
            case Repeat(inner, zero, many):
                before, after = self.state(), self.state()
                self.moves[start].append(before)
                self.moves[after].append(end)
                self.build(inner, before, after)
                if zero:
                    self.moves[before].append(after)
                if many:
                    self.moves[after].append(before)


def shortest_walk(columns: Columns, path: Path, start: int, end: int) -> Walk | None:
    """Return the triples of a shortest walk, in the order in which they are walked.

    Among equally short walks the order of the numbers decides, so that it is always the same.

    Args:
        columns: the graph.
        path: what to walk.
        start: the number of the first node.
        end: the number of the last.

    Returns:
        No triples when the path may be of length zero and both nodes are one; None when the path
        does not lead from one to the other.
    """
    machine = _Machine()
    first, last = machine.state(), machine.state()
    machine.build(path, first, last)
    came: dict[tuple[int, int], tuple[tuple[int, int], Numbers | None]] = {}
    origin = (first, start)
    length = {origin: 0}
    todo = deque([origin])
    done: set[tuple[int, int]] = set()
    while todo:
        here = todo.popleft()
        if here in done:
            continue
        done.add(here)
        if here == (last, end):
            return _back(came, here, origin)
        state, node = here
        free = [((following, node), None) for following in machine.moves[state]]
        for there, triple in (*free, *_taken(columns, machine, state, node)):
            reached = length[here] + (triple is not None)
            if reached < length.get(there, reached + 1):
                length[there] = reached
                came[there] = (here, triple)
                # What costs no triple is as near as where it began.
                (todo.append if triple else todo.appendleft)(there)
    return None


def _back(
    came: dict[tuple[int, int], tuple[tuple[int, int], Numbers | None]],
    here: tuple[int, int],
    origin: tuple[int, int],
) -> Walk:
    walked = []
    while here != origin:
        here, triple = came[here]
        if triple is not None:
            walked.append(triple)
    return tuple(reversed(walked))


def _taken(
    columns: Columns, machine: _Machine, state: int, node: int
) -> Iterator[tuple[tuple[int, int], Numbers]]:
    """Yield (state and node that a step leads to, the triple it takes) for a node."""
    for step, backward, following in machine.steps[state]:
        if isinstance(step, Link):
            predicate = columns.terms.number(step.predicate)
            yield from _edges(columns, predicate, node, backward, following)
            continue
        for refused, flip in ((step.forward, False), (step.inverse, True)):
            if refused is None:
                continue
            without = set(columns.terms.numbers(refused).tolist())
            for predicate in columns.predicates():
                if predicate not in without:
                    yield from _edges(columns, predicate, node, flip, following)


def _edges(
    columns: Columns, predicate: int, node: int, backward: bool, following: int
) -> Iterator[tuple[tuple[int, int], Numbers]]:
    pairs = columns.pairs(predicate)
    for other in (pairs.flipped if backward else pairs).of_first(node).tolist():
        triple = (other, predicate, node) if backward else (node, predicate, other)
        yield (following, other), triple
