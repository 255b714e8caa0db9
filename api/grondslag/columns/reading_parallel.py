"""Parsing in child processes, ahead of and beside the work of this one.

Nothing here needs NumPy or Polars: a program may begin to parse before it imports these.
"""

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

import pyoxigraph as ox

from grondslag.columns.reading_source import Document
from grondslag.columns.reading_split import Part, Plan, plan
from grondslag.columns.turtle_head import looks_usual

#: Below this number of bytes a child process costs more than it saves.
SMALL = 2 << 20
#: Bytes of statements that may wait for each child before it has to wait.
_WAITING = 64 << 20
_BATCH = 50_000
_MOST_PARTS = 4
_PIPE = 1 << 20
_SCRIPT = Path(__file__).with_name("reading_child.py")
_NAMES = {
    ox.RdfFormat.TURTLE: "TURTLE",
    ox.RdfFormat.TRIG: "TRIG",
    ox.RdfFormat.JSON_LD: "JSON_LD",
    ox.RdfFormat.RDF_XML: "RDF_XML",
}


class ChildFailed(Exception):
    """A child process has not come to the end of its part."""


def without_ending(batches: Iterable[bytes], ending: bytes) -> Iterator[bytes]:
    """Yield batches, the last one without an ending.

    Raises:
        ChildFailed: when it does not end so.
    """
    held = b""
    for data in batches:
        if held:
            yield held
        held = data
    if not held.endswith(ending):
        raise ChildFailed
    if rest := held.removesuffix(ending):
        yield rest


class Child:
    """One process that parses one part, and the two threads that feed and empty it."""

    def __init__(self, document: Document, part: Part, syntax: ox.RdfFormat) -> None:
        """Start the process.

        Raises:
            OSError: when no process can be started.
        """
        if not sys.executable:
            raise OSError("no interpreter for a child process")
        folder = Path(ox.__file__).parent.parent
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", _SCRIPT, folder, _NAMES[syntax], str(_BATCH)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=_PIPE,
        )
        self._ending = part.ending
        self._ready = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._over = False
        #: Prefixes and base at the end of the part; None until then, and when it failed.
        self.state: dict[str, object] | None = None
        self._threads = [
            threading.Thread(target=self._feed, args=(document, part), daemon=True),
            threading.Thread(target=self._empty, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def batches(self) -> Iterator[bytes]:
        """Yield canonical N-Quads.

        Raises:
            ChildFailed: when the process stopped before the end, or the end is not as it has to be.
        """
        return without_ending(self._messages(), self._ending)

    def _messages(self) -> Iterator[bytes]:
        while True:
            with self._ready:
                self._ready.wait_for(lambda: self._waiting or self._over)
                if not self._waiting:
                    break
                data = self._waiting.popleft()
                self._size -= len(data)
                self._ready.notify_all()
            yield data
        if self.state is None:
            raise ChildFailed

    def close(self) -> None:
        """End the process, whatever it is doing, and wait for it and its threads."""
        with self._ready:
            self._over = True
            self._ready.notify_all()
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()

    def _feed(self, document: Document, part: Part) -> None:
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                try:
                    pipe.write(part.head)
                    for block in document.blocks(part.start, part.end):
                        pipe.write(block)
                    pipe.write(part.tail)
                except OSError:
                    # Part of a part must not pass for the whole of it.
                    self._process.kill()
        except OSError:
            # What was still to be written when the process was ended.
            return

    def _empty(self) -> None:
        assert self._process.stdout is not None
        state = None
        with self._process.stdout as pipe:
            try:
                while (data := _message(pipe)) and self._put(data):
                    continue
                if not data:
                    state = json.loads(_message(pipe))
            except (OSError, ValueError, EOFError):
                # The process ended early. Why is found out by reading again, without it.
                state = None
        with self._ready:
            self.state = state
            self._over = True
            self._ready.notify_all()

    def _put(self, data: bytes) -> bool:
        with self._ready:
            self._ready.wait_for(lambda: self._size < _WAITING or self._over)
            if self._over:
                return False
            self._waiting.append(data)
            self._size += len(data)
            self._ready.notify_all()
        return True


def _message(pipe: IO[bytes]) -> bytes:
    """Return one message of a child, whose length comes first.

    Raises:
        EOFError: when it is not whole.
    """
    length = int.from_bytes(_exactly(pipe, 8), "little")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


class Ahead:
    """The children that parse one document; to be closed, which ``with`` does."""

    def __init__(self, document: Document, syntax: ox.RdfFormat, parts: Plan) -> None:
        """Start a process for each part.

        Raises:
            OSError: when no process can be started.
        """
        self.plan = parts
        self.children: list[Child] = []
        try:
            for part in parts.parts:
                self.children.append(Child(document, part, syntax))
        except OSError:
            self.close()
            raise

    def __enter__(self) -> "Ahead":
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all processes."""
        self.close()

    def close(self) -> None:
        """End all processes; a second time does nothing."""
        for child in self.children:
            child.close()


def start(source: Path | bytes, syntax: ox.RdfFormat, *, bulk: bool = True) -> Ahead | None:
    """Begin to parse a large document in other processes, and return at once.

    Args:
        source: bytes, or a file.
        syntax: one of the six.
        bulk: whether what is read faster in bulk is left alone.

    Returns:
        What :func:`grondslag.columns.reading.read_rows` takes as ``ahead``; None when the
        document is small, or of a syntax that is read faster here, or on one processor.

    Raises:
        OSError: when a file cannot be read.
    """
    document = Document(source)
    cores = _cores()
    if syntax not in _NAMES or document.size < SMALL or cores < 2:
        return None
    if bulk and syntax in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) and looks_usual(document):
        return None
    try:
        return Ahead(document, syntax, plan(document, syntax, min(cores, _MOST_PARTS)))
    except OSError:
        # Without processes the document is read in this one.
        return None


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
