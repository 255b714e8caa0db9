"""Solutions of a text by Oxigraph over a small graph, as something that can be compared."""

from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox


@cache
def store() -> ox.Store:
    small = ox.Store()
    small.load(path=str(Path(__file__).with_name("data.ttl")))
    return small


def solutions(text: str) -> bool | Counter[frozenset[tuple[str, str]]]:
    """Return the answer of ASK, or how often there is each solution of SELECT.

    A solution has the variables that it binds; in which order does not matter.
    """
    answer = store().query(text)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    assert isinstance(answer, ox.QuerySolutions)
    shown = [variable.value for variable in answer.variables]
    return Counter(
        frozenset(
            (name, str(term))
            for name, term in zip(shown, solution, strict=True)
            if term is not None
        )
        for solution in answer
    )
