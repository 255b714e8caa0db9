"""What people come to do; the command line, HTTP and web pages all call these."""

from grondslag.usecases.link import RegisterComparison, link_register
from grondslag.usecases.notes import Note
from grondslag.usecases.selftest import Check, selftest
from grondslag.usecases.workspace import Workspace, open_bytes, open_files, parse_date, read_shapes

__all__ = [
    "Check",
    "Note",
    "RegisterComparison",
    "Workspace",
    "link_register",
    "open_bytes",
    "open_files",
    "parse_date",
    "read_shapes",
    "selftest",
]
