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
    """A command line, and the file its output goes to if it is not kept."""

    command: tuple[str, ...]
    output: Path | None = None


def run(program: Program, timeout: float) -> Measured:
    """Run a program until it ends or the time is over; then its whole process group is ended.

    Raises:
        OSError: if it cannot be started.
    """
    asked = {
        "command": program.command,
        "output": None if program.output is None else str(program.output),
        "timeout": timeout,
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
