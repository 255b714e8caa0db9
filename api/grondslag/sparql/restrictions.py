"""What SHACL allows in a query (https://www.w3.org/TR/shacl/, section 5 and appendix A).

Each check returns what is wrong, in English; nothing for a query that is well-formed. They look
at the algebra, so the text of comments and strings never counts.
"""

from collections.abc import Iterator

from grondslag.sparql.algebra import (
    Ask,
    Extend,
    Group,
    Minus,
    Pattern,
    Project,
    Query,
    Select,
    Service,
    Values,
    Var,
)
from grondslag.sparql.nodes import walk
from grondslag.sparql.substitute import PATH

#: Pre-bound in every constraint (section 5.3.1).
ALWAYS_PREBOUND = frozenset(("this", "shapesGraph", "currentShape"))
#: Need not be returned by a subquery (appendix A).
_OPTIONAL = frozenset(("shapesGraph", "currentShape"))


def check_prebinding(query: Query, prebound: frozenset[str] = ALWAYS_PREBOUND) -> list[str]:
    """Return why variables cannot be pre-bound in a query (appendix A).

    ``prebound`` are the names of the potentially pre-bound variables: those of
    :data:`ALWAYS_PREBOUND`, for an ASK validator ``value``, and for a constraint component its
    parameters. FROM is refused too: the query is asked of the data graph (section 5.3).
    """
    reasons = [
        f"FROM {graph} is not allowed: the query is about the data graph" for graph in query.dataset
    ]
    outermost = _outermost(query)
    for node in walk(query):
        match node:
            case Minus():
                reasons.append("MINUS is not allowed in a query with pre-bound variables")
            case Service(name):
                shown = f"?{name.name}" if isinstance(name, Var) else name.token
                reasons.append(
                    f"SERVICE {shown} is not allowed in a query with pre-bound variables"
                )
            case Values():
                names = " ".join(f"?{one.name}" for one in node.variables)
                reasons.append(
                    f"VALUES ({names}) is not allowed in a query with pre-bound variables"
                )
            case Extend(_, variable, _) if variable.name in prebound:
                reasons.append(_bound_again(variable))
            case Group(_, keys, _):
                reasons.extend(
                    _bound_again(key)
                    for key, expression in keys
                    if key.name in prebound and key != expression
                )
            case Project(_, variables) if node is not outermost:
                shown_names = {one.name for one in variables}
                reasons.extend(
                    f"a subquery does not return ${name}, which is pre-bound"
                    for name in sorted(prebound - _OPTIONAL - shown_names)
                )
    return reasons


def check_result(query: Query) -> list[str]:
    """Return why a query cannot be the ``sh:select`` of a constraint (section 5.2.1)."""
    if isinstance(query, Ask):
        return ["a SPARQL constraint needs a SELECT query, not ASK"]
    if all(variable.name != "this" for variable in query.variables):
        return ["the query does not return $this"]
    return []


def check_path(query: Query, *, has_path: bool) -> list[str]:
    """Return why the use of ``$PATH`` is not allowed (section 5.2.1).

    ``has_path`` says whether the query belongs to a property shape: elsewhere there is no path
    to put in its place.
    """
    nodes = list(walk(query))
    uses = nodes.count(PATH)
    as_predicate = sum(isinstance(one, Pattern) and one.predicate == PATH for one in nodes)
    if not uses:
        return []
    if not has_path:
        return ["$PATH can only be used in the query of a property shape"]
    if uses > as_predicate:
        return ["$PATH can only be used as the predicate of a triple pattern"]
    return []


def _bound_again(variable: Var) -> str:
    return f"AS ${variable.name} is not allowed: ${variable.name} is pre-bound"


def _outermost(query: Query) -> Project | None:
    if not isinstance(query, Select):
        return None
    projects: Iterator[Project] = (one for one in walk(query) if isinstance(one, Project))
    return next(projects, None)
