"""Every reason that the engine can give has Dutch words: its own source says which there are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import grondslag.validation.columnar as engine
from grondslag.validation.reasons import in_dutch

FOLDER = Path(engine.__file__).parent
ERRORS = {"IllFormed", "TooMuch", "CannotAssess"}


def texts() -> Iterator[str]:
    """Yield what errors are raised with, a name in the place of what is put in."""
    for file in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ERRORS and node.args and (text := spoken(node.args[0])):
                yield text


def spoken(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "sh:name" for part in node.values
    )


@pytest.mark.parametrize("text", sorted(set(texts())))
def test_a_reason_has_dutch_words(text: str) -> None:
    assert in_dutch(text) != text


def test_all_reasons_were_found() -> None:
    assert len(set(texts())) > 30


def test_a_reason_of_several_parts() -> None:
    reason = (
        "(a shape without an address): the value of sh:minCount is not a whole number (xsd:integer)"
    )
    assert in_dutch(reason) == (
        "(een eis zonder adres): de waarde van sh:minCount is geen heel getal (xsd:integer)"
    )
    assert in_dutch("'(' is not a regular expression: '(' without ')', at character 1") == (
        "'(' is geen reguliere uitdrukking: '(' without ')', bij teken 1"
    )
