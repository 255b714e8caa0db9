"""The bytes of one source, in memory or in a file, read piece by piece."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Document:
    """What is read: bytes or a file, without the byte order mark it may begin with.

    Positions count bytes from the first byte after that mark. A file is opened anew for every
    stretch, so that several threads can read at the same time.
    """

    def __init__(self, source: Path | bytes) -> None:
        """Look at a source.

        Raises:
            OSError: when a file cannot be read.
        """
        self._source = source
        if isinstance(source, bytes):
            begin, whole = source[:3], len(source)
        else:
            with source.open("rb") as file:
                begin = file.read(3)
                whole = file.seek(0, 2)
        self._skip = 3 if begin == _BYTE_ORDER_MARK else 0
        self.size = whole - self._skip

    def read(self, start: int, length: int) -> bytes:
        """Return at most so many bytes from a position on."""
        if isinstance(self._source, bytes):
            place = start + self._skip
            return self._source[place : place + length]
        with self.open(start) as file:
            return file.read(length)

    def open(self, start: int = 0) -> BinaryIO:
        """Return the bytes from a position on as a file; the caller closes it."""
        if isinstance(self._source, bytes):
            opened: BinaryIO = BytesIO(self._source)
        else:
            opened = self._source.open("rb")
        opened.seek(start + self._skip)
        return opened

    def blocks(self, start: int, end: int, size: int = 1 << 20) -> Iterator[bytes]:
        """Yield the bytes of a stretch in blocks.

        Raises:
            OSError: when a file has become shorter meanwhile.
        """
        with self.open(start) as file:
            left = end - start
            while left > 0:
                block = file.read(min(size, left))
                if not block:
                    raise OSError("the file became shorter while it was read")
                left -= len(block)
                yield block
