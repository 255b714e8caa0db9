"""Every SPARQL rule of the shipped rule book, over the demo data, against Oxigraph."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.namespace import RDFS, SH
from sparql_oracle import Bench, Row, tokens

from grondslag.sparql.algebra import Select
from grondslag.sparql.parser import parse_query
from grondslag.validation.sparql import SetWise, plan

REPOSITORY = Path(__file__).resolve().parents[3]


def rules() -> list[tuple[str, str, tuple[str, ...], dict[str, str]]]:
    """Code, query, target classes and prefixes of each rule."""
    shapes = Graph()
    for each in sorted((REPOSITORY / "shapes").glob("*.ttl")):
        shapes.parse(each)
    prefixes = {
        str(shapes.value(each, SH.prefix)): str(shapes.value(each, SH.namespace))
        for each in shapes.objects(None, SH.declare)
    }
    found = []
    for shape, constraint in shapes.subject_objects(SH.sparql):
        select = shapes.value(constraint, SH.select)
        classes = tuple(sorted(str(each) for each in shapes.objects(shape, SH.targetClass)))
        if select is not None and classes:
            found.append((str(shape).rsplit("/", 1)[-1], str(select), classes, prefixes))
    return sorted(found)


RULES = rules()


@pytest.fixture(scope="module")
def bench() -> Bench:
    """The received demo data with the ontology, as it is validated."""
    quads: list[ox.Quad] = []
    files = [*(REPOSITORY / "data/demo/received").rglob("*.ttl")]
    files += [*(REPOSITORY / "ontology").rglob("*.ttl")]
    for place, each in enumerate(sorted(files)):
        text = each.read_bytes().replace(b"_:", f"_:f{place}".encode())
        quads += ox.parse(text, ox.RdfFormat.TURTLE, base_iri="http://e/")
    reference = 'SELECT * { VALUES ?d { "2026-11-21"^^<http://www.w3.org/2001/XMLSchema#date> } }'
    day = next(iter(ox.Store().query(reference)))["d"]  # type: ignore[union-attr]
    name = "https://w3id.org/grondslag/def#"
    quads.append(ox.Quad(ox.NamedNode(f"{name}context"), ox.NamedNode(f"{name}referenceDate"), day))
    return Bench(quads)


def focus_nodes(bench: Bench, classes: tuple[str, ...]) -> list[str]:
    """The instances of the classes and of their subclasses, from Oxigraph."""
    query = " UNION ".join(f"{{ ?n a/<{RDFS.subClassOf}>* <{each}> }}" for each in classes)
    answer = bench.store.query(f"SELECT DISTINCT ?n {{ {query} }}")
    return sorted(str(each["n"]) for each in answer)  # type: ignore[union-attr]


@pytest.mark.parametrize("rule", RULES, ids=[each[0] for each in RULES])
def test_rule(bench: Bench, rule: tuple[str, str, tuple[str, ...], dict[str, str]]) -> None:
    _, text, classes, prefixes = rule
    query = parse_query(text, prefixes)
    assert isinstance(query, Select)
    plan(query, frozenset({"this"}))
    prebound = bench.table(["this"], [(each,) for each in focus_nodes(bench, classes)])
    names = list(dict.fromkeys(["this", *(each.name for each in query.variables)]))
    terms = bench.columns.terms
    ours: set[Row] = set(tokens(terms, bench.evaluator.solutions(query, prebound), names))
    road = SetWise(bench.columns, bench.store)
    assert ours == set(tokens(terms, road.solutions(query, prebound), names))


def test_there_are_rules_and_they_find_something(bench: Bench) -> None:
    found = 0
    for _, text, classes, prefixes in RULES:
        query = parse_query(text, prefixes)
        assert isinstance(query, Select)
        prebound = bench.table(["this"], [(each,) for each in focus_nodes(bench, classes)])
        found += len(bench.evaluator.solutions(query, prebound)) > 0
    assert found > len(RULES) / 4 > 10
