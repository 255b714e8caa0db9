"""Edits of the register: mistakes that somebody makes in a processing that was in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grondslag.bench.register.case_mistakes import CASE_MISTAKES
from grondslag.bench.register.generate import Written, write_register
from grondslag.bench.register.groups import Group, Mistake, Planted
from grondslag.bench.register.terms import term

_SUITS = {
    term("Casework"): "casework",
    term("Survey"): "casework",
    term("Automated"): "automated",
    term("Scoring"): "automated",
    term("RiskSelection"): "risk",
}

Tokens = tuple[str, str, str]


@dataclass(frozen=True)
class Edit:
    """Triples to add and to remove, and the results that this must lead to."""

    mistake: str
    added: tuple[Tokens, ...]
    removed: tuple[Tokens, ...]
    planted: tuple[Planted, ...]


def write_with_edits(file: Path, triples: int, count: int) -> tuple[Written, list[Edit]]:
    """Write a register and choose edits in it, each of another processing.

    Args:
        file: where to write the register.
        triples: how many.
        count: of edits; fewer if there are fewer processings that suit.
    """
    kept: list[Group] = []
    # Spread over the file; about 30 triples and 95 % sound processings leave twice as many.
    every = max(1, triples // (70 * count))
    seen = 0

    def watch(group: Group) -> None:
        nonlocal seen
        if seen % every == 0 and len(kept) < 2 * count:
            kept.append(group.copy())
        seen += 1

    written = write_register(file, triples, watch=watch)
    return written, list(_edits(kept, count))


def _edits(groups: list[Group], count: int) -> Iterator[Edit]:
    waiting: dict[str, list[Mistake]] = {}
    for each in CASE_MISTAKES:
        waiting.setdefault(each.needs, []).append(each)
    turns = dict.fromkeys(waiting, 0)
    made = 0
    for group in groups:
        kind = _SUITS[group.facts()["type"][0]]
        # In turn a mistake that any processing can have, and one of its own kind.
        needs = "processing" if made % 2 == 0 else kind
        mistake = waiting[needs][turns[needs] % len(waiting[needs])]
        turns[needs] += 1
        before = group.triples()
        planted = mistake.plant(group)
        after = group.triples()
        added, removed = sorted(after - before), sorted(before - after)
        # A blank node of the file cannot be named from outside.
        if any(token.startswith("_:") for triple in (*added, *removed) for token in triple):
            continue
        yield Edit(mistake.name, tuple(added), tuple(removed), tuple(planted))
        made += 1
        if made == count:
            return
