"""What the Algorithm Register says: records, and remarks about them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from grondslag.register.text import Bilingual


class ImpactTest(Enum):
    """What a record says about an impact test; unknown is an answer of its own."""

    YES = "Ja"
    NO = "Nee"
    UNKNOWN = "Onbekend"


class UseStatus(Enum):
    """Whether the algorithm is in use according to its record."""

    DEVELOPMENT = "ontwikkeling"
    IN_USE = "in_gebruik"
    ENDED = "buiten_gebruik"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """One algorithm as its organisation published it.

    ``number`` is the place in the export, counted from 1. Texts are as published: they
    are untrusted and may hold HTML.
    """

    number: int
    code: str
    title: str
    organisation: str
    purpose: str
    legal_basis: str
    impact_test: ImpactTest
    status: UseStatus
    registered_on: date | None
    added_on: date | None
    url: str

    @property
    def link(self) -> str | None:
        """The published address if it is a web address, else nothing to click on."""
        return self.url if self.url.startswith(("https://", "http://")) else None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd about one record that does not stop the reading."""

    number: int
    code: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class RegisterExport:
    """All records of one export, in published order, and what was odd about them."""

    records: tuple[RegisterRecord, ...]
    fetched_at: datetime
    source_url: str
    remarks: tuple[Remark, ...]
