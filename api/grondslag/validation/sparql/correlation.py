"""Which variables of a pattern a binding from outside can reach.

A subquery hides what it does not select; everything else, also in filters and ``EXISTS``, is
reached by substitution (SPARQL 1.1, section 18.6; SHACL, appendix A).
"""

from typing import Any

from grondslag.sparql.algebra import Project, Var

_KEEP = 20_000


class _Memory:
    """Results by the identity of a part of a query; equal parts may be computed twice."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, frozenset[str]]] = {}

    def get(self, part: Any) -> frozenset[str] | None:
        known = self._known.get(id(part))
        return None if known is None else known[1]

    def put(self, part: Any, names: frozenset[str]) -> None:
        if len(self._known) >= _KEEP:
            self._known.clear()
        # The part is kept as well, so that its identity is not given to another.
        self._known[id(part)] = (part, names)


_memory = _Memory()
_NOTHING: frozenset[str] = frozenset()


def reachable(part: Any) -> frozenset[str]:
    """Return the names of variables that a binding from outside replaces.

    Args:
        part: algebra, an expression, or a pattern.
    """
    if isinstance(part, Var):
        return frozenset({part.name})
    if isinstance(part, tuple):
        return _NOTHING.union(*map(reachable, part)) if part else _NOTHING
    if not hasattr(part, "__match_args__"):
        return _NOTHING
    known = _memory.get(part)
    if known is None:
        below = [reachable(getattr(part, name)) for name in part.__match_args__]
        known = _NOTHING.union(*below)
        if isinstance(part, Project):
            known &= frozenset(each.name for each in part.variables)
        _memory.put(part, known)
    return known
