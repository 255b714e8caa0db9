"""Put an input, unpacked and within limits, in a file of our own, a piece at a time.

For inputs that are looked at before they are read: the memory needed is that of one piece.
"""

import hashlib
import io
import lzma
import sys
import zlib
from dataclasses import dataclass
from itertools import chain, takewhile
from pathlib import Path
from typing import BinaryIO

from grondslag.errors import InputError
from grondslag.intake.formats import split_name
from grondslag.intake.sources import MAGIC, OPENERS, Source, Stream, too_large
from grondslag.settings import MEBIBYTE, Settings

_PIECE = MEBIBYTE
#: Compressed sizes below this many bytes count as this many in the ratio that is allowed.
_LEAST_RAW = 1024


@dataclass(frozen=True)
class Spooled:
    """An input on disk, unpacked: its file, size in bytes, and the SHA-256 of what was given."""

    path: Path
    size: int
    sha256: str


class _Counted(io.RawIOBase):
    """Bytes as handed in: counts and fingerprints them while another reads."""

    def __init__(self, start: bytes, rest: Stream, bound: int, name: str) -> None:
        self._pieces = chain((start,), takewhile(bool, iter(lambda: rest.read(_PIECE), None)))
        self._piece = memoryview(b"")
        self._bound, self._name = bound, name
        self.size = 0
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if not self._piece:
            piece = next(self._pieces, b"")
            self.size += len(piece)
            if self.size > self._bound:
                raise too_large(self._bound, self._name)
            self.digest.update(piece)
            self._piece = memoryview(piece)
        count = min(len(buffer), len(self._piece))
        buffer[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count


def spool(source: Source, limits: Settings, target: Path) -> Spooled:
    """Copy a source to a file, unpacked.

    Raises:
        InputError: if it cannot be read or unpacked.
        LimitExceeded: if it is, or unpacks to, more than the limits allow.
    """
    if source.path is None:
        return _spool(source.name, sys.stdin.buffer, limits, target)
    try:
        stream = source.path.open("rb")
    except OSError as error:
        raise InputError(
            f"Dit bestand kan niet worden gelezen: {error.strerror}.",
            f"This file cannot be read: {error.strerror}.",
            file=source.name,
        ) from error
    with stream:
        return _spool(source.name, stream, limits, target)


def _spool(name: str, stream: BinaryIO, limits: Settings, target: Path) -> Spooled:
    start = stream.read(_PIECE)
    _, compression = split_name(name)
    if compression is None:
        compression = next((kind for magic, kind in MAGIC.items() if start.startswith(magic)), None)
    raw = _Counted(start, stream, limits.max_input_bytes, name)
    whole = io.BufferedReader(raw, _PIECE)
    if compression is None:
        size = _copy(whole, raw, limits.max_input_bytes, None, name, target)
    else:
        try:
            with OPENERS[compression](whole) as unpacked:
                size = _copy(
                    unpacked, raw, limits.max_input_bytes, limits.max_expansion, name, target
                )
        except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
            raise InputError(
                f"Dit bestand is geen goed .{compression}-bestand. Pak het opnieuw in.",
                f"This file is not a sound .{compression} file. Pack it again.",
                file=name,
            ) from error
        while whole.read(_PIECE):
            pass
    return Spooled(target, size, raw.digest.hexdigest())


def _copy(
    stream: Stream, raw: _Counted, most: int, expansion: int | None, name: str, target: Path
) -> int:
    size = 0
    with target.open("wb") as file:
        while piece := stream.read(_PIECE):
            size += len(piece)
            bound = most
            if expansion is not None:
                bound = min(most, max(raw.size, _LEAST_RAW) * expansion)
            if size > bound:
                raise too_large(bound, name)
            file.write(piece)
    return size
