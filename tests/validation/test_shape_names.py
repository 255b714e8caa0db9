"""What shapes without an address are called, and where that shows."""

import json
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import SH

from grondslag.errors import ShapesError
from grondslag.reporting.machine import report_sarif
from grondslag.usecases.explain import explain
from grondslag.usecases.workspace import open_bytes, open_files, read_shapes
from grondslag.validation import load_shapes
from grondslag.validation.shape_names import shape_name

E = "https://example.org/"
PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/> . "


def graph(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def names(text: str) -> set[str]:
    """Return the names of the shapes that have a message."""
    read = graph(text)
    return {shape_name(read, each) for each in read.subjects(SH.message, None)}


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
