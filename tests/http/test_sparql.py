"""The SPARQL protocol: what it answers, what it refuses, and that it cannot be held up."""

import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from loopback import ENDLESS, Client

from grondslag.errors import QueryError, QueryTimeout
from grondslag.http import guard
from grondslag.http.negotiation import choose
from grondslag.http.worker import QueryWorker, WorkerLost

FIRST = "SELECT ?s { ?s a <https://w3id.org/grondslag/def#Processing> } ORDER BY ?s LIMIT 1"


def form(**fields: str) -> dict[str, object]:
    kind = "application/x-www-form-urlencoded"
    return {"data": urllib.parse.urlencode(fields).encode(), "Content_Type": kind}


def test_three_ways_to_ask(client: Client) -> None:
    direct = {"data": FIRST.encode(), "Content_Type": "application/sparql-query"}
    replies = [
        client.sparql(FIRST),
        client("/sparql", **form(query=FIRST)),
        client("/sparql", **direct),
    ]
    assert [reply.status for reply in replies] == [200, 200, 200]
    assert len({reply.body for reply in replies}) == 1
    assert replies[0].media_type == "application/sparql-results+json"
    assert len(replies[0].json["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    ("accept", "media_type", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", "{"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv", "s\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values", "?s\n"),
        ("text/turtle, text/csv;q=0.1", "text/csv", "s\r\n"),
    ],
)
def test_tables(client, accept, media_type, start) -> None:
    reply = client.sparql(FIRST, Accept=accept)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert reply.text.startswith(start)


def test_ask(client: Client) -> None:
    assert client.sparql("ASK {}").json["boolean"] is True
    reply = client.sparql("ASK { FILTER(false) }", Accept="application/sparql-results+xml")
    assert [each.text for each in ElementTree.fromstring(reply.text).iter()][-1] == "false"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_graphs(client, accept, kind) -> None:
    for query in ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3", "DESCRIBE ?s " + FIRST[9:]):
        reply = client.sparql(query, Accept=accept)
        assert (reply.status, reply.media_type) == (200, accept)
        assert list(ox.parse(reply.body, kind))


def test_table_is_not_a_graph(client: Client) -> None:
    reply = client.sparql(FIRST, Accept="text/turtle")
    assert (reply.status, reply.media_type) == (406, "application/problem+json")


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9999/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { { OPTIONAL { service silent ?x { ?s ?p ?o } } } }", "SERVICE"),
        ("ASK { FILTER('a'<'>') SERVICE <http://x/> {} FILTER('b'='c') }", "SERVICE"),
        ("ASK { \\u0053ERVICE <http://x/> {} }", "SERVICE"),
        ("SELECT * FROM <http://x/> { ?s ?p ?o }", "FROM"),
        ("ASK FROM NAMED <http://x/> {}", "FROM"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "SELECT"),
        ("PREFIX a: <a:> # x\nDELETE WHERE { ?s ?p ?o }", "SELECT"),
        ("LOAD <file:///etc/passwd>", "SELECT"),
    ],
)
def test_refused(client, query, word) -> None:
    reply = client.sparql(query)
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert word in reply.json["detail"]


def test_words_in_texts_are_no_keywords(client: Client) -> None:
    query = "SELECT ('service from' AS ?x) { } # SERVICE <http://x/> FROM"
    assert client.sparql(query).status == 200


def test_updates_are_refused_in_every_form(client: Client) -> None:
    update = "CLEAR ALL"
    kind = "application/sparql-update"
    for reply in (
        client("/sparql", **form(update=update)),
        client("/sparql", data=update.encode(), Content_Type=kind),
        client(f"/sparql?update={urllib.parse.quote(update)}"),
    ):
        assert (reply.status, "verandert geen" in reply.json["detail"]) == (400, True)
    assert client.sparql(FIRST).json["results"]["bindings"]


def test_graphs_cannot_be_chosen(client: Client) -> None:
    for key in ("default-graph-uri", "named-graph-uri"):
        assert client("/sparql", **form(query=FIRST, **{key: "http://x/"})).status == 400


def test_malformed_query_tells_the_place(client: Client) -> None:
    reply = client.sparql("SELECT *\nWHERE { ?s ?p")
    assert (reply.status, reply.json["line"]) == (400, 2)


@pytest.mark.parametrize(
    ("kind", "data", "status"),
    [
        ("text/plain", b"ASK {}", 415),
        ("application/sparql-query", b"\xff", 400),
        ("application/sparql-query", b"", 400),
        ("application/x-www-form-urlencoded", b"query=ASK{}&query=ASK{}", 400),
    ],
)
def test_requests_without_one_query(client, kind, data, status) -> None:
    reply = client("/sparql", data=data, Content_Type=kind)
    assert (reply.status, reply.media_type) == (status, "application/problem+json")


def test_too_many_rows(client: Client) -> None:
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"):
        reply = client.sparql(query)
        assert (reply.status, "LIMIT" in reply.json["detail"]) == (400, True)


def test_endless_query_is_stopped_and_the_next_is_answered(client: Client) -> None:
    started = time.monotonic()
    reply = client.sparql(ENDLESS)
    assert (reply.status, reply.media_type) == (503, "application/problem+json")
    assert reply.headers["Retry-After"]
    assert client.sparql("ASK {}").json["boolean"] is True
    assert time.monotonic() - started < 20


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[QueryWorker]:
    store = ox.Store()
    predicate = ox.NamedNode("https://example.org/p")
    for number in range(2000):
        subject = ox.NamedNode(f"https://example.org/{number}")
        store.add(ox.Quad(subject, predicate, ox.Literal("x" * 1000)))
    file = tmp_path / "graph.nq"
    store.dump(file, format=ox.RdfFormat.N_QUADS)
    made = QueryWorker(file, seconds=20, rows=10, memory=100 * 1024 * 1024)
    yield made
    made.close()


def test_memory_is_bounded(worker: QueryWorker) -> None:
    greedy = "SELECT (GROUP_CONCAT(CONCAT(?b, ?d)) AS ?x) { ?a ?p ?b . ?c ?q ?d }"
    with pytest.raises((WorkerLost, QueryError)) as caught:
        worker.run(greedy)
    assert type(caught.value) is not QueryTimeout
    assert b"true" in worker.run("ASK {}").body


def test_worker_can_be_used_after_it_was_closed(worker: QueryWorker) -> None:
    worker.run("ASK {}")
    worker.close()
    assert b"true" in worker.run("ASK {}").body


def test_bindings(worker: QueryWorker) -> None:
    bound = {ox.Variable("s"): ox.NamedNode("https://example.org/7")}
    encoded = worker.run("SELECT ?s ?p { ?s ?p ?o }", "text/csv", bound)
    assert encoded.body.count(b"\n") == 2


def test_guard_reads_the_grammar() -> None:
    guard.check("SELECT * { ?s <https://example.org/service>/<https://example.org/from>* ?o }")
    with pytest.raises(guard.Refused):
        guard.check("ASK { FILTER EXISTS { SERVICE ?x { ?a ?b ?c } } }")


@pytest.mark.parametrize(
    ("accept", "offered", "chosen"),
    [
        (None, ("a/b", "c/d"), "a/b"),
        ("c/d", ("a/b", "c/d"), "c/d"),
        ("c/d;q=0.5, a/*;q=0.4", ("a/b", "c/d"), "c/d"),
        ("*/*, a/b;q=0", ("a/b", "c/d"), "c/d"),
        ("x/y", ("a/b",), None),
        ("a/b;q=oops", ("a/b",), None),
    ],
)
def test_choice_of_media_type(accept, offered, chosen) -> None:
    assert choose(accept, offered) == chosen
