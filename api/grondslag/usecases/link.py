"""Lay the risk models of a graph beside an export of the Algorithm Register."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grondslag import content
from grondslag.register import (
    ModelLink,
    OnlyInRegister,
    Outcome,
    RegisterExport,
    UnresolvedName,
    graph_organisations,
    link,
    only_in_register,
    read_export,
    read_organisations,
    register_subjects,
    unresolved_names,
)
from grondslag.usecases.workspace import Workspace


@dataclass(frozen=True)
class RegisterComparison:
    """The two sides, what links them, and what stands on one side only."""

    export: RegisterExport
    links: tuple[ModelLink, ...]
    only_in_register: tuple[OnlyInRegister, ...]
    unresolved: tuple[UnresolvedName, ...]

    def count(self, outcome: Outcome) -> int:
        """Return the number of links with one outcome."""
        return sum(1 for each in self.links if each.outcome is outcome)

    def document(self) -> dict[str, Any]:
        """Return the comparison as plain data, texts in both languages."""
        return {
            "export": {
                "fetchedAt": self.export.fetched_at.isoformat(),
                "source": self.export.source_url,
                "records": len(self.export.records),
            },
            "counts": {outcome.value: self.count(outcome) for outcome in Outcome},
            "models": [_plain(each) for each in self.links],
            "onlyInRegister": [
                {
                    "organisation": each.organisation.iri,
                    "label": each.organisation.label,
                    "records": [
                        {"code": record.code, "title": record.title} for record in each.records
                    ],
                }
                for each in self.only_in_register
            ],
            "unresolvedOrganisations": [
                {"name": each.name, "records": each.count} for each in self.unresolved
            ],
        }


def _plain(each: ModelLink) -> dict[str, Any]:
    return {
        "model": each.subject.iri,
        "label": each.subject.label,
        "owner": each.subject.owner_iri,
        "ownerTooi": each.subject.owner_tooi,
        "outcome": each.outcome.value,
        "code": each.code,
        "explanation": {"nl": each.explanation.nl, "en": each.explanation.en},
        "record": None
        if each.record is None
        else {"code": each.record.code, "title": each.record.title, "url": each.record.link},
        "differences": [
            {"kind": difference.kind.value, "nl": difference.text.nl, "en": difference.text.en}
            for difference in each.differences
        ],
        "candidates": [
            {
                "code": candidate.record.code,
                "title": candidate.record.title,
                "score": round(candidate.score, 3),
                "reason": {"nl": candidate.reason.nl, "en": candidate.reason.en},
            }
            for candidate in each.candidates
        ],
    }


def link_register(workspace: Workspace, export_file: Path) -> RegisterComparison:
    """Compare the risk models of a workspace with an export of the register.

    Args:
        workspace: the data that hold the risk models.
        export_file: the export, a JSON file.

    Raises:
        InputError: if the export cannot be read or is not one.
    """
    export = read_export(export_file)
    organisations = read_organisations(content.root() / "data" / "reference")
    graph = workspace.view.graph
    models = register_subjects(graph)
    return RegisterComparison(
        export=export,
        links=tuple(link(models, export, organisations)),
        only_in_register=tuple(
            only_in_register(models, graph_organisations(graph), export, organisations)
        ),
        unresolved=unresolved_names(export, organisations),
    )
