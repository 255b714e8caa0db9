"""Writes the register as N-Triples, group by group, and keeps the books."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

from grondslag.bench.register.background import BackgroundBuilder
from grondslag.bench.register.case_mistakes import CASE_MISTAKES
from grondslag.bench.register.cases import CaseBuilder
from grondslag.bench.register.groups import Group, Planted
from grondslag.bench.register.terms import (
    ID,
    OWL,
    PARENT_CLASS,
    RDFS,
    SHAPE,
    SHAPES,
    Dice,
    term,
    text,
    thing,
)
from grondslag.bench.report_rows import Facts, shape_paths
from grondslag.bench.rows import SH, Row, shortened

_SUBCLASS = f"<{RDFS}subClassOf>"
#: How many triples a processing takes with what hangs on it, measured.
_TRIPLES_EACH = 30
_BUFFER = 40_000


@dataclass(frozen=True)
class Written:
    """What was written: the number of triples and of processings, and the books."""

    triples: int
    processings: int
    planted: tuple[Planted, ...]


class _Writer:
    """Collects lines and writes them in large pieces, so that memory stays the same."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._lines: list[str] = []
        self._terms: dict[str, str] = {}
        self.count = 0

    def group(self, group: Group) -> None:
        terms, lines = self._terms, self._lines
        before = len(lines)
        for node in group.nodes.values():
            subject = node.subject
            for name, objects in node.facts.items():
                predicate = terms.get(name)
                if predicate is None:
                    predicate = terms[name] = term(name)
                for each in objects:
                    lines.append(f"{subject} {predicate} {each} .\n")
        self.count += len(lines) - before
        if len(lines) > _BUFFER:
            self.flush()

    def line(self, subject: str, predicate: str, object_: str) -> None:
        self._lines.append(f"{subject} {predicate} {object_} .\n")
        self.count += 1

    def flush(self) -> None:
        self._out.write("".join(self._lines))
        self._lines.clear()


def write_register(
    file: Path,
    triples: int,
    *,
    seed: int = 21,
    share: float = 0.05,
    watch: Callable[[Group], None] | None = None,
) -> Written:
    """Write a register of about so many triples; the same arguments give the same bytes.

    Args:
        file: where to write it, as N-Triples.
        triples: how many; the file ends with the processing that reaches it.
        seed: of the dice.
        share: of the processings with a planted mistake, from 0 to 1; of what they refer to,
            three fifths of that.
        watch: is shown each processing without mistakes.
    """
    dice = Dice(seed)
    expected = max(8, triples // _TRIPLES_EACH)
    background = BackgroundBuilder(expected, share * 0.6, dice)
    planted: list[Planted] = []
    turn = serial = 0
    with file.open("w", encoding="utf-8", newline="\n") as out:
        writer = _Writer(out)
        _vocabulary(writer)
        for group in background.groups():
            writer.group(group)
        planted += background.planted
        cases = CaseBuilder(background.known, dice)
        while writer.count < triples:
            if dice.roll() < share:
                mistake = CASE_MISTAKES[turn % len(CASE_MISTAKES)]
                turn += 1
                group = cases.make(serial, mistake.needs)
                planted += mistake.plant(group)
            else:
                group = cases.make(serial, "processing")
                if watch is not None:
                    watch(group)
            writer.group(group)
            serial += 1
        writer.flush()
    return Written(writer.count, serial, tuple(planted))


def _vocabulary(writer: _Writer) -> None:
    kind, owl_class = term("type"), f"<{OWL}Class>"
    for name in sorted({*PARENT_CLASS, *PARENT_CLASS.values(), "Model", "Publication", "Register"}):
        writer.line(term(name), kind, owl_class)
    for name, parent in PARENT_CLASS.items():
        writer.line(term(name), _SUBCLASS, term(parent))
    register = thing("register")
    writer.line(register, kind, term("Register"))
    writer.line(register, term("label"), text("Verwerkingsregister", "nl"))


def expected_rows(planted: Iterable[Planted], shapes: Path = SHAPES) -> list[Row]:
    """Return the results that the planted mistakes must lead to, and no others may be found.

    Paths and severities are those in the shapes.
    """
    paths = shape_paths(shapes)
    facts = Facts(ox.parse(path=str(shapes)))
    rows = []
    for each in planted:
        shape = f"{SHAPE}{each.shape}"
        severity = facts.one(ox.NamedNode(shape), f"{SH}severity")
        rows.append(
            Row(
                focus=each.focus,
                path=each.path or paths.get(f"<{shape}>", ""),
                component=f"sh:{each.component}ConstraintComponent",
                shape=f"<{shape}>",
                value=each.value,
                severity="sh:Violation" if severity is None else shortened(str(severity)),
            )
        )
    return rows


__all__ = ["ID", "Written", "expected_rows", "write_register"]
