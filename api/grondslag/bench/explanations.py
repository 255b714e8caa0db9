"""Why engines report otherwise than the specification has it, as far as that was found out."""

from grondslag.bench.rows import Group

_SPARQL = "sh:SPARQLConstraintComponent"
_ONE_QUERY = (
    "it can read one SPARQL constraint of a shape; of a shape with more it reads none and reports "
    "every focus node, once for each"
)

#: Per engine, side and component what was found; an empty component stands for any.
_FOUND: dict[tuple[str, str, str], str] = {
    ("pyshacl", "missing", "sh:LessThanConstraintComponent"): (
        "values that cannot be compared, here a date that does not exist, must give a result "
        "(SHACL, section 4.5.3); pySHACL gives none"
    ),
    ("turbo-store", "extra", "sh:OrConstraintComponent"): (
        "on this store the plain strings of an sh:in are not recognised"
    ),
    ("rdf-validate-shacl", "missing", _SPARQL): "it knows no SPARQL constraints",
    ("shacl-engine", "missing", _SPARQL): _ONE_QUERY,
    ("shacl-engine", "extra", _SPARQL): _ONE_QUERY,
    ("shacl-engine", "extra", "sh:ClassConstraintComponent"): (
        "where a property shape has a SPARQL constraint too, the class is asked of the focus node"
    ),
}


def explanation(engine: str, group: Group) -> str:
    """Return why an engine has this difference, an empty string if it is not known."""
    return _FOUND.get((engine, group.side, group.component), "")
