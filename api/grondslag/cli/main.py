"""The command ``grondslag`` and its exit codes.

0: conforms, or done. 1: violations at or above the chosen level. 2: bad input or usage.
3: a rule could not be assessed, or an internal error. 128 and the number of a signal: broken off.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from types import FrameType

import typer

from grondslag import __version__
from grondslag.cli import catalogue, explain, link, maintenance, questions, validation
from grondslag.cli.common import close_quietly
from grondslag.errors import GrondslagError, Language
from grondslag.reporting import printable

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Toets het gebruik van herkomst- en geslachtsgegevens, en vraag de uitkomsten op.\n\n"
    "Check the use of origin and sex data, and query the outcomes.",
)
app.command("validate")(validation.validate)
app.command("explain")(explain.explain_command)
app.command("query")(questions.query)
app.command("queries")(questions.queries)
app.command("rules")(catalogue.rules)
app.add_typer(link.app, name="register")
app.command("serve")(maintenance.serve)
app.command("selftest")(maintenance.selftest)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"grondslag {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Toon de versie / show version."
    ),
) -> None:
    """Options before the command."""


def _language() -> Language:
    arguments = sys.argv[1:]
    for index, argument in enumerate(arguments):
        following = arguments[index + 1] if index + 1 < len(arguments) else ""
        if argument == "--lang=en" or (argument == "--lang" and following == "en"):
            return "en"
    return "nl"


class _BrokenOff(BaseException):
    """Somebody asked this process to end; on the way out everything temporary is removed."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


@contextmanager
def _broken_off_by_signals() -> Iterator[None]:
    """Turn requests to end into an exception: by themselves they leave files behind."""
    if threading.current_thread() is not threading.main_thread():
        # Signals are for the main thread of whatever program this is part of.
        yield
        return
    numbers = [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")]
    usual = (signal.SIG_DFL, signal.default_int_handler)
    # What is ignored, as under nohup, stays ignored.
    known = {each: signal.getsignal(each) for each in numbers if each is not None}
    watched = {each: handler for each, handler in known.items() if handler in usual}

    def end(number: int, _: FrameType | None) -> None:
        for each in watched:
            # Nothing may break off the clearing up.
            signal.signal(each, signal.SIG_IGN)
        raise _BrokenOff(number)

    for each in watched:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each, handler in watched.items():
            signal.signal(each, handler)


def main() -> None:
    """Run the command line and end the process with the right exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Output is UTF-8 wherever it goes; a redirected Windows console would refuse it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with _broken_off_by_signals():
            app()
    except _BrokenOff as end:
        print("Afgebroken." if _language() == "nl" else "Broken off.", file=sys.stderr)
        sys.exit(end.exit_code)
    except BrokenPipeError:
        close_quietly()
        sys.exit(0)
    except GrondslagError as error:
        language = _language()
        lead = "Fout: " if language == "nl" else "Error: "
        print(printable(f"{lead}{error.text(language)}"), file=sys.stderr)
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("GRONDSLAG_DEBUG"):
            raise
        lead = (
            "Interne fout (geen uitkomst; zet GRONDSLAG_DEBUG=1 voor details)"
            if _language() == "nl"
            else "Internal error (no outcome; set GRONDSLAG_DEBUG=1 for details)"
        )
        print(f"{lead}: {type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(3)
