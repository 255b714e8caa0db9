"""Refuse JSON that is nested too deep, before a parser sees it.

Oxigraph parses JSON-LD by recursion: some thousands of levels take gigabytes, and then the stack,
and with it the whole process. So the levels are counted first, in pieces, outside of strings. Of
RDF/XML expat counts the levels, which does not recurse.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from grondslag.errors import InputError
from grondslag.settings import MEBIBYTE

#: Levels of brackets or of elements that are read. Data that people hand in have some ten.
MOST_LEVELS = 200

_PIECE = MEBIBYTE
_SIGNS = b'"[]{}'
_OTHERS = bytes(set(range(256)) - set(_SIGNS))
_STEPS = np.zeros(256, np.int8)
_STEPS[list(b"[{")] = 1
_STEPS[list(b"]}")] = -1
_QUOTE = ord('"')
_TOKEN = re.compile(rb"\\.|[" + re.escape(_SIGNS) + rb"]", re.DOTALL)


def too_deep(name: str, line: int | None) -> InputError:
    """Return the refusal of a document that is nested too deep."""
    return InputError(
        f"Dit bestand is dieper genest dan {MOST_LEVELS} niveaus. Zo diep wordt niet gelezen. "
        "Geef de dingen binnenin een eigen adres, en zet ze naast elkaar in het bestand.",
        f"This file is nested deeper than {MOST_LEVELS} levels, which is not read. Give the "
        "things inside an address of their own, and put them beside each other in the file.",
        file=name,
        line=line,
    )


def check_json(source: bytes | Path, name: str) -> None:
    """Refuse JSON with too many levels of brackets; its syntax is for the parser to judge.

    Args:
        source: the document, or the file it is in, of which a piece at a time is in memory.
        name: how it is called in messages.

    Raises:
        InputError: with the line.
    """
    depth, is_inside, line, left = 0, False, 1, b""
    for block in _blocks(source):
        piece = left + block
        # A run of backslashes is read in pairs from its start. The last one of a piece may belong
        # to a sign of the next; outside of strings there is none in JSON.
        text = piece
        if b"\\" in piece:
            text = piece.replace(b"\\\\", b"").replace(b'\\"', b"")
        left = b"\\" if text.endswith(b"\\") else b""
        # Two marks side by side change nothing for what follows; most strings go by this alone.
        signs = np.frombuffer(text.translate(None, _OTHERS).replace(b'""', b""), np.uint8)
        quotes = np.cumsum(signs == _QUOTE, dtype=np.int64) + is_inside
        steps = _STEPS[signs]
        steps[quotes % 2 == 1] = 0
        levels = np.cumsum(steps, dtype=np.int64) + depth
        if len(levels):
            if levels.max() > MOST_LEVELS:
                raise too_deep(name, line + _breaks_before(piece, depth, is_inside))
            depth, is_inside = int(levels[-1]), bool(quotes[-1] % 2)
        line += block.count(b"\n")


def _blocks(source: bytes | Path) -> Iterable[bytes]:
    if isinstance(source, bytes):
        return (source[at : at + _PIECE] for at in range(0, len(source), _PIECE))
    return _blocks_of_file(source)


def _blocks_of_file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_PIECE):
            yield block


def _breaks_before(piece: bytes, depth: int, is_inside: bool) -> int:
    """Return how many lines of a piece end before the bracket that is one too many."""
    for token in _TOKEN.finditer(piece):
        sign = token[0]
        if sign == b'"':
            is_inside = not is_inside
        elif not is_inside and len(sign) == 1:
            depth += int(_STEPS[sign[0]])
            if depth > MOST_LEVELS:
                return piece.count(b"\n", 0, token.start())
    return piece.count(b"\n")
