"""Merely parses a file with Oxigraph and keeps nothing: ``bare_parse.py FILE``.

The time under which nobody gets who reads with that parser. Prints one line of JSON.
"""

import importlib.metadata
import json
import sys
import time
from collections import deque

import pyoxigraph


def main(arguments: list[str]) -> None:
    """Parse one file, its format told by its name."""
    started = time.perf_counter()
    deque(pyoxigraph.parse(path=arguments[0]), maxlen=0)
    seconds = round(time.perf_counter() - started, 4)
    version = importlib.metadata.version("pyoxigraph")
    print(json.dumps({"version": version, "phases": {"load": seconds}}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
