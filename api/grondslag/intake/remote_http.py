"""One question to a store over HTTP, and its whole answer in a file, or an error.

Direct connections with the standard library: no proxy, no cookies, no cache. An answer counts
only when its end was seen (RFC 9112, section 8), so that half of the data never passes for all.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

from grondslag import __version__
from grondslag.errors import InputError
from grondslag.intake import remote_errors as errors
from grondslag.intake.remote_address import Address, authorization, parse_address
from grondslag.intake.sources import too_large
from grondslag.settings import Settings

#: Is told how many bytes have come in so far.
Received = Callable[[int], None]

_PIECE = 256 * 1024
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_SAID = 2000


@dataclass(frozen=True)
class Request:
    """A question: GET, or POST when there is a form; ``accept`` as in RFC 9110, section 12.5.1.

    ``name`` is how the answer is called in messages; ``of_graph`` tells that it asks for one
    graph by name, so that "not found" is about that graph.
    """

    name: str
    address: Address
    accept: str
    form: bytes | None = None
    of_graph: bool = False


def receive(
    request: Request, types: tuple[str, ...], limits: Settings, target: Path, tell: Received
) -> str:
    """Ask, write the answer to a file, and return its media type.

    Args:
        request: the question.
        types: the media types that can be used; anything else is an error.
        limits: times, sizes and credentials.
        target: the file to write.
        tell: is told how far it is.

    Raises:
        InputError: if the store cannot be reached, refuses, or does not answer completely.
        LimitExceeded: if the answer is larger than the limits allow.
    """
    with _Clock(limits.store_total_seconds) as clock:
        for _ in range(_MOST_REDIRECTS + 1):
            with _answer(request, limits, clock) as answer:
                if answer.status in _REDIRECTS:
                    request = replace(request, address=_redirected(request, answer))
                    continue
                media_type = _judged(request, answer, types)
                _copy(request, answer, limits.max_input_bytes, target, tell)
                return media_type
    raise errors.redirected_too_often(request.name)


class _Clock:
    """Ends a connection when the whole of it takes too long, however busy it looks."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> "_Clock":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, connection: socket.socket) -> None:
        self._socket = connection
        if self.expired:
            self._end()

    def _expire(self) -> None:
        self.expired = True
        self._end()

    def _end(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


@contextmanager
def _answer(
    request: Request, limits: Settings, clock: _Clock
) -> Iterator[http.client.HTTPResponse]:
    address = request.address
    proof = authorization(address, limits)
    seconds = limits.store_connect_seconds
    connection = (
        http.client.HTTPSConnection(
            address.host, address.port, timeout=seconds, context=ssl.create_default_context()
        )
        if address.scheme == "https"
        else http.client.HTTPConnection(address.host, address.port, timeout=seconds)
    )
    try:
        try:
            connection.connect()
        except OSError as error:
            raise errors.unreachable(request.name, error) from error
        try:
            clock.watch(connection.sock)
            connection.sock.settimeout(limits.store_read_seconds)
            _send(connection, request, proof)
            yield connection.getresponse()
        except TimeoutError as error:
            raise errors.silent(request.name, limits.store_read_seconds) from error
        except (http.client.HTTPException, OSError) as error:
            raise errors.cut_off(request.name) from error
        if clock.expired:
            raise errors.cut_off(request.name)
    except InputError as error:
        if clock.expired:
            raise errors.too_slow(request.name, clock.seconds) from error
        raise
    finally:
        connection.close()


def _send(connection: http.client.HTTPConnection, request: Request, proof: str | None) -> None:
    headers = {
        "Accept": request.accept,
        # What comes in is counted against the limit as it is, and never unpacked.
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": f"grondslag/{__version__}",
    }
    if proof is not None:
        headers["Authorization"] = proof
    if request.form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    method = "GET" if request.form is None else "POST"
    connection.request(method, request.address.target, request.form, headers)


def _redirected(request: Request, answer: http.client.HTTPResponse) -> Address:
    """Return where to ask instead: only at the same scheme, host and port, and only a GET."""
    location = answer.getheader("Location") or ""
    here = request.address
    try:
        there = parse_address(urljoin(f"{here}", location))
    except (InputError, ValueError):
        raise errors.redirected_away(request.name, None) from None
    if request.form is not None or there.origin != here.origin:
        raise errors.redirected_away(request.name, there)
    return there


def _judged(request: Request, answer: http.client.HTTPResponse, types: tuple[str, ...]) -> str:
    """Return the media type of an answer that can be used."""
    if answer.status == 204:
        raise errors.no_data(request.name)
    if answer.status != 200:
        said = answer.read(_SAID).decode("utf-8", errors="replace")
        raise errors.refused(request.name, answer.status, said, of_graph=request.of_graph)
    coding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if coding != "identity":
        raise errors.packed(request.name, coding)
    media_type = answer.headers.get_content_type() if answer.getheader("Content-Type") else ""
    if media_type not in types:
        raise errors.wrong_type(request.name, media_type, types)
    return media_type


def _copy(
    request: Request,
    answer: http.client.HTTPResponse,
    bound: int,
    target: Path,
    tell: Received,
) -> None:
    """Write the answer to a file; its end is told by its length or by its last chunk."""
    expected = answer.length
    if expected is None and not answer.chunked:
        raise errors.endless(request.name)
    if expected is not None and expected > bound:
        raise too_large(bound, request.name)
    size = 0
    with target.open("wb") as file:
        while piece := answer.read(_PIECE):
            size += len(piece)
            if size > bound:
                raise too_large(bound, request.name)
            _write(file, piece, request.name)
            tell(size)
    if expected is not None and size != expected:
        raise errors.cut_off(request.name)


def _write(file: BinaryIO, piece: bytes, name: str) -> None:
    try:
        file.write(piece)
        file.flush()
    except OSError as error:
        raise errors.no_room(name, error) from error
