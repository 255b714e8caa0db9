"""Triple patterns: predicate-object lists, collections, blank nodes (rules 55 to 59, 75 to 87)."""

from collections.abc import Mapping

from grondslag.sparql import literals
from grondslag.sparql.algebra import Inverse, Link, Path, Pattern, Term, Var
from grondslag.sparql.paths import PathParser

VERB_STARTS = frozenset(("var", "iri", "pname", "a", "^", "!", "("))
_PATH_GOES_ON = frozenset(("/", "|", "*", "+", "?"))
_FIRST = Link(literals.RDF_FIRST)
_REST = Link(literals.RDF_REST)


class TriplesParser(PathParser):
    """Collects the patterns of the basic graph pattern at hand in ``patterns``.

    A blank node becomes a variable: ``._label``, or ``.b1``, ``.b2`` … when it has no label.
    """

    def __init__(self, text: str, prefixes: Mapping[str, str], base: str) -> None:
        """Start with an empty basic graph pattern."""
        super().__init__(text, prefixes, base)
        self.patterns: list[Pattern] = []
        self._labels: dict[str, list[Pattern]] = {}
        self._unlabelled = 0

    def triples(self) -> None:
        """Read the triples of one subject."""
        kind, following = self.kind, self.following()
        subject = self._node()
        bracketed = (kind == "[" and following != "]") or (kind == "(" and following != ")")
        if not bracketed or self.kind in VERB_STARTS:
            self._properties(subject)

    def _properties(self, subject: Var | Term) -> None:
        while True:
            predicate = self._verb()
            self._add(subject, predicate, self._node())
            while self.accept(","):
                self._add(subject, predicate, self._node())
            if self.kind != ";":
                return
            while self.accept(";"):
                pass
            if self.kind not in VERB_STARTS:
                return

    def _verb(self) -> Var | Path:
        kind = self.kind
        if kind == "var":
            return self.variable()
        if kind in ("pname", "iri") and self.following() not in _PATH_GOES_ON:
            return Link(self.iri())
        return self.path()

    def _add(self, subject: Var | Term, predicate: Var | Path, value: Var | Term) -> None:
        while isinstance(predicate, Inverse):
            subject, predicate, value = value, predicate.path, subject
        self.patterns.append(Pattern(subject, predicate, value))

    def _node(self) -> Var | Term:
        kind = self.kind
        if kind == "var":
            return self.variable()
        if kind == "blank":
            return self._blank()
        if kind == "[":
            return self._bracketed()
        if kind == "(":
            return self._collection()
        term = self.constant()
        if term is None:
            self.unexpected("a variable or term")
        return term

    def _blank(self) -> Var:
        label = self.value
        if self._labels.setdefault(label, self.patterns) is not self.patterns:
            self.refuse(f"the blank node _:{label} is in more than one basic graph pattern")
        self.advance()
        return Var(f"._{label}")

    def _fresh(self) -> Var:
        self._unlabelled += 1
        return Var(f".b{self._unlabelled}")

    def _bracketed(self) -> Var:
        self.expect("[")
        node = self._fresh()
        if not self.accept("]"):
            self._properties(node)
            self.expect("]")
        return node

    def _collection(self) -> Var | Term:
        self.expect("(")
        if self.accept(")"):
            return Term(literals.RDF_NIL)
        head = cell = self._fresh()
        while True:
            self._add(cell, _FIRST, self._node())
            if self.accept(")"):
                self._add(cell, _REST, Term(literals.RDF_NIL))
                return head
            rest = self._fresh()
            self._add(cell, _REST, rest)
            cell = rest
