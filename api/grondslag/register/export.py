"""Read an export of the Algorithm Register into records.

The export is one JSON object: ``algoritmes`` (the records), ``count``, ``fetched_at`` and
``source_url``. Reading is strict about structure, because a list with a hole in it gives
wrong conclusions about what is *not* in the register. It is mild about content: what a
record says is kept as published, and what is odd about it becomes a visible remark.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from grondslag.errors import InputError, LimitExceeded
from grondslag.register import lars
from grondslag.register.records import (
    ImpactTest,
    RegisterExport,
    RegisterRecord,
    Remark,
    UseStatus,
)
from grondslag.register.text import Bilingual

#: Largest export that is read, in bytes. The whole register took 2 MB in August 2026.
DEFAULT_LIMIT = 64 * 1024 * 1024


def read_export(path: Path, *, limit: int = DEFAULT_LIMIT) -> RegisterExport:
    """Read the export in a file.

    Raises:
        LimitExceeded: the file is larger than ``limit`` bytes.
        InputError: the file cannot be opened or is not an export; see :func:`parse_export`.
    """
    try:
        # One byte more than allowed tells "too large" without reading the rest.
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise InputError(
            "Het bestand is niet te openen. Controleer de naam en uw rechten.",
            "The file cannot be opened. Check its name and your permissions.",
            file=path.name,
        ) from error
    return parse_export(data, name=path.name, limit=limit)


def parse_export(
    data: bytes, *, name: str | None = None, limit: int = DEFAULT_LIMIT
) -> RegisterExport:
    """Read the export in bytes.

    Args:
        data: the JSON text, UTF-8, with or without byte order mark.
        name: file name for error messages.
        limit: largest accepted size in bytes.

    Raises:
        LimitExceeded: there are more bytes than ``limit``.
        InputError: not JSON, another structure, a missing or mistyped field, a code that
            occurs twice, or another number of records than the export says.
    """
    if len(data) > limit:
        raise LimitExceeded(
            f"Het bestand is te groot. De grens is {limit} bytes.",
            f"The file is too large. The limit is {limit} bytes.",
            file=name,
        )
    return _Reader(name).document(_json(data, name))


_FIELDS = (
    "id",
    "title",
    "organisatie",
    "doel",
    "juridische_basis",
    "impactassessment",
    "status",
    "geregistreerd",
    "toegevoegd",
    "url",
)


class _RepeatedKey(ValueError):
    """A JSON object names a field twice, so that one of the two values would be lost."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _RepeatedKey(key)
        result[key] = value
    return result


def _json(data: bytes, name: str | None) -> object:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        raise InputError(
            "Het bestand is geen UTF-8-tekst.",
            "The file is not UTF-8 text.",
            file=name,
            line=before.count(b"\n") + 1,
            column=error.start - (before.rfind(b"\n") + 1) + 1,
        ) from error
    try:
        parsed: object = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise InputError(
            "Het bestand is geen geldige JSON. Haal de export opnieuw op.",
            f"The file is not valid JSON ({error.msg}). Fetch the export again.",
            file=name,
            line=error.lineno,
            column=error.colno,
        ) from error
    except _RepeatedKey as error:
        raise InputError(
            f"Het veld {error.args[0]!r} staat twee keer in hetzelfde object.",
            f"The field {error.args[0]!r} occurs twice in the same object.",
            file=name,
        ) from error
    # Not well-formedness but size: nesting too deep, or a number of thousands of digits.
    except (RecursionError, ValueError) as error:
        raise InputError(
            "De JSON is te diep genest of bevat een te groot getal.",
            "The JSON is nested too deeply or holds a number that is too large.",
            file=name,
        ) from error
    return parsed


class _Reader:
    """Turns parsed JSON into records; carries the file name and collects remarks."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._remarks: list[Remark] = []

    def document(self, parsed: object) -> RegisterExport:
        if not isinstance(parsed, dict) or not isinstance(parsed.get("algoritmes"), list):
            raise self._error(
                "Dit is geen export van het Algoritmeregister: een object met de lijst "
                "'algoritmes' ontbreekt.",
                "This is not an export of the Algorithm Register: an object with the list "
                "'algoritmes' is missing.",
            )
        entries: list[object] = parsed["algoritmes"]
        count = parsed.get("count")
        if not isinstance(count, int) or isinstance(count, bool):
            raise self._error(
                "Het veld 'count' ontbreekt of is geen geheel getal.",
                "The field 'count' is missing or is not a whole number.",
            )
        if count != len(entries):
            raise self._error(
                f"De export zegt {count} algoritmes te bevatten, maar het zijn er {len(entries)}.",
                f"The export claims to hold {count} algorithms, but there are {len(entries)}.",
            )
        fetched_at = self._moment(parsed.get("fetched_at"))
        source_url = parsed.get("source_url")
        if not isinstance(source_url, str):
            raise self._error(
                "Het veld 'source_url' ontbreekt of is geen tekst.",
                "The field 'source_url' is missing or is not text.",
            )
        records: list[RegisterRecord] = []
        seen: dict[str, int] = {}
        for number, entry in enumerate(entries, start=1):
            record = self._record(number, entry)
            if record.code in seen:
                raise self._error(
                    f"Record {number}: het nummer {record.code} staat ook in record "
                    f"{seen[record.code]}.",
                    f"Record {number}: the code {record.code} also occurs in record "
                    f"{seen[record.code]}.",
                )
            seen[record.code] = number
            records.append(record)
        return RegisterExport(tuple(records), fetched_at, source_url, tuple(self._remarks))

    def _record(self, number: int, entry: object) -> RegisterRecord:
        if not isinstance(entry, dict):
            raise self._error(
                f"Record {number} is geen object.", f"Record {number} is not an object."
            )
        text = {field: self._text(number, entry, field) for field in _FIELDS}
        for field in ("id", "title", "organisatie"):
            if not text[field].strip():
                raise self._error(
                    f"Record {number}: het veld '{field}' is leeg.",
                    f"Record {number}: the field '{field}' is empty.",
                )
        code = text["id"]
        if not lars.is_valid(code):
            self._remark(
                number,
                code,
                f"Het nummer {code} is geen geldig LARS-nummer.",
                f"The code {code} is not a valid LARS code.",
            )
        return RegisterRecord(
            number=number,
            code=code,
            title=text["title"],
            organisation=text["organisatie"],
            purpose=text["doel"],
            legal_basis=text["juridische_basis"],
            impact_test=self._impact_test(number, code, text["impactassessment"]),
            status=self._status(number, code, text["status"]),
            registered_on=self._day(number, "geregistreerd", text["geregistreerd"]),
            added_on=self._day(number, "toegevoegd", text["toegevoegd"]),
            url=text["url"],
        )

    def _text(self, number: int, entry: dict[str, Any], field: str) -> str:
        if field not in entry:
            raise self._error(
                f"Record {number}: het veld '{field}' ontbreekt.",
                f"Record {number}: the field '{field}' is missing.",
            )
        value = entry[field]
        if not isinstance(value, str):
            raise self._error(
                f"Record {number}: het veld '{field}' is geen tekst.",
                f"Record {number}: the field '{field}' is not text.",
            )
        try:
            value.encode()
        # JSON can write half a character ("\ud800"), which no output file can hold.
        except UnicodeEncodeError as error:
            raise self._error(
                f"Record {number}: het veld '{field}' bevat een half teken.",
                f"Record {number}: the field '{field}' holds half a character.",
            ) from error
        return value

    def _impact_test(self, number: int, code: str, value: str) -> ImpactTest:
        try:
            return ImpactTest(value)
        except ValueError:
            self._remark(
                number,
                code,
                f"De waarde {value!r} bij 'impactassessment' is niet bekend.",
                f"The value {value!r} of 'impactassessment' is not known.",
            )
            return ImpactTest.UNKNOWN

    def _status(self, number: int, code: str, value: str) -> UseStatus:
        if value:
            try:
                return UseStatus(value)
            except ValueError:
                pass
        self._remark(
            number,
            code,
            f"De waarde {value!r} bij 'status' is niet bekend.",
            f"The value {value!r} of 'status' is not known.",
        )
        return UseStatus.UNKNOWN

    def _day(self, number: int, field: str, value: str) -> date | None:
        if not value:
            return None
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError as error:
            raise self._error(
                f"Record {number}: het veld '{field}' is geen datum (jjjj-mm-dd): {value!r}.",
                f"Record {number}: the field '{field}' is not a date (yyyy-mm-dd): {value!r}.",
            ) from error

    def _moment(self, value: object) -> datetime:
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            moment = None
        if moment is None:
            raise self._error(
                "Het veld 'fetched_at' ontbreekt of is geen tijdstip (ISO 8601).",
                "The field 'fetched_at' is missing or is not a moment (ISO 8601).",
            )
        # A moment without zone is read as UTC, the zone in which the register reports.
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def _remark(self, number: int, code: str, nl: str, en: str) -> None:
        self._remarks.append(Remark(number, code, Bilingual(nl, en)))

    def _error(self, nl: str, en: str) -> InputError:
        return InputError(nl, en, file=self._name)
