"""The rule book as a folder of HTML files that open from disk, without script or request.

Every page exists twice, in Dutch at the top and in English below ``en/``. The same rules give
the same bytes.
"""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from rdflib import URIRef

from grondslag import __version__
from grondslag.catalogue import Rule, example, rules, shapes_graph
from grondslag.catalogue.core_query import core_query
from grondslag.catalogue.glossary import (
    OntologyTheme,
    label_of,
    ontology_themes,
    theme_of_class,
)
from grondslag.catalogue.law import issued, law, ontology_version
from grondslag.catalogue.rules import shape_text
from grondslag.catalogue.set_wise import plan
from grondslag.errors import Language
from grondslag.reporting.diagram import diagram
from grondslag.reporting.html import environment, language_context, loader, stylesheet
from grondslag.reporting.rulebook_index import (
    by_framework,
    by_norm,
    by_severity,
    by_theme,
    framework_key,
    rules_by_class,
)
from grondslag.vocabulary import PREFIXES, shorten

LANGUAGES: tuple[Language, Language] = ("nl", "en")
#: The file by which a folder is known to be a rule book that we may write again.
MANIFEST = "rulebook.json"
KIND = "grondslag-rule-book"
STYLE = "style.css"

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_PREFIX_LINE = re.compile(r"PREFIX (\w+): <[^>]+>")
_ONE_TARGET = re.compile(r"\{ (\$this a \S+) \}")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")


@dataclass(frozen=True)
class Line:
    """One line of an example; ``marked`` where the rule reports something."""

    text: str
    marked: bool


@dataclass(frozen=True)
class _Page:
    """One page: its place in the folder without language, its template and what it shows."""

    path: str
    template: str
    values: dict[str, Any]


def render_rule_book(marks: Mapping[str, Iterable[int]], as_of: date) -> dict[str, bytes]:
    """Return all files of the rule book by their place in the folder.

    Args:
        marks: for each rule code the lines of its bad example on which the rule reports.
        as_of: the reference date, for what is in force.
    """
    files = {STYLE: style().encode()}
    for page in _pages(marks):
        for language in LANGUAGES:
            files[_place(page.path, language)] = _render(page, language, as_of).encode()
    prints = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    about = {
        "kind": KIND,
        "version": __version__,
        "ontology": ontology_version(),
        "referenceDate": as_of.isoformat(),
        "rules": len(rules()),
        "sha256": prints,
    }
    files[MANIFEST] = (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()
    return files


@lru_cache(maxsize=1)
def style() -> str:
    """Return the style sheet of the rule book: that of a report, and what its pages add."""
    own = resources.files("grondslag.reporting") / "rulebook_templates" / "rulebook.css"
    return stylesheet() + own.read_text(encoding="utf-8")


def rule_query(rule: Rule) -> str | None:
    """Return a rule as one SPARQL query over the whole graph, or None if it has none."""
    if not rule.is_sparql:
        return core_query(shapes_graph(), rule.iri)
    query = _plans().get(str(rule.iri))
    return None if query is None else _tidy(query)


def marked_lines(text: str, marks: Iterable[int]) -> tuple[Line, ...]:
    """Return the lines of a text, those with a number in ``marks`` (from 1) marked."""
    wanted = set(marks)
    lines = text.rstrip("\n").split("\n")
    return tuple(Line(line, number in wanted) for number, line in enumerate(lines, 1))


@lru_cache(maxsize=1)
def _plans() -> dict[str, str]:
    return {str(shape): query for shape, query in plan(shapes_graph()).items()}


def _tidy(query: str) -> str:
    """Write a set-wise query with short names, and only the prefixes that it uses."""
    body = "\n".join(line for line in query.split("\n") if not _PREFIX_LINE.match(line))
    body = _ADDRESS.sub(_short_name, body)
    head, _, rest = body.partition("WHERE { ")
    targets, _, rest = rest.partition("\n")
    # With one class the braces around it, which a UNION needs, are only noise.
    alone = _ONE_TARGET.fullmatch(targets.strip())
    body = f"{head}WHERE {{\n  {f'{alone[1]} .' if alone else targets.strip()}\n{rest}"
    used = (name for name in sorted(PREFIXES) if re.search(rf"\b{name}:", body))
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + body.strip() + "\n"


def _short_name(match: re.Match[str]) -> str:
    short = shorten(match[1])
    return short if short != match[1] and "/" not in short else match[0]


def _place(path: str, language: Language) -> str:
    return path if language == "nl" else f"en/{path}"


def _pages(marks: Mapping[str, Iterable[int]]) -> Iterator[_Page]:
    themes = by_theme()
    yield _Page("index.html", "index.html", {"themes": themes, "total": len(rules())})
    yield _Page("severity.html", "severity.html", {"sections": by_severity()})
    yield _Page("provisions.html", "provisions.html", {"norms": by_norm()})
    yield _Page("requirements.html", "requirements.html", {"frameworks": by_framework()})
    yield _Page(
        "coverage.html", "coverage.html", {"norms": by_norm(), "frameworks": by_framework()}
    )
    yield _Page("ontology/index.html", "ontology.html", {"themes": ontology_themes()})
    for theme in ontology_themes():
        yield _Page(f"ontology/{theme.key}.html", "ontology_theme.html", {"theme": theme})
    known = rules()
    keys = {rule.code: section.key for section in themes for rule in section.rules}
    for index, rule in enumerate(known):
        yield _Page(
            f"rules/{rule.code}.html",
            "rulebook_rule.html",
            {
                "rule": rule,
                "theme_key": keys[rule.code],
                "before": known[index - 1] if index else None,
                "after": known[index + 1] if index + 1 < len(known) else None,
                "laws": tuple(law(URIRef(each.iri)) for each in rule.provisions),
                "good": marked_lines(example(rule.code, "good"), ()),
                "bad_lines": tuple(sorted(marks.get(rule.code, ()))),
                "bad": marked_lines(example(rule.code, "bad"), marks.get(rule.code, ())),
                "shacl": shape_text(rule.iri),
                "sparql": rule_query(rule),
            },
        )


def _render(page: _Page, language: Language, as_of: date) -> str:
    here = posixpath.dirname(_place(page.path, language))

    def link(path: str, spoken: Language = language) -> str:
        """Return the way from this page to another, which also works from disk."""
        bare, hash_, anchor = path.partition("#")
        return posixpath.relpath(_place(bare, spoken), here or ".") + hash_ + anchor

    values = dict(page.values)
    if "theme" in values:
        values["picture"] = _picture(values["theme"], language)
    text = (
        _environment()
        .get_template(page.template)
        .render(
            **language_context(language),
            link=link,
            switch=link(page.path, "en" if language == "nl" else "nl"),
            stylesheet=posixpath.relpath(STYLE, here or "."),
            path=page.path,
            as_of=as_of,
            **values,
        )
    )
    return text.rstrip("\n") + "\n"


def _picture(theme: OntologyTheme, language: Language) -> Markup:
    dutch = language == "nl"
    title = ("Schema: " if dutch else "Diagram: ") + theme.title[language]
    about = (
        "De tabellen op deze bladzijde geven dezelfde feiten in woorden."
        if dutch
        else "The tables on this page give the same facts in words."
    )
    # The diagram escapes every text itself.
    return Markup(diagram(theme, language, title, about))


def _readable(message: str, language: Language) -> str:
    """Return a message with words where a name or value will be filled in."""
    words = {"nl": {"value": "waarde", "this": "onderwerp"}, "en": {"this": "subject"}}
    return _PLACEHOLDER.sub(lambda each: f"[{words[language].get(each[1], each[1])}]", message)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    own = PackageLoader("grondslag.reporting", "rulebook_templates")
    made = environment(ChoiceLoader([own, loader()]))
    made.filters.update(readable=_readable, framework=framework_key, label_of=label_of)
    made.globals.update(
        theme_of_class=theme_of_class(),
        rules_by_class=rules_by_class(),
        ontology_version=ontology_version(),
        issued=issued(),
    )
    return made
