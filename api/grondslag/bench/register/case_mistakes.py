"""The mistakes that can be planted in a processing and what hangs on it."""

from grondslag.bench.register.case_changes import (
    archived_number,
    both_training_and_rules,
    date_that_is_none,
    early_end,
    ethnic_item_unreviewed,
    expired_ground,
    fourth_ground,
    idle_model,
    impact_review,
    late_review,
    no_impact_review,
    number_as_integer,
    odd_number,
    other_controller,
    other_maintainer,
    proxy_unreviewed,
    same_processor,
    seventh_receiver,
    special_items,
    special_unexempted,
    start_as_text,
    undeclared_feature,
    wrong_feature,
)
from grondslag.bench.register.groups import (
    FOCUS,
    OBJECT,
    Change,
    Effect,
    Mistake,
    Value,
    adding,
    dropping,
    in_turn,
    setting,
)
from grondslag.bench.register.terms import term, text, thing, typed

_REGISTER = thing("register")
_ITEM = thing("item/0")
_START = Value("main", "start")
_REVIEWED = Value("ImpactReview", "reviewedOn")


def _on_review(change: Change) -> Change:
    return in_turn(impact_review, change)


_ANY = (
    ("title-missing", dropping("title"),
     (Effect("title", "MinCount"), Effect("Processing", "SPARQL", FOCUS))),
    ("title-short", setting("title", text("Kort", "nl")), (Effect("title", "MinLength", OBJECT),)),
    ("title-long", setting("title", text("Lang " * 40, "nl")),
     (Effect("title", "MaxLength", OBJECT),)),
    ("title-without-language", setting("title", text("Titel zonder taal")),
     (Effect("title", "Datatype", OBJECT), Effect("Processing", "SPARQL", FOCUS))),
    ("title-twice", adding("title", text("Een tweede titel", "nl")),
     (Effect("title", "UniqueLang"),)),
    ("title-english", setting("title", text("No Dutch title here", "en")),
     (Effect("Processing", "SPARQL", FOCUS),)),
    ("number-form", odd_number, (Effect("number", "Pattern", OBJECT),)),
    ("number-integer", number_as_integer,
     (Effect("number", "Datatype", OBJECT), Effect("number", "Pattern", OBJECT))),
    ("number-archived", archived_number, (Effect("Processing", "SPARQL", OBJECT),)),
    ("controller-missing", dropping("controller"), (Effect("controller", "MinCount"),)),
    ("controller-kind", setting("controller", _ITEM),
     (Effect("controller", "Class", OBJECT), Effect("Processing", "SPARQL", OBJECT))),
    ("controller-other", other_controller, (Effect("Processing", "SPARQL", OBJECT),)),
    ("processor-same", same_processor, (Effect("processor", "Disjoint", OBJECT),)),
    ("processor-kind", setting("processor", _ITEM), (Effect("processor", "Class", OBJECT),)),
    ("unit-missing", dropping("unit"),
     (Effect("unit", "MinCount"), Effect("unit-chain", "QualifiedMinCount"))),
    ("unit-text", setting("unit", text("afdeling 4")),
     (Effect("unit", "NodeKind", OBJECT), Effect("unit", "Class", OBJECT),
      Effect("unit-chain", "QualifiedMinCount"))),
    ("goal-missing", dropping("goal"), (Effect("goal", "MinCount"),)),
    ("goal-unknown", adding("goal", term("goal-other")), (Effect("goal", "In", OBJECT),)),
    ("item-kind", adding("item", _REGISTER), (Effect("item", "Class", OBJECT),)),
    ("ground-missing", dropping("ground"), (Effect("ground", "MinCount"),)),
    ("ground-fourth", fourth_ground, (Effect("ground", "MaxCount"),)),
    ("ground-kind", setting("ground", _ITEM), (Effect("ground", "Class", OBJECT),)),
    ("ground-expired", expired_ground, (Effect("Processing", "SPARQL", OBJECT),)),
    ("start-text", start_as_text, (Effect("start", "Datatype", OBJECT),)),
    ("end-early", early_end, (Effect("start", "LessThan", _START),)),
    ("end-no-date", date_that_is_none,
     (Effect("end", "Datatype", OBJECT), Effect("start", "LessThan", _START))),
    ("state-unknown", setting("state", term("state-unknown")), (Effect("state", "In", OBJECT),)),
    ("state-twice", setting("state", term("state-planned"), term("state-running")),
     (Effect("state", "MaxCount"),)),
    ("retention-missing", dropping("retention"), (Effect("retention", "MinCount"),)),
    ("retention-years", setting("years", typed("-5", "integer"), role="retention"),
     (Effect("retention", "Node", "_:"),)),
    ("retention-remark", adding("remark", text("zie dossier"), role="retention"),
     (Effect("retention", "Node", "_:"),)),
    ("retention-basis", dropping("basis", role="retention"), (Effect("retention", "Node", "_:"),)),
    ("receiver-text", adding("receiver", text("Gemeente Utrecht")),
     (Effect("receiver", "NodeKind", OBJECT), Effect("receiver", "Class", OBJECT))),
    ("receiver-seventh", seventh_receiver, (Effect("receiver", "MaxCount"),)),
    ("persons-negative", setting("persons", typed("-1", "integer")),
     (Effect("persons", "MinInclusive", OBJECT),)),
    ("persons-too-many", setting("persons", typed("25000000", "integer")),
     (Effect("persons", "MaxInclusive", OBJECT),)),
    ("persons-half", setting("persons", typed("12.5", "decimal")),
     (Effect("persons", "Datatype", OBJECT),)),
    ("safeguard-missing", dropping("safeguard"),
     (Effect("safeguard", "MinCount"), Effect("safeguard-technical", "QualifiedMinCount"))),
    ("safeguard-technical", setting("safeguard", thing("safeguard/1")),
     (Effect("safeguard-technical", "QualifiedMinCount"),)),
    ("contact-missing", dropping("mailbox", "contactPerson"), (Effect("reachable", "MinCount"),)),
    ("mailbox-form", setting("mailbox", text("vr at rijk")),
     (Effect("mailbox", "Pattern", OBJECT),)),
    ("register-missing", dropping("register"), (Effect("in-register", "HasValue"),)),
    ("old-code", adding("oldCode", text("OUD-1")), (Effect("Processing", "Not", FOCUS),)),
    ("exemption-unknown", setting("exemption", term("exemption-none")),
     (Effect("exemption", "In", OBJECT),)),
    ("review-unsigned", _on_review(dropping("signedBy", role="ImpactReview")),
     (Effect("review-signed", "SPARQL", Value("main", "review")),)),
    ("review-late", _on_review(late_review),
     (Effect("reviewed-on", "MaxInclusive", _REVIEWED, role="ImpactReview"),)),
    ("review-old",
     _on_review(setting("reviewedOn", typed("2009-01-15", "date"), role="ImpactReview")),
     (Effect("Review", "SPARQL", _REVIEWED, role="ImpactReview"),)),
    ("review-next-early",
     _on_review(setting("nextReview", typed("2016-01-01", "date"), role="ImpactReview")),
     (Effect("Review", "SPARQL", _REVIEWED, role="ImpactReview"),)),
    ("review-signed-early",
     _on_review(setting("signedOn", typed("2016-01-01", "date"), role="ImpactReview")),
     (Effect("reviewed-on", "LessThanOrEquals", _REVIEWED, role="ImpactReview"),)),
)  # fmt: skip

_CASEWORK = (
    ("item-missing", dropping("item"),
     (Effect("item", "MinCount"), Effect("item-notation", "MinCount"))),
    ("item-special-many", special_items, (Effect("item-special", "QualifiedMaxCount"),)),
    ("special-unexempted", special_unexempted, (Effect("SpecialUse", "SPARQL", OBJECT),)),
    ("ethnic-unreviewed", ethnic_item_unreviewed, (Effect("Processing", "SPARQL", OBJECT),)),
    ("review-outcome", _on_review(setting("outcome", term("outcome-maybe"), role="ImpactReview")),
     (Effect("outcome", "In", OBJECT, role="ImpactReview"),)),
)  # fmt: skip

_AUTOMATED = (
    ("publication-missing", dropping("publication"), (Effect("publication", "MinCount"),)),
    ("check-unknown", setting("humanCheck", term("check-never")),
     (Effect("human-check", "In", OBJECT),)),
    ("publication-address",
     setting("address", "<http://intranet.example/1>", role="publication"),
     (Effect("publication-address", "Pattern", OBJECT, role="publication"),)),
    ("publication-date", dropping("publishedOn", role="publication"),
     (Effect("Publication", "And", FOCUS, role="publication"),)),
)  # fmt: skip

_RISK = (
    ("risk-check-unknown", setting("humanCheck", term("check-never")),
     (Effect("human-check", "In", OBJECT), Effect("RiskSelection", "Node", FOCUS))),
    ("model-missing", in_turn(idle_model, dropping("model")),
     (Effect("model", "MinCount"), Effect("model-owned", "MinCount"),
      Effect("model-use", "MinCount", role="model"))),
    ("impact-missing", no_impact_review, (Effect("impact-review", "QualifiedMinCount"),)),
    ("impact-refused", setting("outcome", term("outcome-no"), role="ImpactReview"),
     (Effect("impact-review", "QualifiedMinCount"),)),
    ("feature-undeclared", undeclared_feature, (Effect("RiskSelection", "SPARQL", OBJECT),)),
    ("feature-kind", wrong_feature,
     (Effect("feature", "Class", OBJECT, role="model"),
      Effect("RiskSelection", "SPARQL", OBJECT))),
    ("proxy-unreviewed", proxy_unreviewed, (Effect("RiskSelection", "SPARQL", OBJECT),)),
    ("version-form", setting("version", text("nieuwste"), role="model"),
     (Effect("version", "Pattern", OBJECT, role="model"),)),
    ("threshold-high", setting("threshold", typed("1.5", "decimal"), role="model"),
     (Effect("threshold", "MaxExclusive", OBJECT, role="model"),)),
    ("threshold-zero", setting("threshold", typed("0.0", "decimal"), role="model"),
     (Effect("threshold", "MinExclusive", OBJECT, role="model"),)),
    ("error-rate-text", setting("errorRate", text("laag"), role="model"),
     (Effect("error-rate", "Datatype", OBJECT, role="model"),
      Effect("error-rate", "MaxInclusive", OBJECT, role="model"))),
    ("model-trained-by-rules", both_training_and_rules,
     (Effect("Model", "Xone", FOCUS, role="model"),)),
    ("owner-missing", dropping("owner", "maintainer", role="model"),
     (Effect("owner", "MinCount", role="model"), Effect("model-owned", "MinCount"))),
    ("maintainer-other", other_maintainer,
     (Effect("maintainer", "Equals", OBJECT, role="model"),
      Effect("maintainer", "Equals", Value("model", "owner"), role="model"))),
)  # fmt: skip

#: All mistakes in a processing, in the order in which they are planted.
CASE_MISTAKES: tuple[Mistake, ...] = tuple(
    Mistake(name, needs, change, effects)
    for needs, rows in (
        ("processing", _ANY), ("casework", _CASEWORK), ("automated", _AUTOMATED), ("risk", _RISK)
    )
    for name, change, effects in rows
)  # fmt: skip
