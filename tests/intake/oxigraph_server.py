"""A real SPARQL 1.1 store for tests: the Oxigraph server on loopback."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Server:
    """Where a running server speaks the Graph Store Protocol, and where it answers queries."""

    store: str
    endpoint: str

    def load(self, data: bytes, media_type: str = "application/trig") -> None:
        """Add a whole data set."""
        headers = {"Content-Type": media_type}
        request = urllib.request.Request(self.store, data, headers, method="POST")
        with urllib.request.urlopen(request, timeout=30) as reply:
            assert reply.status in (200, 201, 204)


def binary() -> str:
    """Return the server program; a test that needs it is skipped where it is absent."""
    beside = Path(sys.executable).parent / "oxigraph"
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("the oxigraph server is not here (pip install oxigraph)")
    return found


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Run a server on a free port of loopback, with its data in a folder."""
    program = binary()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while True:
            assert process.poll() is None, "the oxigraph server did not start"
            assert time.monotonic() < deadline, "the oxigraph server does not listen"
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Server(f"http://127.0.0.1:{port}/store", f"http://127.0.0.1:{port}/query")
    finally:
        process.terminate()
        process.wait(30)
