"""Shapes within shapes: which branch fails, which does not, and why, two levels deep."""

import pytest
from explaining import absences, judged, lines, one, sought

HEAD = "e:S a sh:NodeShape ; sh:targetNode e:a ; "
NAMED = (
    'e:P sh:name "has p"@en ; sh:path e:p ; sh:minCount 1 .\n'
    'e:Q sh:name "has q"@en ; sh:path e:q ; sh:minCount 1 .\n'
    'e:R sh:name "has r"@en ; sh:path e:r ; sh:minCount 1 .\n'
)


def test_or_shows_every_branch_with_what_it_looked_for() -> None:
    _, reason = one(f"{NAMED}{HEAD}sh:or ( e:P e:Q ) .", "e:a e:r 1 .\n")
    assert judged(reason.branches) == [("has p", "a", False), ("has q", "a", False)]
    (first,), (second,) = (each.reasons for each in reason.branches)
    assert absences(first) == [(["a <http://e/p> …"], [])]
    assert absences(second) == [(["a <http://e/q> …"], [])]
    assert "at least one of 2" in reason.text["en"]


def test_and_tells_the_branch_that_holds_from_the_one_that_fails() -> None:
    _, reason = one(f"{NAMED}{HEAD}sh:and ( e:P e:Q ) .", "e:a e:p 1 .\n")
    assert judged(reason.branches) == [("has p", "a", True), ("has q", "a", False)]
    held, failed = reason.branches
    assert lines(held.triples) == ["a p 1 @2"]
    assert absences(failed.reasons[0]) == [(["a <http://e/q> …"], [])]
    assert "does not meet 1 of them" in reason.text["en"]


def test_xone_shows_on_what_two_branches_hold() -> None:
    _, reason = one(f"{NAMED}{HEAD}sh:xone ( e:P e:Q e:R ) .", "e:a e:p 1 .\ne:a e:q 2 .\n")
    assert judged(reason.branches) == [
        ("has p", "a", True),
        ("has q", "a", True),
        ("has r", "a", False),
    ]
    assert [lines(each.triples) for each in reason.branches] == [["a p 1 @2"], ["a q 2 @3"], []]
    assert "exactly one of 3 requirements, but meets 2" in reason.text["en"]


def test_not_shows_on_what_the_forbidden_shape_holds() -> None:
    _, reason = one(f"{NAMED}{HEAD}sh:not e:P .", "e:a e:p 1 .\n")
    assert judged(reason.branches) == [("has p", "a", True)]
    assert lines(reason.branches[0].triples) == ["a p 1 @2"]


def test_not_of_a_class_shows_the_type() -> None:
    shapes = f"{HEAD}sh:not [ sh:class e:C ] ."
    _, reason = one(shapes, "e:a a e:D .\ne:D rdfs:subClassOf e:C .\n")
    assert lines(reason.branches[0].triples) == ["a a D @2", "D subClassOf C @3"]


def test_node_below_a_property_names_the_value_and_its_failing_property() -> None:
    shapes = (
        f"{NAMED}e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:x ; sh:node e:N .\n"
        "e:N sh:property e:P , e:Q ."
    )
    _, reason = one(shapes, "e:a e:x e:b .\ne:b e:q 1 .\n")
    assert lines(reason.triples) == ["a x b @2"]
    (branch,) = reason.branches
    assert not branch.conforms
    (inner,) = branch.reasons
    assert absences(inner) == [(["b <http://e/p> …"], [])]


def test_or_in_and_in_node_two_levels_down() -> None:
    shapes = (
        f"{NAMED}{HEAD}sh:node e:N .\n"
        'e:N sh:and ( e:R e:Either ) . e:Either sh:name "either"@en ; sh:or ( e:P e:Not ) .\n'
        'e:Not sh:name "not q"@en ; sh:not e:Q .'
    )
    _, reason = one(shapes, "e:a e:r 1 .\ne:a e:q 2 .\n")
    (node,) = reason.branches
    (both,) = node.reasons
    assert judged(both.branches) == [("has r", "a", True), ("either", "a", False)]
    (either,) = both.branches[1].reasons
    assert judged(either.branches) == [("has p", "a", False), ("not q", "a", False)]
    assert absences(either.branches[0].reasons[0]) == [(["a <http://e/p> …"], [])]
    (forbidden,) = either.branches[1].reasons
    assert judged(forbidden.branches) == [("has q", "a", True)]
    assert lines(forbidden.branches[0].triples) == ["a q 2 @3"]


def test_a_branch_that_holds_shows_the_branches_it_holds_by() -> None:
    shapes = f'{NAMED}{HEAD}sh:not e:Either . e:Either sh:name "either"@en ; sh:or ( e:P e:Q ) .'
    _, reason = one(shapes, "e:a e:q 2 .\n")
    (either,) = reason.branches
    assert either.conforms
    assert judged(either.branches) == [("has p", "a", False), ("has q", "a", True)]
    assert lines(either.branches[1].triples) == ["a q 2 @2"]


QUALIFIED = (
    "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:x ; sh:qualifiedValueShape e:P ; "
)


def test_too_few_qualified_values_tells_of_each_whether_it_counts() -> None:
    _, reason = one(
        f"{NAMED}{QUALIFIED}sh:qualifiedMinCount 2 .",
        "e:a e:x e:b .\ne:a e:x e:c .\ne:b e:p 1 .\n",
    )
    assert judged(reason.branches) == [("has p", "c", False), ("has p", "b", True)]
    assert [each.note and each.note["en"] for each in reason.branches] == [
        "does not count",
        "counts",
    ]
    assert lines(reason.triples) == ["a x c @3", "a x b @2"]
    assert absences(reason.branches[0].reasons[0]) == [(["c <http://e/p> …"], [])]
    assert lines(reason.branches[1].triples) == ["b p 1 @4"]
    assert "has 1 of 2 values" in reason.text["en"]


def test_no_values_at_all_is_looked_for_and_not_found() -> None:
    _, reason = one(f"{NAMED}{QUALIFIED}sh:qualifiedMinCount 1 .", "e:a e:y e:b .\n")
    assert [sought(each) for each in reason.absent] == [["a <http://e/x> …"]]


def test_too_many_qualified_values_shows_those_that_count_first() -> None:
    _, reason = one(
        f"{NAMED}{QUALIFIED}sh:qualifiedMaxCount 1 .",
        "e:a e:x e:a0 , e:b , e:c .\ne:b e:p 1 .\ne:c e:p 1 .\n",
    )
    assert judged(reason.branches) == [
        ("has p", "b", True),
        ("has p", "c", True),
        ("has p", "a0", False),
    ]


def test_a_value_that_conforms_to_a_sibling_does_not_count() -> None:
    shapes = (
        f"{NAMED}{HEAD}sh:property e:First , e:Second .\n"
        "e:First sh:path e:x ; sh:qualifiedValueShape e:P ; sh:qualifiedMinCount 1 ; "
        "sh:qualifiedValueShapesDisjoint true .\n"
        "e:Second sh:path e:x ; sh:qualifiedValueShape e:Q ; sh:qualifiedMaxCount 9 ."
    )
    _, reason = one(shapes, "e:a e:x e:b .\ne:b e:p 1 .\ne:b e:q 2 .\n")
    (branch,) = reason.branches
    assert branch.conforms and branch.note is not None
    assert branch.note["en"].startswith("does not count: also conforms")
    assert judged(branch.branches) == [("has q", "b", True)]
    assert lines(branch.branches[0].triples) == ["b q 2 @4"]


FORBIDDEN = [
    ("[ sh:hasValue e:b ]", "http://e/b", "is http://e/b"),
    ("[ sh:in ( e:b e:c ) ]", "http://e/b", "is one of: http://e/b, http://e/c"),
    ("[ sh:class e:C ; sh:nodeKind sh:IRI ]", "", "is a http://e/C and is an address (IRI)"),
    ("[ sh:path e:q ; sh:minCount 1 ]", "", "requirement on <http://e/q>: at least 1 value"),
    ("[ sh:property [ sh:path e:q ; sh:maxCount 2 ] ]", "", "<http://e/q>: at most 2 values"),
    ("[ sh:not [ sh:datatype xsd:date ] ]", "", "does not conform to: is of type xsd:date"),
    (
        "[ sh:or ( [ sh:in ( e:b ) ] [ sh:minLength 9 ] ) ]",
        "",
        "least one of: is http://e/b; has at",
    ),
    (
        "[ sh:maxLength 99 ; sh:pattern 'b$' ]",
        "",
        "has at most 99 characters and matches the pattern",
    ),
]


@pytest.mark.parametrize(("shape", "value", "words"), FORBIDDEN)
def test_what_is_forbidden_is_told_in_words(shape: str, value: str, words: str) -> None:
    shapes = f"e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; sh:not {shape} ."
    _, reason = one(shapes, "e:a e:p e:b .\ne:b a e:C ; e:q 1 .\n")
    (branch,) = reason.branches
    assert words in reason.text["en"] and words in branch.name["en"]
    assert value in reason.text["nl"]


def test_one_is_in_the_singular() -> None:
    shapes = f"{HEAD}sh:or ( [ sh:path e:p ; sh:minCount 1 ] ) ."
    _, reason = one(shapes, "e:a e:q 1 .\n")
    assert "at least one of 1 requirement," in reason.text["en"]
    shapes = "e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; "
    _, reason = one(f"{shapes}sh:minLength 2 .", 'e:a e:p "x" .\n')
    assert "heeft 1 teken;" in reason.text["nl"]
    _, reason = one(f"{shapes}sh:maxCount 0 .", 'e:a e:p "x" .\n')
    assert "heeft 1 waarde bij" in reason.text["nl"]
    _, reason = one(f"{shapes}sh:minCount 2 .", 'e:a e:p "x" .\n')
    assert "maar 1 waarde;" in reason.text["nl"]
