"""Checking files over HTTP."""

import base64
import gzip
import hashlib
import json
import re
from xml.etree import ElementTree

import pytest
from loopback import LIMITS, Client
from rdflib import Graph
from rdflib.namespace import SH


def test_upload_gives_the_violation_with_its_line(client: Client, bad: bytes) -> None:
    reply = client.form("/v1/validations", {"asOf": "2026-11-21"}, ("map/proef.ttl", bad))
    assert reply.status == 200
    assert reply.media_type == "application/json"
    assert reply.json["referenceDate"] == "2026-11-21"
    assert [each["rule"] for each in reply.json["violations"]] == ["PRC-03"]
    assert reply.json["violations"][0]["file"] == "proef.ttl"
    assert reply.json["violations"][0]["line"] > 1
    assert reply.json["files"][0]["sha256"] == hashlib.sha256(bad).hexdigest()


@pytest.mark.parametrize(
    ("accept", "media_type", "read"),
    [
        ("application/json", "application/json", json.loads),
        ("text/turtle", "text/turtle", lambda text: Graph().parse(data=text, format="turtle")),
        ("text/csv;q=0.9, image/png", "text/csv", lambda text: text.index("PRC-03")),
        ("application/sarif+json", "application/sarif+json", json.loads),
        ("application/xml", "application/xml", ElementTree.fromstring),
        ("text/html", "text/html", lambda text: text.index("PRC-03")),
        ("*/*", "application/json", json.loads),
    ],
)
def test_accept_chooses_the_form(client, bad, accept, media_type, read) -> None:
    reply = client.form("/v1/validations", {}, ("a.ttl", bad), Accept=accept)
    assert (reply.status, reply.media_type) == (200, media_type)
    read(reply.text)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("ttl", "text/turtle"), ("junit", "application/xml"), ("html", "text/html")],
)
def test_format_goes_before_accept(client, bad, name, media_type) -> None:
    reply = client.form(f"/v1/validations?format={name}", {}, ("a.ttl", bad), Accept="text/csv")
    assert reply.media_type == media_type


def test_turtle_is_a_validation_report(client: Client, bad: bytes) -> None:
    reply = client.form("/v1/validations?format=ttl", {}, ("a.ttl", bad))
    graph = Graph().parse(data=reply.text, format="turtle")
    assert len(list(graph.objects(None, SH.result))) == 1


def test_demo_needs_no_file(client: Client) -> None:
    reply = client.form("/v1/validations", {"dataset": "demo"})
    assert reply.status == 200
    assert reply.json["violations"]


def test_language_of_the_report(client: Client, bad: bytes) -> None:
    reply = client.form("/v1/validations?format=csv", {"language": "en"}, ("a.ttl", bad))
    assert reply.text.startswith("severity,")
    assert reply.headers["Content-Language"] == "en"


def test_packed_upload(client: Client, bad: bytes) -> None:
    reply = client.form("/v1/validations", {}, ("a.ttl.gz", gzip.compress(bad)))
    assert [each["rule"] for each in reply.json["violations"]] == ["PRC-03"]


def test_style_of_the_html_report_is_allowed_by_its_policy(client: Client, bad: bytes) -> None:
    reply = client.form("/v1/validations?format=html", {}, ("a.ttl", bad))
    style = re.search(r"<style>(.*?)</style>", reply.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in reply.headers["Content-Security-Policy"]


def test_two_equal_checks_give_equal_bytes(client: Client, bad: bytes) -> None:
    for name in ("json", "ttl", "html"):
        replies = {
            client.form(f"/v1/validations?format={name}", {}, ("a.ttl", bad)).body for _ in "ab"
        }
        assert len(replies) == 1


def test_broken_file_tells_line_and_column(client: Client) -> None:
    data = b"@prefix a: <https://example.org/> .\n\na:b a:c d .\n"
    reply = client.form("/v1/validations", {}, ("kapot.ttl", data))
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert reply.json["file"] == "kapot.ttl"
    assert reply.json["line"] == 3
    assert reply.json["column"] == 9
    assert "Turtle" in reply.json["detail"]


def test_error_in_english(client: Client) -> None:
    reply = client.form("/v1/validations", {}, ("a.ttl", b"x"), Accept_Language="en-GB, nl;q=0.3")
    assert reply.json["title"] == "The input cannot be used"


@pytest.mark.parametrize(
    ("fields", "file", "word"),
    [
        ({}, None, "geen bestand"),
        ({}, ("", b""), "geen bestand"),
        ({"dataset": "demo"}, ("a.ttl", b"<a:b> <a:c> 1 ."), "niet allebei"),
        ({"dataset": "elders"}, None, "motion21"),
        ({"dataset": "demo", "asOf": "morgen"}, None, "2026-11-21"),
        ({"dataset": "demo", "language": "fr"}, None, "kies uit"),
        ({}, ("a.xlsx", b"x"), "xlsx"),
        ({}, ("leeg.ttl", b""), "leeg"),
        ({}, ("a.ttl.gz", b"x"), "gz"),
    ],
)
def test_wrong_input_is_a_problem(client, fields, file, word) -> None:
    reply = client.form("/v1/validations", fields, file)
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert reply.json["status"] == 400
    assert word in reply.json["detail"]


def test_upload_too_large(client: Client) -> None:
    reply = client.form("/v1/validations", {}, ("a.ttl", b"#" * 1_000_000))
    assert (reply.status, reply.media_type) == (413, "application/problem+json")


def test_upload_too_large_without_a_length(client: Client) -> None:
    def endless():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.ttl"\r\n\r\n'
        for _ in range(20):
            yield b"#" * 50_000

    reply = client(
        "/v1/validations", data=endless(), Content_Type="multipart/form-data; boundary=b"
    )
    assert (reply.status, reply.media_type) == (413, "application/problem+json")


def test_packed_upload_that_grows_too_large(client: Client) -> None:
    packed = gzip.compress(b"#" * (LIMITS.max_upload_bytes + 1))
    reply = client.form("/v1/validations", {}, ("a.ttl.gz", packed))
    assert reply.status == 413
    assert reply.json["file"] == "a.ttl.gz"


def test_format_that_does_not_exist(client: Client, bad: bytes) -> None:
    reply = client.form("/v1/validations?format=pdf", {}, ("a.ttl", bad))
    assert reply.status == 400
    assert reply.json["errors"][0]["location"] == "query.format"


def test_form_that_nobody_accepts(client: Client, bad: bytes) -> None:
    reply = client.form("/v1/validations", {}, ("a.ttl", bad), Accept="image/png")
    assert (reply.status, reply.media_type) == (406, "application/problem+json")
