"""Read Turtle and TriG with the line of every triple.

The grammar is that of RDF 1.1 Turtle (https://www.w3.org/TR/turtle/, section 6.5) and TriG
(https://www.w3.org/TR/trig/). Syntax is judged by Oxigraph before this reader sees the
text; it adds what no Python parser tells: where each triple stands. Blank nodes get names by
order of appearance, so that two runs over the same bytes name them alike.
"""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit, uses_relative

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

Emit = Callable[[Node, Node, Node, int], None]

_LOCAL = r"(?:[\w:\-\u00b7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_TOKEN = re.compile(
    rf"""
    (?P<skip>[ \t\r\n]+|\#[^\n]*)
  | (?P<iri><[^<>"{{}}|^`\s]*>)
  | (?P<long>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*''')
  | (?P<string>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<type>\^\^)
  | (?P<blank>_:\w(?:[\w.\-\u00b7]*[\w\-\u00b7])?)
  | (?P<double>[+-]?(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+)
  | (?P<decimal>[+-]?\d*\.\d+)
  | (?P<integer>[+-]?\d+)
  | (?P<name>(?:[^\W\d_](?:[\w.\-\u00b7]*[\w\-\u00b7])?)?:(?:(?:{_LOCAL}|\.)*{_LOCAL})?)
  | (?P<word>[A-Za-z]+)
  | (?P<punctuation>[.;,\[\](){{}}])
    """,
    re.VERBOSE | re.DOTALL,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_NUMBERS = {"double": XSD.double, "decimal": XSD.decimal, "integer": XSD.integer}


class CannotLocate(Exception):
    """The text uses something outside RDF 1.1 Turtle and TriG, such as a triple term."""


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else _PLAIN.get(code, code)

    return _ESCAPE.sub(plain, text)


def resolve(base: str, reference: str) -> str | None:
    """Return the address a reference stands for (RFC 3986, section 5.2), or None if unsure.

    Python resolves only against schemes it knows; for a base such as ``urn:`` nothing is said.
    """
    if not base or _SCHEME.match(reference):
        return reference
    if urlsplit(base).scheme not in uses_relative:
        return None
    # urljoin drops an empty fragment, which in a namespace is the part that matters.
    address, mark, fragment = reference.partition("#")
    start = base.partition("#")[0]
    return (urljoin(start, address) if address else start) + mark + fragment


class TurtleReader:
    """One pass over one text; call :meth:`read` once."""

    def __init__(self, text: str, emit: Emit, blank_prefix: str, base: str = "") -> None:
        """Prepare to read.

        Args:
            text: the whole document, already known to be well-formed.
            emit: receives subject, predicate, object and line (from 1) of every triple.
            blank_prefix: begins the name of every blank node, different for each file.
            base: the address against which relative IRIs are resolved.
        """
        self._text = text
        self._emit = emit
        self._blank_prefix = blank_prefix
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._blanks: dict[str, BNode] = {}
        self._iris: dict[str, URIRef] = {}
        self._position = 0
        self._counted = 0
        self._line = 1
        self._anonymous = 0
        self._kind = ""
        self._value = ""
        self._token_line = 1

    def read(self) -> None:
        """Read the document to its end.

        Raises:
            CannotLocate: where the text is not RDF 1.1 Turtle or TriG.
        """
        self._next()
        try:
            while self._kind != "end":
                self._statement()
        except RecursionError:
            raise CannotLocate("nested too deeply") from None

    @property
    def line(self) -> int:
        """The line of what was read last, or could not be read."""
        return self._token_line

    def read_statement(self, position: int, line: int, prefixes: dict[str, str]) -> None:
        """Read one statement in the middle of the document.

        Args:
            position: where it begins.
            line: on which line that is.
            prefixes: the namespaces in force there, by prefix.

        Raises:
            CannotLocate: where no statement can be read; what came before it was emitted.
        """
        self._position = self._counted = position
        self._line = line
        self._prefixes = dict(prefixes)
        self._next()
        try:
            self._triples()
        except RecursionError:
            raise CannotLocate("nested too deeply") from None

    # tokens

    def _next(self) -> None:
        text, position = self._text, self._position
        while True:
            match = _TOKEN.match(text, position)
            if match is None:
                if position >= len(text):
                    self._kind, self._value = "end", ""
                    return
                self._token_line = self._line + text.count("\n", self._counted, position)
                raise CannotLocate(text[position : position + 20])
            position = match.end()
            if match.lastgroup != "skip":
                break
        start = match.start()
        self._line += text.count("\n", self._counted, start)
        self._counted = start
        self._position = position
        self._token_line = self._line
        self._kind = match.lastgroup or ""
        self._value = match[0]

    def _is(self, punctuation: str) -> bool:
        return self._kind == "punctuation" and self._value == punctuation

    def _expect(self, punctuation: str) -> None:
        if not self._is(punctuation):
            raise CannotLocate(self._value)
        self._next()

    # statements

    def _statement(self) -> None:
        keyword = self._value.lower().lstrip("@") if self._kind in ("at", "word") else ""
        if keyword in ("prefix", "base"):
            self._directive(keyword, dotted=self._kind == "at")
        elif keyword == "graph":
            self._next()
            self._graph_name()
            self._graph()
        elif self._is("{"):
            self._graph()
        elif self._triples_or_named_graph():
            self._expect(".")

    def _directive(self, keyword: str, *, dotted: bool) -> None:
        self._next()
        name = ""
        if keyword == "prefix":
            name = self._value[:-1]
            self._next()
        address = self._resolve(self._value[1:-1])
        self._next()
        if keyword == "prefix":
            self._prefixes[name] = address
        else:
            self._base = address
        if dotted:
            self._expect(".")

    def _graph_name(self) -> None:
        if self._is("["):
            self._next()
            self._expect("]")
        else:
            self._term()

    def _graph(self) -> None:
        self._expect("{")
        while not self._is("}"):
            self._triples()
            if not self._is("."):
                break
            self._next()
        self._expect("}")

    def _triples_or_named_graph(self) -> bool:
        """Read triples, or a whole named graph; tell whether a full stop must follow."""
        bracketed = self._is("[")
        subject = self._term()
        if self._is("{"):
            self._graph()
            return False
        self._properties(subject, optional=bracketed)
        return True

    def _triples(self) -> None:
        bracketed = self._is("[")
        self._properties(self._term(), optional=bracketed)

    def _properties(self, subject: Node, *, optional: bool) -> None:
        if optional and (self._is(".") or self._is("}") or self._is("]")):
            return
        while True:
            predicate = self._term()
            while True:
                line = self._token_line
                self._emit(subject, predicate, self._term(), line)
                if not self._is(","):
                    break
                self._next()
            if not self._is(";"):
                return
            while self._is(";"):
                self._next()
            if self._is(".") or self._is("]") or self._is("}"):
                return

    # terms

    def _term(self) -> Node:
        kind, value = self._kind, self._value
        if kind == "name":
            self._next()
            return self._prefixed(value)
        if kind == "iri":
            self._next()
            return self._iri(self._resolve(value[1:-1]))
        if kind in ("string", "long"):
            width = 3 if kind == "long" else 1
            self._next()
            return self._literal(_unescape(value[width:-width]))
        if kind == "word":
            return self._word()
        if kind == "blank":
            self._next()
            return self._blank(value)
        if kind in _NUMBERS:
            self._next()
            return Literal(value, datatype=_NUMBERS[kind], normalize=False)
        if self._is("["):
            return self._bracket()
        if self._is("("):
            return self._collection()
        raise CannotLocate(value)

    def _word(self) -> Node:
        value = self._value
        self._next()
        if value == "a":
            return RDF.type
        if value in ("true", "false"):
            return Literal(value, datatype=XSD.boolean, normalize=False)
        raise CannotLocate(value)

    def _literal(self, lexical: str) -> Literal:
        if self._kind == "at":
            language = self._value[1:]
            self._next()
            return Literal(lexical, lang=language.lower())
        if self._kind == "type":
            self._next()
            datatype = self._term()
            if datatype == XSD.string:
                return Literal(lexical)
            return Literal(lexical, datatype=URIRef(str(datatype)), normalize=False)
        return Literal(lexical)

    def _prefixed(self, name: str) -> URIRef:
        prefix, _, local = name.partition(":")
        if prefix not in self._prefixes:
            raise CannotLocate(name)
        return self._iri(self._prefixes[prefix] + _LOCAL_ESCAPE.sub(r"\1", local))

    def _resolve(self, reference: str) -> str:
        address = resolve(self._base, _unescape(reference))
        if address is None:
            raise CannotLocate(reference)
        return address

    def _iri(self, address: str) -> URIRef:
        known = self._iris.get(address)
        if known is None:
            known = self._iris[address] = URIRef(address)
        return known

    def _blank(self, label: str) -> BNode:
        known = self._blanks.get(label)
        if known is None:
            known = self._blanks[label] = self._fresh()
        return known

    def _fresh(self) -> BNode:
        self._anonymous += 1
        return BNode(f"{self._blank_prefix}{self._anonymous}")

    def _bracket(self) -> BNode:
        self._expect("[")
        node = self._fresh()
        if not self._is("]"):
            self._properties(node, optional=False)
        self._expect("]")
        return node

    def _collection(self) -> Node:
        self._expect("(")
        if self._is(")"):
            self._next()
            return RDF.nil
        head = node = self._fresh()
        while True:
            line = self._token_line
            self._emit(node, RDF.first, self._term(), line)
            if self._is(")"):
                self._emit(node, RDF.rest, RDF.nil, line)
                self._next()
                return head
            following = self._fresh()
            self._emit(node, RDF.rest, following, line)
            node = following
