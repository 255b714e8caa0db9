"""Property paths (SPARQL 1.1, section 9; grammar rules 88 to 96)."""

from grondslag.sparql.algebra import Alternative, Inverse, Link, Negated, Path, Repeat, Sequence
from grondslag.sparql.cursor import Cursor
from grondslag.sparql.literals import RDF_TYPE

_REPEATS = {"?": (True, False), "*": (True, True), "+": (False, True)}
_IRI_KINDS = ("pname", "iri", "a")


class PathParser(Cursor):
    """Reads property paths; nested sequences and alternatives become flat ones."""

    def path(self) -> Path:
        """Read a path with every operator."""
        first = self._sequence()
        if self.kind != "|":
            return first
        parts = [first]
        while self.accept("|"):
            parts.append(self._sequence())
        return Alternative(
            tuple(
                inner
                for part in parts
                for inner in (part.parts if isinstance(part, Alternative) else (part,))
            )
        )

    def _sequence(self) -> Path:
        first = self._step()
        if self.kind != "/":
            return first
        parts = [first]
        while self.accept("/"):
            parts.append(self._step())
        return Sequence(
            tuple(
                inner
                for part in parts
                for inner in (part.parts if isinstance(part, Sequence) else (part,))
            )
        )

    def _step(self) -> Path:
        if self.accept("^"):
            return Inverse(self._repeated())
        return self._repeated()

    def _repeated(self) -> Path:
        kind = self.kind
        path: Path
        if kind in _IRI_KINDS:
            path = Link(self._predicate())
        elif kind == "(":
            self.advance()
            path = self.path()
            self.expect(")")
        elif kind == "!":
            self.advance()
            path = self._negated()
        else:
            self.unexpected("a predicate or path")
        repeat = _REPEATS.get(self.kind)
        if repeat is None:
            return path
        self.advance()
        return Repeat(path, *repeat)

    def _predicate(self) -> str:
        if self.accept("a"):
            return RDF_TYPE
        return self.iri()

    def _negated(self) -> Negated:
        forward: list[str] = []
        inverse: list[str] = []
        if self.accept("("):
            while self.kind != ")":
                (inverse if self.accept("^") else forward).append(self._predicate())
                if not self.accept("|"):
                    break
                if self.kind == ")":
                    self.unexpected("a predicate")
            self.expect(")")
        else:
            (inverse if self.accept("^") else forward).append(self._predicate())
        # Without any predicate the set is about forward triples (section 18.4).
        return Negated(tuple(forward) if forward or not inverse else None, tuple(inverse) or None)
