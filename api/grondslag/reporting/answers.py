"""Answers to questions as CSV, SPARQL results JSON or RDF."""

import json
from collections.abc import Callable

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import BNode, Node

from grondslag.catalogue import Answer
from grondslag.errors import Language
from grondslag.reporting.tables import write_csv
from grondslag.reporting.turtle import write_turtle
from grondslag.vocabulary import ID


def answer_csv(answer: Answer, language: Language = "nl") -> str:
    """Return the answer as SPARQL 1.1 CSV: variables as heading, values in full."""
    return write_csv(
        [column.name for column in answer.columns],
        [["" if term is None else _plain(term) for term in row] for row in answer.rows],
    )


def _plain(term: Node) -> str:
    return term.n3() if isinstance(term, BNode) else str(term)


def answer_json(answer: Answer, language: Language = "nl") -> str:
    """Return the answer as SPARQL 1.1 Query Results JSON."""
    names = [column.name for column in answer.columns]
    bindings = [
        {name: _json(term) for name, term in zip(names, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    document = {"head": {"vars": names}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _json(term: Node) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    result = {"type": "literal", "value": str(term)}
    if isinstance(term, Literal):
        if term.language:
            result["xml:lang"] = term.language
        elif term.datatype is not None:
            result["datatype"] = str(term.datatype)
    return result


def answer_turtle(answer: Answer, language: Language = "nl") -> str:
    """Return the answer as an RDF result set (DAWG test vocabulary), one resource per row."""
    rs = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
    graph = Graph()
    table = ID["answer"]
    graph.add((table, RDF.type, URIRef(f"{rs}ResultSet")))
    for column in answer.columns:
        graph.add((table, URIRef(f"{rs}resultVariable"), Literal(column.name)))
    for number, row in enumerate(answer.rows, start=1):
        solution = ID[f"answer/{number:06d}"]
        graph.add((table, URIRef(f"{rs}solution"), solution))
        graph.add((solution, URIRef(f"{rs}index"), Literal(number)))
        for column, term in zip(answer.columns, row, strict=True):
            if term is not None:
                binding = ID[f"answer/{number:06d}/{column.name}"]
                graph.add((solution, URIRef(f"{rs}binding"), binding))
                graph.add((binding, URIRef(f"{rs}variable"), Literal(column.name)))
                graph.add((binding, URIRef(f"{rs}value"), term))
    return write_turtle(graph)


ANSWER_FORMATS: dict[str, Callable[[Answer, Language], str]] = {
    "csv": answer_csv,
    "json": answer_json,
    "ttl": answer_turtle,
}


def render_answer(answer: Answer, format_name: str, language: Language = "nl") -> str:
    """Return an answer in one of the :data:`ANSWER_FORMATS`."""
    return ANSWER_FORMATS[format_name](answer, language)
