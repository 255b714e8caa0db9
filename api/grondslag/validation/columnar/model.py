"""Shapes as the engine sees them: read once from the shapes graph, then only numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.columns.terms import Ids
from grondslag.sparql.algebra import Path
from grondslag.validation.shape_names import ShapeNames

if TYPE_CHECKING:
    from grondslag.validation.columnar.assessment import Assessment
    from grondslag.validation.columnar.focus import Focus
    from grondslag.validation.sparql.tables import Table


class CannotAssess(Exception):
    """A shape cannot be evaluated; the reason says why, in English."""


def reason_of(error: CannotAssess | RecursionError) -> str:
    """Return in words why something could not be evaluated."""
    if isinstance(error, RecursionError):
        return "the shape is nested too deeply"
    return str(error)


@dataclass(frozen=True, slots=True)
class Found:
    """What one constraint reports about one set of focus nodes, one entry a result.

    ``row`` is the place of the focus node in its set; ``value`` the reported value (None: the
    component reports none, a negative number: this result has none); ``path`` replaces the path
    of the shape where it is not negative. ``bindings`` hold
    the variables that a message may name.
    """

    row: Ids
    value: Ids | None = None
    path: Ids | None = None
    bindings: "Table | None" = None


class Constraint:
    """One constraint of one shape: a component with its parameters (SHACL, section 4)."""

    component: URIRef
    #: The node of a SPARQL-based constraint, for sh:sourceConstraint.
    source: Node | None = None
    #: Messages of the constraint itself, beside those of the shape.
    messages: tuple[Literal, ...] = ()
    #: Whether the data decide if the constraint can be evaluated; what is wrong with a constraint
    #: itself is found when it is read.
    may_fail = False
    #: Why it can never be evaluated, whatever the data are, in English.
    impossible = ""

    def violations(self, run: "Assessment", shape: "Shape", focus: "Focus") -> Found:
        """Return the results for a set of focus nodes.

        Raises:
            CannotAssess: if that cannot be decided.
        """
        raise TypeError(f"{type(self).__name__} has no evaluation")

    def shapes(self) -> "tuple[Shape, ...]":
        """Return the shapes this constraint refers to."""
        return ()

    def reads(self) -> "tuple[Path, ...]":
        """Return the paths, from a focus node, that the constraint reads beside its values."""
        return ()


@dataclass(slots=True)
class Targets:
    """Where the focus nodes of a shape come from (SHACL, section 2.1.3)."""

    nodes: list[Node] = field(default_factory=list)
    classes: list[Node] = field(default_factory=list)
    subjects_of: list[Node] = field(default_factory=list)
    objects_of: list[Node] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether there is any target."""
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass(eq=False, slots=True)
class Shape:
    """A node shape, or with a path a property shape."""

    node: Node
    #: What the shapes of its graph are called.
    names: ShapeNames
    path: Path | None = None
    path_node: Node | None = None
    targets: Targets = field(default_factory=Targets)
    severity: URIRef = SH.Violation
    messages: tuple[Literal, ...] = ()
    deactivated: bool = False
    constraints: list[Constraint] = field(default_factory=list)
    properties: "list[Shape]" = field(default_factory=list)
    #: Why the shape is ill-formed, if it is; such a shape is never assessed.
    defect: str = ""
    #: What :meth:`may_fail` found.
    _may_fail: bool | None = None

    @property
    def name(self) -> str:
        """What the shape is called; see :meth:`ShapeNames.name`."""
        return self.names.name(self.node)

    def references(self) -> "Iterator[Shape]":
        """Yield the shapes that this one needs for its own evaluation."""
        yield from self.properties
        for constraint in self.constraints:
            yield from constraint.shapes()

    def may_fail(self) -> bool:
        """Tell whether the data decide if the shape, or one below it, can be evaluated.

        To be asked when all shapes have been read. What cannot be evaluated whatever the data are
        (``defect``) does not count: that is reported without an evaluation.
        """
        if self._may_fail is None:
            seen, todo = {self}, [self]
            found = False
            while todo and not found:
                shape = todo.pop()
                if shape.deactivated or shape.defect:
                    continue
                found = bool(shape._may_fail) or any(each.may_fail for each in shape.constraints)
                if shape._may_fail is None:
                    fresh = [each for each in shape.references() if each not in seen]
                    seen.update(fresh)
                    todo.extend(fresh)
            if not found:
                for shape in seen:
                    shape._may_fail = False
            self._may_fail = found
        return self._may_fail
