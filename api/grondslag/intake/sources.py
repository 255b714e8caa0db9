"""Find the inputs that a user names, and take their bytes within limits."""

import bz2
import gzip
import hashlib
import lzma
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from grondslag import content
from grondslag.errors import InputError, LimitExceeded
from grondslag.intake.formats import is_rdf_name, split_name
from grondslag.settings import MEBIBYTE, Settings

#: The name that stands for standard input on the command line.
STANDARD_INPUT = "-"

_CHUNK = MEBIBYTE


class Stream(Protocol):
    """What is needed of a stream: its next bytes."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""
        ...


#: How each compression is opened.
OPENERS: dict[str, Callable[[BinaryIO], AbstractContextManager[Stream]]] = {
    "gz": lambda packed: gzip.GzipFile(fileobj=packed, mode="rb"),
    "bz2": lambda packed: bz2.BZ2File(packed, mode="rb"),
    "xz": lambda packed: lzma.LZMAFile(packed, mode="rb"),  # noqa: SIM115
}

#: The first bytes by which a compression is known.
MAGIC = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ": "xz"}


@dataclass(frozen=True)
class Source:
    """An input to open: how it is called in messages, and its path (None: standard input).

    ``media_type`` is given for what we put there ourselves: unpacked, and of that type whatever
    the name looks like. ``document`` is given for pieces of one document, whose blank nodes are
    the same in each: what they have in common. ``is_kept`` is false for what nobody can look up
    afterwards, such as the answer of a store.
    """

    name: str
    path: Path | None
    media_type: str | None = None
    document: str | None = None
    is_kept: bool = True


def find_sources(names: Iterable[str | Source], remarks: list[tuple[str, str]]) -> list[Source]:
    """Turn the names a user gives into sources: files, folders, shipped data sets or ``-``.

    A folder stands for the RDF files in it, in order of name; what else is in it is said in
    ``remarks``. What is a source already stays as it is.

    Raises:
        InputError: for something that does not exist, or a folder without RDF files.
    """
    return [source for name in names for source in _expand(name, remarks)]


def _expand(name: str | Source, remarks: list[tuple[str, str]]) -> Iterator[Source]:
    if isinstance(name, Source):
        yield name
        return
    if name == STANDARD_INPUT:
        yield Source("<stdin>", None)
        return
    path = Path(name)
    if not name or not _exists(path):
        shipped = content.shipped_data(name)
        if shipped is None:
            raise InputError(
                "Dit bestand bestaat niet. Controleer de naam, of gebruik een van de "
                f"meegeleverde gegevens: {', '.join(content.SHIPPED_DATA)}.",
                "There is no such file. Check the name, or use one of the shipped data sets: "
                f"{', '.join(content.SHIPPED_DATA)}.",
                file=name,
            )
        path = shipped
    if not path.is_dir():
        yield Source(name, path)
        return
    files = sorted(f for f in path.iterdir() if f.is_file() and is_rdf_name(f.name))
    if not files:
        raise InputError(
            "In deze map staat geen RDF-bestand. Noem een bestand, of een map met .ttl, .trig, "
            ".nt, .nq, .jsonld of .rdf.",
            "There is no RDF file in this folder. Name a file, or a folder with .ttl, .trig, "
            ".nt, .nq, .jsonld or .rdf.",
            file=name,
        )
    # Shipped data sets come with a README and nothing else; only a user's folder is remarked on.
    skipped = sorted(f.name for f in path.iterdir() if f not in files and f.suffix != ".md")
    if skipped:
        remarks.append(
            (
                f"niet gelezen uit {name}: {', '.join(skipped)}. Noem een map of bestand apart.",
                f"not read from {name}: {', '.join(skipped)}. Name a folder or file by itself.",
            )
        )
    for file in files:
        yield Source(f"{name.rstrip('/')}/{file.name}", file)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def take(source: Source, limits: Settings) -> tuple[bytes, str]:
    """Return the decompressed bytes of a source and the SHA-256 of the bytes as handed in.

    Raises:
        InputError: if the file cannot be read or unpacked.
        LimitExceeded: if it is, or unpacks to, more than the limits allow.
    """
    if source.path is None:
        return take_stream(source.name, sys.stdin.buffer, limits)
    try:
        with source.path.open("rb") as stream:
            if source.media_type is not None:
                raw = _bounded(stream, limits.max_input_bytes, source.name)
                return raw, hashlib.sha256(raw).hexdigest()
            return take_stream(source.name, stream, limits)
    except OSError as error:
        raise InputError(
            f"Dit bestand kan niet worden gelezen: {error.strerror}.",
            f"This file cannot be read: {error.strerror}.",
            file=source.name,
        ) from error


def take_stream(name: str, stream: BinaryIO, limits: Settings) -> tuple[bytes, str]:
    """Return the decompressed bytes of a stream and the SHA-256 of the bytes as handed in.

    Raises:
        InputError: if it cannot be unpacked.
        LimitExceeded: if it is, or unpacks to, more than the limits allow.
    """
    raw = _bounded(stream, limits.max_input_bytes, name)
    digest = hashlib.sha256(raw).hexdigest()
    _, compression = split_name(name)
    if compression is None:
        compression = next((kind for magic, kind in MAGIC.items() if raw.startswith(magic)), None)
    if compression is None:
        return raw, digest
    bound = min(limits.max_input_bytes, max(len(raw), 1024) * limits.max_expansion)
    packed = BytesIO(raw)
    try:
        with OPENERS[compression](packed) as unpacked:
            return _bounded(unpacked, bound, name), digest
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise InputError(
            f"Dit bestand is geen goed .{compression}-bestand. Pak het opnieuw in.",
            f"This file is not a sound .{compression} file. Pack it again.",
            file=name,
        ) from error


def _bounded(stream: Stream, bound: int, name: str) -> bytes:
    """Read a stream, and stop as soon as it is larger than allowed."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > bound:
            raise too_large(bound, name)
        parts.append(chunk)
    return b"".join(parts)


def too_large(bound: int, name: str) -> LimitExceeded:
    """Return the error for an input of more than so many bytes."""
    return LimitExceeded(
        f"Dit bestand is (uitgepakt) groter dan toegestaan: {bound:,} bytes. "
        "Splits het, of verhoog GRONDSLAG_MAX_INPUT_BYTES.",
        f"This file is (unpacked) larger than allowed: {bound:,} bytes. "
        "Split it, or raise GRONDSLAG_MAX_INPUT_BYTES.",
        file=name,
    )
