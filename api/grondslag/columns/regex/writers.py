r"""Writing a regular expression for the engine of Rust and for a second one.

The second is that of the module ``regex``, which reads what the module ``re`` of Python reads.

What XPath Functions and Operators 3.1 says otherwise than the engines, or more precisely:

* 5.6.2, no flag ``s``: a dot is neither line feed nor carriage return.
* 5.6.1.1: ``$`` is the very end; that of Python allows a line feed after it.
* 5.6.2, flag ``m``: lines end at line feeds only. After a line feed at the end of the text no line
  starts, and the end of the text is then not the end of a line. Rust cannot say the last two.
* 5.6.1.4: a reference to a group that matched nothing is the empty text. Rust has no references.
* 5.6.2, flag ``i``: ``\p{Lu}`` stays upper case. Two characters are the same when Rust says so (the
  simple case folding of Unicode): unlike XPath, it does not take dotless i and I for one letter.
  What a reference refers to is compared by the second engine, which does.
"""

from abc import ABC, abstractmethod

from grondslag.columns.regex import characters
from grondslag.columns.regex.syntax import (
    Atom,
    Char,
    Choice,
    Class,
    Dot,
    End,
    Escape,
    Group,
    Parsed,
    Piece,
    Reference,
    Repeat,
    Start,
)

_TIMES = {(0, None): "*", (1, None): "+", (0, 1): "?"}


class NotWritten(Exception):
    """An engine has no way to say it."""


def for_rust(parsed: Parsed, flags: str) -> str:
    """Return a regular expression in the syntax of the crate ``regex``.

    Raises:
        NotWritten: if it has a reference to a group.
    """
    kept = "".join(sorted(set(flags) & _kept(flags)))
    mark = f"(?{kept})" if kept else ""
    return mark + _Rust(flags).choice(parsed.choice)


def for_python(parsed: Parsed, flags: str) -> str:
    """Return a regular expression in the syntax of the modules ``re`` and ``regex``."""
    mark = "(?i)" if "i" in flags else ""
    return mark + _Python(flags).choice(parsed.choice)


def _kept(flags: str) -> set[str]:
    return {"i"} if "q" in flags else {"i", "s", "m"}


class _Writer(ABC):
    def __init__(self, flags: str) -> None:
        self.any_case = "i" in flags
        self.dot_all = "s" in flags
        self.lines = "m" in flags

    def choice(self, choice: Choice) -> str:
        return "|".join("".join(map(self._piece, each)) for each in choice.branches)

    def _piece(self, piece: Piece) -> str:
        if not isinstance(piece, Repeat):
            return self._atom(piece)
        text = self._atom(piece.atom)
        if isinstance(piece.atom, (Start, End)):
            # Python repeats no anchor.
            text = f"(?:{text})"
        return f"{text}{_times(piece.least, piece.most)}{'' if piece.greedy else '?'}"

    def _atom(self, atom: Atom) -> str:
        match atom:
            case Char(char):
                return self.char(char)
            case Escape():
                return self.escape(atom)
            case Class():
                return self.char_class(atom)
            case Group(inner, number):
                return f"({'' if number else '?:'}{self.choice(inner)})"
            case Reference(number):
                return self.reference(number)
            case Dot():
                return self.dot()
            case Start():
                return self.start()
            case End():
                return self.end()

    @abstractmethod
    def char(self, char: str) -> str: ...

    @abstractmethod
    def escape(self, escape: Escape) -> str: ...

    @abstractmethod
    def char_class(self, of: Class) -> str: ...

    @abstractmethod
    def reference(self, number: int) -> str: ...

    @abstractmethod
    def dot(self) -> str: ...

    @abstractmethod
    def start(self) -> str: ...

    @abstractmethod
    def end(self) -> str: ...


class _Rust(_Writer):
    def char(self, char: str) -> str:
        return characters.literal(char)

    def escape(self, escape: Escape) -> str:
        text = characters.escape_text(escape)
        return f"(?-i:{text})" if self.any_case and characters.minds_case_of(escape) else text

    def char_class(self, of: Class) -> str:
        if self.any_case and characters.minds_case(of):
            return f"(?-i:{characters.class_text(of, any_case=True)})"
        return characters.class_text(of, any_case=False)

    def reference(self, number: int) -> str:
        raise NotWritten

    def dot(self) -> str:
        return "." if self.dot_all else r"[^\n\r]"

    def start(self) -> str:
        return "^"

    def end(self) -> str:
        return "$"


class _Python(_Writer):
    def char(self, char: str) -> str:
        if not self.any_case or char.upper() == char.lower():
            return characters.literal(char)
        alone = Class((Char(char),), negated=False)
        return characters.spelled_out(characters.class_text(alone, any_case=True))

    def escape(self, escape: Escape) -> str:
        return characters.spelled_out(characters.escape_text(escape))

    def char_class(self, of: Class) -> str:
        return characters.spelled_out(characters.class_text(of, any_case=self.any_case))

    def reference(self, number: int) -> str:
        if number < 100:
            return f"(?({number})\\{number}|)"
        # Three digits could be the number of a character; the module ``regex`` reads this.
        return f"(?({number})\\g<{number}>|)"

    def dot(self) -> str:
        return "(?s:.)" if self.dot_all else r"[^\n\r]"

    def start(self) -> str:
        return r"(?:\A|(?<=\n)(?!\Z))" if self.lines else r"\A"

    def end(self) -> str:
        return r"(?:(?=\n)|(?<!\n)\Z)" if self.lines else r"\Z"


def _times(least: int, most: int | None) -> str:
    if (least, most) in _TIMES:
        return _TIMES[least, most]
    if least == most:
        return f"{{{least}}}"
    return f"{{{least},{'' if most is None else most}}}"
