"""A file of 200 MB is read and checked within bounded memory, in a process of its own."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

MEBIBYTE = 1024 * 1024

#: What the reading and checking of 200 MB may take, in bytes; measured at 3.4 GB.
MEMORY_BOUND = 5 * 1024 * MEBIBYTE


def write_large(file: Path, size: int) -> int:
    """Write complete processings until the file is large enough; every 1000th lacks its ground."""
    number = written = 0
    filler = "toelichting op het doel van deze verwerking, " * 20
    with file.open("w", encoding="utf-8") as out:
        out.write(
            "@prefix gs: <https://w3id.org/grondslag/def#> .\n"
            "@prefix c: <https://w3id.org/grondslag/concept/> .\n"
            "@prefix norm: <https://w3id.org/grondslag/norm/> .\n"
            "@prefix e: <https://example.org/id/> .\n"
            "e:org a gs:Ministry ; gs:organisationKind c:orgkind-ministry .\n"
            "e:ground a gs:LegalGround ; gs:gdprGround c:ground-6-1-e ;\n"
            "  gs:hasProvision norm:suwi-art-64 .\n"
        )
        while written < size:
            ground = "" if number % 1000 == 0 else " ; gs:hasLegalGround e:ground"
            written += out.write(
                f"e:p{number} a gs:Processing ; gs:controller e:org ;\n"
                f'  gs:purpose "{filler}"@nl ;\n'
                f'  gs:retention "7 jaar"@nl ; gs:processingRegisterEntry "V-{number}"{ground} ;\n'
                '  gs:dataSubjects "aanvragers"@nl .\n'
            )
            number += 1
    return number


@pytest.mark.slow
def test_two_hundred_megabytes(tmp_path: Path) -> None:
    file = tmp_path / "large.ttl"
    number = write_large(file, 200 * MEBIBYTE)
    assert file.stat().st_size > 200 * MEBIBYTE

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BOUND, MEMORY_BOUND))

    run = subprocess.run(
        [sys.executable, "-m", "grondslag", "validate", str(file), "--as-of", "2026-11-21"]
        + ["--format", "json"],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    found = json.loads(run.stdout)["violations"]
    assert len(found) == len(range(0, number, 1000))
    assert {each["rule"] for each in found} == {"PRC-03"}
