"""SPARQL constraints for all focus nodes at once; everything else in pySHACL.

SHACL evaluates a SPARQL constraint once per focus node with ``$this`` pre-bound (SHACL,
section 5.3). For a query that is monotone in ``$this`` - no subselect, VALUES, MINUS or
aggregate, which SHACL mostly forbids anyway - leaving ``$this`` free and joining it with the
target class gives the same solutions in one evaluation. The rule book is written so, and a
test compares both ways for every example. Shapes of others always run per focus node.
"""

import re
from functools import lru_cache

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.catalogue import shapes_graph
from grondslag.dataset import View
from grondslag.dataset.store import from_oxigraph
from grondslag.validation.reference import run_pyshacl
from grondslag.validation.results import Result, RuleFailure, Run, ordered
from grondslag.validation.shapes import Shapes

_HEAD = re.compile(r"\A\s*SELECT\s+(?:DISTINCT\s+)?((?:[?$]\w+\s+)+)WHERE\s*\{", re.IGNORECASE)
# Keywords, not parts of a name such as c:sexoutcome-limit.
_PER_NODE_ONLY = re.compile(
    r"(?<![\w:/#.?$-])(?:MINUS|VALUES|SERVICE|GROUP\s+BY|LIMIT|OFFSET)(?![\w:-])"
    r"|\$(?:PATH|currentShape|shapesGraph)\b",
    re.IGNORECASE,
)


class SetwiseEngine:
    """Runs SPARQL constraints of the rule book set-wise on Oxigraph, the rest in pySHACL."""

    name = "setwise"

    def run(self, view: View, shapes: Shapes) -> Run:
        """Assess all shapes; see :class:`grondslag.validation.engines.Engine`."""
        plans, rest = _shipped_plan() if shapes.shipped else ({}, shapes.graph)
        core = tuple(shape for shape in shapes.targeted if shape not in plans)
        results, failures = run_pyshacl(view.whole, rest, core) if core else ([], [])
        if plans:
            store = view.store()
            for shape, query in sorted(plans.items()):
                try:
                    results.extend(_solutions(store, shapes.graph, shape, query))
                except (SyntaxError, ValueError, OSError, RuntimeError) as error:
                    failures.append(RuleFailure(shape, str(error)))
        return Run(self.name, ordered(results), tuple(failures))


@lru_cache(maxsize=1)
def _shipped_plan() -> tuple[dict[URIRef, str], Graph]:
    """Return the set-wise queries of the rule book, and the shapes that remain."""
    shapes = shapes_graph()
    plans = plan(shapes)
    return plans, _without(shapes, plans)


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


def _without(shapes: Graph, plans: dict[URIRef, str]) -> Graph:
    """Return the shapes without the constraints that are run set-wise."""
    rest = Graph()
    for triple in shapes:
        if triple[0] not in plans:
            rest.add(triple)
    return rest


def _solutions(store: ox.Store, shapes: Graph, shape: URIRef, query: str) -> list[Result]:
    severity = shapes.value(shape, SH.severity) or SH.Violation
    answer = store.query(query)
    if not isinstance(answer, ox.QuerySolutions):
        raise ValueError("not a SELECT query")
    names = {variable.value for variable in answer.variables}
    results = []
    for solution in answer:
        focus = from_oxigraph(solution["this"])
        value = solution["value"] if "value" in names else None
        path = solution["path"] if "path" in names else None
        results.append(
            Result(
                focus=focus,
                path=None if path is None else from_oxigraph(path),
                # Without a binding, the value of a node shape is the focus node itself.
                value=focus if value is None else from_oxigraph(value),
                shape=shape,
                component=SH.SPARQLConstraintComponent,
                severity=URIRef(str(severity)),
            )
        )
    return results
