"""Runs our own engine once: ``python -m grondslag.bench.ours DATA SHAPES --out ROWS``.

Plain SHACL on the file as it is: nothing is added to the data or inferred. Writes the results as
rows and prints one line of JSON with the version and the seconds of each phase; the phases of
others are in ``runners/python_peer.py``. The data are read while modules and shapes are loaded, so
the phase of loading is the time that is waited for it.
"""

import argparse
import gc
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from grondslag import process
from grondslag.bench.syntax import SYNTAX
from grondslag.columns.reading_parallel import start


def main(arguments: list[str] | None = None) -> None:
    """Check one file and print the phases."""
    parser = argparse.ArgumentParser(prog="python -m grondslag.bench.ours")
    parser.add_argument("data", type=Path)
    parser.add_argument("shapes", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    started = time.perf_counter()
    process.begin()
    # Looking for circles of garbage would only cost.
    gc.disable()
    # Parsers in child processes begin while this process still loads its modules.
    ahead = start(chosen.data, SYNTAX[chosen.data.suffix])
    from grondslag.bench.ours_load import load

    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load, chosen.data, ahead)
        # Loading the modules is a phase of its own, as it is for the engines of others.
        from grondslag.bench import ours_phases

        seconds = {"import": time.perf_counter() - started}
        outcome = ours_phases.check(loading.result, chosen.shapes, chosen.out)
    phases = {name: round(each, 4) for name, each in (seconds | outcome.seconds).items()}
    print(
        json.dumps(
            {
                "version": outcome.version,
                "phases": phases,
                "not_assessed": outcome.not_assessed,
            }
        ),
        flush=True,
    )
    process.end()


if __name__ == "__main__":
    main()
