"""What tests of all packages share."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared public data; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("GRONDSLAG_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared public data are not here (set GRONDSLAG_SHARED)")
    return folder
