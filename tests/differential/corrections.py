"""pySHACL with its known deviations from the specification taken away, one by one.

Each correction replaces the one function of pySHACL that deviates by one that does what the
specification says; the README of the engine (api/grondslag/validation) says for each what it is
about, and a test shows that pySHACL deviates without it. A difference between the engine and
pySHACL is explained only when it vanishes under these corrections, also when it shows in an outer
shape.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from pyshacl import shape as shape_module
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.core import other_constraints as others_of
from pyshacl.constraints.core import property_pair_constraints as pairs
from pyshacl.constraints.core import string_based_constraints as strings
from pyshacl.constraints.core import value_constraints as value_types
from pyshacl.constraints.core import value_range_constraints as ranges
from pyshacl.constraints.sparql.sparql_based_constraint_components import (
    BoundShapeValidatorComponent,
)
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from pyshacl.helper import expression_helper
from rdflib import BNode, Graph, Literal
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from differential.components_reference import evaluate_component, with_messages
from differential.order import is_less, is_less_or_equal, well_formed
from differential.patterns import compiled
from differential.rdflib_corrections import correct_sparql

Correction = Callable[[ExitStack], None]


@contextmanager
def corrected() -> Iterator[None]:
    """Apply all corrections for as long as the context lasts."""
    with ExitStack() as stack:
        for correction in CORRECTIONS.values():
            correction(stack)
        yield


def _range(stack: ExitStack) -> None:
    """4.3: what the operator of SPARQL does not compare is a violation."""
    tests = {
        "Min": ("min_vals", "_evaluate_min_rule"),
        "Max": ("max_vals", "_evaluate_max_rule"),
    }
    for side, (_, method) in tests.items():
        for kind, test in (("Exclusive", is_less), ("Inclusive", is_less_or_equal)):
            component = getattr(ranges, f"{side}{kind}ConstraintComponent")
            stack.enter_context(patch.object(component, method, _rule(test, side == "Min")))


def _rule(test: Callable[[Node, Node], bool | None], limit_first: bool) -> Callable[..., object]:
    def evaluate(self, limit, target_graph, values):  # type: ignore[no-untyped-def]
        reports = []
        for focus, nodes in values.items():
            for value in nodes:
                terms = (limit, value) if limit_first else (value, limit)
                if test(*terms) is not True:
                    reports.append(self.make_v_result(target_graph, focus, value_node=value))
        return bool(reports), reports

    return evaluate


def _less(stack: ExitStack) -> None:
    """4.5.3 and 4.5.4: values that cannot be compared are a violation, not a failure."""
    for name, method, test in (
        ("LessThan", "_compare_lt", is_less),
        ("LessThanOrEquals", "_compare_ltoe", is_less_or_equal),
    ):
        component = getattr(pairs, f"{name}ConstraintComponent")
        stack.enter_context(patch.object(component, method, _pair(test)))


def _pair(test: Callable[[Node, Node], bool | None]) -> Callable[..., object]:
    def compare(self, values, others, graph, focus):  # type: ignore[no-untyped-def]
        reports = []
        for value in values:
            for other in others:
                if test(value, other) is not True:
                    reports.append(self.make_v_result(graph, focus, value_node=value))
        return bool(reports), reports

    return compare


def _min_length(stack: ExitStack) -> None:
    """4.4.1: a blank node is a violation, also where the least length is 0."""

    def evaluate(self, limit, target_graph, values):  # type: ignore[no-untyped-def]
        reports = []
        for focus, nodes in values.items():
            for value in nodes:
                if isinstance(value, BNode) or len(str(value)) < limit.value:
                    reports.append(self.make_v_result(target_graph, focus, value_node=value))
        return bool(reports), reports

    component = strings.MinLengthConstraintComponent
    stack.enter_context(patch.object(component, "_evaluate_string_rule", evaluate))


def _endless_list(stack: ExitStack) -> None:
    """3.6.2.5: a list without an end in the data does not keep a result from being reported."""
    plain = Graph.items

    def items(self, head):  # type: ignore[no-untyped-def]
        try:
            yield from plain(self, head)
        except ValueError:
            return

    stack.enter_context(patch.object(Graph, "items", items))


def _inverse_sequence(stack: ExitStack) -> None:
    """2.3.1.4: the inverse of a sequence is walked from its end."""
    plain = shape_module.value_nodes_from_path

    def walk(shapes, focus, path, graph, inverse=False, recursion=0):  # type: ignore[no-untyped-def]
        if inverse and shapes.graph.value(path, RDF.first) is not None:
            found = {focus}
            for part in reversed(list(shapes.graph.items(path))):
                steps = [walk(shapes, node, part, graph, True, recursion + 1) for node in found]
                found = set().union(*steps)
            return found
        return plain(shapes, focus, path, graph, inverse, recursion)

    # The function calls itself by the name in its own module.
    stack.enter_context(patch.object(expression_helper, "value_nodes_from_path", walk))
    stack.enter_context(patch.object(shape_module, "value_nodes_from_path", walk))


def _flags(stack: ExitStack) -> None:
    """4.4.3: patterns and flags are those of REGEX in SPARQL, which are not those of Python."""
    plain = strings.PatternConstraintComponent.__init__
    not_yet = SimpleNamespace(**{**vars(re), "compile": lambda pattern, flags: pattern})

    def initialise(self, shape):  # type: ignore[no-untyped-def]
        with patch.object(strings, "re", not_yet):
            plain(self, shape)
        flags = str(self.flags or "")
        self.compiled_cache = {
            pattern: compiled(str(pattern), flags) for pattern in self.compiled_cache
        }

    stack.enter_context(patch.object(strings.PatternConstraintComponent, "__init__", initialise))


def _closed(stack: ExitStack) -> None:
    """4.8.1: no triple is passed over but those of ignored properties."""
    stack.enter_context(patch.object(others_of.ClosedConstraintComponent, "ALWAYS_IGNORE", set()))


def _datatype(stack: ExitStack) -> None:
    """4.1.2: a literal has the datatype that it says, and its lexical form must fit it."""

    def evaluate(self, executor, target_graph, focus_value_nodes, path):  # type: ignore[no-untyped-def]
        reports = []
        for focus, nodes in focus_value_nodes.items():
            for value in nodes:
                if not has_datatype(value, self.datatype_rule):
                    reports.append(self.make_v_result(target_graph, focus, value_node=value))
        return not reports, reports

    component = value_types.DatatypeConstraintComponent
    stack.enter_context(patch.object(component, "evaluate", evaluate))


def has_datatype(value: Node, datatype: Node) -> bool:
    """Tell whether a term is a well-formed literal of a datatype."""
    if not isinstance(value, Literal):
        return False
    own = RDF.langString if value.language else value.datatype or XSD.string
    return own == datatype and well_formed(value)


def _language(stack: ExitStack) -> None:
    """4.4.4: a tag fits a range as in langMatches, which compares any number of subtags."""

    def evaluate(self, rule, target_graph, values):  # type: ignore[no-untyped-def]
        ranges = [str(each).lower() for each in self.shape.sg.graph.items(rule)]
        reports = []
        for focus, nodes in values.items():
            for value in nodes:
                tag = (getattr(value, "language", None) or "").lower()
                fits = tag and any(f"{tag}-".startswith(f"{each}-") for each in ranges)
                if not fits and not (tag and "*" in ranges):
                    reports.append(self.make_v_result(target_graph, focus, value_node=value))
        return bool(reports), reports

    component = strings.LanguageInConstraintComponent
    stack.enter_context(patch.object(component, "_evaluate_string_rule", evaluate))


def _sparql_messages(stack: ExitStack) -> None:
    """5.3.2: messages keep their language, and values are put in as they are."""
    plain = ConstraintComponent.make_v_result

    def make_v_result(self, *arguments, **options):  # type: ignore[no-untyped-def]
        bound = options.pop("bound_vars", None)
        templates = {*(options.pop("extra_messages", None) or ()), *self.shape.message}
        if isinstance(options.get("result_path"), (BNode, Literal)):
            options["result_path"] = None
        made = plain(self, *arguments, **options)
        return with_messages(made, templates, _variables(bound))

    stack.enter_context(
        patch.object(SPARQLBasedConstraint, "make_v_result", make_v_result, create=True)
    )


def _variables(bound: Sequence[Any] | dict[str, Node] | None) -> dict[str, Node]:
    if not bound or isinstance(bound, dict):
        return dict(bound or {})
    this, path, value, others = bound
    named = {"this": this, "path": path, "value": value}
    return {**others, **{name: term for name, term in named.items() if term is not None}}


def _components(stack: ExitStack) -> None:
    """6.3: what is bound beforehand, how often a query runs, and what its results say."""
    stack.enter_context(patch.object(BoundShapeValidatorComponent, "evaluate", evaluate_component))


#: The corrections by name; the README of the engine has a heading for each.
CORRECTIONS: dict[str, Correction] = {
    "range-not-comparable": _range,
    "less-than-not-comparable": _less,
    "min-length-blank-node": _min_length,
    "endless-list": _endless_list,
    "inverse-of-sequence": _inverse_sequence,
    "pattern-flags": _flags,
    "closed-resource": _closed,
    "datatype-lexical": _datatype,
    "language-in-subtags": _language,
    "sparql-operators": correct_sparql,
    "sparql-messages": _sparql_messages,
    "component-validators": _components,
}
