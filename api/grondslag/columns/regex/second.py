r"""The engine for what the engine of Rust has no words for, or not enough memory.

Such engines try one way after another. With a reference to a group, or with a repeat inside a
repeat, the number of ways can grow exponentially with the length of a text. So what can be looked
for in time that grows with the square of a text, at most, is left to the module ``re`` of Python;
all else to the module ``regex``, which can be told when to stop. That one writes out what is
repeated, so patterns that would become very large are refused.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from grondslag.columns.regex.syntax import Choice, Class, Escape, Group, Parsed, Piece, Repeat
from grondslag.columns.regex.syntax import Reference as Back
from grondslag.columns.regex.writers import for_python

if TYPE_CHECKING:
    import regex

#: Makes of the texts of a match and its groups what comes in its place.
Put: TypeAlias = Callable[[list[str]], str]
_Result = TypeVar("_Result")

#: Seconds that are given to the texts of one call, beside what their length needs.
LONGEST = 10.0
# Seconds for each character: ten times and more what a pattern needs that goes through a text once.
_PER_CHARACTER = 1e-6
# So many parts may a pattern have when all that is repeated has been written out.
_MOST_PARTS = 100_000
# What a class counts for: it is spelled out as hundreds of ranges.
_CLASS = 30
_PROCESSORS = os.cpu_count() or 1


class TooSlow(Exception):
    """Whether a pattern is found in a text cannot be said in reasonable time and memory."""


class Budget:
    """The time for looking in texts, which those of one call have together."""

    def __init__(self) -> None:
        """Begin with ``LONGEST``."""
        self._left = LONGEST

    def spend(self, work: Callable[[float], _Result], pattern: str, text: str) -> _Result:
        """Do something with a text.

        Args:
            work: what is to be done; it gets the processor time in seconds after which to stop.
            pattern: for what is said when it takes too long.
            text: the text.

        Raises:
            TooSlow: when time or memory is used up.
        """
        self._left += len(text) * _PER_CHARACTER
        started = time.monotonic()
        try:
            # The limit is on the time of all threads of the process, so whatever the others do, a
            # text has its seconds.
            return work(max(self._left, 1e-3) * _PROCESSORS)
        except TimeoutError as error:
            raise TooSlow(
                f"{pattern!r} takes more than {LONGEST:g} seconds, at a text of {len(text)} "
                "characters"
            ) from error
        except MemoryError as error:
            raise TooSlow(
                f"{pattern!r} takes too much memory, at a text of {len(text)} characters"
            ) from error
        finally:
            self._left -= time.monotonic() - started


class Second(Protocol):
    """A regular expression in the engine that is right for it."""

    def found(self, text: str, budget: Budget) -> bool:
        """Tell whether it is found in a text.

        Raises:
            TooSlow: when the budget is used up.
        """
        ...

    def replaced(self, text: str, put: Put, budget: Budget) -> str:
        """Return a text with every match replaced by what a function makes of it.

        Raises:
            TooSlow: when the budget is used up.
        """
        ...


def second(parsed: Parsed, pattern: str, flags: str) -> Second:
    """Return a regular expression, written and compiled for its engine.

    Raises:
        ValueError: if it is too much for its engine.
    """
    written = for_python(parsed, flags)
    try:
        if _is_quick(parsed.choice):
            return _Quick(written)
        if _size(parsed.choice) > _MOST_PARTS:
            raise OverflowError("too much is repeated")
        return _Stoppable(written, pattern)
    except (re.error, OverflowError, RecursionError, MemoryError) as error:
        raise ValueError(f"{pattern!r} is too much for its engine: {error}") from error


class _Quick:
    """In the module ``re``; it spends nothing of a budget."""

    def __init__(self, written: str) -> None:
        self._compiled = re.compile(written)

    def found(self, text: str, _: Budget) -> bool:
        return self._compiled.search(text) is not None

    def replaced(self, text: str, put: Put, _: Budget) -> str:
        return self._compiled.sub(lambda match: put(_groups(match)), text)


class _Stoppable:
    """In the module ``regex``."""

    def __init__(self, written: str, pattern: str) -> None:
        # Few patterns need it, and it takes long to load.
        import regex

        self._pattern = pattern
        try:
            self._compiled = regex.compile(written, cache_pattern=False)
        except regex.error as error:
            raise OverflowError(str(error)) from error

    def found(self, text: str, budget: Budget) -> bool:
        def look(seconds: float) -> bool:
            return self._compiled.search(text, timeout=seconds) is not None

        return budget.spend(look, self._pattern, text)

    def replaced(self, text: str, put: Put, budget: Budget) -> str:
        def change(seconds: float) -> str:
            return self._compiled.sub(lambda match: put(_groups(match)), text, timeout=seconds)

        return budget.spend(change, self._pattern, text)


def _groups(match: "re.Match[str] | regex.Match[str]") -> list[str]:
    """Return the text of the match, and that of each group; empty if it matched nothing."""
    return [match[0], *(each or "" for each in match.groups())]


def _is_quick(choice: Choice) -> bool:
    """Tell whether there is one place at most at which there is more than one way to go on."""
    forks = 0
    for piece in _pieces(choice):
        match piece:
            case Back():
                return False
            case Group(inner):
                forks += len(inner.branches) > 1
            case Repeat(Group(inner)) if len(inner.branches) > 1 or any(
                isinstance(each, Repeat) for each in _pieces(inner)
            ):
                return False
            case Repeat(_, least, most):
                forks += least != most
    return forks + (len(choice.branches) > 1) <= 1


def _pieces(choice: Choice) -> Iterator[Piece]:
    """Yield all parts of a regular expression; of a repeat also what is repeated."""
    for branch in choice.branches:
        for piece in branch:
            yield piece
            inner = piece.atom if isinstance(piece, Repeat) else piece
            if inner is not piece:
                yield inner
            if isinstance(inner, Group):
                yield from _pieces(inner.inner)


def _size(choice: Choice) -> int:
    """Return the number of parts when what is repeated is written out."""
    return sum(_size_of(piece) for branch in choice.branches for piece in branch)


def _size_of(piece: Piece) -> int:
    match piece:
        case Repeat(atom, least, _):
            return max(least, 1) * _size_of(atom)
        case Group(inner):
            return 1 + _size(inner)
        case Class() | Escape():
            return _CLASS
    return 1
