"""Messages, without what the words of pySHACL leave to chance.

pySHACL writes its own messages - those of shapes that declare none - from sets whose order
changes from one process to the next, and describes a blank node that refers to other blank nodes
differently depending on which of them it met first. Messages that a shape declares are left
as they are.
"""

import re
from collections.abc import Iterator

from rdflib import BNode, Graph
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from grondslag.validation.results import Result

Messages = frozenset[tuple[str, str | None]]

#: A language tag in the description of a literal; in the data the engine has it in lower case.
_TAG = re.compile(r"lang=[A-Za-z0-9-]+\)")
_BRACKETS = re.compile(r"(\[ | \])")
_BETWEEN = re.compile(r"[\s,'()]+|->")
#: Components whose messages list the values of a parameter, which may be several.
_LISTING = frozenset(
    SH[f"{name}ConstraintComponent"]
    for name in (
        "And",
        "Class",
        "Disjoint",
        "Equals",
        "HasValue",
        "In",
        "LessThan",
        "LessThanOrEquals",
        "Node",
        "Not",
        "Or",
        "Xone",
    )
)

#: Components whose message names the one list that failed; a shape may have several.
_LISTS = {SH[f"{name.capitalize()}ConstraintComponent"]: SH[name] for name in ("and", "or", "xone")}


def messages(result: Result, vague: bool) -> Messages:
    """Return the messages of a result in a form that can be compared.

    Args:
        result: the result.
        vague: whether to leave out the descriptions of blank nodes.
    """
    return frozenset(
        (_plain(text, result, vague), tag and tag.lower()) for text, tag in result.messages
    )


def with_each_list_alone(result: Result, shapes: Graph) -> Iterator[Graph]:
    """Yield the shapes with one list at a time, where pySHACL names one of several by chance."""
    parameter = _LISTS.get(result.component)
    lists = [] if parameter is None else sorted(shapes.objects(result.shape, parameter))
    for kept in lists if len(lists) > 1 else []:
        alone = Graph()
        for triple in shapes:
            if triple[:2] != (result.shape, parameter) or triple[2] == kept:
                alone.add(triple)
        yield alone


def is_cut_short(result: Result) -> bool:
    """Tell whether a blank node has so many others inside that its description was cut short."""
    return any("recursion.too.deep" in text for text, _ in result.messages)


def is_circular(data: Graph) -> bool:
    """Tell whether a blank node refers to itself, by way of other blank nodes or directly."""

    def following(node: Node, graph: Graph) -> Iterator[Node]:
        return (each for each in graph.objects(node) if isinstance(each, BNode))

    return any(
        node in set(data.transitiveClosure(following, node))
        for node in {each for each in data.subjects() if isinstance(each, BNode)}
    )


def has_endless_list(data: Graph) -> bool:
    """Tell whether a list in the data never ends; pySHACL cannot describe it."""
    return any(
        node in set(data.transitive_objects(following, RDF.rest))
        for node, following in data.subject_objects(RDF.rest)
    )


def _plain(text: str, result: Result, vague: bool) -> str:
    text = _TAG.sub(lambda match: match[0].lower(), text)
    if vague and "[ " in text:
        text = _without_descriptions(text)
    if result.component in _LISTING:
        return " ".join(sorted(_BETWEEN.split(text)))
    return text


def _without_descriptions(text: str) -> str:
    """Return a text in which every blank node is ``[]``, whatever is said of it."""
    kept, depth = [], 0
    for part in _BRACKETS.split(text):
        if part == "[ ":
            kept += ["[]"] if depth == 0 else []
            depth += 1
        elif part == " ]" and depth:
            depth -= 1
        elif not depth:
            kept.append(part)
    if depth:
        # Some literal has a bracket in it.
        return f"{text[: text.index('[ ')]}[]{text[text.rindex(' ]') + 2 :]}"
    return "".join(kept)
