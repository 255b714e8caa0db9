"""Random shapes over random graphs: after each change the results equal a full evaluation."""

from random import Random

import pytest
from incremental_worlds import wrongs

from differential.cases import case
from grondslag.tokens import token_of
from grondslag.validation.columnar import ShapesReader


def keeps_up(seed: int, changes: int) -> list[str]:
    given = case(seed)
    data = {(token_of(s), token_of(p), token_of(o)) for s, p, o in given.data}
    roots = ShapesReader(given.shapes).roots()
    return list(wrongs(data, roots, given.shapes, Random(seed), changes))


@pytest.mark.parametrize("block", range(6))
def test_ten_seeds(block: int) -> None:
    seeds = range(block * 10, block * 10 + 10)
    assert {seed: found for seed in seeds if (found := keeps_up(seed, 4))} == {}


@pytest.mark.slow
def test_many_seeds() -> None:
    seeds = range(20_000, 24_000)
    assert {seed: found for seed in seeds if (found := keeps_up(seed, 6))} == {}
