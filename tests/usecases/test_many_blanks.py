"""A blank node of a document is one thing, whichever graphs of that document speak of it."""

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from grondslag.errors import UnsupportedFormat
from grondslag.intake import read
from grondslag.intake.sources import find_sources
from grondslag.settings import Settings
from grondslag.usecases import read_shapes
from grondslag.usecases.many import Division, validate_many
from grondslag.usecases.many_split import split

SHAPES = """
@prefix e: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:S a sh:NodeShape ; sh:targetClass e:Person ; sh:property [ sh:path e:boss ; sh:class e:Person ] .
"""
TRIG = """
@prefix e: <https://example.org/> .
_:chief a e:Person .
[] e:note "an unnamed thing" .
e:one { _:first e:note "elsewhere" . e:a a e:Person ; e:boss _:chief . }
e:two { e:b a e:Person ; e:boss [ e:note "no person" ] , _:chief . }
"""


@pytest.fixture(params=["trig", "nq", "jsonld"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = tmp_path / f"all.{request.param}"
    syntax = ox.RdfFormat.from_extension(request.param)
    assert syntax is not None
    path.write_bytes(ox.serialize(ox.parse(TRIG, ox.RdfFormat.TRIG), format=syntax))
    return str(path)


@pytest.mark.parametrize("bulk", [False, True])
def test_a_graph_refers_to_a_blank_node_of_the_shared_part(
    file: str, tmp_path: Path, bulk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bulk:
        monkeypatch.setattr(read, "_BULK_BYTES", 1)
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    shapes = read_shapes([str(tmp_path / "shapes.ttl")])
    day = date(2026, 11, 21)
    many = validate_many([file], Division(graphs=True), shapes=shapes, as_of=day, jobs=1)
    (only,) = many.report.violations
    assert only.graph == "https://example.org/two"


@pytest.mark.parametrize("large", ["none", "one", "both"])
def test_small_and_large_pieces_agree_on_names(
    file: str, tmp_path: Path, large: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source,) = find_sources([file], [])
    pieces = split(source, Settings(), tmp_path)
    assert pieces.default is not None
    parts = [pieces.default.source, pieces.graphs["https://example.org/one"].source]
    sizes = [each.path.stat().st_size for each in parts if each.path is not None]
    assert len(set(sizes)) == len(sizes)
    bounds = {"none": max(sizes) + 1, "one": max(sizes), "both": 1}
    monkeypatch.setattr(read, "_BULK_BYTES", bounds[large])
    dataset = read.read_files(parts)
    people = {str(subject) for subject, _ in dataset.graph.subject_objects()}
    assert {each for each in people if each.startswith("f")} == {"f0n1", "f0n2", "f0n3"}


def test_two_documents_have_nothing_in_common(tmp_path: Path) -> None:
    for name in "ab":
        text = f"_:x <https://example.org/{name}> 1 . <https://example.org/g> {{ _:x <e:p> 1 }}"
        (tmp_path / f"{name}.trig").write_text(text)
    sources = find_sources([str(tmp_path)], [])
    pieces = [split(each, Settings(), tmp_path) for each in sources]
    parts = [each.default.source for each in pieces if each.default is not None]
    parts += [part.source for each in pieces for part in each.graphs.values()]
    subjects = sorted(map(str, read.read_files(parts).graph.subjects(unique=True)))
    assert subjects == ["f0n1", "f1n1"]


@pytest.mark.parametrize("term", ['"x"@nl--ltr', "<<( <e:a> <e:b> <e:c> )>>"])
def test_what_only_rdf_12_has_is_refused_with_its_line(tmp_path: Path, term: str) -> None:
    file = tmp_path / "a.nq"
    file.write_text(f"<e:a> <e:b> <e:c> <e:g> .\n<e:a> <e:b> {term} <e:g> .\n")
    (source,) = find_sources([str(file)], [])
    with pytest.raises(UnsupportedFormat) as caught:
        split(source, Settings(), tmp_path)
    assert caught.value.line == 2
