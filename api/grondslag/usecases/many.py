"""Many graphs, each a submission of its own: assessed one by one, several at a time, one report.

A graph is a named graph in the inputs or in a store, or an input as a whole. What is in no named
graph is shared: it is read with every graph, because the files of one ministry refer to each
other, and assessed once by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from grondslag.errors import InputError
from grondslag.intake.remote import RemoteStore, fetch
from grondslag.intake.remote_address import parse_address
from grondslag.intake.remote_http import Request
from grondslag.intake.sources import Source, find_sources
from grondslag.settings import Settings, settings
from grondslag.usecases.many_merge import ManyGraphs, check_dates, merge
from grondslag.usecases.many_pool import Outcome, assess_all, processors
from grondslag.usecases.many_split import Part, Pieces, split, whole
from grondslag.usecases.many_work import SHARED_PLACE, Assessed, Failed, Rules, Task, failure
from grondslag.usecases.notes import Note
from grondslag.validation import DEFAULT_ENGINE, SHARED_GRAPH, Shapes

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Division:
    """What counts as one graph, and what all graphs share.

    ``graphs``: every named graph. ``files``: every input without named graphs, which is shared
    otherwise. At least one of the two. ``shared``: further inputs that all graphs share.
    """

    graphs: bool = False
    files: bool = False
    shared: Sequence[str | Source] = ()


@dataclass(frozen=True)
class FromStore:
    """What comes from a store: these questions, or every named graph when ``every`` is true.

    ``graphs`` are (name, question) pairs, each a graph of its own; ``shared`` are shared.
    """

    store: RemoteStore
    graphs: Sequence[tuple[str, Request]] = ()
    shared: Sequence[Request] = ()
    every: bool = False


def validate_many(
    names: Sequence[str | Source],
    division: Division,
    *,
    remote: FromStore | None = None,
    as_of: date | None = None,
    jobs: int | None = None,
    engine_name: str = DEFAULT_ENGINE,
    shapes: Shapes | None = None,
    shapes_name: str = "",
    limits: Settings | None = None,
    progress: Progress | None = None,
) -> ManyGraphs:
    """Assess many graphs in worker processes and merge the outcomes.

    The report is the same for every number of jobs. A graph that cannot be read, or whose worker
    dies, is *not assessed* in the report; the others are. As for any program that starts
    processes, the main module must be importable without side effects (``if __name__ == ...``).

    Args:
        names: inputs, as for :func:`open_files`.
        division: what counts as one graph.
        remote: what to ask of a store.
        as_of: the reference date for all graphs; None takes what each of them declares.
        jobs: how many at a time; None is the number of processors, 1 starts no process.
        engine_name: of the engine.
        shapes: None is our own rule book.
        shapes_name: how the shapes are called in the report.
        limits: settings to use instead of those of the environment.
        progress: is told what is being done.

    Raises:
        InputError: if there is nothing to assess, the shared data cannot be used, or graphs are
            on different reference dates.
    """
    limits = limits or settings()
    tell = progress or (lambda _: None)
    rules = Rules(engine_name, _plain(shapes), shapes_name, as_of, limits)
    with TemporaryDirectory(prefix="grondslag-") as name:
        folder = Path(name)
        gathered = _gather_all(names, division, remote, limits, folder, tell)
        outcomes = _assess(gathered, rules, jobs or processors(), folder, tell)
    merged = merge(outcomes, rules, shapes_name or "Grondslag", date.today())
    notes = [Note(dutch, english) for dutch, english in gathered.remarks]
    return ManyGraphs(merged.report, (*notes, *merged.notes), merged.date_source)


@contextmanager
def opened_graphs(
    names: Sequence[str | Source],
    division: Division,
    *,
    remote: FromStore | None = None,
    limits: Settings | None = None,
    progress: Progress | None = None,
) -> Iterator[Iterator[Task]]:
    """Give the graphs that :func:`validate_many` assesses, as they are on disk meanwhile.

    What all graphs share comes first. A graph that the store does not give is left out.

    Args:
        names: this and what follows is as for :func:`validate_many`.
        division: what counts as one graph.
        remote: what to ask of a store.
        limits: settings to use instead of those of the environment.
        progress: is told what is being done.

    Raises:
        InputError: if there is no graph, or an input cannot be used.
    """
    limits = limits or settings()
    tell = progress or (lambda _: None)
    with TemporaryDirectory(prefix="grondslag-") as name:
        folder = Path(name)
        gathered = _gather_all(names, division, remote, limits, folder, tell)
        yield _tasks(gathered, limits, folder, [], tell)


@dataclass
class _Gathered:
    """The graphs by name, in order, and what they share; a graph in a store is still a question."""

    graphs: dict[str, list[Part] | Request] = field(default_factory=dict)
    shared: list[Part] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def _gather_all(
    names: Sequence[str | Source],
    division: Division,
    remote: FromStore | None,
    limits: Settings,
    folder: Path,
    tell: Progress,
) -> _Gathered:
    gathered = _gather(names, division, limits, folder, tell)
    if remote is not None:
        _gather_remote(gathered, remote, limits, folder, tell)
    if not gathered.graphs:
        raise _nothing(division, remote)
    return gathered


def _gather(
    names: Sequence[str | Source],
    division: Division,
    limits: Settings,
    folder: Path,
    tell: Progress,
) -> _Gathered:
    gathered = _Gathered()
    files: dict[str, list[Part] | Request] = {}
    graphs: dict[str, list[Part]] = {}
    for source in find_sources(division.shared, gathered.remarks):
        gathered.shared.append(whole(source, limits, folder))
    for source in find_sources(names, gathered.remarks):
        pieces = _pieces(source, division, limits, folder, tell)
        gathered.remarks += pieces.remarks
        if division.files and not pieces.graphs:
            if source.name in files:
                gathered.remarks.append(
                    (
                        f"{source.name} is twee keer genoemd en telt één keer mee.",
                        f"{source.name} was named twice and counts once.",
                    )
                )
            files.setdefault(source.name, _listed(pieces.default))
            continue
        gathered.shared += _listed(pieces.default)
        for name, part in pieces.graphs.items():
            graphs.setdefault(name, []).append(part)
    gathered.graphs = {**files, **{name: graphs[name] for name in sorted(graphs)}}
    return gathered


def _listed(part: Part | None) -> list[Part]:
    return [] if part is None else [part]


def _pieces(
    source: Source, division: Division, limits: Settings, folder: Path, tell: Progress
) -> Pieces:
    if not division.graphs:
        return Pieces(whole(source, limits, folder), {})
    tell(source.name)
    return split(source, limits, folder)


def _gather_remote(
    gathered: _Gathered, remote: FromStore, limits: Settings, folder: Path, tell: Progress
) -> None:
    for request in remote.shared:
        source = fetch(request, limits, folder, tell)
        gathered.shared.append(Part(source, source.name))
    asked = list(remote.graphs)
    if remote.every:
        asked += [(name, remote.store.graph(name)) for name in remote.store.graph_names(limits)]
    for name, request in asked:
        if name in gathered.graphs:
            raise InputError(
                f"De graaf {name} komt zowel uit een bestand als uit de store. Kies een van beide.",
                f"The graph {name} comes from a file and from the store. Choose one of the two.",
            )
        gathered.graphs[name] = request


def _nothing(division: Division, remote: FromStore | None) -> InputError:
    if remote is not None and remote.every:
        return InputError(
            "Deze store heeft geen benoemde grafen. Toets de graaf zonder naam: laat --each-graph "
            "weg en geef --default-graph.",
            "This store has no named graphs. Assess the graph without a name: leave out "
            "--each-graph and give --default-graph.",
            file=f"{parse_address(remote.store.endpoint or '')}",
        )
    if division.graphs and not division.files:
        return InputError(
            "Er is geen benoemde graaf om te toetsen. Laat --each-graph weg, of toets met "
            "--each-file elk bestand apart.",
            "There is no named graph to assess. Leave out --each-graph, or use --each-file to "
            "assess each file by itself.",
        )
    return InputError("Er is niets om te toetsen.", "There is nothing to assess.")


def _assess(
    gathered: _Gathered, rules: Rules, jobs: int, folder: Path, tell: Progress
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    first: Outcome | None = None
    total = len(gathered.graphs) + bool(gathered.shared)
    tasks = _tasks(gathered, rules.limits, folder, outcomes, tell)
    for task, outcome in assess_all(tasks, rules, min(jobs, total)):
        if task.is_shared and isinstance(outcome, Failed) and outcome.by_input:
            raise InputError(outcome.reason_nl, outcome.reason_en)
        outcomes.append((task, outcome))
        if isinstance(outcome, Assessed):
            first = first or (task, outcome)
            check_dates(first, (task, outcome))
        _forget(task, gathered.shared, folder)
        tell(f"{len(outcomes)}/{total} {task.name}")
    return outcomes


def _forget(task: Task, shared: list[Part], folder: Path) -> None:
    """Remove what was written for one graph alone, so that the disk holds no more than needed."""
    for part in task.parts:
        path = part.source.path
        if part not in shared and path is not None and folder in path.parents:
            path.unlink(missing_ok=True)


def _tasks(
    gathered: _Gathered,
    limits: Settings,
    folder: Path,
    outcomes: list[Outcome],
    tell: Progress,
) -> Iterator[Task]:
    """Yield what there is to do; a graph in a store is fetched when its turn comes."""
    shared = tuple(gathered.shared)
    if shared:
        yield Task(SHARED_PLACE, SHARED_GRAPH, shared)
    for place, (name, wanted) in enumerate(gathered.graphs.items(), SHARED_PLACE + 1):
        if not isinstance(wanted, Request):
            yield Task(place, name, (*shared, *wanted))
            continue
        try:
            source = fetch(wanted, limits, folder, tell)
        except InputError as error:
            outcomes.append((Task(place, name, ()), failure(error)))
            continue
        yield Task(place, name, (*shared, Part(source, source.name)))


def _plain(shapes: Shapes | None) -> Shapes | None:
    """Return shapes without what was worked out from them, to be sent to other processes."""
    return None if shapes is None else Shapes(shapes.graph, shapes.targeted, shapes.shipped)
