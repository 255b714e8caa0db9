"""Regular expressions of XPath: what the specifications say, case by case.

F&O is XPath and XQuery Functions and Operators 3.1, XSD is XML Schema 1.1 part 2.
"""

from itertools import product

import polars as pl
import pytest

from grondslag.columns.regex import Budget, TooSlow, check_pattern, regex, second
from grondslag.columns.regex.blocks import block

#: Pattern, flags, texts in which it is found, texts in which it is not.
FOUND = [
    # F&O 5.6.3, the examples of fn:matches
    ("bra", "", ["abracadabra"], []),
    ("^a.*a$", "", ["abracadabra"], []),
    ("^bra", "", [], ["abracadabra"]),
    # F&O 5.6.2, the examples of flags
    ("helloworld", "x", ["helloworld"], []),
    ("hello world", "x", ["helloworld"], ["hello world"]),
    ("hello[ ]world", "x", ["hello world"], ["helloworld"]),
    (r"hello\ sworld", "x", ["hello world"], ["helloworld"]),
    ("12.3+5", "q", ["abc12.3+5def"], ["12.335"]),
    (r"a\b", "q", [r"a\b"], ["ab"]),
    ("[b", "qxm", ["a[b"], ["b"]),
    ("A.B", "qi", ["a.b"], ["axb"]),
    ("[A-Z-[IO]]", "i", ["A", "B", "a", "b"], ["I", "O", "i", "o"]),
    ("[^Q]", "i", ["a"], ["Q", "q"]),
    (r"\p{Lu}", "i", ["A"], ["a"]),
    (r"[\p{Lu}]", "i", ["A"], ["a"]),
    (r"[\p{Lu}b]", "i", ["A", "b", "B"], ["a"]),
    (r"[^\p{Lu}b]", "i", ["a"], ["A", "b", "B"]),
    (r"[\p{L}-[\p{Ll}b]]", "i", ["A"], ["a", "b", "B"]),
    ("ss", "i", ["SS", "sS"], ["ß"]),
    ("k", "i", ["K", "\u212a"], []),
    # F&O 5.6.1.1 and 5.6.2, line starts and ends
    ("^a$", "", ["a"], ["a\n", "\na", "a\nb"]),
    ("^a$", "m", ["a", "a\n", "b\na", "b\na\nc"], ["ab", "a\rb"]),
    ("^$", "m", ["", "\n", "a\n\n", "a\n\nb"], ["a\n", "a\r\rb"]),
    ("^b", "m", ["a\nb"], ["a\rb"]),
    ("b$", "m", ["b\na"], ["b\ra"]),
    (r"^(a)\1$", "", ["aa"], ["aa\n"]),
    (r"^(a)\1$", "m", ["aa", "aa\n", "b\naa"], ["aaa"]),
    (r"^\n?$", "", ["", "\n"], ["\n\n"]),
    ("^*a", "", ["a"], ["b"]),
    ("(a)$+", "", ["ba"], ["ab"]),
    (r"\$", "", ["$"], ["a"]),
    ("[$^.]", "", ["$", "^", "."], ["a"]),
    # F&O 5.6.2, the dot
    ("^.$", "", ["a", " ", "\u0085", "\u2028", "\U0001f600"], ["\n", "\r", "", "ab"]),
    ("^.$", "s", ["a", "\n", "\r"], ["", "ab"]),
    ("a.b", "s", ["a\nb"], ["ab"]),
    (r"^(.)\1$", "", ["aa"], ["\n\n", "ab"]),
    (r"^(.)\1$", "s", ["aa", "\n\n"], ["ab"]),
    # F&O 5.6.1.3 and 5.6.1.4, groups and references
    ("^(?:a|b)+$", "", ["abba"], ["abc"]),
    ("^('|\").*\\1$", "", ["'a'", '"a"'], ["'a\""]),
    (r"^(a)?\1b$", "", ["b", "aab"], ["ab"]),
    (r"^(a|(b))\2c$", "", ["ac", "bbc"], ["abc", "bc"]),
    (r"^(a)\10$", "", ["aa0"], ["a0"]),
    (r"^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10$", "", ["abcdefghijj"], ["abcdefghija0"]),
    (r"^(?:a)(b)\1$", "", ["abb"], ["aba"]),
    (r"^(x)\1$", "i", ["xX", "XX"], ["xy"]),
    (r"^(x)y\1$", "xi", ["xYX"], ["x"]),
    ("( ?: a)", "x", ["a"], ["b"]),
    # F&O 5.6.1.2 and XSD G.3, quantifiers
    ("^a{2}$", "", ["aa"], ["a", "aaa"]),
    ("^a{2,}$", "", ["aa", "aaa"], ["a"]),
    ("^a{0,2}$", "", ["", "aa"], ["aaa"]),
    ("^a{01,002}$", "", ["a", "aa"], ["", "aaa"]),
    ("^a{0}$", "", [""], ["a"]),
    ("^a*?b+?c??d{1,2}?$", "", ["aabbcdd", "bd"], ["ad"]),
    ("^(|a)$", "", ["", "a"], ["b"]),
    ("^()$", "", [""], ["b"]),
    ("", "", ["", "a"], []),
    # XSD G.4.1, classes
    ("^[a-z-[aeiou]]+$", "", ["xyz"], ["xaz"]),
    ("^[^a-z-[0-9]]$", "", ["A", "-"], ["a", "0"]),
    ("^[a-z-[c-x-[m]]]$", "", ["a", "m", "z"], ["c", "n"]),
    ("^[^a-[^b]]$", "", ["b"], ["a", "c"]),
    ("^[a-[a]]$", "", [], ["a", "b", ""]),
    ("^[a-z&&]+$", "", ["x&y"], ["-"]),
    ("^[a~~b]+$", "", ["a~b"], ["c"]),
    ("^[&&a]+$", "", ["&a"], ["b"]),
    ("^[ac-]$", "", ["a", "c", "-"], ["b"]),
    ("^[-ac]$", "", ["-", "a"], ["b"]),
    ("^[^-a]$", "", ["b"], ["-", "a"]),
    ("^[-]$", "", ["-"], ["a"]),
    ("^[a-c-e]$", "", ["b", "-", "e"], ["d"]),
    (r"^[\w-.]$", "", ["a", "-", "."], ["/"]),
    (r"^[\d-z]$", "", ["5", "-", "z"], ["y"]),
    ("^[a--[b]]$", "", ["a", "-"], ["b"]),
    (r"^[\[\]\\\^\-]$", "", ["[", "]", "\\", "^", "-"], ["a"]),
    ("^[a^]$", "", ["a", "^"], ["b"]),
    ("^[^^]$", "", ["a"], ["^"]),
    ("^[a ]+$", "x", ["a a"], ["ab"]),
    ("b#zzz", "x", ["b#zzz"], ["b"]),
    ("^[(){}*+?.|]$", "", ["(", "{", "*", "|"], ["a"]),
    # XSD G.4.2, escapes
    (r"^\n\r\t\\\|\.\-\^\?\*\+\{\}\(\)\[\]\$$", "", ["\n\r\t\\|.-^?*+{}()[]$"], ["n"]),
    (r"^\d$", "", ["7", "\u0663"], ["a", "\u00b2", "\u2160"]),
    (r"^\D$", "", ["a"], ["7", "\u0663"]),
    (r"^\w$", "", ["a", "é", "1", "+", "\u20ac"], ["_", "-", ".", " ", "\u00ad", "\u200d"]),
    (r"^\W$", "", ["_", "-", " "], ["a", "+"]),
    (r"^[\w_]+$", "", ["a_b"], ["a-b"]),
    (r"^[^\w]$", "", ["_"], ["a"]),
    (r"^[\W\d]$", "", ["_", "1"], ["a"]),
    (r"^\s$", "", [" ", "\t", "\n", "\r"], ["\u00a0", "\x0b", "\x0c", "\u2003", "a"]),
    (r"^\S$", "", ["\u00a0", "a"], [" ", "\n"]),
    (r"^[^\s]$", "", ["a", "\u00a0"], [" "]),
    (r"^[\Sb]$", "", ["a", "b"], [" "]),
    (r"^\i\c*$", "", ["a-b.1", "_x", ":", "é"], ["1a", "-a", "a b", "\u00aa"]),
    (r"^[\i-[:]][\c-[:]]*$", "", ["a-b.1", "_x"], [":", "a:b"]),
    (r"^\I\C$", "", ["1 ", "  "], ["a ", "1a"]),
    (r"^\i$", "i", ["a", "\u03bc"], ["\u00b5"]),
    (r"^\p{Lu}\p{Ll}\p{N}\P{L}$", "", ["Aa1-"], ["aA1-", "Aa1b"]),
    (r"^[\p{L}\p{Nd}-[a-c]]+$", "", ["xyz1"], ["a"]),
    (r"^\p{IsBasicLatin}$", "", ["a", "\x7f"], ["é"]),
    (r"^\P{IsBasicLatin}$", "", ["é"], ["a"]),
    (r"^[\p{IsGreek}a]$", "", ["α", "a"], ["b"]),
    (r"^[\P{IsBasicLatin}a]$", "", ["é", "a"], ["b"]),
    (r"^\p{IsLatin-1Supplement}+$", "", ["éà"], ["e"]),
    (r"^\p{Is Basic Latin}$", "x", ["a"], ["é"]),
    (r"^(\p{Lu})\1$", "", ["AA"], ["aa", "Aa"]),
    (r"^(\p{Lu})\1$", "i", ["AA", "Aa"], ["aa"]),
    (r"^([a-c-[b]])\1$", "i", ["aA", "CC"], ["bb", "BB"]),
    (r"^(\i)\c\1$", "", ["a-a"], ["--a"]),
    (r"^([a-[a]])?\1b$", "", ["b"], ["ab"]),
    # characters that mean something to an engine and nothing to XPath
    ("^a&&b$", "", ["a&&b"], ["a"]),
    ("^a-b#c/d$", "", ["a-b#c/d"], ["a"]),
    # no escapes of XPath, taken all the same (validation/README.md)
    (r"^a\/\"\_[\/\-]$", "", ['a/"_/', 'a/"_-'], ["a\\/"]),
    (r"^(\/)\1$", "", ["//"], ["/"]),
]
INVALID = [
    ("a{b", 2), ("a{,3}", 2), ("a{1", 2), ("a{3,2}", 2), ("a{1,2,3}", 2), ("{", 1), ("{1}", 1),
    ("a}", 2), ("a]", 2), ("a)", 2), ("(a", 1), ("(a|(b)", 1), ("[a", 1), ("[a-", 4),
    ("*a", 1), ("a|*", 3), ("(+a)", 2), ("?", 1), ("a**", 3), ("a+?+", 4), ("a{2}{3}", 5),
    ("a*+", 3), ("a???", 4), ("foo(?=bar)", 4), ("(?!a)", 1), ("(?<=a)b", 1), ("(?<n>a)", 1),
    ("(?P<n>a)", 1), ("(?i)x", 1), ("(?i:x)", 1), ("(?#c)", 1), (r"\x78", 1), (r"\u0078", 1),
    (r"\b", 1), (r"\A", 1), (r"a\z", 2), (r"\h", 1),
    (r"\ ", 1), ("a\\", 2), (r"\0", 1), (r"\1(a)", 1), (r"(a\1)", 3), (r"(?:a)\1", 6),
    (r"(a)\2", 4), (r"[\1]", 2), (r"[\b]", 2), ("[]", 1), ("[]a]", 1), ("[^]", 1), ("[[a]]", 2),
    ("[a[b]]", 3), ("[z-a]", 2), (r"[a-\d]", 2), ("[--a]", 2), ("[+--z]", 4), ("[-[b]]", 2),
    ("[a-[b]c]", 7), ("[a-[b]-[c]]", 7), (r"\p{L", 1), (r"\pL", 1), (r"\p{}", 1), (r"\p{Cs}", 1),
    (r"\p{Foo}", 1), (r"\p{lu}", 1), (r"\p{IsFoo}", 1), (r"\p{Isbasiclatin}", 1),
    (r"\p{Greek}", 1), (r"[\p{L]", 2), ("[[:alpha:]]", 2), ("a{99999999999}", 3),
    ("(" * 500 + ")" * 500, 51), ("[a-" * 500 + "[b]" + "]" * 500, 151),
]  # fmt: skip
#: Text, pattern, replacement, flags and what comes out (F&O 5.6.4).
REPLACED = [
    ("abracadabra", "bra", "*", "", "a*cada*"),
    ("abracadabra", "a.*a", "*", "", "*"),
    ("abracadabra", "a.*?a", "*", "", "*c*bra"),
    ("abracadabra", "a", "", "", "brcdbr"),
    ("abracadabra", "a(.)", "a$1$1", "", "abbraccaddabbra"),
    ("AAAA", "A+", "b", "", "b"),
    ("AAAA", "A+?", "b", "", "bbbb"),
    ("darted", "^(.*?)d(.*)$", "$1c$2", "", "carted"),
    (r"a\b\c", "\\", "\\\\", "q", r"a\\b\\c"),
    ("a/b/c", "/", "$", "q", "a$b$c"),
    ("aa", "(a)", "$15", "", "a5a5"),
    ("aa", "(a)", "[$2]", "", "[][]"),
    ("aa", "(a)", r"\$1", "", "$1$1"),
    ("aa", "(a)", r"\\", "", "\\\\"),
    ("aa", "a", "$0$0", "", "aaaa"),
    ("ab", "(a)(b)", "$2$01", "", "ba"),
    ("a", "(a)", "$10", "", "a0"),
    ("a", "(x)|a", "[$1]", "", "[]"),
    ("ab", "(a)", "$1x", "", "axb"),
    ("ab", "A", "x", "i", "xb"),
    ("aab", r"(a)\1", "<$1>", "", "<a>b"),
    ("a\na\n", "a$", "b", "m", "b\nb\n"),
    ("x\n", "^(x|\n)", "-", "m", "-\n"),
    ("abcdefghijk", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", "$11$10$12", "", "kja2"),
]
NOT_REPLACED = [
    ("a", ".*?", "b", ""), ("a", "^", "b", ""), ("a", "a?", "b", "m"), ("a", r"(b)?\1", "c", ""),
    ("a", "a", "$", ""), ("a", "a", "$x", ""), ("a", "a", "$$1", ""), ("a", "a", "\\", ""),
    ("a", "a", r"\n", ""), ("a", "(", "b", ""), ("a", "a", "b", "y"),
]  # fmt: skip
#: Patterns that are the same text for the engine of Rust.
ORDINARY = [
    "^a", "b$", "^https://example", "[0-9]{2}", "^$", "[A-Z]", "^[^ ]+$", "é", "a|b", "(a+)?",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", r"\.nl$", "^(?:a|b)*?c{2,3}$", r"^\d+(\.\d+)?$", r"\p{L}",
    r"[^a-z\n]",
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "flags", "found", "missing"), FOUND)
def test_found(pattern: str, flags: str, found: list[str], missing: list[str]) -> None:
    looked = regex(pattern, flags).found(pl.Series([*found, *missing], dtype=pl.String))
    assert looked.tolist() == [True] * len(found) + [False] * len(missing)


@pytest.mark.parametrize(("pattern", "place"), INVALID)
def test_not_a_regular_expression(pattern: str, place: int) -> None:
    with pytest.raises(ValueError, match=f"at character {place}$"):
        check_pattern(pattern)


@pytest.mark.parametrize("flags", ["y", "i;j", "I", "i m", "g"])
def test_unknown_flags(flags: str) -> None:
    with pytest.raises(ValueError, match="unknown flag"):
        check_pattern("a", flags)


def test_places_under_flag_x_are_those_in_the_text() -> None:
    with pytest.raises(ValueError, match="at character 6$"):
        check_pattern("a  b }", "x")


@pytest.mark.parametrize(("text", "pattern", "replacement", "flags", "outcome"), REPLACED)
def test_replaced(text: str, pattern: str, replacement: str, flags: str, outcome: str) -> None:
    assert regex(pattern, flags).replaced(pl.Series([text, text]), replacement) == [outcome] * 2


@pytest.mark.parametrize(("text", "pattern", "replacement", "flags"), NOT_REPLACED)
def test_not_replaced(text: str, pattern: str, replacement: str, flags: str) -> None:
    with pytest.raises(ValueError):
        regex(pattern, flags).replaced(pl.Series([text]), replacement)


@pytest.mark.parametrize(("pattern", "flags"), list(product(ORDINARY, ["", "s"])))
def test_ordinary_patterns_stay_as_they_are(pattern: str, flags: str) -> None:
    found = regex(pattern, flags)
    assert found.rust == (f"(?{flags})" if flags else "") + pattern
    assert not found.minds_last_line


def test_what_is_too_large_for_rust_goes_to_the_second_engine() -> None:
    found = regex(r"^\w{2000}$")
    assert found.rust is None
    assert found.found(pl.Series(["a" * 2000, "a" * 1999])).tolist() == [True, False]


def test_a_block_is_a_name_of_unicode_without_spaces() -> None:
    assert block("BasicLatin") == ("\0", "\x7f")
    assert block("CJKUnifiedIdeographs") == ("\u4e00", "\u9fff")
    assert block("SupplementaryPrivateUseArea-B") == ("\U00100000", "\U0010ffff")
    assert block("Basic Latin") is None


@pytest.mark.parametrize(("pattern", "flags", "found", "missing"), FOUND)
def test_both_engines_agree(pattern: str, flags: str, found: list[str], missing: list[str]) -> None:
    each = regex(pattern, flags)
    texts = pl.Series([*found, *missing], dtype=pl.String)
    assert each._found_slowly(texts, Budget()).tolist() == each.found(texts).tolist()


def test_a_pattern_that_would_take_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    # Ways to part 100 letters in ones and twos: the 101st number of Fibonacci, some 5.7e20.
    monkeypatch.setattr(second, "LONGEST", 0.05)
    found = regex(r"^((a|aa)+)\1b$")
    assert found.rust is None
    texts = pl.Series(["aab", "a" * 100 + "c"])
    assert found.found(texts.head(1)).tolist() == [True]
    with pytest.raises(TooSlow, match=r"0\.05 seconds, at a text of 101 characters"):
        found.found(texts)
    with pytest.raises(TooSlow):
        found.replaced(texts, "")


@pytest.mark.parametrize(
    "pattern",
    [r"^a{50000000}\w{2000}(b|c){1,9}$", r"(a)\1(ab){100000000}", r"(a)\1((b{1000}){1000}){1000}"],
)
def test_what_would_take_all_memory_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="too much is repeated"):
        regex(pattern)


def test_a_large_pattern_with_one_way_to_go_on_has_no_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(second, "LONGEST", 0.0)
    monkeypatch.setattr(second, "_PER_CHARACTER", 0.0)
    found = regex(r"^\w{1,2000}$")
    assert found.rust is None
    assert found.found(pl.Series(["a" * 2000] * 500)).all()


def test_many_texts_have_more_time_than_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "LONGEST", 0.01)
    texts = pl.Series([f"{number:06}" * 2 for number in range(20_000)])
    assert regex(r"^([0-9]{6})\1$").found(texts).all()


def test_memory_that_runs_out_is_no_outcome() -> None:
    texts = pl.Series(["ab" * 2_000_000 + "d"])
    with pytest.raises(TooSlow, match="too much memory"):
        regex(r"^(?:(a|b)|c)*\1d").found(texts)


def test_a_reference_to_a_group_of_three_digits() -> None:
    found = regex("(a)" * 100 + r"\100$")
    assert found.found(pl.Series(["a" * 101, "a" * 100 + "@", "a" * 100])).tolist() == [
        True,
        False,
        False,
    ]


def test_numbers_of_many_digits() -> None:
    assert regex("^a{" + "0" * 5000 + "1}$").found(pl.Series(["a"])).all()
    assert regex("(a)").replaced(pl.Series(["a"]), "$" + "1" * 5000) == ["a" + "1" * 4999]
