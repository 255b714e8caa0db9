"""The headers that every answer has."""

from typing import Final

from starlette.datastructures import MutableHeaders

#: The version of the API; the first number is the one in its address.
API_VERSION: Final = "1.0.0"
API_ROOT: Final = "/v1"

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def policy_with_style(digest: str) -> str:
    """Return the content security policy of a page with one inline style sheet.

    Args:
        digest: SHA-256 of the style sheet in base64.
    """
    return _POLICY.replace("style-src 'self'", f"style-src 'sha256-{digest}'")


def protect(headers: MutableHeaders, path: str) -> None:
    """Add the headers that every answer has; one that an answer set itself is kept."""
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if path == API_ROOT or path.startswith(f"{API_ROOT}/"):
        headers.setdefault("API-Version", API_VERSION)
