"""The report as one file."""

import re
from dataclasses import replace

from grondslag.catalogue import example
from grondslag.reporting.html import conclusion, render_html
from grondslag.usecases import open_bytes, parse_date
from grondslag.validation.report import Unassessed

BAD = open_bytes(
    "proef.ttl", example("PRC-03", "bad").encode(), "f" * 64, parse_date("2026-11-21")
).report
GOOD = replace(BAD, violations=())
NOT_ASSESSED = Unassessed("ABC-01", {"nl": "Naam", "en": "Name"}, "de <reden>")


def test_one_file_without_requests() -> None:
    text = render_html(BAD)
    assert text == render_html(BAD)
    assert "<script" not in text
    assert "<link" not in text
    assert " src=" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_what_a_reader_finds() -> None:
    text = render_html(BAD, "nl", ("een <opmerking>",))
    place = BAD.violations[0]
    for expected in (
        '<html lang="nl">',
        "21 november 2026",
        "1 punt moet worden opgelost.",
        "f" * 64,
        f"proef.ttl, regel {place.origin.line}",
        place.why["nl"],
        place.repair["nl"],
        place.provisions[0].label["nl"],
        f'href="{place.provisions[0].page}"',
        "een &lt;opmerking&gt;",
    ):
        assert expected in text
    assert len(re.findall(r"<h1", text)) == 1
    assert '<html lang="en">' in render_html(BAD, "en")


def test_unchecked_text_is_said() -> None:
    place = BAD.violations[0]
    words = ((True, False), (False, True), (None, False))
    for checked, said in words:
        provision = replace(place.provisions[0], text_checked=checked, page="javascript:alert(1)")
        report = replace(BAD, violations=(replace(place, provisions=(provision,)),))
        assert ("tekst niet nagekeken" in render_html(report)) is said
        assert "javascript:" not in render_html(report)


def test_rules_not_assessed_come_first_and_are_never_good_news() -> None:
    report = replace(GOOD, not_assessed=(NOT_ASSESSED,))
    text = render_html(report)
    assert "niet alles is getoetst" in text
    assert text.index("Niet getoetst: 1 regel") < text.index('class="counts"')
    assert "de &lt;reden&gt;" in text
    assert 'class="outcome good"' not in text
    assert 'class="outcome good"' in render_html(GOOD)


def test_conclusion_in_words() -> None:
    assert conclusion(GOOD, "nl") == "Er is niets gevonden dat hersteld moet worden."
    twice = replace(BAD, violations=BAD.violations * 2)
    assert conclusion(twice, "nl") == "2 punten moeten worden opgelost."
    assert conclusion(twice, "en") == "2 points must be solved."
