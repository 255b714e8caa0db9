"""A few terms are looked at one by one, many as a column: what they say is the same."""

import numpy as np

from grondslag.columns.terms import Terms
from grondslag.lexical import literal_token

TEXTS = (
    "",
    "x",
    'quote " and back\\slash',
    "line\nbreak",
    '"^^<http://e/fake>',
    '"@nl',
    "_:b",
    "<x>",
)
TOKENS = [
    "<http://e/a>",
    "<urn:b>",
    "_:label",
    "_:f0n12",
    *(literal_token(text) for text in TEXTS),
    *(literal_token(text, language="nl-be") for text in TEXTS),
    *(literal_token(text, "http://e/type") for text in TEXTS),
    *(literal_token(text, "http://www.w3.org/2001/XMLSchema#integer") for text in TEXTS),
]
INSIDE = ["http://e/a", "urn:b", "label", "f0n12", *TEXTS, *TEXTS, *TEXTS, *TEXTS]


def test_texts() -> None:
    terms = Terms()
    ids = terms.numbers(TOKENS)
    assert [terms.text(ids[place : place + 1]).to_list() for place in range(len(ids))] == [
        [text] for text in INSIDE
    ]
    assert terms.text(ids[:7]).to_list() == INSIDE[:7]
    assert terms.text(ids).to_list() == INSIDE
    assert terms.text(np.tile(ids, 9)).to_list() == INSIDE * 9
    assert terms.text(ids[:0]).to_list() == []
