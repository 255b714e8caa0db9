"""Comma-separated tables that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Iterable

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Cells that begin with ``=``, ``+``, ``-``, ``@``, a tab or a return get an apostrophe in
    front (OWASP, CSV injection); numbers stay numbers.
    """
    if cell[:1] in "=+-@\t\r" and cell and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def write_csv(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table as CSV (RFC 4180 quoting, LF line ends as SPARQL 1.1 results allow)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(list(heading))
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return buffer.getvalue()
