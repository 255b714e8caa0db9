"""Words of the SHACL vocabulary: a shape that uses one that does not exist must not seem to hold.

SHACL itself passes over what it does not know, so ``sh:minCout 1`` would be a rule that nothing
breaks (https://www.w3.org/TR/shacl/#core-components: only known parameters declare a constraint).
"""

import difflib

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from grondslag.errors import ShapesError

# What rdflib cannot have as a name in Python, and the rest of SHACL Advanced Features (which is
# refused with a text of its own).
_MORE = """
    and asc class count desc distinct exists groupConcat if in limit max min minus not offset or
    orderBy separator sum values
"""
_KNOWN = frozenset(map(str, dir(SH))) | {f"{SH}{name}" for name in _MORE.split()}


def refuse_unknown_terms(graph: Graph, name: str) -> None:
    """Refuse shapes with a property or a class of SHACL that does not exist.

    Args:
        graph: the shapes.
        name: how the input is called in messages.

    Raises:
        ShapesError: naming every such word, and the one that is probably meant.
    """
    used = {*graph.predicates(), *graph.objects(None, RDF.type)}
    unknown = sorted(
        str(each)
        for each in used
        if isinstance(each, URIRef) and each.startswith(str(SH)) and str(each) not in _KNOWN
    )
    if not unknown:
        return
    hints = [_hint(each) for each in unknown]
    words = ", ".join(_short(each) for each in unknown)
    meant_nl = "".join(f" Bedoelt u {hint}?" for hint in hints if hint)
    meant_en = "".join(f" Do you mean {hint}?" for hint in hints if hint)
    raise ShapesError(
        f"Deze regels gebruiken {words}. Dat bestaat niet in SHACL, dus zou daarop niets worden "
        f"getoetst.{meant_nl}",
        f"These shapes use {words}, which does not exist in SHACL, so nothing would be assessed "
        f"for it.{meant_en}",
        file=name,
    )


def _short(iri: str) -> str:
    return f"sh:{iri.removeprefix(str(SH))}"


def _hint(iri: str) -> str:
    # Capitals are the mistake that is made most, and letters in the wrong place the next.
    lowered = {_short(each).lower(): _short(each) for each in sorted(_KNOWN)}
    close = difflib.get_close_matches(_short(iri).lower(), lowered, n=1, cutoff=0.8)
    return lowered[close[0]] if close else ""
