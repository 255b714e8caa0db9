"""What all commands share: language, output, progress, and errors with their exit code."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile

from rich.console import Console, RenderableType
from rich.text import Text

from grondslag.errors import InputError, Language

#: Width of tables that do not go to a terminal, in characters, so that output is repeatable.
PLAIN_WIDTH = 100


class Lang(StrEnum):
    """The languages people can choose."""

    nl = "nl"
    en = "en"

    @property
    def code(self) -> Language:
        """The language as the rest of the program knows it."""
        return "nl" if self is Lang.nl else "en"


def note(text: str, language: Language) -> None:
    """Tell the user something on standard error, so that standard output stays clean."""
    lead = "Let op: " if language == "nl" else "Note: "
    print(f"{lead}{text}", file=sys.stderr)


def terminal() -> bool:
    """Tell whether standard output goes to a person."""
    return sys.stdout.isatty()


def as_text(renderables: list[RenderableType]) -> str:
    """Return tables and text without colour, at a fixed width and without trailing blanks."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(
            file=nowhere, width=PLAIN_WIDTH, no_color=True, force_terminal=False, record=True
        )
        for each in renderables:
            console.print(each)
        text = console.export_text(styles=False)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def show(renderables: list[RenderableType], output: Path | None) -> None:
    """Print tables: in colour and full width on a terminal, else plain."""
    if output is None and terminal():
        console = Console()
        for each in renderables:
            console.print(each)
        return
    emit(as_text(renderables), output)


def emit(text: str, output: Path | None) -> None:
    """Write text to a file, complete or not at all, or to standard output.

    Raises:
        InputError: if the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=output.parent, delete=False
        ) as file:
            file.write(text)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(output)
    except OSError as error:
        raise InputError(
            f"De uitvoer kan niet worden geschreven: {error.strerror}.",
            f"The output cannot be written: {error.strerror}.",
            file=str(output),
        ) from error


@contextmanager
def progress(language: Language) -> Iterator[Callable[[str], None]]:
    """Show on standard error what is being done, only when a person looks at it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    console = Console(stderr=True)
    with console.status("…") as status:
        yield lambda text: status.update(Text(text))


def close_quietly() -> None:
    """End without a traceback when the reader of our output has gone."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
