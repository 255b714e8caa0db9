"""The SPARQL 1.1 Protocol, query part (https://www.w3.org/TR/sparql11-protocol/), read-only."""

from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from grondslag.errors import QueryError
from grondslag.http import guard
from grondslag.http.service import Service

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_GRAPH_KEYS = ("default-graph-uri", "named-graph-uri")


def sparql_routes(service: Service) -> APIRouter:
    """Return the endpoint ``/sparql`` over one service."""
    router = APIRouter(redirect_slashes=False)

    @router.get("/sparql", include_in_schema=False)
    async def by_get(request: Request) -> Response:
        return await _answer(service, request, _one_query(request.query_params.multi_items()))

    @router.post("/sparql", include_in_schema=False)
    async def by_post(request: Request) -> Response:
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind == _UPDATE:
            raise guard.read_only()
        if kind not in (_FORM, _QUERY):
            raise HTTPException(415, f"{_FORM}, {_QUERY}")
        text = _utf8(await request.body())
        items = request.query_params.multi_items()
        if kind == _QUERY:
            items = [*items, ("query", text)]
        else:
            items = [*items, *parse_qsl(text, keep_blank_values=True)]
        return await _answer(service, request, _one_query(items))

    return router


async def _answer(service: Service, request: Request, query: str) -> Response:
    accept = request.headers.get("accept")
    encoded = await run_in_threadpool(service.sparql, query, accept)
    # Starlette adds the character set to text types by itself.
    return Response(encoded.body, media_type=encoded.media_type, headers={"Vary": "Accept"})


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError("De vraag is geen UTF-8.", "The query is not UTF-8.") from error


def _one_query(items: list[tuple[str, str]]) -> str:
    """Return the query of a request.

    Raises:
        QueryError: if there is not exactly one, or it chooses graphs or is an update.
    """
    names = [name for name, _ in items]
    if "update" in names:
        raise guard.read_only()
    if any(name in names for name in _GRAPH_KEYS):
        raise guard.one_graph()
    found = [value for name, value in items if name == "query"]
    if len(found) != 1 or not found[0].strip():
        raise QueryError(
            "Geef precies één vraag mee, in de parameter 'query' of als application/sparql-query.",
            "Give exactly one query, in the parameter 'query' or as application/sparql-query.",
        )
    return found[0]
