"""The mistakes that can be planted in bodies, units, items, grounds, safeguards and receivers."""

from grondslag.bench.register.groups import (
    FOCUS,
    OBJECT,
    Effect,
    Group,
    Mistake,
    Node,
    adding,
    dropping,
    in_turn,
    setting,
)
from grondslag.bench.register.terms import term, text, thing, typed

_REGISTER = thing("register")
_PLAIN_ITEM = thing("item/0")


def _code_of_closed_unit(group: Group) -> str:
    # A unit that is closed keeps its code; it is no unit any more, so it has no results itself.
    code = group.facts()["unitCode"][0]
    facts = {"type": [term("ClosedUnit")], "unitCode": [code]}
    group.nodes["closed"] = Node(thing(f"closed-unit/{group.serial}"), facts)
    return code


def _odd_code(group: Group) -> str:
    group.facts()["unitCode"] = [text(f"afdeling {group.serial}")]
    return group.facts()["unitCode"][0]


def _desk_below(group: Group) -> str:
    desk = thing(f"desk/{group.serial}")
    above = [group.nodes["main"].subject]
    group.nodes["desk"] = Node(desk, {"type": [term("Desk")], "under": above})
    return desk


def _second_body(group: Group) -> str:
    return adding("under", group.spare["body"])(group)


_MISTAKES = (
    Mistake("body-code-form", "body", setting("code", text("org/1")),
            (Effect("body-code", "Pattern", OBJECT),)),
    Mistake("body-code-missing", "body", dropping("code"), (Effect("body-code", "MinCount"),)),
    Mistake("body-name-language", "body", setting("label", text("Behörde", "de")),
            (Effect("body-name", "LanguageIn", OBJECT),)),
    Mistake("body-name-twice", "body", adding("label", text("Andere naam", "nl")),
            (Effect("body-name", "UniqueLang"),)),
    Mistake("body-parent-kind", "body", setting("partOfBody", _REGISTER),
            (Effect("body-parent", "Class", OBJECT),)),
    Mistake("body-contact-silent", "body", dropping("mail", role="contact"),
            (Effect("body-contact", "Node", "_:"),)),
    Mistake("body-contact-extra", "body", adding("remark", text("na 9 uur"), role="contact"),
            (Effect("body-contact", "Node", "_:"),)),
    Mistake("unit-parent-missing", "unit", dropping("under"),
            (Effect("unit-parent", "MinCount"), Effect("unit-body", "QualifiedMinCount"))),
    Mistake("unit-parent-kind", "unit", setting("under", _PLAIN_ITEM),
            (Effect("unit-parent", "Or", OBJECT), Effect("unit-body", "QualifiedMinCount"))),
    Mistake("unit-parent-text", "unit", setting("under", text("de directie")),
            (Effect("unit-parent", "NodeKind", OBJECT), Effect("unit-parent", "Or", OBJECT),
             Effect("unit-body", "QualifiedMinCount"), Effect("unit-step", "NodeKind", OBJECT))),
    Mistake("unit-two-bodies", "unit", _second_body,
            (Effect("unit-parent", "MaxCount"), Effect("unit-body", "QualifiedMaxCount"))),
    Mistake("unit-code-form", "unit", _odd_code,
            (Effect("unit-code", "Pattern", OBJECT),)),
    Mistake("unit-code-used", "unit", _code_of_closed_unit, (Effect("Unit", "SPARQL", OBJECT),)),
    Mistake("unit-desk-below", "unit", _desk_below, (Effect("unit-below", "Class", OBJECT),)),
    Mistake("item-notation-form", "item", setting("notation", text("g-1")),
            (Effect("notation", "Pattern", OBJECT),)),
    Mistake("item-sensitivity", "item", setting("sensitivity", term("extreme")),
            (Effect("sensitivity", "In", OBJECT),)),
    Mistake("item-broader-twice", "item", setting("broader", thing("item/0"), thing("item/1")),
            (Effect("broader", "MaxCount"),)),
    Mistake("item-broader-kind", "item", setting("broader", _REGISTER),
            (Effect("broader", "Class", OBJECT), Effect("broader-all", "Class", OBJECT))),
    Mistake("ground-article-form", "ground", setting("article", text("artikel 3")),
            (Effect("article", "Pattern", OBJECT),)),
    Mistake("ground-name-missing", "ground", dropping("label"),
            (Effect("ground-name", "MinCount"),)),
    Mistake("ground-until-text", "ground", setting("validUntil", text("onbekend")),
            (Effect("valid-until", "Datatype", OBJECT),)),
    Mistake("safeguard-code-form", "safeguard", setting("safeguardCode", text("w1")),
            (Effect("safeguard-code", "Pattern", OBJECT),)),
    Mistake("safeguard-strength-high", "safeguard", setting("strength", typed("9", "integer")),
            (Effect("strength", "MaxInclusive", OBJECT),)),
    Mistake("safeguard-strength-half", "safeguard", setting("strength", typed("3.5", "decimal")),
            (Effect("strength", "Datatype", OBJECT),)),
    Mistake("safeguard-date-missing", "safeguard", dropping("appliedOn"),
            (Effect("applied-on", "MinCount"),)),
    Mistake("safeguard-remark", "safeguard", adding("remark", text("vrij veld")),
            (Effect("Safeguard", "Closed", OBJECT, path=term("remark")),)),
    Mistake("receiver-country-name", "receiver",
            in_turn(dropping("transfer"), setting("country", text("Nederland"))),
            (Effect("receiver-country", "MaxLength", OBJECT), Effect("Receiver", "Or", FOCUS))),
    Mistake("receiver-far", "receiver",
            in_turn(dropping("transfer"), setting("country", text("US"))),
            (Effect("Receiver", "Or", FOCUS),)),
    Mistake("receiver-name-missing", "receiver", dropping("label"),
            (Effect("receiver-name", "MinCount"),)),
)  # fmt: skip

#: By kind of group, in the order in which they are planted.
BACKGROUND_MISTAKES: dict[str, tuple[Mistake, ...]] = {
    kind: tuple(each for each in _MISTAKES if each.needs == kind)
    for kind in dict.fromkeys(each.needs for each in _MISTAKES)
}
