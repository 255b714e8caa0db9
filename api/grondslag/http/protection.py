"""What surrounds every request: protecting headers, a bound on size, a check of the host."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grondslag.http.headers import protect
from grondslag.http.problems import language_of, of_status
from grondslag.settings import MEBIBYTE

#: How many times the bound is still read and thrown away, so that the client hears the reason.
_PATIENCE = 8


class Protection:
    """Adds headers to every answer, and refuses bodies that are too large while they come in."""

    def __init__(self, app: ASGIApp, max_body_bytes: int, hosts: tuple[str, ...] = ()) -> None:
        """Wrap an application.

        Args:
            app: the application.
            max_body_bytes: the most bytes the body of a request may have.
            hosts: names by which the service may be addressed; none means any. A page on another
                site cannot then reach a service on this computer under a name of its own.
        """
        self._app, self._bound, self._hosts = app, max_body_bytes, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                protect(MutableHeaders(scope=message), scope["path"])
            await send(message)

        headers = Headers(scope=scope)
        if self._hosts and _name(headers.get("host", "")) not in self._hosts:
            problem = of_status(421, language_of(Request(scope)))
            await problem.response()(scope, receive, protected)
            return
        length = headers.get("content-length", "")
        await self._app(scope, self._bounded(receive, length), protected)

    def _bounded(self, receive: Receive, length: str) -> Receive:
        """Return a ``receive`` that fails with status 413 beyond the bound."""
        received = 0
        too_large = length.isdigit() and int(length) > self._bound

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if not too_large and received <= self._bound:
                return message
            while message.get("more_body") and received <= _PATIENCE * self._bound:
                message = await receive()
                received += len(message.get("body", b""))
            size = f"{self._bound / MEBIBYTE:.3g}"
            raise HTTPException(
                413,
                {
                    "nl": f"Het verzoek is groter dan {size} MB. Stuur een kleiner bestand.",
                    "en": f"The request is larger than {size} MB. Send a smaller file.",
                },  # type: ignore[arg-type]
            )

        return bounded


def _name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    return host if host.endswith("]") else host.rsplit(":", 1)[0]
