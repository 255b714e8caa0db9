"""What a query may not do: change data, reach other services, choose other graphs.

The grammar is judged by a parser, never by searching for words: a word may stand in a text,
an address or a comment. Where the parser cannot tell, the query is refused.
"""

import re

from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from grondslag.errors import QueryError

_SUSPECT = re.compile(r"service|from|\\u", re.IGNORECASE)
_COMMENT_OR_SPACE = r"(?:\s|#[^\n\r]*)*"
_UPDATE = re.compile(
    rf"{_COMMENT_OR_SPACE}(?:(?:PREFIX{_COMMENT_OR_SPACE}[^\s:]*:|BASE){_COMMENT_OR_SPACE}<[^>]*>"
    rf"{_COMMENT_OR_SPACE})*(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


class Refused(QueryError):
    """The query asks for something that is never done here."""


def is_update(sparql: str) -> bool:
    """Tell whether a text that is not a query starts like an update."""
    return _UPDATE.match(sparql) is not None


def read_only() -> Refused:
    """Return the error for an update."""
    return Refused(
        "Deze dienst verandert geen gegevens. Alleen SELECT, ASK, CONSTRUCT en DESCRIBE mogen.",
        "This service changes no data. Only SELECT, ASK, CONSTRUCT and DESCRIBE are allowed.",
    )


def one_graph() -> Refused:
    """Return the error for a query that chooses its own graphs."""
    return Refused(
        "Deze dienst heeft één graaf. Laat FROM, FROM NAMED, default-graph-uri en "
        "named-graph-uri weg.",
        "This service has one graph. Leave out FROM, FROM NAMED, default-graph-uri and "
        "named-graph-uri.",
    )


def _no_service() -> Refused:
    return Refused(
        "SERVICE mag niet: deze dienst vraagt niets aan andere diensten.",
        "SERVICE is not allowed: this service asks nothing of other services.",
    )


def check(sparql: str) -> None:
    """Refuse a query that reaches out or chooses graphs.

    Raises:
        Refused: if it does, or if it holds a suspect word and cannot be read.
    """
    if not _SUSPECT.search(sparql):
        return
    try:
        tree = parseQuery(sparql)
    except Exception as error:
        raise Refused(
            "Deze vraag bevat het woord SERVICE of FROM, of een escape, en is niet te lezen. "
            "Daarom is zij geweigerd.",
            "This query holds the word SERVICE or FROM, or an escape, and cannot be read. It was "
            "refused for that reason.",
        ) from error
    names = _names(tree)
    if "ServiceGraphPattern" in names:
        raise _no_service()
    if "DatasetClause" in names:
        raise one_graph()


def _names(tree: object) -> set[str]:
    """Return the names of all parts of a parsed query."""
    found: set[str] = set()
    todo = [tree]
    while todo:
        part = todo.pop()
        if isinstance(part, CompValue):
            found.add(part.name)
            todo.extend(part.values())
        elif isinstance(part, str | bytes):
            continue
        elif hasattr(part, "__iter__"):
            todo.extend(part)
    return found
