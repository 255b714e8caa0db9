"""Runs one engine that is a Python package: ``python_peer.py ENGINE DATA SHAPES REPORT``.

Runs with the interpreter of the peer's own environment, so it imports nothing of Grondslag. It
writes the validation report as the engine can (N-Triples or Turtle) and prints one line of JSON:
the version of the engine and the seconds of each phase (import, load, shapes, validate, report).
A phase that an engine does not separate is part of the one after it.
"""

import importlib
import importlib.metadata
import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Phases:
    """The seconds of each phase, measured from the end of the phase before."""

    def __init__(self) -> None:
        """Start the clock."""
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def end(self, phase: str) -> None:
        """Close a phase under its name."""
        now = time.perf_counter()
        self.seconds[phase] = round(now - self._last, 4)
        self._last = now


def _write_graph(graph: Any, report: Path) -> None:
    # pySHACL and its relatives hand back an rdflib graph (or one that looks like it).
    graph.serialize(destination=str(report), format="nt", encoding="utf-8")


def pyshacl(data: Path, shapes: Path, report: Path, phases: Phases) -> str:
    """Run pySHACL on rdflib's own store, lexical forms kept as the specification wants."""
    rdflib: Any = importlib.import_module("rdflib")
    engine: Any = importlib.import_module("pyshacl")
    rdflib.NORMALIZE_LITERALS = False
    phases.end("import")
    graph = rdflib.Graph().parse(data)
    phases.end("load")
    rules = rdflib.Graph().parse(shapes)
    phases.end("shapes")
    _, found, _ = engine.validate(graph, shacl_graph=rules, inference="none", js=False)
    phases.end("validate")
    _write_graph(found, report)
    return "pyshacl"


def turbo(data: Path, shapes: Path, report: Path, phases: Phases) -> str:
    """Run pyshacl-turbo on the data set of rdflib-turbo, its fastest way in."""
    store: Any = importlib.import_module("rdflib_turbo")
    engine: Any = importlib.import_module("pyshacl_turbo")
    phases.end("import")
    graph = store.Dataset().parse(str(data), format=_format(data))
    phases.end("load")
    _, found, _ = engine.validate(graph, shacl_graph=str(shapes))
    phases.end("validate")
    _write_graph(found, report)
    return "pyshacl-turbo"


def turbo_store(data: Path, shapes: Path, report: Path, phases: Phases) -> str:
    """Run pyshacl-turbo on a store of Oxigraph."""
    oxigraph: Any = importlib.import_module("pyoxigraph")
    engine: Any = importlib.import_module("pyshacl_turbo")
    phases.end("import")
    graph = oxigraph.Store()
    graph.bulk_load(path=str(data))
    phases.end("load")
    _, found, _ = engine.validate(graph, shacl_graph=str(shapes))
    phases.end("validate")
    _write_graph(found, report)
    return "pyshacl-turbo"


def shifty(data: Path, shapes: Path, report: Path, phases: Phases) -> str:
    """Run shifty, which reads data and shapes itself and only at once."""
    engine: Any = importlib.import_module("shifty")
    phases.end("import")
    _, found, _ = engine.validate(str(data), str(shapes), graph_mode="data", infer=False)
    phases.end("validate")
    _write_graph(found, report)
    return "pyshifty"


def _rudof(
    data: Path, shapes: Path, report: Path, phases: Phases, mode: Callable[[Any], Any]
) -> str:
    engine: Any = importlib.import_module("pyrudof")
    phases.end("import")
    rudof = engine.Rudof(engine.RudofConfig())
    formats = {"nt": "NTriples", "turtle": "Turtle", "trig": "TriG", "json-ld": "JsonLd"}
    rudof.read_data(str(data), getattr(engine.RDFFormat, formats[_format(data)]))
    phases.end("load")
    rudof.read_shacl(str(shapes), engine.ShaclFormat.Turtle)
    phases.end("shapes")
    rudof.validate_shacl(mode(engine.ShaclValidationMode))
    phases.end("validate")
    text = rudof.serialize_shacl_validation_results(engine.ResultShaclValidationFormat.NTriples)
    report.write_text(text, encoding="utf-8")
    return "pyrudof"


def rudof(data: Path, shapes: Path, report: Path, phases: Phases) -> str:
    """Run rudof with its own evaluation of shapes."""
    return _rudof(data, shapes, report, phases, lambda modes: modes.Native)


def rudof_sparql(data: Path, shapes: Path, report: Path, phases: Phases) -> str:
    """Run rudof with shapes evaluated as SPARQL queries."""
    return _rudof(data, shapes, report, phases, lambda modes: modes.Sparql)


ENGINES: dict[str, Callable[[Path, Path, Path, Phases], str]] = {
    "pyshacl": pyshacl,
    "turbo": turbo,
    "turbo-store": turbo_store,
    "shifty": shifty,
    "rudof": rudof,
    "rudof-sparql": rudof_sparql,
}


def _format(file: Path) -> str:
    return {".nt": "nt", ".ttl": "turtle", ".trig": "trig", ".jsonld": "json-ld"}[file.suffix]


def main(arguments: list[str]) -> None:
    """Run the engine that is named and print its phases."""
    name, data, shapes, report = arguments
    # rdflib logs a traceback for every ill-typed date in the data.
    logging.disable(logging.ERROR)
    phases = Phases()
    package = ENGINES[name](Path(data), Path(shapes), Path(report), phases)
    phases.end("report")
    outcome = {"version": importlib.metadata.version(package), "phases": phases.seconds}
    print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
