"""Shapes that refer to themselves, which SHACL leaves undefined (section 3.4.3), and deep ones."""

from rdflib import Graph
from rdflib.term import Node

from grondslag.validation.columnar.model import Shape
from grondslag.validation.shape_names import shape_name


def mark_recursive(roots: list[Shape], graph: Graph) -> None:
    """Note as defect of shapes on a circle of references that they are recursive.

    Every circle has one such shape at least, which is enough: whoever refers to it cannot be
    assessed either. Where circles share shapes, not all shapes of all circles are noted.

    Args:
        roots: where to start; shapes to which they do not refer are left alone.
        graph: the shapes graph, for their names.
    """
    state: dict[Node, int] = {}
    trail: list[Shape] = []

    def visit(start: Shape) -> None:
        # Written with a stack of its own: shapes may be nested deeper than Python calls.
        todo: list[tuple[Shape, list[Shape]]] = [(start, list(start.references()))]
        state[start.node] = _OPEN
        trail.append(start)
        while todo:
            shape, rest = todo[-1]
            if not rest:
                todo.pop()
                trail.pop()
                state[shape.node] = _DONE
                continue
            following = rest.pop(0)
            known = state.get(following.node)
            if known == _OPEN:
                _mark(trail[trail.index(following) :], graph)
            elif known is None:
                state[following.node] = _OPEN
                trail.append(following)
                todo.append((following, list(following.references())))

    for root in roots:
        if root.node not in state:
            visit(root)


def mark_deep(roots: list[Shape], graph: Graph) -> None:
    """Note as defect of shapes that more levels of shapes are below them than can be evaluated.

    Args:
        roots: where to start; recursive shapes have been marked.
        graph: the shapes graph, for their names.
    """
    levels: dict[Shape, int] = {}
    todo = list(reversed(roots))
    while todo:
        shape = todo[-1]
        if shape in levels:
            todo.pop()
            continue
        below = [] if shape.defect or shape.deactivated else list(shape.references())
        unknown = [each for each in below if each not in levels]
        if unknown:
            todo.extend(unknown)
            continue
        levels[todo.pop()] = 1 + max((levels[each] for each in below), default=0)
        if levels[shape] > MOST_LEVELS:
            name = shape_name(graph, shape.node)
            shape.defect = f"{name}: more than {MOST_LEVELS} levels of shapes"
            levels[shape] = 0


_OPEN, _DONE = 1, 2
#: Evaluation calls itself for the shapes below a shape, and Python has room for so many calls.
MOST_LEVELS = 150


def _mark(circle: list[Shape], graph: Graph) -> None:
    names = " → ".join(shape_name(graph, each.node) for each in [*circle, circle[0]])
    for shape in circle:
        shape.defect = shape.defect or f"the shape is recursive ({names}); take the circle out"
