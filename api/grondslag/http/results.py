"""The answer to a SPARQL query as bytes, within a limit on rows.

This module runs inside the query process (see :mod:`grondslag.http.worker`), so it knows
Oxigraph and nothing else.
"""

import json
from typing import Any

import pyoxigraph as ox

from grondslag.errors import QueryError
from grondslag.http.negotiation import choose

#: What a table can be sent as; the first is what a client without a preference gets.
TABLES: dict[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}

#: What a graph can be sent as.
GRAPHS: dict[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}

_STRING = "http://www.w3.org/2001/XMLSchema#string"


class NotAcceptable(QueryError):
    """The answer cannot be sent in any form that the client accepts."""


def encode(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    accept: str | None,
    rows: int,
    prefixes: dict[str, str],
) -> tuple[str, bytes]:
    """Return the media type and the bytes of an answer.

    Args:
        answer: what Oxigraph returned.
        accept: the Accept header of the client.
        rows: the most rows, or triples, an answer may have.
        prefixes: used in Turtle.

    Raises:
        NotAcceptable: if the client accepts no form this kind of answer has.
        QueryError: if the answer is larger than ``rows``.
    """
    if isinstance(answer, ox.QueryTriples):
        media_type = _agreed(accept, list(GRAPHS))
        triples = _bounded(answer, rows)
        # A graph has no order of its own; sorting makes equal answers equal bytes.
        triples.sort(key=str)
        text = "".join(map(str, triples))
        used = {prefix: base for prefix, base in prefixes.items() if f"<{base}" in text}
        return media_type, _bytes(ox.serialize(triples, format=GRAPHS[media_type], prefixes=used))
    media_type = _agreed(accept, list(TABLES))
    if isinstance(answer, ox.QuerySolutions):
        names = [variable.value for variable in answer.variables]
        bindings = [
            {name: _json(term) for name in names if (term := row[name]) is not None}
            for row in _bounded(answer, rows)
        ]
        document = {"head": {"vars": names}, "results": {"bindings": bindings}}
        text = json.dumps(document, ensure_ascii=False)
        if TABLES[media_type] is ox.QueryResultsFormat.JSON:
            return media_type, text.encode()
        # Oxigraph writes only answers it read itself, and an answer can be read only once.
        answer = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    return media_type, _bytes(answer.serialize(format=TABLES[media_type]))


def _agreed(accept: str | None, offered: list[str]) -> str:
    media_type = choose(accept, offered)
    if media_type is None:
        raise NotAcceptable(
            f"Dit antwoord is er alleen als {', '.join(offered)}. Vraag een van deze in Accept.",
            f"This answer is available only as {', '.join(offered)}. Ask for one in Accept.",
        )
    return media_type


def _bounded(items: Any, rows: int) -> list[Any]:
    found: list[Any] = []
    for item in items:
        if len(found) == rows:
            raise QueryError(
                f"Het antwoord heeft meer dan {rows} rijen. Zet LIMIT in de vraag, of stel een "
                "engere vraag.",
                f"The answer has more than {rows} rows. Put LIMIT in the query, or ask a "
                "narrower one.",
            )
        found.append(item)
    return found


def _json(term: object) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        known = {"type": "literal", "value": term.value}
        if term.language:
            known["xml:lang"] = term.language
        elif term.datatype.value != _STRING:
            known["datatype"] = term.datatype.value
        return known
    raise QueryError(
        "Het antwoord bevat een uitspraak over een uitspraak (RDF 1.2). Dat kan niet in een tabel.",
        "The answer holds a triple term (RDF 1.2), which a table cannot show.",
    )


def _bytes(data: bytes | None) -> bytes:
    return data or b""
