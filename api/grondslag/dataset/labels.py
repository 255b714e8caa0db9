"""How a thing is called for people."""

from datetime import date

from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, RDFS, SKOS, XSD
from rdflib.term import BNode, Node

from grondslag.errors import Language
from grondslag.vocabulary import shorten

_MONTHS: dict[Language, str] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_YES_NO: dict[Language, dict[str, str]] = {
    "nl": {"true": "ja", "false": "nee"},
    "en": {"true": "yes", "false": "no"},
}

_NAMING = (RDFS.label, SKOS.prefLabel, DCTERMS.title)


def _value(literal: Literal, language: Language) -> str:
    """Return a value as people write it; what is not a real date stays as it was given."""
    text = str(literal)
    if literal.datatype == XSD.boolean:
        return _YES_NO[language].get(text, text)
    if literal.datatype == XSD.date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"
    return text


class Labels:
    """Look up names in a graph, Dutch first or English first."""

    def __init__(self, graph: Graph) -> None:
        """Use the names in ``graph``."""
        self._graph = graph

    def name(self, node: Node | None, language: Language = "nl") -> str:
        """Return the name of a node: its label, else its short address, else its value."""
        if node is None:
            return ""
        if isinstance(node, Literal):
            return _value(node, language)
        found: dict[str | None, str] = {}
        for predicate in _NAMING:
            for label in sorted(self._graph.objects(node, predicate), key=str):
                if isinstance(label, Literal):
                    found.setdefault(label.language, str(label))
        other: Language = "en" if language == "nl" else "nl"
        for wanted in (language, other, None):
            if wanted in found:
                return found[wanted]
        if found:
            return found[min(found, key=str)]
        if isinstance(node, BNode):
            return "(onderdeel zonder naam)" if language == "nl" else "(part without a name)"
        return shorten(str(node))
