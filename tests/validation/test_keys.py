"""Keys: another for every result, the same in every run, whatever blank nodes are called."""

from datetime import date
from pathlib import Path

import pytest
from rdflib import BNode, Graph

from grondslag.errors import NotFound
from grondslag.usecases import Workspace, open_files, read_shapes
from grondslag.usecases.explain import explain
from grondslag.usecases.many import Division, validate_many
from grondslag.validation import SHARED_GRAPH, Report, Shapes, shipped_shapes
from grondslag.validation.blank_nodes import BlankNodes

DAY = date(2026, 11, 21)
PREFIXES = """\
@prefix e: <http://e/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
#: Anonymous shapes: two with paths that are lists, two that are the same word for word.
SHAPES = """
e:S a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property
    [ sh:path ( e:p e:q ) ; sh:minCount 1 ] , [ sh:path ( e:p e:r ) ; sh:minCount 1 ] ,
    [ sh:path e:z ; sh:minCount 1 ] , [ sh:path e:z ; sh:minCount 1 ] ,
    [ sh:path e:p ; sh:nodeKind sh:Literal ; sh:maxCount 0 ] .
"""
DATA = """
e:a e:p e:b .
[] e:p e:b ; e:n 1 ; e:q [ e:n 2 ] .
[] e:p e:c , [] , [] .
[] e:p e:c , [] , [] .
"""
#: For each thing with e:p: no e:z twice, no path to e:q and e:r, too many, and each value.
COUNT = 4 * 5 + (1 + 1 + 3 + 3)


def written(folder: Path, name: str, text: str) -> str:
    file = folder / name
    # A file that equals another one, byte for byte, is read once.
    file.write_text(f"# {name}\n{PREFIXES}{text}", "utf-8")
    return str(file)


def rules(folder: Path, text: str = SHAPES) -> Shapes:
    return read_shapes([written(folder, "shapes.ttl", text)])


def keys(report: Report) -> list[str]:
    return [each.key for each in report.violations]


def opened(folder: Path, *texts: str) -> Workspace:
    names = [written(folder, f"data{number}.ttl", text) for number, text in enumerate(texts)]
    return open_files(names, DAY)


def test_each_result_has_a_key_of_its_own_that_explains_it_alone(tmp_path: Path) -> None:
    shapes, workspace = rules(tmp_path), opened(tmp_path, DATA)
    report = workspace.validate(shapes=shapes)
    assert len(set(keys(report))) == len(report.violations) == COUNT
    for each in report.violations:
        found = explain(workspace, each.key, shapes=shapes)
        assert [item.violation for item in found.items] == [each] and found.total == 1
        assert found.items[0].explanation.gaps == ()
    with pytest.raises(NotFound):
        explain(workspace, "0" * 16, shapes=shapes)


def test_keys_do_not_depend_on_labels_nor_on_the_order_of_files(tmp_path: Path) -> None:
    alone = opened(tmp_path, DATA).validate(shapes=rules(tmp_path))
    later = opened(tmp_path, "[] e:other [] , [] .", DATA).validate(shapes=rules(tmp_path))
    lines = DATA.strip().splitlines()
    turned = opened(tmp_path, "\n".join(reversed(lines))).validate(shapes=rules(tmp_path))
    head, *parts = SHAPES.replace(" .\n", "").replace("sh:property", "", 1).split("[")
    blocks = [part.strip().rstrip(",").strip() for part in parts]
    text = f"[] e:note [] . {head} sh:property [{' , ['.join(reversed(blocks))} ."
    other = opened(tmp_path, DATA).validate(shapes=rules(tmp_path, text))
    for each in (later, turned, other):
        assert sorted(keys(each)) == sorted(keys(alone))


def test_results_of_one_query_for_one_node_have_their_own_keys(tmp_path: Path) -> None:
    """Also when they differ in nothing but what they say, and in one of two queries."""
    query = """sh:sparql [ sh:message "see {?x}" ;
        sh:select "SELECT $this ?x WHERE { $this <http://e/p> ?x }" ]"""
    shapes = rules(
        tmp_path, f"e:S sh:targetNode e:a ; {query} , {query[10:].replace('see', 'and')} ."
    )
    report = opened(tmp_path, "e:a e:p e:b , e:c .").validate(shapes=shapes)
    said = {each.key: each.message["nl"] for each in report.violations}
    assert sorted(said.values()) == [f"{w} http://e/{x}" for w in ("and", "see") for x in "bc"]
    fewer = opened(tmp_path, "e:a e:p e:c .").validate(shapes=shapes)
    assert {each.key: each.message["nl"] for each in fewer.violations}.items() < said.items()
    for key, text in said.items():
        (item,) = explain(opened(tmp_path, "e:a e:p e:b , e:c ."), key, shapes=shapes).items
        assert item.violation.message["nl"] == text


def test_every_violation_of_the_demo_has_a_key_of_its_own() -> None:
    report = open_files(["demo"], DAY).validate()
    assert len(set(keys(report))) == len(report.violations) > 200
    assert shipped_shapes().shipped


# several graphs


def many(folder: Path, shapes: Shapes, shared: str, *texts: str) -> Report:
    names = [written(folder, f"part{number}.ttl", text) for number, text in enumerate(texts)]
    division = Division(files=True, shared=(written(folder, "shared.ttl", shared),))
    return validate_many(names, division, shapes=shapes, as_of=DAY, jobs=1).report


def places(report: Report) -> list[tuple[str, str, str]]:
    return sorted(
        (
            (each.graph or "").rpartition("/")[2],
            each.component.rpartition("#")[2].removesuffix("ConstraintComponent"),
            "_:" if isinstance(each.focus, BNode) else str(each.focus).rpartition("/")[2],
        )
        for each in report.violations
    )


def test_another_constraint_of_the_same_shape_is_not_lost(tmp_path: Path) -> None:
    shapes = rules(
        tmp_path,
        "e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property e:P ."
        " e:P sh:path e:p ; sh:minCount 1 ; sh:maxCount 2 .",
    )
    report = many(tmp_path, shapes, "e:a a e:C .", "e:a e:p 1 , 2 , 3 .", "e:x e:y 1 .")
    assert places(report) == [
        (SHARED_GRAPH, "MinCount", "a"),
        ("part0.ttl", "MaxCount", "a"),
    ]


def test_an_anonymous_thing_of_a_file_is_not_taken_for_one_of_the_shared_data(
    tmp_path: Path,
) -> None:
    """What is found about the shared one goes away in the first file, not in the second."""
    shapes = rules(
        tmp_path,
        "e:S a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property"
        " [ sh:path ( e:p e:q ) ; sh:minCount 1 ] .",
    )
    first = "[] e:p e:one . e:one e:q 1 ."
    report = many(tmp_path, shapes, "[] e:p e:one .", first, "[] e:p e:one .", "[] e:p e:two .")
    assert places(report) == [
        (SHARED_GRAPH, "MinCount", "_:"),
        ("part1.ttl", "MinCount", "_:"),
        ("part2.ttl", "MinCount", "_:"),
    ]
    identifiers = {each.identifier for each in report.violations}
    assert len(identifiers) == len(report.violations)


# descriptions


def described(text: str, *labels: str) -> list[str]:
    graph = Graph()
    for subject, predicate, value in Graph().parse(data=PREFIXES + text, format="turtle"):
        graph.add((subject, predicate, value))
    names = BlankNodes(lambda: graph)
    by_name = {str(o): s for s, o in graph.subject_objects() if str(o) in labels}
    return [names.text(by_name[each]) for each in labels]


def test_blank_nodes_are_told_apart_by_all_that_hangs_together_with_them() -> None:
    chain = "[ e:n '{}' ; e:next [ e:next [ e:next [ e:last {} ] ] ] ] e:top e:top ."
    one, two = described(chain.format("a", 1) + chain.format("b", 2), "a", "b")
    assert one != two
    again, _ = described(chain.format("b", 2) + chain.format("a", 1), "a", "b")
    assert again == one
    # The far end differs and nothing else; the one that is asked for has the same triples.
    same = chain.replace("e:n '{}'", "e:n 'x'")
    (near,), (far,) = described(same.format(1), "x"), described(same.format(2), "x")
    assert near != far


def test_a_very_large_web_is_described_by_what_is_near() -> None:
    graph = Graph()
    text = PREFIXES + "".join(f"_:b{n} e:next _:b{n + 1} ; e:n {n % 7} .\n" for n in range(6000))
    graph.parse(data=text, format="turtle")
    names = BlankNodes(lambda: graph)
    texts = {names.text(each) for each in graph.subjects()}
    # Seven kinds, and the first is what no other leads to.
    assert len(texts) == 8
