"""Edits of a loaded graph: what they are, and what comes and goes with them."""

from pathlib import Path

from grondslag.bench.incremental import Edited, edits_table, measure_edits
from grondslag.bench.register import write_with_edits


def test_edits_are_about_triples_of_the_file_and_always_the_same(tmp_path: Path) -> None:
    data = tmp_path / "register.nt"
    _, edits = write_with_edits(data, 8000, 40)
    assert len(edits) == 40
    assert write_with_edits(tmp_path / "again.nt", 8000, 40)[1] == edits
    lines = set(data.read_text().splitlines())
    for edit in edits:
        assert edit.added or edit.removed
        assert {f"{s} {p} {o} ." for s, p, o in edit.removed} <= lines
        assert not {f"{s} {p} {o} ." for s, p, o in edit.added} & lines
    assert len({edit.mistake for edit in edits}) > 25
    assert len({edit.planted[0].focus for edit in edits}) == 40


def test_results_come_and_go_as_the_books_say(tmp_path: Path) -> None:
    measured = measure_edits(tmp_path, 9000, 50)
    assert measured.wrong == ()
    assert measured.equal
    assert len(measured.made) == len(measured.undone) == 50


def test_the_table_tells_median_and_tail_and_what_went_wrong() -> None:
    made, undone = tuple(map(float, range(1, 11))), tuple(map(float, range(11, 21)))
    text = edits_table([Edited(1_000_000, 4.2, made, undone, 0.25, ("title-short",), True)])
    cells = [cell.strip() for cell in text.splitlines()[2].strip("| ").split(" | ")]
    assert cells[:7] == ["1e6", "20", "4.20", "10.5", "19.0", "20.0", "250"]
    assert cells[7] == "differs: title-short"
