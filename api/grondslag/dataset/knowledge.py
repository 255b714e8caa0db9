"""What Grondslag knows before it reads any data: ontology, concepts and norms."""

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Graph
from rdflib.term import Node

from grondslag import content
from grondslag.dataset.closure import close, new_graph
from grondslag.dataset.store import from_oxigraph
from grondslag.errors import ContentError


@lru_cache(maxsize=1)
def knowledge() -> Graph:
    """Return the ontology, concept schemes and norm register, closed (do not change it).

    Raises:
        ContentError: if a shipped file is broken.
    """
    graph = load_turtle(content.turtle_files("ontology"))
    for triple in list(close(graph, graph)):
        graph.add(triple)
    return graph


def load_turtle(files: list[Path]) -> Graph:
    """Parse shipped Turtle files into one graph.

    Blank nodes are named after their file and their place in it: Oxigraph gives them names by
    chance, and reports mention them.

    Raises:
        ContentError: naming the file that cannot be parsed.
    """
    graph = new_graph()
    for file in files:
        names: dict[str, BNode] = {}
        try:
            # Oxigraph reads our own files twenty times as fast as the parser of rdflib.
            for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
                triple = (quad.subject, quad.predicate, quad.object)
                graph.add(tuple(_named(each, names, file) for each in triple))  # type: ignore[arg-type]
        except (SyntaxError, OSError, ValueError, TypeError) as error:
            raise ContentError(
                f"Een meegeleverd bestand is kapot: {error}",
                f"A shipped file is broken: {error}",
                file=file.name,
            ) from error
    return graph


def _named(term: object, names: dict[str, BNode], file: Path) -> Node:
    if not isinstance(term, ox.BlankNode):
        return from_oxigraph(term)
    name = f"{file.parent.name}-{file.stem}-{len(names) + 1}"
    return names.setdefault(term.value, BNode(name))
