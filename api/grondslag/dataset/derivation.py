"""From what a triple follows that nobody said: the other way through the entailments.

See :mod:`grondslag.dataset.entailment` for the rules. A derivation is the shortest one; its
premises are data and lines of the ontology, and some may be entailed themselves.
"""

from collections import deque
from collections.abc import Iterator

import numpy as np
from rdflib.namespace import OWL, RDF, RDFS

from grondslag.columns.graph import Columns
from grondslag.columns.walks import Numbers, Walk, shortest_walk
from grondslag.dataset.entailment import EntailedColumns
from grondslag.sparql.algebra import Link, Sequence

_SUBCLASS = f"<{RDFS.subClassOf}>"
_SUBPROPERTY = f"<{RDFS.subPropertyOf}>"
_INVERSE = f"<{OWL.inverseOf}>"
_CHAIN = f"<{OWL.propertyChainAxiom}>"
_FIRST, _REST, _NIL = f"<{RDF.first}>", f"<{RDF.rest}>", f"<{RDF.nil}>"


def has(columns: Columns, triple: Numbers) -> bool:
    """Tell whether a triple is in a graph."""
    subject, predicate, object_ = triple
    one, two = np.array([subject], np.int32), np.array([object_], np.int32)
    return bool(columns.pairs(predicate).has(one, two)[0])


def premises(columns: EntailedColumns, triple: Numbers) -> Walk | None:
    """Return the triples that an entailed triple follows from, the data first.

    Returns:
        None when no derivation is found, which is so for what is not entailed.
    """
    if triple[1] == columns.type:
        return _by_class(columns.base, triple)
    return _by_property(columns, triple)


def _by_class(base: Columns, triple: Numbers) -> Walk | None:
    """Go down from the class until the node is said to be of one of the classes below it."""
    node, kind, wanted = triple
    subclass = base.terms.number(_SUBCLASS)
    below = base.pairs(subclass).flipped
    trails: dict[int, Walk] = {wanted: ()}
    todo = deque([wanted])
    while todo:
        here = todo.popleft()
        if here != wanted and has(base, (node, kind, here)):
            return ((node, kind, here), *trails[here])
        for child in below.of_first(here).tolist():
            if child not in trails:
                trails[child] = ((child, subclass, here), *trails[here])
                todo.append(child)
    return None


def _by_property(columns: EntailedColumns, triple: Numbers) -> Walk | None:
    """Go through the properties that this one takes its pairs from, forward or backward."""
    subject, predicate, object_ = triple
    base = columns.base
    start = (predicate, False)
    trails: dict[tuple[int, bool], Walk] = {start: ()}
    todo = deque([start])
    while todo:
        here = todo.popleft()
        term, backward = here
        one, two = (object_, subject) if backward else (subject, object_)
        if here != start and has(base, (one, term, two)):
            return ((one, term, two), *trails[here])
        for axiom, chain in _chains(columns.ontology, term):
            walk = shortest_walk(columns, chain, one, two)
            if walk is not None and triple not in walk:
                return (*walk, axiom, *trails[here])
        for following, flips, axiom in _sources(columns, term):
            there = (following, backward != flips)
            if there not in trails:
                trails[there] = (axiom, *trails[here])
                todo.append(there)
    return None


def _sources(columns: EntailedColumns, term: int) -> Iterator[tuple[int, bool, Numbers]]:
    """Yield (property, whether it runs the other way, the triple that says so)."""
    subproperty = columns.terms.number(_SUBPROPERTY)
    for child in columns.base.pairs(subproperty).flipped.of_first(term).tolist():
        yield child, False, (child, subproperty, term)
    # Inverses and chains count only where our own ontology declares them.
    inverse = columns.terms.number(_INVERSE)
    declared = columns.ontology.pairs(inverse)
    for other in declared.of_first(term).tolist():
        yield other, True, (term, inverse, other)
    for other in declared.flipped.of_first(term).tolist():
        yield other, True, (other, inverse, term)


def _chains(ontology: Columns, term: int) -> Iterator[tuple[Numbers, Sequence]]:
    declares, nil = ontology.terms.number(_CHAIN), ontology.terms.number(_NIL)
    first, rest = ontology.pairs_of(_FIRST), ontology.pairs_of(_REST)
    for head in ontology.pairs(declares).of_first(term).tolist():
        links, here = [], head
        while here != nil:
            links.append(Link(ontology.terms.token(int(first.of_first(here)[0]))))
            here = int(rest.of_first(here)[0])
        yield (term, declares, head), Sequence(tuple(links))
