"""The pages as they are sent, without a browser."""

import re
from html.parser import HTMLParser

import pytest
from loopback import Client

from grondslag.catalogue import example, queries, rules
from grondslag.errors import NotFound
from grondslag.usecases import open_bytes, parse_date
from grondslag.web.results import MOST, SECONDS, Result, Results

BAD = example("PRC-03", "bad").encode()
VOID = {"meta", "link", "img", "input", "br", "path"}


class Outline(HTMLParser):
    """Collects what the tests look at, and checks that every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for each, attributes in self.tags if each == tag]


def result_of(client: Client, **form) -> str:
    """Return the result page of a check; redirects are followed."""
    reply = client.form("/", **form)
    assert reply.status == 200
    return reply.text


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "path", ["/", "/rules", "/rules/PRC-07", "/queries", f"/queries/{queries()[0].code}"]
)
def test_every_page_is_well_built(client: Client, path: str, language: str) -> None:
    reply = client(path + ("?lang=en" if language == "en" else ""))
    assert (reply.status, reply.media_type) == (200, "text/html")
    page = Outline(reply.text)
    assert page.all("html") == [{"lang": language}]
    assert len(page.all("h1")) == 1
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    assert page.all("script") == []
    assert not [each for _, each in page.tags if "style" in each]
    identifiers = [each["id"] for _, each in page.tags if "id" in each]
    assert len(identifiers) == len(set(identifiers))
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(each.get("scope") in ("col", "row") for each in page.all("th"))
    for tag, name in (("a", "href"), ("link", "href"), ("img", "src"), ("form", "action")):
        for each in page.all(tag):
            address = each[name] or ""
            assert address.startswith(("/", "#")) or "rel" in each, address


def test_english_stays_english(client: Client) -> None:
    page = Outline(client("/rules?lang=en").text)
    own = [a["href"] for a in page.all("a") if (a["href"] or "").startswith("/rules/")]
    assert len(own) == len(rules())
    assert all(str(each).endswith("?lang=en") for each in own)


@pytest.mark.parametrize("each", rules(), ids=lambda each: each.code)
def test_every_rule_has_a_page(client: Client, each) -> None:
    reply = client(f"/rules/{each.code}")
    assert reply.status == 200
    assert each.code in reply.text
    assert "{?" not in reply.text.split("<details>")[0]


@pytest.mark.parametrize("each", queries(), ids=lambda each: each.code)
def test_every_query_has_a_page(client: Client, each) -> None:
    reply = client(f"/queries/{each.code}")
    assert reply.status == 200
    assert "Antwoord:" in reply.text


def test_upload_and_downloads(client: Client) -> None:
    text = result_of(client, fields={"asOf": "2026-11-21"}, file=("proef.ttl", BAD))
    assert "1 punt moet worden opgelost." in text
    assert "proef.ttl, regel" in text
    assert "niet bewaard" in text
    links = re.findall(r'href="(/results/[^"]+)" download', text)
    kinds = [client(link) for link in links]
    assert [each.status for each in kinds] == [200] * 6
    assert [each.media_type for each in kinds] == [
        "text/html",
        "text/csv",
        "application/json",
        "text/turtle",
        "application/sarif+json",
        "application/xml",
    ]
    for each in kinds:
        assert each.headers["Content-Disposition"].startswith(
            'attachment; filename="grondslag-2026'
        )
        assert b"PRC-03" in each.body


def test_result_in_english(client: Client) -> None:
    reply = client.form("/?lang=en", {}, ("proef.ttl", BAD))
    assert '<html lang="en">' in reply.text
    assert "1 point must be solved." in reply.text
    assert "proef.ttl, line" in reply.text


def test_demo(client: Client) -> None:
    text = result_of(client, fields={"dataset": "demo"})
    assert "punten moeten worden opgelost" in text
    Outline(text)


def test_wrong_file_is_shown_with_its_place(client: Client) -> None:
    data = b"@prefix a: <https://example.org/> .\n<script>alert(1)</script>\n"
    reply = client.form("/", {"asOf": "2026-01-01"}, ("<b>kapot.ttl", data))
    assert (reply.status, reply.media_type) == (400, "text/html")
    assert "&lt;b&gt;kapot.ttl, regel 2" in reply.text
    assert "<script" not in reply.text
    assert "<b>" not in reply.text
    assert 'value="2026-01-01"' in reply.text
    assert "<title>Fout: " in reply.text


@pytest.mark.parametrize(
    ("fields", "file", "status"),
    [
        ({}, None, 400),
        ({}, ("", b""), 400),
        ({"asOf": "gisteren"}, ("a.ttl", BAD), 400),
        ({}, ("a.ttl", b"#" * 150_000), 413),
        ({}, ("a.ttl", b"#" * 900_000), 413),
    ],
)
def test_wrong_input_is_shown_on_a_page(client, fields, file, status) -> None:
    reply = client.form("/", fields, file, Accept="text/html")
    assert (reply.status, reply.media_type) == (status, "text/html")
    Outline(reply.text)


def test_data_are_escaped(client: Client) -> None:
    data = BAD.replace(b'rdfs:label "', b'rdfs:label "<img src=x onerror=alert(1)>')
    assert data != BAD
    text = result_of(client, fields={}, file=("a.ttl", data))
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text


def test_unknown_addresses(client: Client) -> None:
    for path in ("/nergens", "/rules/ABC-99", "/results/raad", "/results/raad/report.csv"):
        reply = client(path, Accept="text/html,*/*;q=0.8")
        assert (reply.status, reply.media_type) == (404, "text/html")
        assert "urn:uuid:" in reply.text
        assert client(path).media_type == "application/problem+json"


def test_wrong_parameter_is_shown(client: Client) -> None:
    reply = client(f"/queries/{queries()[0].code}?onbekend=1")
    assert (reply.status, reply.media_type) == (400, "text/html")
    assert "Er is geen antwoord" in reply.text


def test_results_are_few_and_short_lived() -> None:
    now = [0.0]
    workspace = open_bytes("a.ttl", BAD, "0" * 64, parse_date("2026-11-21"))
    result = Result(workspace.report, ())
    results = Results(clock=lambda: now[0])
    first = results.keep(result)
    assert results.get(first) is result
    keys = [results.keep(result) for _ in range(MOST)]
    assert len(set(keys)) == MOST
    with pytest.raises(NotFound):
        results.get(first)
    assert results.get(keys[0]) is result
    now[0] = SECONDS + 1
    with pytest.raises(NotFound):
        results.get(keys[-1])
