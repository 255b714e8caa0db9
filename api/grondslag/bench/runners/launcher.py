"""Starts one program, waits for it and measures it: ``launcher.py SPECIFICATION``.

A process of its own, and a small one: what the kernel tells about the memory of a child starts at
what its parent held when it was forked. The specification is JSON: ``command``, ``output`` (a
file, or null to keep what is printed), ``timeout`` in seconds and ``memory`` in bytes. Prints
the measurement as JSON, with the fields of :class:`grondslag.bench.processes.Measured`.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_KEPT_OF_ERRORS = 2000


class FamilyMemory(threading.Thread):
    """Samples what a process and its children hold together; wait4 only knows each by itself.

    When they hold more than they may, they are stopped before the kernel stops something else.
    """

    _PERIOD = 0.05
    _PAGE = os.sysconf("SC_PAGE_SIZE")

    def __init__(self, pid: int, limit: int, stop: Callable[[], None]) -> None:
        """Prepare to look at a process, and to call ``stop`` above the limit in bytes."""
        super().__init__(daemon=True)
        self.peak = 0
        self.exceeded = False
        self._limit = limit
        self._stop_them = stop
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        """Sample until told to stop."""
        while not self._over.wait(self._PERIOD):
            family = [self._pid, *self._children(self._pid)]
            self.peak = max(self.peak, sum(self._resident(pid) for pid in family))
            if self.peak > self._limit and not self.exceeded:
                self.exceeded = True
                self._stop_them()

    def end(self) -> int:
        """Stop sampling and return the peak in bytes, as far as it was seen."""
        self._over.set()
        self.join()
        return self.peak

    def _children(self, pid: int) -> list[int]:
        found: list[int] = []
        # A process may end while it is looked at.
        with contextlib.suppress(OSError):
            for listing in Path(f"/proc/{pid}/task").glob("*/children"):
                found += [int(each) for each in listing.read_text().split()]
        return found + [each for child in found for each in self._children(child)]

    def _resident(self, pid: int) -> int:
        with contextlib.suppress(OSError):
            resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
            # What a child maps from a file is shared with its parent and counted there.
            return (int(resident) - (0 if pid == self._pid else int(shared))) * self._PAGE
        return 0


def launch(command: list[str], output: str | None, timeout: float, memory: int) -> dict[str, Any]:
    """Run a command until it ends or goes beyond a limit; then its process group is ended."""
    expired = threading.Event()
    with tempfile.TemporaryFile() as captured, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        with contextlib.ExitStack() as files:
            target = captured if output is None else files.enter_context(Path(output).open("wb"))
            child = subprocess.Popen(
                command,
                stdout=target,
                stderr=errors,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

        def stop() -> None:
            # It may have ended by itself in this very moment.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)

        def expire() -> None:
            expired.set()
            stop()

        timer = threading.Timer(timeout, expire)
        timer.start()
        family = FamilyMemory(child.pid, memory, stop)
        family.start()
        # wait4 and not Popen.wait: it alone tells what this one child used.
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        timer.cancel()
        together = family.end()
        child.returncode = os.waitstatus_to_exitcode(status)
        captured.seek(0)
        errors.seek(0)
        return {
            "wall": wall,
            "cpu": usage.ru_utime + usage.ru_stime,
            "peak": max(usage.ru_maxrss * 1024, together),
            "code": child.returncode,
            "timed_out": expired.is_set(),
            "over_memory": family.exceeded,
            "output": captured.read().decode("utf-8", "replace"),
            "errors": errors.read().decode("utf-8", "replace")[-_KEPT_OF_ERRORS:],
        }


def main(arguments: list[str]) -> None:
    """Launch what the specification says."""
    asked = json.loads(arguments[0])
    try:
        measured = launch(**asked)
    except OSError as error:
        measured = {"error": str(error)}
    print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
