"""Bindings found in one part of a query that narrow down what another part has to look for."""

from collections.abc import Iterable

from grondslag.validation.sparql.tables import Table


class Seeds:
    """Tables of which every solution that matters agrees with some row.

    They only save work: leaving one out gives the same solutions in the end. So a part of a
    query may use them only where a solution that disagrees cannot change anything else; the
    evaluation hides the variables for which that does not hold.
    """

    def __init__(self, entries: tuple[tuple[Table, frozenset[str]], ...] = ()) -> None:
        """Use tables, each with the variables that may be seen."""
        self._entries = entries

    def only(self, names: Iterable[str]) -> "Seeds":
        """Hide all other variables."""
        kept = frozenset(names)
        return self._with((table, seen & kept) for table, seen in self._entries)

    def without(self, names: Iterable[str]) -> "Seeds":
        """Hide some variables."""
        hidden = frozenset(names)
        return self._with((table, seen - hidden) for table, seen in self._entries)

    def plus(self, table: Table, names: Iterable[str]) -> "Seeds":
        """Add the bindings that a table has for variables, where every row binds them."""
        bound = frozenset(name for name in names if name in table and not table.has_gaps(name))
        if not bound:
            return self
        # What was known of these variables before holds for the new rows already.
        return Seeds((*self.without(bound)._entries, (table, bound)))

    def tables(self, names: frozenset[str]) -> list[Table]:
        """Return distinct rows of the given variables, as far as there are any."""
        found = []
        for table, seen in self._entries:
            wanted = seen & names
            if wanted:
                found.append(table.select(sorted(wanted)).distinct())
        return found

    def _with(self, entries: Iterable[tuple[Table, frozenset[str]]]) -> "Seeds":
        return Seeds(tuple((table, seen) for table, seen in entries if seen))


NO_SEEDS = Seeds()
