"""Large inputs: the same triples, errors and places as small ones, by another road."""

import gzip
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from grondslag.errors import InputError
from grondslag.intake import read_files

E = "http://example.org/"
#: So many things with so long a text make every format larger than a small file.
MANY = 2_500
LONG = "x" * 900


def thing(number: int) -> list[str]:
    """Return the lines of one thing in Turtle; the name is on the third."""
    return [
        f"e:thing-{number} a e:Thing ;",
        f'  e:text "met een . punt en ; teken, nummer {number} {LONG}" ;',
        f'  e:name "naam {number}"@nl , "name {number}"@en ;',
        f"  e:next e:thing-{number + 1} , [ e:part {number} ] .",
    ]


def turtle(body: list[str]) -> str:
    return "\n".join([f"@prefix e: <{E}> .", "# Een opmerking. e:thing-1 a e:Fake .", "", *body])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("large")
    lines = [line for number in range(MANY) for line in thing(number)]
    files = {"ttl": folder / "large.ttl", "trig": folder / "large.trig"}
    files["ttl"].write_text(turtle(lines), encoding="utf-8")
    indented = [f"  {line}" for line in lines]
    files["trig"].write_text(turtle([f"<{E}graph> {{", *indented, "}"]), encoding="utf-8")
    triples = [
        line
        for number in range(MANY)
        for line in (
            f"<{E}thing-{number}> <{RDF.type}> <{E}Thing> .",
            f'<{E}thing-{number}> <{E}text> "nummer {number} {LONG}" .',
            f"<{E}thing-{number}> <{E}next> _:b{number} .",
        )
    ]
    files["nt"] = folder / "large.nt"
    files["nt"].write_text("\n".join(["# kop", "", *triples]) + "\n", encoding="utf-8")
    objects = ",\n".join(
        f'{{"@id": "e:thing-{number}", "@type": "e:Thing",\n "e:text": "{number} {LONG}"}}'
        for number in range(MANY)
    )
    files["jsonld"] = folder / "large.jsonld"
    files["jsonld"].write_text(f'{{"@context": {{"e": "{E}"}}, "@graph": [\n{objects}\n]}}')
    for file in files.values():
        assert file.stat().st_size > 2 * 1024 * 1024, "large enough for the road in bulk"
    return files


@pytest.mark.parametrize("kind", ["ttl", "trig", "nt", "jsonld"])
def test_the_triples_are_those_of_rdflib(large: dict[str, Path], kind: str) -> None:
    found = read_files([str(large[kind])]).graph
    if kind == "nt":
        expected = Graph().parse(large[kind], format="nt")
        assert len(found) == len(expected)
        return
    # rdflib needs minutes for the other formats; the numbers are those of the generator.
    assert len(found) == MANY * (7 if kind in ("ttl", "trig") else 2)
    subject = URIRef(f"{E}thing-7")
    assert (subject, RDF.type, URIRef(f"{E}Thing")) in found
    assert len(list(found.objects(subject, None))) == (6 if kind in ("ttl", "trig") else 2)


@pytest.mark.parametrize("kind", ["ttl", "trig"])
@pytest.mark.parametrize("number", [0, 1, 777, MANY - 1])
def test_every_triple_is_found_on_its_line(large: dict[str, Path], kind: str, number: int) -> None:
    dataset = read_files([str(large[kind])])
    subject = URIRef(f"{E}thing-{number}")
    lines = large[kind].read_text(encoding="utf-8").split("\n")
    for predicate, value, mark in (
        (RDF.type, URIRef(f"{E}Thing"), f"e:thing-{number} a e:Thing"),
        (URIRef(f"{E}name"), Literal(f"name {number}", lang="en"), f'"name {number}"@en'),
        (URIRef(f"{E}next"), URIRef(f"{E}thing-{number + 1}"), f"e:next e:thing-{number + 1} "),
    ):
        origin = dataset.locate(subject, predicate, value)
        assert origin is not None and mark in lines[origin.line - 1]
    described = dataset.locate(subject, None, None)
    assert described is not None and lines[described.line - 1].strip() == thing(number)[0]


def test_lines_of_n_triples_count_comments_and_blanks(large: dict[str, Path]) -> None:
    dataset = read_files([str(large["nt"])])
    text = URIRef(f"{E}text")
    origin = dataset.locate(URIRef(f"{E}thing-9"), text, Literal(f"nummer 9 {LONG}"))
    assert origin is not None and origin.line == 3 + 9 * 3 + 1
    described = dataset.locate(URIRef(f"{E}thing-9"), None, None)
    assert described is not None and described.line == 3 + 9 * 3


def test_json_ld_tells_where_a_subject_is_described(large: dict[str, Path]) -> None:
    origin = read_files([str(large["jsonld"])]).locate(URIRef(f"{E}thing-5"), None, None)
    assert origin is not None and origin.line == 2 + 2 * 5


def test_a_packed_file_and_a_second_file_go_together(
    large: dict[str, Path], tmp_path: Path
) -> None:
    packed = tmp_path / "large.nt.gz"
    packed.write_bytes(gzip.compress(large["nt"].read_bytes(), compresslevel=1))
    small = tmp_path / "small.ttl"
    small.write_text(f"<{E}thing-1> <{E}extra> _:b1 .\n")
    dataset = read_files([str(packed), str(small)])
    assert len(dataset.graph) == 3 * MANY + 1
    own = {o for o in dataset.graph.objects(URIRef(f"{E}thing-1"), None) if o.startswith("f")}
    assert len(own) == 2, "blank nodes of two files are never one"


@pytest.mark.parametrize("kind", ["ttl", "nt", "jsonld"])
def test_a_mistake_deep_inside_is_named_with_its_line(
    large: dict[str, Path], tmp_path: Path, kind: str
) -> None:
    text = large[kind].read_text(encoding="utf-8")
    spot = text.index("\n", len(text) * 2 // 3) + 1
    broken = tmp_path / f"broken.{kind}"
    broken.write_text(f"{text[:spot]}@@@ \x01\n{text[spot:]}", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_files([str(broken)])
    assert raised.value.file == str(broken)
    line = text.count("\n", 0, spot) + 1
    assert raised.value.line is not None and abs(raised.value.line - line) <= 1


def test_our_own_terms_cannot_be_changed_by_a_large_file_either(
    large: dict[str, Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.nt"
    extra = f"<https://w3id.org/grondslag/def#Processing> <{RDF.type}> <{E}Thing> .\n"
    bad.write_text(large["nt"].read_text(encoding="utf-8") + extra, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_files([str(bad)])
    assert raised.value.line == 2 + 3 * MANY + 1
    assert "gs:Processing" in raised.value.message_en


def test_the_same_bytes_give_the_same_names(large: dict[str, Path]) -> None:
    first, second = (read_files([str(large["ttl"])]) for _ in range(2))
    assert first.terms.tokens.to_list() == second.terms.tokens.to_list()
