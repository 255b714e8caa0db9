"""Shapes that refer to themselves, which SHACL leaves undefined (section 3.4.3), and deep ones."""

from collections.abc import Iterator

from rdflib.term import Node

from grondslag.validation.columnar.model import Shape


def mark_recursive(roots: list[Shape]) -> None:
    """Note as defect of shapes on a circle of references that they are recursive.

    Every circle has one such shape at least, which is enough: whoever refers to it cannot be
    assessed either. Where circles share shapes, not all shapes of all circles are noted.

    Args:
        roots: where to start; shapes to which they do not refer are left alone.
    """
    trail = _Trail()
    # Written with a stack of its own: shapes may be nested deeper than Python calls.
    todo: list[Iterator[Shape]] = []
    for root in roots:
        if root.node not in trail.places:
            trail.enter(root)
            todo.append(root.references())
        while todo:
            following = next(todo[-1], None)
            if following is None:
                todo.pop()
                trail.leave()
                continue
            known = trail.places.get(following.node)
            if known is None:
                trail.enter(following)
                todo.append(following.references())
            elif known != _DONE:
                trail.mark(known)


class _Trail:
    """The shapes from a root to where we are, each referring to the next."""

    def __init__(self) -> None:
        self.places: dict[Node, int] = {}
        self._shapes: list[Shape] = []
        #: The places of shapes without a defect.
        self._unmarked: list[int] = []

    def enter(self, shape: Shape) -> None:
        """Follow a reference to a shape that was not seen before."""
        place = self.places[shape.node] = len(self._shapes)
        if not shape.defect:
            self._unmarked.append(place)
        self._shapes.append(shape)

    def leave(self) -> None:
        """Go back from a shape of which all references have been followed."""
        self.places[self._shapes.pop().node] = _DONE
        if self._unmarked and self._unmarked[-1] == len(self._shapes):
            self._unmarked.pop()

    def mark(self, first: int) -> None:
        """Note that there is a circle: the last shape refers to the one in that place.

        Where many circles share shapes, most of them have nothing to add.
        """
        if not self._unmarked or self._unmarked[-1] < first:
            return
        circle = self._shapes[first : first + _MOST_TOLD]
        told = [each.name for each in circle]
        number = len(self._shapes) - first
        more = [f"… ({number})"] if number > _MOST_TOLD else []
        way = " → ".join([*told, *more, told[0]])
        while self._unmarked and self._unmarked[-1] >= first:
            shape = self._shapes[self._unmarked.pop()]
            shape.defect = f"the shape is recursive ({way}); take the circle out"


def mark_deep(roots: list[Shape]) -> None:
    """Note as defect of shapes that more levels of shapes are below them than can be evaluated.

    Args:
        roots: where to start; recursive shapes have been marked.
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
            shape.defect = f"{shape.name}: more than {MOST_LEVELS} levels of shapes"
            levels[shape] = 0


#: In the place of a shape of which all references have been followed.
_DONE = -1
#: So many shapes of a circle are named.
_MOST_TOLD = 6
#: Evaluation calls itself for the shapes below a shape, and Python has room for so many calls.
MOST_LEVELS = 150
