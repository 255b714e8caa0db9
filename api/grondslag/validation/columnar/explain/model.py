"""What an explanation consists of. Texts are by language, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rdflib import URIRef
from rdflib.term import Node

from grondslag.catalogue.rules import Texts
from grondslag.dataset import Origin
from grondslag.validation.results import Result

#: Of equal things in one list, such as values that count, so many are shown; the rest is counted.
MOST = 25


class Source(StrEnum):
    """Where a triple comes from."""

    said = "said"
    entailed = "entailed"
    background = "background"
    date = "date"


@dataclass(frozen=True)
class Evidence:
    """A triple that a violation rests on.

    ``source`` tells whether it was read from the input (``said``), follows from other triples
    (``entailed``, see ``follows_from``), is knowledge of Grondslag itself - ontology, concepts,
    norm register - (``background``), or is the reference date of the run (``date``). ``written``
    is the object as the input writes it, where rules see another form of the same value.
    ``exact`` is False when the origin is where the subject is described, in formats that do not
    tell the line of each triple.
    """

    subject: Node
    predicate: Node
    object: Node
    source: Source
    origin: Origin | None = None
    exact: bool = True
    written: Node | None = None
    follows_from: "tuple[Evidence, ...]" = ()

    @property
    def triple(self) -> tuple[Node, Node, Node]:
        """The triple alone."""
        return self.subject, self.predicate, self.object

    @property
    def said(self) -> bool:
        """Tell whether the input says it."""
        return self.source is Source.said


@dataclass(frozen=True)
class Sought:
    """A triple that was looked for; what may be anything is an rdflib ``Variable``.

    ``path`` is a predicate or property path as people write it, with known prefixes.
    """

    subject: Node
    path: str
    object: Node


@dataclass(frozen=True)
class Absence:
    """What was looked for together and not found, and what is there in its place.

    ``conditions`` have to hold as well for what is looked for. ``omitted`` counts more that is
    there in its place, ``unrelated`` what fits a part of it and is about other things.
    ``readings`` are the conditions in plain words with the SPARQL behind them, None where words
    would be no plainer.
    """

    sought: tuple[Sought, ...]
    conditions: tuple[str, ...] = ()
    instead: tuple[Evidence, ...] = ()
    omitted: int = 0
    unrelated: int = 0
    readings: tuple[Texts | None, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why one constraint of one shape fails for one focus node.

    ``conditions`` are comparisons of a query as they turned out, with values filled in, and
    ``readings`` the same in plain words with the SPARQL behind them, None where words would be
    no plainer.
    ``omitted`` counts triples and branches that are left out because there are very many.
    ``gap`` says what could not be explained; it is empty when all could.
    """

    shape: Node
    component: URIRef
    focus: Node
    value: Node | None
    text: Texts
    triples: tuple[Evidence, ...] = ()
    absent: tuple[Absence, ...] = ()
    conditions: tuple[str, ...] = ()
    branches: "tuple[Branch, ...]" = ()
    omitted: int = 0
    gap: Texts | None = None
    readings: tuple[Texts | None, ...] = ()

    def gaps(self) -> Iterator[Texts]:
        """Yield what could not be explained, here and in the branches."""
        if self.gap is not None:
            yield self.gap
        for branch in self.branches:
            yield from branch.gaps()

    def all_triples(self) -> Iterator[Evidence]:
        """Yield the triples, here and in the branches, with what stands in place of the absent."""
        yield from self.triples
        for absence in self.absent:
            yield from absence.instead
        for branch in self.branches:
            yield from branch.all_triples()


@dataclass(frozen=True)
class Branch:
    """A value judged by one of the shapes that a constraint refers to.

    ``triples`` are what the shape reads when the value conforms; ``reasons`` say why it does not;
    ``branches`` are the shapes it refers to in turn. ``note`` tells whether a value counts, for a
    qualified shape.
    """

    shape: Node
    name: Texts
    value: Node
    conforms: bool
    reasons: tuple[Reason, ...] = ()
    triples: tuple[Evidence, ...] = ()
    branches: "tuple[Branch, ...]" = ()
    note: Texts | None = None
    omitted: int = 0
    gap: Texts | None = None

    def gaps(self) -> Iterator[Texts]:
        """See :meth:`Reason.gaps`."""
        if self.gap is not None:
            yield self.gap
        for reason in self.reasons:
            yield from reason.gaps()
        for branch in self.branches:
            yield from branch.gaps()

    def all_triples(self) -> Iterator[Evidence]:
        """See :meth:`Reason.all_triples`."""
        yield from self.triples
        for reason in self.reasons:
            yield from reason.all_triples()
        for branch in self.branches:
            yield from branch.all_triples()


@dataclass(frozen=True)
class Explanation:
    """Why a result is there: what made the shape look at the node, and why the node fails.

    ``target`` are the triples that make the node a focus node. There are several ``reasons`` when
    constraints of one kind in one shape report the same.
    """

    result: Result
    name: Texts
    target: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]

    @property
    def gaps(self) -> tuple[Texts, ...]:
        """What could not be explained."""
        return tuple(gap for reason in self.reasons for gap in reason.gaps())

    @property
    def triples(self) -> tuple[Evidence, ...]:
        """All triples and those they follow from, each once, from the target on."""
        found: dict[tuple[Node, Node, Node], Evidence] = {}
        todo = [*self.target, *(each for reason in self.reasons for each in reason.all_triples())]
        todo.reverse()
        while todo:
            each = todo.pop()
            if each.triple not in found:
                found[each.triple] = each
                todo.extend(reversed(each.follows_from))
        return tuple(found.values())
