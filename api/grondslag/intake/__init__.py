"""From bytes to triples: every triple knows its file and line."""

from grondslag.intake.read import STANDARD_INPUT, read_bytes, read_files
from grondslag.intake.sources import Source

__all__ = ["STANDARD_INPUT", "Source", "read_bytes", "read_files"]
