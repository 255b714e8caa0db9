"""A processing as it should be, with its retention period, model, publication and reviews."""

from grondslag.bench.register.background import Background
from grondslag.bench.register.groups import Facts, Group, Node
from grondslag.bench.register.terms import Dice, term, text, thing, typed

_KINDS = (
    *["Casework"] * 9, *["Survey"] * 3, *["Automated"] * 3, *["Scoring"] * 2,
    *["RiskSelection"] * 3,
)  # fmt: skip
_KINDS_FOR = {
    "processing": list(_KINDS),
    "casework": ["Casework", "Survey"],
    "automated": ["Automated", "Scoring"],
    "risk": ["RiskSelection"],
}
_AUTOMATED = frozenset({"Automated", "Scoring", "RiskSelection"})
_GOALS = [
    term(f"goal-{name}")
    for name in (
        "benefits", "taxes", "permits", "supervision", "investigation", "staff", "statistics",
        "schooling", "care", "migration", "subsidies",
    )
]  # fmt: skip
_ARCHIVE = term("goal-archive")
_STATES = [term(f"state-{name}") for name in ("planned", "running", "ended")]
_ENDED = _STATES[2]
_CHECKS = [term("check-always"), term("check-sample")]
_OUTCOMES = [term("outcome-yes"), term("outcome-yes-if")]
_DEEDS = ["Beoordelen", "Vastleggen", "Controleren", "Bewaren", "Onderzoeken", "Afhandelen"]
_TOPICS = [
    "aanvragen", "toeslagen", "vergunningen", "inspecties", "uitkeringen", "subsidies",
    "personeelszaken", "bezwaren", "identiteit", "schoolloopbanen", "zorgvragen", "grenspassages",
]  # fmt: skip
_REGISTER = thing("register")


class CaseBuilder:
    """Makes processings that refer to a background."""

    def __init__(self, background: Background, dice: Dice) -> None:
        """Gather what is referred to."""
        self._known = background
        self._dice = dice
        items = background.items
        self._plain = items["PlainItem"]
        self._nationality = items["NationalityItem"]
        self._proxies = [*self._nationality, *items["BirthplaceItem"], *items["SexItem"]]
        self._ethnic = items["EthnicItem"]
        self._special = [*self._ethnic, *items["HealthItem"]]
        self._of_nationality = frozenset(self._nationality)
        self._is_ethnic = frozenset(self._ethnic)
        self._others = self._body_pairs()

    def _body_pairs(self) -> dict[str, str]:
        bodies = self._known.bodies
        return dict(zip(bodies, [*bodies[1:], bodies[0]], strict=True))

    def make(self, i: int, needs: str) -> Group:
        """Return a processing without mistakes.

        Args:
            i: its number.
            needs: the kind of processing that a mistake to come needs; "processing" is any.
        """
        dice, known = self._dice, self._known
        kind = dice.pick(_KINDS_FOR[needs])
        unit = dice.pick(known.units)
        body = known.body_of[unit]
        titles = [text(f"{dice.pick(_DEEDS)} van {dice.pick(_TOPICS)} ({i})", "nl")]
        if dice.roll() < 0.3:
            titles.append(text(f"Processing of {dice.pick(_TOPICS)} ({i})", "en"))
        goals = [dice.pick(_GOALS)]
        if dice.roll() < 0.3:
            goals.append(_ARCHIVE)
        state = dice.pick(_STATES)
        facts: Facts = {
            "type": [term(kind)],
            "title": titles,
            "number": [text(f"VR-{2018 + i % 8}-{i:07d}")],
            "controller": [body],
            "unit": [unit],
            "goal": goals,
            "start": [dice.day(2013, 2021)],
            "state": [state],
            "retention": [f"_:retention{i}"],
            "persons": [typed(str(int(dice.roll() ** 4 * 2_000_000)), "integer")],
            "register": [_REGISTER],
        }
        if state == _ENDED:
            facts["end"] = [dice.day(2022, 2025)]
        spare = {
            "body": self._others[body],
            "ethnic": dice.pick(self._ethnic),
            "expired": known.expired[0],
            "nationality": dice.pick(self._nationality),
        }
        group = Group(i, Node(thing(f"processing/{i}"), facts), spare)
        self._links(facts, i, body)
        group.nodes["retention"] = Node(
            f"_:retention{i}",
            {
                "type": [term("Retention")],
                "years": [typed(str(1 + dice.below(20)), "integer")],
                "basis": [text(f"Selectielijst {1 + dice.below(30)}")],
            },
        )
        reviews = self._items(facts, kind)
        if kind in _AUTOMATED:
            self._publication(group, i)
        if kind == "RiskSelection":
            self._model(group, i, unit)
        self._reviews(group, i, reviews, kind)
        return group

    def _links(self, facts: Facts, i: int, body: str) -> None:
        """Add what is referred to: grounds, safeguards, receivers, a processor, a contact."""
        dice, known = self._dice, self._known
        grounds = {dice.pick(known.grounds)}
        if dice.roll() < 0.2:
            grounds.add(dice.pick(known.grounds))
        facts["ground"] = sorted(grounds)
        facts["safeguard"] = [dice.pick(known.technical)]
        if dice.roll() < 0.7:
            facts["safeguard"].append(dice.pick(known.procedural))
        receivers = sorted({dice.pick(known.receivers) for _ in range(dice.below(3))})
        if receivers:
            facts["receiver"] = receivers
        if dice.roll() < 0.15:
            facts["processor"] = [self._others[body]]
        if dice.roll() < 0.5:
            facts["mailbox"] = [text(f"verwerking{i}@rijk.example")]
        else:
            facts["contactPerson"] = [thing(f"person/{dice.below(4 * len(known.units))}")]

    def _items(self, facts: Facts, kind: str) -> list[str]:
        """Add the data items; return the kinds of review that they ask for."""
        dice = self._dice
        items = {dice.pick(self._plain), dice.pick(self._plain)}
        reviews: list[str] = []
        if dice.roll() < 0.25:
            proxy = dice.pick(self._proxies)
            items.add(proxy)
            if kind == "RiskSelection" and proxy in self._of_nationality:
                reviews.append("RightsReview")
        if kind != "RiskSelection" and dice.roll() < 0.12:
            special = dice.pick(self._special)
            items.add(special)
            facts["exemption"] = [term("exemption-public-interest")]
            if special in self._is_ethnic:
                reviews.append("RightsReview")
        facts["item"] = sorted(items)
        return reviews

    def _publication(self, group: Group, i: int) -> None:
        node = thing(f"publication/{i}")
        group.facts()["publication"] = [node]
        group.facts()["humanCheck"] = [self._dice.pick(_CHECKS)]
        group.nodes["publication"] = Node(
            node,
            {
                "type": [term("Publication")],
                "address": [f"<https://register.example/nl/{i}>"],
                "publishedOn": [self._dice.day(2021, 2025)],
            },
        )

    def _model(self, group: Group, i: int, unit: str) -> None:
        node = thing(f"model/{i}")
        group.facts()["model"] = [node]
        group.nodes["model"] = model_node(node, i, unit, list(group.facts()["item"]))

    def _reviews(self, group: Group, i: int, asked: list[str], kind: str) -> None:
        """Add the reviews, the one on impact first; a selection on risk always has that one."""
        dice = self._dice
        risk = kind == "RiskSelection"
        kinds = ["ImpactReview"] if risk or dice.roll() < 0.3 else []
        kinds += asked
        if risk and not asked and dice.roll() < 0.5:
            kinds.append("RightsReview")
        if kind in _AUTOMATED and dice.roll() < 0.2:
            kinds.append("ModelAudit")
        for place, review in enumerate(kinds):
            add_review(group, review, f"review/{i}-{place}", dice)


def model_node(subject: str, i: int, unit: str, features: list[str]) -> Node:
    """Return a sound model of a unit."""
    facts: Facts = {
        "type": [term("Model")],
        "version": [text(f"{1 + i % 4}.{i % 10}.{i % 7}")],
        "threshold": [typed(f"0.{1 + i % 9}", "decimal")],
        "errorRate": [typed(f"0.0{1 + i % 9}", "decimal")],
        "owner": [unit],
        "maintainer": [unit],
        "feature": features,
    }
    if i % 3:
        facts["trainedOn"] = [thing(f"dataset/{i % 500}")]
    else:
        facts["byRules"] = [typed("true", "boolean")]
    return Node(subject, facts)


def add_review(group: Group, kind: str, name: str, dice: Dice) -> None:
    """Give a processing a sound review; the node has the kind as its role."""
    signed = dice.day(2023, 2024)
    group.nodes[kind] = Node(
        thing(name),
        {
            "type": [term(kind)],
            "reviewedOn": [dice.day(2021, 2022)],
            "outcome": [dice.pick(_OUTCOMES)],
            "signedOn": [signed],
            "signedBy": [thing(f"person/{dice.below(2000)}")],
            "nextReview": [dice.day(2026, 2029)],
        },
    )
    group.facts().setdefault("review", []).append(thing(name))
