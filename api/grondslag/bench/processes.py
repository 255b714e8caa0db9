"""Runs one program as a whole process and measures it."""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """What one process took.

    ``wall`` and ``cpu`` are seconds from start to end, interpreter included; ``peak`` is the
    largest resident memory in bytes, children included as far as sampling sees them; ``code``
    the exit code, negative for a signal; ``output`` what it printed and ``errors`` the end of
    what it complained about.
    """

    wall: float
    cpu: float
    peak: int
    code: int
    timed_out: bool
    output: str
    errors: str


@dataclass(frozen=True)
class Program:
    """A command line, the file its output goes to if it is not kept, and extra environment."""

    command: tuple[str, ...]
    output: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)


class _FamilyMemory(threading.Thread):
    """Samples what a process and its children hold together; wait4 only knows each by itself."""

    _PERIOD = 0.05
    _PAGE = os.sysconf("SC_PAGE_SIZE")

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(self._PERIOD):
            children = self._children(self._pid)
            if children:
                family = [self._pid, *children]
                self.peak = max(self.peak, sum(self._resident(pid) for pid in family))

    def end(self) -> int:
        """Stop sampling and return the peak, 0 if there were no children."""
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
            # What a forked child shares with its parent is counted once, with the parent.
            return (int(resident) - (0 if pid == self._pid else int(shared))) * self._PAGE
        return 0


def run(program: Program, timeout: float) -> Measured:
    """Run a program until it ends or the time is over; then its whole process group is ended.

    Raises:
        OSError: if it cannot be started.
    """
    expired = threading.Event()
    with tempfile.TemporaryFile() as captured, tempfile.TemporaryFile() as errors:
        target = captured if program.output is None else program.output.open("wb")
        started = time.perf_counter()
        try:
            child = subprocess.Popen(
                program.command,
                stdout=target,
                stderr=errors,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **program.environment},
                start_new_session=True,
            )
        finally:
            if target is not captured:
                target.close()

        def stop() -> None:
            expired.set()
            # It may have ended by itself in this very moment.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)

        timer = threading.Timer(timeout, stop)
        timer.start()
        family = _FamilyMemory(child.pid)
        family.start()
        # wait4 and not Popen.wait: it alone tells what this one child used.
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        timer.cancel()
        together = family.end()
        child.returncode = os.waitstatus_to_exitcode(status)
        captured.seek(0)
        errors.seek(0)
        return Measured(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            peak=max(usage.ru_maxrss * 1024, together),
            code=child.returncode,
            timed_out=expired.is_set(),
            output=captured.read().decode("utf-8", "replace"),
            errors=errors.read().decode("utf-8", "replace")[-2000:],
        )
