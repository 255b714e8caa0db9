"""A SPARQL rule as one query over the whole graph, to read and to run elsewhere.

SHACL evaluates a SPARQL constraint once per focus node with ``$this`` pre-bound (SHACL,
section 5.3). For a query that is monotone in ``$this`` - no subselect, VALUES, MINUS or
aggregate, which SHACL mostly forbids anyway - leaving ``$this`` free and joining it with the
target class gives the same solutions in one evaluation. The rule book is written so.
"""

import re

from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

_HEAD = re.compile(r"\A\s*SELECT\s+(?:DISTINCT\s+)?((?:[?$]\w+\s+)+)WHERE\s*\{", re.IGNORECASE)
# Keywords, not parts of a name such as c:sexoutcome-limit.
_PER_NODE_ONLY = re.compile(
    r"(?<![\w:/#.?$-])(?:MINUS|VALUES|SERVICE|GROUP\s+BY|LIMIT|OFFSET)(?![\w:-])"
    r"|\$(?:PATH|currentShape|shapesGraph)\b",
    re.IGNORECASE,
)


def plan(shapes: Graph) -> dict[URIRef, str]:
    """Return the set-wise query of each node shape whose only constraint allows one."""
    found: dict[URIRef, str] = {}
    for shape, constraint in shapes.subject_objects(SH.sparql):
        select = shapes.value(constraint, SH.select)
        classes = sorted(str(each) for each in shapes.objects(shape, SH.targetClass))
        only_class_targets = not any(
            (shape, other, None) in shapes
            for other in (SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
        )
        if (
            isinstance(shape, URIRef)
            and select is not None
            and classes
            and only_class_targets
            and (shape, SH.path, None) not in shapes
            and len(list(shapes.objects(shape, SH.sparql))) == 1
        ):
            query = set_wise(str(select), classes, _prefixes(shapes, constraint))
            if query is not None:
                found[shape] = query
    return found


def set_wise(select: str, classes: list[str], prefixes: str) -> str | None:
    """Return a query over all focus nodes of the classes, or None if it must run per node."""
    head = _HEAD.match(select)
    if head is None or _PER_NODE_ONLY.search(select):
        return None
    if len(re.findall(r"\bSELECT\b", select, re.IGNORECASE)) > 1:
        return None
    body = select[head.end() :]
    targets = " UNION ".join(f"{{ $this a <{each}> }}" for each in classes)
    return f"{prefixes}SELECT DISTINCT {head[1]}WHERE {{ {targets} {body}"


def _prefixes(shapes: Graph, constraint: Node) -> str:
    lines = []
    for owner in shapes.objects(constraint, SH.prefixes):
        for declaration in shapes.objects(owner, SH.declare):
            prefix = shapes.value(declaration, SH.prefix)
            namespace = shapes.value(declaration, SH.namespace)
            lines.append(f"PREFIX {prefix}: <{namespace}>\n")
    return "".join(sorted(lines))
