"""Changes that look at the processing they spoil; each returns the term it put there."""

from grondslag.bench.register.groups import Group, Node
from grondslag.bench.register.terms import term, text, thing, typed


def archived_number(group: Group) -> str:
    """Let a processing in the archive have the same number."""
    number = group.facts()["number"][0]
    facts = {"type": [term("ArchivedProcessing")], "number": [number]}
    group.nodes["archived"] = Node(thing(f"archived/{group.serial}"), facts)
    return number


def odd_number(group: Group) -> str:
    """Write the number in another way, though no two are the same."""
    group.facts()["number"] = [text(f"vr/{group.serial}")]
    return group.facts()["number"][0]


def number_as_integer(group: Group) -> str:
    """Write the number as a number."""
    group.facts()["number"] = [typed(str(group.serial), "integer")]
    return group.facts()["number"][0]


def other_controller(group: Group) -> str:
    """Let a body be responsible that the unit is no part of."""
    body = group.spare["body"]
    group.facts()["controller"] = [body]
    group.facts().pop("processor", None)
    return body


def same_processor(group: Group) -> str:
    """Let the controller process the data on its own behalf."""
    body = group.facts()["controller"][0]
    group.facts()["processor"] = [body]
    return body


def fourth_ground(group: Group) -> str:
    """Name four grounds that are all there and all valid."""
    grounds = [thing(f"ground/{i}") for i in range(4)]
    group.facts()["ground"] = grounds
    return grounds[-1]


def expired_ground(group: Group) -> str:
    """Rest on a ground that was no longer valid at the start."""
    group.facts()["ground"] = [group.spare["expired"]]
    return group.spare["expired"]


def start_as_text(group: Group) -> str:
    """Write the start as a text; without an end nothing is compared with it."""
    start = group.facts()["start"][0].split("^^")[0]
    group.facts()["start"] = [start]
    group.facts().pop("end", None)
    return start


def early_end(group: Group) -> str:
    """Let it end before it starts."""
    group.facts()["end"] = [typed("2011-06-30", "date")]
    return group.facts()["end"][0]


def date_that_is_none(group: Group) -> str:
    """Let it end on a day that does not exist, which cannot be compared with the start."""
    group.facts()["end"] = [typed("2024-13-45", "date")]
    return group.facts()["end"][0]


def seventh_receiver(group: Group) -> str:
    """Name seven receivers."""
    receivers = [thing(f"receiver/{i}") for i in range(7)]
    group.facts()["receiver"] = receivers
    return receivers[-1]


def impact_review(group: Group) -> str:
    """Make the impact review the only review, and add it if there is none."""
    review = group.nodes.get("ImpactReview")
    if review is None:
        facts = {
            "type": [term("ImpactReview")],
            "reviewedOn": [typed("2021-05-04", "date")],
            "outcome": [term("outcome-yes")],
            "signedOn": [typed("2023-05-04", "date")],
            "signedBy": [thing("person/1")],
            "nextReview": [typed("2027-05-04", "date")],
        }
        review = Node(thing(f"review/{group.serial}-impact"), facts)
        group.nodes["ImpactReview"] = review
    others = [each for each in group.facts().get("review", []) if each != review.subject]
    group.facts()["review"] = [review.subject, *others]
    return review.subject


def late_review(group: Group) -> str:
    """Date the review and all that follows it in the future."""
    facts = group.facts("ImpactReview")
    facts["reviewedOn"] = [typed("2031-01-01", "date")]
    facts["signedOn"] = [typed("2031-02-01", "date")]
    facts["nextReview"] = [typed("2033-01-01", "date")]
    return facts["reviewedOn"][0]


def no_impact_review(group: Group) -> str:
    """Leave out the impact review."""
    review = group.nodes.pop("ImpactReview").subject
    group.facts()["review"] = [each for each in group.facts()["review"] if each != review]
    return review


def _reviewed_without(group: Group, kind: str) -> None:
    node = group.nodes.pop(kind, None)
    if node is not None:
        reviews = group.facts()["review"]
        group.facts()["review"] = [each for each in reviews if each != node.subject]


def special_items(group: Group) -> str:
    """Use more items on health than are allowed at once, with an exemption."""
    items = [thing(f"item/{11 * place + 10}") for place in range(4)]
    group.facts()["item"] = [thing("item/0"), *items]
    group.facts()["exemption"] = [term("exemption-research")]
    return items[-1]


def special_unexempted(group: Group) -> str:
    """Use an item on health without an exemption."""
    group.facts()["item"] = [thing("item/0"), thing("item/10")]
    group.facts().pop("exemption", None)
    return thing("item/10")


def ethnic_item_unreviewed(group: Group) -> str:
    """Use an item on ethnicity, exempted, without a review on rights."""
    group.facts()["item"] = [thing("item/0"), group.spare["ethnic"]]
    group.facts()["exemption"] = [term("exemption-research")]
    _reviewed_without(group, "RightsReview")
    return group.spare["ethnic"]


def idle_model(group: Group) -> str:
    """Keep the model, though nothing will use it."""
    group.facts("model").pop("feature", None)
    return group.nodes["model"].subject


def _without_nationality(group: Group) -> None:
    """Let the model look at plain items only."""
    items = [thing("item/0"), thing("item/1")]
    group.facts()["item"] = items
    group.facts("model")["feature"] = list(items)


def undeclared_feature(group: Group) -> str:
    """Let the model use an item that the processing does not declare."""
    _without_nationality(group)
    group.facts("model")["feature"].append(thing("item/2"))
    return thing("item/2")


def wrong_feature(group: Group) -> str:
    """Let the model use something that is no item."""
    _without_nationality(group)
    group.facts("model")["feature"].append(thing("ground/0"))
    return thing("ground/0")


def proxy_unreviewed(group: Group) -> str:
    """Select on nationality without a review on rights."""
    item = group.spare["nationality"]
    group.facts()["item"] = [thing("item/0"), item]
    group.facts("model")["feature"] = [thing("item/0"), item]
    _reviewed_without(group, "RightsReview")
    return item


def both_training_and_rules(group: Group) -> str:
    """Let the model be trained and made of rules."""
    group.facts("model")["trainedOn"] = [thing("dataset/1")]
    group.facts("model")["byRules"] = [typed("true", "boolean")]
    return ""


def other_maintainer(group: Group) -> str:
    """Let another unit maintain the model than owns it."""
    owner = group.facts("model")["owner"][0]
    other = thing("unit/0") if owner != thing("unit/0") else thing("unit/1")
    group.facts("model")["maintainer"] = [other]
    return other
