"""Explaining violations over HTTP."""

from loopback import Client


def test_an_upload_is_explained_with_its_lines(client: Client, bad: bytes) -> None:
    reply = client.form(
        "/v1/explanations", {"key": "PRC-03", "asOf": "2026-11-21"}, ("map/proef.ttl", bad)
    )
    assert (reply.status, reply.media_type) == (200, "application/json")
    (found,) = reply.json["explanations"]
    assert found["rule"] == "PRC-03"
    (kind,) = found["target"]
    assert kind["file"] == "proef.ttl"
    assert "gs:Processing" in bad.decode().splitlines()[kind["line"] - 1]
    sought = [each["sought"][0]["path"] for each in found["reasons"][0]["notFound"]]
    assert "gs:hasLegalGround" in sought


def test_the_key_of_a_validation_is_the_key_of_its_explanation(client: Client, bad: bytes) -> None:
    checked = client.form("/v1/validations", {"asOf": "2026-11-21"}, ("a.ttl", bad))
    (key,) = (each["key"] for each in checked.json["violations"])
    reply = client.form("/v1/explanations", {"key": key, "asOf": "2026-11-21"}, ("a.ttl", bad))
    assert [each["key"] for each in reply.json["explanations"]] == [key]


def test_a_rule_that_finds_nothing_gives_an_empty_list(client: Client, bad: bytes) -> None:
    reply = client.form("/v1/explanations", {"key": "MEA-01"}, ("a.ttl", bad))
    assert (reply.status, reply.json) == (200, {"total": 0, "explanations": []})


def test_an_unknown_key_or_no_key_is_a_problem(client: Client, bad: bytes) -> None:
    unknown = client.form("/v1/explanations", {"key": "0" * 16}, ("a.ttl", bad))
    assert (unknown.status, unknown.media_type) == (404, "application/problem+json")
    assert "geen bevinding met sleutel" in unknown.json["detail"]
    assert client.form("/v1/explanations", {}, ("a.ttl", bad)).status in (400, 422)
    assert client.form("/v1/explanations", {"key": "PRC-03"}).status == 400


def test_an_upload_that_is_nested_too_deep_does_not_end_the_service(client: Client) -> None:
    deep = b'{"http://e/p":' * 4_000 + b"1" + b"}" * 4_000
    for path in ("/v1/explanations", "/v1/validations"):
        reply = client.form(path, {"key": "PRC-03"}, ("deep.jsonld", deep))
        assert reply.media_type == "application/problem+json"
        assert reply.status == 400
        assert "dieper genest" in reply.json["detail"]
    assert client("/v1/rules").status == 200
