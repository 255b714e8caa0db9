"""No two shapes of a graph have the same name, wherever and in whatever order they are written."""

import json
import re
from itertools import permutations

from rdflib import Graph
from rdflib.namespace import SH

from grondslag.reporting import render_report
from grondslag.usecases.workspace import open_bytes
from grondslag.validation import Report, load_shapes
from grondslag.validation.shape_names import LONGEST

E = "https://example.org/"
PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://example.org/> . "
DATA = f"{PREFIXES} e:a e:q 1 , 2 ."
PLACE = f"{E}S › {E}q"

#: Three requirements for one property, as in a rule that gets more serious.
THREE = (
    "[ sh:path e:q ; sh:maxCount 0 ; sh:severity sh:Warning ]",
    "[ sh:path e:q ; sh:maxCount 1 ]",
    "[ sh:path e:q ; sh:maxCount 1 ; sh:severity sh:Info ]",
)


def below(*shapes: str) -> str:
    return f"{PREFIXES} e:S a sh:NodeShape ; sh:targetNode e:a ; sh:property {' , '.join(shapes)} ."


def names(text: str) -> dict[str, str]:
    """Return the message, if any, of the shapes by their names."""
    shapes = load_shapes(Graph().parse(data=text, format="turtle"), "s.ttl")
    found = [each for each in set(shapes.graph.subjects()) if (each, SH.path, None) in shapes.graph]
    named = {shapes.name(each): str(shapes.graph.value(each, SH.message)) for each in found}
    assert len(named) == len(found)
    return named


def report(text: str) -> Report:
    shapes = load_shapes(Graph().parse(data=text, format="turtle"), "s.ttl")
    return open_bytes("d.ttl", DATA.encode(), "").validate(shapes=shapes)


def test_shapes_in_one_place_are_called_by_name_or_by_constraints() -> None:
    assert names(
        below(
            '[ sh:path e:q ; sh:message "1" ; sh:maxCount 1 ; sh:name "Een"@nl , "One"@en ]',
            '[ sh:path e:q ; sh:message "2" ; sh:minCount 1 ; sh:name "Two"@en-GB ]',
            '[ sh:path e:q ; sh:message "3" ; sh:minCount 1 ; sh:nodeKind sh:IRI ]',
            '[ sh:path e:q ; sh:message "4" ; sh:order 3 ]',
            '[ sh:path e:r ; sh:message "5" ; sh:name "Vijf" ]',
        )
    ) == {
        f"{PLACE} (Een)": "1",
        f"{PLACE} (Two)": "2",
        f"{PLACE} (sh:minCount, sh:nodeKind)": "3",
        PLACE: "4",
        f"{E}S › {E}r": "5",
    }


def test_numbers_follow_from_what_shapes_say_and_not_from_their_order() -> None:
    shapes = [f'[ sh:path e:q ; sh:minCount {each} ; sh:message "{each}" ]' for each in range(1, 5)]
    first, *others = (names(below(*order)) for order in permutations(shapes))
    assert all(each == first for each in others)
    assert set(first) == {f"{PLACE} (sh:minCount){more}" for more in ("", " (2)", " (3)", " (4)")}
    assert set(first.values()) == {"1", "2", "3", "4"}


def test_a_name_is_not_that_of_a_shape_with_an_address() -> None:
    text = f"{PREFIXES} e:S sh:targetNode e:a ; sh:or ( [ sh:path e:q ] [ sh:path e:q ] ) . "
    text += "e:T sh:targetNode e:a ; sh:node [ sh:targetNode e:a ; sh:class e:C ] ."
    shapes = load_shapes(Graph().parse(data=text, format="turtle"), "s.ttl")
    nodes = {*shapes.graph.subjects(SH.path), *shapes.graph.subjects(SH.targetNode)}
    found = sorted(shapes.name(each) for each in nodes)
    assert found == [f"{E}S", PLACE, f"{PLACE} (2)", f"{E}T", f"{E}T (sh:class)"]


def test_a_long_name_stays_its_own() -> None:
    long = f"e:{'q' * 300}"
    found = names(below(*(f"[ sh:path {long} ; sh:minCount {each} ]" for each in (1, 2))))
    assert len(found) == 2
    assert all(len(each) <= LONGEST for each in found)


def test_each_of_them_is_a_rule_of_its_own_in_sarif() -> None:
    made = report(below(*THREE))
    (run,) = json.loads(render_report(made, "sarif", "nl"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert sorted(each["id"] for each in rules) == [
        f"{PLACE} (sh:maxCount)", f"{PLACE} (sh:maxCount) (2)", f"{PLACE} (sh:maxCount) (3)"
    ]  # fmt: skip
    levels = {each["id"]: each["defaultConfiguration"]["level"] for each in rules}
    assert sorted(levels.values()) == ["error", "note", "warning"]
    assert all(levels[each["ruleId"]] == each["level"] for each in run["results"])


def ids(made: Report) -> list[str]:
    return re.findall(r' id="([^"]*)"', render_report(made, "html", "nl"))


def test_each_heading_has_an_id_that_no_other_has_and_that_stays() -> None:
    assert len(set(ids(report(below(*THREE))))) == len(ids(report(below(*THREE)))) > 3
    assert ids(report(below(*THREE))) == ids(report(below(*reversed(THREE))))
    two = below("e:S-p , e:S.p") + "e:S-p sh:path e:q ; sh:maxCount 0 . e:S.p sh:path e:q ; "
    found = ids(report(f"{two} sh:maxCount 0 ."))
    assert len(set(found)) == len(found)
    assert sum(each.startswith("rule-https-example-org-S-p-") for each in found) == 4
