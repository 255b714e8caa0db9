"""``grondslag serve`` and ``grondslag selftest``."""

from typing import Annotated

import typer

from grondslag.cli.common import Lang, note, progress
from grondslag.usecases import open_files, parse_date
from grondslag.usecases import selftest as run_selftest


def serve(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE…", help="Gegevens voor de vragen; zonder: de demo."),
    ] = None,
    host: Annotated[str, typer.Option(help="Adres; standaard alleen deze computer.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Poort; 0 kiest een vrije.")] = 8321,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Peildatum, jaar-maand-dag.")
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de meldingen.")] = Lang.nl,
) -> None:
    """Start de webpagina, de API en het SPARQL-punt op deze computer.

    Start the web page, the API and the SPARQL endpoint on this computer.
    """
    # FastAPI and uvicorn take a second to import; only this command needs them.
    from grondslag.cli.serve import serve as run

    with progress(lang.code) as tell:
        workspace = open_files(
            files or [], parse_date(as_of) if as_of is not None else None, progress=tell
        )
    run(workspace, host, port)


def selftest(
    lang: Annotated[Lang, typer.Option("--lang", help="Taal van de meldingen.")] = Lang.nl,
) -> None:
    """Controleer of deze installatie klopt: regels, voorbeelden, vragen, demo.

    Check this installation: rules, examples, queries, demo. Exit code 3 if anything fails.
    """
    failed = 0
    with progress(lang.code) as tell:
        for check in run_selftest(tell):
            mark = "ok  " if check.passed else "FOUT" if lang is Lang.nl else "FAIL"
            print(f"{mark}  {check.text(lang.code)}", flush=True)
            failed += not check.passed
    if failed:
        note(
            f"{failed} onderdelen kloppen niet." if lang is Lang.nl else f"{failed} failed.",
            lang.code,
        )
        raise typer.Exit(3)
