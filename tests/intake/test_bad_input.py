"""Every kind of bad input gets a clear error that names the place, and changes nothing."""

import gzip
from pathlib import Path

import pytest

from grondslag.errors import InputError, LimitExceeded, UnsupportedFormat
from grondslag.intake import read_files
from grondslag.settings import Settings

RDF_NS = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


def fail(path: Path, content: bytes | str, limits: Settings | None = None) -> InputError:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError) as caught:
        read_files([str(path)], limits=limits)
    return caught.value


def test_syntax_error_names_line_and_column(tmp_path: Path) -> None:
    text = '@prefix ex: <http://e/> .\nex:a ex:b ex:c ;\n  ex:d "x" "y" .\n'
    error = fail(tmp_path / "a.ttl", text)
    assert (error.line, error.column) == (3, 12)
    assert "a.ttl, regel 3, kolom 12" in error.text("nl")
    assert "a.ttl, line 3, column 12" in error.text("en")


def test_syntax_error_in_n_triples_counts_all_lines(tmp_path: Path) -> None:
    good = '<http://e/a> <http://e/b> "x" .\n'
    error = fail(tmp_path / "a.nt", "# comment\n\n" + good * 3 + "foo\n")
    assert error.line == 6


@pytest.mark.parametrize(
    ("name", "content", "fragment"),
    [
        ("picture.ttl", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "geen tekstbestand"),
        ("words.ttl", "dit is een gewone zin\n", "geen geldige Turtle"),
        ("latin.ttl", b'<http://e/a> <http://e/b> "caf\xe9" .\n', "UTF-8"),
        ("empty.ttl", b"", "leeg"),
        ("blank.ttl", b" \n\t\n", "leeg"),
        ("comment.ttl", "# alleen commentaar\n", "geen enkel gegeven"),
        ("prefix.ttl", "ex:a ex:b ex:c .\n", "@prefix ex:"),
        ("xml.ttl", f"<?xml version='1.0'?>\n<rdf:RDF {RDF_NS}/>", "lijkt op RDF/XML"),
        ("turtle.rdf", "@prefix ex: <http://e/> .\nex:a ex:b ex:c .", "lijkt op Turtle"),
        ("half.jsonld", '{"@id": ', "geen geldige JSON-LD"),
        ("utf16.ttl", "\ufeff<http://e/a> a <http://e/b> .".encode("utf-16-le"), "UTF-16"),
        ("utf16.rdf", f"\ufeff<rdf:RDF {RDF_NS}/>".encode("utf-16-be"), "Sla het op als UTF-8"),
        ("zip.ttl", b"PK\x03\x04\x14\x00\x00\x00", "zip-bestand. Pak het uit"),
        ("data.zip", b"PK\x03\x04\x14\x00\x00\x00", "zip-bestand. Pak het uit"),
        ("latin.rdf", f"<rdf:RDF {RDF_NS}>caf\xe9</rdf:RDF>".encode("latin-1"), "op in UTF-8"),
        ("half.rdf", f"<rdf:RDF {RDF_NS}><rdf:Description>", "geen geldige RDF/XML"),
    ],
)
def test_unusable_content(tmp_path: Path, name: str, content: bytes | str, fragment: str) -> None:
    error = fail(tmp_path / name, content)
    assert fragment in error.message_nl
    assert error.file is not None and error.file.endswith(name)


def test_wrong_extension_lists_what_is_read(tmp_path: Path) -> None:
    error = fail(tmp_path / "form.csv", "a;b\n")
    assert isinstance(error, UnsupportedFormat)
    assert ".ttl" in error.message_nl and ".jsonld" in error.message_nl


def test_missing_file_names_the_shipped_data() -> None:
    with pytest.raises(InputError, match="no such file"):
        read_files(["nergens.ttl"])


def test_folder_without_rdf(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError, match="no RDF file"):
        read_files([str(tmp_path)])


def test_folder_with_rdf_reads_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/p> <http://e/b> .")
    (tmp_path / "b.nt").write_text("<http://e/b> <http://e/p> <http://e/c> .")
    (tmp_path / "README.md").write_text("# text")
    dataset = read_files([str(tmp_path)])
    assert len(dataset.graph) == 2
    assert [file.name.rsplit("/", 1)[-1] for file in dataset.files] == ["a.ttl", "b.nt"]


def test_file_that_redefines_our_terms(tmp_path: Path) -> None:
    text = (
        "@prefix gs: <https://w3id.org/grondslag/def#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"
        "gs:Processing rdfs:subClassOf <http://e/x> .\n"
    )
    error = fail(tmp_path / "a.ttl", text)
    assert "gs:Processing" in error.message_nl
    assert error.line == 4


def test_entity_declarations_are_refused(tmp_path: Path) -> None:
    bomb = (
        '<?xml version="1.0"?>\n<!DOCTYPE x [\n<!ENTITY a "aaaaaaaaaa">\n'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">\n]>\n'
        f"<rdf:RDF {RDF_NS}></rdf:RDF>"
    )
    error = fail(tmp_path / "a.rdf", bomb)
    assert error.line == 2
    assert "ENTITY" in error.message_nl


def test_remote_json_ld_context_is_never_fetched(tmp_path: Path) -> None:
    text = '{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "http://e/a", "name": "x"}'
    assert "nooit opgehaald" in fail(tmp_path / "a.jsonld", text).message_nl


def test_imports_are_noted_and_not_fetched(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    address = "http://127.0.0.1:9/other.ttl"
    file.write_text(f"<http://e/o> <http://www.w3.org/2002/07/owl#imports> <{address}> .")
    assert read_files([str(file)]).ignored_imports == [("http://e/o", address)]


def test_zip_bomb_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    packed = gzip.compress(b"#" + b" " * 5_000_000)
    error = fail(tmp_path / "a.ttl.gz", packed)
    assert isinstance(error, LimitExceeded)


def test_file_over_the_limit(tmp_path: Path) -> None:
    text = "<http://e/a> <http://e/b> <http://e/c> .\n" * 100
    error = fail(tmp_path / "a.ttl", text, Settings(max_input_bytes=1000))
    assert isinstance(error, LimitExceeded)
    assert "GRONDSLAG_MAX_INPUT_BYTES" in error.message_nl


def test_damaged_compression(tmp_path: Path) -> None:
    whole = gzip.compress(b"<http://e/a> <http://e/b> <http://e/c> .\n")
    assert ".gz" in fail(tmp_path / "a.ttl.gz", b"no gzip at all").message_nl
    assert ".gz" in fail(tmp_path / "b.ttl.gz", whole[:-6]).message_nl


def test_triple_terms_are_named_as_not_read(tmp_path: Path) -> None:
    term = "<<( <http://e/a> <http://e/b> <http://e/c> )>>"
    text = f'<http://e/a> <http://e/b> "x\\n" ,\n [ <http://e/c> 1 ] ,\n\n  # two\n {term} .\n'
    error = fail(tmp_path / "a.ttl", text)
    assert "uitspraken over uitspraken (RDF 1.2)" in error.message_nl
    assert error.line == 5


@pytest.mark.parametrize("size", [0, 2 << 20], ids=["small", "large"])
@pytest.mark.parametrize(
    ("extension", "text", "line"),
    [
        ("nt", '<http://e/a> <http://e/b> "x"@nl--ltr .', 3),
        ("nq", '<http://e/a> <http://e/b> "x"@nl--rtl <http://e/g> .', 3),
        ("ttl", '<http://e/a> <http://e/b> "x"@nl--ltr .', 3),
        ("trig", '<http://e/g> { <http://e/a> <http://e/b> "x"@nl--ltr }', 3),
        ("jsonld", "", None),
    ],
)
def test_a_text_with_a_direction_is_refused_and_not_changed(
    tmp_path: Path, extension: str, text: str, line: int | None, size: int
) -> None:
    first = '<http://e/a> <http://e/b> "-- << not here"@nl .\n'
    whole = f"{first}{' ' * size}\n{text}\n"
    if not text:
        value = '{"@value": "x", "@language": "nl", "@direction": "ltr"}'
        whole = f'{{"@id": "http://e/a",{" " * size} "http://e/b": {value}}}'
    error = fail(tmp_path / f"a.{extension}", whole)
    assert isinstance(error, UnsupportedFormat)
    assert "schrijfrichting" in error.message_nl and "RDF 1.2" in error.message_nl
    if not size:
        assert "uitspraken" not in error.message_nl
    assert error.line == (line if extension in ("nt", "nq") or not size else None)


def test_two_reference_dates_must_be_chosen_between(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(
        "@prefix gs: <https://w3id.org/grondslag/def#> .\n"
        '<http://e/a> gs:referenceDate "2026-01-01" .\n<http://e/b> gs:referenceDate "2026-02-01" .'
    )
    with pytest.raises(InputError, match="--as-of"):
        read_files([str(file)]).declared_reference_date()


def test_reference_date_that_is_not_a_date(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(
        "@prefix gs: <https://w3id.org/grondslag/def#> .\n"
        '<http://e/a> gs:referenceDate "30 februari" .'
    )
    with pytest.raises(InputError) as caught:
        read_files([str(file)]).declared_reference_date()
    assert caught.value.line == 2


def test_second_file_without_data_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/p> <http://e/b> .")
    (tmp_path / "b.ttl").write_text("# niets\n")
    with pytest.raises(InputError, match="no data at all"):
        read_files([str(tmp_path / "a.ttl"), str(tmp_path / "b.ttl")])


def test_an_empty_name_is_not_this_folder() -> None:
    with pytest.raises(InputError, match="no such file"):
        read_files([""])


def test_what_is_left_out_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/p> <http://e/b> .")
    (tmp_path / "form.xlsx").write_bytes(b"PK")
    (tmp_path / "deeper").mkdir()
    ((dutch, _),) = read_files([str(tmp_path)]).remarks
    assert "form.xlsx" in dutch and "deeper" in dutch


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("[] a <http://e/C> .")
    dataset = read_files([str(file), str(file)])
    assert len(dataset.graph) == 1
    assert "telt één keer mee" in dataset.remarks[0][0]


@pytest.mark.parametrize("day", ["2026-W10", "20261121", "2026-11-21T00:00:00", "2026-02-29"])
def test_other_ways_to_write_a_reference_date(tmp_path: Path, day: str) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(f'<http://e/a> <https://w3id.org/grondslag/def#referenceDate> "{day}" .')
    with pytest.raises(InputError):
        read_files([str(file)]).declared_reference_date()


def test_a_text_of_more_than_sixteen_million_characters(tmp_path: Path) -> None:
    text = f'<http://e/a> <http://e/p> "{"x" * 17_000_000}" .'
    assert isinstance(fail(tmp_path / "a.ttl", text), LimitExceeded)
