"""Names and sentences of explanations, in Dutch and English."""

from collections.abc import Iterable

from rdflib import BNode, Graph, Literal, URIRef, Variable
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from grondslag.catalogue.rules import Texts, nearest_texts
from grondslag.columns.terms import Terms
from grondslag.dataset import Labels
from grondslag.errors import Language
from grondslag.sparql.algebra import (
    Alternative,
    Inverse,
    Link,
    Negated,
    Path,
    Repeat,
    Sequence,
)
from grondslag.tokens import node_of
from grondslag.vocabulary import shorten

LANGUAGES: tuple[Language, Language] = ("nl", "en")
#: Stands for any value; no query has a variable of this name.
ANYTHING = Variable("…")

_REPEATS = {(True, False): "?", (True, True): "*", (False, True): "+"}
_BARE = frozenset({XSD.integer, XSD.decimal, XSD.boolean, XSD.date, XSD.dateTime, XSD.double})


def both(nl: str, en: str) -> Texts:
    """Return one text in two languages."""
    return {"nl": nl, "en": en}


#: Words for what is counted: one of them, and several.
VALUES = both("waarde", "value"), both("waarden", "values")
REQUIREMENTS = both("eis", "requirement"), both("eisen", "requirements")
CHARACTERS = both("teken", "character"), both("tekens", "characters")


def counted(number: int, words: tuple[Texts, Texts]) -> Texts:
    """Return a number of things, in the singular for one."""
    one, several = words
    word = one if number == 1 else several
    return {language: f"{number} {word[language]}" for language in LANGUAGES}


def short(node: Node) -> str:
    """Return a term as it stands in a triple: short where a prefix is known.

    Numbers, dates and yes/no values stand without their datatype.
    """
    if isinstance(node, Variable):
        return str(node) if node == ANYTHING else f"?{node}"
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, Literal):
        return _short_literal(node)
    if node == RDF.type:
        return "a"
    known = shorten(str(node))
    return known if known != str(node) else f"<{node}>"


def _short_literal(literal: Literal) -> str:
    text = str(literal).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if literal.language:
        return f'"{text}"@{literal.language}'
    if literal.datatype in _BARE and not literal.ill_typed:
        return str(literal)
    if literal.datatype in (None, XSD.string):
        return f'"{text}"'
    return f'"{text}"^^{short(literal.datatype)}'


def path_text(path: Path) -> str:
    """Return a property path as people write it, with known prefixes."""
    match path:
        case Link(predicate):
            return short(node_of(predicate))
        case Inverse(inner):
            return f"^{_step(inner)}"
        case Sequence(parts):
            return "/".join(_step(each) for each in parts)
        case Alternative(parts):
            return "|".join(_step(each) for each in parts)
        case Repeat(inner, zero, many):
            return f"{_step(inner)}{_REPEATS[zero, many]}"
        case Negated(forward, inverse):
            refused = [short(node_of(each)) for each in forward or ()]
            refused += [f"^{short(node_of(each))}" for each in inverse or ()]
            return f"!({'|'.join(refused)})"


def _step(path: Path) -> str:
    text = path_text(path)
    return text if isinstance(path, Link | Negated) else f"({text})"


class Names:
    """Names of things in the data and of shapes."""

    def __init__(self, terms: Terms, data: Graph, shapes: Graph | None) -> None:
        """Look up names.

        Args:
            terms: the dictionary of the data.
            data: data and ontology, for labels.
            shapes: the shapes graph, for names of shapes.
        """
        self._terms = terms
        self._labels = Labels(data)
        self._shapes = shapes

    def node(self, node: Node | None) -> Texts:
        """Return how a thing is called: its label between quotes, else its short address."""
        return {language: self._node(node, language) for language in LANGUAGES}

    def _node(self, node: Node | None, language: Language) -> str:
        if node is None:
            return ""
        name = self._labels.name(node, language)
        if isinstance(node, BNode):
            return name
        if isinstance(node, Literal):
            return f"'{name}'"
        return name if name == shorten(str(node)) else f"'{name}'"

    def number(self, number: int) -> Texts:
        """Return how the thing with a number is called."""
        return self.node(self._terms.node(number))

    def path(self, path: Path | None) -> Texts:
        """Return how a path is called: label and address of a property, or the path."""
        if path is None:
            return both("", "")
        written = path_text(path)
        if not isinstance(path, Link):
            return both(written, written)
        predicate = node_of(path.predicate)
        unnamed = shorten(str(predicate))
        label = self.node(predicate)
        return {
            language: written if label[language] == unnamed else f"{label[language]} ({written})"
            for language in LANGUAGES
        }

    def several(self, nodes: Iterable[Node], most: int = 12) -> Texts:
        """Return a list of names; what is beyond ``most`` is counted."""
        every = list(nodes)
        names = [self.node(each) for each in every[:most]]
        rest = len(every) - len(names)
        more = both(f" en nog {rest}", f" and {rest} more") if rest else both("", "")
        return {
            language: ", ".join(each[language] for each in names) + more[language]
            for language in LANGUAGES
        }

    def has_name(self, node: Node) -> bool:
        """Tell whether a shape has a name (sh:name)."""
        return self._shapes is not None and (node, SH.name, None) in self._shapes

    def shape(self, node: Node, path: Path | None = None) -> Texts:
        """Return how a shape is called: sh:name, rdfs:label, its address, or its path."""
        found = both("", "")
        if self._shapes is not None:
            found = nearest_texts(self._shapes, node, SH.name)
        if isinstance(node, URIRef):
            other = self._shape_label(node)
        elif path is not None:
            other = both(f"eis aan {path_text(path)}", f"requirement on {path_text(path)}")
        else:
            other = both("eis zonder naam", "requirement without a name")
        return {language: found[language] or other[language] for language in LANGUAGES}

    def _shape_label(self, node: URIRef) -> Texts:
        if self._shapes is None:
            return both(short(node), short(node))
        labels = Labels(self._shapes)
        return both(labels.name(node, "nl"), labels.name(node, "en"))


def sentence(template: Texts, **parts: Texts | str | int) -> Texts:
    """Fill in a template in both languages.

    Args:
        template: texts with ``{name}`` in them.
        parts: what to put in their place; texts by language go to their own language.
    """

    def fill(language: Language) -> str:
        known = {
            name: each[language] if isinstance(each, dict) else str(each)
            for name, each in parts.items()
        }
        return template[language].format(**known)

    return {language: fill(language) for language in LANGUAGES}
