"""Copies of the made-up ministry in our own ontology."""

from pathlib import Path

import pyoxigraph as ox

from grondslag.bench.engines import ENGINES
from grondslag.bench.graphs import Graph
from grondslag.bench.measure import Limits, measure
from grondslag.bench.ministries import (
    copies_for,
    name_of,
    rows_of_copies,
    write_ministries,
    write_rule_book,
)
from grondslag.bench.rows import Row, compare


def ours(data: Path, shapes: Path) -> list[Row]:
    graph = Graph("ministries", 0, data, shapes)
    once = Limits(repeat=1, timeout=600)
    measurement, rows = measure(ENGINES["ours"], graph, data.parent, data.parent, once)
    assert measurement.status == "ran", measurement.detail
    assert rows is not None
    return rows


def test_copies_have_names_of_their_own_and_are_the_same_every_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one.nt", tmp_path / "two.nt"
    assert write_ministries(one, 3) == write_ministries(two, 3)
    assert one.read_bytes() == two.read_bytes()
    text = one.read_text()
    assert "/id/demo/" not in text
    for copy in range(3):
        assert f"{name_of(copy)}dienst-huurbijdrage>" in text
    assert name_of(3) not in text


def test_what_is_counted_is_what_is_there(tmp_path: Path) -> None:
    sizes = []
    for copies in (1, 3):
        data = tmp_path / f"{copies}.nt"
        written = write_ministries(data, copies)
        triples = set(ox.parse(path=str(data)))
        assert len(triples) == written.triples
        sizes.append(written.triples)
    each = (sizes[1] - sizes[0]) / 2
    assert copies_for(1) == 1
    assert abs(copies_for(sizes[0] + int(100 * each)) - 101) <= 1


def test_results_of_copies_are_those_of_one_added_up(tmp_path: Path) -> None:
    shapes = tmp_path / "rules.ttl"
    write_rule_book(shapes)
    found = {}
    for copies in (1, 3):
        data = tmp_path / f"{copies}.nt"
        write_ministries(data, copies)
        found[copies] = ours(data, shapes)
    assert len(found[1]) > 200
    assert compare(rows_of_copies(found[1], 3), found[3]).equal
    assert len(found[3]) == 2 * len(found[1])


def test_what_is_about_shared_nodes_is_found_once() -> None:
    shared = Row("<x:norm>", "", "sh:c", "<s:s>", "", "sh:Violation")
    mine = Row(f"{name_of(0)}a>", "", "sh:c", "<s:s>", f"{name_of(0)}b>", "sh:Violation")
    rows = rows_of_copies([shared, mine], 5)
    assert rows.count(shared) == 1
    assert [row.value for row in rows if row != shared] == [
        f"{name_of(copy)}b>" for copy in (0, 2, 4)
    ]
