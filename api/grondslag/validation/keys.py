"""Keys of results: the same for the same result in every run, another for every other result.

A key is made from all that makes a result this one (SHACL, section 3.6.2): shape, component,
SPARQL-based constraint, focus node, path and value. A blank node counts by what is said of it, so
that a key does not depend on the order of files. Results that differ only in blank nodes of which
exactly the same is said are numbered, in the order in which these nodes were read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from grondslag.catalogue.rules import rules_by_iri
from grondslag.dataset import Dataset
from grondslag.validation.blank_nodes import BlankNodes, digest
from grondslag.validation.paths import path_text
from grondslag.validation.results import Result
from grondslag.validation.shapes import Shapes

_LENGTH = 16
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Keyed:
    """A result with its key.

    ``fingerprint`` tells whether a result was found before when more was read beside the same
    data: unlike the key, it counts blank nodes by their labels too, and no other result has it.
    """

    key: str
    fingerprint: str
    result: Result


def keyed(results: Iterable[Result], shapes: Shapes, data: Dataset) -> list[Keyed]:
    """Give results their keys.

    Args:
        results: all that was found by the shapes that are of interest; a result that a person
            cannot tell from an earlier one is left out.
        shapes: what they were found by.
        data: the data as read.
    """
    about = _About(shapes, data)
    groups: dict[str, dict[str, Result]] = {}
    for each in results:
        groups.setdefault(about.key(each), {}).setdefault(about.fingerprint(each), each)
    return list(_numbered(groups))


def _numbered(groups: dict[str, dict[str, Result]]) -> Iterator[Keyed]:
    for key, group in groups.items():
        if len(group) == 1:
            ((fingerprint, result),) = group.items()
            yield Keyed(key[:_LENGTH], fingerprint, result)
            continue
        alike = sorted(group.items(), key=lambda each: (_reading_order(each[1]), each[0]))
        for number, (fingerprint, result) in enumerate(alike):
            own = key if number == 0 else digest(key, str(number))
            yield Keyed(own[:_LENGTH], fingerprint, result)


def _reading_order(result: Result) -> list[list[str | int]]:
    """Return the labels in a result, by the numbers in them: readers count blank nodes."""
    nodes = (result.focus, result.value, result.shape, result.source)
    return [
        [int(part) if part.isdecimal() else part for part in _NUMBERS.split(str(node))]
        for node in nodes
        if isinstance(node, BNode)
    ]


class _About:
    """What keys are made of."""

    def __init__(self, shapes: Shapes, data: Dataset) -> None:
        self._shapes = shapes
        self._in_shapes = BlankNodes(lambda: shapes.graph)
        self._in_data = BlankNodes(lambda: data.graph)
        self._places: dict[tuple[Node, Node | None], tuple[str, str]] = {}

    def key(self, result: Result) -> str:
        """Return the key that a result has if no other differs only in blank nodes."""
        shape, path = self._place(result)
        return digest(
            shape,
            str(result.component),
            "" if self._is_ours(result) else self._in_shapes.text(result.source),
            self._in_data.text(result.focus),
            path,
            self._in_data.text(result.value),
            *self._words(result),
        )

    def fingerprint(self, result: Result) -> str:
        """Return what no other result has, as long as blank nodes have the labels they have."""
        if self._is_ours(result):
            # What our own rules say follows from focus node and value, but names may be added.
            return digest(*result.identity()[:-1])
        return digest(
            *result.identity(), *(text for pair in result.messages for text in _said(pair))
        )

    def _is_ours(self, result: Result) -> bool:
        return self._shapes.shipped and result.shape in rules_by_iri()

    def _words(self, result: Result) -> list[str]:
        """Return the messages where these alone may tell two results apart: those of queries.

        Messages of SHACL Core follow from the shape, and need not be the same in all versions.
        """
        is_core = result.component in SH and result.component != SH.SPARQLConstraintComponent
        if is_core or self._is_ours(result):
            return []
        return [text for pair in result.messages for text in _said(pair)]

    def _place(self, result: Result) -> tuple[str, str]:
        """Return shape and path as text."""
        key = (result.shape, result.path)
        if key not in self._places:
            rule = rules_by_iri().get(result.shape) if self._is_ours(result) else None  # type: ignore[call-overload]
            shape = rule.code if rule is not None else self._in_shapes.text(result.shape)
            self._places[key] = shape, _path(result, self._shapes.graph)
        return self._places[key]


def _said(message: tuple[str, str | None]) -> tuple[str, str]:
    return message[0], message[1] or ""


def path_node(result: Result, shapes: Graph) -> Node | None:
    """Return the path of a result; one that is no IRI is that of its shape (section 3.6.2.2)."""
    if result.path is None or isinstance(result.path, URIRef):
        return result.path
    return shapes.value(result.shape, SH.path)


def _path(result: Result, shapes: Graph) -> str:
    try:
        return path_text(shapes, path_node(result, shapes)) or ""
    except ValueError:
        return ""
