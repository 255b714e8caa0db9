"""Finding and replacing in many texts (XPath Functions and Operators 3.1, 5.6.3 and 5.6.4)."""

import re
import time
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from grondslag.columns.regex.parser import parse
from grondslag.columns.regex.syntax import Atom, Choice, End, Group, Repeat, Start
from grondslag.columns.regex.writers import NotWritten, for_python, for_rust

if TYPE_CHECKING:
    import regex as backtracking

_Part = str | int
_Result = TypeVar("_Result")

#: Seconds that one look for a regular expression in many texts may take where the time can grow
#: exponentially with the length of a text.
LONGEST = 10.0


class TooSlow(Exception):
    """Whether a regular expression is found in some text cannot be said in reasonable time."""


class Regex:
    """A regular expression with its flags.

    The engine of Rust looks for it, in time that grows with the text. A second engine that tries
    one way after another does so where Rust has no words for it, or needs more memory than it
    allows itself; and with flag ``m`` in texts that end in a line feed.
    """

    def __init__(self, pattern: str, flags: str = "") -> None:
        """Read a regular expression.

        Raises:
            ValueError: if it is none, if a flag is unknown, or if no engine can do it.
        """
        self._parsed = parse(pattern, flags)
        self._pattern = pattern
        self._flags = flags
        #: The text for Rust, None if Python has to do it.
        self.rust = self._for_rust()
        anchored = "m" in flags and _has_anchor(self._parsed.choice)
        #: Whether Rust may be wrong about a text that ends in a line feed.
        self.minds_last_line = anchored and self.rust is not None
        if self.rust is None:
            _ = self._second

    def _for_rust(self) -> str | None:
        try:
            text = for_rust(self._parsed, self._flags)
            pl.Series([""]).str.contains(text)
        except (NotWritten, pl.exceptions.ComputeError):
            return None
        return text

    @cached_property
    def _second(self) -> "backtracking.Pattern[str]":
        # Few patterns need it, and it takes long to load.
        import regex as backtracking

        try:
            return backtracking.compile(for_python(self._parsed, self._flags))
        except (backtracking.error, OverflowError, RecursionError, MemoryError) as error:
            raise ValueError(f"{self._pattern!r} is too much for its engine: {error}") from error

    def found(self, texts: pl.Series) -> npt.NDArray[np.bool_]:
        """Tell in which texts it is found (``fn:matches``).

        Raises:
            TooSlow: when that takes longer than ``LONGEST``.
        """
        if self.rust is None:
            return self._found_slowly(texts)
        result = np.asarray(texts.str.contains(self.rust).to_numpy())
        if self.minds_last_line:
            places = np.flatnonzero(texts.str.ends_with("\n").to_numpy())
            if len(places):
                result = result.copy()
                result[places] = self._found_slowly(texts.gather(places))
        return result

    def _found_slowly(self, texts: pl.Series) -> npt.NDArray[np.bool_]:
        def look(text: str, seconds: float) -> bool:
            return self._second.search(text, timeout=seconds) is not None

        return np.array(self._in_time(look, texts), np.bool_)

    def _in_time(self, work: Callable[[str, float], _Result], texts: pl.Series) -> list[_Result]:
        """Do something with each text, and have no more than ``LONGEST`` for all of them."""
        end = time.monotonic() + LONGEST
        results = []
        for each in texts.to_list():
            try:
                results.append(work(each, max(end - time.monotonic(), 1e-9)))
            except TimeoutError as error:
                raise TooSlow(
                    f"{self._pattern!r} takes more than {LONGEST:g} seconds, with a text of "
                    f"{len(each)} characters"
                ) from error
        return results

    def replaced(self, texts: pl.Series, replacement: str) -> list[str]:
        """Return the texts with every match replaced (``fn:replace``).

        Raises:
            ValueError: if it matches the empty text (FORX0003), or the replacement is not well
                formed (FORX0004).
            TooSlow: when that takes longer than ``LONGEST``.
        """
        parts = self._parts(replacement)
        if self.found(pl.Series([""], dtype=pl.String))[0]:
            raise ValueError(f"{self._pattern!r} matches the empty text, which replaces nothing")
        if self.rust is None:
            return self._replaced_slowly(texts, parts)
        template = "".join(
            f"${{{each}}}" if isinstance(each, int) else each.replace("$", "$$") for each in parts
        )
        result: list[str] = texts.str.replace_all(self.rust, template).to_list()
        if self.minds_last_line:
            places = np.flatnonzero(texts.str.ends_with("\n").to_numpy())
            slowly = self._replaced_slowly(texts.gather(places), parts)
            for place, each in zip(places.tolist(), slowly, strict=True):
                result[place] = each
        return result

    def _replaced_slowly(self, texts: pl.Series, parts: list[_Part]) -> list[str]:
        def put(match: "backtracking.Match[str]") -> str:
            return "".join(match[each] or "" if isinstance(each, int) else each for each in parts)

        def change(text: str, seconds: float) -> str:
            return self._second.sub(put, text, timeout=seconds)

        return self._in_time(change, texts)

    def _parts(self, replacement: str) -> list[_Part]:
        """Return what a replacement puts in: texts, and numbers of groups."""
        if "q" in self._flags:
            return [replacement]
        return _parts(replacement, self._parsed.groups)


def _parts(replacement: str, groups: int) -> list[_Part]:
    """Take a replacement apart (5.6.4).

    ``$`` takes as many digits as make the number of a group; a group from 1 to 9 that there is
    not is empty, and more digits than that stand for themselves.
    """
    parts: list[_Part] = []
    place = 0
    while place < len(replacement):
        char = replacement[place]
        follows = replacement[place + 1 : place + 2]
        place += 1
        if char == "\\":
            if follows not in ("\\", "$") or not follows:
                raise ValueError(
                    f"the replacement {replacement!r} has '\\' before neither '\\' nor '$'"
                )
            parts.append(follows)
            place += 1
        elif char == "$":
            if not follows or follows not in "0123456789":
                raise ValueError(f"the replacement {replacement!r} has '$' without a number")
            digits = re.match("[0-9]+", replacement[place:])
            assert digits is not None
            number = digits[0]
            while len(number) > 1 and int(number) > max(groups, 9):
                number = number[:-1]
            place += len(number)
            if int(number) <= groups:
                parts.append(int(number))
        else:
            parts.append(char)
    return parts


def _has_anchor(choice: Choice) -> bool:
    atoms: list[Atom] = [
        each.atom if isinstance(each, Repeat) else each
        for branch in choice.branches
        for each in branch
    ]
    return any(
        isinstance(each, (Start, End)) or (isinstance(each, Group) and _has_anchor(each.inner))
        for each in atoms
    )


@lru_cache(maxsize=4096)
def _known(pattern: str, flags: str) -> Regex | ValueError:
    try:
        return Regex(pattern, flags)
    except ValueError as error:
        return error


def regex(pattern: str, flags: str = "") -> Regex:
    """Return a regular expression, read once.

    Raises:
        ValueError: if it is none, if a flag is unknown, or if no engine can do it.
    """
    found = _known(pattern, flags)
    if isinstance(found, ValueError):
        # One error is raised many times, and would keep the frames of every time.
        raise found.with_traceback(None)
    return found


def check_pattern(pattern: str, flags: str = "") -> None:
    """Raise unless a text is a regular expression with known flags.

    Raises:
        ValueError: with what is wrong, and where.
    """
    regex(pattern, flags)
