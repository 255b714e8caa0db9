"""Where the shipped ontology, rules, queries and data are.

An installed wheel carries them inside the package; a checkout has them at its top level.
No other module computes a path to shipped content.
"""

from functools import lru_cache
from pathlib import Path

from grondslag.errors import ContentError

FOLDERS = ("ontology", "shapes", "queries", "data")


@lru_cache(maxsize=1)
def root() -> Path:
    """Return the folder that holds ``ontology``, ``shapes``, ``queries`` and ``data``.

    Raises:
        ContentError: if neither the package nor a checkout around it holds all four.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "_content", package.parent.parent):
        if all((candidate / folder).is_dir() for folder in FOLDERS):
            return candidate
    raise ContentError(
        "De meegeleverde regels en gegevens ontbreken. Installeer Grondslag opnieuw.",
        "The shipped rules and data are missing. Install Grondslag again.",
    )


def turtle_files(folder: str) -> list[Path]:
    """Return the Turtle files below a folder of the shipped content, sorted by path."""
    return sorted((root() / folder).rglob("*.ttl"))


#: Names by which a shipped data set can be given instead of a file.
SHIPPED_DATA = {
    "demo": "data/demo/received",
    "demo-clean": "data/demo/clean",
    "motion21": "data/motion21",
}


def shipped_data(name: str) -> Path | None:
    """Return the folder of a shipped data set by name, or None if there is none."""
    relative = SHIPPED_DATA.get(name)
    return None if relative is None else root() / relative
