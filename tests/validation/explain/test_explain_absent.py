"""What an explanation says is not there is really not there."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from explaining import absences, lines, one
from rdflib import Variable

from grondslag.dataset import View
from grondslag.usecases import open_files
from grondslag.validation import shipped_shapes
from grondslag.validation.columnar import ColumnarEngine
from grondslag.validation.columnar.explain import Absence, Branch, Explainer, Reason
from grondslag.validation.columnar.explain.words import short
from grondslag.vocabulary import PREFIXES

DAY = date(2026, 11, 21)
#: People read dates without their datatype.
_DATE = re.compile(r'(?<![\w"-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w"-])')


def absent(reasons: tuple[Reason, ...], branches: tuple[Branch, ...] = ()) -> Iterator[Absence]:
    """Give all that was looked for in vain, also in branches."""
    for reason in reasons:
        yield from reason.absent
        yield from absent((), reason.branches)
    for branch in branches:
        yield from absent(branch.reasons, branch.branches)


def question(absence: Absence) -> str:
    """Write what was looked for as a question in SPARQL, with the conditions."""
    triples = [f"{short(w.subject)} {w.path} {short(w.object)}" for w in absence.sought]
    filters = [f"FILTER({each})" for each in absence.conditions]
    heads = " ".join(f"PREFIX {prefix}: <{base}>" for prefix, base in PREFIXES.items())
    body = _DATE.sub(r'"\g<0>"^^xsd:date', f"{' . '.join(triples)} {' '.join(filters)}")
    return f"{heads} ASK {{ {body} }}"


def stated(view: View) -> Iterator[Absence]:
    """Give what is stated as not found about everything that our rules find."""
    shapes = shipped_shapes()
    run = ColumnarEngine().run(view, shapes)
    explainer = Explainer(view.columns, shapes.roots, shapes_graph=shapes.graph, view=view)
    for result in run.results:
        for each in absent(explainer.explain(result).reasons):
            # A number of values that is too low is told as "…": there may be some.
            if all(wanted.object != Variable("…") for wanted in each.sought):
                yield each


@pytest.mark.parametrize("name", ["demo", "motion21"])
def test_nothing_that_is_stated_as_not_found_is_in_the_data(name: str) -> None:
    view = open_files([name], DAY).view
    store = view.store()
    asked = dict.fromkeys(map(question, stated(view)))
    assert len(asked) > 20
    assert [each for each in asked if store.query(each)] == []


def test_the_filter_of_an_optional_part_sees_the_variables_before_it() -> None:
    where = (
        "$this e:p ?first . ?first e:main true . "
        "OPTIONAL { $this e:p ?value . ?value e:main true . FILTER(?value != ?first) } "
        "FILTER(BOUND(?value))"
    )
    shapes = (
        "e:S a sh:NodeShape ; sh:targetNode e:a ; sh:sparql [ sh:prefixes e:prefixes ; "
        f'sh:select "SELECT $this ?value WHERE {{ {where} }} ORDER BY ?value LIMIT 1" ] .'
    )
    _, reason = one(shapes, "e:a e:p e:b , e:c .\ne:b e:main true .\ne:c e:main true .\n")
    assert absences(reason) == []
    assert set(lines(reason.triples)) == {
        "a p b @2",
        "a p c @2",
        "b main true @3",
        "c main true @4",
    }
