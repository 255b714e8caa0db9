"""Where the output of a command goes."""

import sys

import pytest

from grondslag.cli.common import emit


class Pieces:
    """A standard output that keeps what is written to it."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> int:
        self.written.append(text)
        return len(text)


def test_large_output_is_written_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """One write of more than 2 GiB to standard output can be cut off without an error."""
    out, text = Pieces(), "één regel\n" * 500_000
    monkeypatch.setattr(sys, "stdout", out)
    emit(text, None)
    assert "".join(out.written) == text
    assert max(map(len, out.written)) <= 1 << 20
