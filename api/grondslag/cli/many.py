"""What ``grondslag validate`` reads: files, a store, as one graph or each graph by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from grondslag.errors import InputError
from grondslag.intake import Source
from grondslag.intake.remote import RemoteStore, fetch
from grondslag.intake.remote_http import Request
from grondslag.settings import settings
from grondslag.usecases.many import Division, FromStore

Progress = Callable[[str], None]

EachGraph = Annotated[
    bool,
    typer.Option(
        "--each-graph",
        help="Toets elke benoemde graaf apart, met één uitkomst voor alle samen. Wat in geen "
        "graaf staat, is gedeeld. Een regel over alles heen ziet alleen de eigen graaf en "
        "wat gedeeld is.",
    ),
]
EachFile = Annotated[
    bool,
    typer.Option("--each-file", help="Toets elk bestand apart, met één uitkomst voor alle."),
]
Shared = Annotated[
    list[str] | None,
    typer.Option("--shared", metavar="FILE", help="Gegevens waar elke graaf naar mag verwijzen."),
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="Haal grafen uit een store: SPARQL Graph Store Protocol. Een token staat in "
        "GRONDSLAG_STORE_TOKEN; een naam en wachtwoord in GRONDSLAG_STORE_USER en "
        "GRONDSLAG_STORE_PASSWORD.",
    ),
]
Endpoint = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="Haal grafen uit een store die SPARQL-vragen beantwoordt: het adres daarvan.",
    ),
]
DefaultGraph = Annotated[
    bool, typer.Option("--default-graph", help="De graaf zonder naam van de store.")
]


@dataclass(frozen=True)
class Inputs:
    """The options that say what is read; empty and None where not given."""

    files: tuple[str, ...] = ()
    store: str | None = None
    endpoint: str | None = None
    graphs: tuple[str, ...] = ()
    default_graph: bool = False
    constructs: tuple[Path, ...] = ()
    each_graph: bool = False
    each_file: bool = False
    shared: tuple[str, ...] = ()
    jobs: int | None = None
    explain: bool = False

    @property
    def are_many(self) -> bool:
        """Tell whether several graphs are assessed one by one."""
        return self.each_graph or self.each_file

    @property
    def division(self) -> Division:
        """What counts as one graph."""
        return Division(self.each_graph, self.each_file, self.shared)

    @property
    def names(self) -> tuple[str, ...]:
        """The files; the demo when nothing at all is named."""
        return self.files or (() if self._is_remote else ("demo",))

    @property
    def _is_remote(self) -> bool:
        return self.store is not None or self.endpoint is not None

    def check(self) -> None:
        """Refuse options that mean nothing together.

        Raises:
            InputError: saying which, and what to do.
        """
        if not self.are_many and (self.shared or self.jobs is not None):
            raise InputError(
                "--shared en --jobs horen bij --each-graph of --each-file. Voeg een daarvan toe.",
                "--shared and --jobs go with --each-graph or --each-file. Add one of those.",
            )
        if self.are_many and self.explain:
            raise InputError(
                "--explain toont de toetsing van één graaf. Laat --each-graph en --each-file weg.",
                "--explain shows how one graph is assessed. Leave out --each-graph and "
                "--each-file.",
            )
        asked = self.graphs or self.default_graph or self.constructs
        if asked and not self._is_remote:
            raise InputError(
                "--graph, --default-graph en --construct gaan over een store. Geef het adres met "
                "--store of --endpoint.",
                "--graph, --default-graph and --construct are about a store. Give its address "
                "with --store or --endpoint.",
            )
        if self._is_remote and not asked and not self.each_graph:
            raise InputError(
                "Zeg wat er uit de store moet komen: --graph, --default-graph, --construct, of "
                "--each-graph voor alle benoemde grafen.",
                "Say what must come from the store: --graph, --default-graph, --construct, or "
                "--each-graph for all named graphs.",
            )

    @contextmanager
    def opened(self, tell: Progress) -> Iterator[list[str | Source]]:
        """Give everything to read as one graph; what a store gives is on disk meanwhile.

        Raises:
            InputError: if the store cannot be used.
        """
        with TemporaryDirectory(prefix="grondslag-") as folder:
            received = [
                fetch(request, settings(), Path(folder), tell)
                for request in (*(each for _, each in self._by_name()), *self._unnamed())
            ]
            yield [*self.names, *received]

    def from_store(self) -> FromStore | None:
        """Return what comes from a store when graphs are assessed one by one.

        Raises:
            InputError: if an address, name or query cannot be used.
        """
        if not self._is_remote:
            return None
        named = self._by_name()
        if self.each_file and not self.each_graph:
            named += [(request.name, request) for request in self._unnamed()]
            return FromStore(self._store, named)
        every = self.each_graph and not self.graphs
        return FromStore(self._store, named, self._unnamed(), every)

    @property
    def _store(self) -> RemoteStore:
        return RemoteStore(self.store, self.endpoint)

    def _by_name(self) -> list[tuple[str, Request]]:
        return [(name, self._store.graph(name)) for name in dict.fromkeys(self.graphs)]

    def _unnamed(self) -> list[Request]:
        requests = [self._store.default_graph()] if self.default_graph else []
        return requests + [
            self._store.construct(_text(path), path.name) for path in self.constructs
        ]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "geen UTF-8 / not UTF-8"
        raise InputError(
            f"Deze vraag kan niet worden gelezen: {reason}.",
            f"This query cannot be read: {reason}.",
            file=str(path),
        ) from error
