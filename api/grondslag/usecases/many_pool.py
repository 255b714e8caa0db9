"""Worker processes that may die without anybody waiting for them, or their work being lost.

A process pool of the standard library gives up as a whole when one worker dies, and does not
tell which task it had. Here each worker has a line of its own, so a death costs one graph.
"""

import os
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from signal import Signals

from grondslag.usecases.many_work import Assessed, Failed, Rules, Task, assess, work

Outcome = tuple[Task, Assessed | Failed]

_GRACE_SECONDS = 5.0


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def assess_all(tasks: Iterable[Task], rules: Rules, jobs: int) -> Iterator[Outcome]:
    """Assess tasks, so many at a time; outcomes come in the order in which they are ready.

    Args:
        tasks: taken one by one, when there is a worker for it.
        rules: the same for all.
        jobs: the number of processes; 1 does the work in this one.
    """
    if jobs == 1:
        for task in tasks:
            yield task, assess(task, rules)
        return
    pool = _Pool(rules)
    try:
        for task in tasks:
            pool.give(task)
            if pool.busy_count == jobs:
                yield from pool.ready()
        while pool.busy_count:
            yield from pool.ready()
    finally:
        pool.close()


class _Worker:
    """A process, and the task it has."""

    def __init__(self, rules: Rules) -> None:
        # Spawned, not forked: the threads of the column engine do not survive a fork.
        context = get_context("spawn")
        self.line, other = context.Pipe()
        self.process = context.Process(target=work, args=(other, rules), daemon=True)
        self.process.start()
        other.close()
        self.task: Task | None = None

    def outcome(self) -> Assessed | Failed | None:
        """Return what came of the task, or None when the process is still at it."""
        alive = self.process.is_alive()
        try:
            # Asked after the process, so that what it said last is heard.
            if self.line.poll():
                found: Assessed | Failed = self.line.recv()
                return found
        except (EOFError, OSError):
            self.process.join(_GRACE_SECONDS)
            return self._death()
        return None if alive else self._death()

    def _death(self) -> Failed:
        code = self.process.exitcode
        how_nl, how_en = f"afsluitcode {code}", f"exit code {code}"
        if code is not None and code < 0:
            try:
                how_nl = how_en = Signals(-code).name
            except ValueError:
                how_nl = how_en = f"signal {-code}"
        return Failed(
            f"het werkproces is onverwacht gestopt ({how_nl}). Was er genoeg geheugen? Probeer "
            "het met minder --jobs.",
            f"the worker process ended unexpectedly ({how_en}). Was there enough memory? Try "
            "fewer --jobs.",
        )


class _Pool:
    """The workers there are; more are started when there is work for them."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []

    @property
    def busy_count(self) -> int:
        """The number of tasks that are being worked on."""
        return len(self._busy)

    def give(self, task: Task) -> None:
        """Give a task to a worker."""
        self._idle = [each for each in self._idle if each.process.is_alive()]
        worker = self._idle.pop() if self._idle else _Worker(self._rules)
        worker.task = task
        self._busy.append(worker)
        try:
            worker.line.send(task)
        except OSError:
            # It died while it had nothing to do. Its end tells so, and the task is accounted for.
            return

    def ready(self) -> Iterator[Outcome]:
        """Wait until a worker is ready or dead, and yield what came of its task."""
        watched: list[Connection | int] = []
        for worker in self._busy:
            watched += [worker.line, worker.process.sentinel]
        wait(watched)
        for worker in list(self._busy):
            outcome = worker.outcome()
            if outcome is None:
                continue
            self._busy.remove(worker)
            task, worker.task = worker.task, None
            if worker.process.is_alive():
                self._idle.append(worker)
            else:
                worker.line.close()
            assert task is not None
            yield task, outcome

    def close(self) -> None:
        """End all processes: those at work at once, the others by themselves."""
        for worker in self._busy:
            worker.process.kill()
        for worker in [*self._busy, *self._idle]:
            worker.line.close()
            worker.process.join(_GRACE_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
