"""Which branch of a constraint on other shapes fails, and why (SHACL, sections 4.6 and 4.7)."""

from dataclasses import replace

from grondslag.catalogue.rules import Texts
from grondslag.validation.columnar import nested
from grondslag.validation.columnar.explain.context import Case, Context
from grondslag.validation.columnar.explain.model import MOST, Branch, Reason
from grondslag.validation.columnar.explain.requirements import called
from grondslag.validation.columnar.explain.words import (
    REQUIREMENTS,
    VALUES,
    both,
    counted,
    sentence,
)

_COUNTS = both("meetelt", "counts")
_COUNT = both("meetellen", "count")


def _reason(context: Context, case: Case, text: Texts) -> Reason:
    """Judge the value by each of the shapes and put the outcome into words."""
    assert isinstance(case.constraint, nested.ShapeBased) and case.value is not None
    shapes = case.constraint.shapes()
    branches = tuple(context.judge(each, case.value) for each in shapes)
    fine = sum(each.conforms for each in branches)
    filled = sentence(
        text,
        value=context.about(case),
        shape=called(context.names, shapes[0]) if shapes else "",
        requirements=counted(len(branches), REQUIREMENTS),
        fine=fine,
        wrong=len(branches) - fine,
    )
    return context.reason(case, filled, branches=branches)


def explain_node(context: Context, case: Case) -> Reason:
    """``sh:node``."""
    text = both("{value} voldoet niet aan: {shape}.", "{value} does not conform to: {shape}.")
    return _reason(context, case, text)


def explain_not(context: Context, case: Case) -> Reason:
    """``sh:not``: shows what makes the value conform."""
    text = both(
        "{value} voldoet aan iets wat juist niet mag: {shape}.",
        "{value} conforms to what it may not: {shape}.",
    )
    return _reason(context, case, text)


def explain_and(context: Context, case: Case) -> Reason:
    """``sh:and``."""
    text = both(
        "{value} moet aan alle {requirements} voldoen, maar voldoet aan {wrong} daarvan niet.",
        "{value} has to meet all {requirements}, but does not meet {wrong} of them.",
    )
    return _reason(context, case, text)


def explain_or(context: Context, case: Case) -> Reason:
    """``sh:or``."""
    text = both(
        "{value} moet aan minstens één van {requirements} voldoen, maar voldoet aan geen enkele.",
        "{value} has to meet at least one of {requirements}, but meets none.",
    )
    return _reason(context, case, text)


def explain_xone(context: Context, case: Case) -> Reason:
    """``sh:xone``."""
    text = both(
        "{value} moet aan precies één van {requirements} voldoen, maar voldoet aan {fine}.",
        "{value} has to meet exactly one of {requirements}, but meets {fine}.",
    )
    return _reason(context, case, text)


def explain_qualified(context: Context, case: Case) -> Reason:
    """``sh:qualifiedValueShape``: for every value whether it counts, and why not."""
    constraint, path = case.constraint, case.shape.path
    assert isinstance(constraint, nested.Qualified)
    values = context.values(case.focus, path)
    counting = constraint.counts(context.run, context.ids(*sorted(values)))
    outcome = dict(zip(sorted(values), counting.tolist(), strict=True))
    # With too few, those that do not count come first; with too many, those that do.
    ordered = sorted(values, key=lambda each: outcome[each] == constraint.is_minimum)
    branches = tuple(_counted(context, constraint, each, outcome[each]) for each in ordered[:MOST])
    text = (
        both(
            "{this} heeft bij {path} {all}, waarvan {count} {verb}; minstens {bound} "
            "nodig. Meetellen is voldoen aan: {shape}.",
            "{this} has {count} of {all} at {path} that {verb}; at least {bound} needed. "
            "To count is to conform to: {shape}.",
        )
        if constraint.is_minimum
        else both(
            "{this} heeft bij {path} {all}, waarvan {count} {verb}; hoogstens {bound} "
            "mag. Meetellen is voldoen aan: {shape}.",
            "{this} has {count} of {all} at {path} that {verb}; at most {bound} allowed. "
            "To count is to conform to: {shape}.",
        )
    )
    filled = sentence(
        text,
        this=context.names.number(case.focus),
        path=context.names.path(path),
        count=int(counting.sum()),
        all=counted(len(values), VALUES),
        verb=_COUNTS if int(counting.sum()) == 1 else _COUNT,
        bound=constraint.bound,
        shape=called(context.names, constraint.shape),
    )
    triples, omitted = context.chains(case.focus, path, ordered)
    absent = (context.missing(case.focus, path),) if not values else ()
    return context.reason(
        case, filled, triples=triples, absent=absent, branches=branches, omitted=omitted
    )


def _counted(context: Context, constraint: nested.Qualified, value: int, counts: bool) -> Branch:
    """Judge one value by the counted shape and, when it is disqualified, by its siblings."""
    judged = context.judge(constraint.shape, value)
    if counts:
        return _with_note(judged, both("telt mee", "counts"))
    if not judged.conforms:
        return _with_note(judged, both("telt niet mee", "does not count"))
    taken = tuple(
        sibling
        for sibling in (context.judge(each, value) for each in constraint.siblings)
        if sibling.conforms
    )
    note = both(
        "telt niet mee: voldoet ook aan een eis die ernaast staat, en dat mag niet samen",
        "does not count: also conforms to a requirement beside it, which excludes it",
    )
    return _with_note(judged, note, taken)


def _with_note(judged: Branch, note: Texts, more: tuple[Branch, ...] = ()) -> Branch:
    return replace(judged, note=note, branches=(*judged.branches, *more))
