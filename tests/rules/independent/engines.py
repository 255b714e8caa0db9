"""SHACL engines that are not ours, each run as its own documentation says.

None of them sees the application: an engine gets two files and gives a validation report.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from rules.independent.suite import Case, Outcome, outcomes


class Verdict(NamedTuple):
    """What an engine says of one data file."""

    conforms: bool
    results: frozenset[Outcome]


@lru_cache(maxsize=2)
def _parsed(file: Path) -> Graph:
    return Graph().parse(file)


def _read(graph: Graph) -> Verdict:
    report = graph.value(None, RDF.type, SH.ValidationReport)
    assert report is not None
    found = outcomes(graph, report)
    assert len(set(found)) == len(found), "the same result twice"
    return Verdict(graph.value(report, SH.conforms) == Literal(True), frozenset(found))


def run_pyshacl(case: Case, only: URIRef | None = None) -> Verdict:
    """pySHACL (https://github.com/RDFLib/pySHACL), with all rules or with one."""
    _, graph, text = pyshacl.validate(
        Graph().parse(case.data),
        shacl_graph=_parsed(case.shapes),
        inplace=True,
        use_shapes=None if only is None else [str(only)],
    )
    assert isinstance(graph, Graph), text
    return _read(graph)


def run_pyrudof(case: Case) -> Verdict:
    """Rudof, written in Rust (https://github.com/rudof-project/rudof)."""
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(str(case.data), pyrudof.RDFFormat.Turtle)
    rudof.read_shacl(str(case.shapes), pyrudof.ShaclFormat.Turtle)
    rudof.validate_shacl(pyrudof.ShaclValidationMode.Native)
    text = rudof.serialize_shacl_validation_results(pyrudof.ResultShaclValidationFormat.NTriples)
    return _read(Graph().parse(data=text, format="nt"))


def run_pyshifty(case: Case) -> Verdict:
    """Shifty, written in Rust (https://github.com/gtfierro/shifty)."""
    import shifty

    _, graph, _ = shifty.validate(str(case.data), str(case.shapes), graph_mode="data", infer=False)
    return _read(graph)


#: The engines that run all rules on every data file, by the name of their package.
ENGINES: dict[str, Callable[[Case], Verdict]] = {
    "pyrudof": run_pyrudof,
    "pyshifty": run_pyshifty,
}
_MODULES = {"pyrudof": "pyrudof", "pyshifty": "shifty"}


def installed(engine: str) -> bool:
    """Tell whether an engine can be run here."""
    return find_spec(_MODULES[engine]) is not None
