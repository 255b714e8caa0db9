"""The pages on a real server, and a real browser where there is one."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent.parent / "http"))

from loopback import Client, running

from grondslag.cli.serve import build
from grondslag.settings import Settings
from grondslag.usecases import open_files, parse_date

CHROMIUM = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    """A client of a running server that has loaded the demo."""
    workspace = open_files(["demo"], parse_date("2026-11-21"))
    with running(build(workspace, Settings(max_upload_bytes=100_000))) as base:
        yield Client(base)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser; skips where Playwright or Chromium is missing."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium found")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
