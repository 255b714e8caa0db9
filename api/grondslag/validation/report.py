"""From bare results to violations that a person can act on."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rdflib import URIRef
from rdflib.namespace import RDFS, SH
from rdflib.term import Node

from grondslag.catalogue import Rule, Severity
from grondslag.catalogue.rules import Provision, Texts, in_languages, nearest_texts, rules_by_iri
from grondslag.dataset import Labels, Origin, SourceFile, View
from grondslag.errors import Language
from grondslag.validation.attribution import Attribution
from grondslag.validation.keys import Keyed, keyed, path_node
from grondslag.validation.reasons import in_dutch
from grondslag.validation.results import Result, Run, Step
from grondslag.validation.shape_names import cut
from grondslag.validation.shapes import Shapes
from grondslag.validation.structures import Triple, structures
from grondslag.vocabulary import shorten

#: How the data that every graph may refer to are called in a report on several graphs.
SHARED_GRAPH = "(shared)"

LANGUAGES: tuple[Language, Language] = ("nl", "en")

_SEVERITIES = frozenset(each.iri for each in Severity)
#: What people read of a result without a message, which only a query can leave out.
_QUERY: Texts = {
    "nl": "De vraag van deze regel vindt dit.",
    "en": "The query of this rule finds this.",
}
#: The most characters of a message for people: a message can repeat a list of thousands.
_LONGEST = 2_000
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True)
class Violation:
    """One thing to repair: what, where, by which law, and how.

    ``key`` is stable: the same result has the same key in every run, and no other result of the
    same data has it; see :mod:`grondslag.validation.keys`, also for ``fingerprint``. ``graph`` is
    the name of the graph it was found in, when several were assessed one by one.

    ``shape``, ``result_path`` (also where the path is no IRI, unlike ``path``) and ``source`` (the
    SPARQL-based constraint) are terms of the shapes graph. ``severity`` is what weighs;
    ``severity_iri`` is the severity of the shape, with its own name if it is none of SHACL's.

    ``message`` is what people read; ``messages`` are the texts of the result itself, each with its
    language, exactly as SHACL has them (sections 2.1.5 and 3.6.2.7).
    """

    key: str
    fingerprint: str
    code: str
    shape: Node
    severity: Severity
    severity_iri: URIRef
    severity_name: Texts
    order: int
    theme: Texts
    name: Texts
    message: Texts
    messages: tuple[tuple[str, str | None], ...]
    why: Texts
    repair: Texts
    provisions: tuple[Provision, ...]
    focus: Node
    focus_label: Texts
    path: Node | None
    result_path: Node | None
    value: Node | None
    value_label: Texts
    component: str
    source: Node | None
    unit: Node | None
    unit_label: Texts
    origin: Origin | None
    graph: str | None = None

    @property
    def rule(self) -> str:
        """The address of the shape, or what a shape without an address is called here."""
        return str(self.shape)

    def severity_label(self, language: Language) -> str:
        """Return the word for the severity that is shown to people.

        A severity of one's own weighs as a violation: nobody said that it is less than that.
        """
        own = self.severity_name[language]
        word = self.severity.label(language)
        return f"{word} ({own})" if own else word

    @property
    def identifier(self) -> str:
        """The key, or in a report on several graphs a key that no two graphs share."""
        if self.graph is None:
            return self.key
        return hashlib.sha256(f"{self.graph}\n{self.key}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Unassessed:
    """A rule about which nothing can be said, and why; ``graph`` as in :class:`Violation`."""

    code: str
    name: Texts
    reason: str
    graph: str | None = None

    @property
    def cause(self) -> Texts:
        """The reason in the languages of users."""
        return {"nl": in_dutch(self.reason), "en": self.reason}


@dataclass(frozen=True)
class GraphSummary:
    """One of several graphs that were assessed one by one.

    ``statements`` is the number of statements that were read, shared data included, and
    ``rules_assessed`` the number of rules; both are 0 for a graph that could not be assessed.
    """

    name: str
    statements: int
    rules_assessed: int
    counts: dict[Severity, int]
    not_assessed: int

    @property
    def conforms(self) -> bool:
        """Tell whether nothing was reported and every rule was assessed."""
        return not any(self.counts.values()) and not self.not_assessed


@dataclass(frozen=True)
class Report:
    """The outcome of one validation; ``conforms`` is False when any rule was not assessed.

    ``graphs`` is empty unless several graphs were assessed one by one; ``rules_assessed`` is then
    the number of rules that were assessed in every graph. ``structures`` are the triples of blank
    nodes of the shapes graph that violations refer to.
    """

    reference_date: date
    engine: str
    rules_assessed: int
    violations: tuple[Violation, ...]
    not_assessed: tuple[Unassessed, ...]
    files: tuple[SourceFile, ...]
    shapes: str
    steps: tuple[Step, ...] = ()
    graphs: tuple[GraphSummary, ...] = ()
    structures: tuple[Triple, ...] = ()

    @property
    def conforms(self) -> bool:
        """Tell whether nothing at all was reported and every rule was assessed (SHACL 3.6.1)."""
        return not self.violations and not self.not_assessed

    def count(self, severity: Severity) -> int:
        """Return the number of violations of one severity."""
        return sum(1 for each in self.violations if each.severity is severity)


def build_report(view: View, shapes: Shapes, run: Run, shapes_name: str) -> Report:
    """Join the results of an engine with rules, names, places and responsible organisations.

    Args:
        view: what was assessed.
        shapes: what it was assessed against.
        run: the outcome of the engine.
        shapes_name: how the shapes are called in the report.
    """
    violations = violations_of(view, shapes, keyed_results(view, shapes, run.results))
    unassessed = []
    for failure in run.not_assessed:
        rule = rules_by_iri().get(failure.shape) if isinstance(failure.shape, URIRef) else None
        code = rule.code if rule else shapes.name(failure.shape)
        name: Texts = rule.name if rule else {"nl": code, "en": code}
        unassessed.append(Unassessed(code, name, failure.reason))
    return Report(
        reference_date=view.reference_date,
        engine=run.engine,
        rules_assessed=len(set(shapes.targeted) - {each.shape for each in run.not_assessed}),
        violations=tuple(violations),
        not_assessed=tuple(sorted(unassessed, key=lambda each: each.code)),
        files=tuple(view.dataset.files),
        shapes=shapes_name,
        steps=run.steps,
        structures=structures(
            (node for each in violations for node in (each.shape, each.result_path, each.source)),
            shapes.graph,
        ),
    )


def keyed_results(view: View, shapes: Shapes, results: Iterable[Result]) -> list[Keyed]:
    """Return the results that a report is about, those on our own knowledge left out."""
    seen = (each for each in results if not view.is_background(each.focus))
    return keyed(seen, shapes, view.dataset)


def violations_of(view: View, shapes: Shapes, results: Iterable[Keyed]) -> list[Violation]:
    """Return results as violations, in the order of a report."""
    known = _Known(view, shapes)
    return sorted(
        (_violation(known, each) for each in results),
        key=lambda each: (
            -each.severity,
            each.order,
            each.code,
            each.rule,
            str(each.focus),
            str(each.path or ""),
            "" if each.value is None else each.value.n3(),
        ),
    )


class _Known:
    """What several violations share: names, organisations and rules, each found once."""

    def __init__(self, view: View, shapes: Shapes) -> None:
        self.view = view
        self.shapes = shapes
        self._labels = Labels(view.graph)
        self._attribution = Attribution(view.graph)
        self._names: dict[Node | None, Texts] = {}
        self._rules: dict[tuple[Node, URIRef], tuple[Rule, bool]] = {}
        self._severities: dict[URIRef, Texts] = {}

    def names(self, node: Node | None) -> Texts:
        """Return what a node is called."""
        if node not in self._names:
            self._names[node] = {
                language: self._labels.name(node, language) for language in LANGUAGES
            }
        return self._names[node]

    def severity_name(self, severity: URIRef) -> Texts:
        """Return what a severity is called that is none of SHACL's; empty texts for those."""
        if severity not in self._severities:
            name: Texts = {"nl": "", "en": ""}
            if severity not in _SEVERITIES:
                label = nearest_texts(self.shapes.graph, severity, RDFS.label)
                name = {
                    language: label[language] or shorten(str(severity)) for language in LANGUAGES
                }
            self._severities[severity] = name
        return self._severities[severity]

    def unit(self, node: Node) -> Node | None:
        """Return the organisation that answers for a node."""
        return self._attribution.responsible_organisation(node)

    def rule(self, result: Result) -> tuple[Rule, bool]:
        """Return the rule that a result is about, and whether it is one of ours."""
        key = (result.shape, result.severity)
        if key not in self._rules:
            ours = self.shapes.shipped and isinstance(result.shape, URIRef)
            rule = rules_by_iri().get(URIRef(str(result.shape))) if ours else None
            self._rules[key] = (rule or _foreign(self.shapes, result), rule is not None)
        return self._rules[key]


def _violation(known: _Known, keyed: Keyed) -> Violation:
    result = keyed.result
    about, is_ours = known.rule(result)
    focus = known.names(result.focus)
    value = known.names(result.value)
    message = (
        {
            language: _fill(about.message[language], focus[language], value[language])
            for language in LANGUAGES
        }
        if is_ours
        else _messages(result)
    )
    unit = known.unit(result.focus)
    return Violation(
        key=keyed.key,
        fingerprint=keyed.fingerprint,
        code=about.code,
        shape=result.shape,
        severity=Severity.of(result.severity),
        severity_iri=result.severity,
        severity_name=known.severity_name(result.severity),
        order=about.order,
        theme=about.theme,
        name=about.name,
        message=message,
        messages=tuple((message[each], each) for each in LANGUAGES if message[each])
        if is_ours
        else result.messages,
        why=about.why,
        repair=about.repair,
        provisions=about.provisions,
        focus=result.focus,
        focus_label=focus,
        path=result.path if isinstance(result.path, URIRef) else None,
        result_path=path_node(result, known.shapes.graph),
        value=result.value,
        value_label=value,
        component=str(result.component),
        source=result.source,
        unit=unit,
        unit_label=known.names(unit),
        origin=known.view.dataset.locate(result.focus, result.path, result.value),
    )


def _fill(template: str, this: str, value: str) -> str:
    known = {"this": this, "value": value}
    return _PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), template)


def _messages(result: Result) -> Texts:
    """Return for people what an engine said of a result, also where it said nothing."""
    if not result.messages:
        return dict(_QUERY)
    found = in_languages(result.messages)
    return {language: cut(found[language], _LONGEST) for language in LANGUAGES}


def _foreign(shapes: Shapes, result: Result) -> Rule:
    """Describe a shape that is not of our rule book, as far as it describes itself."""
    name = nearest_texts(shapes.graph, result.shape, SH.name)
    code = shapes.name(result.shape)
    empty: Texts = {"nl": "", "en": ""}
    return Rule(
        code=code,
        iri=URIRef(str(result.shape)),
        severity=Severity.of(result.severity),
        order=0,
        theme={"nl": "Regels uit uw eigen bestand", "en": "Rules from your own file"},
        name={language: name[language] or code for language in LANGUAGES},
        message=empty,
        why=empty,
        repair=empty,
        provisions=(),
        requirements=(),
        targets=(),
        is_sparql=False,
    )
