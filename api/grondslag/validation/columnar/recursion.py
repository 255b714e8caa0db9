"""Find shapes that refer to themselves, which SHACL leaves undefined (section 3.4.3)."""

from rdflib.term import Node

from grondslag.validation.columnar.lists import name_of
from grondslag.validation.columnar.model import Shape


def mark_recursive(roots: list[Shape]) -> None:
    """Note as defect of every shape on a circle of references that it is recursive."""
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
                _mark(trail[trail.index(following) :])
            elif known is None:
                state[following.node] = _OPEN
                trail.append(following)
                todo.append((following, list(following.references())))

    for root in roots:
        if root.node not in state:
            visit(root)


_OPEN, _DONE = 1, 2


def _mark(circle: list[Shape]) -> None:
    names = " → ".join(name_of(each.node) for each in [*circle, circle[0]])
    for shape in circle:
        shape.defect = shape.defect or f"the shape is recursive ({names}); take the circle out"
