"""The mistakes that the demo was given on purpose: what a validation of it must find."""

import re

from grondslag import content
from grondslag.errors import ContentError
from grondslag.vocabulary import PREFIXES

_ROW = re.compile(
    r"^\| *\d+ *\| *`[^`]+` *\| *`(?P<subject>[^`]+)` *\| *(?P<code>[A-Z]{3}-\d{2}) *\|",
    re.MULTILINE,
)


def planted_mistakes() -> list[tuple[str, str]]:
    """Return (rule code, address of the focus) for each row of the table in the demo's README.

    Raises:
        ContentError: if the table is not there.
    """
    file = content.root() / "data" / "demo" / "README.md"
    rows = []
    for match in _ROW.finditer(file.read_text(encoding="utf-8")):
        prefix, _, local = match["subject"].partition(":")
        rows.append((match["code"], PREFIXES[prefix] + local))
    if not rows:
        raise ContentError(
            "De tabel met fouten van de demo ontbreekt.",
            "The table with the mistakes of the demo is missing.",
            file=file.name,
        )
    return rows
