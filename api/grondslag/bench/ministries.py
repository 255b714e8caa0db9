"""A graph of any size in our own ontology: the made-up ministry, over and over.

Each copy is a ministry with names of its own, in turn as received (with mistakes) and as it should
be; ontology, concepts, norms and reference date are there once. No rule compares one ministry
with another, so what is found in n copies is what is found in each, added up. What the ontology
entails is part of the graph, so that engines without reasoning see the same.

In the copies as they should be nothing is found: that is how the clean demo is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from grondslag import content
from grondslag.bench.rows import Row
from grondslag.dataset.closure import new_graph
from grondslag.dataset.knowledge import knowledge
from grondslag.dataset.model import context_triple
from grondslag.dataset.store import quads
from grondslag.usecases.workspace import open_files
from grondslag.vocabulary import CONTEXT, ID

#: In turn, what the copies are made of; the first is the one with mistakes.
VERSIONS = ("demo", "demo-clean")
_DEMO = f"<{ID}demo/"


@dataclass(frozen=True)
class Ministries:
    """What was written: the number of triples and of copies."""

    triples: int
    copies: int


def _lines(graph: Graph) -> list[str]:
    """Return the triples as lines in order; blank nodes get the labels of RDFC-1.0."""
    dataset = ox.Dataset(quads(graph))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad} .\n" for quad in dataset)


@lru_cache(maxsize=len(VERSIONS))
def _template(version: str) -> tuple[str, int]:
    """Return the lines of one ministry as one text, and their number."""
    own = Graph()
    for triple in open_files([version]).view.whole:
        if triple[0] != CONTEXT and triple not in knowledge():
            own.add(triple)
    return "".join(_lines(own)), len(own)


@lru_cache(maxsize=1)
def _shared() -> tuple[str, ...]:
    """Return the lines that are there once."""
    shared = new_graph()
    for triple in knowledge():
        shared.add(triple)
    shared.add(context_triple(open_files([VERSIONS[0]]).view.reference_date))
    return tuple(_lines(shared))


def name_of(copy: int) -> str:
    """Return how the names of a copy start, as the beginning of a token."""
    return f"<{ID}ministry-{copy:05d}/"


def copies_for(triples: int) -> int:
    """Return how many copies make a graph of about so many triples; at least one."""
    each = sum(_template(version)[1] for version in VERSIONS) / len(VERSIONS)
    return max(1, round((triples - len(_shared())) / each))


def write_ministries(file: Path, copies: int) -> Ministries:
    """Write the graph as N-Triples; the same number gives the same bytes."""
    written = len(_shared())
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_shared())
        for copy in range(copies):
            text, count = _template(VERSIONS[copy % len(VERSIONS)])
            out.write(text.replace(_DEMO, name_of(copy)))
            written += count
    return Ministries(written, copies)


def write_rule_book(file: Path) -> None:
    """Write our rules as one Turtle file, for engines that read files."""
    sources = sorted((content.root() / "shapes").glob("*.ttl"))
    texts = [source.read_text(encoding="utf-8") for source in sources]
    file.write_text("\n".join(texts), encoding="utf-8")


def rows_of_copies(of_first: Iterable[Row], copies: int) -> list[Row]:
    """Return what must be found in n copies, from what was found in a graph of one.

    Args:
        of_first: the results of a graph of one copy.
        copies: how many there are in the graph.
    """
    original = name_of(0)
    rows: list[Row] = []
    for row in of_first:
        # What is about shared nodes only is found once, however many copies there are.
        about_copy = any(original in part for part in row)
        for copy in range(0, copies if about_copy else 1, len(VERSIONS)):
            rows.append(Row(*(part.replace(original, name_of(copy)) for part in row)))
    return rows
