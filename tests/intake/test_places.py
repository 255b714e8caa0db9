"""Where a subject is described: always the file, and the line wherever the text tells it."""

from pathlib import Path

import pytest
from rdflib import URIRef

from grondslag.dataset import Dataset, Origin
from grondslag.errors import InputError
from grondslag.intake import read, read_files

A = URIRef("https://ex.nl/a")
P = "https://ex.nl/p"
THING = '"https://ex.nl/p": 1'
JSON_LD = {
    "plain": '{"@graph": [\n{"@id": "https://ex.nl/a", %s}]}',
    "alias": '{"@context": {"id": "@id"}, "@graph": [\n{"id": "https://ex.nl/a", %s}]}',
    "alias of an alias": '{"@context": {"a": {"@id": "@id"}, "b": "a"},\n'
    '"b": "https://ex.nl/a", %s}',
    "base": '{"@context": {"@base": "https://ex.nl/x/"}, "@graph": [\n{"@id": "../a", %s}]}',
    "prefix": '{"@context": [{"ex": {"@id": "https://ex.nl/", "@prefix": true}}],\n'
    '"@id": "ex:a", %s}',
    "list": '[{"@context": {"i": "@id"},\n"i": "https://ex.nl/a", %s}]',
    "scoped": '{"@context": {"ex": "https://ex.nl/", "C": {"@id": "ex:C", "@context": {}}},\n'
    '"@id": "ex:a", %s}',
    "reference before": '{"@context": {"id": "@id"}, "@graph": [{"https://ex.nl/q": '
    '{"id": "https://ex.nl/a"}},\n{"id": "https://ex.nl/a", %s}]}',
}


def of(path: Path, text: str) -> Dataset:
    path.write_text(text)
    return read_files([str(path)])


@pytest.fixture(params=["small", "large"], autouse=True)
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "large":
        monkeypatch.setattr(read, "_BULK_BYTES", 1)


@pytest.mark.parametrize("way", JSON_LD)
def test_json_ld_by_any_name_for_id(tmp_path: Path, way: str) -> None:
    file = tmp_path / "a.jsonld"
    dataset = of(file, JSON_LD[way] % THING)
    assert dataset.locate(A, URIRef(P), None) == Origin(str(file), 2)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonld", '{"@id": "https:\\/\\/ex.nl/a", ' + THING + "}"),
        ("a.jsonld", '{"@context": {"@vocab": "https://ex.nl/"}, "p": 1}'),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:ex="https://ex.nl/"><rdf:Description rdf:nodeID="x"><ex:p>1</ex:p>'
            "</rdf:Description></rdf:RDF>",
        ),
    ],
)
def test_the_file_is_always_told(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    other = tmp_path / "b.nt"
    other.write_text("<https://ex.nl/b> <https://ex.nl/p> <https://ex.nl/c> .\n")
    file.write_text(text)
    dataset = read_files([str(other), str(file)])
    (subject,) = {s for s in dataset.graph.subjects() if s != URIRef("https://ex.nl/b")}
    origin = dataset.locate(subject, None, None)
    assert origin == Origin(str(file), None)
    assert str(origin) == origin.text("nl") == str(file)


def test_a_line_in_another_file_is_better_than_none(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonld", tmp_path / "b.nt"
    first.write_text('{"@id": "https:\\/\\/ex.nl/a", ' + THING + "}")
    second.write_text(f'\n<{A}> <https://ex.nl/q> "x" .\n')
    assert read_files([str(first), str(second)]).locate(A, None, None) == Origin(str(second), 2)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.jsonld",
            '{"@context": {"gs": "https://w3id.org/grondslag/def#", "id": "@id"},\n'
            '"id": "gs:Processing", "https://ex.nl/p": 1}',
        ),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:ex="https://ex.nl/">\n<rdf:Description '
            'rdf:about="https://w3id.org/grondslag/def#Processing"><ex:p>1</ex:p>'
            "</rdf:Description></rdf:RDF>",
        ),
    ],
)
def test_the_refusal_of_a_changed_term_has_its_line(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        of(tmp_path / name, text)
    assert "verandert een begrip" in caught.value.message_nl
    assert caught.value.line == 2
