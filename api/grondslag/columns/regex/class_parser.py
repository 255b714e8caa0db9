r"""Reading escapes and classes (XML Schema 1.1 part 2, appendix G.4).

::

    charClassExpr ::= '[' charGroup ']'                                         G.4.1
    charGroup     ::= ( posCharGroup | '^' posCharGroup ) ( '-' charClassExpr )?
    posCharGroup  ::= ( charRange | singleChar | charClassEsc )+
    charRange     ::= singleChar '-' singleChar
    singleChar    ::= SingleCharEsc | [^\#x5B#x5D]
    SingleCharEsc ::= '\' [nrt\|.?*+(){}$#x2D#x5B#x5D#x5E]                 G.4.2.1, F&O 5.6.1.1
    charClassEsc  ::= '\' [sSiIcCdDwW] | '\' [pP] '{' ( category | 'Is' block ) '}'
                                                                          G.4.2.2, G.4.2.4, G.4.2.5

A hyphen before ``[`` takes away. At the start or end of a group, after a range or after an escape
of several characters it stands for itself. Otherwise it makes a range, of which it is no end.
"""

from grondslag.columns.regex.blocks import block
from grondslag.columns.regex.syntax import Char, Class, Escape, NotARegex, Range

_SINGLE = {
    **{char: char for char in "\\|.?*+(){}$-[]^"},
    **{"n": "\n", "r": "\r", "t": "\t"},
}
#: XPath has no escape of these. Shapes in use have, of "/" mostly, and it can mean one thing only.
_HARMLESS = frozenset("!\"#%&',/:;<=>@_`~")
_SEVERAL = frozenset("sicdw")
_KINDS = {
    "L": "ultmo",
    "M": "nce",
    "N": "dlo",
    "P": "cdseifo",
    "Z": "slp",
    "S": "mcko",
    "C": "cfon",
}
#: The general categories of Unicode; surrogates are no characters, so Cs is not among them.
CATEGORIES = frozenset(
    {*_KINDS, *(f"{letter}{kind}" for letter, kinds in _KINDS.items() for kind in kinds)}
)


class Reader:
    """Takes a pattern apart from left to right, and knows where it is."""

    def __init__(self, pattern: str, places: list[int]) -> None:
        """Read a pattern.

        Args:
            pattern: all of it, for messages.
            places: the places in it that count.
        """
        self._pattern = pattern
        self._places = [*places, len(pattern)]
        self._chars = [*(pattern[place] for place in places), "", "", ""]
        self._now = 0

    @property
    def at(self) -> int:
        """The place in the pattern."""
        return self._places[self._now]

    @property
    def next(self) -> str:
        """The next character, empty at the end."""
        return self._chars[self._now]

    @property
    def second(self) -> str:
        """The character after the next one."""
        return self._chars[self._now + 1]

    def pop(self) -> str:
        """Return the next character and go past it."""
        char = self._chars[self._now]
        self._now += bool(char)
        return char

    def take(self, char: str) -> bool:
        """Go past a character if it is the next one, and tell whether it was."""
        if self.next != char:
            return False
        self._now += 1
        return True

    def error(self, reason: str, place: int | None = None) -> NotARegex:
        """Return an error about a place, which is the next character by default."""
        return NotARegex(self._pattern, self.at if place is None else place, reason)

    def escape(self) -> Char | Escape:
        """Read an escape."""
        start = self.at
        self.pop()
        letter = self.pop()
        if letter in _SINGLE:
            return Char(_SINGLE[letter])
        if letter and letter.lower() in _SEVERAL:
            return Escape(letter.lower(), letter.isupper())
        if letter in ("p", "P"):
            return Escape(self._property(start), letter == "P")
        if letter in _HARMLESS:
            return Char(letter)
        if not letter:
            raise self.error("'\\' at the end", start)
        raise self.error(f"'\\{letter}' has no meaning", start)

    def _property(self, start: int) -> str:
        if not self.take("{"):
            raise self.error("'\\p' without '{'", start)
        name = ""
        while self.next not in ("", "}"):
            name += self.pop()
        if not self.take("}"):
            raise self.error("'\\p{' without '}'", start)
        if name.startswith("Is"):
            if block(name[2:]) is None:
                raise self.error(f"no block of Unicode is named {name[2:]!r}", start)
        elif name not in CATEGORIES:
            raise self.error(f"no category of characters is named {name!r}", start)
        return name

    def char_class(self, depth: int) -> Class:
        """Read a class.

        Args:
            depth: so many classes may be within it.
        """
        start = self.at
        self.pop()
        if depth == 0:
            raise self.error("too many classes within each other", start)
        negated = self.take("^")
        parts: list[Char | Range | Escape] = []
        without = None
        while self.next != "]":
            if not self.next:
                raise self.error("'[' without ']'", start)
            if self.next == "-" and self.second == "[":
                if not parts:
                    raise self.error("nothing before '-[' to take away from")
                self.pop()
                without = self.char_class(depth - 1)
                if self.next != "]":
                    raise self.error("']' has to follow the class that is taken away")
                break
            parts.append(self._part())
        if not parts:
            raise self.error("a class without characters; ']' as a character is '\\]'", start)
        self.pop()
        return Class(tuple(parts), negated, without)

    def _part(self) -> Char | Range | Escape:
        start = self.at
        hyphen = self.next == "-"
        part = self._single()
        if not isinstance(part, Char) or self.next != "-" or self.second in ("]", "["):
            return part
        if hyphen:
            raise self.error("'-' begins a range; as a character it is '\\-'", start)
        if self.second == "-" and self._chars[self._now + 2] == "[":
            return part
        self.pop()
        if self.next == "-":
            raise self.error("'-' ends a range; as a character it is '\\-'")
        last = self._single()
        if not isinstance(last, Char):
            raise self.error("a range that ends in an escape of several characters", start)
        if last.char < part.char:
            raise self.error("a range that ends before it begins", start)
        return Range(part.char, last.char)

    def _single(self) -> Char | Escape:
        if self.next == "\\":
            return self.escape()
        if self.next == "[":
            raise self.error("'[' within a class; as a character it is '\\['")
        if not self.next:
            raise self.error("'[' without ']'")
        return Char(self.pop())
