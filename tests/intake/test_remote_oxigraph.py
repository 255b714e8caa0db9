"""Graphs from a real store: what is read is what was put in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Dataset as Quads
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from grondslag.errors import InputError
from grondslag.intake import read_files
from grondslag.intake.remote import RemoteStore, fetch
from grondslag.intake.remote_http import Request
from grondslag.settings import Settings
from intake.oxigraph_server import Server, running

DATA = """
@prefix e: <https://example.org/> .
e:a e:p "in the default graph" .
GRAPH e:one { e:a e:p "één\\nregel"@nl, 3.5 ; e:q [ e:r true ] . }
GRAPH e:two { e:b e:p e:c . }
GRAPH <https://example.org/three?x=1&y=%20#z> { e:d e:p ( 1 2 ) . }
"""
NAMES = [
    "https://example.org/one",
    "https://example.org/three?x=1&y=%20#z",
    "https://example.org/two",
]
LIMITS = Settings()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("store")) as started:
        started.load(DATA.encode())
        yield started


def expected(name: str | None) -> Graph:
    quads = Quads()
    quads.parse(data=DATA, format="trig")
    return quads.default_graph if name is None else quads.graph(URIRef(name))


def read(request: Request, folder: Path) -> Graph:
    return read_files([fetch(request, LIMITS, folder)]).graph


def plain(graph: Graph) -> Graph:
    """Copy a graph into the store in which rdflib can compare it."""
    copied = Graph()
    for triple in graph:
        copied.add(triple)
    return copied


@pytest.mark.parametrize("by_query", [False, True], ids=["graph store", "construct"])
@pytest.mark.parametrize("name", [*NAMES, None])
def test_each_graph_comes_in_whole(
    server: Server, tmp_path: Path, by_query: bool, name: str | None
) -> None:
    store = RemoteStore(None if by_query else server.store, server.endpoint)
    request = store.default_graph() if name is None else store.graph(name)
    assert (request.form is not None) == by_query
    assert isomorphic(plain(read(request, tmp_path)), plain(expected(name)))


def test_the_graphs_of_a_store_are_listed_in_order(server: Server) -> None:
    assert RemoteStore(endpoint=server.endpoint).graph_names(LIMITS) == NAMES


def test_a_query_of_the_users_own(server: Server, tmp_path: Path) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o . ?s ?p <https://example.org/c> } }"
    request = RemoteStore(endpoint=server.endpoint).construct(query, "mine.rq")
    graph = read(request, tmp_path)
    assert [str(s) for s in graph.subjects()] == ["https://example.org/b"]


def test_a_query_that_is_wrong_tells_what_the_store_says(server: Server, tmp_path: Path) -> None:
    request = RemoteStore(endpoint=server.endpoint).construct("CONSTRUCT { oops", "mine.rq")
    with pytest.raises(InputError) as caught:
        fetch(request, LIMITS, tmp_path)
    assert "mine.rq" in caught.value.text("nl")
    assert "HTTP 400" in caught.value.message_nl and "expected" in caught.value.message_nl


def test_a_table_instead_of_a_graph_is_refused(server: Server, tmp_path: Path) -> None:
    request = RemoteStore(endpoint=server.endpoint).construct("SELECT * { ?s ?p ?o }", "mine.rq")
    with pytest.raises(InputError):
        fetch(request, LIMITS, tmp_path)


def test_a_graph_that_is_not_there(server: Server, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not in the store"):
        fetch(RemoteStore(server.store).graph("https://example.org/none"), LIMITS, tmp_path)
    with pytest.raises(InputError, match="no data at all"):
        fetch(
            RemoteStore(endpoint=server.endpoint).graph("https://example.org/none"),
            LIMITS,
            tmp_path,
        )


def test_listing_and_queries_need_an_endpoint(server: Server) -> None:
    with pytest.raises(InputError, match="--endpoint"):
        RemoteStore(server.store).graph_names(LIMITS)
    with pytest.raises(InputError, match="--endpoint"):
        RemoteStore(server.store).construct("CONSTRUCT WHERE { ?s ?p ?o }", "mine.rq")
