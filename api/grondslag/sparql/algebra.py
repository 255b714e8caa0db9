"""The SPARQL algebra (https://www.w3.org/TR/sparql11-query/, section 18.2) as plain data.

Terms are N-Triples tokens in canonical form, as :mod:`grondslag.columns.terms` keeps them:
``<http://e/a>``, ``_:b``, ``"text"``, ``"tekst"@nl``, ``"1"^^<…#integer>``. Blank nodes of a
query are variables whose name starts with a dot, so that nothing can select them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Var:
    """A variable; the name has no ``?`` or ``$``."""

    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """A constant, as a canonical N-Triples token."""

    token: str


# Property paths (sections 9 and 18.1.7), also those of SHACL (SHACL, section 2.3.1).


@dataclass(frozen=True, slots=True)
class Link:
    """One predicate, as a token with angle brackets."""

    predicate: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """``^path``."""

    path: "Path"


@dataclass(frozen=True, slots=True)
class Sequence:
    """``path / path / …``, two or more."""

    parts: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """``path | path | …``, two or more."""

    parts: tuple["Path", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """``path*`` (zero and many), ``path+`` (many), ``path?`` (zero)."""

    path: "Path"
    zero: bool
    many: bool


@dataclass(frozen=True, slots=True)
class Negated:
    """``!(a|^b)``: any predicate but these, forward or backward.

    ``forward`` and ``inverse`` are tokens; None for a direction means that the direction is not
    walked at all, which differs from an empty tuple (every predicate).
    """

    forward: tuple[str, ...] | None
    inverse: tuple[str, ...] | None


Path = Link | Inverse | Sequence | Alternative | Repeat | Negated


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple or path pattern; ``predicate`` is a variable or a path (a ``Link`` for an IRI)."""

    subject: Var | Term
    predicate: Var | Path
    object: Var | Term


# Expressions (section 17). Names of functions are upper case as in the grammar.


@dataclass(frozen=True, slots=True)
class Call:
    """A built-in call, operator or cast.

    ``name`` is the keyword in upper case (``STR``, ``REGEX``, ``BOUND``, ``IF``, ``COALESCE``,
    ``SAMETERM`` …), an operator (``=``, ``!=``, ``<``, ``<=``, ``>``, ``>=``, ``+``, ``-``,
    ``*``, ``/``, ``&&``, ``||``, ``!``, and ``u-``, ``u+`` with one argument), ``IN`` or
    ``NOT IN`` (first argument: what is looked for), or the token of a function IRI such as
    ``<http://www.w3.org/2001/XMLSchema#integer>``. ``IRI`` has the base of the query as second
    argument where there is one.
    """

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Exists:
    """``EXISTS { … }``, or ``NOT EXISTS`` when ``negated``."""

    pattern: "Algebra"
    negated: bool


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``COUNT``, ``SUM``, ``MIN``, ``MAX``, ``AVG``, ``SAMPLE``, ``GROUP_CONCAT``.

    ``argument`` is None for ``COUNT(*)``.
    """

    name: str
    argument: "Expression | None"
    distinct: bool
    separator: str = " "


Expression = Var | Term | Call | Exists | Aggregate


# Graph patterns and solution modifiers (section 18.2.2 to 18.2.5).


@dataclass(frozen=True, slots=True)
class BGP:
    """A basic graph pattern with its path patterns; none at all is the unit pattern."""

    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """Both."""

    left: "Algebra"
    right: "Algebra"


@dataclass(frozen=True, slots=True)
class LeftJoin:
    """``left OPTIONAL { right FILTER(condition) }``."""

    left: "Algebra"
    right: "Algebra"
    condition: Expression | None


@dataclass(frozen=True, slots=True)
class Union:
    """One or the other."""

    left: "Algebra"
    right: "Algebra"


@dataclass(frozen=True, slots=True)
class Minus:
    """``left MINUS { right }``."""

    left: "Algebra"
    right: "Algebra"


@dataclass(frozen=True, slots=True)
class Filter:
    """Solutions for which the expression is true."""

    pattern: "Algebra"
    condition: Expression


@dataclass(frozen=True, slots=True)
class Extend:
    """``BIND(expression AS ?variable)``."""

    pattern: "Algebra"
    variable: Var
    expression: Expression


@dataclass(frozen=True, slots=True)
class Values:
    """Inline data; None is UNDEF."""

    variables: tuple[Var, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class InGraph:
    """``GRAPH name { … }``."""

    name: Var | Term
    pattern: "Algebra"


@dataclass(frozen=True, slots=True)
class Service:
    """``SERVICE``; never evaluated, but a restriction check has to see it."""

    name: Var | Term
    pattern: "Algebra"


@dataclass(frozen=True, slots=True)
class Group:
    """Grouping with its aggregates.

    ``keys`` bind each key (an expression other than a variable gets a dotted name of its own);
    ``aggregates`` bind a dotted variable to each aggregate, to which the expressions of HAVING,
    SELECT and ORDER BY above refer. No keys and no GROUP BY clause: ``keys`` is empty and there
    is one group, even over no solutions.
    """

    pattern: "Algebra"
    keys: tuple[tuple[Var, Expression], ...]
    aggregates: tuple[tuple[Var, Aggregate], ...]


@dataclass(frozen=True, slots=True)
class OrderBy:
    """Order; each condition with True for descending."""

    pattern: "Algebra"
    conditions: tuple[tuple[Expression, bool], ...]


@dataclass(frozen=True, slots=True)
class Project:
    """The variables that are seen outside; also the mark of a subquery."""

    pattern: "Algebra"
    variables: tuple[Var, ...]


@dataclass(frozen=True, slots=True)
class Distinct:
    """No repetitions (``REDUCED`` is read as this)."""

    pattern: "Algebra"


@dataclass(frozen=True, slots=True)
class Slice:
    """``LIMIT`` and ``OFFSET``."""

    pattern: "Algebra"
    offset: int
    limit: int | None


Algebra = (
    BGP
    | Join
    | LeftJoin
    | Union
    | Minus
    | Filter
    | Extend
    | Values
    | InGraph
    | Service
    | Group
    | OrderBy
    | Project
    | Distinct
    | Slice
)


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT query: its algebra from the outermost modifier, and the variables in order.

    ``dataset`` has the tokens of the graphs in FROM and FROM NAMED, so that they can be refused.
    """

    algebra: Algebra
    variables: tuple[Var, ...]
    dataset: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """An ASK query; ``dataset`` as for SELECT."""

    algebra: Algebra
    dataset: tuple[str, ...] = ()


Query = Select | Ask
