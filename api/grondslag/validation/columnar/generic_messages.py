"""Messages of shapes that declare none.

SHACL leaves these texts to the processor (section 3.6.2.5). pySHACL's own message maker is
asked, so that a report reads the same whichever engine made it. It is asked once for each
constraint, about two nodes that stand for any focus node and any value: what it says of a shape
or a list may be long. It keeps the values of a parameter as sets, and they are put in order first.
"""

import re
from collections.abc import Callable
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.tokens import token_of
from grondslag.validation.columnar.model import Constraint, Shape

Message = tuple[str, str | None]

#: Turns the nodes of one result into its messages.
Template = Callable[[Node, Node | None], tuple[Message, ...]]

_FOCUS = URIRef("urn:x-grondslag-any:focus")
_VALUE = URIRef("urn:x-grondslag-any:value")
_ANY = re.compile(r"<urn:x-grondslag-any:(focus|value)>")

_QUALIFIED = (SH.QualifiedMinCountConstraintComponent, SH.QualifiedMaxCountConstraintComponent)


class GenericMessages:
    """Makes messages for one run; nothing is loaded before the first one is needed."""

    def __init__(self, shapes: Graph, data: Graph) -> None:
        """Make messages about shapes and data, whose prefixes they use."""
        self._shapes = shapes
        self._data = data
        self._templates: dict[tuple[Node, Node], Template | None] = {}
        self._graph: Any = None

    def make(
        self, shape: Shape, constraint: Constraint, focus: Node, value: Node | None
    ) -> tuple[Message, ...]:
        """Return the generic messages for one result."""
        key = (shape.node, constraint.component)
        if key not in self._templates:
            self._templates[key] = self._template(shape, constraint)
        template = self._templates[key]
        if template is None:
            return (_plain(constraint, focus, value),)
        try:
            return template(focus, value)
        except (LookupError, ValueError, RecursionError):
            return (_plain(constraint, focus, value),)

    def _text(self, node: Node | None) -> str:
        from pyshacl.rdfutil.stringify import stringify_node

        return "" if node is None else str(stringify_node(self._data, node))

    def _template(self, shape: Shape, constraint: Constraint) -> Template | None:
        """Return what makes the messages of a constraint; None for what cannot be described."""
        maker = self._maker(shape, constraint)
        try:
            _in_order(maker)
            made = maker.make_generic_messages(self._data, _FOCUS, _VALUE)
        except (LookupError, ValueError, RecursionError):
            return None
        texts = [(str(each), each.language) for each in made if isinstance(each, Literal)]

        def filled(focus: Node, value: Node | None) -> tuple[Message, ...]:
            nodes = {"focus": focus, "value": value}
            return tuple(
                (_ANY.sub(lambda match: self._text(nodes[match[1]]), text), language)
                for text, language in texts
            )

        return filled

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
    """Stands for a constraint that pySHACL cannot load."""

    def make_generic_messages(self, data: Graph, focus: Node, value: Node | None) -> list[Literal]:
        """Give up.

        Raises:
            LookupError: always.
        """
        raise LookupError


def _in_order(maker: Any) -> None:
    """Put the values of a parameter in order of their texts, and a list in its own.

    pySHACL keeps both in sets, or in the order of a set, which differs between processes.
    """
    from pyshacl.rdfutil.stringify import stringify_node

    shapes: Any = maker.shape.sg.graph if hasattr(maker, "shape") else None
    for name, found in vars(maker).items():
        if not isinstance(found, (list, set)) or not all(isinstance(n, Node) for n in found):
            continue
        if name == "in_vals":
            maker.in_vals = list(dict.fromkeys(shapes.items(maker.in_list)))
        elif len(found) > 1:
            setattr(maker, name, sorted(found, key=lambda node: stringify_node(shapes, node)))


def _built(kind: Any, known: Any) -> Any:
    try:
        return kind(known)
    except re.error:
        # The pattern is one of XPath that Python does not know; its message can be made without.
        maker = kind.__new__(kind)
        maker.shape = known
        maker.string_rules = list(known.objects(SH.pattern))
        return maker
    except Exception:
        return _Undescribed()


def _plain(constraint: Constraint, focus: Node, value: Node | None) -> Message:
    """Return a message for what pySHACL cannot describe, such as a list that runs in a circle."""
    name = str(constraint.component).rpartition("#")[2]
    return f"{name}: {token_of(focus if value is None else value)}", None
