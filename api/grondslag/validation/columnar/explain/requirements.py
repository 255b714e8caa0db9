"""What a shape asks, in words: for shapes that have no name of their own."""

from collections.abc import Iterable

from rdflib import URIRef

from grondslag.catalogue.rules import Texts
from grondslag.validation.columnar import nested, pairs, values
from grondslag.validation.columnar.explain.one_value import (
    BOUND_WORDS,
    KIND_WORDS,
    RANGE_WORDS,
    local_name,
)
from grondslag.validation.columnar.explain.words import (
    CHARACTERS,
    LANGUAGES,
    VALUES,
    Names,
    both,
    counted,
    sentence,
    short,
)
from grondslag.validation.columnar.model import Constraint, Shape

#: Shapes below shapes are written out so deep; what is deeper is called by its name alone.
_DEEPEST = 2


def called(names: Names, shape: Shape, depth: int = 0) -> Texts:
    """Return the name of a shape; of a shape without a name or address, what it asks.

    Args:
        names: of things and shapes.
        shape: the shape.
        depth: how many shapes it is below the one that is being described.
    """
    name = names.shape(shape.node, shape.path)
    if isinstance(shape.node, URIRef) or names.has_name(shape.node) or depth > _DEEPEST:
        return name
    asked = [_asked(names, each, depth) for each in shape.constraints]
    asked += [called(names, each, depth + 1) for each in shape.properties]
    if not asked:
        return name
    text = _joined(asked, both(" en ", " and "))
    if shape.path is None:
        return text
    return {language: f"{name[language]}: {text[language]}" for language in LANGUAGES}


def _joined(parts: Iterable[Texts], between: Texts) -> Texts:
    every = list(parts)
    return {
        language: between[language].join(each[language] for each in every) for language in LANGUAGES
    }


def _asked(names: Names, constraint: Constraint, depth: int) -> Texts:
    """Return what one constraint asks of a value, as a sentence without its subject."""
    return (
        _of_value(names, constraint)
        or _of_literal(names, constraint)
        or _of_values(names, constraint)
        or _of_shapes(names, constraint, depth)
        or both("doorstaat een eigen controle", "passes a check of its own")
    )


def _of_value(names: Names, constraint: Constraint) -> Texts | None:
    match constraint:
        case values.Class(kind=kind):
            return sentence(both("is een {kind}", "is a {kind}"), kind=names.node(kind))
        case values.NodeKind(kinds=kinds):
            found = _joined((KIND_WORDS[each] for each in kinds), both(" of ", " or "))
            return sentence(both("is {found}", "is {found}"), found=found)
        case values.In(members=(only,)) | pairs.HasValue(value=only):
            return sentence(both("is {only}", "is {only}"), only=names.node(only))
        case values.In(members=members):
            text = both("is een van: {members}", "is one of: {members}")
            return sentence(text, members=names.several(members))
    return None


def _of_literal(names: Names, constraint: Constraint) -> Texts | None:
    match constraint:
        case values.Datatype(datatype=datatype):
            kind = short(URIRef(datatype))
            return both(f"is van het type {kind}", f"is of type {kind}")
        case values.Range(bound=bound):
            word = RANGE_WORDS[local_name(constraint.component)]
            text = both("is {word} {bound}", "is {word} {bound}")
            return sentence(text, word=word, bound=names.node(bound))
        case values.Length(bound=number, is_minimum=is_minimum):
            text = both("heeft {word} {count}", "has {word} {count}")
            word = BOUND_WORDS["Min" if is_minimum else "Max"]
            return sentence(text, word=word, count=counted(number, CHARACTERS))
        case values.Pattern(pattern=pattern):
            return both(f"past bij het patroon {pattern}", f"matches the pattern {pattern}")
        case values.LanguageIn(ranges=ranges):
            listed = ", ".join(ranges)
            return both(
                f"is in een van deze talen: {listed}", f"is in one of these languages: {listed}"
            )
    return None


def _of_values(names: Names, constraint: Constraint) -> Texts | None:
    match constraint:
        case pairs.Count(bound=bound, is_minimum=is_minimum):
            word = BOUND_WORDS["Min" if is_minimum else "Max"]
            return sentence(
                both("{word} {count}", "{word} {count}"), word=word, count=counted(bound, VALUES)
            )
        case pairs.UniqueLang():
            return both("hoogstens één tekst per taal", "at most one text in each language")
        case pairs.Equals(other=other):
            text = both("gelijk aan {other}", "equal to {other}")
        case pairs.Disjoint(other=other):
            text = both("niets gemeen met {other}", "nothing in common with {other}")
        case pairs.Less(other=other, outcomes=outcomes):
            text = both("kleiner dan {other}", "less than {other}")
            if len(outcomes) > 1:
                text = both("hoogstens gelijk aan {other}", "at most equal to {other}")
        case pairs.Closed(allowed=allowed):
            listed = names.several(sorted(allowed, key=str))
            text = both(
                "heeft geen eigenschappen buiten: {listed}", "has no properties outside: {listed}"
            )
            return sentence(text, listed=listed)
        case _:
            return None
    return sentence(text, other=names.path(other))


_TOGETHER: dict[type[Constraint], Texts] = {
    nested.Conforms: both("voldoet aan: {shapes}", "conforms to: {shapes}"),
    nested.Not: both("voldoet niet aan: {shapes}", "does not conform to: {shapes}"),
    nested.And: both("voldoet aan alle: {shapes}", "conforms to all of: {shapes}"),
    nested.Or: both("voldoet aan minstens één: {shapes}", "conforms to at least one of: {shapes}"),
    nested.Xone: both("voldoet aan precies één: {shapes}", "conforms to exactly one of: {shapes}"),
}


def _of_shapes(names: Names, constraint: Constraint, depth: int) -> Texts | None:
    inner = [called(names, each, depth + 1) for each in constraint.shapes()]
    shapes = _joined(inner, both("; ", "; "))
    if isinstance(constraint, nested.Qualified):
        text = both("{word} {count} met: {shape}", "{word} {count} with: {shape}")
        word = BOUND_WORDS["Min" if constraint.is_minimum else "Max"]
        return sentence(
            text,
            word=word,
            count=counted(constraint.bound, VALUES),
            shape=called(names, constraint.shape, depth + 1),
        )
    text = _TOGETHER.get(type(constraint), both("", ""))
    return sentence(text, shapes=shapes) if text["nl"] else None
