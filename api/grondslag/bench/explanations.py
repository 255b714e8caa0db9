"""Why engines report otherwise than the specification has it, as far as that was found out."""

from grondslag.bench.rows import Group

_SPARQL = "sh:SPARQLConstraintComponent"
_ONE_QUERY = (
    "it can read one SPARQL constraint of a shape; of a shape with more it reads none and reports "
    "every focus node, once for each"
)
_DATE_THAT_IS_NONE = "it takes a date that does not exist for a date"
_CANONICAL = "it gives back numbers in another form than they were written in"
_GROUPED = (
    "it computes a - b + c as a - (b + c), so takes another day for the start of the "
    "parliamentary year"
)
_OUTSIDE = (
    "in Jena a FILTER inside OPTIONAL does not hold when it compares a variable from outside it"
)
_RULE = "<https://w3id.org/grondslag/rule/"
_COMPUTED = (
    "a number that a query computes; pySHACL keeps zeros at the end, others write the canonical "
    "form of XML Schema"
)

#: Per engine, side and component (or shape) what was found out; any engine is "*".
_FOUND: dict[tuple[str, str, str], str] = {
    ("pyshacl", "missing", "sh:LessThanConstraintComponent"): (
        "values that cannot be compared, here a date that does not exist, must give a result "
        "(SHACL, section 4.5.3); pySHACL gives none"
    ),
    ("turbo-store", "extra", "sh:OrConstraintComponent"): (
        "on this store the plain strings of an sh:in are not recognised"
    ),
    ("turbo-store", "missing", "sh:MinExclusiveConstraintComponent"): _CANONICAL,
    ("turbo-store", "extra", "sh:MinExclusiveConstraintComponent"): _CANONICAL,
    ("rudof", "missing", "sh:DatatypeConstraintComponent"): _DATE_THAT_IS_NONE,
    ("rudof", "missing", "sh:LessThanConstraintComponent"): _DATE_THAT_IS_NONE,
    ("rdf-validate-shacl", "missing", "sh:DatatypeConstraintComponent"): _DATE_THAT_IS_NONE,
    ("rdf-validate-shacl", "missing", "sh:LessThanConstraintComponent"): _DATE_THAT_IS_NONE,
    ("rdf-validate-shacl", "missing", _SPARQL): "it knows no SPARQL constraints",
    ("shacl-engine", "missing", _SPARQL): _ONE_QUERY,
    ("shacl-engine", "extra", _SPARQL): _ONE_QUERY,
    ("shacl-engine", "extra", "sh:ClassConstraintComponent"): (
        "where a property shape has a SPARQL constraint too, the class is asked of the focus node"
    ),
    ("jena", "extra", f"{_RULE}PRC-18>"): _OUTSIDE,
    ("topbraid", "extra", f"{_RULE}PRC-18>"): _OUTSIDE,
    **{
        (engine, side, f"{_RULE}DOC-05>"): _GROUPED
        for engine in ("turbo", "turbo-store", "shifty", "rudof", "rudof-sparql")
        for side in ("missing", "extra")
    },
    ("*", "missing", f"{_RULE}FRM-08>"): _COMPUTED,
    ("*", "extra", f"{_RULE}FRM-08>"): _COMPUTED,
}


def explanation(engine: str, group: Group) -> str:
    """Return why an engine has this difference, an empty string if it is not known."""
    for who in (engine, "*"):
        for what in (group.shape, group.component):
            if (who, group.side, what) in _FOUND:
                return _FOUND[who, group.side, what]
    return ""
