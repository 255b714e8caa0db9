"""One form for the results of all engines, and their comparison."""

from pathlib import Path

import pytest

from grondslag.bench.report_rows import read_report, shape_paths
from grondslag.bench.rows import Row, compare, read_rows, write_rows

A = Row("<f:a>", "<p:p>", "sh:MinCountConstraintComponent", "<s:s>", "", "sh:Violation")
B = Row("<f:b>", "<p:p>", "sh:MinCountConstraintComponent", "<s:s>", "", "sh:Violation")
C = Row("<f:c>", "", "sh:NodeConstraintComponent", "<s:t>", "_:", "sh:Warning")

SHAPES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX e: <http://e/>
e:plain sh:path e:p .
e:inverse sh:path [ sh:inversePath e:p ] .
e:nested sh:path ( e:p [ sh:oneOrMorePath e:q ]
    [ sh:alternativePath ( e:r [ sh:zeroOrOnePath e:s ] ) ] [ sh:zeroOrMorePath e:t ] ) .
[] sh:path e:nobody .
"""

REPORT = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX e: <http://e/>
[] a sh:ValidationReport ; sh:conforms false ; sh:result _:one , _:two , _:three .
_:one sh:focusNode e:a ; sh:resultPath e:p ; sh:value "Nee"@NL ; sh:sourceShape e:plain ;
    sh:sourceConstraintComponent sh:InConstraintComponent ; sh:resultSeverity sh:Violation ;
    sh:detail _:inner .
_:two sh:focusNode e:b ; sh:resultPath [ sh:inversePath e:p ] ; sh:value "a\\"b"^^xsd:string ;
    sh:sourceShape e:inverse ; sh:sourceConstraintComponent e:Own ; sh:resultSeverity e:Grave .
_:three sh:focusNode [] ; sh:resultPath _:elsewhere ; sh:value 1.50 ; sh:sourceShape e:nested ;
    sh:sourceConstraintComponent sh:ClassConstraintComponent ; sh:resultSeverity sh:Info .
_:inner sh:focusNode e:z ; sh:sourceShape e:z .
"""


@pytest.fixture
def paths(tmp_path: Path) -> dict[str, str]:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(SHAPES)
    return shape_paths(shapes)


def test_paths_of_named_shapes_are_written_out(paths: dict[str, str]) -> None:
    assert paths == {
        "<http://e/plain>": "<http://e/p>",
        "<http://e/inverse>": "^(<http://e/p>)",
        "<http://e/nested>": (
            "(<http://e/p>/+(<http://e/q>)/(<http://e/r>|?(<http://e/s>))/*(<http://e/t>))"
        ),
    }


def test_a_report_is_read_without_what_only_explains(tmp_path: Path, paths: dict[str, str]) -> None:
    report = tmp_path / "report.ttl"
    report.write_text("INFO a line of a log\n" + REPORT)
    assert sorted(read_report(report, paths)) == sorted(
        [
            Row("<http://e/a>", "<http://e/p>", "sh:InConstraintComponent", "<http://e/plain>",
                '"Nee"@nl', "sh:Violation"),
            Row("<http://e/b>", "^(<http://e/p>)", "<http://e/Own>", "<http://e/inverse>",
                '"a\\"b"', "<http://e/Grave>"),
            Row("_:", paths["<http://e/nested>"], "sh:ClassConstraintComponent",
                "<http://e/nested>", '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>',
                "sh:Info"),
        ]
    )  # fmt: skip


def test_what_is_no_report_has_not_zero_results(tmp_path: Path) -> None:
    report = tmp_path / "report.ttl"
    report.write_text("Exception in thread main\n")
    with pytest.raises((ValueError, SyntaxError)):
        read_report(report, {})


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    odd = C._replace(value='"regel\\n\\"é\\"\u2028"@nl')
    write_rows([odd, B, A, A], tmp_path / "rows.jsonl")
    assert read_rows(tmp_path / "rows.jsonl") == sorted([A, A, B, odd])


def test_order_does_not_matter() -> None:
    difference = compare([A, B, C], [C, A, B])
    assert difference.equal
    assert (difference.common, difference.groups) == (3, ())


def test_differences_are_grouped_by_shape_and_component() -> None:
    difference = compare([A, B, C], [C._replace(severity="sh:Info"), C])
    assert (difference.common, difference.missing, difference.extra) == (1, 2, 1)
    assert not difference.equal
    assert not difference.repeated
    assert [(each.side, each.shape, each.number, each.example) for each in difference.groups] == [
        ("missing", "<s:s>", 2, A),
        ("extra", "<s:t>", 1, C._replace(severity="sh:Info")),
    ]


def test_a_repetition_is_a_difference_of_its_own_kind() -> None:
    difference = compare([A, B], [A, B, B])
    assert not difference.equal
    assert difference.repeated
    assert (difference.missing, difference.extra) == (0, 1)
