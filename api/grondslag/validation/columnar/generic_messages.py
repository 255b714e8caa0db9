"""Messages of shapes that declare none.

SHACL leaves these texts to the processor (section 3.6.2.5). pySHACL's own message maker is
asked, so that a report reads the same whichever engine made it.
"""

from typing import Any

from rdflib import Graph, Literal
from rdflib.term import Node

from grondslag.validation.columnar.model import Constraint, Shape

Message = tuple[str, str | None]


class GenericMessages:
    """Makes messages for one run; nothing is loaded before the first one is needed."""

    def __init__(self, shapes: Graph, data: Graph) -> None:
        """Make messages about shapes and data, whose prefixes they use."""
        self._shapes = shapes
        self._data = data
        self._makers: dict[tuple[Node, Node], Any] = {}
        self._graph: Any = None

    def make(
        self, shape: Shape, constraint: Constraint, focus: Node, value: Node | None
    ) -> tuple[Message, ...]:
        """Return the generic messages for one result, none if there is no maker for it."""
        key = (shape.node, constraint.component)
        if key not in self._makers:
            self._makers[key] = self._maker(shape, constraint)
        maker = self._makers[key]
        if maker is None:
            return ()
        texts = maker.make_generic_messages(self._data, focus, value)
        return tuple((str(each), each.language) for each in texts if isinstance(each, Literal))

    def _maker(self, shape: Shape, constraint: Constraint) -> Any:
        from pyshacl.constraints import ALL_CONSTRAINT_COMPONENTS
        from pyshacl.shapes_graph import ShapesGraph

        if self._graph is None:
            own = Graph()
            for triple in self._shapes:
                own.add(triple)
            for prefix, namespace in self._shapes.namespaces():
                own.bind(prefix, namespace)
            self._graph = ShapesGraph(own)
            self._graph.shapes  # noqa: B018 - builds the table of shapes
        known = self._graph.lookup_shape_from_node(shape.node)
        for kind in ALL_CONSTRAINT_COMPONENTS:
            if kind.shacl_constraint_component == constraint.component:
                return kind(known)
        return self._qualified(known, constraint)

    @staticmethod
    def _qualified(known: Any, constraint: Constraint) -> Any:
        """Return the maker of qualified counts, which pySHACL keeps under one class."""
        from pyshacl.constraints.core.shape_based_constraints import (
            QualifiedValueShapeConstraintComponent,
        )

        if "Qualified" in str(constraint.component):
            return QualifiedValueShapeConstraintComponent(known)
        return None
