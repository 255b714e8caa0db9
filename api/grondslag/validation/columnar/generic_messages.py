"""Messages of shapes that declare none.

SHACL leaves these texts to the processor (section 3.6.2.5). pySHACL's own message maker is
asked, so that a report reads the same whichever engine made it.
"""

from typing import Any

from rdflib import Graph, Literal
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.tokens import token_of
from grondslag.validation.columnar.model import Constraint, Shape

Message = tuple[str, str | None]

_QUALIFIED = (SH.QualifiedMinCountConstraintComponent, SH.QualifiedMaxCountConstraintComponent)


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
        try:
            texts = maker.make_generic_messages(self._data, focus, value)
        except (LookupError, ValueError, RecursionError):
            return (_plain(constraint, focus, value),)
        return tuple((str(each), each.language) for each in texts if isinstance(each, Literal))

    def _maker(self, shape: Shape, constraint: Constraint) -> Any:
        from pyshacl.constraints import ALL_CONSTRAINT_COMPONENTS
        from pyshacl.rdfutil.stringify import stringify_blank_node
        from pyshacl.shape import Shape as PySHACLShape
        from pyshacl.shapes_graph import ShapesGraph

        if self._graph is None:
            own = Graph()
            for triple in self._shapes:
                own.add(triple)
            for prefix, namespace in self._shapes.namespaces():
                own.bind(prefix, namespace)
            self._graph = ShapesGraph(own)
            # Descriptions are kept by the address of a graph in memory, which is used again.
            stringify_blank_node.dict_cache.clear()
        # Not looked up in the graph: pySHACL reads no shape at all where one is ill-formed.
        node: Any = shape.node
        path: Any = shape.path_node
        known = PySHACLShape(self._graph, node, p=path is not None, path=path)
        for kind in ALL_CONSTRAINT_COMPONENTS:
            if kind.shacl_constraint_component == constraint.component:
                return _built(kind, known)
        return self._other(known, constraint)

    @staticmethod
    def _other(known: Any, constraint: Constraint) -> Any:
        """Return the maker of what pySHACL does not keep under the name of its component."""
        from pyshacl.constraints.core.shape_based_constraints import (
            QualifiedValueShapeConstraintComponent,
        )

        if constraint.component in _QUALIFIED:
            return _built(QualifiedValueShapeConstraintComponent, known)
        return _OfComponent()


class _OfComponent:
    """Stands for every SPARQL-based constraint component."""

    def make_generic_messages(self, data: Graph, focus: Node, value: Node | None) -> list[Literal]:
        """Return the one message that pySHACL has for them."""
        return [Literal("Parameterised SHACL Query generated constraint validation reports.")]


class _Undescribed:
    """Stands for a constraint that pySHACL cannot load, such as a pattern that Python lacks."""

    def make_generic_messages(self, data: Graph, focus: Node, value: Node | None) -> list[Literal]:
        """Give up.

        Raises:
            LookupError: always.
        """
        raise LookupError


def _built(kind: Any, known: Any) -> Any:
    try:
        return kind(known)
    except Exception:
        return _Undescribed()


def _plain(constraint: Constraint, focus: Node, value: Node | None) -> Message:
    """Return a message for what pySHACL cannot describe, such as a list that runs in a circle."""
    name = str(constraint.component).rpartition("#")[2]
    return f"{name}: {token_of(focus if value is None else value)}", None
