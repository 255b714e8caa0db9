"""The reference engine: pySHACL, one focus node at a time (https://www.w3.org/TR/shacl/)."""

import warnings
from decimal import Decimal

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH, XSD
from rdflib.term import Node

from grondslag.dataset import View
from grondslag.validation.results import Result, RuleFailure, Run, ordered
from grondslag.validation.shapes import Shapes


class PySHACLEngine:
    """Runs every shape in pySHACL."""

    name = "pyshacl"

    def run(self, view: View, shapes: Shapes) -> Run:
        """Assess all shapes; see :class:`grondslag.validation.engines.Engine`."""
        # pySHACL adds triples of its own to the shapes it is given; ours are shared.
        own = Graph()
        for triple in shapes.graph:
            own.add(triple)
        results, failures = run_pyshacl(view.whole, own, shapes.targeted)
        return Run(self.name, ordered(results), tuple(failures))


def run_pyshacl(
    data: Graph, shapes: Graph, targeted: tuple[Node, ...]
) -> tuple[list[Result], list[RuleFailure]]:
    """Return the results of pySHACL, and the shapes it could not assess.

    One shape that fails must not take the others with it: when the whole run breaks, every
    shape is run by itself.
    """
    if not targeted:
        return [], []
    try:
        return _validate(data, shapes, None), []
    except Exception as error:
        if len(targeted) == 1:
            return [], [RuleFailure(targeted[0], _reason(error))]
    results: list[Result] = []
    failures: list[RuleFailure] = []
    for shape in targeted:
        try:
            results.extend(_validate(data, shapes, shape))
        except Exception as error:
            failures.append(RuleFailure(shape, _reason(error)))
    return results, failures


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:500] or type(error).__name__


def _validate(data: Graph, shapes: Graph, only: Node | None) -> list[Result]:
    # pySHACL takes half a second to import; commands that only list rules do without it.
    import pyshacl
    from pyshacl.constraints.sparql.sparql_based_constraint_components import (
        SPARQLConstraintComponentValidator,
    )
    from pyshacl.errors import ShapeRecursionWarning
    from pyshacl.rdfutil.stringify import stringify_blank_node

    # Both are kept by the address of a graph in memory, which another graph may have had.
    SPARQLConstraintComponentValidator.validator_cache.clear()
    stringify_blank_node.dict_cache.clear()
    with warnings.catch_warnings():
        # pySHACL warns about a recursive shape and goes on; its outcome then means nothing.
        warnings.simplefilter("error", ShapeRecursionWarning)
        conforms, report, text = pyshacl.validate(
            data,
            shacl_graph=shapes,
            inplace=True,
            advanced=False,
            use_shapes=None if only is None else [str(only)],
        )
    if not isinstance(conforms, bool) or not isinstance(report, Graph):
        raise RuntimeError(str(text))
    # Only the results of the report itself: those under sh:detail explain another result.
    return [_result(report, node, data) for node in report.objects(None, SH.result)]


def _result(report: Graph, node: Node, data: Graph) -> Result:
    focus, shape = report.value(node, SH.focusNode), report.value(node, SH.sourceShape)
    component = report.value(node, SH.sourceConstraintComponent)
    severity = report.value(node, SH.resultSeverity)
    if focus is None or shape is None:
        raise RuntimeError("pySHACL returned a result without focus node or shape")
    return Result(
        focus=focus,
        path=report.value(node, SH.resultPath),
        value=_computed(report.value(node, SH.value), focus, data),
        shape=shape,
        component=URIRef(str(component)),
        severity=URIRef(str(severity)),
        messages=tuple(
            (str(message), message.language)
            for message in sorted(report.objects(node, SH.resultMessage), key=str)
            if isinstance(message, Literal)
        ),
        source=report.value(node, SH.sourceConstraint)
        if component == SH.SPARQLConstraintComponent
        else None,
    )


def _computed(value: Node | None, focus: Node, data: Graph) -> Node | None:
    """Write a decimal that a query computed in its canonical form.

    What is in the data, or was named by a target, is no outcome of a computation.

    rdflib keeps the zeros of its own arithmetic (0.40 + 0.50 gives 0.90); the result of an
    operation is a value, and its form the canonical one (XML Schema 1.1, part 2, section 3.3.3).
    """
    if (
        not isinstance(value, Literal)
        or value.datatype != XSD.decimal
        or value.ill_typed
        or value == focus
        or (None, None, value) in data
    ):
        return value
    text = format(Decimal(str(value)).normalize() or Decimal(0), "f")
    return Literal(text, datatype=XSD.decimal, normalize=False)
