"""Entailment over columns: equal to the closure by hand, and results equal to those after owlrl."""

from datetime import date
from pathlib import Path

import owlrl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS

from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Terms
from grondslag.dataset import close, knowledge
from grondslag.dataset.canonical import canonical
from grondslag.dataset.entailment import EntailedColumns
from grondslag.dataset.model import context_triple
from grondslag.usecases import open_files
from grondslag.validation import engine, shipped_shapes
from grondslag.validation.columnar import evaluate
from grondslag.vocabulary import GS

DAY = date(2026, 11, 21)


@pytest.mark.parametrize("name", ["demo", "demo-clean", "motion21"])
def test_columns_hold_what_the_closure_of_the_graph_holds(name: str) -> None:
    view = open_files([name], DAY).view
    assert set(view.graph) == set(view.whole)


OWN = """\
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix e: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:mine rdfs:subPropertyOf e:theirs . e:theirs rdfs:subPropertyOf gs:hasIndicatorUse .
e:A rdfs:subClassOf e:B . e:B rdfs:subClassOf gs:Ministry , e:A .
e:p e:mine e:u . e:o a e:A .
e:p gs:inProcessing "a literal is nobody's subject" .
"""


def test_classes_and_properties_of_the_data_count(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(OWN, encoding="utf-8")
    view = open_files([str(file)], DAY).view
    assert set(view.graph) == set(view.whole)
    assert len(view.graph) > len(knowledge()) + len(view.dataset.graph)


def after_owlrl(name: str) -> set[tuple[str, ...]]:
    """Return the results over a full OWL 2 RL closure.

    Domains and ranges are left out of the ontology first, as everywhere in the product: what is
    only referred to is not described, so it is not checked.
    """
    full = Graph()
    for graph in (knowledge(), canonical(open_files([name], DAY).view.dataset.graph)):
        for triple in graph:
            if triple[1] not in (RDFS.domain, RDFS.range):
                full.add(triple)
    full.add(context_triple(DAY))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(full)
    shapes = shipped_shapes()
    outcome = evaluate(columns_of(full, Terms()), shapes.roots, shapes_graph=shapes.graph)
    assert not outcome.failures
    return {each.identity() for each in outcome.results(shapes.graph, full)}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["motion21", "demo"])
def test_results_equal_those_after_owlrl(name: str) -> None:
    run = engine("columnar").run(open_files([name], DAY).view, shipped_shapes())
    assert {each.identity() for each in run.results} == after_owlrl(name)


CIRCLE = """\
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
gs:p owl:propertyChainAxiom ( gs:q gs:r ) . gs:q owl:propertyChainAxiom ( gs:p gs:s ) .
gs:t owl:propertyChainAxiom ( gs:t gs:t ) . gs:u owl:propertyChainAxiom ( gs:p gs:t ) .
"""
AROUND = """\
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix e: <https://example.org/> .
e:a gs:q e:b . e:b gs:r e:c . e:c gs:s e:d . e:d gs:r e:e . e:e gs:s e:f . e:f gs:r e:g .
e:g gs:t e:h . e:h gs:t e:i . e:i gs:t e:j . e:j gs:t e:k .
"""


@pytest.mark.parametrize("first", ["p", "q", "r", "t", "u"])
def test_chains_that_need_each_other(first: str) -> None:
    """Everything follows, whichever property is asked for first."""
    data, ontology = (Graph().parse(data=each, format="turtle") for each in (AROUND, CIRCLE))
    terms = Terms()
    both = columns_of([*data, *ontology], terms)
    entailed = EntailedColumns(both, columns_of(ontology, terms))
    closed = {*data, *ontology, *close(data, ontology)}
    for name in (first, *"pqrstu"):
        predicate = URIRef(f"{GS}{name}")
        pairs = entailed.pairs_of(f"<{predicate}>")
        found = set(zip(terms.nodes(pairs.first), terms.nodes(pairs.second), strict=True))
        assert found == {(s, o) for s, p, o in closed if p == predicate}
