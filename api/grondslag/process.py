"""Settings for a process that does one job and ends, made before it loads anything large."""

import ctypes
import gc
import os
import sys

#: So many new objects before garbage is looked for. Python's own number suits programs that make
#: and drop much; here nearly everything that is read lives to the end, and looking for garbage
#: took a fifth of the time.
_NEW_OBJECTS = 200_000
_OLDER = (20, 100)
#: Seconds after which a thread that computes in Python lets another one go on. Threads that work
#: in NumPy ask for the interpreter between any two operations, and waited longer than they worked.
_TURN = 0.0005
_PYTHON = gc.get_threshold()
# Number of this option in the malloc.h of the GNU C library.
_M_ARENA_MAX = -8


def begin() -> None:
    """Take fewer turns at garbage, shorter turns of threads, and memory from one place.

    Memory that one thread has given back is then used by the next, instead of new memory that the
    system has to clear first: for a million triples a third less of it.
    """
    gc.set_threshold(_NEW_OBJECTS, *_OLDER)
    sys.setswitchinterval(_TURN)
    # Read by the allocator of Polars (jemalloc) when Polars is loaded; whoever set it knows best.
    os.environ.setdefault("_RJEM_MALLOC_CONF", "narenas:1")
    try:
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
    except (AttributeError, OSError, TypeError):
        # Another C library; then its allocator stays as it is.
        return


def stay() -> None:
    """Take back what does not suit a process that stays: garbage is looked for as Python does."""
    gc.set_threshold(*_PYTHON)


def end() -> None:
    """Leave what is left to go with the process, instead of looking for circles once more."""
    gc.freeze()
