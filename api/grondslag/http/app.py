"""The application: the API, the SPARQL endpoint, and the pages that are handed to it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse

from grondslag.http.headers import API_ROOT, API_VERSION
from grondslag.http.openapi import describe
from grondslag.http.problems import ErrorPage, install
from grondslag.http.protection import Protection
from grondslag.http.routes import routes
from grondslag.http.service import Service
from grondslag.http.sparql import sparql_routes
from grondslag.settings import MEBIBYTE

#: Room in a request beside the file: field names, boundaries, the other fields.
_FORM_BYTES = MEBIBYTE // 4


def create_api(service: Service) -> FastAPI:
    """Return the API that is mounted at ``/v1``."""
    # The interactive manual of FastAPI loads scripts from another host, so it is left out.
    api = FastAPI(
        title="Grondslag",
        version=API_VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    install(api)
    api.include_router(routes(service))
    document: dict[str, Any] = describe(api)

    @api.get("/openapi.json", include_in_schema=False)
    def openapi() -> JSONResponse:
        return JSONResponse(document, headers={"Access-Control-Allow-Origin": "*"})

    return api


def create_app(
    service: Service,
    *,
    pages: Sequence[APIRouter] = (),
    error_page: ErrorPage | None = None,
    hosts: tuple[str, ...] = (),
) -> FastAPI:
    """Return the whole application.

    Args:
        service: what the clients are served; closed when the application ends.
        pages: addresses beside the API, for people.
        error_page: shows an error to clients that would rather have HTML.
        hosts: names by which the service may be addressed; none means any.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        service.close()

    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=life,
    )
    install(app, error_page)
    app.add_middleware(
        Protection,
        max_body_bytes=service.limits.max_upload_bytes + _FORM_BYTES,
        hosts=hosts,
    )
    app.include_router(sparql_routes(service))
    for router in pages:
        app.include_router(router)
    app.mount(API_ROOT, create_api(service))
    return app
