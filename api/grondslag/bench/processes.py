"""Runs one program as a whole process and measures it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_LAUNCHER = Path(__file__).resolve().parent / "runners" / "launcher.py"


@dataclass(frozen=True)
class Measured:
    """What one process took.

    ``wall`` and ``cpu`` are seconds from start to end, interpreter included; ``peak`` is the
    largest resident memory in bytes, children included as far as sampling sees them; ``code``
    the exit code, negative for a signal; ``timed_out`` and ``over_memory`` tell why it was
    stopped; ``output`` is what it printed and ``errors`` the end of what it complained about.
    """

    wall: float
    cpu: float
    peak: int
    code: int
    timed_out: bool
    over_memory: bool
    output: str
    errors: str


@dataclass(frozen=True)
class Program:
    """A command line, and the file its output goes to if it is not kept."""

    command: tuple[str, ...]
    output: Path | None = None


def available_memory() -> int:
    """Return how many bytes programs can still get, by Linux's own estimate."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    raise OSError("no MemAvailable in /proc/meminfo")


def run(program: Program, timeout: float, memory: int | None = None) -> Measured:
    """Run a program until it ends or goes beyond a limit; then its process group is ended.

    Args:
        program: what to run.
        timeout: in seconds.
        memory: in bytes, of all its processes together; None is nine tenths of what is free.

    Raises:
        OSError: if it cannot be started.
    """
    asked = {
        "command": program.command,
        "output": None if program.output is None else str(program.output),
        "timeout": timeout,
        "memory": available_memory() * 9 // 10 if memory is None else memory,
    }
    # Without site packages, so that the launcher stays small; what it starts does not inherit that.
    launcher = (sys.executable, "-I", "-S", str(_LAUNCHER), json.dumps(asked))
    done = subprocess.run(launcher, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(done.stderr.strip()[-300:] or f"exit {done.returncode}")
    told = json.loads(done.stdout)
    if "error" in told:
        raise OSError(told["error"])
    return Measured(**told)
