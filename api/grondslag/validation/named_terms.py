"""Which triples a shapes graph can read at all.

A shape reads a graph through the predicates and classes that it names: in its path, its
targets, its constraints and its SPARQL. A triple with another predicate cannot change any
result, so it may be left out. A shape that reads through a variable predicate, a negated
property set or ``sh:closed`` makes everything readable. Labels, and types that no shape names,
are read of nodes that a rule found by other triples; those of other nodes may go as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef, Variable
from rdflib.namespace import RDF, RDFS, SH, SKOS
from rdflib.paths import NegatedPath, Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class NamedTerms:
    """What the shapes name.

    ``everything`` says that they can read any triple; ``all_types`` that they can read any
    type. ``classes`` are the classes they name, with all subclasses of those.
    """

    terms: frozenset[Node]
    classes: frozenset[Node]
    all_types: bool
    everything: bool

    def structure(self, graph: Graph) -> Graph:
        """Return the triples that the shapes can read, without mere descriptions."""
        found = Graph()
        for triple in graph:
            if self._reads(triple) and not self._describes(triple):
                found.add(triple)
        return found

    def descriptions(self, graph: Graph, nodes: Iterable[Node]) -> Graph:
        """Return the labels, and the types that no shape names, of nodes a rule can reach."""
        found = Graph()
        for node in nodes:
            for triple in graph.triples((node, None, None)):
                if self._describes(triple) and self._reads(triple):
                    found.add(triple)
        return found

    def _reads(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        if self.everything:
            return True
        if predicate == RDF.type:
            return self.all_types or value in self.classes
        if predicate == RDFS.subClassOf and RDFS.subClassOf not in self.terms:
            # SHACL itself follows the class hierarchy for targets and sh:class (section 1.1).
            return subject in self.classes and value in self.classes
        return predicate in self.terms

    def _describes(self, triple: Triple) -> bool:
        """Tell whether a triple is read only of a node that the rule found by another."""
        _, predicate, value = triple
        if self.everything:
            return False
        if predicate == RDF.type:
            return value not in self.classes
        return isinstance(value, Literal) and str(predicate).startswith((str(RDFS), str(SKOS)))


def named_terms(shapes: Graph, ontology: Graph) -> NamedTerms:
    """Return what the shapes name.

    Args:
        shapes: a SHACL shapes graph.
        ontology: the class hierarchy that their targets and queries rely on.
    """
    terms: set[Node] = {term for term in shapes.objects() if isinstance(term, URIRef)}
    everything = (None, SH.closed, None) in shapes
    all_types = RDF.type in set(shapes.objects(None, SH.path))
    for constraint, select in shapes.subject_objects(SH.select):
        for read in _reads(prepareQuery(str(select), initNs=_prefixes(shapes, constraint))):
            terms.update(read.terms)
            everything = everything or read.everything
            all_types = all_types or read.all_types
    classes: set[Node] = set(terms)
    for term in terms:
        below = ontology.transitive_subjects(RDFS.subClassOf, term)
        classes.update(each for each in below if each is not None)
    return NamedTerms(frozenset(terms), frozenset(classes), all_types, everything)


def _prefixes(shapes: Graph, constraint: Node) -> dict[str, str]:
    return {
        str(shapes.value(declaration, SH.prefix)): str(shapes.value(declaration, SH.namespace))
        for owner in shapes.objects(constraint, SH.prefixes)
        for declaration in shapes.objects(owner, SH.declare)
    }


def _reads(query: object) -> Iterator[NamedTerms]:
    """Yield what each part of a query names: its terms and its triple patterns."""
    todo: list[object] = [getattr(query, "algebra", query)]
    while todo:
        part = todo.pop()
        if isinstance(part, URIRef):
            yield NamedTerms(frozenset({part}), frozenset(), False, False)
        elif isinstance(part, Path):
            yield _path(part)
        elif isinstance(part, CompValue):
            for name, value in part.items():
                if name == "triples":
                    yield from map(_pattern, value)
                todo.append(value)
        elif isinstance(part, (list, tuple, set, frozenset)):
            todo.extend(part)
        elif isinstance(part, dict):
            todo.extend(part.items())


def _pattern(pattern: Triple) -> NamedTerms:
    """Tell what a triple pattern reads beside the terms in it."""
    _, predicate, value = pattern
    any_type = predicate == RDF.type and not isinstance(value, URIRef)
    return NamedTerms(frozenset(), frozenset(), any_type, isinstance(predicate, Variable))


def _path(path: Path) -> NamedTerms:
    """Tell what a property path reads; a type inside a path can be any type."""
    terms: set[Node] = set()
    negated = False
    todo: list[object] = [path]
    while todo:
        part = todo.pop()
        if isinstance(part, URIRef):
            terms.add(part)
        elif isinstance(part, Path):
            negated = negated or isinstance(part, NegatedPath)
            inner = [getattr(part, name, None) for name in ("args", "arg", "path")]
            todo.extend(each for each in inner if each is not None)
        elif isinstance(part, (list, tuple)):
            todo.extend(part)
    return NamedTerms(frozenset(terms), frozenset(), RDF.type in terms, negated)
