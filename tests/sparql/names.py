"""Short names for the terms of expected algebra."""

from grondslag.sparql.algebra import BGP, Link, Path, Pattern, Term, Var

EX = {"": "http://e/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = EX["xsd"]
X, Y, Z, W = Var("x"), Var("y"), Var("z"), Var("w")
P, Q, R = Link("<http://e/p>"), Link("<http://e/q>"), Link("<http://e/r>")
FIRST, REST, NIL = Link(f"<{RDF}first>"), Link(f"<{RDF}rest>"), Term(f"<{RDF}nil>")
UNIT = BGP(())


def number(value: int) -> Term:
    return Term(f'"{value}"^^<{XSD}integer>')


def bgp(*triples: tuple[Var | Term, Var | Path, Var | Term]) -> BGP:
    return BGP(tuple(Pattern(*triple) for triple in triples))


XPY, YQZ = bgp((X, P, Y)), bgp((Y, Q, Z))
ONE, TWO, THREE = number(1), number(2), number(3)
