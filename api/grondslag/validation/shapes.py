"""The shapes to check against: our own rule book, or any SHACL shapes graph."""

from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from grondslag.catalogue import shapes_graph
from grondslag.errors import ShapesError

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
#: Terms of SHACL Advanced Features and SHACL-JS, which no engine here assesses.
_NOT_ASSESSED = ("target", "rule", "expression", "js", "values")


@dataclass(frozen=True)
class Shapes:
    """A shapes graph that is known to hold at least one shape with a target.

    ``targeted`` are the shapes that are checked on their own, in order of address.
    """

    graph: Graph
    targeted: tuple[Node, ...]
    shipped: bool


@lru_cache(maxsize=1)
def shipped_shapes() -> Shapes:
    """Return the rule book as shapes."""
    return Shapes(shapes_graph(), _targeted(shapes_graph()), shipped=True)


def load_shapes(graph: Graph, name: str) -> Shapes:
    """Check that a graph can serve as shapes graph, against the SHACL of SHACL itself.

    Args:
        graph: the triples handed in as shapes.
        name: how the input is called in messages.

    Raises:
        ShapesError: if there is no shape in it, or a shape is ill-formed. A broken shapes graph
            must never lead to "conforms".
    """
    # pySHACL needs a store that knows named graphs, which is rdflib's default one.
    _refuse_advanced(graph, name)
    copied = Graph()
    for triple in graph:
        copied.add(triple)
    graph = copied
    targeted = _targeted(graph)
    if not targeted:
        raise ShapesError(
            "In dit bestand staat geen enkele SHACL-regel met een doel (sh:targetClass of een "
            "andere). Er is dus niets getoetst.",
            "There is no SHACL shape with a target (sh:targetClass or another) in this file, so "
            "nothing was assessed.",
            file=name,
        )
    _check_well_formed(graph, name)
    return Shapes(graph, targeted, shipped=False)


def _targeted(graph: Graph) -> tuple[Node, ...]:
    found = {shape for target in _TARGETS for shape in graph.subjects(target, None)}
    implicit = URIRef("http://www.w3.org/2000/01/rdf-schema#Class")
    owl_class = URIRef("http://www.w3.org/2002/07/owl#Class")
    for kind in (implicit, owl_class):
        for shape in graph.subjects(RDF.type, kind):
            if (shape, RDF.type, SH.NodeShape) in graph or (
                shape,
                RDF.type,
                SH.PropertyShape,
            ) in graph:
                found.add(shape)
    deactivated = {
        shape for shape, flag in graph.subject_objects(SH.deactivated) if str(flag) == "true"
    }
    return tuple(sorted(found - deactivated, key=str))


def _refuse_advanced(graph: Graph, name: str) -> None:
    """Refuse what would be passed over in silence, and then look like conforming."""
    used = [f"sh:{term}" for term in _NOT_ASSESSED if (None, URIRef(f"{SH}{term}"), None) in graph]
    if used:
        raise ShapesError(
            f"Deze regels gebruiken {', '.join(used)}. Dat hoort niet bij SHACL Core of "
            "SHACL-SPARQL en kan niet worden getoetst. Haal het eruit.",
            f"These shapes use {', '.join(used)}, which is not part of SHACL Core or "
            "SHACL-SPARQL and cannot be assessed. Take it out.",
            file=name,
        )


def _check_well_formed(graph: Graph, name: str) -> None:
    import pyshacl

    try:
        conforms, _, text = pyshacl.validate(
            Graph(), shacl_graph=graph, meta_shacl=True, inplace=True, advanced=False
        )
    except Exception as error:
        brief = " ".join(str(error).split())[:300]
        raise ShapesError(
            f"De regels in dit bestand zijn niet goed gevormd: {brief}",
            f"The shapes in this file are ill-formed: {brief}",
            file=name,
        ) from error
    if not isinstance(conforms, bool):
        brief = " ".join(str(text).split())[:300]
        raise ShapesError(
            f"De regels in dit bestand zijn niet goed gevormd: {brief}",
            f"The shapes in this file are ill-formed: {brief}",
            file=name,
        )
