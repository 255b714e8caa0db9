"""Names of shapes of which no two are the same, as programs take one name for one rule."""

from collections.abc import Iterable

from rdflib import BNode
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.catalogue.rules import nearest_texts
from grondslag.validation.shape_names import LONGEST, ShapeNames, cut
from grondslag.vocabulary import shorten

#: What describes a shape, or says where it is, and is no constraint (SHACL, section 2).
_NO_CONSTRAINTS = frozenset(
    {
        SH.path, SH.name, SH.description, SH.order, SH.group, SH.defaultValue, SH.message,
        SH.severity, SH.deactivated, SH.targetClass, SH.targetNode, SH.targetSubjectsOf,
        SH.targetObjectsOf,
    }
)  # fmt: skip
_LONGEST_MARK = 80


def distinct_names(shapes: Iterable[Node], names: ShapeNames) -> dict[Node, str]:
    """Return names of the shapes without an address, of which no two are the same.

    A shape that is alone in its place is called after it. Where several are in one place, each
    has behind it its sh:name or else the parameters of its constraints, and a number where that
    is the same too. The numbers follow from what the shapes say, not from where they are written.

    Args:
        shapes: all shapes of the graph, also those with an address.
        names: knows their places.
    """
    taken: set[str] = set()
    places: dict[str, list[Node]] = {}
    for each in shapes:
        if isinstance(each, BNode):
            places.setdefault(names.name(each), []).append(each)
        else:
            taken.add(names.name(each))
    several = {name: nodes for name, nodes in places.items() if len(nodes) > 1 or name in taken}
    found = {nodes[0]: name for name, nodes in places.items() if name not in several}
    taken.update(found.values())
    for name, nodes in sorted(several.items()):
        alike: dict[str, list[Node]] = {}
        for each in nodes:
            alike.setdefault(_mark(names, each), []).append(each)
        for mark, same in sorted(alike.items()):
            number = 1
            for each in sorted(same, key=names.by_content):
                while (marked := _marked(name, mark, number)) in taken:
                    number += 1
                taken.add(marked)
                found[each] = marked
    return found


def _mark(names: ShapeNames, shape: Node) -> str:
    """Return what tells a shape from others in the same place, as far as words can."""
    graph = names.graph
    text = nearest_texts(graph, shape, SH.name)["nl"]
    if not text:
        used = {str(each) for each in set(graph.predicates(shape)) - _NO_CONSTRAINTS}
        text = ", ".join(sorted(shorten(each) for each in used if each.startswith(str(SH))))
    return cut(text, _LONGEST_MARK)


def _marked(name: str, mark: str, number: int) -> str:
    behind = f" ({mark})" if mark else ""
    if number > 1:
        behind += f" ({number})"
    return cut(name, LONGEST - len(behind)) + behind
