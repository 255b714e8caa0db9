"""What can go wrong between a store and us, in words, and what to do about it."""

import socket
import ssl

from grondslag.errors import InputError, UnsupportedFormat
from grondslag.intake.remote_address import Address

_SHORT = 300


def unreachable(name: str, error: OSError) -> InputError:
    """No connection could be made."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return InputError(
            f"Het certificaat van deze store wordt niet vertrouwd ({error.verify_message}). Komt "
            "het van een eigen uitgever, noem dan diens bestand in SSL_CERT_FILE.",
            f"The certificate of this store is not trusted ({error.verify_message}). If it comes "
            "from an issuer of your own, name its file in SSL_CERT_FILE.",
            file=name,
        )
    if isinstance(error, ssl.SSLError):
        return InputError(
            "Met deze store is geen beveiligde verbinding te maken. Hoort er http in het adres?",
            "No secure connection can be made to this store. Should the address say http?",
            file=name,
        )
    if isinstance(error, socket.gaierror):
        return InputError(
            "Deze computer is niet te vinden. Controleer het adres en uw netwerk.",
            "There is no such host. Check the address and your network.",
            file=name,
        )
    reason = "geen antwoord" if isinstance(error, TimeoutError) else (error.strerror or str(error))
    english = "no answer" if isinstance(error, TimeoutError) else (error.strerror or str(error))
    return InputError(
        f"Deze store is niet te bereiken ({reason}). Controleer adres en poort, en of de store "
        "draait.",
        f"This store cannot be reached ({english}). Check address and port, and whether the "
        "store runs.",
        file=name,
    )


def silent(name: str, seconds: float) -> InputError:
    """Nothing came in for too long."""
    return InputError(
        f"De store zweeg langer dan {seconds:g} seconden; er is niets gebruikt. Probeer het later, "
        "of verhoog GRONDSLAG_STORE_READ_SECONDS.",
        f"The store was silent for more than {seconds:g} seconds; nothing was used. Try again "
        "later, or raise GRONDSLAG_STORE_READ_SECONDS.",
        file=name,
    )


def too_slow(name: str, seconds: float) -> InputError:
    """The whole answer took too long."""
    return InputError(
        f"Het antwoord was na {seconds:g} seconden nog niet compleet; er is niets gebruikt. "
        "Vraag minder op, of verhoog GRONDSLAG_STORE_TOTAL_SECONDS.",
        f"The answer was not complete after {seconds:g} seconds; nothing was used. "
        "Ask for less, or raise GRONDSLAG_STORE_TOTAL_SECONDS.",
        file=name,
    )


def cut_off(name: str) -> InputError:
    """The answer stopped before its end."""
    return InputError(
        "De store brak zijn antwoord af; er is niets gebruikt, want een deel zou voor het geheel "
        "doorgaan. Probeer het opnieuw.",
        "The store broke off its answer; nothing was used, because a part would pass for the "
        "whole. Try again.",
        file=name,
    )


def endless(name: str) -> InputError:
    """The answer does not tell where it ends."""
    return InputError(
        "Het antwoord zegt niet waar het eindigt (geen Content-Length en niet in stukken), dus "
        "niemand kan zien of het compleet is. Vraag de beheerder om HTTP/1.1.",
        "The answer does not say where it ends (no Content-Length and not chunked), so nobody can "
        "see whether it is complete. Ask the administrator for HTTP/1.1.",
        file=name,
    )


def no_room(name: str, error: OSError) -> InputError:
    """What came in cannot be kept on disk."""
    return InputError(
        f"Wat de store stuurt, kan niet worden bewaard: {error.strerror}. Maak ruimte, of noem in "
        "TMPDIR een andere map.",
        f"What the store sends cannot be kept: {error.strerror}. Make room, or name another "
        "folder in TMPDIR.",
        file=name,
    )


def no_data(name: str) -> InputError:
    """The answer holds nothing."""
    return InputError(
        "De store geeft hier geen enkel gegeven. Controleer de naam van de graaf, of de vraag.",
        "The store gives no data at all here. Check the name of the graph, or the query.",
        file=name,
    )


def redirected_away(name: str, there: Address | None) -> InputError:
    """The store points to another place."""
    place = "een ander adres" if there is None else str(there)
    english = "another address" if there is None else str(there)
    return InputError(
        f"De store verwijst door naar {place}. Dat wordt niet gevolgd. Geef zelf dat adres als u "
        "het vertrouwt.",
        f"The store redirects to {english}, which is not followed. Give that address yourself if "
        "you trust it.",
        file=name,
    )


def redirected_too_often(name: str) -> InputError:
    """The store keeps pointing on."""
    return InputError(
        "De store blijft doorverwijzen. Controleer het adres.",
        "The store keeps redirecting. Check the address.",
        file=name,
    )


def packed(name: str, coding: str) -> InputError:
    """The answer is compressed, which was not asked for."""
    return InputError(
        f"De store stuurt ingepakte gegevens ({coding}) waar niet om is gevraagd.",
        f"The store sends packed data ({coding}) that was not asked for.",
        file=name,
    )


def wrong_type(name: str, media_type: str, types: tuple[str, ...]) -> InputError:
    """The answer is of a kind that cannot be used."""
    wanted = ", ".join(types)
    kind = media_type or "?"
    hint_nl = hint_en = ""
    if media_type == "text/html":
        hint_nl = (
            " Dit is een webpagina, misschien om in te loggen; zoek het adres voor programma's."
        )
        hint_en = " This is a web page, maybe to log in; look for the address for programs."
    return UnsupportedFormat(
        f"De store antwoordt met {kind}; gebruikt wordt alleen {wanted}.{hint_nl}",
        f"The store answers with {kind}; only {wanted} is used.{hint_en}",
        file=name,
    )


def refused(name: str, status: int, said: str, *, of_graph: bool) -> InputError:
    """The store answers with an error.

    Args:
        name: of what was asked for.
        status: of the answer (RFC 9110, section 15).
        said: the beginning of what the store says about it.
        of_graph: whether it was one graph by name.
    """
    dutch, english = _REASONS.get(status, ("", ""))
    if status == 404 and of_graph:
        dutch = "Deze graaf staat niet in de store. Controleer de naam."
        english = "This graph is not in the store. Check the name."
    if not dutch:
        brief = " ".join("".join(c if c.isprintable() else " " for c in said).split())[:_SHORT]
        dutch = f"De store weigert: {brief}" if brief else "De store weigert."
        english = f"The store refuses: {brief}" if brief else "The store refuses."
    return InputError(f"{dutch} (HTTP {status})", f"{english} (HTTP {status})", file=name)


_DENIED = (
    "De store laat u niet toe. Zet een geldig token in GRONDSLAG_STORE_TOKEN, of naam en "
    "wachtwoord in GRONDSLAG_STORE_USER en GRONDSLAG_STORE_PASSWORD.",
    "The store does not let you in. Put a valid token in GRONDSLAG_STORE_TOKEN, or name and "
    "password in GRONDSLAG_STORE_USER and GRONDSLAG_STORE_PASSWORD.",
)
_BUSY = (
    "De store heeft het te druk of is in onderhoud. Probeer het later.",
    "The store is too busy or under maintenance. Try again later.",
)
_REASONS = {
    206: (
        "De store geeft maar een deel van de gegevens; er is niets gebruikt. Vraag de beheerder "
        "om de grens te verhogen, of vraag per graaf op.",
        "The store gives only part of the data; nothing was used. Ask the administrator to raise "
        "the limit, or ask graph by graph.",
    ),
    401: _DENIED,
    403: (
        "U mag dit niet lezen. Vraag de beheerder van de store om leesrecht.",
        "You may not read this. Ask the administrator of the store for the right to read.",
    ),
    404: (
        "Op dit adres is geen store. Controleer het adres.",
        "There is no store at this address. Check the address.",
    ),
    405: (
        "Dit adres neemt deze vraag niet aan. Is het het goede soort adres: --store voor het Graph "
        "Store Protocol, --endpoint voor vragen?",
        "This address does not take this request. Is it the right kind of address: --store for "
        "the Graph Store Protocol, --endpoint for queries?",
    ),
    406: (
        "De store kan geen N-Triples of Turtle geven. Gebruik --endpoint in plaats van --store, of "
        "lever een bestand aan.",
        "The store cannot give N-Triples or Turtle. Use --endpoint instead of --store, or hand in "
        "a file.",
    ),
    429: _BUSY,
    503: _BUSY,
}
