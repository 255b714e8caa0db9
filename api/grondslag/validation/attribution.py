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


class Attribution:
    """Finds organisations in one graph, each node once."""

    def __init__(self, graph: Graph) -> None:
        """Look in a graph."""
        self._graph = graph
        # Most relations do not occur in most graphs, and this is asked for every violation.
        self._forward = [term for term in _FORWARD_TERMS if (None, term, None) in graph]
        self._backward = [term for term in _BACKWARD_TERMS if (None, term, None) in graph]
        self._organisations = set(graph.subjects(RDF.type, GS.Organisation))
        self._known: dict[Node, Node | None] = {}

    def responsible_organisation(self, node: Node) -> Node | None:
        """Return the nearest organisation that answers for a node, or None if none is known.

        The search goes outward one step at a time; among equally near organisations the first
        relation in the list above decides, then the order of addresses.
        """
        if node not in self._known:
            self._known[node] = self._nearest(node) if self._organisations else None
        return self._known[node]

    def _nearest(self, node: Node) -> Node | None:
        seen = {node}
        frontier = [node]
        while frontier:
            for each in frontier:
                if each in self._organisations:
                    return each
            following: list[Node] = []
            for each in frontier:
                for term in self._forward:
                    following.extend(sorted(self._graph.objects(each, term), key=str))
                for term in self._backward:
                    following.extend(sorted(self._graph.subjects(term, each), key=str))
            frontier = [each for each in dict.fromkeys(following) if each not in seen]
            seen.update(frontier)
        return None
