"""Tokens of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/, section 19.8).

The kind of a token is

- its own text for punctuation and operators, and for the keyword ``a``;
- its text in upper case for every other bare word, whether it is a keyword or not;
- ``var``, ``iri``, ``pname``, ``string``, ``number``, ``blank``, ``lang`` and ``end`` for the rest.

The longest token wins, so ``<?b&&?c>`` is an IRI, as in the specification; the parser asks for
the tokens again where only an operator can stand.
A prefix can have 250 characters, so that a long text without colons is not read again and again.

Codepoint escapes (``\\u00e9``) are read in strings and IRIs, where they can do no harm to the
borders of a token.
"""

import re
from functools import cache
from typing import NamedTuple

from grondslag.sparql.errors import SparqlSyntaxError

_LETTERS = "A-Za-z"
_ALL_LETTERS = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_MORE_IN_NAMES = r"\u00B7\u0300-\u036F\u203F-\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

_WORD, _OPERATOR, _END, _BAD = 4, 6, 10, 11
_KINDS = ("", "var", "pname", "iri", "", "number", "", "string", "blank", "lang", "end")
# Characters of the mark before a value: the "?" of a variable and so on.
_MARKS = (0, 1, 0, 0, 0, 0, 0, 0, 2, 1, 0)


@cache
def _pattern(*, ascii_only: bool) -> re.Pattern[str]:
    """Return the pattern of a token; the one for all of Unicode takes long to compile."""
    base = _LETTERS if ascii_only else _ALL_LETTERS
    name = f"{base}_0-9" if ascii_only else f"{base}_0-9{_MORE_IN_NAMES}"
    chars = rf"{name}\-"
    return re.compile(
        rf"""
    [ \t\r\n]*+ (?: \# [^\r\n]*+ [ \t\r\n]*+ )*+
    (?:
      [?$] ([{base}_0-9][{name}]*+)
    | ( (?: [{base}] [{chars}.]{{0,250}}+ (?<!\.) )? :
        (?: (?: [{base}_0-9:] | {_ESCAPED} )
            (?: [{chars}:]++ | {_ESCAPED} | \.++ (?= [{chars}:] | {_ESCAPED} ) )*+ )? )
    | ( < (?: [^\x00-\x20<>"{{}}|^`\\]++ | \\u[0-9A-Fa-f]{{4}} | \\U[0-9A-Fa-f]{{8}} )*+ > )
    | ( [A-Za-z][A-Za-z0-9_]*+ )
    | ( [+-]? (?: [0-9]+\.[0-9]*[eE][+-]?[0-9]+ | \.?[0-9]+[eE][+-]?[0-9]+ | [0-9]*\.[0-9]+
        | [0-9]+ ) )
    | ( \^\^ | \|\| | && | != | <= | >= | [{{}}()\[\].,;*/+\-!=<>|^?] )
    | ( \"\"\" (?: [^"\\]++ | \\. | "{{1,2}}(?!") )*+ \"\"\"
      | ''' (?: [^'\\]++ | \\. | '{{1,2}}(?!') )*+ '''
      | (?!\"{{3}}) " (?: [^"\\\n\r]++ | \\. )*+ "
      | (?!'{{3}}) ' (?: [^'\\\n\r]++ | \\. )*+ ' )
    | _: ( [{base}_0-9] [{chars}]*+ (?: \.+ [{chars}]++ )*+ )
    | @ ( [A-Za-z]++ (?: - [A-Za-z0-9]++ )*+ )
    | ( \Z )
    | ( . )
    )""",
        re.VERBOSE | re.DOTALL,
    )


class Tokens(NamedTuple):
    """The tokens of a text as columns; the last one is ``end``.

    ``values`` have no ``?`` or ``$`` for variables, no ``_:`` for blank nodes and no ``@`` for
    language tags, and are as written for the rest; ``offsets`` count characters from 0.
    """

    kinds: list[str]
    values: list[str]
    offsets: list[int]


def tokenize(text: str, start: int = 0) -> Tokens:
    """Split a query text from an offset on.

    Raises:
        SparqlSyntaxError: a character starts no token, such as the quote of an open string.
    """
    kinds: list[str] = []
    values: list[str] = []
    offsets: list[int] = []
    for match in _pattern(ascii_only=text.isascii()).finditer(text, start):
        index = match.lastindex or _END
        value = match[index]
        if index == _OPERATOR:
            kind = value
        elif index == _WORD:
            kind = value if value == "a" else value.upper()
        elif index == _BAD:
            raise SparqlSyntaxError(_bad(value), text, match.start(index))
        else:
            kind = _KINDS[index]
        kinds.append(kind)
        values.append(value)
        offsets.append(match.start(index) - _MARKS[index])
        if index == _END:
            break
    return Tokens(kinds, values, offsets)


def _bad(character: str) -> str:
    if character in "\"'":
        return "the string that starts here does not end"
    return f"the character {character!r} starts nothing that can stand in a query"
