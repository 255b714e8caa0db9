"""Sets of places in a text, one bit a byte, so that one operation looks at 64 places.

Words are little-endian whatever the machine is: bit ``i`` of word ``w`` is place ``64 * w + i``.
"""

import numpy as np
import numpy.typing as npt

Text = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

_WORD = np.dtype("<u8")
# What is compared at a time stays in the cache; a smaller block would mean more operations, and
# between any two of them a thread waits for the interpreter.
_BLOCK = 1 << 20


def where(data: bytes, signs: bytes) -> list[Words]:
    """Return for each sign the set of the places where it stands."""
    text = np.frombuffer(data, np.uint8)
    count = -(-len(text) // 64)
    found = np.zeros((len(signs), count * 8), np.uint8)
    present = [(number, sign) for number, sign in enumerate(signs) if sign in data]
    for start in range(0, len(text), _BLOCK):
        block = text[start : start + _BLOCK]
        for number, sign in present:
            bits = np.packbits(block == sign, bitorder="little")
            found[number, start // 8 : start // 8 + len(bits)] = bits
    return list(found.view(_WORD))


def of(places: Places, words: int) -> Words:
    """Return the set of some places, in so many words."""
    flags = np.zeros(words * 64, np.uint8)
    flags[places] = 1
    return np.packbits(flags, bitorder="little").view(_WORD)


def ranges(starts: list[int], ends: list[int], size: int) -> Words:
    """Return the set of all places from each start up to, and without, the end that goes with it.

    The ranges do not overlap.
    """
    flags = np.zeros(-(-size // 64) * 64, np.uint8)
    for start, end in zip(starts, ends, strict=True):
        flags[start:end] = 1
    return np.packbits(flags, bitorder="little").view(_WORD)


def after(words: Words) -> Words:
    """Return the places whose predecessor is in the set."""
    result = words << np.uint64(1)
    result[1:] |= words[:-1] >> np.uint64(63)
    return result


def before(words: Words) -> Words:
    """Return the places whose successor is in the set."""
    result = words >> np.uint64(1)
    result[:-1] |= words[1:] << np.uint64(63)
    return result


def between(words: Words) -> Words:
    """Return the places from the first, third, ... member up to, and without, the next one."""
    result = words.copy()
    for width in (1, 2, 4, 8, 16, 32):
        result ^= result << np.uint64(width)
    odd = np.bitwise_xor.accumulate(result >> np.uint64(63))
    # All bits of a word are turned when an odd number of members comes before it.
    result[1:] ^= np.uint64(0) - odd[:-1]
    return result


def listed(words: Words) -> Places:
    """Return the members in order."""
    return np.flatnonzero(_flags(words))


def members(words: Words, places: Places) -> npt.NDArray[np.bool_]:
    """Tell for each place whether it is in the set."""
    return _flags(words)[places]


def _flags(words: Words) -> npt.NDArray[np.bool_]:
    return np.unpackbits(words.view(np.uint8), bitorder="little").view(np.bool_)
