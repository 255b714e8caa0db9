"""Link risk models in a graph to the Dutch Algorithm Register.

The register (https://algoritmes.overheid.nl) names algorithms by a code and organisations
by free text. A graph names risk models by IRI and organisations by TOOI identifier. This
package lays the two side by side::

    export = read_export(path_to_json)
    organisations = read_organisations(content_root / "data" / "reference")
    models = register_subjects(graph)

    for found in link(models, export, organisations):
        print(found.subject.label, found.outcome.value, found.explanation.nl)
    for row in only_in_register(models, graph_organisations(graph), export, organisations):
        print(row.organisation.label, row.count)
    for name in unresolved_names(export, organisations):
        print(name.name, name.count)

What it promises:

* nothing is guessed in silence: a name that is not in the tables stays visible as
  unresolved, a similar title is a candidate with its reason, never a link;
* what the register says is kept as published; tags and special hyphens are only taken away
  in the copy that is compared;
* an unknown impact test stays unknown, it is never read as "none";
* the same input gives the same output in the same order.

Modules: ``lars`` (the code and its check digit), ``records`` and ``export`` (the register),
``organisations`` and ``organisation_index`` (names to identifiers), ``subjects`` (the graph),
``similarity`` (alike titles), ``link`` and ``coverage`` (the outcome), ``text``.
"""

from grondslag.register.coverage import (
    OnlyInRegister,
    UnresolvedName,
    only_in_register,
    unresolved_names,
)
from grondslag.register.export import DEFAULT_LIMIT, parse_export, read_export
from grondslag.register.lars import check_digit, is_valid
from grondslag.register.link import (
    Candidate,
    Difference,
    DifferenceKind,
    ModelLink,
    Outcome,
    link,
)
from grondslag.register.organisations import (
    Match,
    OrganisationName,
    Organisations,
    Resolved,
    Unresolved,
    read_organisations,
)
from grondslag.register.records import (
    ImpactTest,
    RegisterExport,
    RegisterRecord,
    Remark,
    UseStatus,
)
from grondslag.register.similarity import THRESHOLD
from grondslag.register.subjects import (
    GraphOrganisation,
    RegisterSubject,
    graph_organisations,
    register_subjects,
)
from grondslag.register.text import Bilingual

__all__ = [
    "DEFAULT_LIMIT",
    "THRESHOLD",
    "Bilingual",
    "Candidate",
    "Difference",
    "DifferenceKind",
    "GraphOrganisation",
    "ImpactTest",
    "Match",
    "ModelLink",
    "OnlyInRegister",
    "OrganisationName",
    "Organisations",
    "Outcome",
    "RegisterExport",
    "RegisterRecord",
    "RegisterSubject",
    "Remark",
    "Resolved",
    "Unresolved",
    "UnresolvedName",
    "UseStatus",
    "check_digit",
    "graph_organisations",
    "is_valid",
    "link",
    "only_in_register",
    "parse_export",
    "read_export",
    "read_organisations",
    "register_subjects",
    "unresolved_names",
]
