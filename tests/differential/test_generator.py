"""The random cases themselves: reproducible, accepted by pySHACL, and worth comparing on."""

import os
import subprocess
import sys
from collections import Counter
from functools import lru_cache

from rdflib import Graph
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from differential.cases import case
from differential.comparison import quiet, run, specified
from grondslag.validation.results import Result

SEEDS = range(350)

#: The parameter that brings a constraint component into play.
COMPONENTS = {
    "Class": "class",
    "Datatype": "datatype",
    "NodeKind": "nodeKind",
    "MinCount": "minCount",
    "MaxCount": "maxCount",
    "MinExclusive": "minExclusive",
    "MinInclusive": "minInclusive",
    "MaxExclusive": "maxExclusive",
    "MaxInclusive": "maxInclusive",
    "MinLength": "minLength",
    "MaxLength": "maxLength",
    "Pattern": "pattern",
    "LanguageIn": "languageIn",
    "UniqueLang": "uniqueLang",
    "Equals": "equals",
    "Disjoint": "disjoint",
    "LessThan": "lessThan",
    "LessThanOrEquals": "lessThanOrEquals",
    "Not": "not",
    "And": "and",
    "Or": "or",
    "Xone": "xone",
    "Node": "node",
    "QualifiedMinCount": "qualifiedMinCount",
    "QualifiedMaxCount": "qualifiedMaxCount",
    "Closed": "closed",
    "HasValue": "hasValue",
    "In": "in",
    "SPARQL": "sparql",
}


def focus_nodes(data: Graph, shapes: Graph, shape: Node) -> set[Node]:
    """Return the focus nodes of a shape by its targets."""
    found = set(shapes.objects(shape, SH.targetNode))
    classes = set(shapes.objects(shape, SH.targetClass))
    if (shape, RDF.type, RDFS.Class) in shapes:
        classes.add(shape)
    for kind in classes:
        for below in data.transitive_subjects(RDFS.subClassOf, kind):
            found.update(data.subjects(RDF.type, below))
    for predicate in shapes.objects(shape, SH.targetSubjectsOf):
        found.update(data.subjects(predicate, None))
    for predicate in shapes.objects(shape, SH.targetObjectsOf):
        found.update(data.objects(None, predicate))
    return found


@lru_cache(maxsize=1)
def outcomes() -> dict[int, tuple[list[Result], list[str]]]:
    """Run pySHACL on all seeds, with its deviations from the specification taken away."""
    found = {}
    for seed in SEEDS:
        with quiet():
            results, failures = run(specified, case(seed))
        found[seed] = results, [each.reason for each in failures]
    return found


def test_a_seed_gives_the_same_case_in_every_process() -> None:
    script = (
        "import hashlib; from differential.cases import case\n"
        "from differential.comparison import quiet\n"
        "with quiet():\n"
        "    for seed in range(25):\n"
        "        given = case(seed)\n"
        "        for graph in (given.data, given.shapes):\n"
        "            lines = sorted(' '.join(t.n3() for t in triple) for triple in graph)\n"
        "            print(hashlib.sha256('\\n'.join(lines).encode()).hexdigest())\n"
    )
    path = os.pathsep.join(sys.path)
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": hashes, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hashes in ("1", "2")
    }
    assert len(printed) == 1 and len(set(printed.pop().split())) == 50


def test_pyshacl_accepts_the_cases() -> None:
    assert {seed: reasons for seed, (_, reasons) in outcomes().items() if reasons} == {}


def test_most_cases_have_results() -> None:
    assert sum(bool(results) for results, _ in outcomes().values()) > 0.7 * len(SEEDS)


def test_every_component_is_violated_and_met() -> None:
    violated: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for seed, (results, _) in outcomes().items():
        given = case(seed)
        for result in results:
            violated[str(result.component).rpartition("#")[2]] += 1
        for name, parameter in COMPONENTS.items():
            component = SH[f"{name}ConstraintComponent"]
            for shape in given.shapes.subjects(SH[parameter], None):
                wrong = {
                    each.focus
                    for each in results
                    if (each.shape, each.component) == (shape, component)
                }
                if focus_nodes(given.data, given.shapes, shape) - wrong:
                    met[name] += 1
    nested = {"QualifiedMinCount", "QualifiedMaxCount"}  # on property shapes without a target
    assert [name for name in COMPONENTS if violated[f"{name}ConstraintComponent"] < 3] == []
    assert [name for name in COMPONENTS if not met[name] and name not in nested] == []


def test_every_kind_of_component_of_sparql_is_used() -> None:
    used: Counter[tuple[str, bool]] = Counter()
    for seed, (results, _) in outcomes().items():
        shapes = case(seed).shapes
        for result in results:
            for kind in (SH.validator, SH.nodeValidator, SH.propertyValidator):
                if (result.component, kind, None) in shapes:
                    used[str(kind), result.path is not None] += 1
    assert {kind for kind, _ in used} == {
        str(SH.validator),
        str(SH.nodeValidator),
        str(SH.propertyValidator),
    }
    assert {path for _, path in used} == {True, False}
