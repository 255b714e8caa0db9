"""The fictional ministry: its size, its two versions, and the table that explains them."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, RDFS, BNode, Graph, Literal, Namespace, Node, URIRef

from .planted import BASE, DEMO, PlantedMistake, mistakes, planted

GS = Namespace("https://w3id.org/grondslag/def#")
C = Namespace("https://w3id.org/grondslag/concept/")
DATA = Namespace(BASE)
DCAT_DATASET = URIRef("http://www.w3.org/ns/dcat#Dataset")
DCTERMS_IDENTIFIER = URIRef("http://purl.org/dc/terms/identifier")
XSD_DATE = URIRef("http://www.w3.org/2001/XMLSchema#date")
SHAPES = DEMO.parents[1] / "shapes"
VERSIONS = ("clean", "received")
ORIGIN = (
    "nationality",
    "second-nationality",
    "birthplace",
    "birth-country",
    "parents-birth-country",
    "ethnicity",
    "race",
    "migration-background",
    "residence-status",
)
ROLES = ("identity", "entitlement", "selection", "statistics", "communication", "proxy")


def files(version: str) -> list[Path]:
    return sorted((DEMO / version).glob("*.ttl"))


@cache
def graph(version: str) -> Graph:
    together = Graph()
    for file in files(version):
        together.parse(file, format="turtle")
    return together


def instances(version: str, *classes: str) -> set[Node]:
    return {node for name in classes for node in graph(version).subjects(RDF.type, GS[name])}


def uses(version: str) -> set[Node]:
    return instances(version, "IndicatorUse", "SexRegistration")


# ------------------------------------------------------------------ form of the files


def test_both_versions_have_the_same_files() -> None:
    assert [file.name for file in files("clean")] == [file.name for file in files("received")]
    assert len(files("clean")) >= 20


@pytest.mark.parametrize(
    "file",
    [file for version in VERSIONS for file in files(version)],
    ids=lambda file: f"{file.parent.name}/{file.stem}",
)
def test_file_is_readable_turtle(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# "), "a comment says what the file holds"
    assert text.count("\n") <= 500
    oxigraph = set(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(Graph().parse(data=text, format="turtle")) == len(oxigraph)


@pytest.mark.parametrize("version", VERSIONS)
def test_no_node_is_blank_and_every_node_has_a_dutch_label(version: str) -> None:
    blank = [t for t in graph(version) if any(isinstance(term, BNode) for term in t)]
    assert blank == []
    for node in set(graph(version).subjects()):
        languages = {
            label.language
            for label in graph(version).objects(node, RDFS.label)
            if isinstance(label, Literal)
        }
        assert "nl" in languages, node


@pytest.mark.parametrize("version", VERSIONS)
def test_every_subject_is_ours_and_described_once(version: str) -> None:
    for node in set(graph(version).subjects()):
        assert str(node).startswith(BASE), node
    blocks = Counter(
        name
        for file in files(version)
        for name in re.findall(r"^demo:([A-Za-z0-9-]+) ", file.read_text("utf-8"), re.MULTILINE)
    )
    assert [name for name, count in blocks.items() if count > 1] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_refers_to_a_node_that_is_not_there(version: str) -> None:
    known = set(graph(version).subjects())
    for subject, _, target in graph(version):
        if isinstance(target, URIRef) and str(target).startswith(BASE):
            assert target in known, (subject, target)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_dataset_declares_its_reference_date(version: str) -> None:
    expected = Literal("2026-11-21", datatype=XSD_DATE)
    assert (DATA.dataset, RDF.type, DCAT_DATASET) in graph(version)
    assert list(graph(version).objects(None, GS.referenceDate)) == [expected]


# ------------------------------------------------------------------ size and variety


@pytest.mark.parametrize("version", VERSIONS)
def test_size(version: str) -> None:
    assert len(instances(version, "OrganisationalUnit")) >= 14
    assert len(instances(version, "Processing")) >= 80
    assert len(uses(version)) >= 150
    assert len(instances(version, "SexRegistration")) >= 12
    assert len(instances(version, "RiskModel")) >= 8
    assert len(instances(version, "Commitment")) >= 5
    assert len(instances(version, "Question")) >= 10


def test_all_roles_and_indicators_occur() -> None:
    clean = graph("clean")
    roles = {role for use in uses("clean") for role in clean.objects(use, GS.useRole)}
    assert roles == {C["role-" + role] for role in ROLES}
    found = {name for use in uses("clean") for name in clean.objects(use, GS.usesIndicator)}
    assert {C["indicator-" + name] for name in (*ORIGIN, "registered-sex")} <= found


def test_all_kinds_of_units_and_reasons_occur() -> None:
    clean = graph("clean")
    kinds = set(clean.objects(None, GS.organisationKind))
    for kind in ("core-department", "directorate", "directorate-general", "service", "inspectorate",
                 "agency", "zbo", "advisory-body"):  # fmt: skip
        assert C["orgkind-" + kind] in kinds
    outcomes = set(clean.objects(None, GS.scopeOutcome))
    assert outcomes == {C["scope-in"], C["scope-out"], C["scope-partly"]}
    assert len(set(clean.objects(None, GS.exclusionReason))) >= 7


def test_every_processing_has_its_own_title_and_purpose() -> None:
    processings = instances("clean", "Processing")
    for term in (RDFS.label, GS.purpose):
        texts = [str(graph("clean").value(node, term)) for node in processings]
        assert len(set(texts)) == len(texts)


def test_models_differ_in_status_and_registration() -> None:
    clean = graph("clean")
    models = instances("clean", "RiskModel")
    statuses = {status for model in models for status in clean.objects(model, GS.activityStatus)}
    assert statuses == {C["status-development"], C["status-active"], C["status-ended"]}
    assert len([m for m in models if (m, GS.hasRegistration, None) in clean]) >= 4
    assert len([m for m in models if (m, GS.noRegistrationReason, None) in clean]) >= 2


def test_invented_register_codes_have_a_valid_check_digit() -> None:
    codes = [
        str(graph("clean").value(node, DCTERMS_IDENTIFIER))
        for node in instances("clean", "AlgorithmRegistration")
    ]
    assert len(codes) == len(set(codes)) >= 4
    for code in codes:
        assert re.fullmatch(r"[1-9]{7}[0-9]", code)
        digits = [int(digit) for digit in code]
        assert (3 * sum(digits[0:7:2]) + sum(digits[1:6:2])) % 10 == digits[7]


def test_authors_disagree_and_the_own_organisation_answers() -> None:
    clean = graph("clean")
    contradicted = set(clean.objects(None, GS.contradicts))
    assert len(contradicted) >= 8
    assert contradicted <= set(clean.objects(None, GS.supersedes))
    authors = set(clean.objects(None, GS.authorRole))
    for author in ("own-organisation", "cpo", "fg", "adr", "ap", "college", "court", "researcher"):
        assert C["author-" + author] in authors


# ------------------------------------------------------------------ the planted mistakes


def test_the_table_is_large_and_spread() -> None:
    rows = mistakes()
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    numbers = {row.number for row in rows}
    assert numbers == set(range(1, len(numbers) + 1))
    assert len(numbers) >= 40
    assert len({row.code for row in rows}) >= 30
    assert len({row.file for row in rows}) >= 15
    assert len(planted()) == len(set(planted())) == len(rows)


def test_every_theme_of_the_rules_is_covered() -> None:
    first = {"DOC", "SCP", "PRC", "SPC", "RSK", "VER", "MEA", "PAR", "COO", "SEX"}
    themes = first | {"AIA", "FRM", "INC", "STA"}
    assert {code[:3] for code, _ in planted()} == themes


def test_the_table_names_existing_rules_files_and_nodes() -> None:
    shapes = "\n".join(file.read_text("utf-8") for file in SHAPES.glob("*.ttl"))
    nodes = set(graph("clean").subjects()) | set(graph("received").subjects())
    for row in mistakes():
        assert re.search(rf"^rule:{row.code} ", shapes, re.MULTILINE), row.code
        assert (DEMO / "received" / row.file).is_file(), row.file
        assert URIRef(row.focus) in set(graph("received").subjects()), row.focus
        assert {URIRef(name) for name in row.changed} <= nodes, row


def test_the_readme_counts_match_the_table() -> None:
    text = (DEMO / "README.md").read_text(encoding="utf-8")
    match = re.search(r"^(\d+) mistakes, (\d+) rows, (\d+) different rules", text, re.MULTILINE)
    assert match is not None
    rows = mistakes()
    assert tuple(int(number) for number in match.groups()) == (
        len({row.number for row in rows}),
        len(rows),
        len({row.code for row in rows}),
    )


def test_the_readme_counts_match_the_units() -> None:
    clean = graph("clean")
    text = (DEMO / "README.md").read_text(encoding="utf-8")
    cast = re.findall(r"^\| `([a-z]{3})` \|.*\| (\d+|–) \| (\d+|–) \|$", text, re.MULTILINE)
    assert len(cast) >= 14
    for code, processings, count in cast:
        own = {p for p in instances("clean", "Processing") if str(p).startswith(f"{BASE}{code}-")}
        in_own = {u for u in uses("clean") if clean.value(u, GS.inProcessing) in own}
        expected = tuple(0 if number == "–" else int(number) for number in (processings, count))
        assert (len(own), len(in_own)) == expected, code


def _differing() -> dict[str, str]:
    """Each subject whose triples differ between the versions, with the file that holds it."""
    found = {}
    for clean_file, received_file in zip(files("clean"), files("received"), strict=True):
        before, after = Graph().parse(clean_file), Graph().parse(received_file)
        for subject in {triple[0] for triple in (before - after) + (after - before)}:
            found[str(subject)] = clean_file.name
    return found


def _explains(row: PlantedMistake, subject: str, file: str) -> bool:
    return subject in row.changed and (row.file == file or row.focus != subject)


def test_every_difference_is_explained_by_the_table() -> None:
    rows = mistakes()
    for subject, file in _differing().items():
        assert any(_explains(row, subject, file) for row in rows), (subject, file)


def test_every_mistake_is_a_difference() -> None:
    differing = set(_differing())
    for number in {row.number for row in mistakes()}:
        changed = {name for row in mistakes() if row.number == number for name in row.changed}
        assert changed & differing, number
