"""What shapes and their constraints look at (SHACL, sections 2 to 6)."""

from grondslag.columns.graph import SUBCLASS, TYPE
from grondslag.sparql.algebra import Path
from grondslag.tokens import token_of
from grondslag.validation.columnar import pairs, values
from grondslag.validation.columnar.incremental.reads import Read, Reads, path_reads, then
from grondslag.validation.columnar.incremental.sparql_dependencies import query_reads
from grondslag.validation.columnar.model import Constraint, Shape
from grondslag.validation.columnar.nested import Qualified, ShapeBased
from grondslag.validation.columnar.sparql import AskConstraint, QueryConstraint

#: Components that look at value nodes, at ``reads()`` and at ``shapes()``, and at nothing else.
_PLAIN = (
    ShapeBased,
    Qualified,
    values.Datatype,
    values.NodeKind,
    values.Range,
    values.Length,
    values.Pattern,
    values.LanguageIn,
    values.In,
    pairs.Count,
    pairs.HasValue,
    pairs.UniqueLang,
    pairs.Pair,
)


#: Shapes, each with the path to it, of which is told what they look at. Many shapes may refer to
#: one, over the same path; then it is told once.
_Seen = set[tuple[Shape, Path | None]]


def constraint_reads(
    shape: Shape, constraint: Constraint, at: Path | None = None, seen: _Seen | None = None
) -> Reads:
    """Return what the evaluation of one constraint of a shape looks at.

    Args:
        shape: the shape.
        constraint: one of its constraints.
        at: the path from where it is told to the focus node of the shape.
        seen: shapes that can be left out, to which those that are told are added.
    """
    found = Reads()
    seen = set() if seen is None else seen
    if isinstance(constraint, QueryConstraint):
        known = {"this": at}
        if isinstance(constraint, AskConstraint):
            found.add(path_reads(shape.path, at))
            known["value"] = then(at, shape.path)
        found.add_all(query_reads(constraint.query, known))
        return found
    found.add(path_reads(shape.path, at))
    reached = then(at, shape.path)
    for other in constraint.reads():
        found.add(path_reads(other, at))
    for below in constraint.shapes():
        found.add_all(_shape_reads(below, reached, seen))
    if isinstance(constraint, values.Class):
        found.add([Read(reached, TYPE, kind=token_of(constraint.kind))])
        found.anywhere.add(SUBCLASS)
    elif isinstance(constraint, pairs.Closed):
        found.add([Read(reached, None)])
    elif not isinstance(constraint, _PLAIN):
        found.anywhere.add(None)  # nothing is known of it
    return found


def shape_reads(shape: Shape, at: Path | None = None) -> Reads:
    """Return what it takes to tell whether a node conforms to a shape."""
    return _shape_reads(shape, at, set())


def _shape_reads(shape: Shape, at: Path | None, seen: _Seen) -> Reads:
    found = Reads()
    if shape.deactivated or shape.defect or (shape, at) in seen:
        return found
    seen.add((shape, at))
    for constraint in shape.constraints:
        found.add_all(constraint_reads(shape, constraint, at, seen))
    if shape.properties:
        found.add(path_reads(shape.path, at))
    for below in shape.properties:
        found.add_all(_shape_reads(below, then(at, shape.path), seen))
    return found


def target_reads(shape: Shape) -> Reads:
    """Return what makes a node a focus node of a shape by its targets (section 2.1.3)."""
    found = Reads()
    for kind in shape.targets.classes:
        found.add([Read(None, TYPE, kind=token_of(kind))])
        found.anywhere.add(SUBCLASS)
    found.add(Read(None, token_of(each)) for each in shape.targets.subjects_of)
    found.add(Read(None, token_of(each), inverse=True) for each in shape.targets.objects_of)
    return found
