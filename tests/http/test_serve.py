"""Starting the service, and what it does when something breaks inside."""

import uvicorn
from fastapi import APIRouter
from loopback import LIMITS, Client, running

from grondslag.cli import serve as serving
from grondslag.http.app import create_app
from grondslag.http.service import Service
from grondslag.usecases import open_bytes, parse_date


def small_workspace(bad: bytes):
    return open_bytes("loaded.ttl", bad, "0" * 64, parse_date("2026-11-21"))


def test_only_loopback_is_quiet(bad: bytes, monkeypatch, capsys) -> None:
    started = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **how: started.append(how))
    serving.serve(small_workspace(bad))
    assert capsys.readouterr().err == ""
    serving.serve(small_workspace(bad), "0.0.0.0", 8000)
    said = capsys.readouterr().err
    assert "geen inlog" in said
    assert "no login" in said
    assert [each["host"] for each in started] == ["127.0.0.1", "0.0.0.0"]


def test_what_is_loopback() -> None:
    known = {"localhost": True, "127.0.0.1": True, "::1": True, "0.0.0.0": False, "::": False}
    for host, answer in {**known, "10.0.0.1": False, "server.example": False}.items():
        assert serving.is_loopback(host) is answer


def test_crash_is_a_problem_with_a_number(bad: bytes) -> None:
    router = APIRouter()

    @router.get("/kapot")
    def crash() -> None:
        raise RuntimeError("secret detail")

    with running(create_app(Service(small_workspace(bad), LIMITS), pages=[router])) as base:
        reply = Client(base)("/kapot")
    assert (reply.status, reply.media_type) == (500, "application/problem+json")
    assert reply.json["instance"].startswith("urn:uuid:")
    assert "secret" not in reply.text
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_crash_in_the_api_is_a_problem_too(bad: bytes, monkeypatch) -> None:
    service = Service(small_workspace(bad), LIMITS)

    def crash(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(service, "check", crash)
    with running(create_app(service)) as base:
        reply = Client(base).form("/v1/validations", {"dataset": "demo"})
    assert (reply.status, reply.media_type) == (500, "application/problem+json")
    assert reply.headers["API-Version"]
    assert "secret" not in reply.text


def test_report_is_asked_in_its_own_process(bad: bytes) -> None:
    service = Service(small_workspace(bad), LIMITS)
    with running(create_app(service)) as base:
        client = Client(base)
        found = client.sparql("ASK { ?r a <http://www.w3.org/ns/shacl#ValidationResult> }")
        assert found.json["boolean"] is False
