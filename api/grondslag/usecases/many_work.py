"""What a worker does: read one graph, assess it, and tell what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.connection import Connection
from signal import SIG_IGN, SIGINT, signal

from grondslag.dataset import Origin
from grondslag.errors import GrondslagError, InputError
from grondslag.settings import Settings
from grondslag.usecases.many_split import Part
from grondslag.usecases.notes import Note
from grondslag.usecases.workspace import DateSource, open_files
from grondslag.validation import Report, Shapes

#: The place of what all graphs share: before them.
SHARED_PLACE = 0


@dataclass(frozen=True)
class Rules:
    """Against what every graph is assessed, and how; ``shapes`` None is our own rule book."""

    engine: str
    shapes: Shapes | None
    shapes_name: str
    as_of: date | None
    limits: Settings


@dataclass(frozen=True)
class Task:
    """One graph to assess: its place in the order of graphs, its name and what it is read from."""

    place: int
    name: str
    parts: tuple[Part, ...]

    @property
    def is_shared(self) -> bool:
        """Tell whether these are the data that all graphs share."""
        return self.place == SHARED_PLACE


@dataclass(frozen=True)
class Assessed:
    """The outcome for one graph; ``statements`` counts what was read, shared data included."""

    report: Report
    notes: tuple[Note, ...]
    date_source: DateSource
    statements: int


@dataclass(frozen=True)
class Failed:
    """Why a graph could not be assessed at all, in both languages.

    ``by_input`` tells that what was handed in cannot be used, and not that the work went wrong.
    """

    reason_nl: str
    reason_en: str
    by_input: bool = False


def assess(task: Task, rules: Rules) -> Assessed | Failed:
    """Read and assess one graph. What is wrong with this graph is an outcome, never an error."""
    parts = {part.source.name: part for part in task.parts}
    try:
        sources = [part.source for part in task.parts]
        workspace = open_files(sources, rules.as_of, limits=rules.limits)
        report = workspace.validate(rules.engine, rules.shapes, rules.shapes_name)
    except GrondslagError as error:
        return failure(error, task.parts)
    except Exception as error:
        return Failed(
            f"interne fout: {type(error).__name__}: {error}",
            f"internal error: {type(error).__name__}: {error}",
        )
    violations = (
        replace(each, origin=shown_place(each.origin, parts)) for each in report.violations
    )
    return Assessed(
        replace(report, violations=tuple(violations)),
        tuple(replace(each, origin=shown_place(each.origin, parts)) for each in workspace.notes),
        workspace.date_source,
        len(workspace.view.dataset.graph),
    )


def failure(error: GrondslagError, parts: Iterable[Part] = ()) -> Failed:
    """Return an error as the reason why a graph could not be assessed."""
    part = next((each for each in parts if each.source.name == error.file), None)
    if part is not None and part.lines is not None:
        error.file = part.shown
        error.line = None if error.line is None else part.line(error.line)
        error.column = None
    return Failed(error.text("nl"), error.text("en"), isinstance(error, InputError))


def shown_place(origin: Origin | None, parts: Mapping[str, Part]) -> Origin | None:
    """Return a place as the user knows it: in the file that was handed in.

    Args:
        origin: a place in what a worker read.
        parts: what it read, by the name of the source.
    """
    part = None if origin is None else parts.get(origin.file)
    if origin is None or part is None:
        return origin
    return Origin(part.shown, None if origin.line is None else part.line(origin.line))


def work(connection: Connection, rules: Rules) -> None:
    """Assess tasks that come in until the other side closes; the body of a process."""
    # An interruption is for the process that has the overview; it ends this one.
    signal(SIGINT, SIG_IGN)
    while True:
        try:
            task: Task = connection.recv()
            connection.send(assess(task, rules))
        except (EOFError, OSError):
            return
