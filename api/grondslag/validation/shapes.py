"""The shapes to check against: our own rule book, or any SHACL shapes graph."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD
from rdflib.term import Node

from grondslag.catalogue import shapes_graph
from grondslag.errors import ShapesError
from grondslag.validation.columnar.model import Shape
from grondslag.validation.columnar.reading import ShapesReader, entailment_defect
from grondslag.validation.distinct_names import distinct_names
from grondslag.validation.reasons import in_dutch
from grondslag.validation.shacl_terms import refuse_unknown_terms
from grondslag.vocabulary import shorten

#: So many mistakes in shapes are told at once.
_MOST_TOLD = 10
#: Terms of SHACL Advanced Features and SHACL-JS, which no engine here assesses.
_NOT_ASSESSED = ("target", "rule", "expression", "js", "values")

#: What switches a shape off; "1"^^xsd:boolean is another term (SHACL, section 1.2).
_TRUE = Literal("true", datatype=XSD.boolean)


@dataclass(frozen=True)
class Shapes:
    """A shapes graph that is known to hold at least one shape with a target.

    ``targeted`` are the shapes that are checked on their own, in order of address. There are none
    where all shapes with a target are deactivated: then everything conforms.
    """

    graph: Graph
    targeted: tuple[Node, ...]
    shipped: bool

    @cached_property
    def _reader(self) -> ShapesReader:
        return ShapesReader(self.graph)

    @cached_property
    def _found(self) -> tuple[Shape, ...]:
        return tuple(self._reader.roots())

    @cached_property
    def _distinct(self) -> dict[Node, str]:
        return distinct_names(self._reader.shapes, self._reader.names) if self._found else {}

    def name(self, shape: Node) -> str:
        """Return what a shape is called, which no other shape of the graph is.

        See :class:`ShapeNames` and :func:`distinct_names`.
        """
        if isinstance(shape, BNode) and shape in self._distinct:
            return self._distinct[shape]
        return self._reader.names.name(shape)

    @cached_property
    def roots(self) -> tuple[Shape, ...]:
        """The targeted shapes as the columnar engine reads them."""
        wanted = set(self.targeted)
        return tuple(each for each in self._found if each.node in wanted)


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
    _refuse_entailment(graph, name)
    refuse_unknown_terms(graph, name)
    copied = Graph()
    for triple in graph:
        copied.add(triple)
    graph = copied
    _refuse_untargeted_classes(graph, name)
    if not ShapesReader(graph).targeted():
        raise ShapesError(
            "In dit bestand staat geen enkele SHACL-regel met een doel (sh:targetClass of een "
            "andere). Er is dus niets getoetst.",
            "There is no SHACL shape with a target (sh:targetClass or another) in this file, so "
            "nothing was assessed.",
            file=name,
        )
    _check_well_formed(graph, name)
    return Shapes(graph, _targeted(graph), shipped=False)


def _targeted(graph: Graph) -> tuple[Node, ...]:
    found = ShapesReader(graph).targeted()
    off = set(graph.subjects(SH.deactivated, _TRUE))
    return tuple(sorted(found - off, key=str))


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


def _refuse_entailment(graph: Graph, name: str) -> None:
    """Refuse shapes that count on an entailment that is not there (SHACL, section 1.5)."""
    reason = entailment_defect(graph)
    if reason:
        raise ShapesError(
            f"Deze regels rekenen op afleidingen die hier niet worden gemaakt: {reason}. "
            "Leid ze zelf af en haal sh:entailment eruit.",
            f"These shapes count on an entailment that is not made here: {reason}. Make it "
            "beforehand and take sh:entailment out.",
            file=name,
        )


def _refuse_untargeted_classes(graph: Graph, name: str) -> None:
    """Refuse a shape that means its instances and, by the letter of SHACL, has no target.

    An implicit class target needs an instance of rdfs:Class (section 2.1.3.3). An owl:Class is
    one only if the shapes graph says so, and such a shape would seem to conform.
    """
    if (OWL.Class, RDFS.subClassOf, RDFS.Class) in graph:
        return
    reader = ShapesReader(graph)
    targeted, shapes = reader.targeted(), reader.instances(SH.NodeShape)
    for shape in sorted(graph.subjects(RDF.type, OWL.Class), key=str):
        if shape in shapes and shape not in targeted:
            raise ShapesError(
                f"{shorten(str(shape))} is een owl:Class en een regel, maar heeft voor SHACL geen "
                "doel. Voeg sh:targetClass toe, of de regel owl:Class rdfs:subClassOf rdfs:Class.",
                f"{shorten(str(shape))} is an owl:Class and a shape, but has no target for SHACL. "
                "Add sh:targetClass, or the triple owl:Class rdfs:subClassOf rdfs:Class.",
                file=name,
            )


def _check_well_formed(graph: Graph, name: str) -> None:
    """Read every shape, also those that no target reaches, and refuse the file if one is wrong."""
    reader = ShapesReader(graph)
    for node in sorted(
        {*graph.subjects(RDF.type, SH.NodeShape), *_property_shapes(graph)}, key=str
    ):
        reader.shape(node)
    reader.read_roots()
    wrong = sorted(
        each.defect
        for each in reader.shapes.values()
        if each.defect and each.node not in reader.too_much
    )
    if wrong:
        brief = "; ".join(wrong[:_MOST_TOLD])
        if len(wrong) > _MOST_TOLD:
            brief += f"; … ({len(wrong)})"
        raise ShapesError(
            f"De regels in dit bestand zijn niet goed gevormd: {in_dutch(brief)}",
            f"The shapes in this file are ill-formed: {brief}",
            file=name,
        )


def _property_shapes(graph: Graph) -> set[Node]:
    return {*graph.subjects(RDF.type, SH.PropertyShape), *graph.objects(None, SH.property)}
