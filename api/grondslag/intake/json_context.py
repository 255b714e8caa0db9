"""What names in a JSON-LD document stand for, as far as contexts inside the document tell.

This is no JSON-LD processor: it gives the addresses that a name *may* stand for, so that a name
with none stands for nothing for certain. See https://www.w3.org/TR/json-ld11-api/, sections 4.1
(context processing) and 5.2 (IRI expansion).
"""

from dataclasses import dataclass, field, replace
from typing import Any

import pyoxigraph as ox

from grondslag.intake.turtle import resolve

#: A value as the JSON of the standard library gives it.
Json = Any

_SCOPED = ("@import", "@propagate")
_MOST_STEPS = 10


class NotTold(Exception):
    """What names stand for depends on more than is looked at here, such as a scoped context."""


@dataclass(frozen=True)
class Names:
    """The context that is in force at one place of a document."""

    terms: dict[str, Json] = field(default_factory=dict)
    vocabulary: str | None = None
    base: str | None = None

    def within(self, context: Json) -> "Names":
        """Return the context that is in force inside another.

        Raises:
            NotTold: for a context at another address, a scoped one or one that is inherited in
                a way of its own.
        """
        found = self
        for part in context if isinstance(context, list) else [context]:
            if part is None:
                found = Names()
            elif isinstance(part, dict):
                found = found._with(part)
            else:
                raise NotTold
        return found

    def _with(self, part: dict[str, Json]) -> "Names":
        if any(each in part for each in _SCOPED):
            raise NotTold
        terms = dict(self.terms)
        for name, definition in part.items():
            if isinstance(definition, dict) and {"@context", "@nest"} & definition.keys():
                raise NotTold
            if not name.startswith("@"):
                terms[name] = definition
        found = replace(self, terms=terms)
        if "@base" in part:
            base = part["@base"]
            whole = base if base is None or self.base is None else resolve(self.base, base)
            found = replace(found, base=whole)
        if "@vocab" in part:
            found = replace(found, vocabulary=part["@vocab"])
        return found

    def keyword(self, name: str) -> str | None:
        """Return the keyword that a key is, or is another name for."""
        for _ in range(_MOST_STEPS):
            if name.startswith("@"):
                return name
            meaning = _meaning(self.terms.get(name))
            if meaning is None or meaning == name:
                return None
            name = meaning
        return None

    def aliases(self, keyword: str) -> list[str]:
        """Return all names for a keyword, itself first."""
        return [keyword, *(name for name in self.terms if self.keyword(name) == keyword)]

    def is_ignored(self, name: str) -> bool:
        """Tell whether the context says that a key is to be passed over."""
        if name not in self.terms:
            return False
        definition = self.terms[name]
        return definition is None or (
            isinstance(definition, dict) and "@id" in definition and definition["@id"] is None
        )

    def address(self, name: str) -> str | None:
        """Return the address that the value of an ``@id`` stands for most likely."""
        prefix, colon, _ = name.partition(":")
        found = self.addresses(name, is_term=False)
        # With a prefix the first is what it makes of the name; else the last, by the base.
        return (found[0] if colon and prefix in self.terms else found[-1]) if found else None

    def addresses(self, name: str, *, is_term: bool) -> list[str]:
        """Return the absolute addresses that a name may stand for; none means: certainly nothing.

        Args:
            name: a key, the value of an ``@id`` or of a ``@type``.
            is_term: whether terms and the vocabulary count, as for keys and types.
        """
        return [each for each in self._candidates(name, is_term, 0) if is_address(each)]

    def _candidates(self, name: str, is_term: bool, steps: int) -> list[str]:
        if steps > _MOST_STEPS:
            return []
        found: list[str] = []
        if is_term and name in self.terms:
            meaning = _meaning(self.terms[name])
            if meaning is not None and meaning != name:
                return self._candidates(meaning, True, steps + 1)
        prefix, colon, local = name.partition(":")
        if colon and prefix in self.terms and prefix != name:
            before = _meaning(self.terms[prefix])
            if before is not None and not local.startswith("//"):
                found += [f"{each}{local}" for each in self._candidates(before, True, steps + 1)]
        found.append(name)
        if is_term and self.vocabulary is not None and not colon:
            for vocabulary in self._candidates(self.vocabulary, False, steps + 1):
                found.append(f"{vocabulary}{name}")
        if self.base is not None:
            whole = resolve(self.base, name)
            # Where our own reading of a relative address stops, it is not for certain nothing.
            found.append(f"{self.base}" if whole is None else whole)
        return found


def _meaning(definition: Json) -> str | None:
    """Return what the definition of a term says that it stands for."""
    if isinstance(definition, dict):
        definition = definition.get("@id", definition.get("@reverse"))
    return definition if isinstance(definition, str) else None


def is_address(text: str) -> bool:
    """Tell whether a text is an absolute IRI, as the parser itself judges it, or a blank node."""
    if text.startswith("_:"):
        return True
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
