"""The Dutch texts that people read are plain: short sentences, no words of the trade, "u".

This covers the message, the reason and the repair of every rule, and the plain explanation
(`rdfs:comment`) of every term of the ontology.
"""

import re

import pytest
from rdflib import Literal
from rdflib.namespace import RDFS, SH

from rules.harness import GS, ontology, rules, shapes

#: Longest sentence, and the longest average, in words.
LONGEST = 25
LONGEST_AVERAGE = 15
LONGEST_COMMENT = 30

#: Words of the trade that a reader without a technical background should not have to know.
FORBIDDEN = (
    "node",
    "shape",
    "focusknoop",
    "triple",
    "property",
    "iri",
    "uri",
    "graaf",
    "rdf",
    "sparql",
    "shacl",
    "constraint",
    "validatie",
    "instantie",
)
TRADE = re.compile(rf"(?i)\b({'|'.join(FORBIDDEN)})\b")
#: The reader is addressed as "u".
INFORMAL = re.compile(r"(?i)\b(je|jij|jou|jouw|jullie)\b")
#: A code such as VER-01 or SX-4 says nothing to somebody who starts to read.
CODE_FIRST = re.compile(r"^[A-Z]{1,4}-?[0-9]+\b")
PARTS = (SH.message, GS.whyItMatters, GS.howToRepair)


def sentences(text: str) -> list[str]:
    """Split a text at the ends of its sentences; a colon does not end one."""
    return [part for part in re.split(r"(?<=[.?!])\s+", text) if part]


def faults(text: str, longest: int = LONGEST) -> list[str]:
    """What is not plain about a Dutch text; empty when it is plain."""
    found = []
    lengths = [len(sentence.split()) for sentence in sentences(text)]
    if max(lengths) > longest:
        found.append(f"a sentence of {max(lengths)} words")
    if sum(lengths) / len(lengths) > LONGEST_AVERAGE:
        found.append(f"{sum(lengths) / len(lengths):.1f} words per sentence")
    found += [f"the word {word}" for word in TRADE.findall(text)]
    found += [f"the word {word}" for word in INFORMAL.findall(text)]
    found += ["starts with a code" for part in sentences(text) if CODE_FIRST.match(part)]
    return found


def _dutch(code: str) -> list[str]:
    texts = [text for part in PARTS for text in shapes().objects(rules()[code], part)]
    return [str(t) for t in texts if isinstance(t, Literal) and t.language == "nl"]


@pytest.mark.parametrize("code", sorted(rules()))
def test_the_rule_speaks_plain_dutch(code: str) -> None:
    texts = _dutch(code)
    assert len(texts) == len(PARTS)
    assert {text: faults(text) for text in texts if faults(text)} == {}


def test_the_ontology_explains_itself_in_plain_dutch() -> None:
    found = {}
    for term, text in ontology().subject_objects(RDFS.comment):
        if isinstance(text, Literal) and text.language == "nl":
            wrong = faults(str(text), LONGEST_COMMENT)
            wrong = [fault for fault in wrong if "words per sentence" not in fault]
            if wrong:
                found[str(term)] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vul de datum in. Kies daarna de soort.", []),
        ("Deze node heeft geen datum.", ["the word node"]),
        ("Vul hier je naam in.", ["the word je"]),
        ("VER-01 ontbreekt bij dit oordeel.", ["starts with a code"]),
        ("De paragraaf over de graafschappen is lang.", []),
        (" ".join(["woord"] * 26) + ".", ["a sentence of 26 words", "26.0 words per sentence"]),
        (" ".join(["woord"] * 16) + ".", ["16.0 words per sentence"]),
    ],
)
def test_the_check_sees_what_is_not_plain(text: str, expected: list[str]) -> None:
    assert faults(text) == expected
