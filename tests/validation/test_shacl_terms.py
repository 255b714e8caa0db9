"""Words of SHACL that do not exist are refused, and those of the specification are not."""

import pytest
from rdflib import Graph
from rdflib.namespace import SH

from grondslag.catalogue import shapes_graph
from grondslag.errors import ShapesError
from grondslag.validation.shacl_terms import refuse_unknown_terms
from grondslag.validation.shapes import load_shapes

START = """
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def graph(text: str) -> Graph:
    return Graph().parse(data=START + text, format="turtle")


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("ex:s a sh:NodeShape ; sh:targetClass ex:C ; sh:minCout 1 .", "sh:minCout", "sh:minCount"),
        ("ex:s a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:mincount 1 ] .", "sh:mincount",
         "sh:minCount"),
        ("ex:s a sh:NodeShap ; sh:targetClass ex:C .", "sh:NodeShap", "sh:NodeShape"),
    ],
)  # fmt: skip
def test_a_word_that_does_not_exist_is_refused(text: str, word: str, meant: str) -> None:
    with pytest.raises(ShapesError) as refused:
        load_shapes(graph(text), "rules.ttl")
    assert f"gebruiken {word}." in refused.value.text("nl")
    assert f"Bedoelt u {meant}?" in refused.value.text("nl")
    assert refused.value.text("nl").startswith("rules.ttl")
    assert f"Do you mean {meant}?" in refused.value.text("en")


def test_a_word_that_is_like_nothing_has_no_hint() -> None:
    with pytest.raises(ShapesError) as refused:
        refuse_unknown_terms(graph("ex:s sh:xyzzy 1 ."), "rules.ttl")
    assert "Bedoelt" not in refused.value.text("nl")


def test_the_words_of_shacl_are_known() -> None:
    """Those of the Core components, and all that the rule book uses."""
    core = (
        "class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive "
        "maxInclusive minLength maxLength pattern flags languageIn uniqueLang equals disjoint "
        "lessThan lessThanOrEquals not and or xone node property qualifiedValueShape "
        "qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed "
        "ignoredProperties hasValue in sparql select ask prefixes declare prefix namespace "
        "message severity deactivated path inversePath alternativePath zeroOrMorePath "
        "oneOrMorePath zeroOrOnePath targetClass targetNode targetSubjectsOf targetObjectsOf "
        "validator nodeValidator propertyValidator parameter optional labelTemplate name "
        "description order group defaultValue entailment shapesGraph"
    )
    refuse_unknown_terms(graph("".join(f"ex:s sh:{word} 1 ." for word in core.split())), "core")
    refuse_unknown_terms(shapes_graph(), "rule book")
    assert str(SH).endswith("#")
