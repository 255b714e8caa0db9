"""The norm register as the rule book shows it: status, validity and place of a provision."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF
from rdflib.term import Node

from grondslag.catalogue.rules import Texts, texts
from grondslag.dataset import Labels, knowledge
from grondslag.vocabulary import CONCEPT, GS

#: The address of the ontology, which carries its version and date.
_ONTOLOGY = URIRef(str(GS).rstrip("#"))
#: What binds as law; every other status is guidance, an agreement, or not law yet.
_BINDING = {
    CONCEPT[f"normstatus-{name}"]
    for name in ("statute", "eu-regulation", "eu-directive", "treaty", "decree")
}
_BILL = CONCEPT["normstatus-bill"]


@dataclass(frozen=True)
class Law:
    """A provision, or a norm as a whole, with what a reader needs to weigh it.

    Attributes:
        iri: its address.
        key: the last part of the address, which is unique in the register.
        label: its name.
        about: what it says, in the words of the register.
        norm: address of the norm it is part of, or its own address.
        norm_label: the name of that norm.
        status: what sort of norm it is, such as a statute or soft law.
        is_binding: whether that sort of norm is law.
        is_bill: whether it is not law yet.
        valid_from: the first day it holds; None if the register does not know.
        valid_until: the last day it holds; None if no end is known.
        page: where to read it.
        juriconnect: its reference in the Juriconnect standard, if there is one.
        text_checked: whether the reference was seen in a public source; None if nobody said.
    """

    iri: URIRef
    key: str
    label: Texts
    about: Texts
    norm: URIRef
    norm_label: Texts
    status: Texts
    is_binding: bool
    is_bill: bool
    valid_from: date | None
    valid_until: date | None
    page: str | None
    juriconnect: str | None
    text_checked: bool | None

    @property
    def is_norm(self) -> bool:
        """Tell whether this is a norm as a whole and not a part of one."""
        return self.iri == self.norm

    def in_force(self, day: date) -> bool | None:
        """Tell whether it holds on a day; None if the register does not know since when."""
        if self.valid_until is not None and day > self.valid_until:
            return False
        if self.is_bill:
            return False
        if self.valid_from is None:
            return None
        return day >= self.valid_from


def law(iri: Node) -> Law:
    """Return what the register knows about a provision or norm; parts inherit from the norm."""
    graph, own = knowledge(), URIRef(str(iri))
    labels = Labels(graph)
    norm = URIRef(str(graph.value(own, GS.ofNorm) or own))

    def either(predicate: Node) -> str | None:
        value = graph.value(own, predicate) or graph.value(norm, predicate)
        return None if value is None else str(value)

    def day(predicate: Node) -> date | None:
        text = either(predicate)
        return None if text is None else date.fromisoformat(text)

    def names(node: Node | None) -> Texts:
        return {"nl": labels.name(node, "nl"), "en": labels.name(node, "en")}

    checked, status = either(GS.textChecked), graph.value(norm, GS.normStatus)
    juriconnect = graph.value(own, GS.juriconnect)
    return Law(
        iri=own,
        key=str(own).rsplit("/", 1)[-1],
        label=names(own),
        about=texts(graph, own, DCTERMS.description),
        norm=norm,
        norm_label=names(norm),
        status=names(status),
        is_binding=status in _BINDING,
        is_bill=status == _BILL,
        valid_from=day(GS.validFrom),
        valid_until=day(GS.validUntil),
        page=either(FOAF.page),
        juriconnect=None if juriconnect is None else str(juriconnect),
        text_checked=None if checked is None else checked == "true",
    )


@lru_cache(maxsize=1)
def norm_register() -> tuple[Law, ...]:
    """Return all norms and provisions: each norm by name, followed by its parts."""
    graph = knowledge()
    found = [
        law(iri)
        for kind in (GS.Norm, GS.Provision)
        for iri in set(graph.subjects(RDF.type, kind))
        if isinstance(iri, URIRef)
    ]
    return tuple(sorted(found, key=_place))


def _place(each: Law) -> tuple[str, str, bool, list[tuple[int, str]]]:
    # Numbers in the key are compared as numbers, so that article 9 comes before article 10.
    parts = [(int(part), "") if part.isdigit() else (0, part) for part in each.key.split("-")]
    return each.norm_label["nl"], str(each.norm), not each.is_norm, parts


@lru_cache(maxsize=1)
def issued() -> date:
    """Return the day on which the shipped ontology was issued."""
    return date.fromisoformat(str(knowledge().value(_ONTOLOGY, DCTERMS.issued)))


@lru_cache(maxsize=1)
def ontology_version() -> str:
    """Return the version of the shipped ontology."""
    return str(knowledge().value(_ONTOLOGY, OWL.versionInfo))
