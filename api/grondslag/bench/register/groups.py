"""A node with what hangs on it, and the mistakes that can be planted in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from grondslag.bench.register.terms import term

#: Markers for the value of a result: the focus node, or the term that the mistake put there.
FOCUS = "focus"
OBJECT = "object"

#: The objects of each property, by short name, in order of writing.
Facts = dict[str, list[str]]


class Node:
    """A node as a token, and its facts."""

    __slots__ = ("facts", "subject")

    def __init__(self, subject: str, facts: Facts) -> None:
        """Take over the facts."""
        self.subject = subject
        self.facts = facts


class Group:
    """Nodes that are written together, by role; the role "main" is the one that is referred to.

    ``serial`` is a number no other group of this kind has. ``spare`` holds tokens of sound nodes
    that this group does not refer to, for mistakes that need one.
    """

    __slots__ = ("nodes", "serial", "spare")

    def __init__(self, serial: int, main: Node, spare: dict[str, str] | None = None) -> None:
        """Start with the main node."""
        self.serial = serial
        self.nodes = {"main": main}
        self.spare = spare or {}

    def facts(self, role: str = "main") -> Facts:
        """Return the facts of the node in a role."""
        return self.nodes[role].facts

    def copy(self) -> "Group":
        """Return a group with facts of its own."""
        twin = Group(self.serial, self.nodes["main"], self.spare)
        for role, node in self.nodes.items():
            facts = {name: list(objects) for name, objects in node.facts.items()}
            twin.nodes[role] = Node(node.subject, facts)
        return twin

    def triples(self) -> set[tuple[str, str, str]]:
        """Return the facts of all nodes as triples of tokens."""
        return {
            (node.subject, term(name), each)
            for node in self.nodes.values()
            for name, objects in node.facts.items()
            for each in objects
        }


class Value(NamedTuple):
    """Stands for the first object of a property of the node in a role."""

    role: str
    property: str


class Effect(NamedTuple):
    """A result that a mistake leads to.

    ``shape`` and ``component`` are short names. ``value`` is a token, a marker, or empty if the
    component gives none. ``role`` tells which node is the focus node. ``path`` is only given
    where it is not the path of the shape.
    """

    shape: str
    component: str
    value: str | Value = ""
    role: str = "main"
    path: str = ""


class Planted(NamedTuple):
    """One result that must be found: an effect with its terms filled in."""

    mistake: str
    focus: str
    shape: str
    component: str
    value: str
    path: str


Change = Callable[[Group], str]


@dataclass(frozen=True)
class Mistake:
    """A change to a sound group, and all the results it must lead to.

    ``needs`` names the kind of group it can be planted in. The change returns the term that
    :data:`OBJECT` stands for.
    """

    name: str
    needs: str
    change: Change
    effects: tuple[Effect, ...]

    def plant(self, group: Group) -> list[Planted]:
        """Change the group and return what must be found."""
        put = self.change(group)
        planted = []
        for effect in self.effects:
            focus = group.nodes[effect.role].subject
            value = effect.value
            if isinstance(value, Value):
                value = group.facts(value.role)[value.property][0]
            elif value == FOCUS:
                value = focus
            elif value == OBJECT:
                value = put
            row = Planted(self.name, focus, effect.shape, effect.component, value, effect.path)
            planted.append(row)
        return planted


def setting(property_: str, *objects: str, role: str = "main") -> Change:
    """Return a change that gives a property these objects and no others."""

    def change(group: Group) -> str:
        group.facts(role)[property_] = list(objects)
        return objects[-1]

    return change


def adding(property_: str, *objects: str, role: str = "main") -> Change:
    """Return a change that gives a property further objects."""

    def change(group: Group) -> str:
        group.facts(role).setdefault(property_, []).extend(objects)
        return objects[-1]

    return change


def dropping(*properties: str, role: str = "main") -> Change:
    """Return a change that takes properties away."""

    def change(group: Group) -> str:
        for each in properties:
            group.facts(role).pop(each, None)
        return ""

    return change


def in_turn(*changes: Change) -> Change:
    """Return a change that makes several; the object is that of the last."""

    def change(group: Group) -> str:
        put = ""
        for each in changes:
            put = each(group)
        return put

    return change
