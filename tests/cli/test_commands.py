"""The command as people run it: a process, its output, its exit code."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

GOOD = """\
@prefix gs: <https://w3id.org/grondslag/def#> .
@prefix c: <https://w3id.org/grondslag/concept/> .
@prefix e: <https://example.org/> .
e:unit a gs:OrganisationalUnit ; gs:organisationKind c:orgkind-service ;
  gs:responsibleMinistry e:ministry .
e:ministry a gs:Ministry ; gs:organisationKind c:orgkind-ministry .
"""
WARNING_ONLY = GOOD + (
    "@prefix norm: <https://w3id.org/grondslag/norm/> .\n"
    "e:ground a gs:LegalGround ; gs:gdprGround c:ground-6-1-e ; gs:restsOnNorm norm:suwi .\n"
)
BAD = GOOD.replace("gs:organisationKind c:orgkind-service", "gs:partOf e:ministry")


def run(
    *arguments: str, stdin: bytes | None = None, folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "grondslag", *arguments],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        check=False,
    )


def write(folder: Path, text: str, name: str = "data.ttl") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_without_file_the_demo_is_checked_and_told_with_law_repair_and_units() -> None:
    done = run("validate")
    text = done.stdout.decode()
    assert done.returncode == 1
    for fragment in (
        "Moet opgelost (",
        "Wet ",
        "Herstel ",
        "Per onderdeel",
        "moeten worden opgelost",
    ):
        assert fragment in text
    assert "demo/10-unit-bedrijfsvoering.ttl:" in text
    assert done.stderr == b""


def test_exit_codes_follow_the_chosen_level(tmp_path: Path) -> None:
    day = ("--as-of", "2026-11-21")
    assert run("validate", write(tmp_path, GOOD), *day).returncode == 0
    warning = write(tmp_path, WARNING_ONLY, "warning.ttl")
    assert run("validate", warning, *day).returncode == 0
    assert run("validate", warning, *day, "--fail-on", "warning").returncode == 1
    assert run("validate", write(tmp_path, BAD, "bad.ttl"), *day).returncode == 1


def test_english_on_request(tmp_path: Path) -> None:
    done = run("validate", write(tmp_path, BAD), "--as-of", "2026-11-21", "--lang", "en")
    assert "must be solved" in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (("validate", "nergens.ttl"), "bestaat niet"),
        (("validate", "--as-of", "2026-02-30"), "geen datum"),
        (("validate", "--as-of", "gisteren"), "geen datum"),
        (("query", "Q-99"), "Er is geen vraag"),
        (("query", "Q-14", "--param", "zonder-waarde"), "naam=waarde"),
        (("query", "Q-14", "--param", "onzin=1"), "geen parameter 'onzin'"),
        (("rules", "ZZZ-99"), "Er is geen regel"),
        (("register", "link", "nergens.json"), "nergens.json"),
        (("validate", "demo", "--output", "/nergens/uit.txt"), "kan niet worden geschreven"),
    ],
)
def test_bad_usage_is_exit_two_with_a_clear_error(
    tmp_path: Path, arguments: tuple[str, ...], fragment: str
) -> None:
    done = run(*arguments, folder=tmp_path)
    assert done.returncode == 2
    assert fragment in done.stderr.decode()
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


def test_an_unknown_option_is_exit_two() -> None:
    assert run("validate", "--engine", "warp").returncode == 2


def test_broken_shapes_are_exit_three_and_never_conform(tmp_path: Path) -> None:
    data = write(tmp_path, GOOD)
    for number, text in enumerate(("geen turtle", "<http://e/a> <http://e/b> <http://e/c> .")):
        shapes = write(tmp_path, text, f"shapes{number}.ttl")
        done = run("validate", data, "--shapes", shapes, "--as-of", "2026-11-21")
        assert done.returncode == 3
        assert b"conform" not in done.stdout
    missing = run("validate", data, "--shapes", str(tmp_path / "absent.ttl"))
    assert missing.returncode == 3


def test_a_rule_that_cannot_be_assessed_is_exit_three(tmp_path: Path) -> None:
    shapes = write(
        tmp_path,
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<http://e/S> a sh:NodeShape ;\n"
        "  sh:targetClass <https://w3id.org/grondslag/def#Organisation> ;\n"
        '  sh:sparql [ sh:select "SELECT $this WHERE { FILTER( }" ] .\n',
        "shapes.ttl",
    )
    done = run(
        "validate", write(tmp_path, GOOD), "--shapes", shapes, "--as-of", "2026-11-21",
        "--format", "json",
    )  # fmt: skip
    assert done.returncode == 3
    assert done.stdout == b"" or json.loads(done.stdout)["conforms"] is False


def test_a_date_of_today_is_said(tmp_path: Path) -> None:
    done = run("validate", write(tmp_path, GOOD))
    assert "--as-of" in done.stderr.decode()


def test_imports_and_unknown_terms_are_said(tmp_path: Path) -> None:
    text = GOOD + (
        "<https://example.org/> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/x> .\n"
        "e:p gs:hasLegalGrond e:g .\n"
    )
    error = run("validate", write(tmp_path, text), "--as-of", "2026-11-21").stderr.decode()
    assert "niet opgehaald" in error
    assert "gs:hasLegalGrond bestaat niet" in error and "gs:hasLegalGround" in error
    assert "regel 8" in error


def test_a_date_that_is_not_one_is_reported_and_not_a_traceback(tmp_path: Path) -> None:
    text = GOOD + (
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        'e:unit gs:establishedOn "2026-02-30"^^xsd:date .\n'
    )
    done = run("validate", write(tmp_path, text), "--as-of", "2026-11-21", "--format", "json")
    found = [each for each in json.loads(done.stdout)["violations"] if each["rule"] == "DOC-09"]
    assert [(each["value"], each["line"]) for each in found] == [("2026-02-30", 8)]
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("format_name", ["table", "json", "ttl", "csv", "html", "sarif", "junit"])
def test_every_format_is_the_same_bytes_on_every_run(format_name: str) -> None:
    runs = [run("validate", "motion21", "--format", format_name) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout) > 1000


def test_all_formats_tell_the_same_number(tmp_path: Path) -> None:
    out = {
        name: run("validate", "motion21", "--format", name).stdout.decode()
        for name in ("json", "ttl", "csv", "sarif", "junit")
    }
    expected = len(json.loads(out["json"])["violations"])
    assert expected > 20
    graph = Graph().parse(data=out["ttl"], format="turtle")
    assert len(list(graph.subjects(RDF.type, SH.ValidationResult))) == expected
    assert len(list(csv.DictReader(io.StringIO(out["csv"])))) == expected
    assert len(json.loads(out["sarif"])["runs"][0]["results"]) == expected
    assert len(ElementTree.fromstring(out["junit"]).findall("testcase")) == expected


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = run("validate", "motion21", "--format", "json", "--output", str(target))
    assert done.stdout == b""
    assert json.loads(target.read_text(encoding="utf-8"))["referenceDate"] == "2026-11-21"


def test_standard_input_is_read() -> None:
    done = run("validate", "-", "--as-of", "2026-11-21", "--format", "json", stdin=BAD.encode())
    found = json.loads(done.stdout)
    assert [each["rule"] for each in found["violations"]] == ["SCP-01"]
    assert (found["violations"][0]["file"], found["violations"][0]["line"]) == ("<stdin>", 4)


def test_query_in_every_format() -> None:
    rows = list(csv.reader(io.StringIO(
        run("query", "Q-17", "--data", "motion21", "--format", "csv").stdout.decode()
    )))  # fmt: skip
    assert len(rows) - 1 == 7  # the paper of 4 November 2024 names seven partners
    document = json.loads(run("query", "Q-17", "--data", "motion21", "--format", "json").stdout)
    assert len(document["results"]["bindings"]) == 7
    shown = run("query", "Q-17", "--data", "motion21").stdout.decode()
    assert "Uitvoeringsinstituut Werknemersverzekeringen" in shown
    turtle = run("query", "Q-17", "--data", "motion21", "--format", "ttl").stdout.decode()
    assert len(Graph().parse(data=turtle, format="turtle")) > 7


def test_query_without_data_asks_the_demo_and_says_so() -> None:
    done = run("query", "Q-17", "--format", "csv")
    assert done.returncode == 0
    assert "--data motion21" in done.stderr.decode()


def test_rule_page_shows_all_there_is() -> None:
    page = run("rules", "PRC-05").stdout.decode()
    for fragment in (
        "Melding",
        "Waarom",
        "Hoe u het herstelt",
        "Goed voorbeeld",
        "Fout voorbeeld",
        "SHACL",
    ):
        assert fragment in page


def test_lists_as_data() -> None:
    rules = json.loads(run("rules", "--format", "json").stdout)
    assert {"nl", "en"} == set(rules[0]["message"])
    catalogue = Graph().parse(data=run("queries", "--format", "ttl").stdout, format="turtle")
    listed = json.loads(run("queries", "--format", "json").stdout)
    assert len(list(catalogue.subjects(RDF.type, SH.SPARQLExecutable))) == len(listed)


def test_register_link_on_the_own_fixture(repository: Path) -> None:
    export = repository / "tests" / "register" / "fixtures" / "export.json"
    done = run("register", "link", str(export), "--format", "json")
    document = json.loads(done.stdout)
    assert done.returncode == 0
    assert sum(document["counts"].values()) == len(document["models"]) >= 8


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith(b"grondslag ")
    text = run("validate", "--help").stdout.decode()
    for option in (
        "--shapes",
        "--as-of",
        "--engine",
        "--fail-on",
        "--format",
        "--output",
        "--lang",
    ):
        assert option in text


def test_output_keeps_devices_links_and_rights(tmp_path: Path) -> None:
    data = write(tmp_path, BAD)
    day = ("--as-of", "2026-11-21", "--format", "csv")
    assert run("validate", data, *day, "--output", os.devnull).returncode == 1
    assert Path(os.devnull).is_char_device()
    target, link = tmp_path / "report.csv", tmp_path / "link.csv"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    run("validate", data, *day, "--output", str(link))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("ernst,")
    assert target.stat().st_mode & 0o777 == 0o600
    before = set(tmp_path.iterdir())
    assert run("validate", data, *day, "--output", str(tmp_path)).returncode == 2
    assert set(tmp_path.iterdir()) == before


def test_text_of_the_data_is_never_markup_nor_control_code(tmp_path: Path) -> None:
    text = BAD + (
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'e:unit rdfs:label "Dienst [/b] [red]X\\u001b[31m\\u0001"@nl .\n'
    )
    data = write(tmp_path, text)
    for form in ("table", "junit", "html"):
        done = run("validate", data, "--as-of", "2026-11-21", "--format", form)
        assert done.returncode == 1, done.stderr
        assert "Dienst [/b] [red]X" in done.stdout.decode()
        assert b"\x1b" not in done.stdout and b"\x01" not in done.stdout
        if form == "junit":
            ElementTree.fromstring(done.stdout)


def test_packed_standard_input_is_unpacked() -> None:
    packed = gzip.compress(BAD.encode())
    done = run("validate", "-", "--as-of", "2026-11-21", "--format", "csv", stdin=packed)
    assert b"SCP-01" in done.stdout
