"""The cases that the README of the engine is about."""

from dataclasses import dataclass

UNCORRECTED = "none"

Outcome = list[str] | str


@dataclass(frozen=True)
class Deviation:
    """One case: graphs in Turtle, and the values of the results.

    ``correction`` names the correction that takes the deviation away, or is "none".
    """

    name: str
    correction: str
    data: str
    shapes: str
    specified: Outcome
    pyshacl: Outcome


def _property(data: str, constraint: str) -> tuple[str, str]:
    """Return graphs with a shape about ``ex:p`` of ``ex:a``."""
    return data, f"ex:s sh:targetNode ex:a ; sh:path ex:p ; {constraint} ."


def _sparql(data: str, select: str, rest: str = "") -> tuple[str, str]:
    """Return graphs with a SPARQL constraint on ``ex:a``."""
    prefixes = 'sh:prefixes [ sh:declare [ sh:prefix "ex" ;'
    prefixes += ' sh:namespace "https://example.org/"^^xsd:anyURI ] ]'
    query = select.replace('"', '\\"')
    return (
        data,
        f'ex:s sh:targetNode ex:a ; sh:sparql [ {prefixes} ; {rest} sh:select "{query}" ] .',
    )


def _filter(data: str, test: str) -> tuple[str, str]:
    """Return graphs with a SPARQL constraint that reports ``ex:p`` of ``ex:a`` by a test."""
    return _sparql(data, f"SELECT $this ?value WHERE {{ $this ex:p ?value . FILTER ( {test} ) }}")


def _component(data: str, validator: str, shape: str) -> tuple[str, str]:
    """Return graphs with a component of one parameter, ``ex:par``."""
    return data, (
        "ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:par ] ; "
        f"{validator} . ex:s sh:targetNode ex:a ; {shape} ."
    )


def _ask(query: str, rest: str = "") -> str:
    return f'sh:validator [ a sh:SPARQLAskValidator ; {rest} sh:ask "{query}" ]'


def _select(kind: str, query: str) -> str:
    return f'sh:{kind} [ a sh:SPARQLSelectValidator ; sh:select "{query}" ]'


_XSD = "http://www.w3.org/2001/XMLSchema#"
_P = "<https://example.org/p>"


def _typed(lexical: str, datatype: str) -> str:
    return f'"{lexical}"^^<{_XSD}{datatype}>'


_RANGE, _LESS = "range-not-comparable", "less-than-not-comparable"
_OPERATORS, _MESSAGES, _VALIDATORS = (
    "sparql-operators",
    "sparql-messages",
    "component-validators",
)

DEVIATIONS = (
    Deviation(
        "a Boolean has no order with a date",
        _RANGE,
        *_property("ex:a ex:p false .", 'sh:maxExclusive "2025-12-31"^^xsd:date'),
        [_typed("false", "boolean")],
        [],
    ),
    Deviation(
        "NaN is not at most anything",
        _RANGE,
        *_property('ex:a ex:p "NaN"^^xsd:double .', "sh:maxInclusive 2"),
        [_typed("NaN", "double")],
        [],
    ),
    Deviation(
        "a literal of an unknown datatype has no order",
        _RANGE,
        *_property('ex:a ex:p "x"^^ex:unknown .', "sh:minExclusive 0"),
        ['"x"^^<unknown>'],
        [],
    ),
    Deviation(
        "a blank node has no order",
        _LESS,
        *_property("ex:a ex:p [] ; ex:q 1 .", "sh:lessThan ex:q"),
        ["[]"],
        "refused",
    ),
    Deviation(
        "IRIs have no order",
        _LESS,
        *_property("ex:a ex:p ex:b ; ex:q ex:c .", "sh:lessThan ex:q"),
        ["<b>"],
        [],
    ),
    Deviation(
        "texts in a language have no order",
        _LESS,
        *_property('ex:a ex:p "a"@en ; ex:q "b"@en .', "sh:lessThanOrEquals ex:q"),
        ['"a"@en'],
        [],
    ),
    Deviation(
        "a blank node has no length",
        "min-length-blank-node",
        *_property("ex:a ex:p [] .", "sh:minLength 0"),
        ["[]"],
        [],
    ),
    Deviation(
        "a list without an end",
        "endless-list",
        *_property("ex:a ex:p _:b . _:b rdf:first 1 ; rdf:rest _:b .", "sh:disjoint ex:p"),
        ["[]"],
        "refused",
    ),
    Deviation(
        "the inverse of a sequence",
        "inverse-of-sequence",
        "ex:b ex:p ex:c . ex:c ex:q ex:a .",
        "ex:s sh:targetNode ex:a ; sh:nodeKind sh:Literal ; "
        "sh:path [ sh:inversePath ( ex:p ex:q ) ] .",
        ["<b>"],
        [],
    ),
    Deviation(
        "flag s: the dot matches a line break",
        "pattern-flags",
        *_property('ex:a ex:p "a\\nb" .', 'sh:pattern "a.b" ; sh:flags "s"'),
        [],
        ['"""a\nb"""'],
    ),
    Deviation(
        "flag x: white space does not count",
        "pattern-flags",
        *_property('ex:a ex:p "ab" .', 'sh:pattern "a b" ; sh:flags "x"'),
        [],
        ['"ab"'],
    ),
    Deviation(
        "the dollar sign is the very end",
        "pattern-flags",
        *_property('ex:a ex:p "a\\n" .', 'sh:pattern "^a$"'),
        ['"""a\n"""'],
        [],
    ),
    Deviation(
        "a class without the characters of another",
        "pattern-flags",
        *_property('ex:a ex:p "a" .', 'sh:pattern "^[a-z-[b]]$"'),
        [],
        ['"a"'],
    ),
    Deviation(
        "a name by the escapes of XML Schema",
        "pattern-flags",
        *_property('ex:a ex:p "a-b" .', 'sh:pattern "^\\\\i\\\\c*$"'),
        [],
        "refused",
    ),
    Deviation(
        "an underscore is no word character",
        "pattern-flags",
        *_property('ex:a ex:p "_" .', 'sh:pattern "^\\\\w$"'),
        ['"_"'],
        [],
    ),
    Deviation(
        "XPath has no flags in a pattern",
        "pattern-flags",
        *_property('ex:a ex:p "a" .', 'sh:pattern "(?i)A"'),
        "refused",
        [],
    ),
    Deviation(
        "REGEX has the patterns of XPath",
        _OPERATORS,
        *_filter('ex:a ex:p "a" .', "REGEX( ?value, '^[a-z-[b]]$' )"),
        ['"a"'],
        [],
    ),
    Deviation(
        "what is no regular expression is an error",
        _OPERATORS,
        *_filter('ex:a ex:p "a{b" .', "REGEX( ?value, 'a{b' )"),
        [],
        ['"a{b"'],
    ),
    Deviation(
        "rdfs:Resource does not open a closed shape",
        "closed-resource",
        "ex:a a rdfs:Resource .",
        "ex:s sh:targetNode ex:a ; sh:closed true .",
        ["<http://www.w3.org/2000/01/rdf-schema#Resource>"],
        [],
    ),
    Deviation(
        "rdfs:Literal is not the datatype of a string",
        "datatype-lexical",
        *_property('ex:a ex:p "x" .', "sh:datatype rdfs:Literal"),
        ['"x"'],
        [],
    ),
    Deviation(
        "an integer has no spaces",
        "datatype-lexical",
        *_property('ex:a ex:p " 1 "^^xsd:integer .', "sh:datatype xsd:integer"),
        [_typed(" 1 ", "integer")],
        [],
    ),
    Deviation(
        "a range of two subtags",
        "language-in-subtags",
        *_property('ex:a ex:p "x"@nl-be-x-a, "y"@nl .', 'sh:languageIn ( "nl-BE" )'),
        ['"y"@nl'],
        ['"x"@nl-be-x-a', '"y"@nl'],
    ),
    Deviation(
        "an error in <= is not true",
        _OPERATORS,
        *_filter('ex:a ex:p "a"@en .', "?value >= true"),
        [],
        ['"a"@en'],
    ),
    Deviation(
        "STR of a blank node is an error",
        _OPERATORS,
        *_filter("ex:a ex:p [] .", "STRLEN( STR( ?value ) ) > 0"),
        [],
        ["[]"],
    ),
    Deviation(
        "an error and false is false",
        _OPERATORS,
        *_filter("ex:a ex:p 1 .", "! ( ( ?none = 1 ) && ( ?value = 2 ) )"),
        [_typed("1", "integer")],
        [],
    ),
    Deviation(
        "a date has no Boolean value",
        _OPERATORS,
        *_filter('ex:a ex:p "2024-01-01"^^xsd:date .', "?value"),
        [],
        [_typed("2024-01-01", "date")],
    ),
    Deviation(
        "without solutions there are no groups",
        _OPERATORS,
        *_sparql(
            "ex:a ex:q 1 .",
            "SELECT $this WHERE { $this ex:q ?q . "
            "{ SELECT $this ( COUNT( ?p ) AS ?n ) WHERE { $this ex:p ?p . } GROUP BY $this } }",
        ),
        [],
        ["<a>"],
    ),
    Deviation(
        "false is bound in a path",
        _OPERATORS,
        *_filter("ex:a ex:p false .", "NOT EXISTS { $this ex:q? ?value . }"),
        [_typed("false", "boolean")],
        [],
    ),
    Deviation(
        "a message keeps its language",
        _MESSAGES,
        *_sparql("ex:a ex:p 1 .", "SELECT $this WHERE { $this ex:p 1 }", 'sh:message "Nee"@nl ;'),
        ["<a> Nee@nl"],
        ["<a> Nee@"],
    ),
    Deviation(
        "a backslash in a value is a backslash",
        _MESSAGES,
        *_sparql(
            'ex:a ex:p "a\\\\sb" .',
            "SELECT $this ?value WHERE { $this ex:p ?value }",
            'sh:message "Nee {?value}" ;',
        ),
        ['"a\\\\sb" Nee a\\sb@'],
        "refused",
    ),
    Deviation(
        "the message of the query itself",
        _MESSAGES,
        *_sparql(
            "ex:a ex:p 1 .",
            'SELECT $this ( "eigen" AS ?message ) WHERE { $this ex:p 1 }',
            'sh:message "Nee" ;',
        ),
        ["<a> eigen@"],
        ["<a> Nee@"],
    ),
    Deviation(
        "the value of an ASK validator on a property shape",
        _VALIDATORS,
        *_component(
            "ex:a ex:p 1 .", _ask("ASK { FILTER ( $value = 2 ) }"), "sh:path ex:p ; ex:par 1"
        ),
        [_typed("1", "integer")],
        ["-"],
    ),
    Deviation(
        "zero, nothing and false are values",
        _VALIDATORS,
        *_component(
            'ex:a ex:p 0, "", false, 1 .',
            _ask("ASK { FILTER ( bound( $value ) ) }"),
            "sh:path ex:p ; ex:par 1",
        ),
        [],
        ["-", "-", "-"],
    ),
    Deviation(
        "a SELECT validator finds its own values",
        _VALIDATORS,
        *_component(
            "ex:a ex:p 1 .",
            _select("nodeValidator", f"SELECT $this ?value WHERE {{ $this {_P} ?value }}"),
            "ex:par 1",
        ),
        [_typed("1", "integer")],
        [],
    ),
    Deviation(
        "a SELECT validator runs where there are no values",
        _VALIDATORS,
        *_component(
            "ex:a ex:p 1 .",
            _select("propertyValidator", f"SELECT $this WHERE {{ $this {_P} 1 }}"),
            "sh:path ex:q ; ex:par 1",
        ),
        ["-"],
        [],
    ),
    Deviation(
        "prefixes come from imported ontologies too",
        UNCORRECTED,
        "ex:a ex:p 1 .",
        "ex:s sh:targetNode ex:a ; sh:sparql [ sh:prefixes ex:mine ; "
        'sh:select "SELECT $this WHERE { $this e:p 1 }" ] . ex:mine owl:imports ex:yours . '
        "ex:yours sh:declare "
        '[ sh:prefix "e" ; sh:namespace "https://example.org/"^^xsd:anyURI ] . ',
        ["<a>"],
        "refused",
    ),
    Deviation(
        "prefixes must be declared",
        UNCORRECTED,
        "ex:a rdfs:label 1 .",
        "ex:s sh:targetNode ex:a ; sh:sparql [ "
        'sh:select "SELECT $this WHERE { $this rdfs:label 1 }" ] .',
        "refused",
        ["<a>"],
    ),
    Deviation(
        "sh:uniqueLang that is not true",
        UNCORRECTED,
        *_property('ex:a ex:p "x"@nl, "y"@nl .', 'sh:uniqueLang "1"^^xsd:boolean'),
        [],
        ["-"],
    ),
    Deviation(
        "a sum of durations",
        UNCORRECTED,
        *_sparql(
            'ex:a ex:p "P1D"^^xsd:duration .',
            "SELECT $this WHERE { $this ex:p ?d FILTER ( ?d + ?d != ?d ) }",
        ),
        ["<a>"],
        [],
    ),
    Deviation(
        "a failure that a query reports",
        UNCORRECTED,
        *_sparql("ex:a ex:p 1 .", "SELECT $this ( true AS ?failure ) WHERE { $this ex:p 1 }"),
        "refused",
        ["<a>"],
    ),
    Deviation(
        "any path for $PATH",
        UNCORRECTED,
        "ex:a ex:p ex:b .",
        "ex:s sh:targetNode ex:a ; sh:path [ sh:inversePath [ sh:inversePath ex:p ] ] ; "
        'sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ] .',
        ["<b>"],
        "refused",
    ),
)
