"""One report out of the reports on several graphs."""

from dataclasses import dataclass, replace
from datetime import date

from grondslag.catalogue import Severity
from grondslag.catalogue.rules import Texts
from grondslag.dataset import SourceFile
from grondslag.errors import InputError
from grondslag.usecases.many_pool import Outcome
from grondslag.usecases.many_work import Assessed, Failed, Rules
from grondslag.usecases.notes import Note
from grondslag.usecases.workspace import DateSource
from grondslag.validation import GraphSummary, Report, Unassessed, Violation

_ALL_RULES: Texts = {"nl": "alle regels", "en": "all rules"}

ALONE = Note(
    "Elke graaf is apart getoetst, met de gedeelde gegevens erbij. Een regel die over alles heen "
    "kijkt, zoals dat een code maar één keer voorkomt, ziet dus geen andere grafen.",
    "Each graph was assessed by itself, with the shared data. A rule that looks across everything, "
    "such as that a code occurs only once, therefore does not see other graphs.",
)


@dataclass(frozen=True)
class ManyGraphs:
    """The outcome for several graphs: one report, remarks, and where the date came from."""

    report: Report
    notes: tuple[Note, ...]
    date_source: DateSource


def check_dates(first: Outcome, other: Outcome) -> None:
    """Refuse graphs on different reference dates: one report is about one date.

    Raises:
        InputError: if both were assessed, on different dates.
    """
    (one, before), (another, after) = first, other
    if not isinstance(before, Assessed) or not isinstance(after, Assessed):
        return
    if before.report.reference_date != after.report.reference_date:
        days = [f"{before.report.reference_date}", f"{after.report.reference_date}"]
        raise InputError(
            f"De grafen hebben verschillende peildata: {one.name} op {days[0]}, {another.name} "
            f"op {days[1]}. Kies er een met --as-of.",
            f"The graphs have different reference dates: {one.name} on {days[0]}, {another.name} "
            f"on {days[1]}. Choose one with --as-of.",
        )


def merge(outcomes: list[Outcome], rules: Rules, shapes_name: str, today: date) -> ManyGraphs:
    """Join outcomes into one report, the same in whatever order they came.

    What is found in the shared data by themselves is told once, and not again for each graph.

    Args:
        outcomes: one for each task.
        rules: against what they were assessed.
        shapes_name: how the shapes are called in the report.
        today: the reference date to state when no graph could be assessed.
    """
    ordered = sorted(outcomes, key=lambda each: each[0].place)
    known = _found_in_shared(ordered)
    assessed = [each for _, each in ordered if isinstance(each, Assessed)]
    violations: list[tuple[int, int, Violation]] = []
    unassessed: list[Unassessed] = []
    summaries: list[GraphSummary] = []
    for task, outcome in ordered:
        found, missing = _of_graph(task.name, outcome, set() if task.is_shared else known)
        violations += [(task.place, place, each) for place, each in enumerate(found)]
        unassessed += missing
        size, assessed_rules = 0, 0
        if isinstance(outcome, Assessed):
            size, assessed_rules = outcome.statements, outcome.report.rules_assessed
        counts = {s: sum(1 for each in found if each.severity is s) for s in Severity}
        summaries.append(GraphSummary(task.name, size, assessed_rules, counts, len(missing)))
    violations.sort(key=lambda at: (-at[2].severity, at[2].order, at[2].code, at[0], at[1]))
    report = Report(
        reference_date=assessed[0].report.reference_date if assessed else rules.as_of or today,
        engine=assessed[0].report.engine if assessed else rules.engine,
        rules_assessed=min((each.rules_assessed for each in summaries), default=0),
        violations=tuple(each for _, _, each in violations),
        not_assessed=tuple(unassessed),
        files=_files(ordered),
        shapes=shapes_name,
        graphs=tuple(summaries),
        structures=tuple(
            dict.fromkeys(triple for each in assessed for triple in each.report.structures)
        ),
    )
    sources = {each.date_source for each in assessed}
    date_source: DateSource = "today" if "today" in sources else "data"
    return ManyGraphs(report, _notes(ordered), "given" if rules.as_of else date_source)


def _found_in_shared(ordered: list[Outcome]) -> set[str]:
    """Return what was found in the shared data, which are read first and the same each time."""
    return {
        each.fingerprint
        for task, outcome in ordered
        if task.is_shared and isinstance(outcome, Assessed)
        for each in outcome.report.violations
    }


def _of_graph(
    name: str, outcome: Assessed | Failed, known: set[str]
) -> tuple[list[Violation], list[Unassessed]]:
    if isinstance(outcome, Failed):
        reason = f"{outcome.reason_nl} / {outcome.reason_en}"
        return [], [Unassessed("*", _ALL_RULES, reason, name)]
    found = [
        replace(each, graph=name)
        for each in outcome.report.violations
        if each.fingerprint not in known
    ]
    return found, [replace(each, graph=name) for each in outcome.report.not_assessed]


def _files(ordered: list[Outcome]) -> tuple[SourceFile, ...]:
    """Return the inputs as they were handed in, each once."""
    files: dict[tuple[str, str], SourceFile] = {}
    for task, outcome in ordered:
        read = outcome.report.files if isinstance(outcome, Assessed) else ()
        by_name = {each.name: each for each in read}
        for part in task.parts:
            file = part.file or by_name.get(part.source.name)
            if file is not None:
                files.setdefault((file.name, file.sha256), file)
    return tuple(files.values())


def _notes(ordered: list[Outcome]) -> tuple[Note, ...]:
    """Return the remarks on all graphs, each once, with the graph where the place is not told."""
    notes = [ALONE]
    shared: set[Note] = set()
    for task, outcome in ordered:
        if not isinstance(outcome, Assessed):
            continue
        if task.is_shared:
            shared = set(outcome.notes)
            notes += outcome.notes
            continue
        for note in outcome.notes:
            if note in shared:
                continue
            if note.origin is None:
                note = Note(f"{task.name}: {note.message_nl}", f"{task.name}: {note.message_en}")
            notes.append(note)
    return tuple(dict.fromkeys(notes))
