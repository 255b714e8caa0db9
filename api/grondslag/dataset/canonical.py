"""One way of writing for values that can be written in several ways.

``"1"^^xsd:boolean`` and ``true`` are the same value (XML Schema 1.1, part 2, section 3.3.2), but
an engine that compares terms sees two. Rules and questions therefore see the canonical form of
yes/no values and whole numbers; what was read keeps the form in which it was read.
"""

import re

from rdflib import Graph, Literal
from rdflib.namespace import XSD

from grondslag.dataset.closure import new_graph

_INTEGER = re.compile(r"([+-]?)0*(\d+)")
_BOOLEAN = {"1": "true", "0": "false"}


def canonical_literal(literal: Literal) -> Literal:
    """Return the same value in its canonical form; what is no value stays as it is."""
    text = str(literal)
    if literal.datatype == XSD.boolean:
        written = _BOOLEAN.get(text, text)
    elif literal.datatype == XSD.integer and (match := _INTEGER.fullmatch(text)):
        sign = "-" if match[1] == "-" and match[2] != "0" else ""
        written = sign + match[2]
    else:
        return literal
    if written == text:
        return literal
    return Literal(written, datatype=literal.datatype, normalize=False)


def canonical(graph: Graph) -> Graph:
    """Return a graph with canonical values: the graph itself if it has no others."""
    odd = [
        (s, p, o, form)
        for s, p, o in graph
        if isinstance(o, Literal) and (form := canonical_literal(o)) is not o
    ]
    if not odd:
        return graph
    result = new_graph()
    for triple in graph:
        result.add(triple)
    for s, p, o, form in odd:
        result.remove((s, p, o))
        result.add((s, p, form))
    return result
