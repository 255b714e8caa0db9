"""The addresses of the web pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated, BinaryIO, Protocol

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from grondslag.catalogue import Answer, Query, example, queries, query, rule, rules
from grondslag.catalogue.rules import shape_text
from grondslag.errors import (
    GrondslagError,
    InputError,
    Language,
    LimitExceeded,
    QueryError,
    QueryTimeout,
)
from grondslag.reporting import render_report
from grondslag.reporting.html import report_context
from grondslag.settings import MEBIBYTE
from grondslag.usecases import Workspace, parse_date
from grondslag.web.pages import icon, language_of, page, style
from grondslag.web.results import Result, Results

#: Places shown per rule, and rows shown per answer; downloads hold all.
PLACES = 50
ROWS = 500

#: What can be downloaded: extension, form of the report, media type, name in both languages.
DOWNLOADS: tuple[tuple[str, str, str, str, str], ...] = (
    ("html", "html", "text/html", "Rapport (HTML)", "Report (HTML)"),
    ("csv", "csv", "text/csv", "Tabel (CSV)", "Table (CSV)"),
    ("json", "json", "application/json", "JSON", "JSON"),
    ("ttl", "ttl", "text/turtle", "Turtle (SHACL)", "Turtle (SHACL)"),
    ("sarif", "sarif", "application/sarif+json", "SARIF", "SARIF"),
    ("xml", "junit", "application/xml", "JUnit", "JUnit"),
)
_QUERY_THEMES = {
    "violations": ("Wat moet worden opgelost", "What must be solved"),
    "audit": ("Audit", "Audit"),
    "report": ("Tabellen voor een rapportage", "Tables for a report"),
    "parliament": ("Parlement", "Parliament"),
    "register": ("Algoritmeregister", "Algorithm register"),
}


class Check(Protocol):
    """Checks an upload or shipped data, with the report ready."""

    def __call__(
        self,
        name: str | None,
        stream: BinaryIO | None,
        content_type: str | None,
        dataset: str | None,
        as_of: date | None,
    ) -> Workspace:
        """Check one input."""


@dataclass(frozen=True)
class Services:
    """What the pages need done: they show, others work."""

    workspace: Workspace
    check: Check
    ask: Callable[[Query, dict[str, str]], Answer]
    max_upload_bytes: int


def create_router(services: Services) -> APIRouter:
    """Return the addresses of all pages."""
    router = APIRouter(include_in_schema=False, redirect_slashes=False)
    results = Results()
    _check_pages(router, services, results)
    _rule_pages(router)
    _query_pages(router, services)

    @router.get("/static/grondslag.css")
    def css() -> Response:
        return Response(style(), media_type="text/css")

    @router.get("/static/grondslag.svg")
    def svg() -> Response:
        return Response(icon(), media_type="image/svg+xml")

    return router


def error_page(
    request: Request, language: Language, status: int, title: str, detail: str, number: str
) -> Response:
    """Return the page for an error that no other page shows."""
    return page(request, "error.html", language, status, title=title, detail=detail, number=number)


def _check_pages(router: APIRouter, services: Services, results: Results) -> None:
    def form(
        request: Request, error: GrondslagError | None = None, as_of: str = ""
    ) -> HTMLResponse:
        return page(
            request,
            "check.html",
            status=200 if error is None else _status(error),
            error=error,
            as_of=as_of,
            megabytes=f"{services.max_upload_bytes / MEBIBYTE:g}",
        )

    @router.get("/")
    def show_form(request: Request) -> Response:
        return form(request)

    @router.post("/")
    def check(
        request: Request,
        file: Annotated[UploadFile | None, File()] = None,
        dataset: Annotated[str, Form()] = "",
        as_of: Annotated[str, Form(alias="asOf")] = "",
    ) -> Response:
        # A browser sends a nameless file when none was chosen; a choice of data goes first.
        chosen = file if file and file.filename and not dataset else None
        try:
            checked = services.check(
                chosen.filename if chosen else None,
                chosen.file if chosen else None,
                chosen.content_type if chosen else None,
                dataset or None,
                parse_date(as_of.strip()) if as_of.strip() else None,
            )
        except (InputError, QueryTimeout) as error:
            return form(request, error, as_of)
        key = results.keep(Result(checked.report, checked.notes))
        language = "?lang=en" if language_of(request) == "en" else ""
        return RedirectResponse(f"/results/{key}{language}", 303)

    @router.get("/results/{key}")
    def show_result(request: Request, key: str) -> Response:
        result = results.get(key)
        notes = [note.text(language_of(request)) for note in result.notes]
        return page(
            request,
            "result.html",
            key=key,
            downloads=DOWNLOADS,
            notes=notes,
            **report_context(result.report, PLACES),
        )

    for extension, form_name, media_type, _, _ in DOWNLOADS:
        _download(router, results, extension, form_name, media_type)


def _download(
    router: APIRouter, results: Results, extension: str, form_name: str, media_type: str
) -> None:
    @router.get(f"/results/{{key}}/report.{extension}")
    def download(request: Request, key: str) -> Response:
        result = results.get(key)
        language = language_of(request)
        notes = tuple(note.text(language) for note in result.notes)
        day = result.report.reference_date.isoformat()
        return Response(
            render_report(result.report, form_name, language, notes),
            media_type=f"{media_type}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="grondslag-{day}.{extension}"'},
        )


def _status(error: GrondslagError) -> int:
    if isinstance(error, LimitExceeded):
        return 413
    return 503 if isinstance(error, QueryTimeout) else 400


def _rule_pages(router: APIRouter) -> None:
    @router.get("/rules")
    def show_rules(request: Request) -> Response:
        themes = [(list(group)) for _, group in groupby(rules(), key=lambda each: each.theme["nl"])]
        return page(request, "rules.html", themes=themes, total=len(rules()))

    @router.get("/rules/{code}")
    def show_rule(request: Request, code: str) -> Response:
        shown = rule(code)
        return page(
            request,
            "rule.html",
            rule=shown,
            good=example(shown.code, "good"),
            bad=example(shown.code, "bad"),
            shacl=shape_text(shown.iri),
        )


def _query_pages(router: APIRouter, services: Services) -> None:
    @router.get("/queries")
    def show_queries(request: Request) -> Response:
        by_theme: dict[str, list[Query]] = {}
        for each in queries():
            by_theme.setdefault(each.theme, []).append(each)
        order = [*_QUERY_THEMES, *sorted(set(by_theme) - set(_QUERY_THEMES))]
        themes = [
            (_QUERY_THEMES.get(theme, (theme, theme)), by_theme[theme])
            for theme in order
            if theme in by_theme
        ]
        return page(
            request,
            "queries.html",
            themes=themes,
            total=len(queries()),
            files=services.workspace.view.dataset.files,
        )

    @router.get("/queries/{code}")
    def show_query(request: Request, code: str) -> Response:
        asked = query(code)
        given = {name: value for name, value in request.query_params.items() if name != "lang"}
        filled = {name: value for name, value in given.items() if value}
        answer: Answer | None = None
        error: QueryError | None = None
        try:
            answer = services.ask(asked, filled)
        except QueryError as found:
            error = found
        return page(
            request,
            "query.html",
            status=200 if error is None else _status(error),
            query=asked,
            given=given,
            filled=filled,
            answer=answer,
            error=error,
            rows=ROWS,
            reference_date=services.workspace.view.reference_date,
        )
