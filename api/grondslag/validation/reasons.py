"""Why a rule could not be assessed, in Dutch; the engine itself gives its reasons in English.

A reason can be put together of several, and hold names and parts of queries, so phrases are
replaced and the rest stays as it is.
"""

import re

from grondslag.validation.pattern_reasons import PATTERN_PHRASES
from grondslag.validation.query_reasons import QUERY_PHRASES

# English pattern and Dutch text, in which \1 and so on are the names of the pattern.
_SHAPE_PHRASES = (
    (r"\(a shape without an address\)", r"(een eis zonder adres)"),
    (r"rdf:nil has members in the shapes graph, so no list is well-formed",
     r"rdf:nil heeft leden in de regels, dus is geen enkele lijst goed gevormd"),
    (r"the value of (\S+) is not a well-formed list",
     r"de waarde van \1 is geen goed gevormde lijst"),
    (r"the value of sh:path is not a well-formed property path",
     r"de waarde van sh:path is geen goed gevormd pad"),
    (r"a path has more than (\S+) (levels|steps)", r"een pad heeft meer dan \1 lagen of stappen"),
    (r"a list in sh:path has fewer than two members",
     r"een lijst in sh:path heeft minder dan twee leden"),
    (r"more than (\d+) levels of shapes", r"meer dan \1 eisen in elkaar"),
    (r"a parameter of (\S+) has more than one value",
     r"een parameter van \1 heeft meer dan één waarde"),
    (r"a parameter of (\S+) needs sh:path with an IRI",
     r"een parameter van \1 heeft sh:path met een IRI nodig"),
    (r"a parameter of (\S+) cannot be called", r"een parameter van \1 kan niet zo heten:"),
    (r"a parameter of (\S+)", r"een parameter van \1"),
    (r"(\S+) has two parameters with the same name",
     r"\1 heeft twee parameters met dezelfde naam"),
    (r"(\S+) has no mandatory parameter", r"\1 heeft geen verplichte parameter"),
    (r"the validator of (\S+) has the wrong kind of query",
     r"de validator van \1 heeft een vraag van de verkeerde soort"),
    (r"(\S+) has more than one value", r"\1 heeft meer dan één waarde"),
    (r"the value of (\S+) is not a whole number \(xsd:integer\)",
     r"de waarde van \1 is geen heel getal (xsd:integer)"),
    (r"the value of (\S+) is not a text \(xsd:string\)",
     r"de waarde van \1 is geen tekst (xsd:string)"),
    (r"the value of (\S+) is not true or false \(xsd:boolean\)",
     r"de waarde van \1 is niet true of false (xsd:boolean)"),
    (r'the value of (\S+) is not "true" or "false" \(xsd:boolean\)',
     r'de waarde van \1 is niet "true" of "false" (xsd:boolean)'),
    (r"a value of (\S+) is not a text", r"een waarde van \1 is geen tekst"),
    (r"the value of (\S+) is not an IRI", r"de waarde van \1 is geen IRI"),
    (r"the value of (\S+) is not a literal", r"de waarde van \1 is geen letterlijke waarde"),
    (r"a literal cannot be a shape", r"een letterlijke waarde kan geen eis zijn"),
    (r"a node shape has no sh:path", r"een eis aan een ding zelf heeft geen sh:path"),
    (r"a property shape needs sh:path", r"een eis aan een eigenschap heeft sh:path nodig"),
    (r"a value of sh:property needs sh:path", r"een waarde van sh:property heeft sh:path nodig"),
    (r"a value of sh:targetNode is a blank node",
     r"een waarde van sh:targetNode heeft geen adres (blank node)"),
    (r"a shape that is a class needs an IRI", r"een eis die een klasse is heeft een IRI nodig"),
    (r"(sh:\S+) is only for property shapes", r"\1 is alleen voor eisen aan een eigenschap"),
    (r"the value of sh:nodeKind is not one of the six kinds",
     r"de waarde van sh:nodeKind is niet een van de zes soorten"),
    (r"a value of sh:node is a property shape",
     r"een waarde van sh:node is een eis aan een eigenschap"),
    (r"the value of sh:select is not a SELECT query",
     r"de waarde van sh:select is geen SELECT-vraag"),
    (r"(\S+) has no query", r"\1 heeft geen vraag"),
    (r"the query cannot be read", r"de vraag kan niet worden gelezen"),
    (r"the query is nested too deeply", r"de vraag is te diep genest"),
    (r"the query may not be used in SHACL", r"de vraag mag niet in SHACL worden gebruikt"),
    (r"a value of sh:declare needs sh:prefix and sh:namespace",
     r"een waarde van sh:declare heeft sh:prefix en sh:namespace nodig"),
    (r"the prefix (\S+) is declared with two namespaces",
     r"het voorvoegsel \1 is met twee adressen vastgelegd"),
    (r"the query uses \$shapesGraph, which is not available",
     r"de vraag gebruikt $shapesGraph, en dat is er niet"),
    (r"the query reported a failure of its own", r"de vraag meldt zelf dat zij is mislukt"),
    (r"(\S+\(\)) gives something else at every call", r"\1 geeft bij elke aanroep iets anders"),
    (r"the shape is recursive", r"de eis verwijst naar zichzelf"),
    (r"take the circle out", r"haal de kring eruit"),
    (r"(sh:entailment \S+) is not supported", r"\1 wordt niet ondersteund"),
    (r"the shape is nested too deeply", r"de eis is te diep genest"),
    (r"a SPARQL constraint needs a SELECT query, not ASK",
     r"een SPARQL-eis heeft een SELECT-vraag nodig, geen ASK"),
    (r"the query does not return \$this", r"de vraag geeft $this niet terug"),
    (r"\$PATH can only be used in the query of a property shape",
     r"$PATH kan alleen in de vraag van een eis aan een eigenschap"),
    (r"\$PATH can only be used as the predicate of a triple pattern",
     r"$PATH kan alleen op de plaats van een eigenschap staan"),
    (r"has a value that its declaration does not allow",
     r"heeft een waarde die volgens de vastlegging ervan niet mag"),
    (r"sh:ask is for validators only, use sh:select",
     r"sh:ask is alleen voor validators, gebruik sh:select"),
    (r"cannot be checked:", r"kan niet worden nagegaan:"),
)  # fmt: skip
_PHRASES = (*_SHAPE_PHRASES, *QUERY_PHRASES, *PATTERN_PHRASES)


def in_dutch(reason: str) -> str:
    """Return a reason in Dutch; what is not known, such as the words of Oxigraph, stays."""
    for english, dutch in _PHRASES:
        reason = re.sub(english, dutch, reason)
    return reason
