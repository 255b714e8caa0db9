"""Ill-formed shapes inside other shapes.

Whether an ill-formed shape comes to evaluation depends on the data: there may be no values to
check, or ``sh:or`` may be content with another shape. That a rule cannot be assessed must not
depend on that (SHACL, sections 3.4.2 and 4.6.3).
"""

from collections.abc import Sequence

from grondslag.validation.columnar.model import Shape


def reasons_of(root: Shape, met: Sequence[tuple[Shape, str]]) -> list[str]:
    """Return why a rule is not assessed, each reason once; an empty list if it is.

    Args:
        root: the shape of the rule.
        met: the reasons that its evaluation met with, each with the shape that it was at.
    """
    if root.defect:
        return [root.defect]
    reasons = [reason if shape is root else f"{reason} (in {shape.node})" for shape, reason in met]
    told = {reason for _, reason in met}
    below = (shape.defect for shape in defects_below(root))
    reasons += (defect for defect in below if defect not in told)
    return list(dict.fromkeys(reasons))


def defects_below(root: Shape) -> list[Shape]:
    """Return the ill-formed shapes that a shape refers to, directly or not, in order."""
    found: list[Shape] = []
    seen = {root}
    todo = [root]
    while todo:
        shape = todo.pop()
        if shape.deactivated:
            continue
        if shape.defect:
            found.append(shape)
            continue
        for each in shape.references():
            if each not in seen:
                seen.add(each)
                todo.append(each)
    return sorted(found, key=lambda shape: (shape.defect, str(shape.node)))
