"""The ways into the rule book: by theme, law, severity and requirement; and what is not covered."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rdflib.namespace import SH

from grondslag.catalogue import Query, Rule, Severity, queries, rules, shapes_graph
from grondslag.catalogue.coverage import coverage
from grondslag.catalogue.law import Law, law, norm_register
from grondslag.catalogue.rules import Texts

#: The frameworks that requirement numbers belong to, in the order of the pages.
_FRAMEWORKS: dict[str, Texts] = {
    "TK": {
        "nl": "Toetsingskader risicoprofilering 2025 (nummering van Grondslag)",
        "en": "Risk profiling assessment framework 2025 (numbering of Grondslag)",
    },
    "SX": {
        "nl": "Toolkit onnodige sekseregistratie (nummering van Grondslag)",
        "en": "Toolkit on unnecessary sex registration (numbering of Grondslag)",
    },
    "IAMA": {
        "nl": "Impact Assessment Mensenrechten en Algoritmes",
        "en": "Fundamental Rights and Algorithms Impact Assessment",
    },
    "AK": {"nl": "Algoritmekader", "en": "Algorithm framework (Algoritmekader)"},
    "A": {
        "nl": "Adviezen uit de stukken over motie 21",
        "en": "Recommendations in the papers on motion 21",
    },
    "R": {"nl": "Eisen uit de stukken over motie 21", "en": "Rules in the papers on motion 21"},
    "C": {
        "nl": "Tegenspraken in de stukken over motie 21",
        "en": "Contradictions in the papers on motion 21",
    },
    "F": {"nl": "Feiten uit de stukken over motie 21", "en": "Facts in the papers on motion 21"},
    "SH": {"nl": "Voorstudie van het model", "en": "Study behind the model"},
}
_PREFIX = re.compile(r"\A(?:urn:nl:)?([A-Za-z]+)")
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Section:
    """Some rules under one heading; ``key`` is the name of the heading in addresses."""

    key: str
    title: Texts
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class NormSection:
    """A norm with its provisions, and the rules that rest on each; none is a gap."""

    norm: Law
    rows: tuple[tuple[Law, tuple[Rule, ...]], ...]

    @property
    def with_rules(self) -> int:
        """The number of rows on which at least one rule rests."""
        return sum(1 for _, found in self.rows if found)


@dataclass(frozen=True)
class Requirement:
    """A requirement with the rules and questions that answer it.

    ``text`` says what it asks, where that is known; ``reason`` why it has no rule.
    """

    number: str
    text: Texts | None
    rules: tuple[Rule, ...]
    queries: tuple[Query, ...]
    reason: Texts | None


@dataclass(frozen=True)
class Framework:
    """The requirements of one framework."""

    key: str
    title: Texts
    requirements: tuple[Requirement, ...]

    @property
    def with_rules(self) -> int:
        """The number of requirements that at least one rule covers."""
        return sum(1 for each in self.requirements if each.rules)


@lru_cache(maxsize=1)
def by_theme() -> tuple[Section, ...]:
    """Return the rules by theme, in the order of the rule book."""
    found: dict[str, list[Rule]] = {}
    for rule in rules():
        group = shapes_graph().value(rule.iri, SH.group)
        found.setdefault(str(group).rsplit("/group-", 1)[-1], []).append(rule)
    return tuple(Section(key, each[0].theme, tuple(each)) for key, each in found.items())


@lru_cache(maxsize=1)
def by_severity() -> tuple[Section, ...]:
    """Return the rules by severity, the most serious first."""
    return tuple(
        Section(
            level.name.lower(),
            {"nl": level.label("nl"), "en": level.label("en")},
            tuple(rule for rule in rules() if rule.severity is level),
        )
        for level in sorted(Severity, reverse=True)
    )


@lru_cache(maxsize=1)
def by_norm() -> tuple[NormSection, ...]:
    """Return every norm of the register with its provisions and the rules on each."""
    resting: dict[str, list[Rule]] = {}
    for rule in rules():
        for provision in rule.provisions:
            resting.setdefault(provision.iri, []).append(rule)
    sections: dict[str, list[tuple[Law, tuple[Rule, ...]]]] = {}
    for each in norm_register():
        row = (each, tuple(resting.get(str(each.iri), ())))
        sections.setdefault(str(each.norm), []).append(row)
    return tuple(
        NormSection(rows[0][0] if rows[0][0].is_norm else law(rows[0][0].norm), tuple(rows))
        for rows in sections.values()
    )


def natural(text: str) -> list[tuple[int, str]]:
    """Return a key by which numbers in a text sort as numbers."""
    return [
        (int(part), "") if part.isdigit() else (-1, part) for part in _NUMBER.split(text) if part
    ]


def framework_key(number: str) -> str:
    """Return the letters by which a requirement number shows its framework."""
    match = _PREFIX.match(number)
    return match[1].upper() if match else number


@lru_cache(maxsize=1)
def by_framework() -> tuple[Framework, ...]:
    """Return the known requirements by framework.

    Known is what the list of requirements holds and what a rule names.
    """
    on_rules: dict[str, list[Rule]] = {}
    for rule in rules():
        for number in rule.requirements:
            on_rules.setdefault(number, []).append(rule)
    on_queries: dict[str, list[Query]] = {}
    for query in queries():
        for number in query.header.source:
            on_queries.setdefault(number, []).append(query)
    listed = {each.requirement.number: each for each in coverage().requirements}
    numbers = sorted({*listed, *on_rules}, key=natural)
    order = {key: place for place, key in enumerate(_FRAMEWORKS)}
    keys = sorted({framework_key(n) for n in numbers}, key=lambda k: (order.get(k, 99), k))

    def requirement(number: str) -> Requirement:
        known = listed.get(number)
        return Requirement(
            number=number,
            text=known.requirement.text if known else None,
            rules=tuple(on_rules.get(number, ())),
            queries=tuple(on_queries.get(number, ())),
            reason=known.reason if known else None,
        )

    return tuple(
        Framework(
            key,
            _FRAMEWORKS.get(key, {"nl": key, "en": key}),
            tuple(requirement(number) for number in numbers if framework_key(number) == key),
        )
        for key in keys
    )


@lru_cache(maxsize=1)
def rules_by_class() -> dict[str, tuple[Rule, ...]]:
    """Return for each class of the ontology, by short name, the rules that look at it."""
    found: dict[str, list[Rule]] = {}
    for rule in rules():
        for target in rule.targets:
            found.setdefault(target, []).append(rule)
    return {target: tuple(each) for target, each in found.items()}
