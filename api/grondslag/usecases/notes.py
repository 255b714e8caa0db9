"""Remarks on the input that are not violations, but that nobody should miss."""

import difflib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl
from rdflib import URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from grondslag.dataset import Dataset, Origin, knowledge
from grondslag.vocabulary import CONCEPT, GS, NORM, shorten


@dataclass(frozen=True)
class Note:
    """One remark, in both languages, with its place where known."""

    message_nl: str
    message_en: str
    origin: Origin | None = None

    def text(self, language: str) -> str:
        """Return the remark in one language, preceded by its place."""
        message = self.message_nl if language == "nl" else self.message_en
        if self.origin is None:
            return message
        return f"{self.origin.text(language)}: {message}"


@lru_cache(maxsize=1)
def _known_terms() -> frozenset[str]:
    return frozenset(str(s) for s in knowledge().subjects() if isinstance(s, URIRef))


def notes_on(dataset: Dataset) -> tuple[Note, ...]:
    """Return remarks on imports that were not fetched and on terms that do not exist."""
    notes = [
        Note(
            f"De verwijzing owl:imports <{address}> is niet opgehaald. Lever dat bestand zelf mee.",
            f"The reference owl:imports <{address}> was not fetched. Hand in that file as well.",
        )
        for _, address in sorted(dataset.ignored_imports)
    ]
    notes += [Note(dutch, english) for dutch, english in dataset.remarks]
    unknown = _unknown_terms(dataset)
    for term_name in sorted(unknown):
        s, p, o = unknown[term_name]
        close = difflib.get_close_matches(term_name, _known_terms(), n=1, cutoff=0.8)
        hint_nl = f" Bedoelt u {shorten(close[0])}?" if close else ""
        hint_en = f" Do you mean {shorten(close[0])}?" if close else ""
        kind_nl = "De soort" if p == RDF.type else "Het begrip"
        notes.append(
            Note(
                f"{kind_nl} {shorten(term_name)} bestaat niet; geen regel ziet dit.{hint_nl}",
                f"The term {shorten(term_name)} does not exist; rules do not see this.{hint_en}",
                dataset.locate(s, p, o),
            )
        )
    return tuple(notes)


def _unknown_terms(dataset: Dataset) -> dict[str, tuple[Node, Node, Node]]:
    """Return the terms in our namespaces that do not exist, each with a triple that uses it."""
    terms = dataset.terms
    subject, predicate, object_ = dataset.rows
    used = np.unique(np.concatenate([predicate, object_]))
    tokens = terms.take(used)
    ours = pl.Series(np.zeros(len(tokens), np.bool_))
    for namespace in (GS, CONCEPT, NORM):
        ours |= tokens.str.starts_with(f"<{namespace}")
    found: dict[str, tuple[Node, Node, Node]] = {}
    for number in used[ours.to_numpy()].tolist():
        name = str(terms.node(number))
        if name in _known_terms():
            continue
        rows = np.flatnonzero((predicate == number) | (object_ == number))
        triples = zip(
            terms.nodes(subject[rows]),
            terms.nodes(predicate[rows]),
            terms.nodes(object_[rows]),
            strict=True,
        )
        found[name] = min(triples, key=str)
    return found
