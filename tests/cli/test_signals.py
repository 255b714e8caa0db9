"""A command that is told to end leaves nothing behind, and says so."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs the signals of POSIX")


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command that waits for standard input, and wait until it has made a folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grondslag", "validate", "-", "--each-graph", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    end = time.monotonic() + 60
    while not any(folder.glob("grondslag-*/*")):
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.05)
    return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_nothing_stays_behind(tmp_path: Path, number: signal.Signals) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip(f"{number.name} is ignored here, as under nohup")
    with started(tmp_path) as process:
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert list(tmp_path.iterdir()) == []
    assert said.decode() == "Afgebroken.\n"
    assert process.returncode == 128 + number


def test_in_english(tmp_path: Path) -> None:
    with started(tmp_path, "--lang", "en") as process:
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert said == b"Broken off.\n"


def test_workers_end_too(tmp_path: Path) -> None:
    graphs = "".join(
        f"<http://e/g{n}> {{ <http://e/a{n}> a <http://e/C> }}\n" for n in range(20_000)
    )
    file = tmp_path / "all.trig"
    file.write_text(graphs)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "grondslag", "validate", str(file), "--each-graph", "--jobs", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.parent.exists():
        process.kill()
        pytest.skip("needs /proc")
    end = time.monotonic() + 120
    while len(found := children.read_text().split()) < 3:
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.05)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert said == b"Afgebroken.\n" and process.returncode == 143
    assert list(temporary.iterdir()) == []
    end = time.monotonic() + 10
    while any(map(is_at_work, found)):
        assert time.monotonic() < end
        time.sleep(0.05)


def is_at_work(number: str) -> bool:
    """Tell whether a process is there, other than as an entry that nobody has taken notice of."""
    try:
        status = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
