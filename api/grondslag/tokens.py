"""Terms as canonical N-Triples tokens (https://www.w3.org/TR/n-triples/), and back.

The form is the one that Oxigraph writes: ``xsd:string`` is left out, language tags are in
lower case, and only what has to be is escaped.
"""

import logging
import re

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

# A value such as "2026-02-30"^^xsd:date is data that a rule reports; rdflib would log a traceback.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

XSD = "http://www.w3.org/2001/XMLSchema#"
STRING = f"{XSD}string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_ECHAR = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_MUST_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
#: Rough: what is inside the angle brackets of an IRI is not looked at.
_TOKEN = re.compile(
    r'<[^<>\n]*>|_:[^\s<>"]+|"(?:[^"\\\n\r]|\\.)*"(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^<[^<>\n]+>)?'
)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def escape(text: str) -> str:
    """Return a lexical form as it stands between the quotes of a token."""
    return _MUST_ESCAPE.sub(
        lambda match: _ECHAR.get(match[0]) or f"\\u{ord(match[0]):04X}",
        text,
    )


def unescape(text: str) -> str:
    """Return the lexical form that an escaped text stands for."""
    if "\\" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else _PLAIN.get(code, code)

    return _ESCAPED.sub(plain, text)


def literal_token(text: str, datatype: str = STRING, language: str = "") -> str:
    """Return the token of a literal from its lexical form and its datatype or language."""
    if language:
        return f'"{escape(text)}"@{language.lower()}'
    if datatype in ("", STRING):
        return f'"{escape(text)}"'
    return f'"{escape(text)}"^^<{datatype}>'


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


def split_literal(token: str) -> tuple[str, str, str]:
    """Return lexical form, datatype and language ('' for none) of a literal's token."""
    if token.endswith('"'):
        return unescape(token[1:-1]), STRING, ""
    if token.endswith(">"):
        cut = token.rindex('"^^<')
        return unescape(token[1:cut]), token[cut + 4 : -1], ""
    cut = token.rindex('"@')
    return unescape(token[1:cut]), LANG_STRING, token[cut + 2 :]


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
