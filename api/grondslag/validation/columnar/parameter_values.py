"""Whether shapes give parameters the values that their declarations ask for (SHACL, 6.2.1).

A parameter declaration is a property shape: "shapes that do not conform with the constraints
declared for the parameters are ill-formed". The shapes graph is then itself data to assess.
"""

from collections.abc import Iterable

from rdflib import Graph, URIRef

from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Terms
from grondslag.validation.columnar.assessment import Assessment
from grondslag.validation.columnar.components import Component
from grondslag.validation.columnar.defects import defects_below
from grondslag.validation.columnar.lists import name_of
from grondslag.validation.columnar.model import CannotAssess, Shape, reason_of

#: A shape, a component it uses, and the declaration of one of the parameters.
Use = tuple[Shape, Component, Shape]


def mark_unfit(graph: Graph, uses: Iterable[Use]) -> None:
    """Note as defect of shapes that a value is not what the declaration of its parameter asks.

    Args:
        graph: the shapes graph.
        uses: what to check; recursive declarations have been marked.
    """
    asked = [each for each in uses if each[2].constraints or defects_below(each[2])]
    asked = [each for each in asked if not each[0].defect]
    if not asked:
        return
    run = Assessment(columns_of(graph, Terms()), None, URIRef("urn:grondslag:none"))
    for shape, component, declaration in asked:
        reason = _misfit(run, shape, declaration)
        if reason:
            of = f"a parameter of {name_of(component.node)}"
            shape.defect = shape.defect or f"{shape.name}: {of} {reason}"


def _misfit(run: Assessment, shape: Shape, declaration: Shape) -> str:
    wrong = defects_below(declaration)
    if wrong:
        return f"cannot be checked: {wrong[0].defect}"
    try:
        fits = run.conforms(declaration, run.numbers([shape.node])).all()
    except (CannotAssess, RecursionError) as error:
        return f"cannot be checked: {reason_of(error)}"
    return "" if fits else "has a value that its declaration does not allow"
