"""Support for the tests of the query catalogue: headers, a store, and answers as rows.

A store holds in its default graph: the data set, the ontology with its concepts and norms, the
``rdf:type`` closure along ``rdfs:subClassOf`` and one triple with the reference date.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

REPO = Path(__file__).resolve().parents[2]
QUERIES = REPO / "queries"
EXPECTED = Path(__file__).resolve().parent / "expected"

GS = "https://w3id.org/grondslag/def#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SUB_CLASS_OF = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
REFERENCE_DATE = ox.NamedNode(GS + "referenceDate")
CONTEXT = ox.NamedNode(GS + "context")
XSD = "http://www.w3.org/2001/XMLSchema#"
DATATYPES = {"date": XSD + "date", "string": XSD + "string", "integer": XSD + "integer"}

DATA_FOLDERS = {"motion21": "data/motion21", "demo": "data/demo/received"}
DEFAULT_REFERENCE_DATE = "2026-11-21"

Row = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """One file of the catalogue: its place, its header and its SPARQL text."""

    path: Path
    header: dict[str, Any] = field(hash=False)
    text: str

    @property
    def code(self) -> str:
        """Code of the query, such as ``R-01``."""
        return str(self.header["code"])


@dataclass(frozen=True)
class Answer:
    """Variable names and rows of a result, every cell as it stands in a SPARQL CSV result."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_header(text: str) -> dict[str, Any]:
    """Return the YAML of the ``#+`` lines on top of a query file.

    Raises:
        ValueError: when the file does not start with such lines or they hold no mapping.
    """
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        lines.append(line[3:])
    header = yaml.safe_load("\n".join(lines)) if lines else None
    if not isinstance(header, dict):
        raise ValueError("no header")
    return header


@cache
def catalogue() -> tuple[Query, ...]:
    """Return all queries, ordered by code."""
    found = []
    for path in sorted(QUERIES.rglob("*.rq")):
        text = path.read_text(encoding="utf-8")
        found.append(Query(path, read_header(text), text))
    return tuple(sorted(found, key=lambda query: query.code))


def query(code: str) -> Query:
    """Return the query with this code.

    Raises:
        KeyError: when the catalogue does not hold the code.
    """
    for item in catalogue():
        if item.code == code:
            return item
    raise KeyError(code)


def _load(store: ox.Store, folder: Path) -> int:
    files = sorted(folder.rglob("*.ttl"))
    for path in files:
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    return len(files)


def _close(store: ox.Store) -> None:
    parents: dict[ox.NamedNode | ox.BlankNode, set[Any]] = {}
    for quad in store.quads_for_pattern(None, SUB_CLASS_OF, None):
        parents.setdefault(quad.subject, set()).add(quad.object)  # type: ignore[arg-type]
    typed = [(quad.subject, quad.object) for quad in store.quads_for_pattern(None, RDF_TYPE, None)]
    for subject, kind in typed:
        seen: set[Any] = set()
        todo = [kind]
        while todo:
            for parent in parents.get(todo.pop(), ()):  # type: ignore[arg-type]
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        for parent in seen:
            store.add(ox.Quad(subject, RDF_TYPE, parent))


def _set_reference_date(store: ox.Store, as_of: str | None) -> None:
    quads = store.quads_for_pattern(None, REFERENCE_DATE, None)
    stated = {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
    date = as_of or (stated.pop() if len(stated) == 1 else DEFAULT_REFERENCE_DATE)
    literal = ox.Literal(date, datatype=ox.NamedNode(DATATYPES["date"]))
    store.add(ox.Quad(CONTEXT, REFERENCE_DATE, literal))


def has_data(dataset: str) -> bool:
    """Tell whether the repository holds files of this data set."""
    return any((REPO / DATA_FOLDERS[dataset]).rglob("*.ttl"))


def open_store(dataset: str, as_of: str | None = None, extra: str = "") -> ox.Store:
    """Return a store with a data set, the ontology, the closure and the reference date.

    Args:
        dataset: ``motion21``, ``demo``, or ``none`` for the ontology alone.
        as_of: reference date (ISO 8601); by default the date that the data set states.
        extra: Turtle to add to the data, for a test that plants a case.

    Raises:
        FileNotFoundError: when the data set has no files, so that an absent data set is never
            taken for an empty answer.
    """
    store = ox.Store()
    _load(store, REPO / "ontology")
    if dataset != "none" and _load(store, REPO / DATA_FOLDERS[dataset]) == 0:
        raise FileNotFoundError(f"no data in {DATA_FOLDERS[dataset]}")
    if extra:
        store.load(input=extra.encode(), format=ox.RdfFormat.TURTLE)
    _close(store)
    _set_reference_date(store, as_of)
    return store


def defaults(item: Query) -> dict[str, str]:
    """Return the parameters of a query that have a default, with that default as text."""
    declared = item.header.get("parameters") or {}
    return {name: str(entry["default"]) for name, entry in declared.items() if "default" in entry}


def _term(kind: str, text: str) -> ox.NamedNode | ox.Literal:
    if kind == "iri":
        return ox.NamedNode(text)
    return ox.Literal(text, datatype=ox.NamedNode(DATATYPES[kind]))


def ask(store: ox.Store, item: Query, values: dict[str, str] | None = None) -> Answer:
    """Run a query and return its answer.

    Args:
        store: the store to ask.
        item: the query.
        values: text per parameter; by default no parameter is bound.
    """
    declared = item.header.get("parameters") or {}
    bound: dict[ox.Variable, Any] = {
        ox.Variable(name): _term(declared[name]["type"], text)
        for name, text in (values or {}).items()
    }
    result = store.query(item.text, substitutions=bound) if bound else store.query(item.text)
    if not isinstance(result, ox.QuerySolutions):
        raise TypeError(f"{item.code} is not a SELECT query")
    columns = tuple(variable.value for variable in result.variables)
    rows = tuple(
        tuple("" if term is None else term.value for term in solution) for solution in result
    )
    return Answer(columns, rows)


def read_csv(text: str) -> Answer:
    """Return the rows of a SPARQL 1.1 CSV result.

    Raises:
        ValueError: when the text has no header line.
    """
    lines = list(csv.reader(io.StringIO(text)))
    if not lines:
        raise ValueError("no header line")
    return Answer(tuple(lines[0]), tuple(tuple(line) for line in lines[1:]))


def write_csv(answer: Answer) -> str:
    """Return an answer as SPARQL 1.1 CSV with LF line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)
    return out.getvalue()
