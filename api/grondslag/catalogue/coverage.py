"""Which requirement is covered by which rule, and which rule lacks part of its face.

Two tables beside the rules hold what the rules themselves cannot say: ``requirements.csv``
lists every requirement there is; ``coverage.csv`` says why a requirement has no rule.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal as OneOf

from grondslag import content
from grondslag.catalogue.rules import Rule, Texts, rules
from grondslag.errors import ContentError

REQUIREMENTS_FILE, REASONS_FILE = "requirements.csv", "coverage.csv"

Status = OneOf["covered", "reasoned", "uncovered"]


@dataclass(frozen=True)
class Requirement:
    """One thing the rules must do something about: its number, group and text."""

    number: str
    group: str
    text: Texts

    @property
    def series(self) -> str:
        """The letters of its number, such as ``SH``."""
        return self.number.partition("-")[0]


@dataclass(frozen=True)
class Covered:
    """A requirement with the codes of its rules, or the reason why it has none."""

    requirement: Requirement
    rules: tuple[str, ...]
    reason: Texts | None

    @property
    def status(self) -> Status:
        """Covered by a rule, reasoned away, or neither."""
        return "covered" if self.rules else "reasoned" if self.reason else "uncovered"


@dataclass(frozen=True)
class Gap:
    """A rule and the parts that it lacks, each as a term for a program to read."""

    code: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """How the rule book covers the requirements.

    ``unknown`` are numbers that rules name but that no list has, with the rules that name them;
    ``gaps`` are rules that are incomplete.
    """

    requirements: tuple[Covered, ...]
    unknown: tuple[tuple[str, tuple[str, ...]], ...]
    gaps: tuple[Gap, ...]

    def count(self, status: Status) -> int:
        """Return the number of requirements with a status."""
        return sum(each.status == status for each in self.requirements)

    @property
    def complete(self) -> bool:
        """Whether nothing is uncovered, unknown or incomplete."""
        return not (self.count("uncovered") or self.unknown or self.gaps)


def parse_requirements(text: str, name: str = REQUIREMENTS_FILE) -> tuple[Requirement, ...]:
    """Return the requirements of a table with columns requirement, group, text_nl, text_en.

    Raises:
        ContentError: for a missing column, an empty cell or a number that occurs twice.
    """
    rows = _rows(text, ("requirement", "group", "text_nl", "text_en"), name)
    return tuple(
        Requirement(row["requirement"], row["group"], {"nl": row["text_nl"], "en": row["text_en"]})
        for row in rows
    )


def parse_reasons(text: str, name: str = REASONS_FILE) -> dict[str, Texts]:
    """Return the reasons of a table with columns requirement, reason_nl, reason_en.

    Raises:
        ContentError: for a missing column, an empty cell or a number that occurs twice.
    """
    rows = _rows(text, ("requirement", "reason_nl", "reason_en"), name)
    return {row["requirement"]: {"nl": row["reason_nl"], "en": row["reason_en"]} for row in rows}


def coverage() -> Coverage:
    """Return how the shipped rule book covers the shipped requirements.

    Raises:
        ContentError: if one of the two tables is missing or broken.
    """
    return assess(parse_requirements(_read(REQUIREMENTS_FILE)), _shipped_reasons(), rules())


def assess(
    requirements: Iterable[Requirement], reasons: dict[str, Texts], book: tuple[Rule, ...]
) -> Coverage:
    """Compare requirements, reasons and rules.

    Raises:
        ContentError: if a reason is given for a requirement that does not exist.
    """
    known = {each.number: each for each in requirements}
    for number in reasons:
        if number not in known:
            raise ContentError(
                f"Eis {number} bestaat niet, maar heeft wel een reden.",
                f"Requirement {number} does not exist, but has a reason.",
                file=REASONS_FILE,
            )
    by_number: dict[str, list[str]] = defaultdict(list)
    for rule in book:
        for number in rule.requirements:
            by_number[number].append(rule.code)
    series = {each.series for each in known.values()}
    return Coverage(
        requirements=tuple(
            Covered(each, tuple(sorted(by_number.get(number, ()))), reasons.get(number))
            for number, each in known.items()
        ),
        # Rules also name advice and contradictions of the papers (A1, C-01); those are no
        # requirements, so only numbers of a listed series can be wrong.
        unknown=tuple(
            (number, tuple(sorted(codes)))
            for number, codes in sorted(by_number.items())
            if number not in known and number.partition("-")[0] in series
        ),
        gaps=tuple(gap for gap in map(_gap, book) if gap.missing),
    )


def _gap(rule: Rule) -> Gap:
    parts = {"name": rule.name, "message": rule.message, "why": rule.why, "repair": rule.repair}
    missing = [
        f"{part}@{language}"
        for part, texts in {**parts, "theme": rule.theme}.items()
        for language, text in sorted(texts.items())
        if not text
    ]
    if not rule.provisions:
        missing.append("provision")
    for provision in rule.provisions:
        missing += [f"{provision.iri}@{n}" for n, text in provision.label.items() if not text]
    if not rule.requirements:
        missing.append("requirement")
    folder = content.root() / "shapes" / "examples" / rule.code
    missing += [f"{kind}.ttl" for kind in ("good", "bad") if not (folder / f"{kind}.ttl").is_file()]
    return Gap(rule.code, tuple(missing))


def _read(name: str) -> str:
    try:
        return (content.root() / "shapes" / name).read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError(
            "Deze meegeleverde tabel ontbreekt.", "This shipped table is missing.", file=name
        ) from error


def _shipped_reasons() -> dict[str, Texts]:
    return parse_reasons(_read(REASONS_FILE))


def _rows(text: str, columns: tuple[str, ...], name: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != columns:
        raise ContentError(
            f"Deze tabel moet precies deze kolommen hebben: {', '.join(columns)}.",
            f"This table must have exactly these columns: {', '.join(columns)}.",
            file=name,
            line=1,
        )
    rows = []
    for row in reader:
        if None in row or not all((row[column] or "").strip() for column in columns):
            raise ContentError(
                f"Deze regel heeft niet precies {len(columns)} gevulde cellen.",
                f"This line does not have exactly {len(columns)} filled cells.",
                file=name,
                line=reader.line_num,
            )
        rows.append({column: row[column].strip() for column in columns})
    for number, times in Counter(row[columns[0]] for row in rows).items():
        if times > 1:
            raise ContentError(
                f"{number} staat {times} keer in deze tabel.",
                f"{number} is in this table {times} times.",
                file=name,
            )
    return rows
