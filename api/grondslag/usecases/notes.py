"""Remarks on the input that are not violations, but that nobody should miss."""

import difflib
from dataclasses import dataclass
from functools import lru_cache

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
        word = "regel" if language == "nl" else "line"
        return f"{self.origin.file}, {word} {self.origin.line}: {message}"


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
    unknown: dict[str, tuple[Node, Node, Node]] = {}
    for s, p, o in dataset.graph:
        for term in (p, o):
            if (
                isinstance(term, URIRef)
                and str(term).startswith((str(GS), str(CONCEPT), str(NORM)))
                and str(term) not in _known_terms()
            ):
                known = unknown.get(str(term))
                unknown[str(term)] = min(known, (s, p, o), key=str) if known else (s, p, o)
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
