"""What a JSON-LD document says to nobody: keys, types and addresses that stand for nothing.

JSON-LD passes these over without a word, so that a forgotten line in a context takes away data
that nobody then misses. It is a remark and no refusal: documents that hold keys for other programs
are valid, and the standard says to read the rest. Only what certainly stands for nothing is told;
a document with scoped contexts, ``@nest`` or ``@propagate`` is left alone.
"""

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from grondslag.dataset import knowledge
from grondslag.intake.json_context import Json, Names, NotTold, is_address
from grondslag.intake.json_plain import doubt
from grondslag.settings import MEBIBYTE
from grondslag.vocabulary import GS, shorten

#: A remark in Dutch and English.
Remark = tuple[str, str]

#: Above this number of bytes the values are not looked at one by one: that costs more than reading.
LOOKED_AT_MOST = 16 * MEBIBYTE
_MOST_REMARKS = 10
_LONGEST = 80
_KEYWORD = re.compile(r"@[A-Za-z]+")
_KEYWORDS = frozenset(
    re.findall(
        "@[A-Za-z]+",
        "@base @container @context @default @direction @embed @explicit @first @graph @id "
        "@import @included @index @json @language @list @nest @none @null @omitDefault "
        "@prefix @propagate @protected @requireAll @reverse @set @type @value @version "
        "@vocab ",
    )
)
_HOLDERS = ("@graph", "@included", "@list", "@set", "@reverse")
_MAPS = {"@index", "@id", "@type"}


class _Unread(NamedTuple):
    """Something that stands for nothing: a key, a type or an address, as it is written."""

    kind: str
    written: str


def unread(data: bytes, name: str) -> list[Remark]:
    """Return remarks on what a well-formed JSON-LD document says to nobody.

    Args:
        data: the document.
        name: how it is called in messages.
    """
    walk = _Walk()
    try:
        suspect = doubt(data)
        if suspect is None:
            return []
        if len(data) > LOOKED_AT_MOST:
            return [_not_looked_at(suspect, name)]
        text = data.decode("utf-8", errors="replace")
        walk.node(json.loads(text), Names())
    except (ValueError, RecursionError, NotTold):
        # The parser has read it; what this reader cannot follow it says nothing about.
        return []
    found = list(walk.found.items())
    remarks = [_remark(each, count, text, name) for each, count in found[:_MOST_REMARKS]]
    more = len(found) - _MOST_REMARKS
    if more > 0:
        remarks.append(
            (
                f"{name}: ook niet gelezen: andere sleutels en adressen ({more}).",
                f"{name}: not read either: other keys and addresses ({more}).",
            )
        )
    return remarks


def unread_in(path: Path, name: str) -> list[Remark]:
    """Return the same for a document in a file, which is taken in memory only when it is small."""
    if path.stat().st_size > LOOKED_AT_MOST:
        return [_not_looked_at(None, name)]
    return unread(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), name)


class _Walk:
    """One pass over a document, in which what stands for nothing is counted."""

    def __init__(self) -> None:
        self.found: Counter[_Unread] = Counter()

    def node(self, value: Json, names: Names) -> None:
        """Look at a thing, or at a list of things."""
        if isinstance(value, list):
            for each in value:
                self.node(each, names)
            return
        if not isinstance(value, dict):
            return
        if "@context" in value:
            names = names.within(value["@context"])
        keywords = {key: names.keyword(key) for key in value}
        if "@value" in keywords.values():
            return
        for key, inner in value.items():
            keyword = keywords[key]
            if keyword is None:
                self._property(key, inner, names)
            else:
                self._keyword(key, keyword, inner, names)

    def _keyword(self, key: str, keyword: str, inner: Json, names: Names) -> None:
        if keyword == "@nest":
            raise NotTold
        if keyword == "@id":
            self._name("id", inner, names)
        elif keyword == "@type":
            for each in inner if isinstance(inner, list) else [inner]:
                self._name("type", each, names)
        elif keyword in _HOLDERS:
            self.node(inner, names)
        elif keyword not in _KEYWORDS and _KEYWORD.fullmatch(keyword):
            self.found[_Unread("keyword", key)] += 1

    def _property(self, key: str, inner: Json, names: Names) -> None:
        if inner is None or inner == [] or names.is_ignored(key):
            return
        if not is_address(key) and not names.addresses(key, is_term=True):
            self.found[_Unread("key", key)] += 1
            return
        definition = names.terms.get(key)
        if isinstance(definition, dict):
            self._defined(inner, names, definition)
        else:
            self.node(inner, names)

    def _defined(self, inner: Json, names: Names, definition: dict[str, Json]) -> None:
        """Look at the value of a key of which the context says what kind of value it is."""
        container = definition.get("@container")
        containers = set(container if isinstance(container, list) else [container])
        kind = definition.get("@type")
        if kind == "@json" or "@language" in containers:
            return
        if containers & _MAPS and isinstance(inner, dict):
            for each in inner.values():
                self.node(each, names)
            return
        self.node(inner, names)
        if kind in ("@id", "@vocab"):
            for each in inner if isinstance(inner, list) else [inner]:
                self._name("id" if kind == "@id" else "type", each, names)

    def _name(self, kind: str, value: Json, names: Names) -> None:
        if not isinstance(value, str) or value.startswith("@") or is_address(value):
            return
        if kind == "type" and names.is_ignored(value):
            return
        if not names.addresses(value, is_term=kind == "type"):
            self.found[_Unread(kind, value)] += 1


def _remark(found: _Unread, count: int, text: str, name: str) -> Remark:
    line = _line(found, count, text)
    place_nl, place_en = (name, name) if line is None else (f"{name}, regel {line}",) * 2
    if line is not None:
        place_en = f"{name}, line {line}"
    written = json.dumps(found.written[:_LONGEST], ensure_ascii=False)
    times_nl = "" if count == 1 else f" ({count} keer)"
    times_en = "" if count == 1 else f" ({count} times)"
    what_nl, what_en, why_nl, why_en = _WORDS[found.kind]
    hint_nl, hint_en = _hint(found)
    return (
        f"{place_nl}: niet gelezen: {what_nl} {written}{times_nl}. {why_nl}{hint_nl}",
        f"{place_en}: not read: {what_en} {written}{times_en}. {why_en}{hint_en}",
    )


_IN_CONTEXT = (
    "Dit staat niet in de @context en is geen adres. Zet het in de @context, of schrijf het adres "
    "voluit.",
    "It is not in the @context and is no address. Put it in the @context, or write the address in "
    "full.",
)
_WORDS = {
    "key": ("de sleutel", "the key", *_IN_CONTEXT),
    "type": ("de soort", "the type", *_IN_CONTEXT),
    "keyword": (
        "de sleutel",
        "the key",
        "JSON-LD kent dit woord niet. Let op hoofdletters: @id, @type.",
        "JSON-LD does not know this word. Mind capitals: @id, @type.",
    ),
    "id": (
        "alles over",
        "all about",
        "Dit is geen volledig adres. Schrijf het zonder spaties en voluit (https://…), of geef "
        "de @context een @base.",
        "This is no full address. Write it without blanks and in full (https://…), or give the "
        "@context a @base.",
    ),
}


def _hint(found: _Unread) -> Remark:
    term = f"{GS}{found.written}"
    if found.kind not in ("key", "type") or term not in _terms():
        return "", ""
    return f" Bedoelt u {shorten(term)}?", f" Do you mean {shorten(term)}?"


@lru_cache(maxsize=1)
def _terms() -> frozenset[str]:
    return frozenset(str(each) for each in knowledge().subjects())


def _line(found: _Unread, count: int, text: str) -> int | None:
    """Return the first line where it is written, if all places where it is written are meant."""
    written = re.escape(json.dumps(found.written, ensure_ascii=False))
    is_key = found.kind in ("key", "keyword")
    pattern = re.compile(written + (r"\s*:" if is_key else r"(?!\s*:)"))
    places = [match.start() for match in pattern.finditer(text)]
    return text.count("\n", 0, places[0]) + 1 if len(places) == count else None


def _not_looked_at(suspect: str | None, name: str) -> Remark:
    most = LOOKED_AT_MOST // MEBIBYTE
    such = "" if suspect is None else json.dumps(suspect[:_LONGEST], ensure_ascii=False)
    such_nl, such_en = (f", zoals {such}", f", such as {such}") if such else ("", "")
    return (
        f"{name}: misschien is niet alles gelezen{such_nl}. Het bestand is te groot om dat na te "
        f"gaan (meer dan {most} MiB). Controleer of de @context alle sleutels noemt en elk adres "
        "volledig is.",
        f"{name}: perhaps not everything was read{such_en}. The file is too large to find out "
        f"(more than {most} MiB). Check that the @context names all keys and that every address "
        "is full.",
    )
