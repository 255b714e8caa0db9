"""The rule book: each rule is one named shape with its message, law, reason and repair."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SH
from rdflib.term import BNode, Node

from grondslag import content
from grondslag.dataset import Labels, knowledge
from grondslag.dataset.knowledge import load_turtle
from grondslag.errors import ContentError, Language, NotFound
from grondslag.vocabulary import GS, PREFIXES, RULE, shorten

_SHAPE_KINDS = (SH.NodeShape, SH.PropertyShape)


class Severity(IntEnum):
    """How serious a result is; a higher number is more serious (SHACL, section 2.1.4)."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def iri(self) -> URIRef:
        """The SHACL term."""
        return {1: SH.Info, 2: SH.Warning, 3: SH.Violation}[int(self)]

    def label(self, language: Language) -> str:
        """The word shown to people."""
        dutch = {1: "Advies", 2: "Let op", 3: "Moet opgelost"}
        english = {1: "Advice", 2: "Attention", 3: "Must be solved"}
        return (dutch if language == "nl" else english)[int(self)]

    @classmethod
    def of(cls, iri: Node | None) -> "Severity":
        """Return the severity for a SHACL term; SHACL says a shape without one is a violation."""
        return {SH.Info: cls.INFO, SH.Warning: cls.WARNING}.get(iri, cls.VIOLATION)  # type: ignore[call-overload, no-any-return]


Texts = dict[Language, str]


@dataclass(frozen=True)
class Provision:
    """A provision or norm a rule rests on: its address, names, and where to read it."""

    iri: str
    label: Texts
    page: str | None
    text_checked: bool | None


@dataclass(frozen=True)
class Rule:
    """One rule of the rule book; texts are by language (``nl`` and ``en``)."""

    code: str
    iri: URIRef
    severity: Severity
    order: int
    theme: Texts
    name: Texts
    message: Texts
    why: Texts
    repair: Texts
    provisions: tuple[Provision, ...]
    requirements: tuple[str, ...]
    targets: tuple[str, ...]
    is_sparql: bool


def texts(graph: Graph, subject: Node, predicate: Node) -> Texts:
    """Return the Dutch and English values of a property, empty where there is none."""
    found: Texts = {"nl": "", "en": ""}
    for value in sorted(graph.objects(subject, predicate), key=str):
        if isinstance(value, Literal) and value.language in ("nl", "en"):
            language: Language = "nl" if value.language == "nl" else "en"
            found[language] = found[language] or str(value)
    return found


def in_languages(said: Iterable[tuple[str, str | None]]) -> Texts:
    """Return for Dutch and for English the text that comes nearest to it.

    That is a text in the language itself, in a variety of it (``nl-BE``), without a language, in
    the other of the two, and then in any language. Of texts that are as near, the first is taken.

    Args:
        said: texts with their languages.
    """
    by_language: dict[str, str] = {}
    for text, tag in said:
        if text:
            by_language.setdefault((tag or "").lower(), text)

    def distance(tag: str, language: Language) -> tuple[int, str]:
        # A language without a variety sorts before those with one.
        kinds = (language, "", "nl", "en")
        kind = tag.partition("-")[0]
        return (kinds.index(kind) if kind in kinds else len(kinds), tag)

    def nearest(language: Language) -> str:
        tag = min(by_language, key=lambda tag: distance(tag, language), default=None)
        return "" if tag is None else by_language[tag]

    return {"nl": nearest("nl"), "en": nearest("en")}


def nearest_texts(graph: Graph, subject: Node, predicate: Node) -> Texts:
    """Return what comes nearest to the Dutch and the English value of a property.

    For what others wrote, in whatever language; see :func:`in_languages`.
    """
    found = [each for each in graph.objects(subject, predicate) if isinstance(each, Literal)]
    return in_languages((str(each), each.language) for each in sorted(found, key=str))


@lru_cache(maxsize=1)
def shapes_graph() -> Graph:
    """Return all shipped rules as one SHACL shapes graph (do not change it)."""
    folder = content.root() / "shapes"
    return load_turtle(sorted(folder.glob("*.ttl")))


def _provision(iri: Node) -> Provision:
    graph = knowledge()
    labels = Labels(graph)
    page = graph.value(iri, GS.juriconnect) or graph.value(
        iri, URIRef("http://xmlns.com/foaf/0.1/page")
    )
    norm = graph.value(iri, GS.ofNorm)
    if page is None and norm is not None:
        page = graph.value(norm, URIRef("http://xmlns.com/foaf/0.1/page"))
    checked = graph.value(iri, GS.textChecked)
    if checked is None and norm is not None:
        checked = graph.value(norm, GS.textChecked)
    return Provision(
        iri=str(iri),
        label={"nl": labels.name(iri, "nl"), "en": labels.name(iri, "en")},
        page=None if page is None else str(page),
        text_checked=None if checked is None else str(checked) == "true",
    )


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return all rules in the order of the rule book.

    Raises:
        ContentError: if a rule has no code, or two rules have the same.
    """
    graph = shapes_graph()
    found = []
    for kind in _SHAPE_KINDS:
        for shape in graph.subjects(RDF.type, kind):
            if isinstance(shape, URIRef) and shape.startswith(str(RULE)):
                found.append(_rule(graph, shape))
    found.sort(key=lambda each: (each.order, each.code))
    codes = [each.code for each in found]
    if len(set(codes)) != len(codes) or not all(codes):
        raise ContentError(
            "Een regel mist een code, of twee regels hebben dezelfde code.",
            "A rule has no code, or two rules have the same code.",
        )
    return tuple(found)


def _rule(graph: Graph, shape: URIRef) -> Rule:
    group = graph.value(shape, SH.group)
    order = graph.value(shape, SH.order)
    provisions = sorted(graph.objects(shape, GS.basedOnProvision), key=str)
    return Rule(
        code=str(graph.value(shape, DCTERMS.identifier) or ""),
        iri=shape,
        severity=Severity.of(graph.value(shape, SH.severity)),
        order=int(str(order)) if order is not None else 0,
        theme=texts(graph, group, RDFS.label) if group is not None else {"nl": "", "en": ""},
        name=texts(graph, shape, SH.name),
        message=texts(graph, shape, SH.message),
        why=texts(graph, shape, GS.whyItMatters),
        repair=texts(graph, shape, GS.howToRepair),
        provisions=tuple(_provision(iri) for iri in provisions),
        requirements=tuple(sorted(str(o) for o in graph.objects(shape, GS.requirementId))),
        targets=tuple(
            sorted(
                shorten(str(target))
                for kind in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
                for target in graph.objects(shape, kind)
            )
        ),
        is_sparql=(shape, SH.sparql, None) in graph,
    )


@lru_cache(maxsize=1)
def rules_by_iri() -> dict[URIRef, Rule]:
    """Return the rules by the address of their shape."""
    return {each.iri: each for each in rules()}


def rule(code: str) -> Rule:
    """Return one rule by its code, in any case.

    Raises:
        NotFound: if there is none.
    """
    for each in rules():
        if each.code.lower() == code.lower():
            return each
    raise NotFound(
        f"Er is geen regel '{code}'. Bekijk alle regels met: grondslag rules",
        f"There is no rule '{code}'. See all rules with: grondslag rules",
    )


def example(code: str, kind: str) -> str:
    """Return the text of the good or bad example of a rule (``kind`` is "good" or "bad")."""
    file = content.root() / "shapes" / "examples" / code / f"{kind}.ttl"
    return file.read_text(encoding="utf-8")


def shape_text(shape: Node) -> str:
    """Return the SHACL of one rule as Turtle, with the blank nodes that belong to it."""
    source, target = shapes_graph(), Graph()
    for prefix, namespace in PREFIXES.items():
        target.bind(prefix, namespace)
    todo = [shape]
    while todo:
        for triple in source.triples((todo.pop(), None, None)):
            target.add(triple)
            if isinstance(triple[2], BNode):
                todo.append(triple[2])
    return target.serialize(format="turtle")
