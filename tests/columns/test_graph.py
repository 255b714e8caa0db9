"""Columns of a graph: patterns and paths, held against rdflib and Oxigraph."""

import random

import numpy as np
import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, RDFS

from grondslag.columns.graph import Columns
from grondslag.columns.paths import follow, reverse
from grondslag.columns.rdflib_store import as_graph, columns_of
from grondslag.columns.terms import Terms
from grondslag.dataset.store import to_store
from grondslag.sparql.algebra import Alternative, Inverse, Link, Negated, Path, Repeat, Sequence
from grondslag.sparql.text import path_text

E = Namespace("http://e/")
P, Q, R = (Link(f"<http://e/{name}>") for name in "pqr")

PATHS: list[Path] = [
    P,
    Inverse(P),
    Sequence((P, Q)),
    Sequence((P, Inverse(Q), R)),
    Alternative((P, Q)),
    Alternative((Inverse(P), Sequence((Q, Q)))),
    Repeat(P, zero=True, many=True),
    Repeat(P, zero=False, many=True),
    Repeat(P, zero=True, many=False),
    Repeat(Alternative((P, Inverse(Q))), zero=False, many=True),
    Sequence((Repeat(P, zero=True, many=True), Q)),
    Inverse(Sequence((P, Repeat(Q, zero=False, many=True)))),
    Repeat(Sequence((P, Q)), zero=True, many=True),
    Negated(("<http://e/p>",), None),
    Negated(None, ("<http://e/q>",)),
    Negated(("<http://e/p>", "<http://e/q>"), ("<http://e/r>",)),
]


def random_graph(seed: int) -> Graph:
    """Return a small graph with circles and a few literals."""
    chance = random.Random(seed)
    nodes = [E[f"n{number}"] for number in range(8)]
    graph = Graph()
    for _ in range(24):
        graph.add((chance.choice(nodes), E[chance.choice("pqr")], chance.choice(nodes)))
    return graph


@pytest.mark.parametrize("path", PATHS, ids=path_text)
@pytest.mark.parametrize("seed", range(6))
def test_paths_lead_where_oxigraph_says(path: Path, seed: int) -> None:
    graph = random_graph(seed)
    columns = columns_of(graph, Terms())
    store = to_store([graph])
    starts = columns.nodes
    row, value = follow(columns, starts, path)
    tokens = columns.terms.take
    ours = set(zip(tokens(starts[row]).to_list(), tokens(value).to_list(), strict=True))
    answer = store.query(f"SELECT DISTINCT ?s ?o WHERE {{ ?s {path_text(path)} ?o }}")
    assert isinstance(answer, ox.QuerySolutions)
    theirs = {(str(each["s"]), str(each["o"])) for each in answer}
    # A path of length zero also holds for nodes outside the graph; there are none here.
    assert ours == theirs
    assert len(ours) == len(row), "no pair twice"
    assert np.all(np.diff(row) >= 0), "in order of the start"


@pytest.mark.parametrize("path", PATHS, ids=path_text)
def test_a_reversed_path_gives_the_pairs_the_other_way_round(path: Path) -> None:
    columns = columns_of(random_graph(1), Terms())
    starts = columns.nodes
    row, value = follow(columns, starts, path)
    back, start = follow(columns, starts, reverse(path))
    forward = set(zip(starts[row].tolist(), value.tolist(), strict=True))
    assert forward == set(zip(start.tolist(), starts[back].tolist(), strict=True))


def test_a_start_outside_the_graph_reaches_only_itself_by_a_path_of_length_zero() -> None:
    columns = columns_of(random_graph(2), Terms())
    stranger = columns.terms.numbers(["<http://e/stranger>"])
    assert follow(columns, stranger, Repeat(P, zero=True, many=True))[1].tolist() == [stranger[0]]
    assert len(follow(columns, stranger, Repeat(P, zero=False, many=True))[1]) == 0


def test_instances_follow_the_classes_of_the_graph_also_in_a_circle() -> None:
    graph = Graph()
    for low, high in (("A", "B"), ("B", "C"), ("C", "A"), ("D", "A")):
        graph.add((E[low], RDFS.subClassOf, E[high]))
    graph.add((E.x, RDF.type, E.D))
    graph.add((E.y, RDF.type, E.B))
    columns = columns_of(graph, Terms())

    def instances(name: str) -> set[str]:
        mask = columns.instances(columns.terms.number(f"<http://e/{name}>"))
        return set(columns.terms.take(np.flatnonzero(mask)).to_list())

    assert instances("C") == {"<http://e/x>", "<http://e/y>"}
    assert instances("D") == {"<http://e/x>"}
    assert instances("Nothing") == set()


def test_rdflib_sees_the_same_graph_through_the_columns() -> None:
    graph = random_graph(3)
    seen = as_graph(columns_of(graph, Terms()))
    assert set(seen) == set(graph) and len(seen) == len(graph)
    for s, p, o in graph:
        for pattern in ((s, None, None), (None, p, None), (None, None, o), (s, p, None)):
            assert set(seen.triples(pattern)) == set(graph.triples(pattern))
        assert (s, p, o) in seen
        assert set(seen.triples((None, p, o))) == set(graph.triples((None, p, o)))
    assert (E.n0, E.p, URIRef("http://e/unknown")) not in seen


def test_rdflib_cannot_change_the_columns() -> None:
    seen = as_graph(columns_of(random_graph(4), Terms()))
    with pytest.raises(TypeError):
        seen.add((E.a, E.b, E.c))


def test_repeated_rows_count_once() -> None:
    terms = Terms()
    s, p, o = terms.numbers(["<http://e/s>", "<http://e/p>", "<http://e/o>"])
    twice = (np.array([each, each], np.int32) for each in (s, p, o))
    columns = Columns.from_rows(terms, *twice)
    assert len(columns) == 1
    assert len(Columns.from_rows(terms, *(np.empty(0, np.int32) for _ in range(3)))) == 0
