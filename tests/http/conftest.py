"""A real server on loopback, with small data and tight limits."""

from collections.abc import Iterator

import pytest
from loopback import LIMITS, Client, running

from grondslag.catalogue import example
from grondslag.cli.serve import build
from grondslag.usecases import open_bytes, parse_date


@pytest.fixture(scope="session")
def bad() -> bytes:
    """Data in which rule PRC-03, and no other, finds something."""
    return example("PRC-03", "bad").encode()


@pytest.fixture(scope="session")
def client(bad: bytes) -> Iterator[Client]:
    """A client of a running server that has loaded ``bad``."""
    workspace = open_bytes("loaded.ttl", bad, "0" * 64, parse_date("2026-11-21"))
    with running(build(workspace, LIMITS, ("127.0.0.1",))) as base:
        yield Client(base)
