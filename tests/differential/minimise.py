"""Make a case that shows a difference as small as possible.

``python -m differential.minimise SEED`` prints the smallest graphs found that still differ in
the same way as the case of that seed.
"""

import sys
from collections.abc import Callable
from functools import partial

from rdflib import Graph

from differential.cases import Case, case
from differential.comparison import Difference, copied, differences

Check = Callable[[Case], bool]
Triples = list[tuple]  # type: ignore[type-arg]


def minimise(given: Case, shows: Check) -> Case:
    """Take away triples as long as the case still shows what it must."""
    size = 0
    while size != len(given.data) + len(given.shapes):
        size = len(given.data) + len(given.shapes)
        given = Case(given.data, _less(given.shapes, partial(_with_shapes, shows, given.data)))
        given = Case(_less(given.data, partial(_with_data, shows, given.shapes)), given.shapes)
    return given


def _with_shapes(shows: Check, data: Graph, shapes: Graph) -> bool:
    return shows(Case(data, shapes))


def _with_data(shows: Check, shapes: Graph, data: Graph) -> bool:
    return shows(Case(data, shapes))


def _less(graph: Graph, shows: Callable[[Graph], bool]) -> Graph:
    """Return the graph without the triples that do not matter, larger chunks tried first."""
    kept = sorted(graph, key=lambda triple: [term.n3() for term in triple])
    size = max(1, len(kept) // 2)
    while size:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if shows(_graph(fewer)):
                kept = fewer
            else:
                place += size
        size //= 2
    return _graph(kept)


def _graph(triples: Triples) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def like(difference: Difference) -> tuple[str, ...]:
    """Return what makes two differences of the same sort: the kind, and component or reasons."""
    if difference.result is None:
        return difference.kind, *difference.texts
    component = str(difference.result.component)
    return difference.kind, component if "component" not in component else "custom"


def main(seed: int) -> None:
    """Print the smallest case and its differences."""
    given = case(seed)
    found = differences(given)
    if not found:
        print("no unexplained differences")
        return
    wanted = like(found[0])

    def shows(smaller: Case) -> bool:
        try:
            left = differences(smaller)
        except Exception:
            return False
        return any(like(each) == wanted for each in left)

    least = minimise(given, shows)
    for name, graph in (("data", least.data), ("shapes", least.shapes)):
        shown = copied(graph)
        shown.bind("ex", "https://example.org/")
        print(f"# {name}\n{shown.serialize(format='turtle')}")
    for each in differences(least):
        print(each)


if __name__ == "__main__":
    main(int(sys.argv[1]))
