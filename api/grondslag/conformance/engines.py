"""The engines that the suite can be run on."""

from collections.abc import Callable

from rdflib import Graph, URIRef

from grondslag.validation.columnar import assess
from grondslag.validation.reference import run_pyshacl
from grondslag.validation.results import RuleFailure, Run, ordered

#: Validates a data graph against a shapes graph; changes neither.
Assess = Callable[[Graph, Graph], Run]

#: Stands for the whole shapes graph: one shape that is refused refuses the test.
_ALL = URIRef("urn:x-shacl-test:shapes")


def columnar(data: Graph, shapes: Graph) -> Run:
    """Run the columnar engine; whatever it raises counts as a refusal of the shapes."""
    try:
        return assess(data, shapes)
    except Exception as error:
        return Run("columnar", (), (RuleFailure(_ALL, str(error) or type(error).__name__),))


def pyshacl(data: Graph, shapes: Graph) -> Run:
    """Run pySHACL on copies, because it adds triples of its own to what it is given."""
    results, failures = run_pyshacl(_copy(data), _copy(shapes), (_ALL,))
    return Run("pyshacl", ordered(results), tuple(failures))


def _copy(graph: Graph) -> Graph:
    copied = Graph()
    for triple in graph:
        copied.add(triple)
    return copied


ENGINES: dict[str, Assess] = {"columnar": columnar, "pyshacl": pyshacl}
