"""Finished reports, kept in memory for a short while so that they can be downloaded."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from grondslag.errors import NotFound
from grondslag.usecases import Note
from grondslag.validation import Report

#: The most reports that are kept; the oldest goes first.
MOST = 20
#: How long a report is kept, in seconds.
SECONDS = 3600.0


@dataclass(frozen=True)
class Result:
    """A report with the remarks on its input; the input itself is not kept."""

    report: Report
    notes: tuple[Note, ...]


class Results:
    """Reports by a key that cannot be guessed; safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start empty; ``clock`` gives seconds and never goes back."""
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Result]] = OrderedDict()

    def keep(self, result: Result) -> str:
        """Keep a report and return its key."""
        key = secrets.token_urlsafe(24)
        with self._lock:
            self._forget_old()
            self._kept[key] = (self._clock(), result)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return key

    def get(self, key: str) -> Result:
        """Return a report by its key.

        Raises:
            NotFound: if there is none, or it is not kept any more.
        """
        with self._lock:
            self._forget_old()
            known = self._kept.get(key)
        if known is None:
            raise NotFound(
                "Deze uitkomst is er niet meer. Uitkomsten blijven hooguit een uur bewaard. "
                "Controleer het bestand opnieuw.",
                "This outcome is gone. Outcomes are kept for an hour at most. Check the file "
                "again.",
            )
        return known[1]

    def _forget_old(self) -> None:
        now = self._clock()
        for key in [key for key, (since, _) in self._kept.items() if now - since > SECONDS]:
            del self._kept[key]
