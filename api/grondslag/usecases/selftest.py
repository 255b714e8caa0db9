"""Does this installation work? Run what it ships with, and compare with what must come out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grondslag import content
from grondslag.catalogue import queries, rules
from grondslag.errors import ContentError, GrondslagError, Language
from grondslag.usecases.planted import planted_mistakes
from grondslag.usecases.workspace import open_files, parse_date

#: The reference date of examples and demo; they were written for it.
SELFTEST_DATE = parse_date("2026-11-21")


@dataclass(frozen=True)
class Check:
    """One thing that was tried, and whether it came out as it must."""

    passed: bool
    message_nl: str
    message_en: str

    def text(self, language: Language) -> str:
        """Return the outcome in words."""
        return self.message_nl if language == "nl" else self.message_en


def selftest(tell: Callable[[str], None]) -> Iterator[Check]:
    """Yield one check after the other; ``tell`` hears what is being tried."""
    for name, check in (
        ("regels", _content),
        ("voorbeelden", _examples),
        ("demo", _demo),
        ("motie 21", _motion21),
        ("vragen", _questions),
    ):
        tell(name)
        try:
            yield check()
        except GrondslagError as error:
            yield Check(False, f"{name}: {error.text('nl')}", f"{name}: {error.text('en')}")


def _content() -> Check:
    number, asked = len(rules()), len(queries())
    if not number or not asked:
        raise ContentError("Er zijn geen regels of vragen.", "There are no rules or queries.")
    return Check(
        True,
        f"{number} regels en {asked} vragen geladen",
        f"{number} rules and {asked} queries loaded",
    )


def _found(names: list[str]) -> list[tuple[str, str]]:
    report = open_files(names, SELFTEST_DATE).validate()
    if report.not_assessed:
        code = report.not_assessed[0].code
        raise ContentError(
            f"Regel {code} kan niet worden getoetst.", f"Rule {code} cannot be assessed."
        )
    return sorted((each.code, str(each.focus)) for each in report.violations)


def _examples() -> Check:
    folder = content.root() / "shapes" / "examples"
    wrong = []
    for rule in rules():
        good = _found([str(folder / rule.code / "good.ttl")])
        bad = [code for code, _ in _found([str(folder / rule.code / "bad.ttl")])]
        if good or bad != [rule.code]:
            wrong.append(rule.code)
    return Check(
        not wrong,
        "elk goed en fout voorbeeld geeft wat het moet geven"
        if not wrong
        else f"voorbeelden geven iets anders: {', '.join(wrong)}",
        "every good and bad example gives what it must"
        if not wrong
        else f"examples give something else: {', '.join(wrong)}",
    )


def _demo() -> Check:
    planted = planted_mistakes()
    clean, received = _found(["demo-clean"]), _found(["demo"])
    right = not clean and set(received) == set(planted)
    return Check(
        right,
        f"de demo: schoon is schoon, en alle {len(planted)} verwachte bevindingen zijn er"
        if right
        else f"de demo: {len(clean)} meldingen in de schone, {len(received)} in de ingediende "
        f"({len(planted)} verwacht)",
        f"the demo: clean is clean, and all {len(planted)} expected findings are there"
        if right
        else f"the demo: {len(clean)} reported in the clean one, {len(received)} in the received "
        f"one ({len(planted)} expected)",
    )


def _motion21() -> Check:
    report = open_files(["motion21"], SELFTEST_DATE).validate()
    errors = sum(1 for each in report.violations if each.severity.name == "VIOLATION")
    return Check(
        errors == 0 and not report.not_assessed,
        f"de vijf stukken: {len(report.violations)} aandachtspunten, {errors} fouten",
        f"the five papers: {len(report.violations)} points of attention, {errors} errors",
    )


def _questions() -> Check:
    workspaces = {name: open_files([name], SELFTEST_DATE) for name in ("demo", "motion21")}
    for question in queries():
        answer = workspaces[question.header.dataset].ask(question)
        if [c.name for c in answer.columns] != [c.name for c in question.header.columns]:
            return Check(
                False,
                f"vraag {question.code} geeft andere kolommen dan beloofd",
                f"query {question.code} returns other columns than promised",
            )
    return Check(True, f"{len(queries())} vragen beantwoord", f"{len(queries())} queries answered")
