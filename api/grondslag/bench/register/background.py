"""What processing refers to: bodies, units, data items, grounds, safeguards, receivers.

A node with a mistake is never referred to by another, so that each mistake leads to the results
in the books and to no others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from grondslag.bench.register.background_mistakes import BACKGROUND_MISTAKES
from grondslag.bench.register.groups import Group, Node, Planted
from grondslag.bench.register.terms import Dice, term, text, thing, typed

_ITEM_CLASSES = (
    "PlainItem", "PlainItem", "PlainItem", "PlainItem", "PlainItem", "PlainItem",
    "NationalityItem", "BirthplaceItem", "SexItem", "EthnicItem", "HealthItem",
)  # fmt: skip
_SENSITIVITY = {"PlainItem": "low", "EthnicItem": "high", "HealthItem": "high"}
_EUROPEAN = ["NL", "BE", "DE", "FR", "IE", "LU", "ES", "IT"]
_OTHER = ["US", "GB", "CH", "JP"]
_MINISTRIES = 8


@dataclass
class Background:
    """The sound nodes that processing may refer to, as tokens.

    ``body_of`` tells to which body each unit belongs; ``items`` are by class.
    """

    bodies: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    body_of: dict[str, str] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)
    grounds: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    technical: list[str] = field(default_factory=list)
    procedural: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)


class BackgroundBuilder:
    """Makes the background group by group and plants mistakes in a share of it."""

    def __init__(self, processings: int, share: float, dice: Dice) -> None:
        """Prepare.

        Args:
            processings: how many will refer to it; numbers grow with this.
            share: of the groups that get a mistake, from 0 to 1.
            dice: the source of chance.
        """
        self.known = Background()
        self.planted: list[Planted] = []
        self._processings = processings
        self._share = share
        self._dice = dice
        self._turns: dict[str, int] = {}

    def groups(self) -> Iterator[Group]:
        """Yield all groups in the order of writing."""
        for i in range(20 + self._processings // 2000):
            yield self._body(i)
        for i in range(16 + self._processings // 120):
            yield self._unit(i)
        for i in range(44 if self._processings < 500 else 220):
            yield self._item(i)
        for i in range(24 + self._processings // 400):
            yield self._ground(i)
        for i in range(24 + self._processings // 25):
            yield self._safeguard(i)
        for i in range(24 + self._processings // 100):
            yield self._receiver(i)

    def _finish(self, kind: str, group: Group, sound: list[str], always: bool = False) -> Group:
        """Plant a mistake in a share of the groups, else note it among the sound ones.

        Args:
            kind: of group.
            group: as it should be.
            sound: where to note it.
            always: keep it sound: others must have something to refer to.
        """
        if always or self._dice.roll() >= self._share:
            sound.append(group.nodes["main"].subject)
        else:
            turn = self._turns[kind] = self._turns.get(kind, -1) + 1
            mistakes = BACKGROUND_MISTAKES[kind]
            self.planted += mistakes[turn % len(mistakes)].plant(group)
        return group

    def _body(self, i: int) -> Group:
        contact = f"_:contact{i}"
        names = [text(f"Organisatie {i}", "nl")]
        if self._dice.roll() < 0.5:
            names.append(text(f"Organisation {i}", "en"))
        facts = {
            "type": [term("Ministry" if i < _MINISTRIES else ("Agency", "Inspectorate")[i % 2])],
            "code": [text(f"ORG-{i:05d}")],
            "label": names,
            "contact": [contact],
        }
        if i >= _MINISTRIES:
            facts["partOfBody"] = [self.known.bodies[i % 2]]
        group = Group(i, Node(thing(f"body/{i}"), facts))
        group.nodes["contact"] = Node(
            contact, {"type": [term("Contact")], "mail": [text(f"fg{i}@org{i}.example")]}
        )
        return self._finish("body", group, self.known.bodies, always=i < 2)

    def _unit(self, i: int) -> Group:
        known, dice = self.known, self._dice
        subject = thing(f"unit/{i}")
        level = 0 if i % 10 == 0 else 1 if i % 10 < 4 else 2
        if i < 8 or level == 0:
            above = known.bodies[i % len(known.bodies)]
            body = above
        else:
            above = dice.pick(known.units)
            body = known.body_of[above]
        known.body_of[subject] = body
        facts = {
            "type": [term(("Directorate", "Division", "Team")[level])],
            "under": [above],
            "unitCode": [text(f"O-{i:07d}")],
            "label": [text(f"Afdeling {i}", "nl")],
        }
        other = known.bodies[(known.bodies.index(body) + 1) % len(known.bodies)]
        group = Group(i, Node(subject, facts), {"body": other})
        return self._finish("unit", group, known.units, always=i < 8)

    def _item(self, i: int) -> Group:
        kind = _ITEM_CLASSES[i % len(_ITEM_CLASSES)]
        same = self.known.items.setdefault(kind, [])
        facts = {
            "type": [term(kind)],
            "notation": [text(f"G{i:04d}")],
            "label": [text(f"Gegeven {i}", "nl")],
            "sensitivity": [term(_SENSITIVITY.get(kind, "medium"))],
        }
        first = i < len(_ITEM_CLASSES)
        if not first:
            facts["broader"] = [self._dice.pick(same)]
        group = Group(i, Node(thing(f"item/{i}"), facts))
        return self._finish("item", group, same, always=first)

    def _ground(self, i: int) -> Group:
        facts = {
            "type": [term(("StatutoryTask", "LegalDuty", "Permission")[i % 3])],
            "article": [text(f"Art. {1 + i % 99} lid {1 + i % 7}")],
            "label": [text(f"Grondslag {i}", "nl")],
        }
        expired = i % 12 == 5
        if expired:
            facts["validUntil"] = [typed("2012-12-31", "date")]
        group = Group(i, Node(thing(f"ground/{i}"), facts))
        sound = self.known.expired if expired else self.known.grounds
        return self._finish("ground", group, sound, always=i < 6)

    def _safeguard(self, i: int) -> Group:
        technical = i % 2 == 0
        facts = {
            "type": [term("TechnicalSafeguard" if technical else "ProceduralSafeguard")],
            "safeguardCode": [text(f"W{i:06d}")],
            "appliedOn": [self._dice.day(2015, 2024)],
            "strength": [typed(str(1 + self._dice.below(5)), "integer")],
        }
        group = Group(i, Node(thing(f"safeguard/{i}"), facts))
        sound = self.known.technical if technical else self.known.procedural
        return self._finish("safeguard", group, sound, always=i < 2)

    def _receiver(self, i: int) -> Group:
        far = i % 9 == 4
        facts = {
            "type": [term("PrivateReceiver" if i % 4 == 0 else "PublicReceiver")],
            "label": [text(f"Ontvanger {i}", "nl")],
            "country": [text(self._dice.pick(_OTHER if far else _EUROPEAN))],
        }
        if far:
            facts["transfer"] = [term("transfer-adequacy" if i % 2 else "transfer-clauses")]
        group = Group(i, Node(thing(f"receiver/{i}"), facts))
        return self._finish("receiver", group, self.known.receivers, always=i < 8)
