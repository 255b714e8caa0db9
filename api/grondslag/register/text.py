"""Text in two languages, and the form of a text that is compared and never shown.

Register texts are free text: HTML tags, non-breaking hyphens and spaces, zero-width
characters, accents that come and go. All of that is kept as published. It is only taken
away in the copy that is compared.
"""

import html
import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One message in Dutch and in English."""

    nl: str
    en: str


# A tag starts with a letter directly after "<" or "</", so that "a < b" stays text.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_SINGLE_QUOTES = re.compile("[\u2018\u2019\u02bc`\u00b4]")


def comparable(text: str) -> str:
    """Return the form of a text in which two spellings of one name are equal.

    Tags become spaces, character references become characters, every hyphen becomes "-",
    invisible characters and accents go, runs of white space become one space, and case
    is folded. The result is for comparison only.
    """
    plain = html.unescape(_TAG.sub(" ", text))
    plain = _SINGLE_QUOTES.sub("'", _HYPHENS.sub("-", _INVISIBLE.sub("", plain)))
    decomposed = unicodedata.normalize("NFKD", plain)
    without_accents = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(_HYPHENS.sub("-", without_accents).casefold().split())
