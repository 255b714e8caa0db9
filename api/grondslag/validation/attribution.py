"""Which organisation can repair a violation."""

from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.term import Node

from grondslag.vocabulary import GS

#: Steps from a thing towards the organisation that answers for it, nearest first.
_TOWARDS = (
    "controller",
    "filledInFor",
    "statementOf",
    "decidesScopeOf",
    "inventoryOf",
    "owner",
    "atOrganisation",
    "undertakenBy",
    "followUpOwner",
    "inProcessing",
    "usedInProcessing",
    "inventoriedIn",
    "onObject",
    "reviewOf",
    "assesses",
    "addresses",
    "projectOf",
    "moratoriumOf",
    "registeredBy",
    "executedBy",
    "concernsOrganisation",
    "sentBy",
    "answeredIn",
    "inQuestionSet",
    "inDocument",
)
#: Steps against the direction in which data are written.
_BACKWARDS = (
    "hasCriterion",
    "hasLegalGround",
    "hasException",
    "hasRegistration",
    "hasDpia",
    "hasApproval",
    "hasJustification",
    "hasProjectPlan",
    "hasFollowUp",
    "hasDateCorrection",
    "hasBiasAnalysis",
    "hasProxyTest",
    "underAssignment",
    "hasMotionPart",
    "groupsMotion",
    "encloses",
    "restsOn",
)
_FORWARD_TERMS = tuple(GS[name] for name in _TOWARDS)
_BACKWARD_TERMS = tuple(GS[name] for name in _BACKWARDS)


def responsible_organisation(graph: Graph, node: Node) -> Node | None:
    """Return the nearest organisation that answers for a node, or None if none is known.

    The search goes outward one step at a time; among equally near organisations the first
    relation in the list above decides, then the order of addresses.
    """
    seen = {node}
    frontier = [node]
    while frontier:
        for each in frontier:
            if (each, RDF.type, GS.Organisation) in graph:
                return each
        following: list[Node] = []
        for each in frontier:
            for term in _FORWARD_TERMS:
                following.extend(sorted(graph.objects(each, term), key=str))
            for term in _BACKWARD_TERMS:
                following.extend(sorted(graph.subjects(term, each), key=str))
        frontier = [each for each in dict.fromkeys(following) if each not in seen]
        seen.update(frontier)
    return None
