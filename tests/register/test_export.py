import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from grondslag.errors import InputError, LimitExceeded
from grondslag.register import (
    ImpactTest,
    RegisterExport,
    UseStatus,
    parse_export,
    read_export,
)
from grondslag.register.text import comparable

Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> bytes:
    path = Path(__file__).parent / "fixtures" / "export.json"
    document = json.loads(path.read_text("utf-8"))
    change(document)
    return json.dumps(document).encode()


def test_records_are_read_as_published(export: RegisterExport) -> None:
    assert len(export.records) == 12
    assert export.fetched_at == datetime(2026, 8, 8, 6, tzinfo=UTC)
    first, second = export.records[:2]
    assert (first.number, first.code) == (1, "91991111")
    assert first.purpose == "<p>Het algoritme geeft aan welk lesgeld geldt.</p>"
    assert first.registered_on == date(2025, 3, 1)
    assert first.impact_test is ImpactTest.YES
    assert second.title == "Adres\u2011kwaliteit profiel"
    assert second.impact_test is ImpactTest.NO
    assert export.records[2].status is UseStatus.ENDED


def test_unknown_impact_test_is_not_none(export: RegisterExport) -> None:
    assert export.records[2].impact_test is ImpactTest.UNKNOWN


def test_wrong_check_digit_is_a_remark_and_the_record_stays(export: RegisterExport) -> None:
    (remark,) = export.remarks
    assert (remark.number, remark.code) == (12, "91991239")
    assert "LARS" in remark.text.nl
    assert export.records[11].code == "91991239"


def test_an_address_that_is_not_of_the_web_is_no_link(export: RegisterExport) -> None:
    assert export.records[11].url == "javascript:alert(1)"
    assert export.records[11].link is None
    assert export.records[0].link == export.records[0].url
    assert export.records[11].registered_on is None


def test_unknown_choices_become_unknown_with_a_remark() -> None:
    def change(document: dict[str, Any]) -> None:
        document["algoritmes"][0]["impactassessment"] = "Geen"
        document["algoritmes"][1]["status"] = "gepauzeerd"
        document["algoritmes"][2]["status"] = ""

    export = parse_export(changed(change))
    assert export.records[0].impact_test is ImpactTest.UNKNOWN
    assert export.records[1].status is export.records[2].status is UseStatus.UNKNOWN
    assert [remark.number for remark in export.remarks] == [1, 2, 3, 12]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.pop("algoritmes"), "algoritmes"),
        (lambda d: d.update(algoritmes={}), "algoritmes"),
        (lambda d: d.update(count=13), "bevatten, maar het zijn er 12"),
        (lambda d: d.update(count=True), "count"),
        (lambda d: d.update(fetched_at="gisteren"), "fetched_at"),
        (lambda d: d.pop("source_url"), "source_url"),
        (lambda d: d["algoritmes"].__setitem__(3, "tekst"), "Record 4 is geen object"),
        (lambda d: d["algoritmes"][4].pop("doel"), "Record 5: het veld 'doel' ontbreekt"),
        (lambda d: d["algoritmes"][4].update(doel=None), "Record 5: het veld 'doel' is geen"),
        (lambda d: d["algoritmes"][4].update(title=" "), "Record 5: het veld 'title' is leeg"),
        (lambda d: d["algoritmes"][6].update(id="91991111"), "Record 7: het nummer 91991111"),
        (lambda d: d["algoritmes"][2].update(geregistreerd="2025-13-01"), "Record 3.*datum"),
        (lambda d: d["algoritmes"][2].update(doel="\ud800"), "Record 3.*half teken"),
    ],
)
def test_a_broken_export_is_refused_with_its_place(change: Change, message: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_export(changed(change), name="export.json")
    assert refused.value.file == "export.json"
    assert re.search(message, refused.value.message_nl)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b'{\n "algoritmes": [,]\n}', 2, 17),
        (b"", 1, 1),
        (b'{"a": "\n', 1, 8),
        (b'{\n  "a": "\xff"}', 2, 9),
    ],
)
def test_what_is_not_json_names_line_and_column(data: bytes, line: int, column: int) -> None:
    with pytest.raises(InputError) as refused:
        parse_export(data)
    assert (refused.value.line, refused.value.column) == (line, column)


@pytest.mark.parametrize(
    "data", [b"[" * 200_000, b'{"count": ' + b"9" * 5000 + b"}", b'{"count": 1, "count": 1}', b"[]"]
)
def test_hostile_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_export(data)


def test_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(changed(lambda document: None))
    size = path.stat().st_size
    assert len(read_export(path, limit=size).records) == 12
    with pytest.raises(LimitExceeded, match=str(size - 1)):
        read_export(path, limit=size - 1)


def test_a_byte_order_mark_is_accepted() -> None:
    assert len(parse_export(b"\xef\xbb\xbf" + changed(lambda document: None)).records) == 12


def test_absent_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="opened"):
        read_export(tmp_path / "absent.json")


@pytest.mark.parametrize(
    ("published", "compared"),
    [
        ("<p>Doel &amp; aanpak</p>", "doel & aanpak"),
        ("Adres\u2011kwaliteit", "adres-kwaliteit"),
        ("Groep\u00a05\u200b", "groep 5"),
        ("  FRYSLÂN \n é ", "fryslan e"),
        ("foto\u2019s", "foto's"),
        ("a < b en c > d", "a < b en c > d"),
    ],
)
def test_comparable(published: str, compared: str) -> None:
    assert comparable(published) == compared
