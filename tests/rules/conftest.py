"""What several tests of the rules share."""

from pathlib import Path

import pytest

from grondslag.usecases.manifest import conformance_suite, write_suite


@pytest.fixture(scope="session")
def suite_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The conformance suite of all rules, exported once for all tests."""
    folder = tmp_path_factory.mktemp("suite")
    write_suite(folder, conformance_suite())
    return folder
