"""Random queries whose patterns hang on ``$this``, on each other, or on nothing at all."""

from random import Random

from rdflib import Graph, Literal, Namespace
from rdflib.namespace import SH

from differential.vocabulary import CLASSES, NODES
from grondslag.sparql.algebra import Ask, Link, Repeat, Select, Sequence
from grondslag.sparql.parser import parse_query
from grondslag.validation.columnar.model import Shape, Targets
from grondslag.validation.columnar.sparql import AskConstraint, QueryText, SelectConstraint
from grondslag.validation.shape_names import ShapeNames

EX = Namespace("https://example.org/")
PREFIXES = {
    "": str(EX),
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
_NAMES = ("$this", "?a", "?b", "?c", "?d")
_PATHS = (None, Link(f"<{EX.p0}>"), Repeat(Link(f"<{EX.p4}>"), zero=True, many=True))
_LONGER = Sequence((Link(f"<{EX.p0}>"), Link(f"<{EX.p4}>")))


class Writer:
    """Writes the text of one query.

    A loose query has patterns that hang on nothing and predicates that are variables, so that
    nearly every change may matter to every focus node. One that is not loose goes from
    ``$this`` step by step, so that few do.
    """

    def __init__(self, rng: Random, *, loose: bool) -> None:
        self._rng = rng
        self._loose = loose
        self._fresh = 0
        self._linked = ["$this"]

    def select(self) -> str:
        depth = 3 if self._loose else 2
        distinct = self._rng.choice(("", "", "DISTINCT "))
        shown = self._rng.choice(("?a ?b", "?a", "(?b AS ?value)", ""))
        return f"SELECT {distinct}$this {shown} WHERE {self.group(depth)}"

    def ask(self) -> str:
        return f"ASK {self.group(2)}"

    def name(self) -> str:
        return self._rng.choice(_NAMES)

    def predicate(self) -> str:
        return f":p{self._rng.choice((0, 0, 1, 2, 4, 4))}"

    def path(self, depth: int = 2) -> str:
        kind = self._rng.randrange(12 if depth else 5)
        if kind < 5:
            return self.predicate()
        inner = self.path(depth - 1)
        return (
            f"^({inner})",
            f"({inner})/({self.path(depth - 1)})",
            f"({inner})|({self.path(depth - 1)})",
            f"({inner})*",
            f"({inner})+",
            f"({inner})?",
            f"!({self.predicate()}|^{self.predicate()})",
        )[kind - 5]

    def triple(self) -> str:
        rng = self._rng
        return self._any_triple() if self._loose or rng.random() < 0.1 else self._linked_triple()

    def _linked_triple(self) -> str:
        rng = self._rng
        here, there = rng.choice(self._linked[-2:]), self.name()
        if rng.random() < 0.15:
            there = f"<{rng.choice(NODES)}>"
        elif there not in self._linked:
            self._linked.append(there)
        predicate = self.predicate()
        if rng.random() < 0.15:
            predicate += rng.choice(("*", "+", "?", f"/{self.predicate()}", f"|{self.predicate()}"))
        return (
            f"{here} {predicate} {there}" if rng.random() < 0.7 else f"{there} {predicate} {here}"
        )

    def _any_triple(self) -> str:
        rng = self._rng
        if rng.random() < 0.1:
            kind = rng.choice(CLASSES)
            return f"{self.name()} rdf:type{rng.choice(('', '/rdfs:subClassOf*'))} <{kind}>"
        node = f"<{rng.choice(NODES)}>"
        subject = rng.choice((self.name(), self.name(), self.name(), node))
        value = rng.choice((self.name(), self.name(), self.name(), node))
        predicate = rng.choice((self.predicate(), self.predicate(), self.path(), "?c"))
        return f"{subject} {predicate} {value}"

    def group(self, depth: int) -> str:
        rng = self._rng
        outside = list(self._linked)
        text = self._group(depth)
        # What is linked inside an OPTIONAL may be used outside it, but rather is not.
        if rng.random() < 0.7:
            self._linked = outside
        return text

    def _group(self, depth: int) -> str:
        rng = self._rng
        text = " . ".join(self.triple() for _ in range(rng.choice((0, 1, 1, 2, 3))))
        for _ in range(rng.choice((0, 1, 1, 2)) if depth else 0):
            text += f" {self.element(depth - 1)}"
        if rng.random() < 0.3:
            text += f" FILTER({self.condition(depth)})"
        return f"{{ {text} }}"

    def element(self, depth: int) -> str:
        kind = self._rng.randrange(12)
        if kind < 3:
            return f"OPTIONAL {self.group(depth)}"
        if kind < 5:
            return f"{self.group(depth)} UNION {self.group(depth)}"
        if kind < 7:
            return f"MINUS {self.group(depth)}"
        if kind == 7:
            return self.group(depth)
        if kind == 8:
            self._fresh += 1
            return f"BIND({self._rng.choice((*_NAMES, '1 + 1'))} AS ?new{self._fresh})"
        if kind == 9:
            return f"VALUES ({self.name()} ?b) {{ (:n0 UNDEF) (:n1 :n2) (UNDEF :n1) }}"
        return self.subquery(depth)

    def subquery(self, depth: int) -> str:
        self._fresh += 1
        head = self._rng.choice(
            (
                "SELECT $this ?a WHERE {0}",
                "SELECT DISTINCT ?a ?b WHERE {0}",
                "SELECT $this (COUNT(*) AS ?n{1}) WHERE {0} GROUP BY $this",
                "SELECT ?a (COUNT(DISTINCT ?b) AS ?n{1}) WHERE {0} GROUP BY ?a",
                "SELECT (COUNT(?a) AS ?n{1}) WHERE {0}",
                "SELECT $this ?a WHERE {0} ORDER BY ?b LIMIT 1",
                "SELECT DISTINCT ?a WHERE {0} OFFSET 1",
                "SELECT ?a (MAX(?b) AS ?n{1}) WHERE {0} GROUP BY ?a HAVING (COUNT(?b) > 1)",
            )
        )
        return "{ " + head.format(self.group(depth), self._fresh) + " }"

    def condition(self, depth: int) -> str:
        kind = self._rng.randrange(7)
        if kind == 0:
            return f"{self.name()} {self._rng.choice(('=', '!='))} {self.name()}"
        if kind == 1:
            return f"BOUND({self._rng.choice(_NAMES[1:])})"
        if kind == 2 and depth:
            return f"({self.condition(depth - 1)}) || ({self.condition(depth - 1)})"
        if depth:
            return f"{self._rng.choice(('', 'NOT '))}EXISTS {self.group(depth - 1)}"
        return f"isIRI({self.name()})"


def random_shape(rng: Random) -> Shape:
    """Return a shape with one or two constraints that are queries."""
    shape = Shape(EX.shape, ShapeNames(Graph()), path=rng.choice((*_PATHS, _LONGER)))
    shape.targets = rng.choice(
        (
            Targets(nodes=list(NODES)),
            Targets(nodes=list(NODES)),
            Targets(classes=list(CLASSES)),
            Targets(subjects_of=[EX.p0], objects_of=[EX.p4]),
        )
    )
    writer = Writer(rng, loose=rng.random() < 0.25)
    for number in range(rng.choice((1, 1, 2))):
        component = EX[f"Component{number}"]
        text = writer.ask() if rng.random() < 0.3 else writer.select()
        query = parse_query(text.replace("?d", "$value") if text[0] == "A" else text, PREFIXES)
        if isinstance(query, Select):
            made = SelectConstraint(QueryText(text, ""), query, component, {})
        else:
            assert isinstance(query, Ask)
            made = AskConstraint(QueryText(text, ""), query, component, {})
        shape.constraints.append(made)
    shape.severity = SH.Info
    shape.messages = (Literal("{?a} and {$value}"),)
    return shape
