"""Queries of strangers run in a process of their own, which can be killed.

Oxigraph cannot be interrupted, and an endless query would hold the service. So one process
has a copy of the graph, answers over a pipe, and is killed and replaced when it takes too long.
Inside, the process also gives up what a query does not need: it can open no file and no
connection any more, and its memory is bounded.
"""

import contextlib
import multiprocessing
import os
import re
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pyoxigraph as ox

from grondslag.errors import QueryError, QueryTimeout
from grondslag.http import guard
from grondslag.http.results import NotAcceptable, encode
from grondslag.settings import MEBIBYTE
from grondslag.vocabulary import PREFIXES

#: How much a query may use beside the loaded graph, in bytes.
MEMORY = 1024 * MEBIBYTE

#: How long loading the graph may take, in seconds.
_START_SECONDS = 300.0

Bound = Mapping[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
_ERRORS: dict[str, type[QueryError]] = {
    each.__name__: each for each in (QueryError, guard.Refused, NotAcceptable)
}

_PLACE = re.compile(r"error at (\d+):(\d+)")
_FEW = 8
_EXPECTED = re.compile(r'(?<=[ ,])(?:"[^"\\]{1,4}"|[A-Z]{2,})(?=[,.]|$)')


class WorkerLost(QueryTimeout):
    """The query process ended by itself, most likely because it ran out of memory."""


@dataclass(frozen=True)
class Job:
    """One query with its bindings and the Accept header of the client."""

    sparql: str
    accept: str | None
    bound: Bound


@dataclass(frozen=True)
class Encoded:
    """An answer, ready to send."""

    media_type: str
    body: bytes


@dataclass(frozen=True)
class Failed:
    """A query that was refused or malformed; errors do not travel over a pipe by themselves."""

    kind: str
    message_nl: str
    message_en: str
    line: int | None
    column: int | None


class QueryWorker:
    """Answers one query at a time from a graph in a file; safe to call from several threads."""

    def __init__(self, graph: Path, *, seconds: float, rows: int, memory: int = MEMORY) -> None:
        """Prepare, but start nothing yet.

        Args:
            graph: a file with N-Quads.
            seconds: how long one query may take.
            rows: how many rows or triples one answer may have.
            memory: how many bytes a query may use beside the graph.
        """
        self._graph, self._seconds, self._rows, self._memory = graph, seconds, rows, memory
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False

    def run(self, sparql: str, accept: str | None = None, bound: Bound | None = None) -> Encoded:
        """Answer a query.

        Raises:
            QueryTimeout: if it takes too long, or other queries do.
            WorkerLost: if it uses too much memory.
            QueryError: if it is malformed, refused or has too large an answer.
        """
        if not self._lock.acquire(timeout=self._seconds):
            raise QueryTimeout(
                "Er lopen nog andere vragen. Probeer het straks opnieuw.",
                "Other queries are still running. Try again in a moment.",
            )
        try:
            reply = self._exchange(Job(sparql, accept, dict(bound or {})))
        finally:
            self._lock.release()
        if isinstance(reply, Failed):
            error = _ERRORS[reply.kind]
            raise error(reply.message_nl, reply.message_en, line=reply.line, column=reply.column)
        return reply

    def close(self) -> None:
        """End the process; a next query would start another."""
        with self._lock:
            self._end()

    def _exchange(self, job: Job) -> Encoded | Failed:
        pipe = self._connect()
        try:
            pipe.send(job)
            if pipe.poll(self._seconds):
                reply: Encoded | Failed = pipe.recv()
                return reply
        except (EOFError, OSError):
            self._end()
            raise WorkerLost(
                "Deze vraag gebruikt te veel geheugen. Stel een engere vraag.",
                "This query uses too much memory. Ask a narrower one.",
            ) from None
        self._end()
        # The replacement loads the graph while the client reads why its query was stopped.
        self._start()
        raise QueryTimeout(
            f"Deze vraag duurt langer dan {self._seconds:g} seconden en is gestopt. Stel een "
            "engere vraag.",
            f"This query takes longer than {self._seconds:g} seconds and was stopped. Ask a "
            "narrower one.",
        )

    def _connect(self) -> Connection:
        """Return the pipe to a process that has loaded the graph."""
        for _ in range(2):
            pipe = self._pipe if self._pipe and self._process and self._process.is_alive() else None
            if pipe is None:
                self._end()
                pipe = self._start()
            if self._ready:
                return pipe
            try:
                if pipe.poll(_START_SECONDS):
                    pipe.recv()
                    self._ready = True
                    return pipe
            except (EOFError, OSError):
                pass
            self._end()
        raise WorkerLost(
            "Het proces voor vragen start niet. Meld dit aan de beheerder.",
            "The process for queries does not start. Tell the administrator.",
        )

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        mine, theirs = context.Pipe()
        process = context.Process(
            target=_work,
            args=(theirs, str(self._graph), self._seconds, self._rows, self._memory),
            name="grondslag-query",
            daemon=True,
        )
        process.start()
        theirs.close()
        self._process, self._pipe, self._ready = process, mine, False
        return mine

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _work(pipe: Connection, graph: str, seconds: float, rows: int, memory: int) -> None:
    """Load the graph and answer jobs until the pipe closes; this is the other process."""
    # Ctrl-C reaches every process of a terminal; only the service itself may act on it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    store = ox.Store()
    store.bulk_load(path=graph, format=ox.RdfFormat.N_QUADS)
    _confine(memory)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(None)
        while True:
            job: Job = pipe.recv()
            # If the service itself is gone nobody kills us; then the kernel does.
            _alarm(2 * seconds + 5)
            reply = _answer(store, job, rows)
            _alarm(0)
            pipe.send(reply)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _confine(memory: int) -> None:
    """Bound the memory from here on, and make it impossible to open anything."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit still holds.
        return
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        bound = pages * os.sysconf("SC_PAGE_SIZE") + memory
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    # Descriptors that are open stay usable, so the pipe lives on.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _answer(store: ox.Store, job: Job, rows: int) -> Encoded | Failed:
    try:
        _check(job.sparql)
        answer = store.query(job.sparql, substitutions=dict(job.bound) or None)
        return Encoded(*encode(answer, job.accept, rows, PREFIXES))
    except SyntaxError as error:
        if guard.is_update(job.sparql):
            return _failed(guard.read_only())
        return _failed(_malformed(error))
    except QueryError as error:
        return _failed(error)
    except (MemoryError, OSError, RuntimeError, ValueError) as error:
        return _failed(
            QueryError(
                f"Deze vraag kan niet worden beantwoord: {error}.",
                f"This query cannot be answered: {error}.",
            )
        )


def _malformed(error: SyntaxError) -> QueryError:
    """Return a readable error: Oxigraph lists every character class that could have come next."""
    text = str(error.msg)
    place = _PLACE.match(text)
    expected = _EXPECTED.findall(text)
    known = f": {', '.join(expected)}" if place and 0 < len(expected) <= _FEW else ""
    hint_nl = f" Hier hoort iets anders te staan{known}." if place else f" {text}"
    hint_en = f" Something else belongs here{known}." if place else f" {text}"
    return QueryError(
        f"De vraag is geen geldige SPARQL.{hint_nl}",
        f"The query is not valid SPARQL.{hint_en}",
        line=int(place[1]) if place else error.lineno,
        column=int(place[2]) if place else error.offset,
    )


def _check(sparql: str) -> None:
    """Apply the guard, and prefer the message of Oxigraph for what is simply malformed.

    Raises:
        Refused: as :func:`grondslag.http.guard.check`.
        SyntaxError: if it is no query at all.
    """
    try:
        guard.check(sparql)
    except guard.Refused as refusal:
        if refusal.__cause__ is not None:
            with contextlib.suppress(OSError):
                ox.Store().query(sparql)
        raise


def _failed(error: QueryError) -> Failed:
    return Failed(
        type(error).__name__, error.message_nl, error.message_en, error.line, error.column
    )
