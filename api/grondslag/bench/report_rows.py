"""Reads the validation report of any engine, in N-Triples or Turtle, into rows."""

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from grondslag.bench.rows import SH, Row, shortened

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OPERATORS = {"inversePath": "^", "zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_TURTLE_STARTS = re.compile(
    rb"^(?:@prefix|@base|PREFIX|BASE|_:|<|\[)", re.MULTILINE | re.IGNORECASE
)

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Facts:
    """The objects of each subject and predicate, looked up by the name of the predicate."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        """Take over all triples."""
        self._objects: dict[tuple[Term, str], list[Term]] = {}
        self.subjects: list[tuple[Term, str]] = []
        for quad in quads:
            key = (quad.subject, quad.predicate.value)
            self._objects.setdefault(key, []).append(quad.object)
        self.subjects = list(self._objects)

    def all(self, subject: Term, predicate: str) -> list[Term]:
        """Return all objects."""
        return self._objects.get((subject, predicate), [])

    def one(self, subject: Term, predicate: str) -> Term | None:
        """Return the first object, None if there is none."""
        return next(iter(self.all(subject, predicate)), None)


def token(term: Term | None) -> str:
    """Return a term as it stands in a row."""
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode):
        return "_:"
    if isinstance(term, ox.Literal) and term.language:
        return f"{ox.Literal(term.value)}@{term.language.lower()}"
    return str(term)


def path_text(facts: Facts, path: Term | None) -> str:
    """Return a property path (SHACL, section 2.3.1) as text, "_:" if it is not described."""
    if path is None or not isinstance(path, ox.BlankNode):
        return token(path)
    for name, sign in _OPERATORS.items():
        inner = facts.one(path, SH + name)
        if inner is not None:
            return f"{sign}({path_text(facts, inner)})"
    choice = facts.one(path, f"{SH}alternativePath")
    if choice is not None:
        return "(" + "|".join(path_text(facts, each) for each in _items(facts, choice)) + ")"
    if facts.one(path, f"{_RDF}first") is not None:
        return "(" + "/".join(path_text(facts, each) for each in _items(facts, path)) + ")"
    return "_:"


def _items(facts: Facts, node: Term) -> list[Term]:
    items: list[Term] = []
    rest: Term | None = node
    while rest is not None and (first := facts.one(rest, f"{_RDF}first")) is not None:
        items.append(first)
        rest = facts.one(rest, f"{_RDF}rest")
    return items


def shape_paths(shapes: Path) -> dict[str, str]:
    """Return the path of each named property shape, as text."""
    facts = Facts(ox.parse(path=str(shapes)))
    return {
        token(subject): path_text(facts, facts.one(subject, predicate))
        for subject, predicate in facts.subjects
        if predicate == f"{SH}path" and isinstance(subject, ox.NamedNode)
    }


def read_report(report: Path, named_paths: dict[str, str]) -> list[Row]:
    """Return the results of a report, without those that only explain another (sh:detail).

    Args:
        report: the file, N-Triples if it is called ``.nt``, else Turtle, which may stand after
            lines of a log.
        named_paths: the paths of the named shapes, for engines that point at a blank node of the
            shapes instead of describing the path.

    Raises:
        SyntaxError: if it cannot be parsed.
        ValueError: if there is no report in it.
    """
    if report.suffix == ".nt":
        quads = ox.parse(path=str(report), format=ox.RdfFormat.N_TRIPLES)
    else:
        text = report.read_bytes()
        start = _TURTLE_STARTS.search(text)
        quads = ox.parse(text[start.start() if start else 0 :], format=ox.RdfFormat.TURTLE)
    facts = Facts(quads)
    if not any(predicate == f"{SH}conforms" for _, predicate in facts.subjects):
        raise ValueError("no validation report")
    results = {
        result: None
        for subject, predicate in facts.subjects
        if predicate == f"{SH}result"
        for result in facts.all(subject, predicate)
    }
    return [_row(facts, result, named_paths) for result in results]


def _row(facts: Facts, result: Term, named_paths: dict[str, str]) -> Row:
    def part(name: str) -> str:
        return token(facts.one(result, SH + name))

    path = path_text(facts, facts.one(result, f"{SH}resultPath"))
    shape = part("sourceShape")
    return Row(
        focus=part("focusNode"),
        path=named_paths.get(shape, path) if path == "_:" else path,
        component=shortened(part("sourceConstraintComponent")),
        shape=shape,
        value=part("value"),
        severity=shortened(part("resultSeverity")),
    )
