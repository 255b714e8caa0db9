"""Find the TOOI identifier that belongs to a name somebody typed.

The names come from a table of organisations and a table of known other spellings, both in
``data/reference``. A name is found or it is not: there is no nearest match, because the
heritage inspectorate and the tax inspectorate are one digit and a few letters apart.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from grondslag.errors import ContentError
from grondslag.register.text import Bilingual, comparable

ORGANISATIONS_FILE = "organisations.csv"
ALIASES_FILE = "organisation-aliases.csv"
_COLUMNS = ("iri", "kind", "label", "abbreviation", "begin", "end", "name_role", "list", "status")
_ALIAS_COLUMNS = ("alias", "iri", "reason_nl", "reason_en")

_TOOI = re.compile(
    r"https://identifier\.overheid\.nl/tooi/id/"
    r"(ministerie/mnre\d{4}|oorg/oorg\d+|zbo/zb\d{6}|gemeente/gm\d{4}|provincie/pv\d{2}"
    r"|waterschap/ws\d{4}|so/so\d+|col/col\d{2})"
)
#: Words before a name that say what kind of organisation it is. "provincie" is one of them
#: so that a bare "Utrecht" fits two organisations and is not taken for the municipality.
_KIND_BEFORE_NAME = re.compile(r"(ministerie van|gemeente|provincie) (.+)")
_BRACKETS_AT_END = re.compile(r"(.+?) \(([^()]+)\)")


class Match(Enum):
    """By which road a name was found; the earlier in this list, the closer."""

    LABEL = "label"
    LABEL_WITHOUT_KIND = "label-without-kind"
    ABBREVIATION = "abbreviation"
    ABBREVIATION_IN_BRACKETS = "abbreviation-in-brackets"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """One name of one organisation, for a period where the list gives one."""

    iri: str
    kind: str
    label: str
    abbreviation: str
    begin: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The name stands for exactly one organisation."""

    iri: str
    how: Match


@dataclass(frozen=True, slots=True)
class Unresolved:
    """The name stands for no organisation in the table, or for more than one."""

    name: str
    reason: Bilingual


class Organisations:
    """The names of organisations, ready to be looked up."""

    def __init__(self, names: Iterable[OrganisationName], aliases: dict[str, str]) -> None:
        """Prepare the look-up.

        Args:
            names: every name of every organisation; those of one organisation in order of time.
            aliases: other spellings as published -> TOOI identifier.
        """
        self.names = tuple(names)
        self._labels: dict[str, set[str]] = {}
        self._short_labels: dict[str, set[str]] = {}
        self._abbreviations: dict[str, set[str]] = {}
        self._abbreviations_of: dict[str, set[str]] = {}
        self._label_of: dict[str, str] = {}
        self._first_day: dict[str, date] = {}
        self._last_day: dict[str, date] = {}
        for name in self.names:
            label, abbreviation = comparable(name.label), comparable(name.abbreviation)
            self._labels.setdefault(label, set()).add(name.iri)
            if with_kind := _KIND_BEFORE_NAME.fullmatch(label):
                self._short_labels.setdefault(with_kind[2], set()).add(name.iri)
            if abbreviation:
                self._abbreviations.setdefault(abbreviation, set()).add(name.iri)
                self._abbreviations_of.setdefault(name.iri, set()).add(abbreviation)
            self._label_of[name.iri] = name.label
            first, last = name.begin or date.min, name.end or date.max
            self._first_day[name.iri] = min(first, self._first_day.get(name.iri, first))
            self._last_day[name.iri] = max(last, self._last_day.get(name.iri, last))
        self._aliases = {comparable(alias): iri for alias, iri in aliases.items()}

    def label(self, iri: str) -> str | None:
        """Return the latest name of an organisation, or nothing if it is not in the table."""
        return self._label_of.get(iri)

    def resolve(self, name: str, *, on: date | None = None) -> Resolved | Unresolved:
        """Find the one organisation a name stands for.

        Roads in this order: the label; the label without "ministerie van", "gemeente" or
        "provincie" in front; the abbreviation; the label with its own abbreviation in
        brackets after it; a known other spelling. Case, accents and white space make no
        difference.

        Args:
            name: the name as published.
            on: the day on which the name was published. If a name belongs to several
                organisations, those that did not exist on that day are left out.
        """
        wanted = comparable(name)
        if not wanted:
            return Unresolved(name, Bilingual("De naam is leeg.", "The name is empty."))
        alias = self._aliases.get(wanted)
        for how, found in self._roads(wanted):
            if len(found) > 1 and on is not None:
                found = {iri for iri in found if self._existed(iri, on)} or found
            if len(found) == 1:
                return Resolved(next(iter(found)), how)
            if found and alias is None:
                return Unresolved(name, self._several(found))
        if alias is not None:
            return Resolved(alias, Match.ALIAS)
        return Unresolved(
            name,
            Bilingual(
                "Deze naam staat niet in de lijst van organisaties en is geen bekende "
                "andere schrijfwijze.",
                "This name is not in the list of organisations and is not a known other spelling.",
            ),
        )

    def _roads(self, wanted: str) -> Iterator[tuple[Match, set[str]]]:
        yield Match.LABEL, self._labels.get(wanted, set())
        yield Match.LABEL_WITHOUT_KIND, self._short_labels.get(wanted, set())
        yield Match.ABBREVIATION, self._abbreviations.get(wanted, set())
        yield Match.ABBREVIATION_IN_BRACKETS, self._with_brackets(wanted)

    def _with_brackets(self, wanted: str) -> set[str]:
        parts = _BRACKETS_AT_END.fullmatch(wanted)
        if parts is None:
            return set()
        label, abbreviation = parts.groups()
        # What stands in brackets must be this organisation's own abbreviation: it may also
        # tell two organisations of the same name apart.
        return {
            iri
            for iri in self._labels.get(label) or self._short_labels.get(label, set())
            if abbreviation in self._abbreviations_of.get(iri, set())
        }

    def _existed(self, iri: str, on: date) -> bool:
        return self._first_day[iri] <= on <= self._last_day[iri]

    def _several(self, found: set[str]) -> Bilingual:
        listed = "; ".join(f"{self._label_of[iri]} ({iri})" for iri in sorted(found))
        return Bilingual(
            f"Deze naam past bij meer dan één organisatie: {listed}.",
            f"This name fits more than one organisation: {listed}.",
        )


def read_organisations(directory: Path) -> Organisations:
    """Read the two tables of organisation names in a directory.

    Args:
        directory: the folder that holds ``organisations.csv`` and
            ``organisation-aliases.csv``.

    Raises:
        ContentError: a table is missing or a row of it cannot be used.
    """
    names = [_name(row, line) for line, row in _rows(directory / ORGANISATIONS_FILE, _COLUMNS)]
    known = {name.iri for name in names}
    aliases: dict[str, str] = {}
    spellings: set[str] = set()
    for line, row in _rows(directory / ALIASES_FILE, _ALIAS_COLUMNS):
        alias, iri = row["alias"], row["iri"]
        if comparable(alias) in spellings:
            raise _broken(ALIASES_FILE, line, f"alias twice: {alias}")
        if iri not in known:
            raise _broken(ALIASES_FILE, line, f"not in {ORGANISATIONS_FILE}: {iri}")
        spellings.add(comparable(alias))
        aliases[alias] = iri
    return Organisations(names, aliases)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path.name, None, str(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    if tuple(next(reader, ())) != columns:
        raise _broken(path.name, 1, f"columns expected: {','.join(columns)}")
    for row in reader:
        if len(row) != len(columns):
            raise _broken(path.name, reader.line_num, f"{len(columns)} fields expected")
        yield reader.line_num, dict(zip(columns, row, strict=True))


def _name(row: dict[str, str], line: int) -> OrganisationName:
    if not _TOOI.fullmatch(row["iri"]):
        raise _broken(ORGANISATIONS_FILE, line, f"not a TOOI identifier: {row['iri']}")
    if not row["label"]:
        raise _broken(ORGANISATIONS_FILE, line, "no label")
    try:
        begin, end = _day(row["begin"]), _day(row["end"])
    except ValueError as error:
        raise _broken(ORGANISATIONS_FILE, line, str(error)) from error
    return OrganisationName(row["iri"], row["kind"], row["label"], row["abbreviation"], begin, end)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _broken(file: str, line: int | None, what: str) -> ContentError:
    return ContentError(
        f"De tabel met organisatienamen is niet bruikbaar ({what}).",
        f"The table of organisation names cannot be used ({what}).",
        file=file,
        line=line,
    )
