"""What the service does for a client: check a file, ask the loaded data."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from grondslag.catalogue import Answer, Query, substitutions
from grondslag.catalogue.headers import Column
from grondslag.content import SHIPPED_DATA
from grondslag.dataset.store import from_oxigraph
from grondslag.errors import InputError, LimitExceeded, QueryTimeout
from grondslag.http.worker import Encoded, QueryWorker
from grondslag.intake.sources import take_stream
from grondslag.settings import MEBIBYTE, Settings, settings
from grondslag.usecases import Workspace, open_bytes, open_files
from grondslag.usecases.explain import Explanations, explain

#: How long a check waits for the one before it, in seconds.
_PATIENCE = 120.0
_NAME_LENGTH = 120
_JSON = "application/sparql-results+json"


class Service:
    """One loaded workspace, with the processes that answer questions about it."""

    def __init__(self, workspace: Workspace, limits: Settings | None = None) -> None:
        """Serve a workspace within limits; None takes those of the environment."""
        self.workspace = workspace
        self.limits = limits or settings()
        self._folder = tempfile.TemporaryDirectory(prefix="grondslag-")
        # One check at a time: a check uses a whole processor, and the service must stay awake.
        self._checking = threading.Lock()
        self._workers: list[QueryWorker] = []
        self._building = {False: threading.Lock(), True: threading.Lock()}

    def close(self) -> None:
        """End the query processes and remove the copy of the graph."""
        for worker in self._workers:
            worker.close()
        self._folder.cleanup()

    def sparql(self, query: str, accept: str | None) -> Encoded:
        """Answer a SPARQL query over the loaded graph.

        Raises:
            QueryError: if it is malformed, refused, too slow or has too large an answer.
        """
        return self._worker(with_report=False).run(query, accept)

    def ask(self, question: Query, parameters: dict[str, str]) -> Answer:
        """Answer a catalogued question over the loaded graph.

        Raises:
            QueryError: for an unknown parameter or a wrong value, or as :meth:`sparql`.
        """
        bound = substitutions(question.header, parameters)
        worker = self._worker(with_report=question.header.needs_report)
        encoded = worker.run(question.sparql, _JSON, bound)
        answer = ox.parse_query_results(encoded.body, format=ox.QueryResultsFormat.JSON)
        assert isinstance(answer, ox.QuerySolutions)
        names = [variable.value for variable in answer.variables]
        known = {column.name: column for column in question.header.columns}
        return Answer(
            tuple(known.get(name) or Column(name, {"nl": name, "en": name}) for name in names),
            tuple(
                tuple(None if (t := row[name]) is None else from_oxigraph(t) for name in names)
                for row in answer
            ),
        )

    def check(
        self,
        name: str | None,
        stream: BinaryIO | None,
        content_type: str | None,
        dataset: str | None,
        as_of: date | None,
    ) -> Workspace:
        """Check an upload or a shipped data set; its ``report`` is ready.

        Args:
            name: file name as the client gives it.
            stream: the upload; None when a shipped data set is meant.
            content_type: media type of the upload.
            dataset: name of a shipped data set; None when there is an upload.
            as_of: the reference date; None takes the one in the data, else today.

        Raises:
            InputError: if there is not exactly one of the two, or it cannot be used.
            QueryTimeout: if other checks take too long.
        """
        with self._turn():
            workspace = self._open(name, stream, content_type, dataset, as_of)
            workspace.report  # noqa: B018  computed here, while nobody else computes
        return workspace

    def explain(
        self,
        wanted: str,
        focus: str | None,
        name: str | None,
        stream: BinaryIO | None,
        content_type: str | None,
        dataset: str | None,
        as_of: date | None,
    ) -> Explanations:
        """Explain violations in an upload or a shipped data set.

        Args:
            wanted: the key of a violation, or the code of a rule.
            focus: only about this focus node.
            name: this and what follows is as for :meth:`check`.
            stream: the upload.
            content_type: its media type.
            dataset: name of a shipped data set.
            as_of: the reference date.

        Raises:
            NotFound: if there is no such key, rule or focus node.
            InputError: as :meth:`check`.
            QueryTimeout: as :meth:`check`.
        """
        with self._turn():
            workspace = self._open(name, stream, content_type, dataset, as_of)
            return explain(workspace, wanted, focus=focus)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until no other check runs.

        Raises:
            QueryTimeout: if that takes too long.
        """
        if not self._checking.acquire(timeout=_PATIENCE):
            raise QueryTimeout(
                "Er loopt nog een andere controle. Probeer het straks opnieuw.",
                "Another check is still running. Try again in a moment.",
            )
        try:
            yield
        finally:
            self._checking.release()

    def _open(
        self,
        name: str | None,
        stream: BinaryIO | None,
        content_type: str | None,
        dataset: str | None,
        as_of: date | None,
    ) -> Workspace:
        if stream is None:
            return _shipped(dataset, as_of)
        if dataset is not None:
            raise InputError(
                "Kies een bestand of de meegeleverde gegevens, niet allebei.",
                "Choose a file or the shipped data, not both.",
            )
        return self._read(name, stream, content_type, as_of)

    def _read(
        self, name: str | None, stream: BinaryIO, content_type: str | None, as_of: date | None
    ) -> Workspace:
        shown = _file_name(name)
        bound = self.limits.max_upload_bytes
        within = self.limits.model_copy(
            update={"max_input_bytes": min(bound, self.limits.max_input_bytes)}
        )
        try:
            data, digest = take_stream(shown, stream, within)
        except LimitExceeded as error:
            size = f"{bound / MEBIBYTE:g}"
            raise LimitExceeded(
                f"Dit bestand is, uitgepakt, groter dan {size} MB. Splits het, of gebruik de "
                "opdracht 'grondslag validate' op uw eigen computer.",
                f"This file is, unpacked, larger than {size} MB. Split it, or use the command "
                "'grondslag validate' on your own computer.",
                file=shown,
            ) from error
        return open_bytes(shown, data, digest, as_of, content_type)

    def _worker(self, *, with_report: bool) -> QueryWorker:
        # Two threads that ask first at the same time must not both make a worker.
        with self._building[with_report]:
            return self._worker_with_report if with_report else self._worker_of_data

    @cached_property
    def _worker_of_data(self) -> QueryWorker:
        return self._new_worker("data.nq", self.workspace.store)

    @cached_property
    def _worker_with_report(self) -> QueryWorker:
        return self._new_worker("report.nq", self.workspace.store_with_report)

    def _new_worker(self, name: str, store: ox.Store) -> QueryWorker:
        file = Path(self._folder.name) / name
        store.dump(file, format=ox.RdfFormat.N_QUADS)
        limits = self.limits
        worker = QueryWorker(file, seconds=limits.query_seconds, rows=limits.query_rows)
        self._workers.append(worker)
        return worker


def _shipped(dataset: str | None, as_of: date | None) -> Workspace:
    if dataset is None:
        raise InputError(
            "Er is geen bestand. Kies een bestand, of gebruik de voorbeeldgegevens.",
            "There is no file. Choose a file, or use the example data.",
        )
    if dataset not in SHIPPED_DATA:
        names = ", ".join(SHIPPED_DATA)
        raise InputError(
            f"Er zijn geen meegeleverde gegevens '{dataset}'. Wel: {names}.",
            f"There are no shipped data '{dataset}'. There are: {names}.",
        )
    return open_files([dataset], as_of)


def _file_name(name: str | None) -> str:
    """Return the last part of a file name, without signs that disturb a line of text."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in last if sign.isprintable()).strip()
    return clean[-_NAME_LENGTH:] or "upload"
