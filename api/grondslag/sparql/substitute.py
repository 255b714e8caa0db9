"""``$PATH`` in a query of a property shape (SHACL, section 5.2.1)."""

from typing import Any

from grondslag.sparql.algebra import Inverse, Path, Pattern, Query, Var
from grondslag.sparql.nodes import rebuild

PATH = Var("PATH")


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
