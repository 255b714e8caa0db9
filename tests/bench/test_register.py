"""The made-up register: the same every time, and its books agree with the reference engine."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from grondslag.bench.engines import ENGINES
from grondslag.bench.graphs import Graph, register_graph
from grondslag.bench.measure import Limits, measure
from grondslag.bench.register import SHAPES, Written, expected_rows, write_register
from grondslag.bench.register.background_mistakes import BACKGROUND_MISTAKES
from grondslag.bench.register.case_mistakes import CASE_MISTAKES
from grondslag.bench.rows import SH, Row, compare

ONCE = Limits(repeat=1, timeout=600)
ALL_KINDS = {each.name for kind in BACKGROUND_MISTAKES.values() for each in kind} | {
    each.name for each in CASE_MISTAKES
}


def engine_rows(engine: str, data: Path, folder: Path) -> Counter[Row]:
    graph = Graph("register", 0, data, SHAPES)
    measurement, rows = measure(ENGINES[engine], graph, folder, folder / "none", ONCE)
    assert measurement.status == "ran", measurement.detail
    assert rows is not None
    return Counter(rows)


@pytest.fixture(scope="module")
def full_of_mistakes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    data = tmp_path_factory.mktemp("register") / "register.nt"
    return data, write_register(data, 3200, share=1.0)


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    one, two, other = (tmp_path / name for name in ("one.nt", "two.nt", "other.nt"))
    assert write_register(one, 5000).planted == write_register(two, 5000).planted
    write_register(other, 5000, seed=22)
    assert one.read_bytes() == two.read_bytes() != other.read_bytes()


@pytest.mark.parametrize("triples", [2000, 10_000, 60_000])
def test_the_size_is_as_asked_and_no_triple_is_repeated(tmp_path: Path, triples: int) -> None:
    data = tmp_path / "register.nt"
    written = write_register(data, triples)
    parsed = list(ox.parse(path=str(data)))
    assert len(parsed) == len(set(parsed)) == written.triples
    assert triples <= written.triples < triples + 60
    assert [str(quad) + " ." for quad in parsed] == data.read_text().splitlines()


def test_every_kind_of_mistake_is_planted(full_of_mistakes: tuple[Path, Written]) -> None:
    assert len(ALL_KINDS) == sum(map(len, BACKGROUND_MISTAKES.values())) + len(CASE_MISTAKES)
    planted = {each.mistake for each in full_of_mistakes[1].planted}
    assert planted >= {each.name for each in CASE_MISTAKES}
    assert planted <= ALL_KINDS


def test_pyshacl_finds_what_the_books_say(
    full_of_mistakes: tuple[Path, Written], tmp_path: Path
) -> None:
    data, written = full_of_mistakes
    expected = expected_rows(written.planted)
    found = engine_rows("pyshacl", data, tmp_path)
    difference = compare(expected, found.elements())
    assert difference.extra == 0, difference.groups
    # SHACL, section 4.5.3: values that cannot be compared give a result; pySHACL gives none.
    incomparable = [
        each
        for each in written.planted
        if each.mistake == "end-no-date" and each.component == "LessThan"
    ]
    assert len(incomparable) >= 1
    assert Counter(expected) - found == Counter(expected_rows(incomparable))


def test_our_engine_finds_what_the_books_say(tmp_path: Path) -> None:
    data = tmp_path / "register.nt"
    written = write_register(data, 30_000, share=1.0)
    assert {each.mistake for each in written.planted} == ALL_KINDS
    found = engine_rows("ours", data, tmp_path)
    difference = compare(expected_rows(written.planted), found.elements())
    assert difference.equal, difference.groups


def test_without_mistakes_nothing_is_found(tmp_path: Path) -> None:
    data = tmp_path / "register.nt"
    assert write_register(data, 20_000, share=0.0).planted == ()
    assert engine_rows("ours", data, tmp_path) == Counter()


def test_without_sparql_the_books_are_without_it(tmp_path: Path) -> None:
    graph = register_graph(tmp_path, 4000, core=True)
    assert graph.expected is not None
    sparql = ox.NamedNode(f"{SH}sparql")
    assert all(each.predicate != sparql for each in ox.parse(path=str(graph.shapes)))
    measurement, rows = measure(ENGINES["ours"], graph, tmp_path, tmp_path, ONCE)
    assert rows is not None
    assert compare(graph.expected, rows).equal
