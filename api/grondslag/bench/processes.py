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
    largest resident memory in bytes; ``code`` the exit code, negative for a signal; ``output``
    what it printed and ``errors`` the end of what it complained about.
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
        # wait4 and not Popen.wait: it alone tells what this one child used.
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        captured.seek(0)
        errors.seek(0)
        return Measured(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            peak=usage.ru_maxrss * 1024,
            code=child.returncode,
            timed_out=expired.is_set(),
            output=captured.read().decode("utf-8", "replace"),
            errors=errors.read().decode("utf-8", "replace")[-2000:],
        )
