"""Rules that are switched off: which are, and what a report then says."""

from datetime import date
from pathlib import Path

import pytest

from grondslag.errors import ShapesError
from grondslag.usecases import open_files, read_shapes
from grondslag.validation import Report, Shapes

PREFIXES = """\
@prefix e: <http://e/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONE = "e:One a sh:NodeShape ; sh:targetNode e:a ; sh:nodeKind sh:Literal ; sh:deactivated true .\n"


def shapes(folder: Path, text: str) -> Shapes:
    file = folder / "shapes.ttl"
    file.write_text(PREFIXES + text)
    return read_shapes([str(file)])


def report(folder: Path, rules: Shapes, engine: str = "columnar") -> Report:
    file = folder / "data.ttl"
    file.write_text(PREFIXES + "e:a e:p 1 .")
    return open_files([str(file)], date(2026, 11, 21)).validate(engine, rules)


@pytest.mark.parametrize("engine", ["columnar", "pyshacl"])
def test_a_file_in_which_everything_is_switched_off_conforms(tmp_path: Path, engine: str) -> None:
    """Such a file is well formed, and all terms conform to a deactivated shape (2.1.6)."""
    found = report(tmp_path, shapes(tmp_path, ONE), engine)
    assert found.conforms and found.rules_assessed == 0


def test_only_true_itself_switches_off(tmp_path: Path) -> None:
    """The value is ``true`` or ``false``; other ways to write them are other terms (1.2)."""
    off = shapes(tmp_path, ONE + ONE.replace("One", "Two").replace("true", '"false"^^xsd:boolean'))
    found = report(tmp_path, off)
    assert [each.code for each in found.violations] == ["http://e/Two"]
    assert found.rules_assessed == 1
    for value in ('"1"^^xsd:boolean', '"0"^^xsd:boolean', '"true"', "true , false"):
        with pytest.raises(ShapesError, match="sh:deactivated"):
            shapes(tmp_path, ONE.replace("true", value))


def test_a_query_that_is_switched_off_with_another_term_is_refused(tmp_path: Path) -> None:
    query = 'sh:sparql [ sh:select "SELECT $this WHERE {}" ; sh:deactivated "1"^^xsd:boolean ]'
    with pytest.raises(ShapesError, match="sh:deactivated"):
        shapes(tmp_path, ONE.replace("sh:deactivated true", query))


def test_rules_that_were_not_assessed_do_not_count(tmp_path: Path) -> None:
    query = """sh:sparql [ sh:select "SELECT $this ?failure WHERE { BIND (true AS ?failure) }" ]"""
    text = ONE + ONE.replace("One", "Two").replace("sh:deactivated true", query)
    found = report(
        tmp_path, shapes(tmp_path, text + ONE.replace("One", "Three").replace("true", "false"))
    )
    assert [each.code for each in found.not_assessed] == ["http://e/Two"]
    assert found.rules_assessed == 1
