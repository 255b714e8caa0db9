"""Why the values of a node together break a constraint (SHACL, sections 4.2, 4.4.5, 4.5, 4.8)."""

from collections import Counter

from rdflib import Literal

from grondslag.catalogue.rules import Texts
from grondslag.columns.values import ERROR, compare
from grondslag.sparql.algebra import Path
from grondslag.validation.columnar import pairs
from grondslag.validation.columnar.explain.context import Case, Context
from grondslag.validation.columnar.explain.model import Reason
from grondslag.validation.columnar.explain.words import VALUES, both, counted, sentence


def explain_count(context: Context, case: Case) -> Reason:
    """``sh:minCount`` and ``sh:maxCount``."""
    constraint, path = case.constraint, case.shape.path
    assert isinstance(constraint, pairs.Count)
    values = context.values(case.focus, path)
    if not constraint.is_minimum:
        text = both(
            "{this} heeft {values} bij {path}; hoogstens {bound} mag.",
            "{this} has {values} at {path}; there may be at most {bound}.",
        )
    elif values:
        text = both(
            "{this} heeft bij {path} maar {values}; er zijn er minstens {bound} nodig.",
            "{this} has only {values} at {path}; at least {bound} are needed.",
        )
    else:
        text = both(
            "{this} heeft niets bij {path}; minstens {bound} nodig.",
            "{this} has nothing at {path}; at least {bound} needed.",
        )
    filled = sentence(
        text,
        this=context.names.number(case.focus),
        path=context.names.path(path),
        values=counted(len(values), VALUES),
        bound=constraint.bound,
    )
    if constraint.is_minimum:
        return context.reason(case, filled, absent=(context.missing(case.focus, path),))
    triples, omitted = context.chains(case.focus, path, values)
    return context.reason(case, filled, triples=triples, omitted=omitted)


def explain_has_value(context: Context, case: Case) -> Reason:
    """``sh:hasValue``."""
    constraint, path = case.constraint, case.shape.path
    assert isinstance(constraint, pairs.HasValue)
    text = (
        both("{this} moet {value} zelf zijn.", "{this} has to be {value} itself.")
        if path is None
        else both(
            "{this} moet bij {path} in elk geval {value} hebben; dat staat er niet.",
            "{this} must have {value} at {path}; it is not there.",
        )
    )
    filled = sentence(
        text,
        this=context.names.number(case.focus),
        path=context.names.path(path),
        value=context.names.node(constraint.value),
    )
    absence = context.missing(case.focus, path, constraint.value)
    return context.reason(case, filled, absent=(absence,))


def explain_unique_language(context: Context, case: Case) -> Reason:
    """``sh:uniqueLang``: the texts in every language that has more than one."""
    path = case.shape.path
    values = context.values(case.focus, path)
    nodes = {each: context.node(each) for each in values}
    tags = {
        number: node.language.lower()
        for number, node in nodes.items()
        if isinstance(node, Literal) and node.language
    }
    often = {tag for tag, count in Counter(tags.values()).items() if count > 1}
    triples, omitted = context.chains(
        case.focus, path, [number for number in values if tags.get(number) in often]
    )
    text = sentence(
        both(
            "{this} heeft bij {path} meer dan één tekst in dezelfde taal ({tags}).",
            "{this} has more than one text in the same language at {path} ({tags}).",
        ),
        this=context.names.number(case.focus),
        path=context.names.path(path),
        tags=", ".join(sorted(often)),
    )
    return context.reason(case, text, triples=triples, omitted=omitted)


def explain_equals(context: Context, case: Case) -> Reason:
    """``sh:equals``: the side that has the value, and what the other side has."""
    constraint, path = case.constraint, case.shape.path
    assert isinstance(constraint, pairs.Equals) and case.value is not None
    here = case.value in context.values(case.focus, path)
    has, lacks = (path, constraint.other) if here else (constraint.other, path)
    text = sentence(
        both(
            "{value} staat wel bij {has} van {this}, niet bij {lacks}; die moeten gelijk zijn.",
            "{value} is at {has} of {this}, but not at {lacks}; these have to be equal.",
        ),
        this=context.names.number(case.focus),
        value=context.names.number(case.value),
        has=_path(context, has),
        lacks=_path(context, lacks),
    )
    return context.reason(
        case,
        text,
        triples=context.chain(case.focus, has, case.value),
        absent=(context.missing(case.focus, lacks, context.node(case.value)),),
    )


def _path(context: Context, path: Path | None) -> Texts:
    return both("zichzelf", "itself") if path is None else context.names.path(path)


def explain_disjoint(context: Context, case: Case) -> Reason:
    """``sh:disjoint``: the value on both sides."""
    constraint, path = case.constraint, case.shape.path
    assert isinstance(constraint, pairs.Disjoint) and case.value is not None
    text = sentence(
        both(
            "{value} staat bij {this} zowel bij {path} als bij {other}; dat mag niet samen.",
            "{value} is both at {path} and at {other} of {this}; it may not be at both.",
        ),
        this=context.names.number(case.focus),
        value=context.names.number(case.value),
        path=_path(context, path),
        other=context.names.path(constraint.other),
    )
    triples = (
        *context.chain(case.focus, path, case.value),
        *context.chain(case.focus, constraint.other, case.value),
    )
    return context.reason(case, text, triples=triples)


def explain_less(context: Context, case: Case) -> Reason:
    """``sh:lessThan`` and ``sh:lessThanOrEquals``: each value it is compared with in vain."""
    constraint = case.constraint
    assert isinstance(constraint, pairs.Less) and case.value is not None
    others = context.values(case.focus, constraint.other)
    outcomes = compare(
        context.terms, context.ids(*[case.value] * len(others)), context.ids(*others)
    )
    wrong = [
        (other, outcome)
        for other, outcome in zip(others, outcomes.tolist(), strict=True)
        if outcome not in constraint.outcomes
    ]
    strict = len(constraint.outcomes) == 1
    incomparable = all(outcome == ERROR for _, outcome in wrong)
    word = (
        both("kleiner dan", "less than")
        if strict
        else both("hoogstens gelijk aan", "at most equal to")
    )
    text = both(
        "{value} moet {word} {others} (bij {other}) zijn.",
        "{value} has to be {word} {others} (at {other}).",
    )
    if incomparable:
        text = both(
            "{value} moet {word} {others} (bij {other}) zijn, maar dat is niet te vergelijken.",
            "{value} has to be {word} {others} (at {other}), but cannot be compared with it.",
        )
    filled = sentence(
        text,
        value=context.about(case),
        word=word,
        others=context.names.several([context.node(each) for each, _ in wrong]),
        other=context.names.path(constraint.other),
    )
    beside, omitted = context.chains(case.focus, constraint.other, [each for each, _ in wrong])
    own = context.chain(case.focus, case.shape.path, case.value)
    return context.reason(case, filled, triples=(*own, *beside), omitted=omitted)


def explain_closed(context: Context, case: Case) -> Reason:
    """``sh:closed``: the statement with a property that is not allowed."""
    constraint, path = case.constraint, case.shape.path
    assert isinstance(constraint, pairs.Closed)
    assert case.value is not None and case.path is not None
    block = context.columns.pairs(case.path)
    holders = [
        each
        for each in context.values(case.focus, path)
        if case.value in block.of_first(each).tolist()
    ]
    text = sentence(
        both(
            "{this} heeft de eigenschap {property}. Die mag hier niet; wel: {allowed}.",
            "{this} has the property {property}, which is not allowed here; allowed: {allowed}.",
        ),
        this=context.names.several([context.node(each) for each in holders]),
        property=context.names.number(case.path),
        allowed=context.names.several(sorted(constraint.allowed, key=str)),
    )
    triples, omitted = context.chains(case.focus, path, holders)
    wrong = context.tracer.all((each, case.path, case.value) for each in holders)
    return context.reason(case, text, triples=(*triples, *wrong), omitted=omitted)
