"""REGEX and REPLACE in a query that Oxigraph runs.

Oxigraph hands patterns to the engine of Rust as they are. So that every road gives the same, the
calls are replaced: by REGEX with a pattern in the syntax of Rust where Oxigraph can do it, and by
functions of our own otherwise.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

import polars as pl
import pyoxigraph as ox

from grondslag.columns import oxigraph
from grondslag.columns.regex import Budget, regex
from grondslag.lexical import STRING, literal_token, split_literal
from grondslag.sparql.algebra import Ask, Call, Select, Term
from grondslag.sparql.nodes import rebuild

_NAMES = {
    "REGEX": "tag:grondslag,2026:regex",
    "REPLACE": "tag:grondslag,2026:replace",
}
_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Q = TypeVar("_Q", bound=Select | Ask)
_Result = TypeVar("_Result")


def with_own_functions(query: _Q) -> _Q:
    """Return a query whose calls of REGEX and REPLACE mean what SPARQL has them mean."""

    def replace(node: Any) -> Any:
        match node:
            case Call("REGEX" | "REPLACE" as name, arguments):
                inner = tuple(rebuild(each, replace) for each in arguments)
                known = _known(inner[1:]) if name == "REGEX" else None
                if known:
                    return Call(name, (inner[0], Term(literal_token(known))))
                return Call(f"<{_NAMES[name]}>", inner)
        return None

    return rebuild(query, replace)


def _known(arguments: tuple[Any, ...]) -> str | None:
    """Return the pattern in the syntax of Rust, if it is a constant that Oxigraph can do."""
    tokens = [each.token for each in arguments if isinstance(each, Term)]
    if len(tokens) < len(arguments) or not all(each.endswith('"') for each in tokens):
        return None
    try:
        found = regex(*(split_literal(each)[0] for each in tokens))
    except ValueError:
        return None
    if found.rust is None or found.minds_last_line or not _accepted(found.rust):
        return None
    return found.rust


@lru_cache(maxsize=1024)
def _accepted(pattern: str) -> bool:
    # Oxigraph allows a pattern less memory than Polars does.
    [[answer]] = oxigraph.apply([f'REGEX("", {literal_token(pattern)})'], [()])
    return answer is not None


def _found(budget: Budget, text: str, pattern: str, flags: str = "") -> bool:
    return bool(regex(pattern, flags).found(pl.Series([text]), budget)[0])


def _replaced(budget: Budget, text: str, pattern: str, replacement: str, flags: str = "") -> str:
    return regex(pattern, flags).replaced(pl.Series([text]), replacement, budget)[0]


def _texts(text: object, others: tuple[object, ...]) -> list[str]:
    """Return the lexical forms of a text and other arguments.

    Raises:
        ValueError: if one is not of the kind that it has to be.
    """
    found = []
    for each in (text, *others):
        if not isinstance(each, ox.Literal) or (each.language and each is not text):
            raise ValueError("not a text")
        if not each.language and each.datatype.value != STRING:
            raise ValueError("not a text")
        found.append(each.value)
    return found


class Functions:
    """The functions for one query in Oxigraph.

    It takes whatever they raise for an error of a row. What is more than that is kept here, and
    raised after the query.
    """

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self._budget = Budget()
        self._trouble: Exception | None = None

    def of_oxigraph(self) -> dict[ox.NamedNode, Callable[..., _Term | None]]:
        """Return the functions by name."""
        return {
            ox.NamedNode(_NAMES["REGEX"]): self._regex,
            ox.NamedNode(_NAMES["REPLACE"]): self._replace,
        }

    def check(self) -> None:
        """Raise what went wrong in a query.

        Raises:
            TooSlow: for a regular expression that took too long, all rows together.
            Exception: what else went wrong in a function.
        """
        if self._trouble is not None:
            raise self._trouble

    def _regex(self, text: Any, *others: Any) -> ox.Literal | None:
        found = self._result(_found, text, others)
        return None if found is None else ox.Literal(found)

    def _replace(self, text: Any, *others: Any) -> ox.Literal | None:
        changed = self._result(_replaced, text, others)
        return None if changed is None else ox.Literal(changed, language=text.language)

    def _result(
        self, function: Callable[..., _Result], text: Any, others: tuple[Any, ...]
    ) -> _Result | None:
        if self._trouble is not None:
            return None
        try:
            return function(self._budget, *_texts(text, others))
        except ValueError:
            return None
        except Exception as error:
            self._trouble = error
            return None
