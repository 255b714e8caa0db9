"""Measurements as text: tables in Markdown, and JSON to compute with."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import grondslag
from grondslag.bench.explanations import explanation
from grondslag.bench.graphs import size_name
from grondslag.bench.measure import Measurement

OURS, PARSE = "ours", "parse"
PHASES = ("import", "load", "shapes", "validate", "report")
_FAMILIES = {
    "register": "A made-up register, 85 named shapes with 11 SPARQL constraints",
    "ministries": "Ministries in our own ontology, the whole rule book",
}


def machine() -> dict[str, str]:
    """Return what the machine is, as far as figures depend on it."""
    model = platform.processor()
    described = Path("/proc/cpuinfo")
    if described.exists():
        names = [
            line.split(":", 1)[1].strip()
            for line in described.read_text().splitlines()
            if line.startswith("model name")
        ]
        model = names[0] if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": model,
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "python": platform.python_version(),
        "grondslag": grondslag.__version__,
    }


def seconds(value: float) -> str:
    """Return a time with three significant digits at most."""
    if value < 10:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def ratio(value: float, unit: float) -> str:
    """Return how many times the unit a value is."""
    times = value / unit
    return f"{times:.2f}" if times < 10 else f"{times:,.0f}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are aligned right."""
    ruler = ["---", *["---:"] * (len(header) - 1)]
    lines = [header, ruler, *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def agreement(each: Measurement) -> str:
    """Return in a few words whether an engine found what it should."""
    difference = each.difference
    if difference is None:
        return "–"
    if difference.equal:
        return "equal"
    if difference.repeated:
        return "equal but for repetitions"
    return f"−{difference.missing} +{difference.extra}"


def _why(each: Measurement) -> str:
    return f"{each.status} {each.detail}".strip()


def _wall(measurements: Iterable[Measurement], engine: str) -> float | None:
    return next((each.wall for each in measurements if each.engine == engine and each.wall), None)


def _by_size(measurements: Iterable[Measurement]) -> dict[int, list[Measurement]]:
    sizes: dict[int, list[Measurement]] = {}
    for each in measurements:
        sizes.setdefault(each.triples, []).append(each)
    return sizes


def summary(measurements: list[Measurement]) -> str:
    """Return one table of a family: seconds and times ours, a row an engine, a column a size."""
    sizes = _by_size(measurements)
    names = {each.engine: each.title for each in measurements}
    header = ["Engine", *(f"{size_name(size)} triples" for size in sizes)]
    rows = []
    for engine, title in names.items():
        row = [title]
        for measured in sizes.values():
            each = next((one for one in measured if one.engine == engine), None)
            ours = _wall(measured, OURS)
            if each is None:
                row.append("–")
            elif each.status != "ran":
                row.append(_why(each))
            else:
                times = f" (× {ratio(each.wall, ours)})" if ours else ""
                row.append(f"{seconds(each.wall)} s{times}")
        rows.append(row)
    return table(header, rows)


def details(measured: list[Measurement]) -> str:
    """Return the table of one graph: time, memory and phases of every engine, and its results."""
    ours, parse = _wall(measured, OURS), _wall(measured, PARSE)
    header = [
        "Engine", "Version", "Seconds", "× ours", "× parse", "CPU s", "Peak MB",
        *(phase.capitalize() for phase in PHASES), "Results", "Agrees",
    ]  # fmt: skip
    rows = []
    for each in measured:
        if each.status != "ran":
            rows.append([each.title, each.version, _why(each), *["–"] * (len(header) - 3)])
            continue
        phases = [each.phases.get(phase) for phase in PHASES]
        rows.append(
            [
                each.title + (f" ({each.note})" if each.note else ""),
                each.version,
                seconds(each.wall),
                ratio(each.wall, ours) if ours else "–",
                ratio(each.wall, parse) if parse else "–",
                seconds(each.cpu),
                f"{each.peak / 2**20:,.0f}",
                *("–" if phase is None else seconds(phase) for phase in phases),
                "–" if each.found is None else f"{each.found:,}",
                agreement(each) + (f"; {each.detail}" if each.detail else ""),
            ]
        )
    return table(header, rows)


def differences(measured: list[Measurement], most: int = 12) -> str:
    """Return what each engine reports otherwise than the reference, by shape and component."""
    lines = []
    for each in measured:
        if each.difference is None or each.difference.equal:
            continue
        lines.append(f"- {each.title}: {agreement(each)}, {each.difference.common:,} in common")
        groups = each.difference.groups
        for group in groups[:most]:
            example = f"focus {group.example.focus}"
            if group.example.value:
                example += f", value {group.example.value[:120]}"
            why = explanation(each.engine, group)
            lines.append(
                f"  - {group.side} {group.number:,}: `{group.shape}` {group.component} ({example})"
                + (f": {why}" if why else "")
            )
        if len(groups) > most:
            lines.append(f"  - and {len(groups) - most} more groups")
    return "\n".join(lines)


def growth(measurements: Iterable[Measurement], smallest: int = 90_000) -> str:
    """Say whether our time grows no faster than the graph, from about 1e5 triples on."""
    ours = sorted(
        (each.triples, each.wall)
        for each in measurements
        if each.engine == OURS and each.status == "ran" and each.triples >= smallest
    )
    if len(ours) < 2:
        return ""
    (small, short), (large, long) = ours[0], ours[-1]
    verdict = "no worse than linear" if long / short <= large / small else "worse than linear"
    return (
        f"Growth of ours from {size_name(small)} to {size_name(large)} triples: "
        f"{large / small:.1f} times the triples, {long / short:.1f} times the seconds: {verdict}."
    )


def markdown(measurements: list[Measurement], sources: dict[str, str], today: date) -> str:
    """Return everything as one section of Markdown.

    Args:
        measurements: of all graphs and engines, in the order in which they ran.
        sources: per family of graphs, how it is known what must be found.
        today: the day of measuring.
    """
    facts = machine()
    parts = [
        f"Measured on {today.isoformat()}: {facts['processor']}, {facts['cores']} cores, "
        f"{facts['memory']}, Python {facts['python']}, Grondslag {facts['grondslag']}. "
        "Each engine ran as a whole process, one at a time; seconds are wall time with start and "
        "imports, the median of the runs. MB are of 2^20 bytes, all processes together."
    ]
    families: dict[str, list[Measurement]] = {}
    for each in measurements:
        families.setdefault(each.family, []).append(each)
    for family, mine in families.items():
        parts += [f"### {_FAMILIES.get(family, family)}", summary(mine)]
        told = growth(mine)
        if told:
            parts.append(told)
        for size, measured in _by_size(mine).items():
            parts += [f"#### {size_name(size)} triples", details(measured)]
            found = differences(measured)
            if found:
                parts.append(f"Otherwise than {sources[family]}:\n\n{found}")
    return "\n\n".join(parts) + "\n"


def formats_table(measurements: list[Measurement]) -> str:
    """Return the table of formats: the parse alone, parse and check, and the one to the other."""
    rows = []
    for name in dict.fromkeys(each.format for each in measurements):
        mine = [each for each in measurements if each.format == name]
        parse, ours = _wall(mine, PARSE), _wall(mine, OURS)
        checked = next(each for each in mine if each.engine == OURS)
        if parse is None or ours is None:
            rows.append([name, _why(checked), "–", "–", "–", "–"])
            continue
        rows.append(
            [
                name,
                seconds(parse),
                seconds(ours),
                ratio(ours, parse),
                f"{checked.peak / 2**20:,.0f}",
                agreement(checked),
            ]
        )
    header = ["Format", "Parse alone, s", "Parse and check, s", "Ratio", "Peak MB", "Agrees"]
    return table(header, rows)


def as_json(measurements: list[Measurement], today: date) -> str:
    """Return all measurements with date and machine as JSON."""
    said = {
        "date": today.isoformat(),
        "machine": machine(),
        "measurements": [asdict(each) for each in measurements],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
