"""SPARQL-based constraint components as section 6.3 of SHACL has them, on top of pySHACL.

The queries themselves are still run by rdflib, and ``$PATH`` is still filled in by pySHACL.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pyshacl.constraints.sparql.sparql_based_constraint_components import AskConstraintValidator
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


def with_messages(made: Any, templates: Iterable[Literal], bound: dict[str, Node]) -> Any:
    """Return a result of pySHACL with its messages replaced by templates that are filled in."""
    description, node, triples = made
    kept = [triple for triple in triples if triple[1] != SH.resultMessage]
    if isinstance(bound.get("message"), Literal):
        templates, bound = [bound["message"]], {}
    for template in templates:
        text = _PLACEHOLDER.sub(lambda match: str(bound.get(match[1], match[0])), str(template))
        kept.append((node, SH.resultMessage, Literal(text, lang=template.language)))
    return description, node, kept


def evaluate_component(
    self: Any, executor: Any, target_graph: Graph, focus_value_nodes: Any, _path: Any
) -> tuple[bool, list[Any]]:
    """Stand in for ``BoundShapeValidatorComponent.evaluate`` of pySHACL."""
    reports = []
    templates = {*self.validator.messages, *self.shape.message}
    for parameters in _parameters(self):
        for focus, values in focus_value_nodes.items():
            for bound in _solutions(self, target_graph, focus, values, parameters):
                path, value = bound.get("path"), bound.get("value")
                if value is None and not self.shape.is_property_shape:
                    value = focus
                made = self.make_v_result(
                    target_graph,
                    focus,
                    value_node=value,
                    result_path=path if isinstance(path, URIRef) else None,
                    constraint_component=self.constraint.node,
                )
                named = {"this": focus, **parameters, **bound}
                if value is not None:
                    named["value"] = value
                if templates or "message" in bound:
                    made = with_messages(made, templates, named)
                reports.append(made)
    return not reports, reports


def _parameters(self: Any) -> Iterator[dict[str, Node]]:
    """Yield the parameters of each constraint: each value of a single one is one."""
    declared = self.constraint.parameters
    if len(declared) > 1:
        yield self.query_helper.param_bind_map
        return
    for value in set(self.shape.objects(declared[0].path())):
        yield {declared[0].localname: value}


def _solutions(
    self: Any,
    target_graph: Graph,
    focus: Node,
    values: Iterable[Node],
    parameters: dict[str, Node],
) -> Iterator[dict[str, Node]]:
    helper = self.query_helper
    if isinstance(self.validator, AskConstraintValidator):
        for value in values:
            bound, text = _bound(helper, focus, value, parameters)
            if not target_graph.query(text, initBindings=bound).askAnswer:
                yield {"value": value}
        return
    bound, text = _bound(helper, focus, None, parameters)
    for row in target_graph.query(text, initBindings=bound):
        yield {str(name): term for name, term in row.asdict().items()}


def _bound(
    helper: Any, focus: Node, value: Node | None, parameters: dict[str, Node]
) -> tuple[dict[str, Node], str]:
    bound, text = helper.pre_bind_variables(focus, valuenode=value, extravars=parameters.keys())
    bound.update(parameters)
    if value is not None:
        bound["value"] = value
    return bound, helper.apply_prefixes(text)
