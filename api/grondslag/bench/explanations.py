"""Why engines report otherwise than the specification has it, as far as that was found out."""

from grondslag.bench.rows import Group

_SPARQL = "sh:SPARQLConstraintComponent"

#: Per engine, side and component what was found; an empty component stands for any.
_FOUND: dict[tuple[str, str, str], str] = {
    ("pyshacl", "missing", "sh:LessThanConstraintComponent"): (
        "values that cannot be compared, here a date that does not exist, must give a result "
        "(SHACL, section 4.5.3); pySHACL gives none"
    ),
    ("turbo-store", "extra", "sh:OrConstraintComponent"): (
        "on this store plain strings do not match those of an sh:in inside an sh:or"
    ),
    ("rdf-validate-shacl", "missing", _SPARQL): "it knows no SPARQL constraints",
    ("shacl-engine", "missing", _SPARQL): (
        "a path in the query from a pre-bound variable is not followed"
    ),
    ("shacl-engine", "extra", _SPARQL): (
        "a pre-bound variable is not visible inside FILTER NOT EXISTS, so that finds nothing"
    ),
    ("shacl-engine", "extra", "sh:ClassConstraintComponent"): (
        "where a property shape has a class and a SPARQL constraint, the focus node is checked "
        "as if it were a value"
    ),
}


def explanation(engine: str, group: Group) -> str:
    """Return why an engine has this difference, an empty string if it is not known."""
    return _FOUND.get((engine, group.side, group.component), "")
