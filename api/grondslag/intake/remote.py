"""A graph from a SPARQL 1.1 store, over its Graph Store Protocol or with CONSTRUCT.

The only address that is ever asked is the one a user names for it; the HTTP service does not
offer this. What comes in is written to a file and then read like any other input.

https://www.w3.org/TR/sparql11-http-rdf-update/ (section 4.2, indirect identification) and
https://www.w3.org/TR/sparql11-protocol/ (section 2.1.2, query via POST with a form).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from grondslag.errors import InputError
from grondslag.intake import remote_errors as errors
from grondslag.intake.formats import N_TRIPLES, TURTLE
from grondslag.intake.nesting import check_json
from grondslag.intake.remote_address import parse_address
from grondslag.intake.remote_http import Request, receive
from grondslag.intake.sources import Source
from grondslag.settings import MEBIBYTE, Settings

Progress = Callable[[str], None]

_GRAPH_TYPES = (N_TRIPLES.media_type, TURTLE.media_type)
_ACCEPT_GRAPH = f"{_GRAPH_TYPES[0]}, {_GRAPH_TYPES[1]};q=0.5"
_NAMES_TYPES = ("application/sparql-results+json", "application/json")
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_ONE = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }"
_NAMES = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True)
class RemoteStore:
    """A SPARQL 1.1 store by the addresses that a user gives.

    ``store`` speaks the Graph Store Protocol, ``endpoint`` answers queries; one of the two is
    enough for a graph, listing graphs and CONSTRUCT need ``endpoint``.
    """

    store: str | None = None
    endpoint: str | None = None

    def graph(self, name: str) -> Request:
        """Return the question for one named graph.

        Raises:
            InputError: if the name is not an absolute IRI, or an address cannot be used.
        """
        iri = _iri(name)
        if self.store is None:
            return self._query(_ONE % iri, f"<{iri}>")
        address = parse_address(self.store)
        return Request(
            f"{address} <{iri}>",
            address.asking(f"graph={quote(iri, safe='')}"),
            _ACCEPT_GRAPH,
            of_graph=True,
        )

    def default_graph(self) -> Request:
        """Return the question for the default graph.

        Some stores, asked by a query, take it for the union of all their graphs.

        Raises:
            InputError: if an address cannot be used.
        """
        if self.store is None:
            return self._query(_ALL, "(default graph)")
        address = parse_address(self.store)
        return Request(f"{address} (default graph)", address.asking("default"), _ACCEPT_GRAPH)

    def construct(self, query: str, name: str) -> Request:
        """Return a CONSTRUCT or DESCRIBE query of the user's own.

        Args:
            query: its text, which the store judges.
            name: how it is called in messages, such as the name of its file.

        Raises:
            InputError: if there is no address for queries, or it cannot be used.
        """
        return self._query(query, f"({name})")

    def graph_names(self, limits: Settings) -> list[str]:
        """Return the names of all named graphs of the store, in order.

        Raises:
            InputError: if the store cannot be asked, or has a graph that cannot be asked for.
        """
        request = self._query(_NAMES, "(graphs)", _NAMES_TYPES[0])
        with TemporaryDirectory(prefix="grondslag-") as folder:
            answer = Path(folder) / "names.json"
            receive(request, _NAMES_TYPES, limits, answer, lambda _: None)
            check_json(answer, request.name)
            try:
                found = ox.parse_query_results(path=answer, format=ox.QueryResultsFormat.JSON)
                if not isinstance(found, ox.QuerySolutions):
                    raise ValueError("no table")
                names = [solution["g"] for solution in found]
            except (SyntaxError, ValueError, KeyError) as error:
                raise InputError(
                    "De lijst van grafen die de store geeft, is niet te lezen. Noem de grafen met "
                    "--graph.",
                    "The list of graphs that the store gives cannot be read. Name the graphs with "
                    "--graph.",
                    file=request.name,
                ) from error
        if not all(isinstance(each, ox.NamedNode) for each in names):
            raise InputError(
                "De store heeft een graaf zonder adres; die is niet op te vragen. Noem de andere "
                "grafen met --graph.",
                "The store has a graph without an address, which cannot be asked for. Name the "
                "others with --graph.",
                file=request.name,
            )
        return sorted(_iri(each.value) for each in names if isinstance(each, ox.NamedNode))

    def _query(self, query: str, about: str, accept: str = _ACCEPT_GRAPH) -> Request:
        if self.endpoint is None:
            raise InputError(
                "Hiervoor moet de store vragen beantwoorden. Geef het adres daarvan met "
                "--endpoint.",
                "For this the store must answer queries. Give the address for that with "
                "--endpoint.",
                file=about,
            )
        address = parse_address(self.endpoint)
        form = urlencode({"query": query}).encode("ascii")
        return Request(f"{address} {about}", address, accept, form)


def fetch(
    request: Request, limits: Settings, folder: Path, progress: Progress | None = None
) -> Source:
    """Ask a store for a graph, and return it as an input in a new file in a folder.

    Raises:
        InputError: with the name of the store and what to do, if it does not give all of it.
        LimitExceeded: if it is larger than ``max_input_bytes``.
    """
    handle, name = mkstemp(dir=folder)
    os.close(handle)
    target = Path(name)
    told = 0

    def tell(size: int) -> None:
        nonlocal told
        if progress and size // MEBIBYTE > told:
            told = size // MEBIBYTE
            progress(f"{request.name}: {told} MiB")

    if progress:
        progress(request.name)
    try:
        media_type = receive(request, _GRAPH_TYPES, limits, target, tell)
        with target.open("rb") as file:
            empty = not file.read(MEBIBYTE).strip()
        if empty:
            raise errors.no_data(request.name)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Source(request.name, target, media_type, is_kept=False)


def _iri(name: str) -> str:
    try:
        return ox.NamedNode(name).value
    except ValueError:
        raise InputError(
            f"'{name}' is geen naam van een graaf. Schrijf een volledig adres, zoals "
            "https://voorbeeld.nl/graaf.",
            f"'{name}' is no name of a graph. Write a full address, such as "
            "https://example.org/graph.",
        ) from None
