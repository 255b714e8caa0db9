"""What is nested too deep is refused before a parser sees it: it would end the process."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from grondslag.errors import InputError
from grondslag.intake import nesting, read_bytes, read_files
from grondslag.intake.nesting import MOST_LEVELS, check_json
from grondslag.settings import Settings
from grondslag.usecases.many import Division, validate_many

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def deep(levels: int, filler: str = "") -> str:
    """JSON-LD with so many levels of brackets; the one too many for 201 is on line 4."""
    middle = '{"http://e/p":' * (levels - 2)
    return f'{filler}{{"@id": "http://e/a",\n "http://e/q": "x[[{{",\n "http://e/p":\n[' + (
        middle + "1" + "}" * (levels - 2) + "]}"
    )


def in_xml(levels: int) -> str:
    """RDF/XML with so many levels of elements, each on a line of its own."""
    pairs = (levels - 1) // 2
    start = "<d:p>\n<d:C>\n" * pairs
    return (
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:d="http://e/">\n<d:C>\n'
        f"{start}{'</d:C></d:p>' * pairs}</d:C></rdf:RDF>"
    )


@pytest.mark.parametrize("filler", ["", " " * (3 << 20)], ids=["small", "large"])
@pytest.mark.parametrize("levels", [MOST_LEVELS + 1, 20_000])
def test_json_ld(tmp_path: Path, levels: int, filler: str) -> None:
    file = tmp_path / "deep.jsonld"
    file.write_text(deep(levels, filler))
    with pytest.raises(InputError) as caught:
        read_files([str(file)])
    assert (caught.value.file, caught.value.line) == (str(file), 4)
    assert "dieper genest dan 200 niveaus" in caught.value.message_nl
    assert "eigen adres" in caught.value.message_nl


@pytest.mark.parametrize("middle", ['{"@list":[', '[{"http://e/p":', '{"@graph":['])
def test_lists_and_graphs_count_too(middle: str) -> None:
    with pytest.raises(InputError):
        read_bytes("a.jsonld", (middle * 20_000).encode(), "0")


@pytest.mark.parametrize("filler", ["", f"<!--{'x' * (3 << 20)}-->"], ids=["small", "large"])
@pytest.mark.parametrize("levels", [MOST_LEVELS + 2, 20_000])
def test_rdf_xml(tmp_path: Path, levels: int, filler: str) -> None:
    file = tmp_path / "deep.rdf"
    file.write_text(filler + in_xml(levels))
    with pytest.raises(InputError) as caught:
        read_files([str(file)])
    assert caught.value.line == MOST_LEVELS + 1


def test_what_is_just_not_too_deep_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text(deep(MOST_LEVELS))
    (tmp_path / "b.rdf").write_text(in_xml(MOST_LEVELS - 1))
    assert len(read_files([str(tmp_path / "a.jsonld")]).graph) == MOST_LEVELS
    assert len(read_files([str(tmp_path / "b.rdf")]).graph) > MOST_LEVELS // 2


def test_an_input_that_is_taken_apart_first(tmp_path: Path) -> None:
    file = tmp_path / "deep.jsonld"
    file.write_text(deep(20_000))
    with pytest.raises(InputError) as caught:
        validate_many([str(file)], Division(graphs=True), jobs=1, limits=Settings())
    assert (caught.value.file, caught.value.line) == (str(file), 4)


def _levels(text: str) -> int:
    """Count levels as the standard library reads them."""
    depth = most = 0
    todo = [(json.loads(text), 1)]
    while todo:
        value, depth = todo.pop()
        if isinstance(value, dict | list):
            most = max(most, depth)
            inner = value.values() if isinstance(value, dict) else value
            todo += [(each, depth + 1) for each in inner]
    return most


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1 << 20])
def test_strings_escapes_and_pieces(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(nesting, "_PIECE", size)
    draw = random.Random(size)
    for _ in range(300):
        text = json.dumps([_made(draw, 4)], indent=draw.choice([None, 1]))
        levels = _levels(text)
        for most, refused in ((levels, False), (levels - 1, True)):
            monkeypatch.setattr(nesting, "MOST_LEVELS", most)
            assert _is_refused(lambda text=text: check_json(text.encode(), "x")) is refused


def _is_refused(check: Callable[[], None]) -> bool:
    try:
        check()
    except InputError:
        return True
    return False


def _made(draw: random.Random, depth: int) -> object:
    signs = ['"', "\\", "[", "]", "{", "}", "a", "\n", "é"]
    word = "".join(draw.choices(signs, k=draw.randrange(6)))
    if depth == 0 or draw.random() < 0.2:
        return word
    if draw.random() < 0.5:
        return [_made(draw, depth - 1) for _ in range(draw.randrange(3))]
    return {word: _made(draw, depth - 1), "k": word}


def test_the_line_is_that_of_the_bracket(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in (1, 5, 64, 1 << 20):
        monkeypatch.setattr(nesting, "_PIECE", size)
        with pytest.raises(InputError) as caught:
            check_json(('"\\"[[\\\\",\n' * 3 + "[\n" * 300).encode(), "x")
        assert caught.value.line == 3 + MOST_LEVELS + 1
