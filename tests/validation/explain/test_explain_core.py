"""Every core component on hand-written data: the exact triples, with the lines they are on."""

import pytest
from explaining import absences, explanations, line, lines, one

SHAPE = "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; "
Expected = tuple[list[str], list[tuple[list[str], list[str]]], str]

#: Parameters, data from line 2 on; then triples, (looked for, there instead), a part of the text.
PER_VALUE: dict[str, tuple[str, str, Expected]] = {
    "class": (
        "sh:class e:C",
        "e:a e:p e:b .\ne:b a e:D .\ne:b a e:E .\n",
        (
            ["a p b @2"],
            [(["b a C"], ["b a D @3", "b a E @4"])],
            "has to be a http://e/C",
        ),
    ),
    "datatype": (
        "sh:datatype xsd:integer",
        'e:a e:p "x" .\n',
        (["a p x @2"], [], "has to be of type xsd:integer, but is xsd:string"),
    ),
    "datatype of an address": (
        "sh:datatype xsd:integer",
        "e:a e:p e:b .\n",
        (["a p b @2"], [], "but is an address (IRI)"),
    ),
    "ill-formed": (
        "sh:datatype xsd:date",
        'e:a e:p "2026-02-30"^^xsd:date .\n',
        (["a p d2026-02-30 @2"], [], "is not a valid value of type xsd:date"),
    ),
    "nodeKind": (
        "sh:nodeKind sh:BlankNodeOrIRI",
        "e:a e:p 1 .\n",
        (["a p 1 @2"], [], "not a literal value"),
    ),
    "minExclusive": ("sh:minExclusive 3", "e:a e:p 3 .\n", (["a p 3 @2"], [], "greater than '3'")),
    "minInclusive": ("sh:minInclusive 3", "e:a e:p 2 .\n", (["a p 2 @2"], [], "at least '3'")),
    "maxExclusive": ("sh:maxExclusive 3", "e:a e:p 3 .\n", (["a p 3 @2"], [], "less than '3'")),
    "maxInclusive": ("sh:maxInclusive 3", "e:a e:p 4 .\n", (["a p 4 @2"], [], "at most '3'")),
    "not comparable": (
        "sh:maxInclusive 3",
        'e:a e:p "four" .\n',
        (["a p four @2"], [], "cannot be compared"),
    ),
    "minLength": (
        "sh:minLength 3",
        'e:a e:p "ab" .\n',
        (["a p ab @2"], [], "has 2 characters; it must have at least 3"),
    ),
    "maxLength": (
        "sh:maxLength 3",
        'e:a e:p "abcd" .\n',
        (["a p abcd @2"], [], "has 4 characters; it must have at most 3"),
    ),
    "length of a blank node": (
        "sh:maxLength 3",
        "e:a e:p [] .\n",
        (["a p _ @2"], [], "is a part without an address"),
    ),
    "pattern": (
        'sh:pattern "^[0-9]+$" ; sh:flags "i"',
        'e:a e:p "x1" .\n',
        (["a p x1 @2"], [], "does not match the pattern ^[0-9]+$ (i)"),
    ),
    "languageIn": (
        'sh:languageIn ( "nl" "fr" )',
        'e:a e:p "hello"@en .\n',
        (["a p hello @2"], [], "in one of these languages: nl, fr; the language is en"),
    ),
    "no language": (
        'sh:languageIn ( "nl" )',
        'e:a e:p "hello" .\n',
        (["a p hello @2"], [], "it has no language"),
    ),
    "in": (
        "sh:in ( e:x e:y )",
        "e:a e:p e:b .\n",
        (["a p b @2"], [], "not in the list of what is allowed: http://e/x, http://e/y"),
    ),
}

TOGETHER: dict[str, tuple[str, str, Expected]] = {
    "minCount, nothing": (
        "sh:minCount 1",
        "e:a e:q 1 .\n",
        ([], [(["a <http://e/p> …"], [])], "has nothing at <http://e/p>; at least 1"),
    ),
    "minCount, too few": (
        "sh:minCount 3",
        "e:a e:p 1 .\ne:a e:p 2 .\n",
        ([], [(["a <http://e/p> …"], ["a p 1 @2", "a p 2 @3"])], "has only 2"),
    ),
    "maxCount": (
        "sh:maxCount 1",
        "e:a e:p e:b ,\n e:c .\n",
        (["a p b @2", "a p c @3"], [], "has 2 values"),
    ),
    "hasValue": (
        "sh:hasValue e:x",
        "e:a e:p e:b .\n",
        ([], [(["a <http://e/p> x"], ["a p b @2"])], "must have http://e/x"),
    ),
    "uniqueLang": (
        "sh:uniqueLang true",
        'e:a e:p "een"@nl .\ne:a e:p "twee"@NL .\ne:a e:p "three"@en .\n',
        (["a p een @2", "a p twee @3"], [], "same language at <http://e/p> (nl)"),
    ),
    "equals, other side": (
        "sh:equals e:q",
        "e:a e:p e:b .\ne:a e:q e:b , e:c .\n",
        (["a q c @3"], [(["a <http://e/p> c"], ["a p b @2"])], "at <http://e/q>"),
    ),
    "equals, this side": (
        "sh:equals e:q",
        "e:a e:p e:b .\n",
        (["a p b @2"], [(["a <http://e/q> b"], [])], "not at <http://e/q>"),
    ),
    "disjoint": (
        "sh:disjoint e:q",
        "e:a e:p e:b .\ne:a e:q e:b .\n",
        (["a p b @2", "a q b @3"], [], "both at"),
    ),
    "lessThan": (
        "sh:lessThan e:q",
        "e:a e:p 5 .\ne:a e:q 9 .\ne:a e:q 4 .\n",
        (["a p 5 @2", "a q 4 @4"], [], "less than '4'"),
    ),
    "lessThanOrEquals, not comparable": (
        "sh:lessThanOrEquals e:q",
        'e:a e:p 5 .\ne:a e:q "x" .\n',
        (["a p 5 @2", "a q x @3"], [], "cannot be compared"),
    ),
}


@pytest.mark.parametrize("name", [*PER_VALUE, *TOGETHER])
def test_a_component_is_explained_by_exactly_its_triples(name: str) -> None:
    parameters, data, (triples, looked_for, text) = {**PER_VALUE, **TOGETHER}[name]
    _, reason = one(f"{SHAPE}{parameters} .", data)
    assert lines(reason.triples) == triples
    assert absences(reason) == looked_for
    assert text in reason.text["en"]
    assert reason.text["nl"] and reason.text["nl"] != reason.text["en"]


def test_closed_shows_the_statement_that_is_too_much() -> None:
    shapes = (
        "e:S a sh:NodeShape ; sh:targetNode e:a ; sh:closed true ; "
        "sh:ignoredProperties ( rdfs:label ) ; sh:property [ sh:path e:p ] ."
    )
    _, reason = one(shapes, 'e:a e:p 1 ; rdfs:label "A" ;\n e:q 2 .\n')
    assert lines(reason.triples) == ["a q 2 @3"]
    assert "has the property http://e/q" in reason.text["en"]
    assert "allowed: http://e/p" in reason.text["en"]


def test_a_node_shape_without_path_needs_no_triple_but_its_target() -> None:
    shapes = 'e:S a sh:NodeShape ; sh:targetClass e:C ; sh:pattern "^http://f/" .'
    explanation, reason = one(shapes, "e:a a e:C .\n")
    assert lines(explanation.target) == ["a a C @2"]
    assert reason.triples == ()
    assert "^http://f/" in reason.text["en"]


@pytest.mark.parametrize(
    ("target", "data", "expected"),
    [
        ("sh:targetNode e:a", "e:a e:x 1 .\n", []),
        ("sh:targetClass e:C", "e:a a e:C .\n", ["a a C @2"]),
        ("sh:targetSubjectsOf e:x", "e:a e:x 1 .\n", ["a x 1 @2"]),
        ("sh:targetObjectsOf e:x", "e:z e:x e:a .\n", ["z x a @2"]),
        (
            "sh:targetClass e:C",
            "e:a a e:D .\ne:E rdfs:subClassOf e:C .\ne:D rdfs:subClassOf e:E .\n",
            ["a a D @2", "D subClassOf E @4", "E subClassOf C @3"],
        ),
    ],
)
def test_why_a_node_is_looked_at(target: str, data: str, expected: list[str]) -> None:
    explanation, _ = one(f"e:S a sh:PropertyShape ; {target} ; sh:path e:p ; sh:minCount 1 .", data)
    assert lines(explanation.target) == expected


def test_below_another_shape_the_way_from_the_target_is_shown() -> None:
    shapes = (
        "e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; "
        "sh:property [ sh:path e:q ; sh:minCount 1 ] ] ."
    )
    explanation, reason = one(shapes, "e:a a e:C .\ne:a e:p e:b .\n")
    assert lines(explanation.target) == ["a a C @2", "a p b @3"]
    assert absences(reason) == [(["b <http://e/q> …"], [])]


PATHS = [
    ("( e:p e:q )", "e:a e:p e:x .\ne:x e:q e:b .\n", ["a p x @2", "x q b @3"]),
    ("[ sh:inversePath e:p ]", "e:b e:p e:a .\n", ["b p a @2"]),
    ("[ sh:inversePath ( e:q e:p ) ]", "e:b e:q e:x .\ne:x e:p e:a .\n", ["x p a @3", "b q x @2"]),
    ("[ sh:alternativePath ( e:p e:q ) ]", "e:a e:q e:b .\n", ["a q b @2"]),
    ("[ sh:oneOrMorePath e:p ]", "e:a e:p e:b .\n", ["a p b @2"]),
    (
        "( [ sh:zeroOrMorePath e:p ] e:q )",
        "e:a e:p e:x .\ne:x e:p e:y .\ne:y e:p e:z .\ne:a e:p e:z .\ne:z e:q e:b .\n",
        ["a p z @5", "z q b @6"],
    ),
    ("( [ sh:zeroOrOnePath e:p ] e:q )", "e:a e:q e:b .\n", ["a q b @2"]),
]


@pytest.mark.parametrize(("path", "data", "expected"), PATHS)
def test_the_shortest_way_along_a_path_is_shown(path: str, data: str, expected: list[str]) -> None:
    shapes = f"e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path {path} ; sh:in ( e:none ) ."
    found = {str(each.result.value): each for each in explanations(shapes, data)}
    (reason,) = found["http://e/b"].reasons
    assert lines(reason.triples) == expected


def test_what_is_missing_at_the_end_of_a_path_is_shown_as_far_as_it_goes() -> None:
    shapes = (
        "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path ( e:p e:q e:r ) ; sh:minCount 1 ."
    )
    _, reason = one(shapes, "e:a e:p e:x .\ne:x e:q e:y .\n")
    assert absences(reason) == [
        (["a <http://e/p>/<http://e/q>/<http://e/r> …"], ["a p x @2", "x q y @3"])
    ]


def test_two_constraints_of_one_kind_that_report_the_same_are_both_explained() -> None:
    # Several values of sh:pattern would be ill-formed (SHACL, section 2.1.1).
    (explanation,) = explanations(f"{SHAPE}sh:class e:A , e:B .", 'e:a e:p "x" .\n')
    one, two = sorted(each.text["en"] for each in explanation.reasons)
    assert "/A," in one and "/B," in two


def test_of_very_many_values_the_rest_is_counted() -> None:
    data = "".join(f"e:a e:p {number} .\n" for number in range(40))
    _, reason = one(f"{SHAPE}sh:maxCount 1 .", data)
    assert len(reason.triples) == 25
    assert reason.omitted == 15


def test_the_triple_of_a_value_in_another_form_is_found_as_it_was_written() -> None:
    _, reason = one(f"{SHAPE}sh:hasValue false .", 'e:a e:p "1"^^xsd:boolean .\n')
    ((instead,),) = (each.instead for each in reason.absent)
    assert line(instead) == "a p true @2"
    assert instead.written is not None and instead.written.n3().startswith('"1"^^')
