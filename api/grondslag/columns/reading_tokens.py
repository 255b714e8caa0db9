"""Which tokens of N-Triples are valid and canonical, decided for a whole column at once.

A pattern that is narrower than the grammar accepts nearly everything that real files hold. What
it does not know is shown to Oxigraph, each token on a line of its own, so that the verdict on
language tags, percent signs, ports, letters beyond ASCII and escapes is Oxigraph's.
"""

import numpy as np
import polars as pl
import pyoxigraph as ox

SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
UNRESERVED = "A-Za-z0-9._~!$&'()*+,;=@"
_ESCAPED = "%[0-9A-Fa-f]{2}"
PATH = rf"(?:[{UNRESERVED}:/-]|{_ESCAPED})*"
QUERY = rf"(?:[{UNRESERVED}:/?-]|{_ESCAPED})*"
# After the scheme either an authority of the plainest kind, or something that is none (RFC 3986).
IRI = (
    rf"<{SCHEME}(?://[A-Za-z0-9.-]+(?::[0-9]{{1,5}})?(?:/{PATH})?|[{UNRESERVED}-]{PATH})"
    rf"(?:\?{QUERY})?(?:#{QUERY})?>"
)
BLANK = r"_:[A-Za-z0-9_][A-Za-z0-9_-]*"
_TEXT = r'"(?:[^\x00-\x1f"\\\x7f\x{FFFE}\x{FFFF}]|\\["\\tnrbf])*"'
LITERAL = rf"{_TEXT}(?:@[a-z]{{2,3}}(?:-[a-z]{{2}})?|\^\^{IRI})?"

_PREDICATE = rf"^{IRI}$"
_SUBJECT = rf"^(?:{IRI}|{BLANK})$"
_OBJECT = rf"^(?:{IRI}|{BLANK}|{LITERAL})$"
# These datatypes are left out of a token, or may not stand there at all.
UNWRITTEN = r'"\^\^<http://www\.w3\.org/[^>]*(?:#string|angString)>$'

_PROBE = "http://grondslag.invalid/probe"


class NotCanonical(Exception):
    """A token is no term in any spelling, or a term that may not stand in its place."""


def predicates(tokens: pl.Series) -> pl.Series:
    """Return IRIs in canonical form.

    Raises:
        NotCanonical: for what is no IRI.
    """
    return _settle(tokens, ~tokens.str.contains(_PREDICATE), "<")


def subjects(tokens: pl.Series) -> pl.Series:
    """Return IRIs and blank nodes, as subjects and names of graphs, in canonical form.

    Raises:
        NotCanonical: for what is neither.
    """
    return _settle(tokens, ~tokens.str.contains(_SUBJECT), "<_")


def objects(tokens: pl.Series) -> pl.Series:
    """Return IRIs, blank nodes and literals in canonical form.

    Raises:
        NotCanonical: for what is none of these.
    """
    odd = ~tokens.str.contains(_OBJECT) | tokens.str.contains(UNWRITTEN)
    return _settle(tokens, odd, '<_"')


def _settle(tokens: pl.Series, odd: pl.Series, first: str) -> pl.Series:
    """Replace odd tokens by their canonical form; ``first`` tells what a token may begin with."""
    if tokens.null_count():
        raise NotCanonical
    if not odd.any():
        return tokens
    places = np.flatnonzero(odd.to_numpy())
    known = [_ask(token) for token in tokens.gather(places).to_list()]
    if any(token[0] not in first for token in known):
        raise NotCanonical
    return tokens.scatter(places, pl.Series(known, dtype=pl.String))


def _ask(token: str) -> str:
    """Return how Oxigraph writes one token.

    The name of a graph behind it proves that the token is one whole term: no dot, no comment and
    no second term hides in it.
    """
    line = f"<{_PROBE}> <{_PROBE}> {token} <{_PROBE}> .\n"
    try:
        quads = list(ox.parse(line, format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError, MemoryError) as error:
        raise NotCanonical from error
    if _PROBE in token or len(quads) != 1 or quads[0].graph_name != ox.NamedNode(_PROBE):
        raise NotCanonical
    term = quads[0].object
    if isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and term.direction):
        raise NotCanonical
    return str(term)
