"""A real server on loopback and a client that takes every status for an answer."""

import json
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI

from grondslag.settings import Settings

LIMITS = Settings(max_upload_bytes=100_000, query_seconds=2.0, query_rows=50)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass(frozen=True)
class Reply:
    """What came back over the wire."""

    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type()


@dataclass(frozen=True)
class Client:
    """Asks one server, and takes every status for an answer."""

    base: str

    def __call__(
        self,
        path: str,
        *,
        method: str | None = None,
        data: bytes | None = None,
        **headers: str,
    ) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.base + path, data, named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return Reply(reply.status, reply.headers, reply.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read())

    def form(
        self,
        path: str,
        fields: dict[str, str],
        file: tuple[str, bytes] | None = None,
        **headers: str,
    ) -> Reply:
        """Post a form as a browser does."""
        mark = "----------------boundary"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        if file:
            lead = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"'
            parts.append(f"{lead}\r\nContent-Type: application/octet-stream\r\n\r\n".encode())
            parts.append(file[1] + b"\r\n")
        data = b"".join(parts) + f"--{mark}--\r\n".encode()
        kind = f"multipart/form-data; boundary={mark}"
        return self(path, data=data, Content_Type=kind, **headers)

    def sparql(self, query: str, **headers: str) -> Reply:
        return self(f"/sparql?{urllib.parse.urlencode({'query': query})}", **headers)


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of loopback."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()
