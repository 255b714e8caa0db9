"""Odd literals are the point here; rdflib need not report each of them."""

from collections.abc import Iterator

import pytest

from differential.comparison import quiet


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with quiet():
        yield
