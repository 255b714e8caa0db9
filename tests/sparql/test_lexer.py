"""The pattern for texts in ASCII finds the same tokens as the one for all of Unicode."""

import random

import pytest

from grondslag.sparql.errors import SparqlSyntaxError
from grondslag.sparql.lexer import Tokens, tokenize

BITS = [*"azAZ09_-.:?$<>\"'\\@^|&!=()[]{};,*/+% \n\t#u\x00", "a:b", "_:c", '"x"@nl', "?v", "1.5e3"]
#: A comment behind the text makes the other pattern read it.
BEYOND_ASCII = "\n# \u00e9"


def outcome(text: str) -> Tokens | str:
    try:
        return tokenize(text)
    except SparqlSyntaxError as error:
        return str(error)


@pytest.mark.parametrize("seed", range(40))
def test_both_patterns_find_the_same(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        text = "".join(chance.choices(BITS, k=chance.randint(1, 30)))
        one, two = outcome(text), outcome(text + BEYOND_ASCII)
        if isinstance(one, str) or isinstance(two, str):
            assert one == two
        else:
            assert one[:2] == two[:2]
            assert one.offsets[:-1] == two.offsets[:-1]
