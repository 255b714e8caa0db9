"""A random query has the same solutions in every way it can be asked.

As it is, with a filter that is always true, and with one more literal in the graph that has
nothing to do with it; and all focus nodes together have what each of them has alone.
"""

from random import Random

import pytest
from rdflib import URIRef
from rdflib.namespace import SH
from sparql_oracle import PREFIXES, Bench, Row, columns_of, tokens
from test_sparql_random import LITERALS, NODES, PREDICATES, Generator

from grondslag.sparql.algebra import Negated, Pattern, Select, Var
from grondslag.sparql.nodes import walk
from grondslag.sparql.parser import parse_query
from grondslag.validation.columnar.queries import Queries
from grondslag.validation.columnar.sparql import QueryText, SelectConstraint
from grondslag.validation.sparql import few, index, tables

CASES = 400
PER_TEST = 40
ODD = ['"01"^^xsd:integer', '"x"@en', '"1.50"^^xsd:decimal', '"300"^^xsd:byte', "_:b", "false"]
ROWS = [(f"<http://e/{each}>",) for each in ("a", "b", "c", "e", "nowhere")] + [
    ('"1"^^<http://www.w3.org/2001/XMLSchema#integer>',)
]
_NOW = 'FILTER(NOW() > "2000-01-01T00:00:00Z"^^xsd:dateTime)'


class Wide(Generator):
    """Draws more kinds of queries: aggregates at the top, limits, odd literals, other calls."""

    def graph(self) -> str:
        lines = []
        for _ in range(self.draw.randint(4, 14)):
            value = self.draw.choice(NODES + NODES + LITERALS + ODD)
            lines.append(f"{self.draw.choice(NODES)} {self.draw.choice(PREDICATES)} {value} .")
        return "\n".join(lines)

    def query(self) -> str:
        kind = self.draw.random()
        if kind < 0.2:
            found = f"(COUNT(*) AS ?n) ({self.aggregate()} AS ?m)"
            return f"SELECT $this ?x {found} WHERE {self.group(3)} GROUP BY $this ?x"
        text = super().query()
        if kind < 0.35:
            text = text.replace("SELECT", "SELECT DISTINCT", 1)
        return f"{text} {self.cut()}" if kind < 0.6 else text

    def aggregate(self) -> str:
        name = self.draw.choice(["SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "COUNT"])
        return f"{name}({self.draw.choice(['', 'DISTINCT '])}{self.value()})"

    def cut(self) -> str:
        order = self.draw.choice(["", "ORDER BY ?y ", "ORDER BY DESC(?x) ", "ORDER BY (?y + 1) "])
        offset = self.draw.choice(["", " OFFSET 1"])
        return f"{order}LIMIT {self.draw.randint(0, 3)}{offset}"

    def subquery(self, depth: int) -> str:
        kind = self.draw.random()
        if kind < 0.35:
            shown = self.draw.choice(["$this ?x", "$this ?x ?y", "?x ?y", "DISTINCT $this ?y"])
            return f"{{ SELECT {shown} WHERE {self.group(depth)} {self.cut()} }}"
        if kind < 0.6:
            self.fresh += 1
            head = f"SELECT $this ?x ({self.aggregate()} AS ?n{self.fresh})"
            return f"{{ {head} WHERE {self.group(depth)} GROUP BY $this ?x }}"
        return super().subquery(depth)

    def other(self, depth: int) -> str:
        if self.draw.random() < 0.1:
            self.fresh += 1
            name = f"?new{self.fresh}"
            start = self.draw.choice([":nowhere", "1", "$this", "IF(isIRI($this), :a, $this)"])
            return f"BIND({start} AS {name}) {name} {self.path()} {self.name()} ."
        return super().other(depth)

    def value(self) -> str:
        if self.draw.random() < 0.3:
            name = self.name()
            return self.draw.choice(
                [
                    f"ABS({name})",
                    f"STRDT(STR({name}), xsd:integer)",
                    f"xsd:string({name})",
                    f"REPLACE(STR({name}), '[a-c]', 'z')",
                    f"CONCAT(STR({name}), 'x')",
                    f"IRI(CONCAT('http://e/', STR({name})))",
                    f"{name} * 2",
                ]
            )
        return super().value()


def asked(bench: Bench, text: str, rows: list[tuple[str]]) -> set[Row]:
    query = parse_query(text, PREFIXES)
    assert isinstance(query, Select)
    queries = Queries(bench.columns, None, URIRef("http://e/shapes"))
    source = QueryText(text, "")
    constraint = SelectConstraint(source, query, SH.SPARQLConstraintComponent, {})
    found = queries.solutions(constraint, bench.table(["this"], rows))
    assert queries.road(constraint)[0] == "columns"
    return set(tokens(bench.columns.terms, found, columns_of(query, ["this"])))


def with_now(text: str) -> str:
    """Put a filter that is always true at the end of the outermost group."""
    depth = 0
    for place in range(text.index("{"), len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return f"{text[:place]} {_NOW} {text[place:]}"
    raise AssertionError(text)


def differing(seed: int) -> list[str]:
    """Return in which ways a random query has other solutions."""
    generator = Wide(seed)
    graph, text = generator.graph(), generator.query()
    bench = Bench.of_turtle(graph)
    together = asked(bench, text, ROWS)
    found = []
    if set().union(*(asked(bench, text, [row]) for row in ROWS)) != together:
        found.append("alone")
    if asked(bench, with_now(text), ROWS) != together:
        found.append("now")
    if not sees_all(text):
        more = Bench.of_turtle(f'{graph}\n:zz :zz "01"^^xsd:integer .')
        if _without_labels(asked(more, text, ROWS)) != _without_labels(together):
            found.append("literal")
    return found


def sees_all(text: str) -> bool:
    """Tell whether a query can see triples of any predicate."""
    return any(
        isinstance(part, Negated)
        or (isinstance(part, Pattern) and (isinstance(part.predicate, Var) or _stays(part)))
        for part in walk(parse_query(text, PREFIXES))
    )


def _stays(pattern: Pattern) -> bool:
    return not isinstance(pattern.predicate, Var) and index.may_stay(pattern.predicate)


def _without_labels(rows: set[Row]) -> set[Row]:
    """Return rows in which all blank nodes are the same: each graph has names of its own."""
    return {tuple("_:" if each and each.startswith("_:") else each for each in row) for row in rows}


@pytest.mark.parametrize("start", range(0, CASES, PER_TEST))
def test_every_way_is_the_same(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if Random(start).random() < 0.5:
        for module, name in (
            (few, "MOST"),
            (tables, "_DENSE"),
            (index, "_FEW"),
            (index, "_SPARSE"),
        ):
            monkeypatch.setattr(module, name, 0)
    found = {seed: ways for seed in range(start, start + PER_TEST) if (ways := differing(seed))}
    assert found == {}
