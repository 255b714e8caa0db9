"""On random shapes over random data: nothing is left out, and no triple is made up."""

import pytest

from differential.cases import case
from grondslag.columns.rdflib_store import columns_of
from grondslag.columns.terms import Terms
from grondslag.dataset.derivation import has
from grondslag.tokens import token_of
from grondslag.validation.columnar import ShapesReader, evaluate
from grondslag.validation.columnar.explain import Explainer


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("block", range(4))
def test_ten_fixed_seeds(block: int) -> None:
    seen = 0
    for seed in range(block * 10, block * 10 + 10):
        given = case(seed)
        columns = columns_of(given.data, Terms())
        roots = ShapesReader(given.shapes).roots()
        outcome = evaluate(columns, roots, shapes_graph=given.shapes)
        explainer = Explainer(columns, roots, shapes_graph=given.shapes)
        for result in outcome.results(given.shapes, given.data):
            found = explainer.explain(result)
            seen += 1
            assert found.gaps == (), (seed, result)
            for each in found.triples:
                subject, predicate, object_ = (
                    columns.terms.number(token_of(node)) for node in each.triple
                )
                assert has(columns, (subject, predicate, object_)), (seed, each)
            for reason in found.reasons:
                itself = result.value in (None, result.focus)
                told = reason.triples or reason.absent or reason.branches or reason.conditions
                assert told or itself, (seed, result)
    assert seen > 10
