"""Every rule ships a good and a bad example, and both say exactly what they promise."""

import pytest
import rdflib
from rdflib import Literal
from rdflib.namespace import SH

from rules.harness import EX, EXAMPLES, Result, example, per_node, rules, select, set_wise, shapes

#: How many rules there are, and how many of them cross nodes and need SPARQL.
RULES = 86
SPARQL_RULES = 54

CONCEPT = "https://w3id.org/grondslag/concept/"
NORM = "https://w3id.org/grondslag/norm/"

#: The one result of each bad example: the focus node, and the value where there is one.
#: Values: "c:" a concept, "norm:" a norm, "=" the focus node itself, "d:" a date,
#: "s:" a text, "n:" a number, "b:" true or false, anything else a node of the example.
EXPECTED: dict[str, tuple[str, str | None]] = {
    "COO-01": ("project", "partners"),
    "COO-02": ("enrolment", "="),
    "COO-03": ("project", "="),
    "COO-04": ("project", "d:2026-04-01"),
    "COO-05": ("project", None),
    "COO-06": ("project", "="),
    "DOC-01": ("finding", None),
    "DOC-02": ("letter", "="),
    "DOC-03": ("note", "d:2026-12-20"),
    "DOC-04": ("correction", None),
    "DOC-05": ("letter", "s:2024/25"),
    "DOC-06": ("letter", "s:36800-VIII"),
    "DOC-07": ("passage", None),
    "DOC-08": ("passage", None),
    "MEA-01": ("measure", None),
    "MEA-02": ("measure", None),
    "MEA-03": ("measure", "d:2026-03-01"),
    "MEA-04": ("measure", "="),
    "MEA-05": ("advice", None),
    "PAR-01": ("motion", None),
    "PAR-02": ("assignment", "motion"),
    "PAR-03": ("undertaking", "d:2026-06-30"),
    "PAR-04": ("undertaking", "n:10"),
    "PAR-05": ("undertaking", "="),
    "PAR-06": ("undertaking", None),
    "PAR-07": ("question-2", None),
    "PAR-08": ("questions", "n:2"),
    "PAR-09": ("questions", "="),
    "PAR-10": ("undertaking", "d:2026-06-30"),
    "PRC-01": ("enrolment", None),
    "PRC-02": ("enrolment", None),
    "PRC-03": ("enrolment", None),
    "PRC-04": ("ground", "="),
    "PRC-05": ("ground", "norm:wro"),
    "PRC-06": ("ground", "c:ground-6-1-f"),
    "PRC-07": ("ground", "covenant"),
    "PRC-08": ("enrolment", "act"),
    "PRC-09": ("ground", "c:ground-6-1-a"),
    "PRC-10": ("use", None),
    "PRC-11": ("use", "="),
    "PRC-12": ("enrolment", None),
    "PRC-13": ("enrolment", None),
    "RSK-01": ("model", None),
    "RSK-02": ("criterion", "c:indicator-migration-background"),
    "RSK-03": ("criterion", "c:indicator-nationality"),
    "RSK-04": ("criterion", "c:indicator-nationality"),
    "RSK-05": ("distance", "="),
    "RSK-06": ("distance", "="),
    "RSK-07": ("model", "d:2024-02-01"),
    "RSK-08": ("model", "="),
    "RSK-09": ("model", "="),
    "RSK-10": ("model", "="),
    "RSK-11": ("registration", "s:91523529"),
    "RSK-12": ("model", "="),
    "SCP-01": ("agency", None),
    "SCP-02": ("decision", "council"),
    "SCP-03": ("decision", "council"),
    "SCP-04": ("decision", "c:reason-unknown"),
    "SCP-05": ("decision", "agency"),
    "SCP-06": ("statement", "use"),
    "SCP-07": ("statement", "agency"),
    "SCP-08": ("statement", "c:use-unknown"),
    "SCP-09": ("ministry", "="),
    "SCP-10": ("inventory", "d:2025-03-01"),
    "SEX-01": ("use", None),
    "SEX-02": ("use", None),
    "SEX-03": ("use", "c:sexoutcome-keep"),
    "SEX-04": ("use", "="),
    "SEX-05": ("use", "b:false"),
    "SPC-01": ("use", "c:indicator-ethnicity"),
    "SPC-02": ("exception", None),
    "SPC-03": ("use", "c:role-statistics"),
    "SPC-04": ("use", "c:indicator-nationality"),
    "VER-01": ("use", "c:indicator-nationality"),
    "VER-02": ("use", "c:indicator-nationality"),
    "VER-03": ("propriety", None),
    "VER-04": ("propriety", None),
    "VER-05": ("fg-verdict", None),
    "VER-06": ("lawfulness", "="),
    "VER-07": ("propriety", "="),
    "VER-08": ("propriety", "use"),
    "VER-09": ("propriety", "fg-verdict"),
    "VER-10": ("fg-verdict", "propriety"),
    "VER-11": ("agency", "c:dimension-propriety"),
    "VER-12": ("form", "="),
    "VER-13": ("form", "="),
}


def _value(code: str, short: str | None) -> str | None:
    """Write out a value from the table above."""
    kind, _, text = (short or "").partition(":")
    match kind if text else short:
        case None:
            return None
        case "=":
            return EX[EXPECTED[code][0]].n3()
        case "c":
            return f"<{CONCEPT}{text}>"
        case "norm":
            return f"<{NORM}{text}>"
        case "d":
            return Literal(text, datatype=rdflib.XSD.date).n3()
        case "n":
            return Literal(text, datatype=rdflib.XSD.integer).n3()
        case "b":
            return Literal(text, datatype=rdflib.XSD.boolean).n3()
        case "s":
            return Literal(text).n3()
    return EX[str(short)].n3()


def test_there_are_as_many_rules_as_promised() -> None:
    assert len(rules()) == RULES
    assert sum(select(code) is not None for code in rules()) == SPARQL_RULES
    assert len(set(shapes().subjects(SH.severity, None))) == RULES


def test_every_rule_has_its_examples_and_no_other_folder_exists() -> None:
    assert {folder.name for folder in EXAMPLES.iterdir()} == set(rules()) == set(EXPECTED)
    for folder in EXAMPLES.iterdir():
        assert {path.name for path in folder.iterdir()} == {"bad.ttl", "good.ttl"}


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_the_bad_example_gives_exactly_this_result(code: str) -> None:
    focus, value = EXPECTED[code]
    expected = Result(code, EX[focus].n3(), _value(code, value))
    data = example(code, "bad")
    assert per_node(data) == [expected]
    assert set_wise(data) == ([expected] if select(code) else [])


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_the_good_example_gives_no_result(code: str) -> None:
    data = example(code, "good")
    assert per_node(data) == []
    assert set_wise(data) == []


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_the_examples_are_short_and_close_to_each_other(code: str) -> None:
    texts = [(EXAMPLES / code / f"{name}.ttl").read_text("utf-8") for name in ("bad", "good")]
    for text, word in zip(texts, ("Wrong", "Right"), strict=True):
        assert text.startswith(f"# {word}: ")
        assert len(text.splitlines()) <= 40
    bad, good = ({line for line in text.splitlines() if line} for text in texts)
    assert len(bad ^ good) <= 10
