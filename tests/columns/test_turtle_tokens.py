"""Sets of places as bits, and the tokens of a stretch."""

import random

import numpy as np
import pytest

from grondslag.columns import turtle_bits as bits
from grondslag.columns import turtle_tokens
from grondslag.columns.turtle_tokens import NotUsual, tokens_of


@pytest.mark.parametrize("size", [1, 63, 64, 65, 200, 1 << 18])
def test_sets_of_places_are_what_they_say(size: int) -> None:
    random_ = random.Random(size)
    data = bytes(random_.choices(b'"x', [1, random_.choice([1, 50])], k=size))
    places = [place for place, sign in enumerate(data) if sign == ord('"')]
    quote, none = bits.where(data, b'"y')
    assert bits.listed(quote).tolist() == places
    assert not none.any()
    assert bits.of(np.array(places, np.int64), len(quote)).tolist() == quote.tolist()
    width = len(quote) * 64
    after = [place + 1 for place in places if place + 1 < width]
    assert bits.listed(bits.after(quote)).tolist() == after
    assert bits.listed(bits.before(quote)).tolist() == [place - 1 for place in places if place]
    inside = [sum(1 for each in places[:400] if each <= place) % 2 for place in range(300)]
    flags = bits.members(bits.between(quote), np.arange(min(width, 300)))
    assert flags.tolist() == [bool(each) for each in inside[: len(flags)]]
    ends = [place + 1 for place in places]
    assert bits.ranges(places, ends, size).tolist() == quote.tolist()


def shown(data: bytes) -> list[str]:
    tokens = tokens_of(data)
    terms = iter(tokens.terms.to_list())
    result = [chr(mark) if mark else next(terms) for mark in tokens.marks.tolist()]
    assert next(terms, None) is None
    assert bytes(tokens.initials) == b"".join(each.encode()[:1] for each in tokens.terms)
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a b", ["a", "b"]),
        ("a.b . 1.5 .5 1. c.", ["a.b", ".", "1.5", ".5", "1", ".", "c", "."]),
        ("{a.}b", ["{", "a", ".", "}", "b"]),
        ("a;b,[c](d)", ["a", ";", "b", ",", "[", "c", "]", "(", "d", ")"]),
        ("a\\;b\\,\\. \\.", ["a\\;b\\,\\.", "\\."]),
        ('"a . \\" b" "\\\\"', ['"a . \\" b"', '"\\\\"']),
        ('"" ""@x,""', ['""', '""@x', ",", '""']),
        ('"""a "b"\n.""" """\\"""" c', ['"""a "b"\n."""', '"""\\""""', "c"]),
        ("<a b;c> d<e>", ["<a b;c>", "d<e>"]),
        ("<a#b'c> a\\#b a\\'b", ["<a#b'c>", "a\\#b", "a\\'b"]),
        ('# "a\nb # \' <\r c #\n"# d"', ["b", "c", '"# d"']),
        ('"a # b" # c "\n"d # e" "f', None),
        ("x" * 63 + " y" + "z" * 64 + ".", ["x" * 63, "y" + "z" * 64, "."]),
    ],
)
def test_tokens(text: str, expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(NotUsual):
            shown(text.encode() + b"\n")
    else:
        assert shown(text.encode() + b"\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        '"a',
        '"a\nb"',
        '"a\rb"',
        '"a\\"',
        '"""a',
        '"""a"',
        '"a"""',
        '"a""" b """c"',
        '""""a"""',
        '"""a""""',
        '""""""',
        "'a'",
        "a 'b' # c",
        "<a",
        "a>",
        "<a<b>>",
        "<a>>",
        "<a\nb>",
        '<a"b>"c',
        '<a"b>c"d>',
        "a#b",
        ".# a",
        '"""a\n# b\n"""',
        '"""a\n# b"""\n"""c',
    ],
)
def test_what_is_not_certain_is_not_taken(text: str) -> None:
    with pytest.raises(NotUsual):
        tokens_of(text.encode() + b" \n")


def test_a_stretch_has_to_end_with_white_space() -> None:
    for end in (b"", b".", b"\r"):
        with pytest.raises(NotUsual):
            tokens_of(b"a b c" + end)


def test_no_utf_8() -> None:
    with pytest.raises(NotUsual, match="UTF-8"):
        tokens_of(b'a "\xff" .\n')


def test_a_token_or_a_number_of_comments_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turtle_tokens, "_LONGEST", 10)
    assert len(tokens_of(b"x" * 10 + b"\n").terms) == 1
    with pytest.raises(NotUsual, match="too long"):
        tokens_of(b"x" * 11 + b"\n")
    monkeypatch.setattr(turtle_tokens, "_COMMENTS", 1)
    with pytest.raises(NotUsual, match="comments"):
        tokens_of(b"# a\n# b\n")
