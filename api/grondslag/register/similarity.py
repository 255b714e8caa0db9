"""How alike two titles are, by the words that carry meaning.

The measure is Dice: twice the number of shared words, divided by the number of words in
both titles together. Words that every algorithm title may hold do not count. From
:data:`THRESHOLD` on, two titles are alike enough to show to a person; it is never a proof.

Why Dice and not "does the word occur": a model called "Herkomst" shares its only word with
"Detecteren van onjuistheden ... herkomst en oorsprong van goederen", yet one is about
people and the other about goods. One word out of nine is not alike.
"""

import re
from dataclasses import dataclass

from grondslag.register.text import comparable

#: Half of all words of the two titles are shared.
THRESHOLD = 0.5

_WORD = re.compile(r"[^\W_]+")

#: Words that say nothing about which algorithm it is.
_EMPTY_WORDS = frozenset(
    _WORD.findall(
        """
        aan bij binnen de den der die dit door een en er het in is mbt met naar of om onder op
        over per te tot tussen uit van via voor wordt zonder
        ai algoritme algoritmes algoritmisch applicatie instrument model modellen risico
        risicomodel risicomodellen risicoprofiel risicoprofielen selectiemodel systeem tool
        and for of the
        """
    )
)

#: Words that mean one thing for people and another for goods, emissions or visitors.
_WORDS_WITH_MORE_MEANINGS = frozenset(("afkomst", "herkomst", "oorsprong"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """The words two titles share, in alphabetical order, and how alike that makes them."""

    score: float
    words: tuple[str, ...]

    @property
    def is_candidate(self) -> bool:
        """Whether the titles are alike enough to be shown to a person."""
        return self.score >= THRESHOLD


def likeness(one: str, other: str) -> Likeness:
    """Compare two titles; the score runs from 0 (nothing shared) to 1 (same words).

    If all that is shared is a word with more meanings, the titles are only alike when they
    have no other words at all.
    """
    left, right = _words(one), _words(other)
    shared = left & right
    if not shared or (shared <= _WORDS_WITH_MORE_MEANINGS and left != right):
        return Likeness(0.0, tuple(sorted(shared)))
    return Likeness(2 * len(shared) / (len(left) + len(right)), tuple(sorted(shared)))


def _words(title: str) -> frozenset[str]:
    all_words = frozenset(_WORD.findall(comparable(title)))
    # A title of nothing but empty words is still compared, by those words.
    return (all_words - _EMPTY_WORDS) or all_words
