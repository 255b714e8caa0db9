"""The table of ``grondslag rules --coverage``: each requirement, and what covers it."""

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grondslag.catalogue.coverage import Coverage, Covered
from grondslag.errors import Language


def plain(found: Coverage) -> dict[str, object]:
    """Return the coverage for JSON."""
    return {
        "complete": found.complete,
        "counts": {
            "covered": found.count("covered"),
            "reasoned": found.count("reasoned"),
            "uncovered": found.count("uncovered"),
        },
        "requirements": [
            {
                "requirement": each.requirement.number,
                "group": each.requirement.group,
                "text": each.requirement.text,
                "status": each.status,
                "rules": each.rules,
                "reason": each.reason,
            }
            for each in found.requirements
        ],
        "unknown": [{"requirement": number, "rules": codes} for number, codes in found.unknown],
        "gaps": [{"code": each.code, "missing": each.missing} for each in found.gaps],
    }


def page(found: Coverage, language: Language) -> list[RenderableType]:
    """Return the coverage for people; what is wrong comes last, where the eye is."""
    dutch = language == "nl"
    table = Table(box=SIMPLE_HEAD)
    table.add_column("Eis" if dutch else "Requirement", no_wrap=True)
    table.add_column("Inhoud" if dutch else "Content")
    table.add_column("Regels of reden" if dutch else "Rules or reason")
    for each in found.requirements:
        table.add_row(
            each.requirement.number,
            each.requirement.text[language],
            _answer(each, language),
            style="bold red" if each.status == "uncovered" else None,
        )
    parts: list[RenderableType] = [table, Text(_totals(found, language), style="bold")]
    for line in _wrong(found, language):
        parts.append(Text(line, style="bold red"))
    return parts


def _answer(each: Covered, language: Language) -> str:
    if each.rules:
        return ", ".join(each.rules)
    if each.reason:
        return ("Geen regel: " if language == "nl" else "No rule: ") + each.reason[language]
    return "NIET GEDEKT" if language == "nl" else "UNCOVERED"


def _totals(found: Coverage, language: Language) -> str:
    covered, reasoned = found.count("covered"), found.count("reasoned")
    if language == "nl":
        return (
            f"{len(found.requirements)} eisen: {covered} gedekt door regels, {reasoned} zonder "
            f"regel met reden, {found.count('uncovered')} niet gedekt."
        )
    return (
        f"{len(found.requirements)} requirements: {covered} covered by rules, {reasoned} without "
        f"a rule for a reason, {found.count('uncovered')} uncovered."
    )


def _wrong(found: Coverage, language: Language) -> list[str]:
    dutch = language == "nl"
    bare = [each.requirement.number for each in found.requirements if each.status == "uncovered"]
    lines = []
    if bare:
        lines.append(("NIET GEDEKT: " if dutch else "UNCOVERED: ") + ", ".join(bare))
    for number, codes in found.unknown:
        missing = "bestaat niet, maar staat bij" if dutch else "does not exist, but is named by"
        lines.append(f"{number} {missing} {', '.join(codes)}")
    for gap in found.gaps:
        lines.append(f"{gap.code} {'mist' if dutch else 'lacks'}: {', '.join(gap.missing)}")
    return lines
