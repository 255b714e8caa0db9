"""The questions: each is one SPARQL file with a header that says what it asks and returns."""

from dataclasses import dataclass
from functools import lru_cache

from grondslag import content
from grondslag.catalogue.headers import Header, parse_header
from grondslag.errors import ContentError, NotFound


@dataclass(frozen=True)
class Query:
    """One catalogued question: its header, theme (the folder it is in) and SPARQL."""

    header: Header
    theme: str
    sparql: str

    @property
    def code(self) -> str:
        """The short name by which people ask it."""
        return self.header.code


def _order(code: str) -> tuple[str, int, str]:
    prefix, _, number = code.partition("-")
    return (prefix, int(number) if number.isdigit() else 0, code)


@lru_cache(maxsize=1)
def queries() -> tuple[Query, ...]:
    """Return all questions, ordered by code.

    Raises:
        ContentError: if a header is incomplete or two questions have the same code.
    """
    folder = content.root() / "queries"
    found = []
    for file in sorted(folder.rglob("*.rq")):
        text = file.read_text(encoding="utf-8")
        found.append(Query(parse_header(text, file.name), file.parent.name, text))
    codes = [each.code for each in found]
    if len(set(codes)) != len(codes):
        raise ContentError("Twee vragen hebben dezelfde code.", "Two queries have the same code.")
    return tuple(sorted(found, key=lambda each: _order(each.code)))


def query(code: str) -> Query:
    """Return one question by its code, in any case.

    Raises:
        NotFound: if there is none.
    """
    for each in queries():
        if each.code.lower() == code.lower():
            return each
    raise NotFound(
        f"Er is geen vraag '{code}'. Bekijk alle vragen met: grondslag queries",
        f"There is no query '{code}'. See all queries with: grondslag queries",
    )
