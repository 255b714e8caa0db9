"""What a regular expression consists of, and the error of what is none."""

from dataclasses import dataclass
from typing import TypeAlias


class NotARegex(ValueError):
    """A text is no regular expression of XPath (FORX0002)."""

    def __init__(self, pattern: str, place: int, reason: str) -> None:
        """Say what is wrong.

        Args:
            pattern: the text.
            place: where in it, counted from 0.
            reason: what is wrong, in a few English words.
        """
        super().__init__(
            f"{pattern!r} is not a regular expression: {reason}, at character {place + 1}"
        )
        self.place = place


@dataclass(frozen=True, slots=True)
class Char:
    """A character that stands for itself."""

    char: str


@dataclass(frozen=True, slots=True)
class Dot:
    """``.``: any character, without flag ``s`` not a line feed or carriage return."""


@dataclass(frozen=True, slots=True)
class Start:
    """``^``: the start of the text, with flag ``m`` also that of a line."""


@dataclass(frozen=True, slots=True)
class End:
    """``$``: the end of the text, with flag ``m`` also that of a line."""


@dataclass(frozen=True, slots=True)
class Escape:
    r"""``\d``, ``\p{Lu}``, ``\p{IsThai}`` or the like, or its complement.

    ``name`` is the letter of ``\s``, ``\i``, ``\c``, ``\d`` or ``\w`` in lower case, or what
    stands between the braces.
    """

    name: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Range:
    """``a-z`` in a class."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Class:
    """``[...]``, or ``[^...]``, without the characters of another class."""

    parts: tuple[Char | Range | Escape, ...]
    negated: bool
    without: "Class | None" = None


@dataclass(frozen=True, slots=True)
class Group:
    """``(...)`` with its number, or ``(?:...)`` without."""

    inner: "Choice"
    number: int | None


@dataclass(frozen=True, slots=True)
class Reference:
    r"""``\1``: the text that a group matched, nothing if it did not."""

    number: int


Atom: TypeAlias = Char | Dot | Start | End | Escape | Class | Group | Reference


@dataclass(frozen=True, slots=True)
class Repeat:
    """An atom so many times; ``most`` is None without an upper limit."""

    atom: Atom
    least: int
    most: int | None
    greedy: bool


Piece: TypeAlias = Atom | Repeat


@dataclass(frozen=True, slots=True)
class Choice:
    """Branches, each a row of pieces."""

    branches: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A regular expression; ``groups`` is the number of its capturing groups."""

    choice: Choice
    groups: int
