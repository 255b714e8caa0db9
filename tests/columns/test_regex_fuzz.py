"""Random regular expressions against a matcher that follows their meaning step by step."""

from collections.abc import Callable, Iterator
from random import Random

import polars as pl
import pytest

from grondslag.columns.regex import regex

_LETTERS = "abcAB1_-& \n\r"
_Groups = dict[int, str]
#: From a text, a place and groups to each place and groups where a match can end.
_Matcher = Callable[[str, int, _Groups], Iterator[tuple[int, _Groups]]]
_Set = Callable[[str], bool]
_ESCAPES: list[tuple[str, _Set]] = [
    (r"\d", str.isdigit),
    (r"\D", lambda char: not char.isdigit()),
    (r"\s", lambda char: char in " \t\n\r"),
    (r"\S", lambda char: char not in " \t\n\r"),
    (r"\w", str.isalnum),
    (r"\W", lambda char: not char.isalnum()),
    (r"\i", lambda char: char.isalpha() or char == "_"),
    (r"\C", lambda char: not (char.isalnum() or char in "_-")),
    (r"\p{Lu}", str.isupper),
    (r"\P{Ll}", lambda char: not char.islower()),
    (r"\P{IsBasicLatin}", lambda char: False),
]


def _single(accepts: _Set) -> _Matcher:
    def match(text: str, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
        if place < len(text) and accepts(text[place]):
            yield place + 1, groups

    return match


class _Maker:
    """Makes patterns together with their meaning."""

    def __init__(self, rng: Random, flags: str) -> None:
        self.rng, self.flags, self.groups = rng, flags, 0
        self.ended: list[int] = []

    def same(self, one: str, two: str) -> bool:
        return one.lower() == two.lower() if "i" in self.flags else one == two

    def choice(self, depth: int) -> tuple[str, _Matcher]:
        made = [self.branch(depth) for _ in range(self.rng.choice((1, 1, 2)))]

        def match(text: str, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
            for _, each in made:
                yield from each(text, place, groups)

        return "|".join(written for written, _ in made), match

    def branch(self, depth: int) -> tuple[str, _Matcher]:
        made = [self.piece(depth) for _ in range(self.rng.choice((0, 1, 2, 2, 3)))]

        def match(text: str, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
            def rest(at: int, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
                if at == len(made):
                    yield place, groups
                    return
                for end, found in made[at][1](text, place, groups):
                    yield from rest(at + 1, end, found)

            return rest(0, place, groups)

        return "".join(written for written, _ in made), match

    def piece(self, depth: int) -> tuple[str, _Matcher]:
        written, once = self.atom(depth)
        if self.rng.random() < 0.65:
            return written, once
        mark, least, most = self.rng.choice(
            [("*", 0, 9), ("+", 1, 9), ("?", 0, 1), ("{2}", 2, 2), ("{0,2}", 0, 2), ("{1,}", 1, 9)]
        )

        def match(text: str, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
            def more(times: int, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
                if times >= least:
                    yield place, groups
                if times < most:
                    for end, found in once(text, place, groups):
                        # Going round without progress leads to nothing new.
                        if end > place or times < least:
                            yield from more(times + 1, end, found)

            return more(0, place, groups)

        return written + mark + self.rng.choice(("", "?")), match

    def atom(self, depth: int) -> tuple[str, _Matcher]:
        kind = self.rng.random()
        if kind < 0.4:
            char = self.rng.choice(_LETTERS)
            if "x" in self.flags and char in " \n\r":
                char = "a"
            return char, _single(lambda other: self.same(other, char))
        if kind < 0.5:
            return ".", _single(lambda char: "s" in self.flags or char not in "\n\r")
        if kind < 0.6:
            return self.anchor()
        if kind < 0.67:
            written, accepts = self.rng.choice(_ESCAPES)
            return written, _single(accepts)
        if kind < 0.78:
            written, accepts = self.char_class(2)
            return written, _single(accepts)
        if kind < 0.84 and self.ended:
            return self.reference(self.rng.choice(self.ended))
        return self.group(depth - 1) if depth else ("a", _single(lambda char: self.same(char, "a")))

    def anchor(self) -> tuple[str, _Matcher]:
        start, lines = self.rng.random() < 0.5, "m" in self.flags

        def holds(text: str, place: int) -> bool:
            before, after = text[:place], text[place:]
            if start:
                return not before or (lines and before.endswith("\n") and bool(after))
            ends = not after and not (lines and before.endswith("\n"))
            return ends or (lines and after.startswith("\n"))

        def match(text: str, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
            if holds(text, place):
                yield place, groups

        return "^" if start else "$", match

    def char_class(self, depth: int) -> tuple[str, _Set]:
        parts: list[tuple[str, _Set]] = []
        for _ in range(self.rng.randint(1, 3)):
            kind = self.rng.random()
            if kind < 0.4:
                char = self.rng.choice("abA1_& \n~")
                parts.append((char, lambda other, char=char: self.same(other, char)))
            elif kind < 0.7:
                first, last = sorted(self.rng.sample("abcABC019", 2))
                parts.append((f"{first}-{last}", self.between(first, last)))
            else:
                parts.append(self.rng.choice(_ESCAPES))
        negated = self.rng.random() < 0.3
        written = "^" * negated + "".join(each for each, _ in parts)
        without: _Set | None = None
        if depth and self.rng.random() < 0.3:
            less, without = self.char_class(depth - 1)
            written += f"-{less}"

        def accepts(char: str) -> bool:
            if without is not None and without(char):
                return False
            return any(each(char) for _, each in parts) != negated

        return f"[{written}]", accepts

    def between(self, first: str, last: str) -> _Set:
        cases: list[Callable[[str], str]] = [str]
        if "i" in self.flags:
            cases += [str.lower, str.upper]
        return lambda char: any(first <= case(char) <= last for case in cases)

    def group(self, depth: int) -> tuple[str, _Matcher]:
        if self.rng.random() < 0.4:
            written, inner = self.choice(depth)
            return f"(?:{written})", inner
        self.groups += 1
        number = self.groups
        written, inner = self.choice(depth)
        self.ended.append(number)

        def match(text: str, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
            for end, found in inner(text, place, groups):
                yield end, {**found, number: text[place:end]}

        return f"({written})", match

    def reference(self, number: int) -> tuple[str, _Matcher]:
        def match(text: str, place: int, groups: _Groups) -> Iterator[tuple[int, _Groups]]:
            wanted = groups.get(number, "")
            end = place + len(wanted)
            if self.same(text[place:end], wanted):
                yield end, groups

        # The braces keep a digit that follows out of the number.
        return f"(?:\\{number})", match


def _found(matcher: _Matcher, text: str) -> bool:
    return any(True for place in range(len(text) + 1) for _ in matcher(text, place, {}))


def compare(seed: int) -> None:
    rng = Random(seed)
    flags = "".join(flag for flag in "smix" if rng.random() < 0.3)
    pattern, matcher = _Maker(rng, flags).choice(2)
    texts = ["".join(rng.choices(_LETTERS, k=rng.randint(0, 5))) for _ in range(8)]
    texts += [f"{texts[0]}\n", ""]
    found = regex(pattern, flags).found(pl.Series(texts)).tolist()
    assert found == [_found(matcher, text) for text in texts], (pattern, flags, texts)


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_random_patterns(start: int) -> None:
    for seed in range(start, start + 100):
        compare(seed)


@pytest.mark.slow
def test_many_random_patterns() -> None:
    for seed in range(1000, 50_000):
        compare(seed)
