"""What blank nodes are called in a report as RDF.

Data and shapes are read apart from each other, and so are the graphs of a report on several: a
label that occurs in two of them stands for two nodes, and may not become one in the report.
"""

from rdflib import BNode
from rdflib.term import Node

from grondslag.validation import Report


class Names:
    """Names the blank nodes of one report, the same in every run."""

    def __init__(self, report: Report) -> None:
        """Name blank nodes in the order in which the report mentions them."""
        self._graphs = {each.name: number for number, each in enumerate(report.graphs)}
        labels = [
            str(self.of_data(node, each.graph))
            for each in report.violations
            for node in (each.focus, each.value, each.unit)
            if isinstance(node, BNode)
        ]
        # Readers of ours give no such labels to data, but a graph may come from elsewhere.
        self._prefix = "shape"
        while any(each.startswith(self._prefix) for each in labels):
            self._prefix += "x"
        self._of_shapes: dict[Node, BNode] = {}
        for each in report.violations:
            for node in (each.shape, each.result_path, each.source):
                if node is not None:
                    self.of_shapes(node)

    def of_data(self, node: Node, graph: str | None) -> Node:
        """Return a term of the data of a graph, under its own name where there is one graph.

        Questions are asked of data and report together, in which they must be the same node.
        """
        if graph is None or not isinstance(node, BNode):
            return node
        return BNode(f"g{self._graphs.get(graph, '')}{node}")

    def of_shapes(self, node: Node) -> Node:
        """Return a term of the shapes graph."""
        if not isinstance(node, BNode):
            return node
        return self._of_shapes.setdefault(node, BNode(f"{self._prefix}{len(self._of_shapes) + 1}"))
