"""Aggregates over groups of rows (SPARQL 1.1, section 18.5.1)."""

from collections.abc import Callable

import numpy as np
import pyoxigraph as ox

from grondslag.columns.joins import Rows
from grondslag.columns.terms import BLANK, NONE, Ids, Terms
from grondslag.lexical import XSD, escape
from grondslag.sparql.algebra import Aggregate, Expression
from grondslag.validation.sparql.few import tokens as tokens_of
from grondslag.validation.sparql.functions import text_of, without_value
from grondslag.validation.sparql.ordering import places
from grondslag.validation.sparql.tables import Table, first_rows, row_keys

#: Aggregates that give the same when a value is repeated.
_OF_SETS = frozenset({"MIN", "MAX", "SAMPLE"})
SUPPORTED = frozenset({"COUNT", "SUM", "AVG", "GROUP_CONCAT"}) | _OF_SETS


def sees_repetitions(aggregate: Aggregate) -> bool:
    """Tell whether the number of equal solutions changes the outcome."""
    return not aggregate.distinct and aggregate.name not in _OF_SETS


class Aggregation:
    """The rows of a table with the number of the group of each."""

    def __init__(
        self,
        terms: Terms,
        table: Table,
        group: Rows,
        count: int,
        value: Callable[[Expression, Table], Ids],
    ) -> None:
        """Divide rows into groups.

        Args:
            terms: where new terms get a number.
            table: the rows.
            group: for every row the number of its group, from 0.
            count: the number of groups; some may have no rows.
            value: evaluates an expression.
        """
        self._terms = terms
        self._table = table
        self._group = group
        self._count = count
        self._value = value

    def compute(self, aggregate: Aggregate) -> Ids:
        """Return the outcome for every group, -1 for an error."""
        if aggregate.argument is None:
            return self._numbers(self._rows(aggregate))
        group, value = self._values(aggregate.argument, distinct=aggregate.distinct)
        if aggregate.name == "COUNT":
            return self._numbers(group[value >= 0])
        if aggregate.name == "SAMPLE":
            return self._best(group[value >= 0], value[value >= 0], self._by_token)
        failed = np.zeros(self._count, np.bool_)
        failed[group[value < 0]] = True
        if aggregate.name in ("MIN", "MAX"):
            kept = value >= 0
            down = aggregate.name == "MAX"
            result = self._best(
                group[kept], value[kept], lambda ids: places(self._terms, ids, down=down)
            )
        elif aggregate.name == "GROUP_CONCAT":
            text = text_of(self._terms, value)
            failed[group[text < 0]] = True
            kept = ~failed[group]
            result = self._strung(aggregate.separator, group[kept], value[kept], text[kept])
        else:
            wrong = value >= 0
            known = value[wrong]
            wrong[wrong] = (self._terms.kind[known] == BLANK) | without_value(self._terms, known)
            failed[group[wrong]] = True
            kept = ~failed[group]
            result = self._folded(aggregate.name, group[kept], value[kept])
        result[failed] = NONE
        return result

    def _rows(self, aggregate: Aggregate) -> Rows:
        if not aggregate.distinct:
            return self._group
        # Blank nodes of the query, whose names begin with a dot, are in no solution.
        names = [name for name in self._table.columns if not name.startswith(".")]
        numbered = self._table.select(names).adding(".group", self._group.astype(np.int32))
        return self._group[first_rows(row_keys(numbered, numbered.columns))]

    def _values(self, argument: Expression, *, distinct: bool) -> tuple[Rows, Ids]:
        value = self._value(argument, self._table)
        if not distinct:
            return self._group, value
        pairs = Table({"group": self._group.astype(np.int32), "value": value}).distinct()
        return pairs["group"].astype(np.int64), pairs["value"]

    def _numbers(self, group: Rows) -> Ids:
        counts = np.bincount(group, minlength=self._count)
        distinct, inverse = np.unique(counts, return_inverse=True)
        tokens = [f'"{each}"^^<{XSD}integer>' for each in distinct.tolist()]
        return self._terms.numbers(tokens)[inverse] if tokens else np.empty(0, np.int32)

    def _best(self, group: Rows, value: Ids, rank: Callable[[Ids], Rows]) -> Ids:
        """Return for every group the value with the lowest rank."""
        result = np.full(self._count, NONE, np.int32)
        if len(group) == 0:
            return result
        distinct, inverse = np.unique(value, return_inverse=True)
        order = np.lexsort((rank(distinct)[inverse], group))
        first = order[first_rows(group[order])]
        result[group[first]] = value[first]
        return result

    def _by_token(self, ids: Ids) -> Rows:
        return np.argsort(np.argsort(np.array(self._terms.take(ids).to_list(), object)))

    def _strung(self, separator: str, group: Rows, value: Ids, text: Ids) -> Ids:
        """Return the ``STR`` of all values of each group as one text (section 18.5.1.7).

        SPARQL leaves the order open: here it is that of the terms as they are written.
        """
        parts: list[list[str]] = [[] for _ in range(self._count)]
        tokens = tokens_of(self._terms, value)
        texts = tokens_of(self._terms, text)
        for place, _, each in sorted(zip(group.tolist(), tokens, texts, strict=True)):
            parts[place].append(each[1:-1])
        between = escape(separator)
        return self._terms.numbers(f'"{between.join(each)}"' for each in parts)

    def _folded(self, name: str, group: Rows, value: Ids) -> Ids:
        """Let Oxigraph add up the values of each group."""
        tokens = self._terms.take(value).to_list()
        rows = sorted(zip(group.tolist(), tokens, strict=True))
        listed = " ".join(f"({each} {token})" for each, token in rows)
        answer = _select(
            f"SELECT ?g ({name}(?v) AS ?r) {{ VALUES (?g ?v) {{ {listed} }} }} GROUP BY ?g"
        )
        result = np.full(self._count, self._terms.number(f'"0"^^<{XSD}integer>'), np.int32)
        for each in answer:
            outcome = each["r"]
            number = NONE if outcome is None else self._terms.number(str(outcome))
            result[int(each["g"].value)] = number
        return result


def _select(query: str) -> ox.QuerySolutions:
    answer = ox.Store().query(query)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("not a SELECT query")
    return answer
