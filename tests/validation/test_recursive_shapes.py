"""Shapes that refer to themselves are told in few words and in little time."""

from rdflib import Graph

from grondslag.validation.columnar.reading import ShapesReader
from grondslag.validation.shape_names import ShapeNames

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> . "


def defects(number: int, references: int) -> list[str]:
    """Return what is wrong with shapes of which each refers to so many that follow it."""
    text = PREFIXES + "e:s0 sh:targetNode e:a . "
    for each in range(number):
        others = [f"e:s{(each + 1 + step) % number}" for step in range(references)]
        text += f"e:s{each} sh:node {' , '.join(others)} . "
    reader = ShapesReader(Graph().parse(data=text, format="turtle"))
    reader.roots()
    return [reader.shapes[each].defect for each in sorted(reader.shapes, key=str)]


def test_a_small_circle_is_named_whole() -> None:
    way = " → ".join(f"http://e/s{each}" for each in (0, 1, 2, 3, 4, 5, 0))
    assert set(defects(6, 1)) == {f"the shape is recursive ({way}); take the circle out"}


def test_of_a_large_circle_the_beginning_is_named() -> None:
    way = " → ".join(f"http://e/s{each}" for each in range(6))
    assert set(defects(40, 1)) == {
        f"the shape is recursive ({way} → … (40) → http://e/s0); take the circle out"
    }


def test_circles_that_share_shapes_are_named_once(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    asked: list[object] = []
    plain = ShapeNames.name
    monkeypatch.setattr(
        ShapeNames, "name", lambda self, shape: (asked.append(shape), plain(self, shape))[1]
    )
    assert sum(map(bool, defects(200, 10))) > 100
    assert len(asked) <= 6 * 200
