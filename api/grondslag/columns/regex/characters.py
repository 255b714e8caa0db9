r"""Sets of characters, as text for Rust, and spelled out for Python.

The escapes of XML Schema 1.1 part 2 (appendices G.4.2.4 and G.4.2.5): ``\s`` is space, tab, line
feed and carriage return; ``\d`` is ``\p{Nd}``; ``\w`` all but punctuation, separators and others;
``\i`` and ``\c`` are NameStartChar and NameChar of XML 1.0 (fifth edition, section 2.3).

Rust knows the categories of Unicode and what differs in case only. Python knows neither in a
pattern, so it gets what Rust says: both engines have the same version of Unicode.
"""

from functools import cache, lru_cache

import polars as pl

from grondslag.columns.regex.blocks import block
from grondslag.columns.regex.syntax import Char, Class, Escape, Range

_FIRST_IN_NAMES = (
    r":A-Z_a-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}"
    r"\x{200C}-\x{200D}\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}"
    r"\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}"
)
#: What stands in a class of Rust for an escape, and for its complement.
_ESCAPES = {
    "d": (r"\d", r"\D"),
    "s": (r" \t\n\r", r"[^ \t\n\r]"),
    "w": (r"[^\p{P}\p{Z}\p{C}]", r"\p{P}\p{Z}\p{C}"),
    "i": (_FIRST_IN_NAMES, f"[^{_FIRST_IN_NAMES}]"),
    "c": (
        rf"{_FIRST_IN_NAMES}\-.0-9\x{{B7}}\x{{300}}-\x{{36F}}\x{{203F}}-\x{{2040}}",
        rf"[^{_FIRST_IN_NAMES}\-.0-9\x{{B7}}\x{{300}}-\x{{36F}}\x{{203F}}-\x{{2040}}]",
    ),
}
#: Escapes that have of every character the same in other case as well, or none of them.
_WITHOUT_CASE = frozenset("dsw")
_CONTROL = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_SPECIAL_IN_CLASS = frozenset("\\[]^-&~")
_SPECIAL = frozenset("\\.+*?()|[]{}^$")


def literal(char: str) -> str:
    """Return a character as it stands outside a class, in both engines."""
    return f"\\{char}" if char in _SPECIAL else _CONTROL.get(char, char)


def escape_text(escape: Escape) -> str:
    """Return an escape as it stands outside a class of Rust."""
    inner = _in_class(escape)
    single = inner.startswith("\\") and inner.count("\\") == 1
    alone = single and "-" not in inner or inner.startswith("[")
    return inner if alone else f"[{inner}]"


def class_text(of: Class, *, any_case: bool) -> str:
    """Return a class in the syntax of Rust.

    Args:
        of: the class.
        any_case: characters and ranges have those in other case with them (5.6.2, flag ``i``),
            which escapes have not. The text is to be read as it is.
    """
    plain = [each for each in of.parts if not isinstance(each, Escape)]
    text = "".join(map(_in_class, plain))
    if any_case and text:
        text = "".join(map(_run_text, runs(f"(?i:[{text}])")))
    text += "".join(_in_class(each) for each in of.parts if isinstance(each, Escape))
    text = f"[{'^' if of.negated else ''}{text}]"
    if of.without is None:
        return text
    return f"[{text}--{class_text(of.without, any_case=any_case)}]"


def minds_case(of: Class) -> bool:
    """Tell whether flag ``i`` must not reach a part of a class."""
    if any(minds_case_of(each) for each in of.parts if isinstance(each, Escape)):
        return True
    return of.without is not None and minds_case(of.without)


def minds_case_of(escape: Escape) -> bool:
    """Tell whether flag ``i`` must not reach an escape."""
    return escape.name not in _WITHOUT_CASE


def _in_class(part: Char | Range | Escape) -> str:
    match part:
        case Char(char):
            return f"\\{char}" if char in _SPECIAL_IN_CLASS else _CONTROL.get(char, char)
        case Range(first, last):
            return f"{_in_class(Char(first))}-{_in_class(Char(last))}"
        case Escape(name, negated) if name in _ESCAPES:
            return _ESCAPES[name][negated]
        case Escape(name, negated) if name.startswith("Is"):
            first, last = block(name[2:]) or ("", "")
            text = _run_text((first, last))
            return f"[^{text}]" if negated else text
        case Escape(name, negated):
            return f"\\{'P' if negated else 'p'}{{{name}}}"


def _run_text(run: tuple[str, str]) -> str:
    return f"\\x{{{ord(run[0]):X}}}-\\x{{{ord(run[1]):X}}}"


@cache
def _every_character() -> pl.Series:
    codes = (*range(0xD800), *range(0xE000, 0x110000))
    return pl.Series(["".join(map(chr, codes))], dtype=pl.String)


@lru_cache(maxsize=1024)
def runs(text: str) -> tuple[tuple[str, str], ...]:
    """Return the first and last character of each run of those that a class of Rust has."""
    found = _every_character().str.extract_all(f"(?:{text})+")[0]
    return tuple((each[0], each[-1]) for each in found)


def spelled_out(text: str) -> str:
    """Return a class of Rust as a class of Python."""
    found = runs(text)
    if not found:
        return "(?!)"
    ranges = (
        f"\\U{ord(first):08x}" + (f"-\\U{ord(last):08x}" if last != first else "")
        for first, last in found
    )
    return f"(?-i:[{''.join(ranges)}])"
