"""What the register tests share: the fictional export and tables, and the real ones."""

import os
from pathlib import Path

import pytest

from grondslag.register import (
    Organisations,
    RegisterExport,
    read_export,
    read_organisations,
)

FIXTURES = Path(__file__).parent / "fixtures"
REPOSITORY = Path(__file__).parents[2]
SHARED_EXPORT = "registers/algoritmeregister_2026-08-08.json"


@pytest.fixture(scope="session")
def export() -> RegisterExport:
    return read_export(FIXTURES / "export.json")


@pytest.fixture(scope="session")
def organisations() -> Organisations:
    return read_organisations(FIXTURES / "reference")


@pytest.fixture(scope="session")
def shipped() -> Organisations:
    return read_organisations(REPOSITORY / "data" / "reference")


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("GRONDSLAG_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / SHARED_EXPORT).is_file():
        pytest.skip(f"the shared public data is absent: no {SHARED_EXPORT} in {folder}")
    return folder


@pytest.fixture(scope="session")
def real_export(shared: Path) -> RegisterExport:
    return read_export(shared / SHARED_EXPORT)
