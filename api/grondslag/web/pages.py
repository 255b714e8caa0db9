"""Turn templates into pages."""

import re
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader

from grondslag.errors import Language
from grondslag.reporting.html import environment, language_context, loader, stylesheet

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


def language_of(request: Request) -> Language:
    """Return the language of a page: Dutch unless the address says ``lang=en``."""
    return "en" if request.query_params.get("lang") == "en" else "nl"


def _readable(message: str, value: str, this: str) -> str:
    """Return the text of a message with words where a value will be filled in."""
    names = {"value": f"[{value}]", "this": f"[{this}]"}
    return _PLACEHOLDER.sub(lambda match: names.get(match[1], "[…]"), message)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = environment(ChoiceLoader([PackageLoader("grondslag.web", "templates"), loader()]))
    made.filters["readable"] = _readable
    return made


@lru_cache(maxsize=1)
def style() -> str:
    """Return the style sheet of the pages: that of a report, and what pages add."""
    own = resources.files("grondslag.web") / "static" / "grondslag.css"
    return stylesheet() + own.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def icon() -> bytes:
    """Return the icon of the pages."""
    return (resources.files("grondslag.web") / "static" / "grondslag.svg").read_bytes()


def page(
    request: Request,
    template: str,
    language: Language | None = None,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """Return a page.

    Args:
        request: what was asked for, for the menu and the switch of language.
        template: name of the template.
        language: of the page; None takes it from the address.
        status: HTTP status.
        values: what the template shows.
    """
    spoken = language or language_of(request)

    def link(path: str, **keys: str) -> str:
        """Return an address in the same language."""
        if spoken == "en":
            keys["lang"] = "en"
        return f"{path}?{urlencode(keys)}" if keys else path

    # An answer to a form has no address that can be visited, so the switch leads to the form.
    path = request.url.path
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    other = [*kept, ("lang", "en")] if spoken == "nl" else kept
    switch = f"{path}?{urlencode(other)}" if other else path
    text = (
        _environment()
        .get_template(template)
        .render(**language_context(spoken), link=link, switch=switch, path=path, **values)
    )
    return HTMLResponse(text, status, headers={"Content-Language": spoken})
