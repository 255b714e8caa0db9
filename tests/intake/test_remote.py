"""Graphs from a store that misbehaves in every way a store can, over real sockets."""

import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from rdflib import URIRef

from grondslag.dataset import Origin
from grondslag.errors import InputError, LimitExceeded, UnsupportedFormat
from grondslag.intake import read, read_files
from grondslag.intake.remote import RemoteStore, fetch
from grondslag.settings import Settings

GRAPH = "https://example.org/graph/a"
TRIPLES = (
    b'<https://example.org/a> <https://example.org/p> "x" .\n'
    b"<https://example.org/a> <https://example.org/q> _:b .\n"
)
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def store(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve one way of answering on loopback, and give its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer(self)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/data"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def whole(
    body: bytes, kind: str = "application/n-triples", status: int = 200, **headers: str
) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind:
            handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def raw(*lines: str, body: bytes = b"", pause: float = 0.0) -> Answer:
    """Answer with these header lines and this body, and then close the connection."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write("".join(f"{line}\r\n" for line in lines).encode() + b"\r\n" + body)
        handler.wfile.flush()
        handler.close_connection = True
        time.sleep(pause)

    return answer


def limits(**changes: object) -> Settings:
    return Settings(**changes)  # type: ignore[arg-type]


def get(url: str, folder: Path, given: Settings | None = None) -> list[str]:
    """Read a named graph from a store, and return its statements."""
    source = fetch(RemoteStore(url).graph(GRAPH), given or limits(), folder)
    dataset = read_files([source])
    return sorted(" ".join(term.n3() for term in triple) for triple in dataset.graph)


def fail(answer: Answer, folder: Path, given: Settings | None = None) -> InputError:
    with store(answer) as url, pytest.raises(InputError) as caught:
        get(url, folder, given)
    assert list(folder.iterdir()) == [], "what was received in part is still there"
    return caught.value


def test_a_graph_is_asked_for_by_name_and_read(tmp_path: Path) -> None:
    asked: list[tuple[str, str, str | None]] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append((handler.command, handler.path, handler.headers["Accept"]))
        whole(TRIPLES)(handler)

    with store(answer) as url:
        source = fetch(RemoteStore(url).graph(GRAPH + "?x=1&y"), limits(), tmp_path)
        dataset = read_files([source])
        fetch(RemoteStore(url).default_graph(), limits(), tmp_path)
    assert asked == [
        (
            "GET",
            "/data?graph=https%3A%2F%2Fexample.org%2Fgraph%2Fa%3Fx%3D1%26y",
            "application/n-triples, text/turtle;q=0.5",
        ),
        ("GET", "/data?default", "application/n-triples, text/turtle;q=0.5"),
    ]
    assert len(dataset.graph) == 2
    (subject,) = set(dataset.graph.subjects())
    (predicate,) = set(
        dataset.graph.predicates(
            subject, next(each for each in dataset.graph.objects(subject) if str(each) == "x")
        )
    )
    place = dataset.locate(subject, predicate, None)
    assert place == Origin(f"{url} <{GRAPH}?x=1&y>", None)


def test_turtle_is_read_as_well_whatever_the_name_of_the_graph_looks_like(tmp_path: Path) -> None:
    body = b"@prefix e: <https://example.org/> .\ne:a e:p 'x', 'y' .\n"
    with store(whole(body, "text/turtle; charset=utf-8")) as url:
        source = fetch(RemoteStore(url).graph("https://example.org/a.rdf.gz"), limits(), tmp_path)
        assert len(read_files([source]).graph) == 2


def test_chunks_are_joined(tmp_path: Path) -> None:
    chunks = b"".join(b"%x\r\n%c\r\n" % (1, byte) for byte in TRIPLES) + b"0\r\n\r\n"
    lines = ("HTTP/1.1 200 OK", "Content-Type: application/n-triples", "Transfer-Encoding: chunked")
    with store(raw(*lines, body=chunks)) as url:
        assert len(get(url, tmp_path)) == 2


def test_credentials_go_along_and_are_never_told(tmp_path: Path) -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        whole(b"no", "text/plain", 401)(handler)

    token = limits(store_token="s3cret-token")
    pair = limits(store_user="piet", store_password="gehëim")
    for given in (limits(), token, pair):
        error = fail(answer, tmp_path, given)
        for text in (error.text("nl"), error.text("en"), repr(given)):
            assert "s3cret" not in text and "gehëim" not in text
        assert "GRONDSLAG_STORE_TOKEN" in error.message_nl and "401" in error.message_nl
    # "piet:gehëim" in UTF-8, as base64 on the command line gives it
    assert seen == [None, "Bearer s3cret-token", "Basic cGlldDpnZWjDq2lt"]


def test_credentials_do_not_go_over_http_to_another_machine(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not sent over http"):
        fetch(
            RemoteStore("http://store.invalid/data").default_graph(),
            limits(store_token="t"),
            tmp_path,
        )


def test_a_token_with_a_line_end_is_refused_without_telling_it(tmp_path: Path) -> None:
    error = fail(whole(TRIPLES), tmp_path, limits(store_token="abc\r\nX-Evil: 1"))
    assert "abc" not in error.message_nl + error.message_en


@pytest.mark.parametrize(
    ("status", "fragment"),
    [
        (400, "weigert: near token 'x'"),
        (403, "mag dit niet lezen"),
        (404, "Deze graaf staat niet in de store"),
        (405, "--endpoint"),
        (406, "geen N-Triples of Turtle"),
        (206, "maar een deel"),
        (204, "geen enkel gegeven"),
        (500, "(HTTP 500)"),
        (503, "later"),
    ],
)
def test_every_refusal_says_what_to_do(tmp_path: Path, status: int, fragment: str) -> None:
    error = fail(
        whole(b"" if status == 204 else b"near\x1b \r\n token 'x'", status=status), tmp_path
    )
    assert fragment in error.message_nl
    assert error.file is not None and error.file.endswith(f"/data <{GRAPH}>")
    assert "\x1b" not in error.message_nl


@pytest.mark.parametrize("kind", ["text/html", "application/rdf+xml", "application/n-quads", ""])
def test_another_kind_of_answer_is_refused(tmp_path: Path, kind: str) -> None:
    error = fail(whole(TRIPLES, kind), tmp_path)
    assert isinstance(error, UnsupportedFormat)
    assert "application/n-triples" in error.message_en


@pytest.mark.parametrize("body", [b"", b" \n\n"])
def test_an_empty_graph_is_an_error(tmp_path: Path, body: bytes) -> None:
    assert "no data at all" in fail(whole(body), tmp_path).message_en


def test_packed_data_are_refused(tmp_path: Path) -> None:
    error = fail(whole(TRIPLES, Content_Encoding="gzip"), tmp_path)
    assert "gzip" in error.message_nl


KIND = "Content-Type: application/n-triples"


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        # In all of these the part that comes in is well-formed and would pass for the whole.
        (("HTTP/1.1 200 OK", KIND, f"Content-Length: {len(TRIPLES) + 1}"), TRIPLES),
        (
            ("HTTP/1.1 200 OK", KIND, "Transfer-Encoding: chunked"),
            b"%x\r\n%s\r\n" % (len(TRIPLES), TRIPLES),
        ),
        (
            ("HTTP/1.1 200 OK", KIND, "Transfer-Encoding: chunked"),
            b"%x\r\n%s" % (len(TRIPLES) + 9, TRIPLES),
        ),
        (("HTTP/1.1 200 OK", KIND, "Connection: close"), TRIPLES),
        (("HTTP/1.0 200 OK", KIND), TRIPLES),
        (("HTTP/1.1 200 OK", KIND, f"Content-Length: {len(TRIPLES)}"), b""),
    ],
)
def test_half_an_answer_is_never_used(tmp_path: Path, lines: tuple[str, ...], body: bytes) -> None:
    message = fail(raw(*lines, body=body), tmp_path).message_en
    assert "broke off" in message or "where it ends" in message


def test_no_answer_at_all(tmp_path: Path) -> None:
    assert "broke off" in fail(lambda _: None, tmp_path).message_en
    assert "broke off" in fail(raw("SSH-2.0-OpenSSH_9.2"), tmp_path).message_en


def test_malformed_rdf_names_the_line_in_what_was_received(tmp_path: Path) -> None:
    with store(whole(TRIPLES + b"<https://example.org/a> oops .\n")) as url:
        source = fetch(RemoteStore(url).graph(GRAPH), limits(), tmp_path)
        with pytest.raises(InputError) as caught:
            read_files([source])
    assert (caught.value.file, caught.value.line) == (f"{url} <{GRAPH}>", 3)


def test_an_endless_stream_stops_at_the_limit(tmp_path: Path) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(f"HTTP/1.1 200 OK\r\n{KIND}\r\n".encode())
        handler.wfile.write(b"Transfer-Encoding: chunked\r\n\r\n")
        chunk = b"%x\r\n%s\r\n" % (len(TRIPLES) * 100, TRIPLES * 100)
        try:
            while True:
                handler.wfile.write(chunk)
        except OSError:
            handler.close_connection = True

    error = fail(answer, tmp_path, limits(max_input_bytes=1_000_000))
    assert isinstance(error, LimitExceeded)


def test_a_length_above_the_limit_is_refused_at_once(tmp_path: Path) -> None:
    lines = ("HTTP/1.1 200 OK", KIND, "Content-Length: 999999999999")
    error = fail(raw(*lines, pause=0.1), tmp_path, limits(max_input_bytes=1_000_000))
    assert isinstance(error, LimitExceeded)


def test_a_silent_store_is_given_up(tmp_path: Path) -> None:
    lines = ("HTTP/1.1 200 OK", KIND, "Content-Length: 500")
    error = fail(raw(*lines, body=TRIPLES, pause=1), tmp_path, limits(store_read_seconds=0.2))
    assert "GRONDSLAG_STORE_READ_SECONDS" in error.message_nl


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_store_that_drips_is_given_up(tmp_path: Path, in_headers: bool) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if not in_headers:
            handler.wfile.write(f"{KIND}\r\nContent-Length: 99999\r\n\r\n".encode())
        try:
            for _ in range(60):
                handler.wfile.write(b"X")
                time.sleep(0.05)
        except OSError:
            pass
        handler.close_connection = True

    given = limits(store_read_seconds=1, store_total_seconds=0.4)
    assert "GRONDSLAG_STORE_TOTAL_SECONDS" in fail(answer, tmp_path, given).message_nl


def test_a_redirect_on_the_same_store_is_followed(tmp_path: Path) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path.startswith("/data"):
            whole(b"", status=307, Location="/other?graph=x")(handler)
        else:
            whole(TRIPLES)(handler)

    with store(answer) as url:
        assert len(get(url, tmp_path)) == 2


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/data",
        "https://127.0.0.1:{port}/",
        "file:///etc/passwd",
        "http://127.0.0.1:1/",
        "http://user:pw@127.0.0.1:{port}/",
        "http://[",
        "",
    ],
)
def test_a_redirect_to_another_place_is_not_followed(tmp_path: Path, location: str) -> None:
    requests: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        requests.append(handler.path)
        port = handler.server.server_address[1]
        whole(b"", status=302, Location=location.format(port=port))(handler)

    error = fail(answer, tmp_path)
    if location:
        assert "not followed" in error.message_en
        assert len(requests) == 1
    else:
        assert "keeps redirecting" in error.message_en
    assert "user:pw" not in error.text("en")


def test_a_query_is_never_sent_on(tmp_path: Path) -> None:
    with store(whole(b"", status=307, Location="/other")) as url:
        request = RemoteStore(endpoint=url).construct("CONSTRUCT WHERE { ?s ?p ?o }", "q.rq")
        with pytest.raises(InputError, match="not followed"):
            fetch(request, limits(), tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "example.org/data",
        "file:///etc/passwd",
        "https://",
        "http://a b/",
        "http://h:99999/",
        "http://h\n/",
        "http://user:geheim@example.org/",
    ],
)
def test_an_address_that_is_not_one(url: str) -> None:
    with pytest.raises(InputError) as caught:
        RemoteStore(url).default_graph()
    assert "geheim" not in caught.value.text("nl") + caught.value.text("en")


def test_a_key_in_the_address_is_sent_and_not_told(tmp_path: Path) -> None:
    paths: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        paths.append(handler.path)
        whole(b"", status=404)(handler)

    with store(answer) as url, pytest.raises(InputError) as caught:
        get(f"{url}?apikey=geheim", tmp_path)
    assert paths[0].startswith("/data?apikey=geheim&graph=")
    assert "geheim" not in caught.value.text("nl")


@pytest.mark.parametrize("name", ["graph", "http://a/> } SELECT", "http://a b", ""])
def test_a_graph_name_must_be_an_iri(name: str) -> None:
    for chosen in (RemoteStore("http://h/"), RemoteStore(endpoint="http://h/")):
        with pytest.raises(InputError, match="no name of a graph"):
            chosen.graph(name)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with store(whole(b"")) as url:
        pass
    with pytest.raises(InputError, match="cannot be reached"):
        get(url, tmp_path)
    with pytest.raises(InputError, match="no such host"):
        get("http://store.invalid/data", tmp_path)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    received = tmp_path / "received"
    received.mkdir()
    with store(whole(TRIPLES), context) as url:
        secure = url.replace("http:", "https:")
        with pytest.raises(InputError, match="not trusted"):
            get(secure, received)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SSL_CERT_FILE", str(certificate))
            assert len(get(secure, received)) == 2


def test_progress_is_told_in_mebibytes(tmp_path: Path) -> None:
    told: list[str] = []
    body = b"".join(
        b'<https://example.org/s%d> <https://example.org/p> "%s" .\n' % (n, b"x" * 1000)
        for n in range(3000)
    )
    with store(whole(body)) as url:
        fetch(RemoteStore(url).graph(GRAPH), limits(), tmp_path, told.append)
        name = f"{url} <{GRAPH}>"
    assert told == [name, f"{name}: 1 MiB", f"{name}: 2 MiB", f"{name}: 3 MiB"]


@pytest.mark.parametrize("name", ["http://127.0.0.1:{port}/data", "127.0.0.1:{port}/data"])
def test_a_file_name_is_never_fetched(name: str) -> None:
    requests: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        requests.append(handler.path)
        whole(TRIPLES)(handler)

    with store(answer) as url, pytest.raises(InputError, match="no such file"):
        read_files([name.format(port=url.split(":")[2].split("/")[0])])
    assert requests == []


def test_a_list_of_graphs_that_is_nested_too_deep_is_refused() -> None:
    deep = b'{"head":{"vars":["g"]},"results":{"bindings":' + b"[" * 50_000
    answer = whole(deep, "application/sparql-results+json")
    with store(answer) as url, pytest.raises(InputError, match="nested deeper"):
        RemoteStore(endpoint=url).graph_names(limits())


@pytest.mark.parametrize("bulk", [False, True])
def test_a_line_of_an_answer_is_not_told_for_nobody_keeps_it(
    tmp_path: Path, bulk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bulk:
        monkeypatch.setattr(read, "_BULK_BYTES", 1)
    with store(whole(TRIPLES)) as url:
        source = fetch(RemoteStore(url).graph(GRAPH), limits(), tmp_path)
    subject, path = URIRef("https://example.org/a"), URIRef("https://example.org/p")
    for each in (path, None):
        origin = read_files([source]).locate(subject, each, None)
        assert origin == Origin(source.name, None)
