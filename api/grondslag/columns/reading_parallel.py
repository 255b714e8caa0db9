"""Parsing in child processes, ahead of and beside the work of this one.

Nothing here needs NumPy or Polars: a program may begin to parse before it imports these.
"""

import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from grondslag.columns.reading_source import Document
from grondslag.columns.reading_split import Part, Plan, plan

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


class Child:
    """One process that parses one part, and the two threads that feed and empty it."""

    def __init__(self, document: Document, part: Part, syntax: ox.RdfFormat) -> None:
        """Start the process.

        Raises:
            OSError: when no process can be started.
        """
        found = importlib.util.find_spec("pyoxigraph")
        if not sys.executable or found is None or found.origin is None:
            raise OSError("no interpreter for a child process")
        # Where the package lies, in which the module is.
        folder = Path(found.origin).parent.parent
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", _SCRIPT, folder, _NAMES[syntax], str(_BATCH)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
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
            ChildFailed: when the process stopped before the end.
        """
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
                pipe.write(part.head)
                for block in document.blocks(part.start, part.end):
                    pipe.write(block)
                pipe.write(part.tail)
        except (OSError, ValueError):
            # The process is gone, or the file is; the one who empties sees no ending.
            return

    def _empty(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            try:
                while data := _message(pipe.read):
                    if not self._put(data):
                        break
                else:
                    self.state = json.loads(_message(pipe.read))
            except (OSError, ValueError, ChildFailed):
                self.state = None
        with self._ready:
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
