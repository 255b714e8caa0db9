"""What JSON-LD passes over without a word is told; what it reads is not remarked on."""

import json
import time
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from grondslag.errors import InputError
from grondslag.intake import json_unread, read, read_bytes, read_files
from grondslag.intake.json_plain import doubt
from grondslag.intake.json_unread import unread
from grondslag.settings import Settings
from grondslag.usecases.many import Division, validate_many

P = "http://e/p"
GS = "https://w3id.org/grondslag/def#"
ALIASES = {"id": "@id", "type": "@type", "e": "http://e/"}

#: A context, a thing, and what is not read of it: pairs of a kind and a name.
LOST: list[tuple[Any, Any, list[str]]] = [
    (ALIASES, {"id": "e:a", "e:p": 1, "purpose": "x"}, ['de sleutel "purpose"']),
    (ALIASES, {"id": "e:a", "e:p": {"e:p": 1, "purpose": 2}}, ['de sleutel "purpose"']),
    (ALIASES, {"id": "http://e/ b", "e:p": 1}, ['alles over "http://e/ b"']),
    (ALIASES, {"id": "e:b c", "e:p": 1}, ['alles over "e:b c"']),
    (ALIASES, {"id": "b c", "e:p": 1}, ['alles over "b c"']),
    (ALIASES, {"id": "e:a", "e:p": {"id": "b"}}, ['alles over "b"']),
    (ALIASES, {"id": "e:a", "type": ["e:C", "Foo"]}, ['de soort "Foo"']),
    ({}, {"@ID": "http://e/a", P: 1}, ['de sleutel "@ID"']),
    ({"p": "rel"}, {"@id": "http://e/a", "p": 1, P: 1}, ['de sleutel "p"']),
    (
        {"p": {"@id": P, "@type": "@id"}},
        {"@id": "http://e/a", "p": ["b", "http://e/c"]},
        ['alles over "b"'],
    ),
    ({"@vocab": "http://e/"}, {"@id": "http://e/a", "two words": 1}, ['de sleutel "two words"']),
    (
        [{"@vocab": "http://e/"}, {"@vocab": None}],
        {"@id": "http://e/a", "p": 1, P: 2},
        ['de sleutel "p"'],
    ),
]

#: Usual documents of which nothing is lost, or only what their context says.
KEPT: list[Any] = [
    {"@context": ALIASES, "id": "e:a", "type": "e:C", "e:p": [1, {"@value": "x"}, {"id": "_:b"}]},
    {"@context": {"@vocab": "http://e/"}, "@id": "http://e/a", "@type": "C", "p": {"q": 1}},
    {"@context": {"@base": "http://e/", "p": P}, "@id": "a/b", "p": {"@id": "#c"}},
    {"@context": {"e": "http://e/", "t": "e:t#", "p": "t:p"}, "@id": "t:a", "p": True},
    {"@context": {"p": None, "q": {"@id": None}, "r": P}, "@id": "http://e/a", "p": 1, "r": 2},
    {
        "@context": {"name": {"@id": P, "@container": "@language"}},
        "@id": "http://e/a",
        "name": {"nl": "naam", "en": "name"},
    },
    {
        "@context": {"by": {"@id": P, "@container": "@index"}, "q": "http://e/q"},
        "@id": "http://e/a",
        "by": {"first": {"@id": "http://e/b", "q": 1}, "second": {"q": 2}},
    },
    {
        "@context": {"by": {"@id": P, "@container": "@id"}, "e": "http://e/"},
        "@id": "http://e/a",
        "by": {"e:b": {"e:q": 1}},
    },
    {
        "@context": {"raw": {"@id": P, "@type": "@json"}},
        "@id": "http://e/a",
        "raw": {"any": [{"key": 1}]},
    },
    {
        "@context": {"list": {"@id": P, "@container": "@list", "@type": "@id"}, "e": "http://e/"},
        "@id": "http://e/a",
        "list": ["e:b", "http://e/c", "_:d"],
    },
    {"@context": {"k": {"@id": P, "@type": "@vocab"}, "w": "http://e/w"}, "@id": "e:a", "k": "w"},
    {"@context": {"child": {"@reverse": P}}, "@id": "http://e/a", "child": {"@id": "http://e/b"}},
    {"@id": "http://e/a", "@reverse": {P: {"@id": "http://e/b"}}},
    {"@id": "http://e/g", "@graph": [{"@id": "http://e/a", P: {"@list": [1, {P: 2}]}}]},
    {"@id": "http://e/a", P: 1, "@included": [{"@id": "http://e/b", P: 2}]},
    {"@context": {"e": "http://e/"}, "@graph": [{"@context": {"p": P}, "@id": "e:a", "p": "x"}]},
    [{"@context": {"p": P}, "@id": "http://e/a", "p": 1}, {"@id": "http://e/b", P: 1}],
    {"@context": {"@version": 1.1, "a": "@id", "b": "a", "p": P}, "b": "http://e/a", "p": "a:b c"},
    {"@id": "http://e/a", P: '{[ "purpose": \'', "http://e/empty": None},
    {"@context": {"C": {"@id": "http://e/C", "@context": {"p": P}}}, "@type": "C", "p": 1},
    {"@context": {"labels": "@nest", "p": P}, "@id": "http://e/a", "labels": {"p": 1}},
    {"@context": [None, {"p": P}], "@id": "tag:e,2026:é", "p": "x", "other": None},
]


def quads(document: Any) -> set[tuple[str, ...]]:
    """Return what the parser reads, blank nodes without their labels."""
    found = ox.parse(json.dumps(document), ox.RdfFormat.JSON_LD)
    return {
        tuple(
            "_:" if isinstance(t, ox.BlankNode) else str(t)
            for t in (q.subject, q.predicate, q.object)
        )
        for q in found
    }


@pytest.mark.parametrize(("context", "thing", "expected"), LOST)
def test_what_is_lost_is_told(context: Any, thing: Any, expected: list[str]) -> None:
    data = json.dumps({"@context": context, **thing}).encode()
    told = [dutch for dutch, _ in unread(data, "a.jsonld")]
    assert len(told) == len(expected)
    for remark, name in zip(told, expected, strict=True):
        assert remark.startswith("a.jsonld")
        assert f": niet gelezen: {name}" in remark


@pytest.mark.parametrize("document", KEPT)
@pytest.mark.parametrize("indent", [None, 2])
def test_usual_documents_have_no_remark(document: Any, indent: int | None) -> None:
    assert unread(json.dumps(document, indent=indent).encode(), "a.jsonld") == []


@pytest.mark.parametrize("document", [{"@context": c, **t} for c, t, _ in LOST])
def test_a_document_with_something_lost_is_never_taken_for_plain(document: Any) -> None:
    assert doubt(json.dumps(document, ensure_ascii=False).encode()) is not None


@pytest.mark.parametrize("number", [0, 1, 2, 3, 9])
def test_plain_documents_are_seen_to_be_plain(number: int) -> None:
    for indent in (None, 1):
        assert doubt(json.dumps(KEPT[number], indent=indent).encode()) is None


def test_the_line_and_the_term_that_was_meant(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonld"
    file.write_text(
        f'{{"@context": {{"gs": "{GS}", "id": "@id"}},\n "@graph": [\n'
        '  {"id": "http://e/a", "gs:hasLegalGround": "x"},\n'
        '  {"id": "http://e/b", "hasLegalGround" : "x"},\n'
        '  {"id": "http://e/c", "gs:hasLegalGround": "hasLegalGround", "hasLegalGround": "x"},\n'
        '  {"id": "d e", "gs:hasLegalGround": "x"}]}\n'
    )
    first, second = (dutch for dutch, _ in read_files([str(file)]).remarks)
    assert first.startswith(
        f'{file}, regel 4: niet gelezen: de sleutel "hasLegalGround" (2 keer). '
    )
    assert first.endswith("Bedoelt u gs:hasLegalGround?")
    assert second.startswith(f'{file}, regel 6: niet gelezen: alles over "d e". ')


def test_no_line_where_the_same_key_is_read_elsewhere() -> None:
    text = (
        '{"@graph": [\n{"@context": {"p": "http://e/p"}, "@id": "http://e/a", "p": 1},\n'
        '{"@id": "http://e/b", "http://e/q": 1, "p": 2}]}'
    )
    ((dutch, english),) = unread(text.encode(), "a.jsonld")
    assert dutch.startswith('a.jsonld: niet gelezen: de sleutel "p"')
    assert english.startswith('a.jsonld: not read: the key "p"')


def test_every_road_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    thing = {"@id": "http://e/g", "@graph": [{"@id": "http://e/a", P: 1, "purpose": 1}]}
    file = tmp_path / "a.jsonld"
    file.write_text(json.dumps(thing))
    many = validate_many([str(file)], Division(graphs=True), jobs=1, limits=Settings())
    assert sum("niet gelezen" in each.message_nl for each in many.notes) == 1
    assert len(read_bytes("a.jsonld", file.read_bytes(), "0").remarks) == 1
    monkeypatch.setattr(read, "_BULK_BYTES", 1)
    assert len(read_files([str(file)]).remarks) == 1


def test_a_document_of_which_nothing_is_read_says_why() -> None:
    with pytest.raises(InputError) as caught:
        read_bytes("a.jsonld", b'{"@id": "http://e/a",\n "purpose": "x"}', "0")
    assert "geen enkel gegeven" in caught.value.message_nl
    assert "regel 2: niet gelezen" in caught.value.message_nl


def test_a_large_document_is_only_said_to_be_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_unread, "LOOKED_AT_MOST", 50)
    plain = json.dumps([{"@id": f"http://e/{n}", P: n} for n in range(9)]).encode()
    assert unread(plain, "a.jsonld") == []
    ((dutch, _),) = unread(plain.replace(b'"http://e/p"', b'"purpose"'), "a.jsonld")
    assert "misschien is niet alles gelezen" in dutch and '"purpose"' in dutch


def test_many_names_are_counted() -> None:
    things = {"@id": "http://e/a", P: 1, **{f"key{n}": n for n in range(15)}}
    remarks = unread(json.dumps(things).encode(), "a.jsonld")
    assert len(remarks) == 11
    assert "(5)" in remarks[-1][0]


@pytest.mark.parametrize(("context", "thing", "expected"), LOST)
def test_the_parser_indeed_reads_no_more(context: Any, thing: Any, expected: list[str]) -> None:
    names = {each.split('"')[1] for each in expected}

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {k: without(v) for k, v in value.items() if k not in names}
            return kept if not names & {v for v in value.values() if isinstance(v, str)} else None
        if isinstance(value, list):
            return [without(each) for each in value if each not in names]
        return value

    whole = quads({"@context": context, **thing})
    rest = without(thing)
    assert whole == (set() if rest is None else quads({"@context": context, **rest}))


def test_a_list_that_fits_in_many_ways_takes_no_time() -> None:
    context = {"@vocab": "http://e/", "@base": "http://e/", "a": "http://e/a", "b": "@type"}
    for last in ({"x": 1}, "two words", 1):
        thing = {"@context": context, "@id": "http://e/x", "@type": ["a"] * 5_000 + [last]}
        start = time.monotonic()
        doubt(json.dumps(thing, indent=1).encode())
        assert time.monotonic() - start < 5
