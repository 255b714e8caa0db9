"""Why a value by itself is not what a constraint asks (SHACL, sections 4.1, 4.3, 4.4, 4.8.3)."""

from rdflib import Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import BNode, Node

from grondslag.catalogue.rules import Texts
from grondslag.columns.graph import TYPE
from grondslag.columns.terms import BLANK, IRI
from grondslag.columns.values import ERROR, compare
from grondslag.sparql.algebra import Link
from grondslag.validation.columnar import values
from grondslag.validation.columnar.explain.context import Case, Context
from grondslag.validation.columnar.explain.model import Reason
from grondslag.validation.columnar.explain.words import CHARACTERS, both, counted, sentence, short

#: What a term is, by its kind; least and most; and how a value lies to a bound.
KIND_WORDS = {
    IRI: both("een adres (IRI)", "an address (IRI)"),
    BLANK: both("een onderdeel zonder adres", "a part without an address"),
    2: both("een waarde", "a literal value"),
}
BOUND_WORDS = {
    "Min": both("minstens", "at least"),
    "Max": both("hoogstens", "at most"),
}
RANGE_WORDS = {
    "MinExclusive": both("groter dan", "greater than"),
    "MinInclusive": both("minstens", "at least"),
    "MaxExclusive": both("kleiner dan", "less than"),
    "MaxInclusive": both("hoogstens", "at most"),
}


def local_name(node: Node) -> str:
    """Return the name of a component without its namespace and the words at its end."""
    return str(node).rpartition("#")[2].removesuffix("ConstraintComponent")


def _subject(case: Case) -> int:
    return case.focus if case.value is None else case.value


def explain_class(context: Context, case: Case) -> Reason:
    """``sh:class``: the types the value has are shown in place of the one it should have."""
    constraint = case.constraint
    assert isinstance(constraint, values.Class)
    text = sentence(
        both(
            "{value} moet een {kind} zijn, maar staat niet zo beschreven.",
            "{value} has to be a {kind}, but is not described as one.",
        ),
        value=context.about(case),
        kind=context.names.node(constraint.kind),
    )
    absence = context.missing(_subject(case), Link(TYPE), constraint.kind)
    return context.reason(case, text, absent=(absence,))


def explain_datatype(context: Context, case: Case) -> Reason:
    """``sh:datatype``: another datatype, or a text that is no value of it."""
    constraint = case.constraint
    assert isinstance(constraint, values.Datatype)
    node = context.node(_subject(case))
    wanted = short(URIRef(constraint.datatype))
    found = _type_of(node)
    if found["nl"] == wanted:
        text = both(
            "{value} is geen geldige waarde van het type {wanted}.",
            "{value} is not a valid value of type {wanted}.",
        )
    else:
        text = both(
            "{value} moet van het type {wanted} zijn, maar is {found}.",
            "{value} has to be of type {wanted}, but is {found}.",
        )
    return context.reason(
        case, sentence(text, value=context.about(case), wanted=wanted, found=found)
    )


def _type_of(node: Node) -> Texts:
    if isinstance(node, Literal):
        tagged = RDF.langString if node.language else None
        written = short(
            tagged or node.datatype or URIRef("http://www.w3.org/2001/XMLSchema#string")
        )
        return both(written, written)
    return KIND_WORDS[BLANK if isinstance(node, BNode) else IRI]


def explain_node_kind(context: Context, case: Case) -> Reason:
    """``sh:nodeKind``."""
    constraint = case.constraint
    assert isinstance(constraint, values.NodeKind)
    allowed = [KIND_WORDS[each] for each in constraint.kinds]
    found = KIND_WORDS[int(context.terms.kind[_subject(case)])]
    text = sentence(
        both(
            "{value} moet {wanted} zijn, maar is {found}.",
            "{value} has to be {wanted}, not {found}.",
        ),
        value=context.about(case),
        wanted=both(
            " of ".join(each["nl"] for each in allowed), " or ".join(each["en"] for each in allowed)
        ),
        found=found,
    )
    return context.reason(case, text)


def explain_range(context: Context, case: Case) -> Reason:
    """``sh:minExclusive`` and the three others; values that cannot be compared fail as well."""
    constraint = case.constraint
    assert isinstance(constraint, values.Range)
    bound = context.ids(context.run.number(constraint.bound))
    outcome = int(compare(context.terms, bound, context.ids(_subject(case)))[0])
    text = both("{value} moet {word} {bound} zijn.", "{value} has to be {word} {bound}.")
    if outcome == ERROR:
        text = both(
            "{value} moet {word} {bound} zijn, maar kan daarmee niet worden vergeleken.",
            "{value} has to be {word} {bound}, but cannot be compared with it.",
        )
    filled = sentence(
        text,
        value=context.about(case),
        word=RANGE_WORDS[local_name(constraint.component)],
        bound=context.names.node(constraint.bound),
    )
    return context.reason(case, filled)


def explain_length(context: Context, case: Case) -> Reason:
    """``sh:minLength`` and ``sh:maxLength``."""
    constraint = case.constraint
    assert isinstance(constraint, values.Length)
    number = _subject(case)
    if context.terms.kind[number] == BLANK:
        text = both(
            "{value} moet een tekst of adres zijn, maar is een onderdeel zonder adres.",
            "{value} has to be a text or an address, but is a part without an address.",
        )
    else:
        most = both(
            "{value} heeft {length}; er mogen er {word} {bound} zijn.",
            "{value} has {length}; it must have {word} {bound}.",
        )
        text = (
            most
            if not constraint.is_minimum
            else both(
                "{value} heeft {length}; er zijn er {word} {bound} nodig.",
                "{value} has {length}; it must have {word} {bound}.",
            )
        )
    filled = sentence(
        text,
        value=context.about(case),
        length=counted(len(str(context.node(number))), CHARACTERS),
        word=BOUND_WORDS[local_name(constraint.component)[:3]],
        bound=constraint.bound,
    )
    return context.reason(case, filled)


def explain_pattern(context: Context, case: Case) -> Reason:
    """``sh:pattern``."""
    constraint = case.constraint
    assert isinstance(constraint, values.Pattern)
    text = sentence(
        both(
            "{value} past niet bij het patroon {pattern}{flags}.",
            "{value} does not match the pattern {pattern}{flags}.",
        ),
        value=context.about(case),
        pattern=constraint.pattern,
        flags=f" ({constraint.flags})" if constraint.flags else "",
    )
    return context.reason(case, text)


def explain_language(context: Context, case: Case) -> Reason:
    """``sh:languageIn``."""
    constraint = case.constraint
    assert isinstance(constraint, values.LanguageIn)
    node = context.node(_subject(case))
    tag = node.language if isinstance(node, Literal) else None
    found = (
        both(f"de taal is {tag}", f"the language is {tag}")
        if tag
        else both("er staat geen taal bij", "it has no language")
    )
    text = sentence(
        both(
            "{value} moet in een van deze talen zijn: {ranges}; {found}.",
            "{value} has to be in one of these languages: {ranges}; {found}.",
        ),
        value=context.about(case),
        ranges=", ".join(constraint.ranges),
        found=found,
    )
    return context.reason(case, text)


def explain_in(context: Context, case: Case) -> Reason:
    """``sh:in``."""
    constraint = case.constraint
    assert isinstance(constraint, values.In)
    text = sentence(
        both(
            "{value} staat niet in de lijst van wat mag: {members}.",
            "{value} is not in the list of what is allowed: {members}.",
        ),
        value=context.about(case),
        members=context.names.several(constraint.members),
    )
    return context.reason(case, text)
