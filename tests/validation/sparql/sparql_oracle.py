"""Oxigraph as the judge: a query evaluated once for each row of pre-bound variables.

The variables are replaced in the text (SHACL, appendix A), so that nothing of the engine under
test is used. In the queries a pre-bound variable is written with ``$``, all others with ``?``.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import pyoxigraph as ox

from grondslag.columns.graph import Columns
from grondslag.columns.terms import Terms
from grondslag.sparql.algebra import Ask, Select
from grondslag.sparql.parser import parse_query
from grondslag.validation.sparql import Evaluator, Table

PREFIXES = {
    "": "http://e/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
Row = tuple[str | None, ...]


class Bench:
    """One graph, in columns and in an Oxigraph store, with the same names of blank nodes."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.store = ox.Store()
        tokens_of: list[str] = []
        for each in quads:
            self.store.add(each)
            tokens_of += [str(each.subject), str(each.predicate), str(each.object)]
        terms = Terms()
        ids = terms.numbers(tokens_of)
        self.columns = Columns.from_rows(terms, ids[0::3], ids[1::3], ids[2::3])
        self.evaluator = Evaluator(self.columns)

    @classmethod
    def of_turtle(cls, text: str) -> "Bench":
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        return cls(ox.parse((head + text).encode(), ox.RdfFormat.TURTLE))

    def table(self, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
        """Rows of tokens as a table."""
        listed = list(rows)
        columns = {
            name: self.columns.terms.numbers(row[place] for row in listed)
            for place, name in enumerate(names)
        }
        return Table(columns, len(listed))

    def ours(self, text: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> set[Row]:
        """Solutions of the engine, for ASK the rows for which it holds."""
        query = parse_query(text, PREFIXES)
        prebound = self.table(names, rows)
        if isinstance(query, Ask):
            mask = self.evaluator.holds(query, prebound)
            return {tuple(row) for row, yes in zip(rows, mask.tolist(), strict=True) if yes}
        found = self.evaluator.solutions(query, prebound)
        return set(tokens(self.columns.terms, found, columns_of(query, names)))

    def theirs(self, text: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> set[Row]:
        """The same from Oxigraph, row by row."""
        query = parse_query(text, PREFIXES)
        found: set[Row] = set()
        for row in rows:
            given = dict(zip(names, row, strict=True))
            replaced = replace(text, given)
            answer = self.store.query(replaced, prefixes=PREFIXES)
            if isinstance(answer, ox.QueryBoolean):
                if bool(answer):
                    found.add(tuple(row))
                continue
            assert isinstance(query, Select)
            assert isinstance(answer, ox.QuerySolutions)
            known = {variable.value for variable in answer.variables}
            for solution in answer:
                found.add(
                    tuple(
                        given[name]
                        if name in given
                        else _text(solution[name])
                        if name in known
                        else None
                        for name in columns_of(query, names)
                    )
                )
        return found


def _text(term: object) -> str | None:
    return None if term is None else str(term)


def columns_of(query: Select, names: Sequence[str]) -> list[str]:
    """The names of the columns to compare: first the pre-bound ones."""
    return list(dict.fromkeys([*names, *(each.name for each in query.variables)]))


def tokens(terms: Terms, table: Table, names: Sequence[str]) -> list[Row]:
    """The rows of a table as tokens."""
    cells = []
    for name in names:
        ids = table[name]
        known = terms.take(np.maximum(ids, 0)).to_list() if len(ids) else []
        cells.append([None if i < 0 else t for i, t in zip(ids.tolist(), known, strict=True)])
    return list(zip(*cells, strict=True))


def replace(text: str, given: dict[str, str]) -> str:
    """Replace pre-bound variables by their values in the text of a query."""
    for name, token in given.items():
        variable = re.escape(f"${name}")
        text = re.sub(rf"BOUND\(\s*{variable}\s*\)", "true", text)
        text = re.sub(rf"GROUP BY\s+{variable}\b", f"GROUP BY ({token} AS ?key_{name})", text)
        heads = re.compile(r"SELECT\b[^{*]*")
        text = heads.sub(lambda match, v=variable: re.sub(rf"{v}\b", "", match[0]), text)
        text = re.sub(rf"{variable}\b", lambda _, t=token: t, text)
    count = 0

    def never_empty(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{match[1]} (1 AS ?nothing{count}) {match[2]}"

    return re.sub(r"(SELECT(?:\s+DISTINCT)?)\s*(WHERE|\{)", never_empty, text)
