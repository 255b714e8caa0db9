"""From batches of numbers to results with rdflib terms."""

import re
from collections.abc import Iterable, Iterator

import numpy as np
from rdflib import Literal
from rdflib.term import Node

from grondslag.columns.terms import Ids, Terms
from grondslag.validation.columnar.assessment import Batch
from grondslag.validation.columnar.generic_messages import GenericMessages
from grondslag.validation.results import Result

Message = tuple[str, str | None]

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


def results_of(
    batches: Iterable[Batch], terms: Terms, generic: GenericMessages | None
) -> Iterator[Result]:
    """Yield the results, as often as the constraints reported them.

    Args:
        batches: what the constraints found.
        terms: the dictionary of the data graph.
        generic: makes the message of a shape that declares none; None leaves it without.
    """
    for batch in batches:
        yield from _results(batch, terms, generic)


def _results(batch: Batch, terms: Terms, generic: GenericMessages | None) -> Iterator[Result]:
    found, shape, constraint = batch.found, batch.shape, batch.constraint
    size = len(found.row)
    focus_ids = batch.focus[found.row]
    focuses = terms.nodes(focus_ids)
    values = _optional(terms, found.value, size)
    paths = _optional(terms, found.path, size)
    bound = _bindings(batch, terms)
    declared = tuple(dict.fromkeys((*constraint.messages, *shape.messages)))
    plain = _ordered(dict.fromkeys((str(each), each.language) for each in declared))
    templates = any(_PLACEHOLDER.search(text) for text, _ in plain)
    for place in range(size):
        value = values[place]
        messages = plain
        if bound is not None and (templates or "message" in bound[place]):
            messages = _ordered(_filled(plain, bound[place]))
        elif not declared and generic is not None:
            messages = _ordered(generic.make(shape, constraint, focuses[place], value))
        yield Result(
            focus=focuses[place],
            path=paths[place] or shape.path_node,
            value=value,
            shape=shape.node,
            component=constraint.component,
            severity=shape.severity,
            messages=messages,
            source=constraint.source,
        )


def _ordered(messages: Iterable[Message]) -> tuple[Message, ...]:
    return tuple(sorted(messages, key=lambda each: (each[0], each[1] or "")))


def _optional(terms: Terms, ids: Ids | None, size: int) -> list[Node | None]:
    if ids is None:
        return [None] * size
    result: list[Node | None] = [None] * size
    places = np.flatnonzero(ids >= 0)
    for place, node in zip(places.tolist(), terms.nodes(ids[places]), strict=True):
        result[place] = node
    return result


def _bindings(batch: Batch, terms: Terms) -> list[dict[str, Node]] | None:
    """Return for every result the variables that its messages may name."""
    table = batch.found.bindings
    if table is None:
        return None
    rows: list[dict[str, Node]] = [{} for _ in range(len(batch.found.row))]
    for name, ids in table.columns.items():
        for row, node in zip(rows, _optional(terms, ids, len(rows)), strict=True):
            if node is not None:
                row[name] = node
    return rows


def _filled(templates: tuple[Message, ...], bound: dict[str, Node]) -> tuple[Message, ...]:
    """Fill in a message (section 5.3.2); ``?message`` of the query itself goes first."""
    own = bound.get("message")
    if isinstance(own, Literal):
        return ((str(own), own.language),)

    def value(match: re.Match[str]) -> str:
        node = bound.get(match[1])
        return match[0] if node is None else str(node)

    filled = ((_PLACEHOLDER.sub(value, text), language) for text, language in templates)
    return tuple(dict.fromkeys(filled))
