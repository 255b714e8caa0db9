"""The rule book in a real browser, opened from disk: reflow, accessibility, no requests."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grondslag.usecases import parse_date
from grondslag.usecases.rulebook import write_rule_book

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)
#: Pages that together show every part: indexes, both kinds of rules, diagrams of every shape.
SAMPLE = (
    "index.html",
    "severity.html",
    "provisions.html",
    "requirements.html",
    "coverage.html",
    "rules/PRC-08.html",
    "rules/DOC-06.html",
    "rules/RSK-06.html",
    "ontology/index.html",
    "ontology/processing.html",
    "ontology/document.html",
    "ontology/rule-metadata.html",
)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rule book on disk."""
    made = tmp_path_factory.mktemp("rulebook")
    write_rule_book(made, parse_date("2026-11-21"))
    return made


@pytest.fixture
def page(browser: Any, folder: Path) -> Iterator[Any]:
    """A fresh page that may read this folder and nothing else."""
    context = browser.new_context()
    opened = context.new_page()
    elsewhere: list[str] = []

    def note_request(request: Any) -> None:
        if not request.url.startswith(folder.as_uri()):
            elsewhere.append(request.url)

    opened.on("request", note_request)
    yield opened
    context.close()
    assert elsewhere == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(page: Any, folder: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    # Every page where room is scarce; where there is room, those that show every part.
    wide_room = [folder / language / name for language in ("", "en") for name in SAMPLE]
    for file in sorted(folder.rglob("*.html")) if width == min(WIDTHS) else wide_room:
        page.goto(file.as_uri())
        wide, room = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, file.name


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "en/"], ids=["nl", "en"])
def test_axe_finds_nothing(page: Any, folder: Path, width: int, language: str) -> None:
    program = os.environ.get("GRONDSLAG_AXE")
    if not program:
        pytest.skip("set GRONDSLAG_AXE to the path of axe.min.js (axe-core)")
    axe = Path(program).read_text("utf-8")
    page.set_viewport_size({"width": width, "height": 900})
    for name in SAMPLE:
        page.goto((folder / f"{language}{name}").as_uri())
        page.evaluate(axe)
        found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", STANDARDS)
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == [], name


def test_text_can_be_twice_as_large(page: Any, folder: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    for name in SAMPLE:
        page.goto((folder / name).as_uri())
        page.add_style_tag(content="html { font-size: 200% }")
        wide, room = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, name


def test_the_keyboard_leads_from_index_to_rule_and_back(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_role("link", name="PRC-08").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rules/PRC-08.html")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/rules/PRC-08.html")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Next: PRC-09").click()
    page.wait_for_url("**/en/rules/PRC-09.html")


def test_the_wrong_line_is_marked_in_colour_and_in_words(page: Any, folder: Path) -> None:
    page.goto((folder / "rules" / "DOC-06.html").as_uri())
    mark = page.locator("mark")
    assert mark.count() == 1
    assert "gs:dossierNumber" in mark.inner_text()
    assert "hierover gaat de melding" in mark.inner_text()
    plain = page.locator(".numbered .line").first
    colour = "each => getComputedStyle(each).backgroundColor"
    assert mark.evaluate(colour) != plain.evaluate(colour)


def test_it_prints_without_menu_and_with_the_whole_listing(page: Any, folder: Path) -> None:
    page.goto((folder / "rules" / "PRC-08.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert page.locator(".end").is_visible()
    listing = page.locator(".code").first
    assert listing.evaluate("each => getComputedStyle(each).overflowX") == "visible"
