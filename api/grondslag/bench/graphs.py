"""The graphs that are checked: made by us in any size, or handed in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from grondslag.bench import ministries
from grondslag.bench.register import SHAPES, expected_rows, write_register
from grondslag.bench.report_rows import read_report, shape_paths
from grondslag.bench.rows import SH, Row, read_rows, write_rows

#: Formats that are written next to N-Triples, by suffix.
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".trig": ox.RdfFormat.TRIG, ".jsonld": ox.RdfFormat.JSON_LD}
_PREFIXES = {
    "r": "https://w3id.org/grondslag/bench/def#",
    "d": "https://w3id.org/grondslag/bench/id/",
    "gs": "https://w3id.org/grondslag/def#",
    "c": "https://w3id.org/grondslag/concept/",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Graph:
    """A graph to check.

    ``family`` names graphs that differ in size only. ``expected`` are the results that must be
    found, if that is known without asking an engine; ``source`` says how it is known.
    """

    family: str
    triples: int
    data: Path
    shapes: Path
    expected: tuple[Row, ...] | None = None
    source: str = ""


def size_name(triples: int) -> str:
    """Return a size as people write it: 1e5, or 94,721 when it is not round."""
    digits = str(triples)
    round_ = digits.rstrip("0")
    if len(round_) == 1 and len(digits) > 3:
        return f"{round_}e{len(digits) - 1}"
    return f"{triples:,}"


def register_graph(folder: Path, triples: int, core: bool = False) -> Graph:
    """Write a register of so many triples, with the results that its books tell."""
    data = folder / f"register-{triples}.nt"
    written = write_register(data, triples)
    shapes = core_shapes(SHAPES, folder) if core else SHAPES
    rows = expected_rows(written.planted)
    if core:
        rows = [row for row in rows if row.component != "sh:SPARQLConstraintComponent"]
    source = "the planted mistakes"
    return Graph("register", written.triples, data, shapes, tuple(rows), source)


#: Runs the reference engine on a file against shapes; None if it did not finish.
Reference = Callable[[Path, Path], Iterable[Row] | None]


def ministries_graph(folder: Path, triples: int, reference: Reference) -> Graph:
    """Write about so many triples in our own ontology, to be checked against our rule book.

    The results are those of the reference engine on one ministry, added up.
    """
    shapes = folder / "rule-book.ttl"
    ministries.write_rule_book(shapes)
    copies = ministries.copies_for(triples)
    data = folder / f"ministries-{triples}.nt"
    written = ministries.write_ministries(data, copies)
    kept = folder / "ministries-reference.jsonl"
    if not kept.exists():
        first = folder / "ministries-first.nt"
        ministries.write_ministries(first, 1)
        found = reference(first, shapes)
        if found is not None:
            write_rows(found, kept)
    graph = Graph("ministries", written.triples, data, shapes)
    if not kept.exists():
        return graph
    rows = ministries.rows_of_copies(read_rows(kept), copies)
    return replace(graph, expected=tuple(rows), source="pySHACL on one ministry, added up")


def given_graph(data: Path, shapes: Path) -> Graph:
    """Take files that were handed in."""
    count = sum(1 for _ in ox.parse(path=str(data)))
    return Graph(data.stem, count, data, shapes)


def core_shapes(shapes: Path, folder: Path) -> Path:
    """Write the same shapes without SPARQL constraints."""
    sparql = ox.NamedNode(f"{SH}sparql")
    kept = (each for each in ox.parse(path=str(shapes)) if each.predicate != sparql)
    out = folder / f"{shapes.stem}-core.ttl"
    ox.serialize(kept, output=str(out), format=ox.RdfFormat.TURTLE)
    return out


def in_format(graph: Graph, suffix: str) -> Graph:
    """Write a graph in another format, triple by triple."""
    data = graph.data.with_suffix(suffix)
    ox.serialize(
        ox.parse(path=str(graph.data)),
        output=str(data),
        format=FORMATS[suffix],
        prefixes=_PREFIXES,
    )
    return replace(graph, data=data)


def rows_left_behind(report: Path, kind: str, shapes: Path) -> list[Row]:
    """Return the results that an engine left behind, whatever their form."""
    if kind == "rows":
        return read_rows(report)
    return read_report(report, shape_paths(shapes))
