"""What shapes without an address are called, and where that shows."""

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from grondslag.errors import ShapesError
from grondslag.reporting.machine import report_sarif
from grondslag.usecases.explain import explain
from grondslag.usecases.workspace import open_bytes, open_files, read_shapes
from grondslag.validation import load_shapes
from grondslag.validation.shape_names import ShapeNames

E = "https://example.org/"
PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/> . "


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def names(text: str) -> set[str]:
    """Return the names of the shapes that have a message."""
    read = graph(text)
    return {ShapeNames(read).name(each) for each in read.subjects(SH.message, None)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('e:s sh:message "" .', f"{E}s"),
        ('e:s sh:property [ sh:path e:p ; sh:message "" ] .', f"{E}s › {E}p"),
        (
            'e:s sh:property [ sh:path e:p ; sh:property [ sh:path e:q ; sh:message "" ] ] .',
            f"{E}s › {E}p › {E}q",
        ),
        ('e:s sh:or ( [ sh:class e:c ] [ sh:message "" ] ) .', f"{E}s"),
        ('e:s sh:not [ sh:property [ sh:path e:p ; sh:message "" ] ] .', f"{E}s › {E}p"),
        (
            'e:s sh:property [ sh:path [ sh:inversePath e:p ] ; sh:message "" ] .',
            f"{E}s › inverse(<{E}p>)",
        ),
        ('[ sh:message "" ] .', "[ ]"),
        (
            '[ sh:targetClass e:c ; sh:targetNode "x" ; sh:message "" ] .',
            f'[ ] sh:targetClass {E}c sh:targetNode "x"',
        ),
        (
            '[ sh:targetClass e:c ; sh:property [ sh:path e:p ; sh:message "" ] ] .',
            f"[ ] sh:targetClass {E}c › {E}p",
        ),
        # Of several, the first by address.
        ('e:t sh:property _:b . e:s sh:property _:b . _:b sh:path e:p ; sh:message "" .',
         f"{E}s › {E}p"),
        # Circles and paths that are none come to an end.
        ('_:b sh:property _:b ; sh:message "" .', "[ ]"),
        ('e:s sh:property [ sh:path [ ] ; sh:message "" ] .', f"{E}s"),
        ('e:s sh:property [ sh:path _:l ; sh:message "" ] . _:l sh:inversePath _:l .', f"{E}s"),
        ('e:s sh:or _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> [ sh:message "" ];'
         "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .", "[ ]"),
    ],
)  # fmt: skip
def test_a_name_says_where_a_shape_is(text: str, name: str) -> None:
    assert names(text) == {name}


SHAPES = """
e:Good a sh:NodeShape ; sh:targetClass e:P ; sh:property
    [ sh:path e:name ; sh:minCount 1 ; sh:message "Geef een naam."@nl ] ,
    [ sh:path e:age ; sh:maxCount 1 ; sh:name "leeftijd"@nl ] .
[] a sh:NodeShape ; sh:targetClass e:P ; sh:property [ sh:path e:z ; sh:maxCount 0 ] .
"""
DATA = PREFIXES + "e:a a e:P ; e:age 1 , 2 ; e:z 1 ."
NAME, AGE, Z = f"{E}Good › {E}name", f"{E}Good › {E}age", f"[ ] sh:targetClass {E}P › {E}z"


@pytest.fixture
def shapes_file(tmp_path: Path) -> str:
    file = tmp_path / "shapes.ttl"
    file.write_text(PREFIXES + SHAPES)
    return str(file)


@pytest.fixture
def data_file(tmp_path: Path) -> str:
    file = tmp_path / "data.ttl"
    file.write_text(DATA)
    return str(file)


def test_each_requirement_is_a_rule_of_its_own(shapes_file: str, data_file: str) -> None:
    report = open_files([data_file]).validate(shapes=read_shapes([shapes_file]))
    assert {each.code: each.name["nl"] for each in report.violations} == {
        NAME: NAME,
        AGE: "leeftijd",
        Z: Z,
    }
    (run,) = json.loads(report_sarif(report))["runs"]
    rules = {each["id"]: each["name"] for each in run["tool"]["driver"]["rules"]}
    assert rules == {NAME: NAME, AGE: "leeftijd", Z: Z}


@pytest.mark.parametrize("code", [NAME, AGE, Z])
def test_such_a_rule_is_explained_by_its_name(shapes_file: str, data_file: str, code: str) -> None:
    (item,) = explain(open_files([data_file]), code, shapes=read_shapes([shapes_file])).items
    assert item.violation.code == code


def test_a_rule_that_finds_nothing_is_known_by_its_name(shapes_file: str) -> None:
    fine = open_bytes("d.ttl", (PREFIXES + 'e:a a e:P ; e:name "x" .').encode(), "")
    assert explain(fine, AGE, shapes=read_shapes([shapes_file])).items == ()


def test_an_ill_formed_shape_is_pointed_out() -> None:
    with pytest.raises(ShapesError) as raised:
        load_shapes(graph(SHAPES.replace("minCount 1", 'minCount "one"')), "mine.ttl")
    assert raised.value.message_en.endswith(
        f"{NAME}: the value of sh:minCount is not a whole number (xsd:integer)"
    )
    assert raised.value.file == "mine.ttl"


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def test_of_many_targets_two_are_named() -> None:
    nodes = " , ".join(f"e:n{number:03}" for number in range(1000))
    assert names(f'[ sh:targetNode {nodes} ; sh:message "" ] .') == {
        f"[ ] sh:targetNode {E}n000 sh:targetNode {E}n001 … (1000)"
    }


@pytest.mark.parametrize(
    "text",
    [
        f'[ sh:targetNode "{"x" * 5000}" ; sh:message "" ] .',
        f'e:s sh:property [ sh:path e:{"p" * 5000} ; sh:message "" ] .',
        f'e:s sh:property [ sh:path ( {"e:p " * 5000} ) ; sh:message "" ] .',
        "e:s " + "sh:property [ sh:path e:p ; " * 90 + 'sh:message ""' + "]" * 90 + ".",
        f'e:{"s" * 5000} sh:property [ sh:message "" ] .',
    ],
)
def test_a_name_is_cut_where_it_would_be_long(text: str) -> None:
    (name,) = names(text)
    assert len(name) <= 200
    assert "…" in name


def test_an_address_is_given_whole() -> None:
    assert names(f'e:{"s" * 5000} sh:message "" .') == {E + "s" * 5000}


def test_a_path_that_uses_its_parts_again_and_again_is_named_at_once() -> None:
    levels = "".join(
        f"_:n{each} <{RDF}first> _:n{each + 1} ; <{RDF}rest> ( _:n{each + 1} ) . "
        for each in range(100)
    )
    text = f'e:s sh:property [ sh:path _:n0 ; sh:message "" ] . {levels} _:n100 sh:inversePath e:p.'
    (name,) = names(text)
    assert name == f"{E}s › {'(' * 99}…"


def test_members_of_a_long_list_are_named_in_linear_time() -> None:
    """Every place of the list is looked at some times, however many members ask for it."""

    class Counting(Graph):
        asked = 0

        def subjects(self, *args: Any, **others: Any) -> Any:
            Counting.asked += 1
            return super().subjects(*args, **others)

    number = 2000
    read = Counting().parse(
        data=f"{PREFIXES} e:s sh:and ( {'[ sh:message 0 ] ' * number} ) .", format="turtle"
    )
    every = ShapeNames(read)
    assert {every.name(each) for each in read.objects(None, URIRef(f"{RDF}first"))} == {f"{E}s"}
    assert Counting.asked < 10 * number
