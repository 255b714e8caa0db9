"""The rule book as a folder: complete, linked within itself, repeatable, and true to pySHACL."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pyoxigraph
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from grondslag import content
from grondslag.catalogue import Rule, rule, rules, shapes_graph
from grondslag.catalogue.core_query import Untranslatable, core_query
from grondslag.catalogue.glossary import OntologyTheme, ontology_themes
from grondslag.catalogue.law import law, norm_register
from grondslag.catalogue.set_wise import plan
from grondslag.dataset import View, to_store
from grondslag.dataset.knowledge import load_turtle
from grondslag.dataset.store import from_oxigraph
from grondslag.errors import InputError
from grondslag.reporting.diagram import diagram
from grondslag.reporting.rulebook import MANIFEST, marked_lines, render_rule_book, rule_query
from grondslag.reporting.rulebook_index import by_framework, by_norm, by_severity, by_theme
from grondslag.usecases import open_files, parse_date
from grondslag.usecases.rulebook import bad_lines, write_rule_book
from grondslag.validation.reference import run_pyshacl
from grondslag.vocabulary import GS, NORM

DAY = parse_date("2026-11-21")
CORE = [each for each in rules() if not each.is_sparql]
EXAMPLES = content.root() / "shapes" / "examples"


@cache
def marks() -> dict[str, tuple[int, ...]]:
    return bad_lines()


@cache
def book() -> dict[str, bytes]:
    return render_rule_book(marks(), DAY)


def pages() -> list[str]:
    return [name for name in book() if name.endswith(".html")]


class Page(HTMLParser):
    """What a test looks at in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found[name] or "" for name in ("href", "src") if name in found]
        if tag == "html":
            self.language = found.get("lang") or ""


@cache
def parsed(name: str) -> Page:
    return Page(book()[name].decode())


# Completeness


@pytest.mark.parametrize("each", rules(), ids=lambda each: each.code)
def test_every_rule_has_its_two_pages_with_all_its_texts(each: Rule) -> None:
    for language, place in (("nl", ""), ("en", "en/")):
        raw = book()[f"{place}rules/{each.code}.html"].decode()
        text = re.sub(r"\s+", " ", raw)
        assert parsed(f"{place}rules/{each.code}.html").language == language
        for part in (each.name, each.why, each.repair):
            shown = part["nl" if language == "nl" else "en"]
            assert shown.replace("'", "&#39;").replace('"', "&#34;") in text
        assert "{?" not in text.split('id="shacl"')[0]
        assert "{$" not in text.split('id="shacl"')[0]
        for provision in each.provisions:
            label = provision.label["nl" if language == "nl" else "en"]
            assert label.replace("'", "&#39;") in text
        assert 'id="sparql"' in raw and "SELECT" in raw.split('id="sparql"')[1]
        assert raw.count("<mark") == len(marks()[each.code]) >= 1
        assert raw.count("<h1>") == 1


def test_the_two_languages_have_the_same_pages() -> None:
    dutch = {name for name in pages() if not name.startswith("en/")}
    assert {name.removeprefix("en/") for name in pages() if name.startswith("en/")} == dutch
    assert {f"ontology/{theme.key}.html" for theme in ontology_themes()} <= dutch


def test_the_ways_in_lead_to_every_rule() -> None:
    for language in ("", "en/"):
        for index in ("index.html", "severity.html", "provisions.html", "requirements.html"):
            links = set(parsed(language + index).links)
            assert {f"rules/{each.code}.html" for each in rules()} <= links, index
    for sections in (by_theme(), by_severity()):
        listed = [each.code for section in sections for each in section.rules]
        assert sorted(listed) == sorted(each.code for each in rules())


def test_the_coverage_page_shows_every_provision_and_requirement_and_each_gap() -> None:
    rows = [row for section in by_norm() for row in section.rows]
    assert [each.iri for each, _ in rows] == [each.iri for each in norm_register()]
    requirements = [each for framework in by_framework() for each in framework.requirements]
    text = book()["coverage.html"].decode()
    for each, _ in rows:
        assert each.label["nl"].replace("'", "&#39;") in text
    for requirement in requirements:
        assert f">{requirement.number}<" in text
    named = {number for each in rules() for number in each.requirements}
    assert named <= {each.number for each in requirements}
    without = sum(1 for each in requirements if not each.rules) + sum(
        1
        for section in by_norm()
        for each, found in section.rows
        if not found and not (each.is_norm and section.with_rules)
    )
    assert text.count('class="gap"') == without


# The folder


@pytest.mark.parametrize("name", pages())
def test_links_stay_in_the_folder_and_resolve(name: str) -> None:
    page = parsed(name)
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("h1") == 1
    assert not {"script", "iframe", "img", "object", "form"} & set(page.tags)
    for address in page.links:
        if re.match(r"https?://", address):
            continue
        path, _, anchor = address.partition("#")
        target = normpath(join(dirname(name), path)) if path else name
        assert target in book(), address
        if anchor:
            assert anchor in parsed(target).ids, address


def test_nothing_is_fetched_from_elsewhere() -> None:
    style = book()["style.css"].decode()
    assert "url(" not in style and "@import" not in style
    for name in pages():
        text = book()[name].decode()
        assert not re.search(r'<link[^>]+href="https?:', text)
        assert not re.search(r"\bsrc=|\bstyle=|\bonclick=", text)


def test_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "import hashlib, json, sys\n"
        "from grondslag.reporting.rulebook import render_rule_book\n"
        "from grondslag.usecases import parse_date\n"
        "lines = {k: tuple(v) for k, v in json.loads(sys.argv[1]).items()}\n"
        "files = render_rule_book(lines, parse_date('2026-11-21'))\n"
        "print(hashlib.sha256(files['rulebook.json']).hexdigest())\n"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code, json.dumps(marks())],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


def test_writing_twice_removes_what_is_gone_and_leaves_what_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "book"
    monkeypatch.setattr("grondslag.usecases.rulebook.bad_lines", marks)
    written = write_rule_book(folder, DAY)
    assert written.files == len(book()) and written.rules == len(rules())
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    assert set(manifest["sha256"]) == set(book()) - {MANIFEST}
    manifest["sha256"] |= {"rules/OLD-01.html": "", "../outside.html": ""}
    (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    for name in ("rules/OLD-01.html", "notes.txt", "../outside.html"):
        (folder / name).write_text("x", "utf-8")
    write_rule_book(folder, DAY)
    assert not (folder / "rules" / "OLD-01.html").exists()
    assert (folder / "notes.txt").exists() and (tmp_path / "outside.html").exists()
    assert {name: (folder / name).read_bytes() for name in book()} == book()


@pytest.mark.parametrize("manifest", [None, "no json", "[]", '{"kind": "other", "sha256": {}}'])
def test_another_folder_is_refused_and_left_alone(tmp_path: Path, manifest: str | None) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(manifest, "utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError, match="not empty|not an earlier"):
        write_rule_book(tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_in_the_way_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(InputError):
        write_rule_book(tmp_path / "file")


# Marks and law


def test_marks_stand_on_the_line_of_the_violation() -> None:
    lines = marked_lines("a\nb\nc\n", [2])
    assert [(each.text, each.marked) for each in lines] == [("a", False), ("b", True), ("c", False)]
    text = (EXAMPLES / "DOC-06" / "bad.ttl").read_text("utf-8").split("\n")
    assert all("gs:dossierNumber" in text[number - 1] for number in marks()["DOC-06"])
    page = book()["en/rules/DOC-06.html"].decode()
    assert "the message is about this" in page.split("<mark")[1].split("</mark>")[0]


def test_law_in_force() -> None:
    old = law(NORM["toetsingskader-2021"])
    assert [old.in_force(parse_date(day)) for day in ("2021-11-30", "2021-12-01")] == [False, True]
    assert [old.in_force(parse_date(day)) for day in ("2025-01-27", "2025-01-28")] == [True, False]
    bill = law(NORM["wetsvoorstel-36790"])
    assert bill.in_force(DAY) is False and bill.is_bill and not bill.is_binding
    assert law(NORM["avg-art-6-lid-3"]).valid_from == parse_date("2018-05-25")
    unchecked = next(each for each in norm_register() if each.text_checked is False)
    code = next(
        (each.code for each in rules() if any(p.text_checked is False for p in each.provisions)),
        None,
    )
    assert unchecked.label["nl"]
    if code is not None:
        assert "tekst niet nagekeken" in book()[f"rules/{code}.html"].decode()


# Diagrams


@pytest.mark.parametrize("theme", ontology_themes(), ids=lambda theme: theme.key)
def test_a_diagram_shows_every_class_and_property_and_so_do_the_tables(
    theme: OntologyTheme,
) -> None:
    picture = diagram(theme, "nl", "titel", "uitleg")
    page = book()[f"ontology/{theme.key}.html"].decode()
    assert 'role="img"' in picture and "<svg" in page
    for each in theme.classes:
        assert f"gs:{each.name}<" in picture
        assert f'id="{each.name}"' in page and each.definition["en"][:20] in page
    for term in theme.properties:
        assert term.label["nl"].replace("'", "&#x27;")[:20] in picture
        assert f'id="{term.name}"' in page


# One query per rule


def _solutions(query: str, store: pyoxigraph.Store) -> set[tuple[str, str]]:
    answer = store.query(query)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    names = {variable.value for variable in answer.variables}
    found = set()
    for row in answer:
        value = from_oxigraph(row["value"]).n3() if "value" in names else ""
        found.add((from_oxigraph(row["this"]).n3(), value))
    return found


def _reference(view: View, each: Rule) -> set[tuple[str, str]]:
    alone = Graph()
    todo: list[object] = [each.iri]
    while todo:
        for triple in shapes_graph().triples((todo.pop(), None, None)):  # type: ignore[arg-type]
            alone.add(triple)
            if triple[1] not in (SH.group, GS.basedOnProvision):
                todo.append(triple[2])
    results, failures = run_pyshacl(view.whole, alone, (each.iri,))
    assert failures == []
    return {
        (found.focus.n3(), "" if found.value in (None, found.focus) else found.value.n3())
        for found in results
    }


@pytest.mark.parametrize("each", CORE, ids=lambda each: each.code)
def test_the_query_of_a_core_rule_gives_what_pyshacl_gives(each: Rule) -> None:
    query = core_query(shapes_graph(), each.iri)
    for kind, number in (("good", 0), ("bad", 1)):
        view = open_files([str(EXAMPLES / each.code / f"{kind}.ttl")], DAY).view
        found = _solutions(query, to_store([view.whole]))
        assert found == _reference(view, each)
        assert len(found) == number


def test_the_queries_of_core_rules_agree_with_pyshacl_on_a_whole_ministry() -> None:
    workspace = open_files(["demo"], DAY)
    for each in CORE:
        found = _solutions(core_query(shapes_graph(), each.iri), workspace.store)
        assert found == _reference(workspace.view, each), each.code


def test_every_sparql_rule_has_a_query_that_says_what_its_plan_says() -> None:
    plans = plan(shapes_graph())
    store = open_files(["demo"], DAY).store
    for each in rules():
        if each.is_sparql:
            shown = rule_query(each)
            assert shown is not None, each.code
            assert _solutions(shown, store) == _solutions(plans[each.iri], store), each.code


SHAPES = """
@prefix ex: <https://w3id.org/grondslag/id/x/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:shape sh:targetClass ex:Thing ; %s .
"""
DATA = """
@prefix ex: <https://w3id.org/grondslag/id/x/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:none a ex:Thing ; ex:n 1 , 2.5 ; ex:s "two" , ex:two .
ex:two ex:n "twee" ; ex:s "seven"@en .
ex:one a ex:Thing ; ex:n 2 ; ex:s [] ; ex:p 1 ; ex:q ex:two .
ex:two a ex:Thing ; ex:p 1 , 2 ; ex:q ex:one , ex:three .
ex:three a ex:Thing ; ex:p "drie"@nl , "three"@en , "drei"@nl ; ex:q "text" .
ex:four a ex:Thing ; ex:p "2026-02-30"^^xsd:date , "2026-02-28"^^xsd:date ; ex:q [ a ex:Thing ] .
ex:five a ex:Thing , ex:Other ; ex:p true , "1"^^xsd:boolean , 1.0 ; ex:q ex:five .
"""


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:path ex:p ; sh:minCount 2",
        "sh:path ex:p ; sh:maxCount 1",
        "sh:path ex:p ; sh:hasValue 1",
        "sh:path ex:p ; sh:in ( 1 true ex:one )",
        "sh:path ex:q ; sh:in ( ex:one ex:two )",
        "sh:path ex:q ; sh:class ex:Thing",
        "sh:path ex:p ; sh:datatype xsd:date",
        "sh:path ex:p ; sh:datatype xsd:string",
        "sh:path ex:q ; sh:nodeKind sh:IRI",
        "sh:path ex:q ; sh:nodeKind sh:BlankNodeOrIRI",
        'sh:path ex:q ; sh:pattern "^HTTP" ; sh:flags "i"',
        "sh:path ex:n ; sh:minInclusive 2",
        "sh:path ex:n ; sh:maxExclusive 2",
        "sh:path ex:s ; sh:minLength 4",
        "sh:path ex:s ; sh:maxLength 4",
        'sh:path ex:p ; sh:languageIn ( "nl" )',
        "sh:path ex:q ; sh:not [ sh:hasValue ex:one ]",
        "sh:path ex:q ; sh:not [ sh:nodeKind sh:IRI ; sh:class ex:Other ]",
        "sh:path ex:q ; sh:not [ a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ]",
        "sh:path ( ex:q ex:p ) ; sh:minCount 1",
        "sh:path [ sh:inversePath ex:q ] ; sh:minCount 1",
        "sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:minCount 3",
        "sh:path [ sh:zeroOrMorePath ex:q ] ; sh:hasValue ex:three",
        "sh:or ( [ sh:path ex:p ; sh:minCount 2 ] [ sh:path ex:q ; sh:hasValue ex:five ] )",
        "sh:and ( [ sh:path ex:p ; sh:minCount 1 ] [ sh:path ex:p ; sh:maxCount 2 ] )",
        "sh:not [ sh:path ex:q ; sh:class ex:Thing ]",
        "sh:class ex:Other",
    ],
)
def test_the_translation_of_each_component_agrees_with_pyshacl(constraint: str) -> None:
    shapes = Graph().parse(data=SHAPES % f"{constraint} ; a {_kind(constraint)}", format="turtle")
    data = Graph().parse(data=DATA, format="turtle")
    shape = URIRef("https://w3id.org/grondslag/id/x/shape")
    answer = to_store([data]).query(core_query(shapes, shape))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    found = {from_oxigraph(row["this"]).n3() for row in answer}
    results, failures = run_pyshacl(data, shapes, (shape,))
    assert failures == []
    assert found == {each.focus.n3() for each in results}
    assert found, "the data must tell right from wrong"


def _kind(constraint: str) -> str:
    return "sh:PropertyShape" if constraint.startswith("sh:path") else "sh:NodeShape"


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:closed true",
        "sh:property [ sh:path ex:p ; sh:minCount 1 ]",
        "sh:minCount 1 ; sh:path ex:p ; sh:maxCount 2",
        "sh:xone ( [ sh:in () ] )",
    ],
)
def test_what_has_no_translation_says_so(constraint: str) -> None:
    shapes = Graph().parse(data=SHAPES % f"{constraint} ; a sh:NodeShape", format="turtle")
    with pytest.raises(Untranslatable):
        core_query(shapes, URIRef("https://w3id.org/grondslag/id/x/shape"))


def test_the_shapes_loader_is_the_catalogue() -> None:
    """The house style is no part of the rule book."""
    house = load_turtle(sorted((content.root() / "shapes" / "house").glob("*.ttl")))
    assert not set(house.subjects(SH.message)) & set(shapes_graph().subjects(SH.message))
    assert rule("PRC-01").code == "PRC-01"
