"""Every short sequence of tokens makes the statements that Oxigraph makes of it, or none."""

import random
from collections.abc import Iterable
from itertools import product

import numpy as np
import pytest

from columns.turtle_road import TRIG, Statement, plainly
from grondslag.columns.turtle_structure import Statements, statements_of
from grondslag.columns.turtle_tokens import NotUsual

TERM = "t"
ALPHABET = TERM + ".;,[](){}"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def as_read_here(tokens: str) -> list[Statement] | None:
    """Statements in words, anonymous nodes named in order of appearance; None for none."""
    marks = np.array([0 if token == TERM else ord(token) for token in tokens], np.uint8)
    count = tokens.count(TERM)
    try:
        found = statements_of(marks, np.arange(count, dtype=np.int32), np.zeros(count, np.uint8))
    except NotUsual:
        return None
    # A stretch that begins and ends outside of graphs, of which the terms are IRIs.
    if found.begins_inside or found.ends_inside or len(found.keywords):
        return None
    return in_words(found, count)


def in_words(found: Statements, count: int) -> list[Statement]:
    known = [f"<{RDF}{name}>" for name in ("first", "rest", "nil")]
    names: dict[int, str] = {}

    def word(number: int) -> str:
        if number < 0:
            return ""
        if number < count:
            return f"<a:{number}>"
        if number < count + len(known):
            return known[number - count]
        return names.setdefault(number, f"_:f7n{len(names) + 1}")

    columns = (found.subject, found.predicate, found.object, found.graph)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [tuple(word(number) for number in row) for row in rows]


def compare(sequences: Iterable[str]) -> int:
    """Compare with Oxigraph; return how many sequences were taken."""
    taken = 0
    for tokens in sequences:
        numbers = iter(range(len(tokens)))
        words = [f"<a:{next(numbers)}>" if token == TERM else token for token in tokens]
        try:
            expected = plainly(" ".join(words).encode(), TRIG)
        except SyntaxError:
            expected = None
        assert as_read_here(tokens) == expected, tokens
        taken += expected is not None
    return taken


@pytest.mark.parametrize("length", range(5))
def test_all_short_sequences(length: int) -> None:
    assert compare(map("".join, product(ALPHABET, repeat=length))) >= (length in (0, 2, 3, 4))


# Whole statements, of which one token is changed: nearly right is what must not be taken.
STATEMENTS = [
    "ttt.",
    "ttt;tt,t;.",
    "tt[tt;tt],t.",
    "[tt].",
    "[]tt.",
    "tt(t[tt]()).",
    "()tt.",
    "t{ttt.ttt}",
    "{[tt].tt[]}",
    "[]{tt(t)}",
    "{}",
]


@pytest.mark.parametrize("seed", range(4))
def test_sequences_that_are_nearly_right(seed: int) -> None:
    random_ = random.Random(seed)
    sequences = []
    for _ in range(2_000):
        tokens = "".join(random_.choices(STATEMENTS, k=random_.choice([1, 2, 3])))
        for _ in range(random_.choice([0, 1, 1, 1, 2])):
            start = random_.randint(0, len(tokens))
            new = random_.choice([*ALPHABET, ""])
            tokens = tokens[:start] + new + tokens[start + random_.choice([0, 1, 1]) :]
        sequences.append(tokens)
    assert 400 < compare(sequences) < 1600
