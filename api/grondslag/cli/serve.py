"""Put API, SPARQL endpoint and pages together, and serve them."""

import ipaddress
import sys

import uvicorn
from fastapi import FastAPI

from grondslag import process
from grondslag.http.app import create_app
from grondslag.http.service import Service
from grondslag.settings import Settings
from grondslag.usecases import Workspace
from grondslag.web.app import Services, create_router, error_page

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


def build(
    workspace: Workspace, limits: Settings | None = None, hosts: tuple[str, ...] = ()
) -> FastAPI:
    """Return the application over a workspace.

    Args:
        workspace: the data for ``/sparql`` and the questions.
        limits: settings to use instead of those of the environment.
        hosts: names by which the service may be addressed; none means any.
    """
    service = Service(workspace, limits)
    pages = create_router(
        Services(workspace, service.check, service.ask, service.limits.max_upload_bytes)
    )
    return create_app(service, pages=[pages], error_page=error_page, hosts=hosts)


def serve(workspace: Workspace, host: str = "127.0.0.1", port: int = 8321) -> None:
    """Serve a workspace until interrupted.

    Args:
        workspace: the data for ``/sparql`` and the questions.
        host: address to listen on; any other than loopback is open to the network.
        port: port to listen on; 0 takes a free one.
    """
    local = is_loopback(host)
    if not local:
        print(
            f"Let op: de dienst luistert op {host}. Er is geen inlog: iedereen die dit adres kan "
            "bereiken, ziet alle gegevens.\n"
            f"Note: the service listens on {host}. There is no login: everyone who can reach this "
            "address sees all data.",
            file=sys.stderr,
        )
    process.stay()
    # A page on another site cannot use this computer's service under a name of its own.
    app = build(workspace, hosts=_LOOPBACK_NAMES if local else ())
    uvicorn.run(app, host=host, port=port, server_header=False, access_log=False)


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this computer only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
