"""``grondslag validate --explain``: how every rule was assessed."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grondslag.cli.main import app
from grondslag.cli.plan import show_plan
from grondslag.errors import InputError
from grondslag.usecases import open_files, read_shapes

SHAPES = """\
@prefix e: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
e:Good a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:minCount 1 .
e:Odd a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ;
    sh:sparql [ sh:select "SELECT $this { FILTER(RAND() < 2) }" ] .
"""


def test_the_plan_names_the_rules_that_were_not_assessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES, "utf-8")
    (tmp_path / "data.ttl").write_text('<https://example.org/a> <https://example.org/p> "x" .')
    workspace = open_files([str(tmp_path / "data.ttl")], date(2026, 11, 21))
    report = workspace.validate(shapes=read_shapes([str(tmp_path / "shapes.ttl")]))
    show_plan(report, "nl")
    rows = capsys.readouterr().err.splitlines()
    assert [row for row in rows if "example.org/Good" in row and "kolommen" in row]
    assert [row for row in rows if "example.org/Odd" in row and "niet getoetst: " in row]


def test_pyshacl_has_no_plan_to_show() -> None:
    done = CliRunner().invoke(app, ["validate", "demo", "--engine", "pyshacl", "--explain"])
    assert isinstance(done.exception, InputError)
    assert "pySHACL vertelt dat niet" in done.exception.text("nl")
    assert done.exception.exit_code == 2
