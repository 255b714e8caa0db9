"""From a triple that a rule saw to the place where somebody wrote it."""

from collections.abc import Iterable

from rdflib import Literal
from rdflib.term import Node

from grondslag.columns.graph import Columns
from grondslag.columns.walks import Numbers
from grondslag.dataset import View, knowledge
from grondslag.dataset.canonical import canonical_literal
from grondslag.dataset.derivation import premises
from grondslag.dataset.entailment import EntailedColumns
from grondslag.dataset.model import context_triple
from grondslag.validation.columnar.explain.model import Evidence, Source


class Tracer:
    """Turns triples, as numbers, into evidence."""

    def __init__(self, columns: Columns, view: View | None) -> None:
        """Trace triples of a graph.

        Args:
            columns: the graph the rules saw.
            view: where it comes from; without one, every triple was said and nobody knows where.
        """
        self.columns = columns
        self._view = view
        self._known: dict[Numbers, Evidence] = {}
        self._open: set[Numbers] = set()

    def all(self, triples: Iterable[Numbers]) -> tuple[Evidence, ...]:
        """Return the evidence of triples, each once, in order."""
        return tuple(self.one(each) for each in dict.fromkeys(triples))

    def one(self, triple: Numbers) -> Evidence:
        """Return the evidence of a triple that is in the graph."""
        known = self._known.get(triple)
        if known is None:
            known = self._known[triple] = self._trace(triple)
        return known

    def _trace(self, triple: Numbers) -> Evidence:
        subject, predicate, object_ = self.columns.terms.nodes(triple)
        nodes = subject, predicate, object_
        view = self._view
        if view is None:
            return Evidence(*nodes, Source.said)
        written = self._written(view, *nodes)
        if written is not None:
            exact = view.dataset.locate_triple((subject, predicate, written))
            return Evidence(
                *nodes,
                Source.said,
                exact or view.dataset.locate(subject, None, None),
                exact=exact is not None,
                written=None if written == object_ else written,
            )
        if nodes in knowledge():
            return Evidence(*nodes, Source.background)
        if nodes == context_triple(view.reference_date):
            return Evidence(*nodes, Source.date)
        return Evidence(*nodes, Source.entailed, follows_from=self._sources(triple))

    def _sources(self, triple: Numbers) -> tuple[Evidence, ...]:
        # Chains may need each other's outcome; what is being traced is not traced again.
        if triple in self._open or not isinstance(self.columns, EntailedColumns):
            return ()
        self._open.add(triple)
        found = self.all(premises(self.columns, triple) or ())
        self._open.discard(triple)
        return found

    @staticmethod
    def _written(view: View, subject: Node, predicate: Node, object_: Node) -> Node | None:
        """Return the object as the input has it, None if the input does not say this."""
        graph = view.dataset.graph
        if (subject, predicate, object_) in graph:
            return object_
        if isinstance(object_, Literal):
            for each in sorted(graph.objects(subject, predicate), key=str):
                if isinstance(each, Literal) and canonical_literal(each) == object_:
                    return each
        return None
