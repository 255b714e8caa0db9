"""Terms of rdflib as tokens (see ``grondslag.lexical``), and back."""

import logging
import re

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from grondslag.lexical import LANG_STRING, STRING, literal_token, split_literal

# A value such as "2026-02-30"^^xsd:date is data that a rule reports; rdflib would log a traceback.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

#: Rough: what is inside the angle brackets of an IRI is not looked at.
_TOKEN = re.compile(
    r'<[^<>\n]*>|_:[^\s<>"]+|"(?:[^"\\\n\r]|\\.)*"(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^<[^<>\n]+>)?'
)


def token_of(node: Node) -> str:
    """Return the token of an rdflib term.

    Raises:
        TypeError: for what is no RDF 1.1 term.
    """
    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, Literal):
        if str(node.datatype) == LANG_STRING and not node.language:
            raise TypeError(f"not an RDF term: {node!r} has no language")
        return literal_token(str(node), str(node.datatype or STRING), node.language or "")
    raise TypeError(f"not an RDF term: {node!r}")


def is_token(text: str) -> bool:
    """Tell whether a text is the token of a term, in the one form that it has here."""
    if _TOKEN.fullmatch(text) is None or text.endswith(f"^^<{LANG_STRING}>"):
        return False
    return token_of(node_of(text)) == text


def node_of(token: str) -> Node:
    """Return the rdflib term of a token, lexical form kept."""
    first = token[0]
    if first == "<":
        return URIRef(token[1:-1])
    if first == "_":
        return BNode(token[2:])
    text, datatype, language = split_literal(token)
    if language:
        return Literal(text, lang=language)
    if datatype == STRING:
        # A datatype that nobody wrote stays unwritten: rdflib tells the two apart.
        return Literal(text)
    return Literal(text, datatype=URIRef(datatype), normalize=False)
