"""Take from a graph what can be looked up in the Algorithm Register.

Risk models are looked up by the code of their registration and by their name and owner.
An owner is an organisation or an office at one. A unit below an organisation often has no
TOOI identifier of its own; then the nearest organisation above it answers for it, because
the register names organisations and not units.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF, RDFS, Graph, Literal
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from grondslag.vocabulary import CONCEPT, GS

_TOOI_BASE = "https://identifier.overheid.nl/tooi/id/"
_SPACES = re.compile(r"\s+")
_ORGANISATION_CLASSES = (
    GS["Organisation"],
    GS["Ministry"],
    GS["OrganisationalUnit"],
    GS["Collaboration"],
)


@dataclass(frozen=True, slots=True)
class RegisterSubject:
    """One risk model, with what is needed to find it in the register.

    ``registrations`` holds the codes as typed; an empty text stands for a registration
    without a code. ``owner_tooi`` may be the identifier of an organisation above the owner.
    ``status`` is a slug such as ``status-active``.
    """

    iri: str
    label: str
    owner_iri: str | None
    owner_label: str | None
    owner_tooi: str | None
    registrations: tuple[str, ...] = ()
    no_registration_reason: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class GraphOrganisation:
    """One organisation of the graph, with its own TOOI identifier if it has one."""

    iri: str
    label: str
    tooi: str | None


def register_subjects(graph: Graph) -> tuple[RegisterSubject, ...]:
    """Return every risk model of a graph, ordered by label and then by IRI."""
    subjects = (_subject(graph, model) for model in set(graph.subjects(RDF.type, GS["RiskModel"])))
    return tuple(sorted(subjects, key=lambda subject: (subject.label, subject.iri)))


def graph_organisations(graph: Graph) -> tuple[GraphOrganisation, ...]:
    """Return every organisation of a graph, ordered by label and then by IRI.

    Nodes that carry the same TOOI identifier are one organisation; the first IRI stands
    for all of them.
    """
    nodes = {
        node for kind in _ORGANISATION_CLASSES for node in graph.subjects(RDF.type, kind)
    } | set(graph.subjects(GS["tooiIdentifier"], None))
    found: dict[str, GraphOrganisation] = {}
    for node in sorted(nodes, key=str):
        tooi = _own_tooi(graph, node)
        found.setdefault(tooi or str(node), GraphOrganisation(str(node), _label(graph, node), tooi))
    return tuple(sorted(found.values(), key=lambda each: (each.label, each.iri)))


def _subject(graph: Graph, model: Node) -> RegisterSubject:
    owner = _first(graph.objects(model, GS["owner"]))
    codes: set[str] = set()
    for registration in graph.objects(model, GS["hasRegistration"]):
        identifiers = {
            str(value).strip() for value in graph.objects(registration, DCTERMS.identifier)
        }
        codes |= identifiers or {""}
    reasons = list(graph.objects(model, GS["noRegistrationReason"]))
    status = _first(graph.objects(model, GS["activityStatus"]))
    return RegisterSubject(
        iri=str(model),
        label=_label(graph, model),
        owner_iri=None if owner is None else str(owner),
        owner_label=None if owner is None else _organisation_label(graph, owner),
        owner_tooi=None if owner is None else _nearest_tooi(graph, owner),
        registrations=tuple(sorted(codes)),
        no_registration_reason=_dutch_first(reasons) or None,
        status=None if status is None else str(status).removeprefix(str(CONCEPT)),
    )


def _nearest_tooi(graph: Graph, owner: Node) -> str | None:
    """Walk from an owner to its organisation and upwards, level by level."""
    level, seen = [owner], {owner}
    while level:
        for node in level:
            if tooi := _own_tooi(graph, node):
                return tooi
        above = {
            parent
            for node in level
            for step in (GS["atOrganisation"], GS["partOf"])
            for parent in graph.objects(node, step)
        }
        # A graph under review may hold a circle, so no node is visited twice.
        level = sorted(above - seen, key=str)
        seen |= above
    return None


def _own_tooi(graph: Graph, node: Node) -> str | None:
    if str(node).startswith(_TOOI_BASE):
        return str(node)
    typed = _first(graph.objects(node, GS["tooiIdentifier"]))
    return None if typed is None else str(typed).strip()


def _organisation_label(graph: Graph, owner: Node) -> str:
    """Name the organisation of an office rather than the office itself."""
    organisation = _first(graph.objects(owner, GS["atOrganisation"]))
    return _label(graph, owner if organisation is None else organisation)


def _label(graph: Graph, node: Node) -> str:
    return _dutch_first(graph.objects(node, RDFS.label)) or str(node)


def _dutch_first(values: Iterable[Node]) -> str:
    """Return the Dutch text, else one without language, else any; always the same one."""

    def rank(value: Node) -> tuple[int, str]:
        language = value.language if isinstance(value, Literal) else None
        return ({"nl": 0, None: 1}.get(language, 2), str(value))

    best = min(values, key=rank, default=None)
    return "" if best is None else _SPACES.sub(" ", str(best)).strip()


def _first(values: Iterable[Node]) -> Node | None:
    return min(values, key=str, default=None)
