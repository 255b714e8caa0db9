"""Ask Oxigraph what an operator or function gives for many argument rows at once.

What the columns cannot compute by themselves is computed by an implementation of SPARQL that
others keep, in one query for all distinct arguments.
"""

from collections.abc import Sequence

import pyoxigraph as ox

_BATCH = 20_000


def apply(expressions: list[str], rows: Sequence[tuple[str, ...]]) -> list[list[str | None]]:
    """Return for every row the value of every expression as a token, None for an error.

    Args:
        expressions: SPARQL expressions over ``?a0``, ``?a1`` ….
        rows: the arguments as tokens of IRIs and literals (blank nodes have no syntax here).
    """
    store = ox.Store()
    found: list[list[str | None]] = [[None] * len(expressions) for _ in rows]
    if not rows:
        return found
    names = " ".join(f"?a{place}" for place in range(len(rows[0])))
    binds = " ".join(f"BIND({text} AS ?r{place})" for place, text in enumerate(expressions))
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        values = "\n".join(f"({start + at} {' '.join(row)})" for at, row in enumerate(batch))
        query = f"SELECT * WHERE {{ VALUES (?i {names}) {{ {values} }} {binds} }}"
        answer = store.query(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        for solution in answer:
            row_number = solution["i"]
            if not isinstance(row_number, ox.Literal):
                raise TypeError("no row number")
            target = found[int(row_number.value)]
            for place in range(len(expressions)):
                value = solution[f"r{place}"]
                target[place] = None if value is None else str(value)
    return found
