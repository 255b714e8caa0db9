"""Finding and replacing in many texts (XPath Functions and Operators 3.1, 5.6.3 and 5.6.4)."""

import re
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from grondslag.columns.regex.parser import parse
from grondslag.columns.regex.second import Budget, Second, second
from grondslag.columns.regex.syntax import Atom, Choice, End, Group, Repeat, Start
from grondslag.columns.regex.writers import NotWritten, for_rust

_Part = str | int


class Regex:
    """A regular expression with its flags.

    The engine of Rust looks for it, in time that grows with the text. A second engine (see
    :mod:`second`) does so where Rust has no words for it, or needs more memory than it allows
    itself; and with flag ``m`` in texts that end in a line feed.
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
    def _second(self) -> Second:
        return second(self._parsed, self._pattern, self._flags)

    def found(self, texts: pl.Series, budget: Budget | None = None) -> npt.NDArray[np.bool_]:
        """Tell in which texts it is found (``fn:matches``).

        Args:
            texts: where to look.
            budget: the time there is; without, this call has its own.

        Raises:
            TooSlow: when the budget is used up.
        """
        budget = budget or Budget()
        if self.rust is None:
            return self._found_slowly(texts, budget)
        result = np.asarray(texts.str.contains(self.rust).to_numpy())
        if self.minds_last_line:
            places = np.flatnonzero(texts.str.ends_with("\n").to_numpy())
            if len(places):
                result = result.copy()
                result[places] = self._found_slowly(texts.gather(places), budget)
        return result

    def _found_slowly(self, texts: pl.Series, budget: Budget) -> npt.NDArray[np.bool_]:
        return np.array([self._second.found(each, budget) for each in texts.to_list()], np.bool_)

    def replaced(
        self, texts: pl.Series, replacement: str, budget: Budget | None = None
    ) -> list[str]:
        """Return the texts with every match replaced (``fn:replace``).

        Args:
            texts: where to replace.
            replacement: what to put there, with ``$1`` and the like for groups.
            budget: the time there is; without, this call has its own.

        Raises:
            ValueError: if it matches the empty text (FORX0003), or the replacement is not well
                formed (FORX0004).
            TooSlow: when the budget is used up.
        """
        budget = budget or Budget()
        parts = self._parts(replacement)
        if self.found(pl.Series([""], dtype=pl.String), budget)[0]:
            raise ValueError(f"{self._pattern!r} matches the empty text, which replaces nothing")
        if self.rust is None:
            return self._replaced_slowly(texts, parts, budget)
        template = "".join(
            f"${{{each}}}" if isinstance(each, int) else each.replace("$", "$$") for each in parts
        )
        result: list[str] = texts.str.replace_all(self.rust, template).to_list()
        if self.minds_last_line:
            places = np.flatnonzero(texts.str.ends_with("\n").to_numpy())
            slowly = self._replaced_slowly(texts.gather(places), parts, budget)
            for place, each in zip(places.tolist(), slowly, strict=True):
                result[place] = each
        return result

    def _replaced_slowly(self, texts: pl.Series, parts: list[_Part], budget: Budget) -> list[str]:
        def put(groups: list[str]) -> str:
            return "".join(groups[each] if isinstance(each, int) else each for each in parts)

        return [self._second.replaced(each, put, budget) for each in texts.to_list()]

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
            while len(number) > 1 and not _is_at_most(number, max(groups, 9)):
                number = number[:-1]
            place += len(number)
            if _is_at_most(number, groups):
                parts.append(int(number.lstrip("0") or "0"))
        else:
            parts.append(char)
    return parts


def _is_at_most(digits: str, most: int) -> bool:
    # Python's int() refuses a text of more than some thousands of digits.
    digits = digits.lstrip("0") or "0"
    return len(digits) <= len(str(most)) and int(digits) <= most


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
