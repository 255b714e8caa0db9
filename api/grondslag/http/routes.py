"""The addresses under ``/v1``."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile

from grondslag.catalogue import queries, query, rule, rules
from grondslag.errors import InputError, Language
from grondslag.http.headers import policy_with_style
from grondslag.http.models import (
    QuerySummary,
    RuleDetail,
    RuleSummary,
    query_summary,
    rule_detail,
    rule_summary,
)
from grondslag.http.negotiation import choose
from grondslag.http.problems import language_of
from grondslag.http.results import NotAcceptable
from grondslag.http.service import Service
from grondslag.reporting import render_answer, render_report
from grondslag.reporting.explanation import explanation_json
from grondslag.reporting.html import stylesheet
from grondslag.usecases import parse_date

ReportFormat = Literal["json", "ttl", "csv", "sarif", "junit", "html"]
AnswerFormat = Literal["json", "csv"]

#: Media types and what they are called in ``format``; the first is what comes without a wish.
REPORT_TYPES: dict[str, ReportFormat] = {
    "application/json": "json",
    "text/turtle": "ttl",
    "text/csv": "csv",
    "application/sarif+json": "sarif",
    "application/xml": "junit",
    "text/html": "html",
}
ANSWER_TYPES: dict[str, AnswerFormat] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "text/csv": "csv",
}
#: Query keys of our own; all others are parameters of a question.
_OWN_KEYS = ("format", "language", "lang")
_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_FREE_PARAMETERS: dict[str, Any] = {
    "name": "parameters",
    "in": "query",
    "description": "De parameters van de vraag, elk als eigen sleutel. Zie de catalogus.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}


def _agree(asked: str | None, accept: str | None, types: Mapping[str, str]) -> tuple[str, str]:
    """Return media type and format that a client asks for by name, else by its Accept header."""
    if asked is not None:
        return next(pair for pair in types.items() if pair[1] == asked)
    media_type = choose(accept, list(types))
    if media_type is None:
        names = ", ".join(types)
        raise NotAcceptable(
            f"Dit is er alleen als {names}. Vraag een van deze in Accept.",
            f"This is available only as {names}. Ask for one in Accept.",
        )
    return media_type, types[media_type]


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8"


def routes(service: Service) -> APIRouter:
    """Return the addresses of the API over one service."""
    router = APIRouter(redirect_slashes=False)

    @router.post(
        "/validations",
        operation_id="createValidation",
        summary="Controleer een bestand",
        description="Toetst RDF aan alle regels en geeft de uitkomst. Er wordt niets bewaard.",
        response_class=Response,
        responses={
            200: {
                "description": "De uitkomst, ook als er iets gevonden is.",
                "content": {media_type: _TEXT for media_type in REPORT_TYPES},
            }
        },
        tags=["validations"],
    )
    def create_validation(
        request: Request,
        file: Annotated[
            UploadFile | None,
            File(description="RDF: .ttl, .trig, .nt, .nq, .jsonld of .rdf; ook .gz, .bz2, .xz."),
        ] = None,
        dataset: Annotated[
            str | None,
            Form(description="In plaats van een bestand: demo, demo-clean of motion21."),
        ] = None,
        as_of: Annotated[
            str | None,
            Form(
                alias="asOf",
                description="Peildatum. Zonder: die in het bestand, en anders vandaag.",
                json_schema_extra={"format": "date"},
            ),
        ] = None,
        language: Annotated[
            Language | None, Form(description="Taal van de uitkomst; standaard Nederlands.")
        ] = None,
        format: Annotated[
            ReportFormat | None, Query(description="Vorm van de uitkomst; gaat voor Accept.")
        ] = None,
    ) -> Response:
        media_type, chosen = _agree(format, request.headers.get("accept"), REPORT_TYPES)
        spoken = language or language_of(request)
        # A form sends a file without a name when none was chosen.
        upload = file if file and file.filename else None
        checked = service.check(
            upload.filename if upload else None,
            upload.file if upload else None,
            upload.content_type if upload else None,
            dataset or None,
            parse_date(as_of) if as_of else None,
        )
        notes = tuple(note.text(spoken) for note in checked.notes)
        text = render_report(checked.report, chosen, spoken, notes)
        headers: dict[str, str] = {"Content-Language": spoken}
        if chosen == "html":
            style = hashlib.sha256(stylesheet().encode()).digest()
            headers["Content-Security-Policy"] = policy_with_style(base64.b64encode(style).decode())
        return Response(text, headers=headers, media_type=_with_charset(media_type))

    @router.post(
        "/explanations",
        operation_id="createExplanation",
        summary="Leg een bevinding uit",
        description="Toetst zoals /validations en geeft van één bevinding, of van alles wat één "
        "regel vindt, de gegevens waarop zij rust, met bestand en regel. Er wordt niets bewaard.",
        response_class=Response,
        responses={
            200: {
                "description": "De uitleg; een lege lijst als de regel niets vindt.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        },
        tags=["validations"],
    )
    def create_explanation(
        key: Annotated[
            str, Form(description="Sleutel van een bevinding, of een regel zoals PRC-03.")
        ],
        focus: Annotated[
            str | None, Form(description="Alleen over dit ding: adres of naam.")
        ] = None,
        file: Annotated[
            UploadFile | None, File(description="Het bestand, zoals bij /validations.")
        ] = None,
        dataset: Annotated[
            str | None,
            Form(description="In plaats van een bestand: demo, demo-clean of motion21."),
        ] = None,
        as_of: Annotated[
            str | None,
            Form(
                alias="asOf",
                description="Peildatum. Zonder: die in het bestand, en anders vandaag.",
                json_schema_extra={"format": "date"},
            ),
        ] = None,
    ) -> Response:
        upload = file if file and file.filename else None
        found = service.explain(
            key,
            focus or None,
            upload.filename if upload else None,
            upload.file if upload else None,
            upload.content_type if upload else None,
            dataset or None,
            parse_date(as_of) if as_of else None,
        )
        items = ((each.violation, each.explanation) for each in found.items)
        text = explanation_json(items, found.total)
        return Response(text, media_type=_with_charset("application/json"))

    @router.get(
        "/rules",
        operation_id="listRules",
        summary="Alle regels",
        response_model=list[RuleSummary],
        tags=["rules"],
    )
    def list_rules() -> list[RuleSummary]:
        return [rule_summary(each) for each in rules()]

    @router.get(
        "/rules/{code}",
        operation_id="getRule",
        summary="Eén regel, met wet, herstel en voorbeelden",
        response_model=RuleDetail,
        tags=["rules"],
    )
    def get_rule(
        code: Annotated[str, Path(description="Code van de regel, bijvoorbeeld PRC-03.")],
    ) -> RuleDetail:
        return rule_detail(rule(code))

    @router.get(
        "/queries",
        operation_id="listQueries",
        summary="Alle vragen",
        response_model=list[QuerySummary],
        tags=["queries"],
    )
    def list_queries() -> list[QuerySummary]:
        return [query_summary(each) for each in queries()]

    @router.get(
        "/queries/{code}",
        operation_id="getAnswer",
        summary="Het antwoord op één vraag, over de geladen gegevens",
        response_class=Response,
        responses={
            200: {
                "description": "Het antwoord; geen rijen is ook een antwoord.",
                "content": {media_type: _TEXT for media_type in ANSWER_TYPES},
            }
        },
        openapi_extra={"parameters": [_FREE_PARAMETERS]},
        tags=["queries"],
    )
    def get_answer(
        request: Request,
        code: Annotated[str, Path(description="Code van de vraag, bijvoorbeeld Q-01.")],
        format: Annotated[
            AnswerFormat | None, Query(description="Vorm van het antwoord; gaat voor Accept.")
        ] = None,
    ) -> Response:
        media_type, chosen = _agree(format, request.headers.get("accept"), ANSWER_TYPES)
        answer = service.ask(query(code), _parameters(request))
        text = render_answer(answer, chosen, language_of(request))
        return Response(text, media_type=_with_charset(media_type))

    return router


def _parameters(request: Request) -> dict[str, str]:
    """Return the query keys that are parameters of a question.

    Raises:
        InputError: if one is given twice.
    """
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in _OWN_KEYS:
            continue
        if name in found:
            raise InputError(
                f"Parameter '{name}' staat er twee keer. Geef hem één keer.",
                f"Parameter '{name}' is given twice. Give it once.",
            )
        found[name] = value
    return found
