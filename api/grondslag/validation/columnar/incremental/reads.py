"""What an evaluation looks at, told as seen from the focus node."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Read:
    """Triples that are read at the nodes to which a path leads from the focus node.

    ``prefix`` is that path, None for the focus node itself; ``predicate`` the token of what is
    read there, None for every predicate; with ``inverse`` the node is the object. Where
    ``kind``, the token of a class, is given, nothing matters but whether the node is an
    instance of that class.
    """

    prefix: Path | None
    predicate: str | None
    inverse: bool = False
    kind: str | None = None


@dataclass(slots=True)
class Reads:
    """Everything an evaluation looks at.

    ``anywhere`` are predicates of which any triple may matter to any focus node; None among
    them stands for every predicate.
    """

    steps: set[Read] = field(default_factory=set)
    anywhere: set[str | None] = field(default_factory=set)

    def add(self, steps: Iterable[Read]) -> None:
        """Add reads at nodes."""
        self.steps.update(steps)

    def add_all(self, other: "Reads") -> None:
        """Add everything that another evaluation looks at."""
        self.steps |= other.steps
        self.anywhere |= other.anywhere


def then(prefix: Path | None, path: Path | None) -> Path | None:
    """Return one path and then another."""
    if prefix is None or path is None:
        return path if prefix is None else prefix
    one = prefix.parts if isinstance(prefix, Sequence) else (prefix,)
    two = path.parts if isinstance(path, Sequence) else (path,)
    return Sequence((*one, *two))


def size(path: Path | None) -> int:
    """Return of how many pieces a path consists."""
    match path:
        case None:
            return 0
        case Inverse(inner) | Repeat(inner):
            return 1 + size(inner)
        case Sequence(parts) | Alternative(parts):
            return sum(map(size, parts))
    return 1


def path_reads(path: Path | None, prefix: Path | None) -> Iterator[Read]:
    """Yield what is read by walking a path from where another one leads to."""
    match path:
        case None:
            return
        case Link(predicate):
            yield Read(prefix, predicate)
        case Inverse(Link(predicate)):
            yield Read(prefix, predicate, inverse=True)
        case Inverse(inner):
            yield from path_reads(reverse(inner), prefix)
        case Sequence(parts) | Alternative(parts):
            for part in parts:
                yield from path_reads(part, prefix)
                if isinstance(path, Sequence):
                    prefix = then(prefix, part)
        case Repeat(inner, _, many):
            start = then(prefix, Repeat(inner, zero=True, many=True)) if many else prefix
            yield from path_reads(inner, start)
        case Negated(forward, inverse):
            ways = ((forward, False), (inverse, True))
            yield from (Read(prefix, None, back) for refused, back in ways if refused is not None)
