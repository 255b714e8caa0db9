"""The entailments that rules and questions use, held against owlrl and worked by hand."""

import owlrl
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, RDFS

from grondslag.dataset import close, knowledge
from grondslag.vocabulary import CONCEPT, GS

E = Namespace("https://example.org/")

DATA = f"""
@prefix gs: <{GS}> .
@prefix c: <{CONCEPT}> .
@prefix e: <{E}> .
@prefix rdfs: <{RDFS}> .
e:use a gs:SexRegistration ; gs:inProcessing e:processing ;
  gs:usesIndicator c:indicator-registered-sex .
e:ministry a gs:Ministry .
e:Own rdfs:subClassOf gs:JointProject .
e:ours a e:Own .
"""


def test_worked_by_hand() -> None:
    data = Graph().parse(data=DATA, format="turtle")
    closed = close(data, knowledge())
    sex = CONCEPT["indicator-registered-sex"]
    assert (E.use, RDF.type, GS.IndicatorUse) in closed
    assert (E.processing, GS.hasIndicatorUse, E.use) in closed
    assert (E.processing, GS.processesIndicator, sex) in closed
    assert (E.ministry, RDF.type, GS.Organisation) in closed
    assert (E.ours, RDF.type, GS.JointProject) in closed
    assert (E.ministry, RDF.type, GS.Ministry) not in closed, "only what is not yet said"


def test_every_entailment_about_the_data_in_our_terms_is_one_of_owl_rl() -> None:
    data = Graph().parse(data=DATA, format="turtle")
    ours = {t for t in close(data, knowledge()) if str(t[0]).startswith(str(E))}
    full = Graph()
    for graph in (data, knowledge()):
        for triple in graph:
            full.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(full)

    def relevant(graph: Graph) -> set[tuple[object, ...]]:
        return {
            (s, p, o)
            for s, p, o in graph
            if str(s).startswith(str(E))
            and isinstance(s, URIRef)
            and (str(p).startswith(str(GS)) or (p == RDF.type and str(o).startswith(str(GS))))
        }

    assert ours <= set(full)
    # Ranges are left out on purpose: what is only referred to is not described, so not checked.
    by_range = {(E.processing, RDF.type, GS.Processing)}
    assert relevant(full) - set(data) - by_range == relevant(close(data, knowledge()))
