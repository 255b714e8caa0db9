"""The catalogue of questions as RDF: each is a ``sh:SPARQLSelectExecutable``."""

from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, RDF, RDFS, SH

from grondslag.catalogue import Query
from grondslag.vocabulary import ID


def catalogue_graph(found: tuple[Query, ...]) -> Graph:
    """Return the questions with title, wording and SPARQL, for editors that read RDF."""
    graph = Graph()
    for query in found:
        node = ID[f"query/{query.code}"]
        graph.add((node, RDF.type, SH.SPARQLExecutable))
        graph.add((node, RDF.type, SH.SPARQLSelectExecutable))
        graph.add((node, DCTERMS.identifier, Literal(query.code)))
        graph.add((node, SH.select, Literal(query.sparql)))
        for language, text in query.header.title.items():
            graph.add((node, RDFS.label, Literal(text, lang=language)))
        for language, text in query.header.question.items():
            graph.add((node, RDFS.comment, Literal(text, lang=language)))
        for source in query.header.source:
            graph.add((node, DCTERMS.source, Literal(source)))
    return graph
