"""Every error as problem details (RFC 9457), as the national API rules ask."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from grondslag.errors import (
    GrondslagError,
    InputError,
    Language,
    LimitExceeded,
    NotFound,
    QueryError,
    QueryTimeout,
)
from grondslag.http.headers import protect
from grondslag.http.negotiation import choose
from grondslag.http.results import NotAcceptable

MEDIA_TYPE = "application/problem+json"
_TYPES = "https://w3id.org/grondslag/problem/"
_log = logging.getLogger("grondslag.http")


@dataclass(frozen=True)
class Kind:
    """A kind of problem: the end of its address, its status and its title."""

    name: str
    status: int
    nl: str
    en: str


_BY_ERROR: tuple[tuple[type[GrondslagError], Kind], ...] = (
    (LimitExceeded, Kind("too-large", 413, "Het bestand is te groot", "The file is too large")),
    (InputError, Kind("input", 400, "De invoer is niet bruikbaar", "The input cannot be used")),
    (QueryTimeout, Kind("query-stopped", 503, "De vraag is gestopt", "The query was stopped")),
    (NotAcceptable, Kind("not-acceptable", 406, "Deze vorm is er niet", "No such form")),
    (QueryError, Kind("query", 400, "De vraag kan niet worden beantwoord", "The query failed")),
    (NotFound, Kind("not-found", 404, "Niet gevonden", "Not found")),
)
INTERNAL = Kind("internal", 500, "Interne fout", "Internal error")
INVALID = Kind("invalid", 400, "Het verzoek klopt niet", "The request is not valid")
_BY_STATUS = {
    404: Kind("not-found", 404, "Niet gevonden", "Not found"),
    405: Kind("method", 405, "Deze methode kan hier niet", "Method not allowed"),
    406: Kind("not-acceptable", 406, "Deze vorm is er niet", "No such form"),
    413: Kind("too-large", 413, "Het verzoek is te groot", "The request is too large"),
    415: Kind("media-type", 415, "Dit soort inhoud wordt niet gelezen", "Unsupported media type"),
    500: INTERNAL,
    503: Kind("busy", 503, "De dienst is bezig", "The service is busy"),
}
_DETAILS: dict[int, tuple[str, str]] = {
    404: ("Dit adres bestaat niet.", "There is nothing at this address."),
    405: ("Dit adres kent deze methode niet.", "This address does not know this method."),
    421: ("Deze dienst is niet onder deze naam te bereiken.", "This is no name of this service."),
}


@dataclass(frozen=True)
class Problem:
    """One problem, in the language of the client; ``instance`` is the number to quote."""

    kind: Kind
    detail: str
    language: Language
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    instance: str = field(default_factory=lambda: f"urn:uuid:{uuid.uuid4()}")

    @property
    def title(self) -> str:
        """The kind of problem in a few words."""
        return self.kind.nl if self.language == "nl" else self.kind.en

    def response(self) -> JSONResponse:
        """Return the problem as it is sent to programs."""
        document = {
            "type": _TYPES + self.kind.name,
            "title": self.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": self.instance,
            **{key: value for key, value in self.more.items() if value is not None},
        }
        headers = {"Content-Language": self.language, **self.headers}
        return JSONResponse(document, self.kind.status, headers, media_type=MEDIA_TYPE)


#: Shows a problem to a person: request, language, status, title, detail, number to quote.
ErrorPage = Callable[[Request, Language, int, str, str, str], Response]


def language_of(request: Request) -> Language:
    """Return the language of a request: ``language`` or ``lang`` in the address, else the header.

    Dutch unless English is asked for.
    """
    asked = request.query_params.get("language") or request.query_params.get("lang")
    if asked in ("nl", "en"):
        return "en" if asked == "en" else "nl"
    wanted = request.headers.get("accept-language", "")
    simple = ",".join(part.strip().split("-")[0] + _weight(part) for part in wanted.split(","))
    return "en" if choose(simple, ("nl", "en")) == "en" else "nl"


def _weight(part: str) -> str:
    return ";" + part.split(";", 1)[1] if ";" in part else ""


def of_error(error: GrondslagError, language: Language) -> Problem:
    """Return the problem for an error of our own."""
    kind = next((kind for each, kind in _BY_ERROR if isinstance(error, each)), INTERNAL)
    headers = {"Retry-After": "10"} if kind.status == 503 else {}
    place = {"file": error.file, "line": error.line, "column": error.column}
    message = error.message_nl if language == "nl" else error.message_en
    return Problem(kind, message, language, place, headers)


def of_status(status: int, language: Language, detail: object = None) -> Problem:
    """Return the problem for a bare HTTP status."""
    phrase = HTTPStatus(status).phrase
    kind = _BY_STATUS.get(status) or (
        INVALID if status == 400 else Kind(f"http-{status}", status, phrase, phrase)
    )
    known = _DETAILS.get(status)
    if isinstance(detail, dict):
        text = str(detail[language])
    else:
        text = known[0 if language == "nl" else 1] if known else str(detail or phrase)
    return Problem(kind, text, language)


def _in_words(error: dict[str, Any], language: Language) -> str:
    """Return one error in the input in words; Pydantic speaks English only."""
    if language == "nl" and error["type"] == "literal_error":
        return f"kies uit {error['ctx']['expected'].replace(' or ', ' of ')}"
    if language == "nl" and error["type"] == "missing":
        return "ontbreekt"
    return str(error["msg"])


def install(app: FastAPI, page: ErrorPage | None = None) -> None:
    """Make an application answer every error as a problem.

    Args:
        app: the application.
        page: shows the problem to clients that would rather have HTML; None: nobody does.
    """

    def answer(request: Request, problem: Problem) -> Response:
        accept = request.headers.get("accept")
        if (
            page
            and accept
            and request.url.path != "/sparql"
            and choose(accept, (MEDIA_TYPE, "text/html")) == "text/html"
        ):
            return page(
                request,
                problem.language,
                problem.kind.status,
                problem.title,
                problem.detail,
                problem.instance,
            )
        return problem.response()

    async def on_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, GrondslagError)
        problem = of_error(error, language_of(request))
        if problem.kind is INTERNAL:
            _log.error("%s: %s", problem.instance, error)
        return answer(request, problem)

    async def on_status(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        problem = of_status(error.status_code, language_of(request), error.detail)
        response = answer(request, problem)
        response.headers.update(error.headers or {})
        return response

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        language = language_of(request)
        errors = [
            {
                "location": ".".join(str(part) for part in each["loc"]),
                "detail": _in_words(each, language),
            }
            for each in error.errors()
        ]
        detail = "; ".join(f"{each['location']}: {each['detail']}" for each in errors)
        return answer(request, Problem(INVALID, detail, language, {"errors": errors}))

    async def on_crash(request: Request, error: Exception) -> Response:
        language = language_of(request)
        detail = (
            "Er ging iets mis in de dienst. Noem bij een melding het nummer in 'instance'."
            if language == "nl"
            else "Something went wrong in the service. Quote the number in 'instance'."
        )
        problem = Problem(INTERNAL, detail, language)
        _log.error("%s: %s", problem.instance, type(error).__name__, exc_info=error)
        response = answer(request, problem)
        # This answer is made outside all other layers, so it needs its headers here.
        protect(response.headers, request.url.path)
        return response

    app.add_exception_handler(GrondslagError, on_error)
    app.add_exception_handler(HTTPException, on_status)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(Exception, on_crash)
