"""Ill-formed shapes inside other shapes, and queries that nothing can evaluate.

Whether these come to evaluation depends on the data: there may be no focus nodes or values to
check, or ``sh:or`` may be content with another shape. That a rule cannot be assessed must not
depend on that (SHACL, sections 3.4.2 and 4.6.3).
"""

from collections.abc import Iterable, Iterator, Sequence

from grondslag.validation.columnar.model import Shape


def reasons_of(root: Shape, met: Sequence[tuple[Shape, str]]) -> list[str]:
    """Return why a rule is not assessed, each reason once; an empty list if it is.

    Args:
        root: the shape of the rule.
        met: the reasons that its evaluation met with, each with the shape that it was at.
    """
    if root.defect:
        return [root.defect]
    below = list(_needed(root))
    never = [
        (shape, constraint.impossible)
        for shape in below
        for constraint in shape.constraints
        if constraint.impossible
    ]
    # A shape that asks another one meets with its reason; it is told of the other one.
    known = {reason for _, reason in never}
    found = [each for each in met if each[1] not in known]
    found += sorted(never, key=lambda each: (each[0] is not root, each[1], str(each[0].node)))
    reasons = [
        reason if shape is root else f"{reason} (in {shape.name})" for shape, reason in found
    ]
    told = {reason for _, reason in met}
    reasons += (shape.defect for shape in _ill_formed(below) if shape.defect not in told)
    return list(dict.fromkeys(reasons))


def defects_below(root: Shape) -> list[Shape]:
    """Return the ill-formed shapes that a shape refers to, directly or not, in order."""
    return _ill_formed(_needed(root))


def _ill_formed(shapes: Iterable[Shape]) -> list[Shape]:
    found = [each for each in shapes if each.defect]
    return sorted(found, key=lambda shape: (shape.defect, str(shape.node)))


def _needed(root: Shape) -> Iterator[Shape]:
    """Yield a shape and those that it refers to, directly or not, but for what is switched off."""
    seen = {root}
    todo = [root]
    while todo:
        shape = todo.pop()
        if shape.deactivated:
            continue
        yield shape
        if shape.defect:
            continue
        for each in shape.references():
            if each not in seen:
                seen.add(each)
                todo.append(each)
