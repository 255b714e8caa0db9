"""Every error Grondslag reports to its users, as one tree.

::

    GrondslagError
    ├─ InputError            what the user handed in cannot be used        exit 2
    │  ├─ UnsupportedFormat  the file is of a kind that is not read
    │  └─ LimitExceeded      the file is larger than is accepted
    ├─ QueryError            a question is unknown, refused or malformed   exit 2
    │  └─ QueryTimeout       a question took longer than allowed
    ├─ NotFound              a rule or query code that does not exist      exit 2
    ├─ ShapesError           the rules handed in are broken                exit 3
    └─ ContentError          our own shipped content is broken             exit 3

A rule that is violated is never an error: it is an outcome.
"""

from typing import Literal

Language = Literal["nl", "en"]


class GrondslagError(Exception):
    """Base of all errors, with a Dutch and an English message and the place it concerns.

    A place has a file, a line in that file and a column in that line, counted from 1.
    """

    exit_code = 2

    def __init__(
        self,
        message_nl: str,
        message_en: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        """Say in Dutch and English what happened and what to do, and where."""
        super().__init__(message_en)
        self.message_nl = message_nl
        self.message_en = message_en
        self.file = file
        self.line = line
        self.column = column

    def place(self, language: Language = "nl") -> str:
        """Return "file, line n, column m" as far as known, or an empty string."""
        parts = [] if self.file is None else [self.file]
        if self.line is not None:
            parts.append(f"{'regel' if language == 'nl' else 'line'} {self.line}")
        if self.column is not None:
            parts.append(f"{'kolom' if language == 'nl' else 'column'} {self.column}")
        return ", ".join(parts)

    def text(self, language: Language = "nl") -> str:
        """Return the message in one language, preceded by its place."""
        message = self.message_nl if language == "nl" else self.message_en
        place = self.place(language)
        return f"{place}: {message}" if place else message


class InputError(GrondslagError):
    """The input cannot be read or used."""


class UnsupportedFormat(InputError):
    """The input is of a kind that is not read."""


class LimitExceeded(InputError):
    """The input is larger than the limit in the settings."""


class QueryError(GrondslagError):
    """A question is refused, malformed or misses a parameter."""


class QueryTimeout(QueryError):
    """A question did not finish within the time limit."""


class NotFound(GrondslagError):
    """There is no rule or query with this code."""


class ShapesError(GrondslagError):
    """A shapes graph is broken, so nothing can be said about the data."""

    exit_code = 3


class ContentError(GrondslagError):
    """The ontology, rules or queries that ship with Grondslag are missing or broken."""

    exit_code = 3
