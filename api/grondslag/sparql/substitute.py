"""What takes the place of ``$PATH`` (SHACL, section 5.2.1) and of ``NOW()`` in a query."""

from typing import Any

from grondslag.sparql.algebra import Call, Inverse, Path, Pattern, Query, Term, Var
from grondslag.sparql.nodes import rebuild

PATH = Var("PATH")


#: A call that has one value as long as a query runs.
NOW = Call("NOW", ())


def with_now(query: Query, now: str) -> Query:
    """Return the query with a moment, given as a token, in place of every ``NOW()``.

    All calls of one execution give the same (SPARQL 1.1, section 17.4.5.1).
    """
    moment = Term(now)
    return rebuild(query, lambda node: moment if node == NOW else None)


def with_path(query: Query, path: Path) -> Query:
    """Return the query with a path wherever the variable ``PATH`` is a predicate.

    It is the path of the shape that takes the place, also when it is more than one IRI; elsewhere
    ``PATH`` stays a variable (see :func:`grondslag.sparql.restrictions.check_path`).
    """

    def replace(node: Any) -> Any:
        if not isinstance(node, Pattern) or node.predicate != PATH:
            return None
        subject, predicate, value = node.subject, path, node.object
        while isinstance(predicate, Inverse):
            subject, predicate, value = value, predicate.path, subject
        return Pattern(subject, predicate, value)

    return rebuild(query, replace)
