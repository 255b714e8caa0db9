"""A rule in SHACL Core as one SPARQL query over the whole graph.

The translation follows the definitions of SHACL, section 4 (https://www.w3.org/TR/shacl/): a
value is compared as a term, not by its value, and absence is "no such statement". It lets a
reader check a rule with any SPARQL engine, and a test compares it with pySHACL for every rule.
"""

from collections.abc import Callable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node

from grondslag.vocabulary import PREFIXES, shorten

#: Parameters that describe a shape and constrain nothing.
_DESCRIPTIVE = {
    SH.path,
    SH.severity,
    SH.message,
    SH.name,
    SH.description,
    SH.group,
    SH.order,
    SH.targetClass,
    SH.targetNode,
    SH.targetSubjectsOf,
    SH.targetObjectsOf,
    SH.flags,
}
#: Datatypes whose values a SPARQL engine can check by casting.
_CASTS = {
    XSD.boolean,
    XSD.integer,
    XSD.decimal,
    XSD.double,
    XSD.float,
    XSD.date,
    XSD.dateTime,
}
_KINDS = {
    SH.IRI: "isIRI({0})",
    SH.BlankNode: "isBlank({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNodeOrIRI: "(isBlank({0}) || isIRI({0}))",
    SH.BlankNodeOrLiteral: "(isBlank({0}) || isLiteral({0}))",
    SH.IRIOrLiteral: "(isIRI({0}) || isLiteral({0}))",
}
_COMPARISONS = {
    SH.minInclusive: ">=",
    SH.minExclusive: ">",
    SH.maxInclusive: "<=",
    SH.maxExclusive: "<",
}


class Untranslatable(ValueError):
    """A shape uses something that has no translation here."""


def core_query(shapes: Graph, shape: URIRef) -> str:
    """Return a SELECT query whose solutions are the results of a SHACL Core shape.

    The query projects ``$this`` (the focus node) and, where SHACL reports one, ``?value``. It
    expects the types along ``rdfs:subClassOf`` to be in the graph.

    Args:
        shapes: the shapes graph.
        shape: a shape with a target and one constraint.

    Raises:
        Untranslatable: for a component or target that is not covered.
    """
    translator = _Translator(shapes)
    pattern, has_value = translator.violations(shape)
    body = translator.targets(shape) + pattern
    query = f"SELECT DISTINCT $this{' ?value' if has_value else ''} WHERE {{\n{body}}}\n"
    used = (name for name in sorted(PREFIXES) if f"{name}:" in query)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + query


def _term(node: Node) -> str:
    if isinstance(node, URIRef):
        short = shorten(str(node))
        return short if short != str(node) and "/" not in short else f"<{node}>"
    if isinstance(node, Literal):
        if node.datatype == XSD.boolean and str(node) in ("true", "false"):
            return str(node)
        if node.datatype == XSD.integer and str(node).isdigit():
            return str(node)
        if node.datatype is not None and node.language is None:
            return f"{Literal(str(node)).n3()}^^{_term(node.datatype)}"
        return node.n3()
    raise Untranslatable(f"no fixed term: {node!r}")


def _negate(expression: str) -> str:
    if expression.startswith("NOT EXISTS"):
        return expression.removeprefix("NOT ")
    if expression.startswith("EXISTS"):
        return f"NOT {expression}"
    if expression.startswith("!(") and _closes_at_end(expression[1:]):
        return expression[2:-1]
    if expression.startswith("(") and _closes_at_end(expression):
        return f"!{expression}"
    return f"!({expression})"


def _closes_at_end(text: str) -> bool:
    """Tell whether the first bracket is closed by the last character."""
    depth, quote = 0, ""
    for index, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote and text[index - 1] != "\\" else quote
        elif letter in "\"'":
            quote = letter
        else:
            depth += (letter == "(") - (letter == ")")
            if depth == 0:
                return index == len(text) - 1
    return False


class _Translator:
    """Writes expressions about one variable; every helper variable gets a name of its own."""

    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes
        self._count = 0

    def targets(self, shape: Node) -> str:
        """Return the pattern that binds ``$this`` to every focus node."""
        ways = [
            *(f"$this a {_term(each)} ." for each in self._sorted(shape, SH.targetClass)),
            *(f"$this {_term(each)} ?o ." for each in self._sorted(shape, SH.targetSubjectsOf)),
            *(f"?s {_term(each)} $this ." for each in self._sorted(shape, SH.targetObjectsOf)),
            *(f"BIND({_term(each)} AS $this)" for each in self._sorted(shape, SH.targetNode)),
        ]
        if not ways:
            raise Untranslatable("a shape without a target")
        if len(ways) == 1:
            return f"  {ways[0]}\n"
        return "  " + " UNION ".join(f"{{ {way} }}" for way in ways) + "\n"

    def violations(self, shape: Node) -> tuple[str, bool]:
        """Return the pattern that holds where ``$this`` violates, and whether it binds a value."""
        path = self._shapes.value(shape, SH.path)
        constraints = list(self._constraints(shape))
        if len(constraints) != 1:
            raise Untranslatable(f"{len(constraints)} constraints in one shape")
        parameter, argument = constraints[0]
        if parameter == SH.property:
            raise Untranslatable("results of a property shape inside another shape")
        if path is None:
            holds = self._about_value(parameter, argument, "$this", shape)
            return f"  FILTER({_negate(holds)})\n", False
        whole = self._about_path(parameter, argument, "$this", self.path(path))
        if whole is not None:
            return f"  FILTER {_negate(whole)}\n", False
        holds = self._about_value(parameter, argument, "?value", shape)
        return f"  $this {self.path(path)} ?value .\n  FILTER({_negate(holds)})\n", True

    def conforms(self, shape: Node, variable: str) -> str:
        """Return an expression that is true where the node in a variable conforms to a shape."""
        path = self._shapes.value(shape, SH.path)
        parts = []
        for parameter, argument in self._constraints(shape):
            if path is None:
                parts.append(self._about_value(parameter, argument, variable, shape))
                continue
            way = self.path(path)
            whole = self._about_path(parameter, argument, variable, way)
            if whole is None:
                each = self._fresh()
                wrong = _negate(self._about_value(parameter, argument, each, shape))
                whole = f"NOT EXISTS {{ {variable} {way} {each} . FILTER({wrong}) }}"
            parts.append(whole)
        if not parts:
            raise Untranslatable("a shape without a constraint")
        return parts[0] if len(parts) == 1 else "(" + " && ".join(parts) + ")"

    def path(self, path: Node) -> str:
        """Return a SHACL path (section 2.3.1) as a SPARQL property path."""
        if isinstance(path, URIRef):
            return _term(path)
        if (path, RDF.first, None) in self._shapes:
            return "/".join(self._part(step) for step in Collection(self._shapes, path))
        for predicate, write in (
            (SH.inversePath, "^{}"),
            (SH.zeroOrMorePath, "{}*"),
            (SH.oneOrMorePath, "{}+"),
            (SH.zeroOrOnePath, "{}?"),
        ):
            inner = self._shapes.value(path, predicate)
            if inner is not None:
                return write.format(self._part(inner))
        choices = self._shapes.value(path, SH.alternativePath)
        if choices is not None:
            return "|".join(self._part(step) for step in Collection(self._shapes, choices))
        raise Untranslatable("an unknown kind of path")

    def _part(self, path: Node) -> str:
        text = self.path(path)
        return text if isinstance(path, URIRef) else f"({text})"

    def _fresh(self) -> str:
        self._count += 1
        return f"?v{self._count}"

    def _sorted(self, subject: Node, predicate: Node) -> list[Node]:
        return sorted(self._shapes.objects(subject, predicate), key=str)

    def _constraints(self, shape: Node) -> Iterator[tuple[Node, Node]]:
        for parameter, argument in sorted(self._shapes.predicate_objects(shape), key=str):
            if str(parameter).startswith(str(SH)) and parameter not in _DESCRIPTIVE:
                yield parameter, argument

    def _about_path(self, parameter: Node, argument: Node, node: str, path: str) -> str | None:
        """Return an expression on all values of a path together, or None if there is none."""
        if parameter == SH.minCount:
            number = int(str(argument))
            return self._at_least(number, node, path) if number else "true"
        if parameter == SH.maxCount:
            return _negate(self._at_least(int(str(argument)) + 1, node, path))
        if parameter == SH.hasValue:
            return f"EXISTS {{ {node} {path} {_term(argument)} }}"
        if parameter == SH.uniqueLang:
            left, right = self._fresh(), self._fresh()
            return (
                f"NOT EXISTS {{ {node} {path} {left}, {right} . FILTER(!sameTerm({left}, {right}) "
                f'&& LANG({left}) != "" && LCASE(LANG({left})) = LCASE(LANG({right}))) }}'
            )
        return None

    def _at_least(self, number: int, node: str, path: str) -> str:
        names = [self._fresh() for _ in range(number)]
        different = [
            f"!sameTerm({left}, {right})"
            for index, left in enumerate(names)
            for right in names[index + 1 :]
        ]
        condition = f" . FILTER({' && '.join(different)})" if different else ""
        return f"EXISTS {{ {node} {path} {', '.join(names)}{condition} }}"

    def _about_value(self, parameter: Node, argument: Node, node: str, shape: Node) -> str:
        """Return an expression that is true, and never an error, where one value conforms."""
        logical = self._logical(parameter, argument, node)
        if logical is not None:
            return logical
        if parameter in _COMPARISONS:
            return (
                f"COALESCE({node} {_COMPARISONS[URIRef(str(parameter))]} {_term(argument)}, false)"
            )
        writers: dict[Node, Callable[[], str]] = {
            SH.hasValue: lambda: self._one_of([argument], node),
            SH["in"]: lambda: self._one_of(list(Collection(self._shapes, argument)), node),
            SH.datatype: lambda: self._datatype(argument, node),
            SH.nodeKind: lambda: _KINDS[URIRef(str(argument))].format(node),
            SH["class"]: lambda: (
                f"EXISTS {{ {node} {_term(RDF.type)}/{_term(RDFS.subClassOf)}* {_term(argument)} }}"
            ),
            SH.pattern: lambda: self._pattern(argument, node, shape),
            SH.minLength: lambda: f"COALESCE(STRLEN(STR({node})) >= {argument}, false)",
            SH.maxLength: lambda: f"COALESCE(STRLEN(STR({node})) <= {argument}, false)",
            SH.languageIn: lambda: self._languages(argument, node),
        }
        if parameter not in writers:
            raise Untranslatable(shorten(str(parameter)))
        return writers[parameter]()

    def _logical(self, parameter: Node, argument: Node, node: str) -> str | None:
        if parameter in (SH.node, SH.property):
            return self.conforms(argument, node)
        if parameter == SH["not"]:
            return _negate(self.conforms(argument, node))
        if parameter in (SH["or"], SH["and"]):
            parts = [self.conforms(each, node) for each in Collection(self._shapes, argument)]
            return "(" + (" || " if parameter == SH["or"] else " && ").join(parts) + ")"
        return None

    def _one_of(self, terms: list[Node], node: str) -> str:
        if all(isinstance(each, URIRef) for each in terms):
            names = ", ".join(_term(each) for each in terms)
            return f"{node} = {names}" if len(terms) == 1 else f"{node} IN ({names})"
        same = [f"sameTerm({node}, {_term(each)})" for each in terms]
        return same[0] if len(same) == 1 else "(" + " || ".join(same) + ")"

    def _datatype(self, argument: Node, node: str) -> str:
        kind = f"(isLiteral({node}) && DATATYPE({node}) = {_term(argument)})"
        if argument not in _CASTS:
            return kind
        # An ill-formed value such as "2026-02-30"^^xsd:date violates as well (section 4.1.2).
        cast = f"{_term(argument)}(STR({node}))"
        return f"({kind} && COALESCE({cast} = {cast}, false))"

    def _pattern(self, argument: Node, node: str, shape: Node) -> str:
        flags = self._shapes.value(shape, SH.flags)
        extra = "" if flags is None else f", {Literal(str(flags)).n3()}"
        return f"(!isBlank({node}) && REGEX(STR({node}), {Literal(str(argument)).n3()}{extra}))"

    def _languages(self, argument: Node, node: str) -> str:
        ranges = [str(each) for each in Collection(self._shapes, argument)]
        matches = (f"LANGMATCHES(LANG({node}), {Literal(each).n3()})" for each in ranges)
        return f"(isLiteral({node}) && ({' || '.join(matches)}))"
