"""The address of a store, and the proof of who asks."""

import base64
import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from grondslag.errors import InputError
from grondslag.settings import Settings

_PORTS = {"http": 80, "https": 443}
#: What may stand in a path or a query as it is; anything else is percent-encoded (RFC 3986).
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


@dataclass(frozen=True)
class Address:
    """An http or https address without credentials.

    ``str()`` leaves out the query, in which some stores expect a key.
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str

    def __str__(self) -> str:
        """Return the address for people: without query and without the usual port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port (RFC 6454); what goes to one origin never goes to another."""
        return self.scheme, self.host, self.port

    @property
    def target(self) -> str:
        """The path and query as they go in a request."""
        return self.path + (f"?{self.query}" if self.query else "")

    @property
    def is_private(self) -> bool:
        """Tell whether nobody between can read along: TLS, or this machine itself."""
        if self.scheme == "https" or self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def asking(self, query: str) -> "Address":
        """Return this address with more in its query."""
        joined = f"{self.query}&{query}" if self.query else query
        return Address(self.scheme, self.host, self.port, self.path, joined)


def parse_address(url: str) -> Address:
    """Read an address that a user or a store gives.

    Raises:
        InputError: if it is not an http or https address, or holds a name and password.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise _unusable() from None
    printable = url.isprintable() and " " not in url
    if parts.scheme not in _PORTS or not host or not printable:
        raise _unusable()
    if parts.username is not None or parts.password is not None:
        raise InputError(
            f"Zet geen naam en wachtwoord in het adres van {host}: anderen kunnen dat lezen. "
            "Gebruik GRONDSLAG_STORE_USER en GRONDSLAG_STORE_PASSWORD.",
            f"Put no name and password in the address of {host}: others can read it. "
            "Use GRONDSLAG_STORE_USER and GRONDSLAG_STORE_PASSWORD.",
        )
    return Address(
        parts.scheme,
        host,
        port or _PORTS[parts.scheme],
        quote(parts.path, safe=_SAFE) or "/",
        quote(parts.query, safe=_SAFE),
    )


def _unusable() -> InputError:
    return InputError(
        "Dit is geen bruikbaar adres van een store. Schrijf het voluit, bijvoorbeeld "
        "https://store.voorbeeld.nl/data.",
        "This is no usable address of a store. Write it in full, for example "
        "https://store.example.org/data.",
    )


def authorization(address: Address, limits: Settings) -> str | None:
    """Return the header that proves who asks, or None without token or name in the settings.

    Raises:
        InputError: if the proof could be read on the way, or cannot be put in a header.
    """
    header = _header(limits)
    if header is None:
        return None
    if not header.isprintable() or not header.isascii():
        raise InputError(
            "GRONDSLAG_STORE_TOKEN bevat tekens die niet in een token kunnen staan, zoals een "
            "regeleinde.",
            "GRONDSLAG_STORE_TOKEN holds characters that no token can have, such as a line end.",
        )
    if not address.is_private:
        raise InputError(
            "Een token of wachtwoord gaat niet over http: anderen kunnen meelezen. Gebruik het "
            "https-adres.",
            "A token or password is not sent over http: others can read along. Use the https "
            "address.",
            file=str(address),
        )
    return header


def _header(limits: Settings) -> str | None:
    if limits.store_token is not None:
        return f"Bearer {limits.store_token.get_secret_value()}"
    if limits.store_user is None and limits.store_password is None:
        return None
    password = "" if limits.store_password is None else limits.store_password.get_secret_value()
    pair = f"{limits.store_user or ''}:{password}".encode()
    return "Basic " + base64.b64encode(pair).decode("ascii")
