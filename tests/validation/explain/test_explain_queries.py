"""SPARQL constraints: the triples a solution matched, and what NOT EXISTS looked for."""

from explaining import absences, explanations, lines, one

HEAD = "e:S a sh:NodeShape ; sh:targetNode e:a ; sh:sparql [ sh:prefixes e:prefixes ; sh:select "


def select(where: str, head: str = "SELECT $this ?value") -> str:
    """Return a shape with a query."""
    return f'{HEAD}"""{head} WHERE {{ {where} }}""" ] .'


def test_the_triples_of_a_solution_with_paths_written_out() -> None:
    _, reason = one(
        select("$this e:p/e:q* ?x . ?x e:r ?value ."),
        "e:a e:p e:b .\ne:b e:q e:c .\ne:c e:r 1 .\n",
    )
    assert lines(reason.triples) == ["a p b @2", "b q c @3", "c r 1 @4"]


def test_each_value_is_explained_by_its_own_solution() -> None:
    found = explanations(
        select("$this e:p ?x . ?x e:q ?value . FILTER(?value > 2)"),
        "e:a e:p e:b , e:c , e:d .\ne:b e:q 1 .\ne:c e:q 3 .\ne:d e:q 4 .\n",
    )
    by_value = {str(each.result.value): each.reasons[0] for each in found}
    assert lines(by_value["3"].triples) == ["a p c @2", "c q 3 @4"]
    assert lines(by_value["4"].triples) == ["a p d @2", "d q 4 @5"]
    assert by_value["3"].conditions == ("3 > 2",)


def test_the_first_of_several_solutions_is_the_same_every_time() -> None:
    data = "e:a e:p e:c , e:b .\ne:b e:q 1 .\ne:c e:q 1 .\n"
    shape = select("$this e:p ?x . ?x e:q ?value .")
    first = [lines(one(shape, data)[1].triples) for _ in range(3)]
    assert first == [["a p b @2", "b q 1 @3"]] * 3


def test_not_exists_is_shown_filled_in_with_what_is_there_instead() -> None:
    _, reason = one(
        select("$this e:p ?value . FILTER NOT EXISTS { ?value e:q ?y . FILTER(?y > 5) }"),
        "e:a e:p e:b .\ne:b e:q 3 .\n",
    )
    assert lines(reason.triples) == ["a p b @2"]
    assert absences(reason) == [(["b <http://e/q> ?y"], ["b q 3 @3"])]
    assert reason.absent[0].conditions == ("?y > 5",)


def test_both_sides_of_a_union_in_not_exists_were_looked_for() -> None:
    _, reason = one(
        select("FILTER NOT EXISTS { { $this e:p ?x } UNION { ?x e:q $this } }", "SELECT $this"),
        "e:a e:z 1 .\n",
    )
    assert absences(reason) == [(["a <http://e/p> ?x"], []), (["?x <http://e/q> a"], [])]


def test_an_optional_part_that_is_not_there_is_told() -> None:
    _, reason = one(
        select("$this e:p ?value . OPTIONAL { ?value e:q ?x } FILTER(!BOUND(?x))"),
        "e:a e:p e:b .\n",
    )
    assert absences(reason) == [(["b <http://e/q> ?x"], [])]
    assert reason.conditions == ("!BOUND(?x)",)


def test_the_side_of_a_union_that_matched() -> None:
    _, reason = one(
        select("{ $this e:p ?value } UNION { $this e:q/e:r ?value }"),
        "e:a e:q e:b .\ne:b e:r 1 .\n",
    )
    assert lines(reason.triples) == ["a q b @2", "b r 1 @3"]


def test_a_group_shows_all_that_was_counted() -> None:
    _, reason = one(
        select("$this e:p ?x", "SELECT $this (COUNT(?x) AS ?value)").replace(
            '}"""', '} GROUP BY $this HAVING (COUNT(?x) > 1)"""'
        ),
        "e:a e:p e:b .\ne:a e:p e:c .\n",
    )
    assert lines(reason.triples) == ["a p b @2", "a p c @3"]
    assert reason.conditions == ("COUNT(?x) = 2", "2 > 1")


def test_a_subquery_shows_what_it_matched() -> None:
    where = "{ SELECT $this ?value WHERE { $this e:p ?x . ?x e:q ?value } }"
    _, reason = one(select(where), "e:a e:p e:b .\ne:b e:q 1 .\n")
    assert lines(reason.triples) == ["a p b @2", "b q 1 @3"]


def test_exists_and_assignments_are_followed() -> None:
    _, reason = one(
        select("$this e:p ?x . BIND(?x + 1 AS ?value) FILTER EXISTS { $this e:q ?y }"),
        "e:a e:p 1 .\ne:a e:q 2 .\n",
    )
    assert lines(reason.triples) == ["a p 1 @2", "a q 2 @3"]
    assert reason.conditions == ("?value = 1 + 1 = 2",)


def test_a_blank_node_of_the_query_is_found_also_on_another_road() -> None:
    where = "$this e:p [ e:q ?value ]"
    data = "e:a e:p e:b .\ne:b e:q 1 .\n"
    plain = one(select(where), data)[1]
    limited = one(select(where).replace('}"""', '} LIMIT 3"""'), data)[1]
    assert set(lines(plain.triples)) == set(lines(limited.triples)) == {"a p b @2", "b q 1 @3"}


def test_what_is_in_another_graph_is_said_to_be_unexplained() -> None:
    (found,) = explanations(
        select("GRAPH $shapesGraph { ?s ?p $this }", "SELECT DISTINCT $this"), "e:a e:p 1 .\n"
    )
    assert [each["nl"][:24] for each in found.gaps] == ["Een deel van deze regel "]


COMPONENT = (
    "e:Max a sh:ConstraintComponent ; sh:parameter [ sh:path e:atMost ] ; sh:validator [ "
    'a sh:SPARQLAskValidator ; sh:prefixes e:prefixes ; sh:ask """ASK { $value e:size ?n . '
    'FILTER(?n <= $atMost) }""" ] .\n'
)


def test_an_ask_validator_shows_what_it_looked_for() -> None:
    shapes = f"{COMPONENT}e:S a sh:PropertyShape ; sh:targetNode e:a ; sh:path e:p ; e:atMost 3 ."
    _, reason = one(shapes, "e:a e:p e:b .\ne:b e:size 7 .\n")
    assert lines(reason.triples) == ["a p b @2"]
    assert absences(reason) == [(["b <http://e/size> ?n"], ["b size 7 @3"])]
    assert reason.absent[0].conditions == ("?n <= 3",)


def test_a_select_validator_of_a_component() -> None:
    shapes = (
        "e:Has a sh:ConstraintComponent ; sh:parameter [ sh:path e:forbidden ] ; "
        "sh:propertyValidator [ a sh:SPARQLSelectValidator ; sh:prefixes e:prefixes ; "
        'sh:select """SELECT $this ?value WHERE { $this $PATH ?value . ?value a $forbidden }""" ] '
        ".\ne:S a sh:PropertyShape ; sh:targetNode e:a ; "
        "sh:path ( e:p e:q ) ; e:forbidden e:C ."
    )
    _, reason = one(shapes, "e:a e:p e:x .\ne:x e:q e:b .\ne:b a e:C .\n")
    assert lines(reason.triples) == ["a p x @2", "x q b @3", "b a C @4"]


ROLES = "FILTER NOT EXISTS { ?review e:of $this ; e:role e:officer }"


def test_in_place_of_what_is_missing_comes_only_what_is_about_this_node() -> None:
    others = "".join(f"e:r{n} e:of e:o{n} ; e:role e:officer .\n" for n in range(30))
    _, reason = one(select(ROLES, "SELECT $this"), f"{others}e:mine e:of e:a ; e:role e:boss .\n")
    (absence,) = reason.absent
    assert lines(absence.instead) == ["mine of a @32", "mine role boss @32"]
    assert (absence.omitted, absence.unrelated) == (0, 30)


def test_without_anything_about_this_node_the_others_are_counted() -> None:
    others = "".join(f"e:r{n} e:of e:o{n} ; e:role e:officer .\n" for n in range(3))
    _, reason = one(select(ROLES, "SELECT $this"), others)
    (absence,) = reason.absent
    assert (absence.instead, absence.omitted, absence.unrelated) == ((), 0, 3)


def test_what_a_condition_mentions_is_shown_also_when_it_is_about_others() -> None:
    where = "FILTER NOT EXISTS { ?law a e:Law ; e:since ?day . FILTER(?law != e:old && ?day > 5) }"
    _, reason = one(select(where, "SELECT $this"), "e:old a e:Law ; e:since 1 .\n")
    (absence,) = reason.absent
    assert lines(absence.instead) == ["old a Law @2", "old since 1 @2"]


def test_a_limit_and_the_moment_of_the_run() -> None:
    _, reason = one(
        select(
            "$this e:p ?value . { SELECT $this ?value WHERE { $this e:p ?value . ?value e:q ?n "
            "FILTER(NOW() > '2000-01-01T00:00:00Z'^^<http://www.w3.org/2001/XMLSchema#dateTime>) } "
            "ORDER BY DESC(?n) LIMIT 1 }"
        ),
        "e:a e:p e:b , e:c .\ne:b e:q 1 .\ne:c e:q 2 .\n",
    )
    assert lines(reason.triples) == ["a p c @2", "c q 2 @4"]
