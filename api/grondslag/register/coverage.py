"""What the register holds that a graph does not, and names that could not be placed.

These are the other half of linking: a list of what was found says little without a list of
what was not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from grondslag.register.organisation_index import OrganisationIndex
from grondslag.register.organisations import Organisations, Unresolved
from grondslag.register.records import RegisterExport, RegisterRecord
from grondslag.register.subjects import GraphOrganisation, RegisterSubject
from grondslag.register.text import Bilingual


@dataclass(frozen=True, slots=True)
class OnlyInRegister:
    """The records of one organisation of the graph that none of its risk models mentions."""

    organisation: GraphOrganisation
    records: tuple[RegisterRecord, ...]

    @property
    def count(self) -> int:
        """The number of records."""
        return len(self.records)


@dataclass(frozen=True, slots=True)
class UnresolvedName:
    """An organisation name in the export without TOOI identifier, and how often it occurs."""

    name: str
    count: int
    reason: Bilingual


def only_in_register(
    models: Iterable[RegisterSubject],
    graph_organisations: Iterable[GraphOrganisation],
    export: RegisterExport,
    organisations: Organisations,
) -> list[OnlyInRegister]:
    """List, per organisation of the graph, the records that no risk model gives the code of.

    Returns:
        Organisations with at least one such record, ordered by label and IRI; their
        records ordered by code.
    """
    index = OrganisationIndex(export, organisations)
    mentioned = {code for model in models for code in model.registrations}
    result: list[OnlyInRegister] = []
    for organisation in sorted(graph_organisations, key=lambda each: (each.label, each.iri)):
        records = [
            record
            for record in index.records_of(organisation.tooi, organisation.label)
            if record.code not in mentioned
        ]
        if records:
            records.sort(key=lambda record: record.code)
            result.append(OnlyInRegister(organisation, tuple(records)))
    return result


def unresolved_names(
    export: RegisterExport, organisations: Organisations
) -> tuple[UnresolvedName, ...]:
    """List the organisation names in an export that stand for no known organisation."""
    index = OrganisationIndex(export, organisations)
    counts: dict[str, int] = {}
    for record in export.records:
        counts[record.organisation] = counts.get(record.organisation, 0) + 1
    return tuple(
        UnresolvedName(name, counts[name], outcome.reason)
        for name, outcome in sorted(index.resolved.items())
        if isinstance(outcome, Unresolved)
    )
