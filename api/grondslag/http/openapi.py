"""The description of the API, as the national API rules ask.

FastAPI declares its own 422 for wrong input. The rules ask for 400 and problem details, which
is also what the service sends, so the description is put right here.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from grondslag.http.headers import API_ROOT, API_VERSION
from grondslag.http.models import Problem
from grondslag.http.problems import MEDIA_TYPE

_ERRORS = {
    "400": "Het verzoek klopt niet.",
    "404": "Dit bestaat niet.",
    "405": "Dit adres kent deze methode niet.",
    "406": "Deze vorm is er niet.",
    "413": "Het verzoek is te groot.",
    "500": "Interne fout.",
    "503": "De dienst is bezig, of de vraag duurde te lang.",
}
_HEADER = {
    "API-Version": {
        "description": "Versie van de API.",
        "schema": {"type": "string", "example": API_VERSION},
    }
}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description of an application."""
    document = get_openapi(
        title="Grondslag",
        version=API_VERSION,
        summary="Controleer het gebruik van herkomst- en geslachtsgegevens.",
        description=(
            "Toetst RDF over verwerkingen aan de regels van Grondslag, en beantwoordt vragen "
            "over de geladen gegevens. SPARQL 1.1 staat op /sparql."
        ),
        contact={"name": "Grondslag", "url": "https://w3id.org/grondslag/"},
        license_info={
            "name": "EUPL-1.2",
            "url": "https://eupl.eu/1.2/nl/",
        },
        routes=app.routes,
        servers=[{"url": API_ROOT}],
        tags=[
            {"name": "validations", "description": "Controles van bestanden."},
            {"name": "rules", "description": "De regels, met wet en herstel."},
            {"name": "queries", "description": "De vragen, met hun antwoord."},
        ],
    )
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for name in [name for name in schemas if name.startswith("Body_")]:
        schemas["ValidationRequest"] = {**schemas.pop(name), "title": "ValidationRequest"}
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    for path in document["paths"].values():
        for operation in path.values():
            _put_right(operation)
    return document


def _put_right(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    for status, description in _ERRORS.items():
        reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
        responses[status] = {"description": description, "content": {MEDIA_TYPE: reference}}
    for response in responses.values():
        response["headers"] = _HEADER
    body = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if body:
        body["schema"] = {"$ref": "#/components/schemas/ValidationRequest"}
