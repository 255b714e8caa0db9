"""A report as one HTML file: readable by people, without script or request to anywhere.

The web pages show the same parts of the same templates, so that a page and a file never differ.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from rdflib import URIRef

from grondslag import __version__
from grondslag.catalogue import Severity
from grondslag.catalogue.rules import Provision, Texts
from grondslag.errors import Language
from grondslag.reporting.characters import printable
from grondslag.reporting.summary import graph_label, summary_per_unit
from grondslag.validation import Report, Violation
from grondslag.vocabulary import shorten

_MONTHS: dict[Language, str] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_SHAPE = {Severity.VIOLATION: "■", Severity.WARNING: "▲", Severity.INFO: "●"}
_NOT_FOR_IDS = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class RuleGroup:
    """All violations of one rule; ``about`` is one of them, for the texts they share."""

    about: Violation
    places: tuple[Violation, ...]

    @property
    def has_values(self) -> bool:
        """Tell whether any place has a value that is not the thing itself."""
        return any(each.value is not None and each.value != each.focus for each in self.places)

    @property
    def anchor(self) -> str:
        """The id of the heading of this rule in a page, which no other rule has."""
        code = self.about.code
        plain = _NOT_FOR_IDS.sub("-", code)
        if plain == code:
            return f"rule-{code}"
        return f"rule-{plain}-{hashlib.sha256(code.encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class ThemeGroup:
    """The rules of one theme under which something was found."""

    theme: Texts
    rules: tuple[RuleGroup, ...]

    @property
    def total(self) -> int:
        """The number of violations in this theme."""
        return sum(len(rule.places) for rule in self.rules)


def grouped(violations: Iterable[Violation]) -> tuple[ThemeGroup, ...]:
    """Group violations by theme and rule, both in the order of the rule book."""
    by_rule: dict[str, list[Violation]] = {}
    for each in violations:
        by_rule.setdefault(each.rule, []).append(each)
    by_theme: dict[str, list[RuleGroup]] = {}
    for places in sorted(by_rule.values(), key=lambda found: (found[0].order, found[0].code)):
        group = RuleGroup(places[0], tuple(places))
        by_theme.setdefault(group.about.theme["nl"], []).append(group)
    return tuple(ThemeGroup(rules[0].about.theme, tuple(rules)) for rules in by_theme.values())


def long_date(day: date, language: Language) -> str:
    """Return a date in words."""
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def conclusion(report: Report, language: Language) -> str:
    """Return the outcome in one sentence, which never says that all is well too soon."""
    dutch = language == "nl"
    must, attention, advice = (report.count(each) for each in sorted(Severity, reverse=True))
    if not report.violations:
        if report.not_assessed:
            return (
                "Er is niets gevonden, maar niet alles is getoetst."
                if dutch
                else ("Nothing was found, but not everything was assessed.")
            )
        return (
            "Er is niets gevonden dat hersteld moet worden."
            if dutch
            else ("Nothing was found that must be repaired.")
        )
    if dutch:
        parts = (
            (must, "punt moet worden opgelost", "punten moeten worden opgelost"),
            (attention, "verdient aandacht", "verdienen aandacht"),
            (advice, "advies is er", "adviezen zijn er"),
        )
    else:
        parts = (
            (must, "point must be solved", "points must be solved"),
            (attention, "deserves attention", "deserve attention"),
            (advice, "is advice", "are advice"),
        )
    said = [f"{n} {one if n == 1 else many}" for n, one, many in parts if n]
    last = " en " if dutch else " and "
    return (last.join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]) + "."


def web_address(page: str | None) -> str | None:
    """Return an address that a reader may follow, or None for any other scheme."""
    return page if page and page.startswith(("https://", "http://")) else None


def _provision_page(provision: Provision) -> str | None:
    return web_address(provision.page)


def _short(node: object) -> str:
    """Return the short address of a thing, or nothing for what has no address."""
    return shorten(str(node)) if isinstance(node, URIRef) else ""


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """Return the style sheet of a report."""
    file = resources.files("grondslag.reporting") / "templates" / "report.css"
    return file.read_text(encoding="utf-8")


def loader() -> BaseLoader:
    """Return the loader of the templates in this package."""
    return PackageLoader("grondslag.reporting", "templates")


def environment(templates: BaseLoader) -> Environment:
    """Return a template environment in which everything is escaped and nothing is guessed."""
    made = Environment(
        loader=templates,
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        Severity=Severity,
        severities=tuple(sorted(Severity, reverse=True)),
        shape=_SHAPE,
        version=__version__,
    )
    made.filters.update(
        page=_provision_page,
        short=_short,
        conclusion=conclusion,
        long_date=long_date,
        graph=graph_label,
    )
    return made


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return environment(loader())


def language_context(language: Language) -> dict[str, Any]:
    """Return what a template needs to speak one language: ``lang`` and ``t(nl, en)``."""
    return {"lang": language, "t": lambda nl, en: nl if language == "nl" else en}


def report_context(report: Report, places: int | None = None) -> dict[str, Any]:
    """Return what the report templates show.

    Args:
        report: the outcome of a validation.
        places: the most places to list under one rule; None lists all.
    """
    return {
        "report": report,
        "themes": grouped(report.violations),
        "units": summary_per_unit(report),
        "places": places,
    }


def render_html(report: Report, language: Language = "nl", notes: tuple[str, ...] = ()) -> str:
    """Return a report as one HTML file; the same report gives the same bytes.

    Args:
        report: the outcome of a validation.
        language: of all texts.
        notes: remarks on the input, already in that language.
    """
    page = (
        _environment()
        .get_template("report.html")
        .render(
            **language_context(language),
            **report_context(report),
            notes=notes,
            # The style sheet is our own file, and HTML does not unescape inside <style>.
            style=Markup(stylesheet()),
        )
    )
    return printable(page) + "\n"
