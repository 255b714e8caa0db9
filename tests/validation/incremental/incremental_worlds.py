"""Random changes of random graphs, and the comparison of each outcome with a full evaluation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from pyshacl.rdfutil import stringify
from rdflib import Graph

from differential import vocabulary as words
from grondslag.columns.graph import SUBCLASS, TYPE, Columns
from grondslag.columns.rdflib_store import as_graph
from grondslag.columns.terms import Terms
from grondslag.tokens import token_of
from grondslag.validation.columnar import evaluate
from grondslag.validation.columnar.incremental import Change, LoadedGraph
from grondslag.validation.columnar.model import Shape
from grondslag.validation.results import Result, RuleFailure, ordered

#: As tokens: rdflib takes some different literals for equal ones.
Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Outcome:
    """What a graph gives, without regard to order."""

    results: frozenset[tuple[object, ...]]
    failures: frozenset[RuleFailure]


def key(result: Result) -> tuple[object, ...]:
    """Return what counts of a result.

    A text that describes a blank node is left out: it tells what the graph says of that node at
    the time, and for nodes on a circle it depends on what was described before.
    """
    marks = ("[ ", "( ", "Component: ")
    described = any(mark in text for text, _ in result.messages for mark in marks)
    return (result.identity(), () if described else result.messages)


def full(columns: Columns, roots: list[Shape], shapes: Graph) -> Outcome:
    # pySHACL remembers its description of a blank node by the address of the graph.
    stringify.stringify_blank_node.dict_cache.clear()
    found = evaluate(columns, roots, shapes_graph=shapes)
    results = ordered(found.results(shapes, as_graph(columns)))
    return Outcome(frozenset(map(key, results)), frozenset(found.failures))


def kept(session: LoadedGraph) -> Outcome:
    return Outcome(frozenset(map(key, session.results)), frozenset(session.not_assessed))


def compare(
    session: LoadedGraph, change: Change, before: Outcome, expected: Outcome, size: int
) -> list[str]:
    """Return what is wrong after a change.

    Args:
        session: the graph after the change.
        change: what it told about it.
        before: what the graph gave before.
        expected: what a full evaluation gives now.
        size: how many triples there should be now.
    """
    wrong = []
    now = kept(session)
    earlier, later = before.results, expected.results
    if now != expected:
        lost = expected.results - now.results
        wrong.append(f"missing {lost}, too many {now.results - expected.results}")
        wrong.append(f"failures {now.failures} for {expected.failures}")
    gone = {*map(key, change.gone), *map(key, change.unassessed)}
    if gone != earlier - later:
        wrong.append(f"gone {gone} for {earlier - later}")
    if set(map(key, change.new)) != later - earlier:
        wrong.append(f"new {change.new} for {later - earlier}")
    if change.unchanged != len(earlier & later):
        wrong.append(f"{change.unchanged} unchanged")
    if len(session) != len(expected.results):
        wrong.append(f"counts {len(session)} for {len(expected.results)}")
    if change.unassessed and not change.not_assessed:
        wrong.append("results given up without a reason")
    if len(session.columns) != size:
        wrong.append(f"{len(session.columns)} triples for {size}")
    return wrong


def random_triple(rng: Random, graph: set[Triple]) -> Triple:
    """Return a triple that is about what the graph is about."""
    known = rng.choice(sorted(graph)) if graph and rng.random() < 0.7 else None
    subject = known[0] if known and rng.random() < 0.7 else token_of(rng.choice(words.NODES))
    chance = rng.random()
    if chance < 0.2:
        return (subject, TYPE, token_of(rng.choice(words.CLASSES)))
    if chance < 0.24:
        below, above = rng.choice(words.CLASSES), rng.choice(words.CLASSES)
        return (token_of(below), SUBCLASS, token_of(above))
    predicate = known[1] if known and rng.random() < 0.4 else token_of(rng.choice(words.PROPERTIES))
    if known and rng.random() < 0.3:
        return (subject, predicate, known[2])
    value = words.literal(rng) if rng.random() < 0.4 else rng.choice(words.NODES)
    return (subject, predicate, token_of(value))


def random_change(rng: Random, graph: set[Triple]) -> tuple[list[Triple], list[Triple]]:
    """Return triples to add and to remove; some of them change nothing."""
    added, removed = [], []
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        triple = rng.choice(sorted(graph)) if graph else random_triple(rng, graph)
        match rng.randrange(5):
            case 0 | 1:
                added.append(random_triple(rng, graph))
            case 2:
                removed.append(triple)
            case 3:  # another value
                removed.append(triple)
                added.append((triple[0], triple[1], random_triple(rng, graph)[2]))
            case 4:  # moved to another subject
                removed.append(triple)
                added.append((token_of(rng.choice(words.NODES)), triple[1], triple[2]))
    return added, removed


def columns_of(terms: Terms, graph: set[Triple]) -> Columns:
    ids = terms.numbers(each for triple in sorted(graph) for each in triple)
    return Columns.from_rows(terms, ids[0::3], ids[1::3], ids[2::3])


def wrongs(
    data: set[Triple],
    roots: list[Shape],
    shapes: Graph,
    rng: Random,
    changes: int,
    change_of: Callable[[Random, set[Triple]], tuple[list[Triple], list[Triple]]] = random_change,
) -> Iterator[str]:
    """Yield what goes wrong in a row of random changes."""
    graph = set(data)
    terms = Terms()
    session = LoadedGraph(columns_of(terms, graph), roots, shapes)
    before = full(session.columns, roots, shapes)
    for number in range(changes):
        added, removed = change_of(rng, graph)
        graph = (graph - set(removed)) | set(added)
        change = session.change(added, removed)
        # The full run gets the graph in columns that know nothing of the earlier ones.
        expected = full(columns_of(terms, graph), roots, shapes)
        found = compare(session, change, before, expected, len(graph))
        if found:
            yield f"change {number}: +{added} -{removed}: {'; '.join(found)}"
            return
        before = expected
