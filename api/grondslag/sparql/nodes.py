"""Going through algebra and expressions without knowing every kind of node."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from grondslag.sparql.algebra import Algebra, Exists, Expression, Path, Pattern, Query

Node = Algebra | Expression | Path | Pattern | Query
_N = TypeVar("_N", bound=Node)


def walk(node: Node, *, exists: bool = True) -> Iterator[Any]:
    """Give a node and all nodes below it, in the order of their fields.

    With ``exists=False`` the patterns of ``EXISTS`` are left out.
    """
    ahead: list[Any] = [node]
    while ahead:
        one = ahead.pop()
        if isinstance(one, tuple):
            ahead.extend(reversed(one))
        elif hasattr(one, "__match_args__"):
            yield one
            if exists or not isinstance(one, Exists):
                ahead.extend([getattr(one, name) for name in reversed(one.__match_args__)])


def rebuild(node: _N, replace: Callable[[Any], Any]) -> _N:
    """Return a copy in which some nodes are replaced; what does not change is shared.

    ``replace`` is asked for every node, from the top: it returns what to put in its place, which
    is not gone through any further, or None to keep the node and go through what is below it.
    """
    rebuilt: _N = _rebuilt(node, replace)
    return rebuilt


def _rebuilt(one: Any, replace: Callable[[Any], Any]) -> Any:
    if isinstance(one, tuple):
        new = tuple(_rebuilt(part, replace) for part in one)
        return one if all(a is b for a, b in zip(new, one, strict=True)) else new
    if not hasattr(one, "__match_args__"):
        return one
    replaced = replace(one)
    if replaced is not None:
        return replaced
    old = [getattr(one, name) for name in one.__match_args__]
    fields = [_rebuilt(part, replace) for part in old]
    if all(a is b for a, b in zip(fields, old, strict=True)):
        return one
    return type(one)(*fields)
