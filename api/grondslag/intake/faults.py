"""What is wrong with an input, in words that say what to do."""

import re
from collections.abc import Sequence

import pyoxigraph as ox

from grondslag.errors import InputError, LimitExceeded, UnsupportedFormat
from grondslag.intake.formats import JSON_LD, N_QUADS, N_TRIPLES, TRIG, TURTLE, Format, sniff
from grondslag.vocabulary import shorten

_LINE_FAMILY = {TURTLE, TRIG, N_TRIPLES, N_QUADS}
_POSITION = re.compile(
    r"^Parser error at line \d+ (?:column \d+|between columns \d+ and \d+|[^:]*): "
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNKNOWN_PREFIX = re.compile(r"prefix (\S*:) has not been declared")


def syntax_error(
    error: SyntaxError, name: str, kind: Format, data: bytes, line_offset: int
) -> InputError:
    """Say what is wrong in words, with a hint where the cause can be guessed."""
    detail = _POSITION.sub("", str(error.msg or error)).rstrip(".")
    hint_nl = hint_en = ""
    guess = sniff(data)
    if kind is JSON_LD and "LoadDocumentCallback" in detail:
        detail = "@context"
        hint_nl = " Een @context op een ander adres wordt nooit opgehaald; zet hem in het bestand."
        hint_en = " A @context at another address is never fetched; put it in the file."
    elif (prefix := _UNKNOWN_PREFIX.search(detail)) is not None:
        hint_nl = (
            f" Het voorvoegsel {prefix[1]} is niet bekend; zet bovenaan: @prefix {prefix[1]} <…> ."
        )
        hint_en = f" Add at the top: @prefix {prefix[1]} <…> ."
    elif b"\x00" in data[:4096]:
        hint_nl = " Het is geen tekstbestand."
        hint_en = " It is not a text file."
    elif "utf-8" in detail.lower() or _is_not_utf8(data):
        hint_nl = " Sla het bestand op in UTF-8."
        hint_en = " Save the file in UTF-8."
    elif guess is not None and guess is not kind and not {guess, kind} <= _LINE_FAMILY:
        hint_nl = f" Het lijkt op {guess.name}; noem het bestand dan .{guess.extensions[0]}."
        hint_en = f" It looks like {guess.name}; if so, name the file .{guess.extensions[0]}."
    return InputError(
        f"Dit is geen geldige {kind.name} ({detail}).{hint_nl}",
        f"This is not valid {kind.name} ({detail}).{hint_en}",
        file=name,
        line=None if error.lineno is None else error.lineno + line_offset,
        column=error.offset,
    )


def no_data(name: str, remarks: Sequence[tuple[str, str]] = ()) -> InputError:
    """Return the refusal of a document that says nothing; remarks tell how that came."""
    first = remarks[:1]
    return InputError(
        " ".join(["In dit bestand staat geen enkel gegeven.", *(dutch for dutch, _ in first)]),
        " ".join(["There is no data at all in this file.", *(english for _, english in first)]),
        file=name,
    )


def check_start(start: bytes, name: str) -> None:
    """Refuse what is packed or coded in a way that is not read, known by its first bytes.

    Raises:
        InputError: saying what it is and what to do.
    """
    if start.startswith(_ZIP):
        raise UnsupportedFormat(
            "Dit is een zip-bestand. Pak het uit, en lever het bestand aan dat erin zit.",
            "This is a zip file. Unpack it, and hand in the file inside.",
            file=name,
        )
    if start.startswith(_UTF_16):
        raise InputError(
            "Dit bestand is opgeslagen in UTF-16. Sla het op als UTF-8.",
            "This file is saved in UTF-16. Save it as UTF-8.",
            file=name,
        )


def _is_not_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # What was cut off in the middle of a character is no sign of another encoding.
        return error.end < len(data)
    return False


def redefinition(term: str, name: str, line: int | None) -> InputError:
    """Return the refusal of a statement about one of our own terms."""
    return InputError(
        f"Dit bestand verandert een begrip van Grondslag zelf ({shorten(term)}). "
        "Geef uw eigen gegevens adressen in uw eigen naamruimte.",
        f"This file changes one of Grondslag's own terms ({shorten(term)}). "
        "Give your own data addresses in your own namespace.",
        file=name,
        line=line,
    )


def beyond_rdf11(object_: object) -> bool:
    """Tell whether what a statement says is of RDF 1.2: a statement, or a text with a direction."""
    if isinstance(object_, ox.Literal):
        return object_.direction is not None
    return isinstance(object_, ox.Triple)


def rdf12(name: str, object_: object = None, line: int | None = None) -> UnsupportedFormat:
    """Return the refusal of a statement that only RDF 1.2 has.

    Args:
        name: of the input.
        object_: what the statement says; None where that is not known.
        line: where it stands.
    """
    of_triple = ("uitspraken over uitspraken", "triple terms")
    of_text = (
        "een tekst met een schrijfrichting (zoals @nl--ltr)",
        "a text with a base direction (such as @nl--ltr)",
    )
    used_nl, used_en = f"{of_triple[0]} of {of_text[0]}", f"{of_triple[1]} or {of_text[1]}"
    if isinstance(object_, ox.Literal):
        used_nl, used_en = of_text
    elif object_ is not None:
        used_nl, used_en = of_triple
    return UnsupportedFormat(
        f"Dit bestand gebruikt {used_nl} (RDF 1.2). Dat wordt nog niet gelezen. Lever RDF 1.1 aan.",
        f"This file uses {used_en} (RDF 1.2), which is not read yet. Hand in RDF 1.1.",
        file=name,
        line=line,
    )


def too_long(name: str) -> LimitExceeded:
    """Return the refusal of a text that is longer than Oxigraph reads."""
    return LimitExceeded(
        "In dit bestand staat een tekst die te lang is om te lezen (ruim 16 miljoen tekens).",
        "This file holds a text that is too long to read (over 16 million characters).",
        file=name,
    )


def unreadable(kind: Format, error: Exception, name: str) -> InputError:
    """Return the refusal of a document for another reason than its syntax."""
    return InputError(
        f"Dit is geen geldige {kind.name} ({error}).",
        f"This is not valid {kind.name} ({error}).",
        file=name,
    )
