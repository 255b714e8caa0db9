"""What a report says of a result in words: for people always something, in RDF what SHACL says."""

import csv
import io
import json

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import SH

from grondslag.catalogue.rules import example, in_languages, rules
from grondslag.reporting import render_report
from grondslag.usecases.explain import explain
from grondslag.usecases.workspace import open_bytes
from grondslag.validation import Report, load_shapes

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DATA = f"{PREFIXES} e:a e:q 1 , 2 ."


def report(about: str, more: str = "", data: str = DATA) -> Report:
    """Return what a shape with some statements finds."""
    text = f"{PREFIXES} e:S sh:targetNode e:a ; {about} . {more}"
    shapes = load_shapes(Graph().parse(data=text, format="turtle"), "s.ttl")
    return open_bytes("d.ttl", data.encode(), "").validate(shapes=shapes)


def in_rdf(made: Report) -> set[Literal]:
    graph = Graph().parse(data=render_report(made, "ttl", "nl"), format="turtle")
    return set(graph.objects(None, SH.resultMessage))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "dutch", "english"),
    [
        ({"nl": "a", "en": "b", "fr": "c", None: "d"}, "a", "b"),
        ({"nl-BE": "a", "en-GB": "b", None: "d"}, "a", "b"),
        ({"nl-BE": "a", "nl": "b"}, "b", "b"),
        ({None: "a", "en": "b"}, "a", "b"),
        ({"en": "b", "fr": "c"}, "b", "b"),
        ({"fr": "c", "nl-BE": "a"}, "a", "a"),
        ({"fr": "c", "de": "d"}, "d", "d"),
        ({"NL": "a"}, "a", "a"),
        ({"nl": "", "en": "b"}, "b", "b"),
        ({}, "", ""),
    ],
)
def test_the_nearest_language(said: dict[str | None, str], dutch: str, english: str) -> None:
    pairs = [(text, tag) for tag, text in said.items()]
    assert in_languages(pairs) == {"nl": dutch, "en": english}
    assert in_languages(reversed(pairs)) == {"nl": dutch, "en": english}


@pytest.mark.parametrize(
    ("messages", "dutch", "english"),
    [
        ('"Trop de valeurs"@fr , "Zu viele"@de', "Zu viele", "Zu viele"),
        ('"Te veel"@nl-be , "Too many"@en-gb , "#"', "Te veel", "Too many"),
        ('"Te veel"', "Te veel", "Te veel"),
    ],
)
def test_the_rdf_has_exactly_the_messages_of_a_shape(
    messages: str, dutch: str, english: str
) -> None:
    made = report(f"sh:property [ sh:path e:q ; sh:maxCount 1 ; sh:message {messages} ]")
    (violation,) = made.violations
    assert violation.message == {"nl": dutch, "en": english}
    wanted = Graph().parse(data=f"{PREFIXES} e:x e:y {messages} .", format="turtle")
    assert in_rdf(made) == set(wanted.objects())


def test_a_generic_message_has_no_language() -> None:
    (message,) = in_rdf(report("sh:property [ sh:path e:q ; sh:maxCount 1 ]"))
    assert message.language is None


def test_our_own_rules_speak_both_languages() -> None:
    code = rules()[0].code
    made = open_bytes("d.ttl", example(code, "bad").encode(), "").validate()
    assert made.violations
    for each in made.violations:
        assert each.messages == ((each.message["nl"], "nl"), (each.message["en"], "en"))
    assert {each.language for each in in_rdf(made)} == {"nl", "en"}


def test_a_query_without_a_message_has_one_for_people_only() -> None:
    made = report('sh:sparql [ sh:select "SELECT $this WHERE { $this <http://e/q> 1 }" ]')
    assert in_rdf(made) == set()
    dutch, english = "De vraag van deze regel vindt dit.", "The query of this rule finds this."
    assert [each.message for each in made.violations] == [{"nl": dutch, "en": english}]
    rows = list(csv.DictReader(io.StringIO(render_report(made, "csv", "nl")), delimiter=";"))
    assert dutch in str(rows)
    (run,) = json.loads(render_report(made, "sarif", "en"))["runs"]
    assert [each["message"]["text"] for each in run["results"]] == [f"{english} (http://e/a)"]
    assert dutch in render_report(made, "html", "nl")


def test_a_message_for_people_is_cut_and_the_rdf_is_whole() -> None:
    every = " ".join(f"e:n{number}" for number in range(2000))
    made = report(f"sh:property [ sh:path e:q ; sh:in ( {every} ) ]")
    for each in made.violations:
        assert len(each.message["nl"]) == 2000
        assert each.message["nl"].endswith("…")
    assert all("n1999" in each for each in in_rdf(made))


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        ('"Teller"', "Teller", "Teller"),
        ('"Counter"@en-GB', "Counter", "Counter"),
        ('"Compteur"@fr', "Compteur", "Compteur"),
        ('"Teller"@nl , "Counter"@en', "Teller", "Counter"),
        ('"Teller"@nl-BE , "Counter"@en-GB , "#"', "Teller", "Counter"),
    ],
)
def test_a_rule_and_its_severity_have_a_name_in_whatever_language(
    name: str, dutch: str, english: str
) -> None:
    made = report(
        f"sh:property [ sh:path e:q ; sh:maxCount 0 ; sh:name {name} ; sh:severity e:Own ]",
        f"e:Own rdfs:label {name} .",
    )
    (violation,) = made.violations
    assert violation.name == violation.severity_name == {"nl": dutch, "en": english}


@pytest.mark.parametrize("name", ['"Compteur"@fr', '"Compteur"', '"Compteur"@en-GB'])
def test_an_explanation_names_a_rule_in_whatever_language(name: str) -> None:
    text = f"{PREFIXES} e:S sh:targetNode e:a ; sh:property [ sh:path e:q ; sh:maxCount 0 ; "
    read = Graph().parse(data=f"{text} sh:name {name} ] .", format="turtle")
    workspace = open_bytes("d.ttl", DATA.encode(), "")
    (item,) = explain(workspace, "http://e/S", shapes=load_shapes(read, "s.ttl")).items
    assert item.explanation.name == {"nl": "Compteur", "en": "Compteur"}


def test_a_message_without_words_stays_without() -> None:
    made = report('sh:property [ sh:path e:q ; sh:maxCount 1 ; sh:message "" ]')
    assert [each.message for each in made.violations] == [{"nl": "", "en": ""}]
    assert in_rdf(made) == {Literal("")}
