"""Rules and questions over HTTP, and what every answer has."""

import pytest
from loopback import Client

from grondslag.catalogue import queries, rules
from grondslag.http.headers import API_VERSION


def test_all_rules(client: Client) -> None:
    reply = client("/v1/rules")
    assert [each["code"] for each in reply.json] == [each.code for each in rules()]
    assert reply.json[0]["name"]["nl"]


def test_one_rule(client: Client) -> None:
    reply = client("/v1/rules/prc-01")
    assert reply.json["code"] == "PRC-01"
    assert reply.json["severity"] == "violation"
    assert reply.json["provisions"][0]["label"]["nl"]
    assert "textChecked" in reply.json["provisions"][0]
    assert "gs:Processing" in reply.json["badExample"]
    assert "sh:path" in reply.json["shape"]


def test_all_queries(client: Client) -> None:
    reply = client("/v1/queries")
    assert [each["code"] for each in reply.json] == [each.code for each in queries()]


@pytest.mark.parametrize("code", [each.code for each in queries()])
def test_every_query_is_answered(client: Client, code: str) -> None:
    assert client(f"/v1/queries/{code}").status == 200


def test_answer_as_csv_and_json(client: Client) -> None:
    code = queries()[0].code
    assert client(f"/v1/queries/{code}?format=csv").media_type == "text/csv"
    assert client(f"/v1/queries/{code}", Accept="text/csv").media_type == "text/csv"
    reply = client(f"/v1/queries/{code}")
    assert reply.media_type == "application/sparql-results+json"
    assert reply.json["head"]["vars"]
    assert client(f"/v1/queries/{code}", Accept="application/json").media_type == "application/json"


def test_parameters_are_query_keys(client: Client) -> None:
    asked = next(each for each in queries() if each.header.parameters)
    name = asked.header.parameters[0].name
    assert client(f"/v1/queries/{asked.code}?{name}=https://example.org/x").status == 200
    twice = client(f"/v1/queries/{asked.code}?{name}=a:b&{name}=a:c")
    assert (twice.status, "twee keer" in twice.json["detail"]) == (400, True)
    unknown = client(f"/v1/queries/{asked.code}?onbekend=1")
    assert (unknown.status, name in unknown.json["detail"]) == (400, True)
    if asked.header.parameters[0].type == "iri":
        assert client(f"/v1/queries/{asked.code}?{name}=%20").status == 400


@pytest.mark.parametrize(
    "path", ["/v1/rules/ABC-99", "/v1/queries/Q-999", "/v1/rules/", "/v1/", "/v1", "/nergens"]
)
def test_what_does_not_exist(client: Client, path: str) -> None:
    reply = client(path)
    assert (reply.status, reply.media_type) == (404, "application/problem+json")
    assert set(reply.json) >= {"type", "title", "status", "detail", "instance"}


def test_no_redirect_for_a_trailing_slash(client: Client) -> None:
    assert client("/queries/").status == 404
    assert client("/sparql/").status == 404


def test_wrong_method(client: Client) -> None:
    for path, method in (("/v1/rules", "DELETE"), ("/v1/validations", "GET"), ("/sparql", "PUT")):
        reply = client(path, method=method)
        assert (reply.status, reply.media_type) == (405, "application/problem+json")
        assert reply.headers["Allow"]


def test_every_answer_protects(client: Client) -> None:
    for path in ("/", "/rules", "/v1/rules", "/v1/nergens", "/sparql?query=ASK%7B%7D", "/nergens"):
        headers = client(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert (headers["API-Version"] == API_VERSION) is path.startswith("/v1")


def test_other_host_name_is_refused(client: Client) -> None:
    reply = client("/v1/rules", Host="elders.example")
    assert (reply.status, reply.media_type) == (421, "application/problem+json")


def test_description_follows_the_national_rules(client: Client) -> None:
    reply = client("/v1/openapi.json")
    document = reply.json
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert document["openapi"].startswith("3.")
    assert document["info"]["version"] == API_VERSION
    assert document["info"]["contact"]["url"]
    assert document["servers"] == [{"url": "/v1"}]
    assert set(document["paths"]) == {
        "/explanations",
        "/validations",
        "/rules",
        "/rules/{code}",
        "/queries",
        "/queries/{code}",
    }
    for path in document["paths"].values():
        for operation in path.values():
            assert "422" not in operation["responses"]
            problem = operation["responses"]["400"]["content"]
            assert list(problem) == ["application/problem+json"]
            for response in operation["responses"].values():
                assert "API-Version" in response["headers"]
    names = document["components"]["schemas"]
    assert not [name for name in names if "Validation" in name and "Error" in name]
    assert all(name[0].isupper() and "_" not in name for name in names)
    properties = [key for each in names.values() for key in each.get("properties", {})]
    assert not [key for key in properties if "_" in key]
    assert "422" not in reply.text
