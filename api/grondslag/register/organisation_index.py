"""Group the records of an export by the organisation they belong to.

Two organisations are the same when their names stand for the same TOOI identifier. Where
one of the two is not in the table of organisations, equal names are enough.
"""

from grondslag.register.organisations import Organisations, Resolved, Unresolved
from grondslag.register.records import RegisterExport, RegisterRecord
from grondslag.register.text import comparable


class OrganisationIndex:
    """The records of an export, by organisation and by code; every name is resolved once."""

    def __init__(self, export: RegisterExport, organisations: Organisations) -> None:
        """Resolve every organisation name of the export, as of the day it was fetched."""
        self.records: dict[str, RegisterRecord] = {}
        self.resolved: dict[str, Resolved | Unresolved] = {}
        self._by_tooi: dict[str, list[RegisterRecord]] = {}
        self._by_name: dict[str, list[RegisterRecord]] = {}
        self._organisations = organisations
        self._on = export.fetched_at.date()
        for record in export.records:
            self.records[record.code] = record
            name = record.organisation
            if name not in self.resolved:
                self.resolved[name] = organisations.resolve(name, on=self._on)
            if (tooi := self.tooi_of(record)) is not None:
                self._by_tooi.setdefault(tooi, []).append(record)
            self._by_name.setdefault(comparable(name), []).append(record)

    def tooi_of(self, record: RegisterRecord) -> str | None:
        """Return the TOOI identifier of the organisation of a record, if it is known."""
        outcome = self.resolved[record.organisation]
        return outcome.iri if isinstance(outcome, Resolved) else None

    def records_of(self, tooi: str | None, label: str | None) -> tuple[RegisterRecord, ...]:
        """Return the records of one organisation, in published order.

        Args:
            tooi: its identifier; without one the label is looked up.
            label: its name, also compared as text.
        """
        tooi = self._identify(tooi, label)
        found = list(self._by_tooi.get(tooi or "", ()))
        if label:
            found += [
                record
                for record in self._by_name.get(comparable(label), ())
                if tooi is None or self.tooi_of(record) is None
            ]
        return tuple(sorted(found, key=lambda record: record.number))

    def same_organisation(
        self, record: RegisterRecord, tooi: str | None, label: str | None
    ) -> bool | None:
        """Say whether a record is of this organisation; nothing if that cannot be told."""
        ours, theirs = self._identify(tooi, label), self.tooi_of(record)
        if ours is not None and theirs is not None:
            return ours == theirs
        if label and comparable(label) == comparable(record.organisation):
            return True
        return None

    def _identify(self, tooi: str | None, label: str | None) -> str | None:
        if tooi or not label:
            return tooi
        outcome = self._organisations.resolve(label, on=self._on)
        return outcome.iri if isinstance(outcome, Resolved) else None
