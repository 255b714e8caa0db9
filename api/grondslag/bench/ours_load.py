"""Reads the data for our own engine, while the rest of it is still being loaded."""

from pathlib import Path

from grondslag.bench.syntax import SYNTAX
from grondslag.columns.graph import Columns
from grondslag.columns.reading import read_rows
from grondslag.columns.reading_parallel import Ahead
from grondslag.columns.terms import Terms


def load(data: Path, ahead: Ahead | None = None) -> Columns:
    """Return a file as columns.

    Args:
        data: the file.
        ahead: parsers of the file that were started before.
    """
    terms = Terms()
    read = read_rows(terms, data, SYNTAX[data.suffix], 0, data.name, ahead=ahead)
    return Columns.from_rows(terms, read.subject, read.predicate, read.object)
