"""The engine against pySHACL on random cases."""

import csv
import os
from pathlib import Path

import pytest

from differential.cases import case
from differential.comparison import differences

KNOWN = Path(__file__).with_name("known_seeds.csv")


def unlike(seed: int) -> list[str]:
    """Return what the engine does differently without a reason, as text."""
    given = case(seed)
    return [str(each) for each in differences(given)]


@pytest.mark.parametrize("block", range(15))
def test_ten_fixed_seeds(block: int) -> None:
    seeds = range(block * 10, block * 10 + 10)
    assert {seed: found for seed in seeds if (found := unlike(seed))} == {}


def known_seeds() -> list[tuple[int, str]]:
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        return [(int(row["seed"]), row["what it was"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("seed", "bug"), known_seeds())
def test_seeds_of_earlier_bugs(seed: int, bug: str) -> None:
    assert unlike(seed) == [], bug


@pytest.mark.slow
def test_ten_thousand_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    """GRONDSLAG_SEEDS=from:to takes other seeds than 1000 to 11000."""
    start, _, stop = os.environ.get("GRONDSLAG_SEEDS", "1000:11000").partition(":")
    found: dict[int, list[str]] = {}
    for seed in range(int(start), int(stop)):
        if lines := unlike(seed):
            found[seed] = lines
        if seed % 250 == 249:
            with capsys.disabled():
                print(f"\nseeds up to {seed}: {len(found)} differ", end="", flush=True)
    assert found == {}
