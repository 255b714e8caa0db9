r"""Reading a regular expression of XPath.

The grammar is that of XML Schema 1.1 part 2, appendix G, with the additions of XPath Functions
and Operators 3.1, section 5.6.1 (marked with the number of the subsection)::

    regExp      ::= branch ( '|' branch )*                                        G.1
    branch      ::= piece*                                                        G.1
    piece       ::= atom quantifier?                                              G.1
    quantifier  ::= ( [?*+] | '{' quantity '}' ) '?'?                       G.3, 5.6.1.2
    quantity    ::= [0-9]+ | [0-9]+ ',' | [0-9]+ ',' [0-9]+                       G.3
    atom        ::= NormalChar | charClass | '(' '?:'? regExp ')' | backReference
                                                                  G.2, 5.6.1.3, 5.6.1.4
    NormalChar  ::= [^.\?*+{}()|^$#x5B#x5D]                                 G.4, 5.6.1.1
    charClass   ::= SingleCharEsc | charClassEsc | charClassExpr | '.' | '^' | '$'
                                                                            G.4, 5.6.1.1
    backReference ::= '\' [1-9] [0-9]*                                       5.6.1.4

A back-reference takes as many digits as there are groups for, and its group has ended before
it. Appendix G.4 on classes is in :mod:`grondslag.columns.regex.class_parser`.

The flags (5.6.2) that change how a text is read are ``q``, under which every character stands for
itself, and ``x``, under which space, tab, line feed and carriage return are taken out first,
but for those in a class (3.1; in 2.0 those went too). Nothing else is a comment.
"""

from grondslag.columns.regex.class_parser import Reader
from grondslag.columns.regex.syntax import (
    Atom,
    Char,
    Choice,
    Dot,
    End,
    Group,
    NotARegex,
    Parsed,
    Piece,
    Reference,
    Repeat,
    Start,
)

FLAGS = frozenset("ismxq")
_SPACE = " \t\n\r"
_DIGITS = frozenset("0123456789")
#: No engine repeats so often, and groups within groups are read one within the other.
_MOST_TIMES = 2**31
_DEEPEST = 50
_SIMPLE = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_ALONE: dict[str, Atom] = {".": Dot(), "^": Start(), "$": End()}
_MISPLACED = {
    "{": "'{' without a number of times; as a character it is '\\{'",
    "}": "'}' without '{'; as a character it is '\\}'",
    "]": "']' without '['; as a character it is '\\]'",
}


def parse(pattern: str, flags: str) -> Parsed:
    """Read a regular expression.

    Raises:
        ValueError: if it is none (FORX0002), or a flag is unknown (FORX0001).
    """
    for flag in flags:
        if flag not in FLAGS:
            raise ValueError(f"unknown flag {flag!r} in {flags!r}; known are i, s, m, x and q")
    if "q" in flags:
        return Parsed(Choice((tuple(Char(each) for each in pattern),)), 0)
    places = _outside_space(pattern) if "x" in flags else list(range(len(pattern)))
    return _Parser(pattern, places).whole()


def _outside_space(pattern: str) -> list[int]:
    """Return the places of what is left under flag ``x``."""
    kept = []
    depth, escaped = 0, False
    for place, char in enumerate(pattern):
        if char in _SPACE and depth == 0:
            continue
        kept.append(place)
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char in "[]":
            depth = max(0, depth + (1 if char == "[" else -1))
    return kept


class _Parser:
    def __init__(self, pattern: str, places: list[int]) -> None:
        self._in = Reader(pattern, places)
        self._groups = 0
        self._ended: set[int] = set()
        self._depth = 0

    def whole(self) -> Parsed:
        choice = self._choice()
        if self._in.next == ")":
            raise self._in.error("')' without '('")
        return Parsed(choice, self._groups)

    def _choice(self) -> Choice:
        branches = [self._branch()]
        while self._in.take("|"):
            branches.append(self._branch())
        return Choice(tuple(branches))

    def _branch(self) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        while self._in.next not in ("", "|", ")"):
            pieces.append(self._piece())
        return tuple(pieces)

    def _piece(self) -> Piece:
        if self._in.next in _SIMPLE:
            raise self._in.error(f"nothing before {self._in.next!r} to repeat")
        atom = self._atom()
        if self._in.next in _SIMPLE:
            least, most = _SIMPLE[self._in.pop()]
        elif self._in.next == "{":
            least, most = self._quantity()
        else:
            return atom
        greedy = not self._in.take("?")
        if self._in.next in _SIMPLE or self._in.next == "{":
            raise self._in.error(f"{self._in.next!r} after what already says how often")
        return Repeat(atom, least, most, greedy)

    def _quantity(self) -> tuple[int, int | None]:
        start = self._in.at
        self._in.pop()
        if self._in.next not in _DIGITS:
            raise self._in.error(_MISPLACED["{"], start)
        least = self._number()
        most: int | None = least
        if self._in.take(","):
            most = self._number() if self._in.next in _DIGITS else None
        if not self._in.take("}"):
            raise self._in.error("'{' without '}' after the number of times", start)
        if most is not None and most < least:
            raise self._in.error(f"at least {least} times and at most {most}", start)
        return least, most

    def _number(self) -> int:
        start = self._in.at
        digits = ""
        while self._in.next in _DIGITS:
            digits += self._in.pop()
        # Python's int() refuses a text of more than some thousands of digits.
        digits = digits.lstrip("0") or "0"
        if len(digits) > len(str(_MOST_TIMES)) or int(digits) >= _MOST_TIMES:
            raise self._in.error("a number of times that is too large", start)
        return int(digits)

    def _atom(self) -> Atom:
        char = self._in.next
        if char in _ALONE:
            return _ALONE[self._in.pop()]
        if char == "(":
            return self._group()
        if char == "[":
            return self._in.char_class(_DEEPEST)
        if char == "\\":
            if self._in.second in _DIGITS:
                return self._reference()
            return self._in.escape()
        if char in _MISPLACED:
            raise self._in.error(_MISPLACED[char])
        return Char(self._in.pop())

    def _group(self) -> Group:
        start = self._in.at
        self._in.pop()
        number = None
        if self._in.take("?"):
            if not self._in.take(":"):
                raise self._in.error("'(?' that does not go on with ':'", start)
        else:
            self._groups += 1
            number = self._groups
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._in.error(f"more than {_DEEPEST} groups within each other", start)
        choice = self._choice()
        self._depth -= 1
        if not self._in.take(")"):
            raise self._in.error("'(' without ')'", start)
        if number is not None:
            self._ended.add(number)
        return Group(choice, number)

    def _reference(self) -> Reference:
        start = self._in.at
        self._in.pop()
        number = int(self._in.pop())
        while self._in.next in _DIGITS and number * 10 + int(self._in.next) <= self._groups:
            number = number * 10 + int(self._in.pop())
        if number not in self._ended:
            raise self._in.error(f"'\\{number}' where no group {number} has ended", start)
        return Reference(number)


__all__ = ["FLAGS", "NotARegex", "parse"]
