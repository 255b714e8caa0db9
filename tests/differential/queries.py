"""Random SPARQL for constraints: patterns around ``$this``, nested in every allowed way.

pySHACL finds ``$this`` and the like by a pattern that wants white space or a bracket before it,
so that tokens are kept apart here. MINUS, VALUES and SERVICE are left out and every subselect
projects ``$this``, as SHACL demands (section 5.2.1).
"""

from dataclasses import dataclass, field
from random import Random

from rdflib import Literal

from differential import vocabulary as words
from differential.vocabulary import CLASSES, NODES, PROPERTIES

PREFIXES = {
    "ex": "https://example.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_COMPARED = ("=", "!=", "<", "<=", ">", ">=")
_CONSTANTS = (
    "1",
    "2",
    "2.5",
    "10",
    '"a"',
    '"abc"',
    "true",
    '"2024-01-01T12:30:00Z"^^xsd:dateTime',
    "ex:n1",
)
_AB = '"ab"'


@dataclass
class Scope:
    """The variables that a pattern may use; ``given`` are bound before the query runs."""

    rng: Random
    given: tuple[str, ...]
    made: list[str] = field(default_factory=list)
    _count: int = 0

    def known(self) -> str:
        return self.rng.choice([*self.given, "$this", *self.made])

    def value(self) -> str:
        """Return a variable that is rather not ``$this``."""
        return self.rng.choice(self.made) if self.made and self.rng.random() < 0.8 else self.known()

    def fresh(self) -> str:
        self._count += 1
        self.made.append(f"?v{self._count}")
        return self.made[-1]


def ask(rng: Random, parameters: tuple[str, ...]) -> str:
    """Return an ASK query about ``$value``, ``$this`` and parameters of a component."""
    scope = Scope(rng, ("$value", "$value", *parameters))
    if rng.random() < 0.4:
        return f"ASK {{ FILTER ( {expression(scope, 2)} ) }}"
    body = pattern(scope, rng.randint(1, 2))
    return f"ASK {{ {body} FILTER ( {expression(scope, 1)} ) }}"


def select(rng: Random, path: bool = False, parameters: tuple[str, ...] = ()) -> str:
    """Return a SELECT query with ``$this``, and often ``?value``, ``?path`` and other variables.

    Args:
        rng: source of chance.
        path: whether the shape has a path, so that ``$PATH`` may be used.
        parameters: variables of a constraint component, with their ``$``.
    """
    scope = Scope(rng, parameters)
    body, projected = _start(scope, path)
    if not body or rng.random() < 0.7:
        body += pattern(scope, rng.randint(1, 3))
    if (scope.made or parameters) and rng.random() < 0.4:
        body += f" FILTER ( {expression(scope, 2)} )"
    if not projected and scope.made and rng.random() < 0.2:
        projected = f"( {scope.value()} AS ?value )"
    shown = [each for each in scope.made if each != "?value"]
    if shown and rng.random() < 0.25:
        projected += f" {rng.choice(shown)}"
    if rng.random() < 0.04:
        projected += ' ( "eigen {?value}"@nl AS ?message )'
    distinct = "DISTINCT " if rng.random() < 0.3 else ""
    return f"SELECT {distinct}$this {projected} WHERE {{ {body} }}"


def _start(scope: Scope, path: bool) -> tuple[str, str]:
    """Return the first triple pattern, and the variables to select beside ``$this``."""
    chance = scope.rng.random()
    if path and chance < 0.75:
        scope.made.append("?value")
        return "$this $PATH ?value . ", "?value"
    if chance < 0.5:
        scope.made.append("?value")
        return f"$this {_predicate(scope.rng)} ?value . ", "?value"
    if chance < 0.65 and not path:
        scope.made.append("?value")
        return "$this ?path ?value . ", "?value ?path"
    return "", ""


def pattern(scope: Scope, size: int, depth: int = 2) -> str:
    """Return a group of so many elements; the first one is a triple pattern."""
    parts = [_triple(scope)]
    for _ in range(size - 1):
        parts.append(_element(scope, depth))
    return " ".join(parts)


def _element(scope: Scope, depth: int) -> str:
    kind = scope.rng.random()
    if depth == 0 or kind < 0.3:
        return _triple(scope)
    if kind < 0.42:
        return f"OPTIONAL {{ {_inner(scope, depth)} }}"
    if kind < 0.45:
        return f"{{ {_apart(scope, depth)} }}"
    if kind < 0.54:
        return f"{{ {_apart(scope, depth)} }} UNION {{ {_apart(scope, depth)} }}"
    if kind < 0.68:
        word = scope.rng.choice(("NOT EXISTS", "NOT EXISTS", "EXISTS"))
        return f"FILTER {word} {{ {_hidden(scope, depth)} }}"
    if kind < 0.8:
        text = expression(scope, 1)
        return f"BIND ( {text} AS {scope.fresh()} )"
    if kind < 0.88:
        return _subselect(scope)
    return f"FILTER ( {expression(scope, 2)} )"


def _inner(scope: Scope, depth: int) -> str:
    text = pattern(scope, scope.rng.choice((1, 1, 2)), depth - 1)
    if scope.rng.random() < 0.25:
        text += f" FILTER ( {expression(scope, 1)} )"
    return text


def _apart(scope: Scope, depth: int) -> str:
    """Return a group that knows no variables of the group around it.

    rdflib lets filters and BIND in a group see variables of the group around it, which SPARQL
    does not (section 18.2.1), so that they are not used there.
    """
    outside = list(scope.made)
    scope.made.clear()
    text = _inner(scope, depth)
    scope.made[:] = [*outside, *scope.made]
    return text


def _hidden(scope: Scope, depth: int) -> str:
    """Return a pattern whose variables are not visible outside it."""
    kept = list(scope.made)
    text = _inner(scope, depth)
    scope.made[:] = kept
    return text


def _subselect(scope: Scope) -> str:
    """Return a subselect, half of the time with an aggregate for each ``$this``."""
    rng, source = scope.rng, scope.fresh()
    body = f"$this {_predicate(rng)} {source} ."
    given = " ".join(dict.fromkeys(scope.given))
    if rng.random() < 0.5:
        distinct = rng.choice(("DISTINCT ", ""))
        if rng.random() < 0.4:
            body += f" {_more(scope)}"
        return f"{{ SELECT {distinct}$this {given} {source} WHERE {{ {body} }} }}"
    scope.made.remove(source)
    if rng.random() < 0.25:
        # Such a query must not be run for all focus nodes at once.
        length = f"IF( isLiteral( {source} ), STRLEN( STR( {source} ) ), 0 )"
        head = f"SELECT DISTINCT $this {given} ( {length} AS {scope.fresh()} )"
        order = rng.choice(("ORDER BY", "ORDER BY DESC"))
        return f"{{ {head} WHERE {{ {body} }} {order} ( {scope.made[-1]} ) LIMIT 1 }}"
    aggregate = rng.choice(("COUNT", "COUNT", "MIN", "MAX", "SUM"))
    # rdflib gives up on a sum or a least value of things that are no numbers.
    length = f"IF( isLiteral( {source} ), STRLEN( STR( {source} ) ), 0 )"
    inner = rng.choice(("DISTINCT ", "")) + source if aggregate == "COUNT" else length
    result = scope.fresh()
    if rng.random() < 0.3:
        body += f" {_more(scope)}"
    having = f" HAVING ( COUNT( {source} ) > 1 )" if rng.random() < 0.3 else ""
    head = f"SELECT $this {given} ( {aggregate}( {inner} ) AS {result} )"
    return f"{{ {head} WHERE {{ {body} }} GROUP BY $this {given}{having} }}"


def _more(scope: Scope) -> str:
    """Return one more element of a subselect, whose variables stay inside."""
    outside = list(scope.made)
    scope.made.clear()
    text = _element(scope, 1)
    scope.made[:] = outside
    return text


def _triple(scope: Scope) -> str:
    rng = scope.rng
    subject = scope.known() if scope.made and rng.random() < 0.3 else "$this"
    if rng.random() < 0.06:
        return f"{subject} a/rdfs:subClassOf* {_class(rng)} ."
    if rng.random() < 0.06:
        return f"{subject} a {_class(rng)} ."
    if rng.random() < 0.08 and scope.made:
        return f"{scope.value()} {_predicate(rng)} {subject} ."
    place = rng.random()
    if place < 0.7:
        following = scope.fresh()
    elif place < 0.85:
        following = scope.known()
    else:
        following = rng.choice((f"ex:{_local(rng.choice(NODES))}", "1", '"a"'))
    return f"{subject} {_predicate(rng)} {following} ."


def _predicate(rng: Random) -> str:
    names = [f"ex:{_local(rng.choice(PROPERTIES))}" for _ in range(2)]
    kind = rng.random()
    if kind < 0.7:
        return names[0]
    return rng.choice(
        (
            f"^{names[0]}",
            f"{names[0]}/{names[1]}",
            f"{names[0]}|{names[1]}",
            f"{names[0]}*",
            f"{names[0]}+",
            f"{names[0]}?",
            f"({names[0]}|^{names[1]})",
            f"!({names[0]}|{names[1]})",
        )
    )


def _class(rng: Random) -> str:
    return f"ex:{_local(rng.choice(CLASSES))}"


def _local(term: object) -> str:
    return str(term).rpartition("/")[2]


def expression(scope: Scope, depth: int) -> str:
    """Return a Boolean expression."""
    rng = scope.rng
    kind = rng.random()
    if depth > 0 and kind < 0.25:
        left, right = expression(scope, depth - 1), expression(scope, depth - 1)
        return f"( {left} ) {rng.choice(('&&', '||'))} ( {right} )"
    if depth > 0 and kind < 0.32:
        return f"! ( {expression(scope, depth - 1)} )"
    return _test(scope)


def _test(scope: Scope) -> str:
    """Return one test of a variable."""
    rng = scope.rng
    name = scope.value()
    if rng.random() < 0.3:
        other = scope.value() if rng.random() < 0.4 else rng.choice(_CONSTANTS)
        return f"{name} {rng.choice(_COMPARED)} {other}"
    datatype = rng.choice(("integer", "string", "date", "dateTime"))
    function = rng.choice(("CONTAINS", "STRSTARTS", "STRENDS"))
    flags = rng.choice(("", ', "i"'))
    return rng.choice(
        (
            f"{rng.choice(('isIRI', 'isBlank', 'isLiteral'))}( {name} )",
            f"bound( {name} )",
            f"LCASE( LANG( {name} ) ) = {Literal(rng.choice(('en', 'nl', ''))).n3()}",
            f'langMatches( LANG( {name} ), "{rng.choice(("en", "nl", "*"))}" )',
            f"DATATYPE( {name} ) = xsd:{datatype}",
            f"STRLEN( STR( {name} ) ) {rng.choice(_COMPARED)} {rng.randint(0, 4)}",
            f'{function}( STR( {name} ), "{rng.choice(("a", "b", "1", "x"))}" )',
            f'REGEX( STR( {name} ), "{rng.choice(("^a", "b$", "[0-9]+", "a.c"))}"{flags} )',
            f"{name} {rng.choice(('IN', 'NOT IN'))} ( {', '.join(rng.sample(_CONSTANTS, 2))} )",
            f"sameTerm( {name}, {scope.value()} )",
            f"COALESCE( {name} {rng.choice('+-')} {rng.randint(0, 2)}, 0 ) > {rng.randint(0, 3)}",
            f"ABS( {name} ) {rng.choice(_COMPARED)} {rng.randint(0, 5)}",
            f'UCASE( STR( {name} ) ) = "{rng.choice(("A", "ABC", "X Y"))}"',
            f'SUBSTR( STR( {name} ), {rng.randint(1, 3)}, 2 ) = "{rng.choice(("a", "bc", "b"))}"',
            f'CONCAT( STR( {name} ), "b" ) = {rng.choice(("STR( $this )", _AB))}',
            f'STRBEFORE( STR( {name} ), "b" ) != {_AB}',
            f"{scope.value()} {rng.choice('+-')} {name} {rng.choice(_COMPARED)} {scope.value()}",
            f"IF( isLiteral( {name} ), {name} != 1, isIRI( {name} ) )",
        )
    )


def parameter_value(rng: Random) -> object:
    """Return a value for a parameter of a component."""
    if rng.random() < 0.4:
        return rng.choice(PROPERTIES)
    if rng.random() < 0.5:
        return words.number(rng, odd=0)
    return rng.choice((Literal("a"), Literal("en"), rng.choice(NODES), Literal("abc", lang="nl")))
