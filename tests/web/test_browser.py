"""The pages in a real browser: what a reader and a keyboard meet."""

from collections.abc import Iterator
from typing import Any

import pytest
from loopback import Client

from grondslag.catalogue import example, queries

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any, client: Client) -> Iterator[Any]:
    """A fresh page that may not leave the server."""
    context = browser.new_context(base_url=client.base)
    opened = context.new_page()
    elsewhere: list[str] = []
    complaints: list[str] = []

    def note_request(request: Any) -> None:
        if not request.url.startswith(client.base):
            elsewhere.append(request.url)

    def note_complaint(line: Any) -> None:
        if "Content Security" in line.text:
            complaints.append(line.text)

    opened.on("request", note_request)
    opened.on("console", note_complaint)
    yield opened
    context.close()
    assert elsewhere == []
    assert complaints == []


def test_upload(page: Any, tmp_path: Any) -> None:
    file = tmp_path / "proef.ttl"
    file.write_text(example("PRC-03", "bad"), encoding="utf-8")
    page.goto("/")
    page.set_input_files("#file", file)
    page.fill("#as-of", "2026-11-21")
    page.locator("form button").first.click()
    assert page.locator("h1").inner_text() == "Uitkomst van de controle"
    assert "1 punt moet worden opgelost" in page.locator(".outcome").inner_text()
    assert "proef.ttl, regel" in page.locator("article.rule td").last.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Rapport (HTML)").click()
    saved = tmp_path / "report.html"
    download.value.save_as(saved)
    assert "PRC-03" in saved.read_text(encoding="utf-8")


def test_demo_without_script(browser: Any, client: Client) -> None:
    context = browser.new_context(base_url=client.base, java_script_enabled=False)
    page = context.new_page()
    page.goto("/?lang=en")
    page.get_by_role("button", name="Check the example data").click()
    assert page.locator("h1").inner_text() == "Outcome of the check"
    assert page.locator("article.rule").count() > 10
    page.get_by_role("link", name="Nederlands").click()
    assert page.locator("h1").inner_text() == "Uitkomst van de controle"
    context.close()


def test_wrong_file_gets_the_attention(page: Any, tmp_path: Any) -> None:
    file = tmp_path / "kapot.ttl"
    file.write_text("a b c", encoding="utf-8")
    page.goto("/")
    page.set_input_files("#file", file)
    page.locator("form button").first.click()
    assert "kapot.ttl, regel 1" in page.get_by_role("alert").inner_text()
    # A function to wait for would have to be evaluated again, which the page does not allow.
    page.wait_for_selector("#error:focus")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    page.get_by_role("button", name="Controleer de voorbeeldgegevens").click()
    result = page.url
    for path in (
        "/",
        result,
        "/rules",
        "/rules/PRC-08",
        "/queries",
        f"/queries/{queries()[0].code}",
        "/x",
    ):
        page.goto(path)
        wide, room = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, path


def test_saved_report_needs_nothing(browser: Any, client: Client, tmp_path: Any) -> None:
    saved = tmp_path / "report.html"
    saved.write_bytes(client.form("/v1/validations?format=html", {"dataset": "demo"}).body)
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    assert asked == [saved.as_uri()]
    wide, room = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= room
    assert page.locator("h1").count() == 1
    context.close()


def test_keyboard_reaches_everything_and_shows_where_it_is(page: Any) -> None:
    page.goto("/")
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => {
                  const it = document.activeElement, style = getComputedStyle(it);
                  return [it.id || it.className || it.name || it.textContent.trim(),
                          style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
                }"""
            )
        )
    names = [name for name, _ in reached]
    assert names[0] == "skip"
    assert {"name", "language", "file", "as-of", "second"} <= set(names)
    for name, visible in reached:
        assert visible or name == "BODY" or not name, name


def test_skip_link_leads_to_the_content(page: Any) -> None:
    page.goto("/rules")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_tables_can_be_scrolled_by_keyboard(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/rules")
    region = page.locator(".scroll").first
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert region.evaluate("each => each.scrollLeft") > 0
