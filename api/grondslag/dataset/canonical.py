"""One way of writing for values that can be written in several ways.

``"1"^^xsd:boolean`` and ``true`` are the same value (XML Schema 1.1, part 2, section 3.3.2), but
an engine that compares terms sees two. Rules and questions therefore see the canonical form of
yes/no values and whole numbers; what was read keeps the form in which it was read.
"""

import re

import numpy as np
import polars as pl
from rdflib import Graph, Literal
from rdflib.namespace import XSD

from grondslag.columns.terms import Ids, Terms
from grondslag.dataset.closure import new_graph
from grondslag.tokens import node_of, token_of

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


def canonical_ids(terms: Terms, objects: Ids) -> Ids:
    """Return a column of objects with canonical values, as :func:`canonical` does for a graph."""
    codes = (terms.datatype_code(str(XSD.boolean)), terms.datatype_code(str(XSD.integer)))
    used = np.unique(objects)
    typed = used[np.isin(terms.datatype[used], codes)]
    tokens = terms.take(typed)
    odd = ~tokens.str.contains(_CANONICAL_TOKEN).to_numpy()
    if not odd.any():
        return objects
    forms = [canonical_literal(_literal(each)) for each in tokens.filter(pl.Series(odd)).to_list()]
    number = np.arange(len(terms), dtype=np.int32)
    number[typed[odd]] = terms.numbers(token_of(each) for each in forms)
    return number[objects]


def _literal(token: str) -> Literal:
    node = node_of(token)
    if not isinstance(node, Literal):
        raise TypeError(f"not a literal: {token}")
    return node


_CANONICAL_TOKEN = (
    rf'\A"(?:(?:true|false)"\^\^<{XSD.boolean}>|(?:0|-?[1-9][0-9]*)"\^\^<{XSD.integer}>)\z'
)
