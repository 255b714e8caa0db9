"""Why a SPARQL-based constraint reports something (SHACL, sections 5.3 and 6.3)."""

from grondslag.catalogue.rules import Texts
from grondslag.sparql.algebra import Algebra, Distinct, OrderBy, Project, Slice
from grondslag.validation.columnar.explain.context import Case, Context
from grondslag.validation.columnar.explain.matching import Matching
from grondslag.validation.columnar.explain.model import Evidence, Reason
from grondslag.validation.columnar.explain.solving import Bindings
from grondslag.validation.columnar.explain.words import both, sentence
from grondslag.validation.columnar.model import CannotAssess
from grondslag.validation.columnar.sparql import AskConstraint, QueryConstraint, SelectConstraint

_FOUND = both(
    "De regel zoekt een combinatie van gegevens en vindt die bij {this}.",
    "The rule looks for a combination of data and finds it at {this}.",
)
_FAILED = both(
    "{value} doorstaat deze controle niet: wat de controle zoekt, is er niet.",
    "{value} does not pass this check: what the check looks for is not there.",
)


def _constants(context: Context, case: Case, bound: Bindings) -> Bindings:
    """Return the pre-bound variables of a query."""
    constraint = case.constraint
    assert isinstance(constraint, QueryConstraint)
    columns = {name: context.ids(number) for name, number in bound.items()}
    table = constraint.prebound(context.run, case.shape, columns, 1)
    return {name: int(column[0]) for name, column in table.columns.items()}


def _body(algebra: Algebra) -> Algebra:
    """Return what is below the outermost modifiers."""
    while isinstance(algebra, Distinct | OrderBy | Slice):
        algebra = algebra.pattern
    if isinstance(algebra, Project):
        algebra = algebra.pattern
    return algebra.pattern if isinstance(algebra, OrderBy) else algebra


def explain_select(context: Context, case: Case) -> Reason:
    """A SELECT query: what its first solution with this value matched."""
    constraint = case.constraint
    assert isinstance(constraint, SelectConstraint)
    constants = _constants(context, case, {"this": case.focus})
    matching = Matching(context, context.solver, constants)
    body = _body(constraint.query.algebra)
    try:
        rows = [
            row for row in context.solver.solutions(body, constants) if _fits(context, case, row)
        ]
        if rows:
            matching.match(body, rows[0])
        else:
            matching.gap = _NO_SOLUTION
    except CannotAssess as error:
        matching.gap = _not_shown(error)
    return _reason(context, case, _FOUND, matching)


def _fits(context: Context, case: Case, row: Bindings) -> bool:
    """Tell whether a solution gives the reported value and path."""
    value = row.get("value", case.focus if case.shape.path is None else None)
    if value != case.value:
        return False
    return case.path is None or row.get("path") == case.path


def explain_ask(context: Context, case: Case) -> Reason:
    """An ASK query that says no: what it looked for."""
    constraint = case.constraint
    assert isinstance(constraint, AskConstraint)
    value = case.focus if case.value is None else case.value
    constants = _constants(context, case, {"this": case.focus, "value": value})
    matching = Matching(context, context.solver, constants)
    matching.lack(constraint.query.algebra, constants)
    return _reason(context, case, _FAILED, matching)


def _reason(context: Context, case: Case, text: Texts, matching: Matching) -> Reason:
    filled = sentence(text, this=context.names.number(case.focus), value=context.about(case))
    chain: tuple[Evidence, ...] = ()
    if isinstance(case.constraint, AskConstraint) and case.value is not None:
        chain = context.chain(case.focus, case.shape.path, case.value)
    return context.reason(
        case,
        filled,
        triples=tuple(dict.fromkeys((*chain, *matching.triples))),
        absent=tuple(matching.absent),
        conditions=tuple(matching.conditions),
        readings=tuple(matching.conditions.values()),
        omitted=matching.omitted,
        gap=matching.gap,
    )


_NO_SOLUTION = both(
    "Dit antwoord van de regel is niet teruggevonden.",
    "This solution of the rule was not found again.",
)


def _not_shown(error: CannotAssess) -> Texts:
    return both(
        f"De gegevens achter dit antwoord zijn niet te tonen: {error}.",
        f"The data behind this solution cannot be shown: {error}.",
    )
