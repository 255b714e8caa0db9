"""The words of the register: its classes and properties as N-Triples tokens, and its nodes."""

from pathlib import Path
from random import Random

DEF = "https://w3id.org/grondslag/bench/def#"
SHAPE = "https://w3id.org/grondslag/bench/shape#"
ID = "https://w3id.org/grondslag/bench/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"

#: The shapes that belong to the register.
SHAPES = Path(__file__).resolve().parent.parent / "register-shapes.ttl"

#: The class hierarchy; it is part of every generated graph.
PARENT_CLASS = {
    "Body": "Actor", "Ministry": "Body", "Agency": "Body", "Inspectorate": "Body",
    "Directorate": "Unit", "Division": "Unit", "Team": "Division",
    "Casework": "Processing", "Survey": "Processing", "Automated": "Processing",
    "Scoring": "Automated", "RiskSelection": "Scoring",
    "PlainItem": "DataItem", "ProxyItem": "DataItem", "SpecialItem": "DataItem",
    "NationalityItem": "ProxyItem", "BirthplaceItem": "ProxyItem", "SexItem": "ProxyItem",
    "EthnicItem": "SpecialItem", "HealthItem": "SpecialItem",
    "StatutoryTask": "Ground", "LegalDuty": "Ground", "Permission": "Ground",
    "TechnicalSafeguard": "Safeguard", "ProceduralSafeguard": "Safeguard",
    "PublicReceiver": "Receiver", "PrivateReceiver": "Receiver",
    "ImpactReview": "Review", "RightsReview": "Review", "ModelAudit": "Review",
}  # fmt: skip

#: Properties from other vocabularies; all others are our own.
_BORROWED = {
    "type": f"<{RDF}type>",
    "title": f"<{DCT}title>",
    "label": f"<{SKOS}prefLabel>",
    "broader": f"<{SKOS}broader>",
}


def term(name: str) -> str:
    """Return the token of a class, value or property by its short name."""
    return _BORROWED.get(name) or f"<{DEF}{name}>"


def thing(name: str) -> str:
    """Return the token of a node of the register."""
    return f"<{ID}{name}>"


def text(value: str, language: str = "") -> str:
    """Return a plain or language-tagged literal; the value needs no escapes."""
    return f'"{value}"@{language}' if language else f'"{value}"'


def typed(value: str, datatype: str) -> str:
    """Return a literal of an XSD datatype."""
    return f'"{value}"^^<{XSD}{datatype}>'


class Dice:
    """A source of chance that gives the same on every machine and version of Python."""

    def __init__(self, seed: int) -> None:
        """Start the row of numbers that belongs to a seed."""
        # Of Python's generator only random() is promised to stay the same between versions.
        self.roll = Random(seed).random

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to but not including the limit."""
        return int(self.roll() * limit)

    def pick(self, options: list[str]) -> str:
        """Return one of the options."""
        return options[int(self.roll() * len(options))]

    def day(self, first: int, last: int) -> str:
        """Return an ``xsd:date`` in the years from first up to and including last."""
        year = first + self.below(last - first + 1)
        return typed(f"{year}-{1 + self.below(12):02d}-{1 + self.below(28):02d}", "date")
