"""Rules that refer to other rules: what was not handed in is named, and nothing is assessed."""

from pathlib import Path

import pytest

from grondslag.errors import ShapesError
from grondslag.usecases.workspace import read_shapes

RULES = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:rules owl:imports ex:one , ex:two .
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:closed true .
"""
ONE = "<https://example.org/one> a <http://www.w3.org/2002/07/owl#Ontology> ."


def write(folder: Path, **texts: str) -> list[str]:
    files = []
    for name, text in texts.items():
        file = folder / f"{name}.ttl"
        file.write_text(text, encoding="utf-8")
        files.append(str(file))
    return files


def test_every_import_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ShapesError) as refused:
        read_shapes(write(tmp_path, rules=RULES))
    assert "<https://example.org/one>, <https://example.org/two>" in refused.value.text("nl")


def test_one_import_that_is_there_does_not_hide_another(tmp_path: Path) -> None:
    with pytest.raises(ShapesError) as refused:
        read_shapes(write(tmp_path, rules=RULES, one=ONE))
    assert "<https://example.org/two>" in refused.value.text("nl")
    assert "example.org/one" not in refused.value.text("nl")


def test_with_all_imports_handed_in_the_rules_are_read(tmp_path: Path) -> None:
    both = write(tmp_path, rules=RULES, one=ONE, two=ONE.replace("/one", "/two"))
    assert len(read_shapes(both).targeted) == 1
