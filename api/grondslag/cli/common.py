"""What all commands share: language, output, progress, and errors with their exit code."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from tempfile import mkstemp

from rich.console import Console, RenderableType
from rich.text import Text

from grondslag.errors import InputError, Language
from grondslag.reporting import printable

#: Width of tables that do not go to a terminal, in characters, so that output is repeatable.
PLAIN_WIDTH = 100
#: Characters that are written to standard output at once.
_PIECE = 1 << 20


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
    print(printable(f"{lead}{text}"), file=sys.stderr)


def terminal() -> bool:
    """Tell whether standard output goes to a person."""
    return sys.stdout.isatty()


def cell(text: str) -> Text:
    """Return a text for a table as it is: no markup is read in it, no control code gets out."""
    return Text(printable(text), overflow="fold")


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

    A link is followed; what is no ordinary file, such as a device, is written to directly.

    Raises:
        InputError: if the file cannot be written.
    """
    if output is None:
        # One write of more than 2 GiB can be cut off there, without an error.
        for start in range(0, len(text), _PIECE):
            sys.stdout.write(text[start : start + _PIECE])
        return
    try:
        target = output.resolve()
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8", newline="")
        else:
            _replace(target, text)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"De uitvoer kan niet worden geschreven: {reason}.",
            f"The output cannot be written: {reason}.",
            file=printable(str(output)),
        ) from error


def _replace(target: Path, text: str) -> None:
    """Put a whole new file in place of the old one, with the rights the old one had."""
    if target.exists():
        mode = target.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    handle, name = mkstemp(dir=target.parent)
    temporary = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        temporary.chmod(mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


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
