"""Every rule ships a good and a bad example, and both say exactly what they promise."""

import pytest
import rdflib
from rdflib import Literal
from rdflib.namespace import SH

from rules.harness import (
    EX,
    EXAMPLES,
    GS,
    Result,
    example,
    per_node,
    rules,
    select,
    set_wise,
    shapes,
)

#: How many rules there are, and how many of them cross nodes and need SPARQL.
RULES = 219
SPARQL_RULES = 156

CONCEPT = "https://w3id.org/grondslag/concept/"
NORM = "https://w3id.org/grondslag/norm/"

#: The one result of each bad example: the focus node, and the value where there is one.
#: Values: "c:" a concept, "norm:" a norm, "=" the focus node itself, "d:" a date,
#: "s:" a text, "n:" a number, "dec:" a decimal number, "b:" true or false, "gs:" a term of
#: the ontology, anything else a node of the example.
EXPECTED: dict[str, tuple[str, str | None]] = {
    "AIA-01": ("model", "="),
    "AIA-02": ("model", "norm:aia-art-5"),
    "AIA-03": ("model", "article"),
    "AIA-04": ("model", "norm:aia-art-27"),
    "AIA-05": ("use", "gs:deletionMoment"),
    "AIA-06": ("model", "c:aiact-not-ai"),
    "COO-01": ("project", "partners"),
    "COO-02": ("enrolment", "="),
    "COO-03": ("project", "="),
    "COO-04": ("project", "d:2026-04-01"),
    "COO-05": ("project", None),
    "COO-06": ("project", "="),
    "COO-07": ("project", "c:topic-non-discrimination"),
    "COO-08": ("plan", None),
    "COO-09": ("plan", None),
    "COO-10": ("share", None),
    "COO-11": ("project", "d:2026-04-01"),
    "COO-12": ("project", "council"),
    "COO-13": ("partners", "="),
    "COO-14": ("project", "="),
    "DOC-01": ("finding", None),
    "DOC-02": ("letter", "="),
    "DOC-03": ("note", "d:2026-12-20"),
    "DOC-04": ("correction", None),
    "DOC-05": ("letter", "s:2024/25"),
    "DOC-06": ("letter", "s:36800-VIII"),
    "DOC-07": ("passage", None),
    "DOC-08": ("passage", None),
    "DOC-09": ("letter", "s:27 januari 2026"),
    "DOC-10": ("paper", None),
    "DOC-11": ("passage", "s:dit jaar@nl"),
    "DOC-12": ("agency", "c:orgkind-zbo"),
    "DOC-13": ("letter", "="),
    "DOC-14": ("report", "overview"),
    "DOC-15": ("report", "="),
    "DOC-16": ("report", "agency"),
    "FRM-01": ("verdict", "="),
    "FRM-02": ("verdict", "norm:toetsingskader-2021"),
    "FRM-03": ("audit", "norm:toetsingskader-2025"),
    "FRM-04": ("model", "c:pubcat-impactful"),
    "FRM-05": ("model", "="),
    "FRM-06": ("model", "="),
    "FRM-07": ("model", "gs:signalShare"),
    "FRM-08": ("model", "dec:1.1"),
    "FRM-09": ("audit", "q2"),
    "FRM-10": ("a2", "q2"),
    "INC-01": ("incident", "model"),
    "INC-02": ("incident", "c:author-college"),
    "INC-03": ("incident", "="),
    "INC-04": ("incident", "="),
    "INC-05": ("incident", None),
    "INC-06": ("incident", None),
    "INC-07": ("incident", None),
    "MEA-01": ("measure", None),
    "MEA-02": ("measure", None),
    "MEA-03": ("measure", "d:2026-03-01"),
    "MEA-04": ("measure", "="),
    "MEA-05": ("advice", None),
    "MEA-06": ("measure", None),
    "MEA-07": ("measure", None),
    "MEA-08": ("measure", "="),
    "MEA-09": ("measure", "d:2027-02-20"),
    "MEA-10": ("measure", "propriety"),
    "MEA-11": ("advice", None),
    "MEA-12": ("measure", None),
    "MEA-13": ("use", "propriety"),
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
    "PAR-11": ("motion", None),
    "PAR-12": ("questions", "n:2"),
    "PAR-13": ("motion", "="),
    "PAR-14": ("motion", "="),
    "PAR-15": ("due", None),
    "PAR-16": ("undertaking", None),
    "PAR-17": ("undertaking", None),
    "PAR-18": ("undertaking", "="),
    "PAR-19": ("undertaking", "d:2025-06-12"),
    "PAR-20": ("question-2", "="),
    "PAR-21": ("undertaking", "="),
    "PAR-22": ("due", "d:2026-04-01"),
    "PAR-23": ("due", "d:2026-06-30"),
    "PRC-01": ("enrolment", None),
    "PRC-02": ("enrolment", None),
    "PRC-03": ("enrolment", "="),
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
    "PRC-14": ("enrolment", None),
    "PRC-15": ("enrolment", "="),
    "PRC-16": ("ground", "s:7 lid 2"),
    "PRC-17": ("ground", "act"),
    "PRC-18": ("enrolment", "c:regime-wpg"),
    "PRC-19": ("enrolment", "s:Heffen van collegegeld.@nl"),
    "PRC-20": ("use", "c:indicator-nationality"),
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
    "RSK-13": ("model", None),
    "RSK-14": ("model", "="),
    "RSK-15": ("model", "="),
    "RSK-16": ("model", "="),
    "RSK-17": ("model", "="),
    "RSK-18": ("income", "="),
    "RSK-19": ("income", "="),
    "RSK-20": ("income", "="),
    "RSK-21": ("income", "="),
    "RSK-22": ("hand", "income"),
    "RSK-23": ("model", "="),
    "RSK-24": ("model", "="),
    "RSK-25": ("income", "="),
    "RSK-26": ("model", "="),
    "RSK-27": ("model", "="),
    "RSK-28": ("model", "gs:negativeEffects"),
    "RSK-29": ("model", "audit"),
    "RSK-30": ("model", "="),
    "DOC-17": ("zbo", "s:ja"),
    "DOC-18": ("progress", "s:drie"),
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
    "SCP-11": ("agency", "="),
    "SCP-12": ("ministry", "inventory"),
    "SCP-13": ("decision", "agency"),
    "SCP-14": ("council", "="),
    "SCP-15": ("decision", "="),
    "SCP-16": ("statement", "agency"),
    "SCP-17": ("inventory", None),
    "SCP-18": ("decision", "agency"),
    "SCP-19": ("service", "inventory"),
    "SEX-01": ("use", None),
    "SEX-02": ("use", None),
    "SEX-03": ("use", "c:sexoutcome-keep"),
    "SEX-04": ("use", "="),
    "SEX-05": ("use", "b:false"),
    "SEX-06": ("use", None),
    "SEX-07": ("use", None),
    "SEX-08": ("use", None),
    "SEX-09": ("use", "="),
    "SEX-10": ("use", None),
    "SEX-11": ("use", None),
    "SEX-12": ("use", "="),
    "SEX-13": ("use", "c:sexoutcome-limit"),
    "SEX-14": ("use", "="),
    "SPC-01": ("use", "c:indicator-ethnicity"),
    "SPC-02": ("exception", None),
    "SPC-03": ("use", "c:role-statistics"),
    "SPC-04": ("use", "c:indicator-nationality"),
    "SPC-05": ("exception", "="),
    "SPC-06": ("exception", "="),
    "SPC-07": ("exception", "="),
    "SPC-08": ("use", "="),
    "SPC-09": ("use", "="),
    "SPC-10": ("use", "c:indicator-surname"),
    "SPC-11": ("exception", "c:exception-9-2-j"),
    "STA-01": ("statistic", "n:6"),
    "STA-02": ("statistic", None),
    "STA-03": ("statistic", None),
    "STA-04": ("statistic", None),
    "STA-05": ("statistic", None),
    "STA-06": ("statistic", "dec:0.3"),
    "STA-07": ("statistic", "gs:numberOfTests"),
    "STA-08": ("statistic", "n:102"),
    "STA-09": ("statistic", "c:thresholduse-verdict"),
    "STA-10": ("statistic", "gs:upperBound"),
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
    "VER-14": ("fg-verdict", None),
    "VER-15": ("fg-verdict", None),
    "VER-16": ("fg-verdict", "c:outcome-proper"),
    "VER-17": ("second", "lawfulness"),
    "VER-18": ("form", "="),
    "VER-19": ("inventory", "="),
    "VER-20": ("fg-verdict", "d:2025-09-01"),
    "VER-21": ("propriety", "c:outcome-improper"),
    "VER-22": ("approval", None),
    "VER-23": ("second", None),
    "VER-24": ("fg-verdict", "c:outcome-too-narrow"),
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
        case "gs":
            return GS[text].n3()
        case "dec":
            return Literal(text, datatype=rdflib.XSD.decimal).n3()
        case "d":
            return Literal(text, datatype=rdflib.XSD.date).n3()
        case "n":
            return Literal(text, datatype=rdflib.XSD.integer).n3()
        case "b":
            return Literal(text, datatype=rdflib.XSD.boolean).n3()
        case "s":
            words, _, language = text.partition("@")
            return Literal(words, lang=language or None).n3()
    return EX[str(short)].n3()


def test_there_are_as_many_rules_as_promised() -> None:
    assert len(rules()) == RULES
    assert sum(select(code) is not None for code in rules()) == SPARQL_RULES
    assert len(set(shapes().subjects(SH.severity, None))) == RULES


def test_every_rule_has_its_examples_and_no_other_folder_exists() -> None:
    folders = [folder for folder in EXAMPLES.iterdir() if folder.name != "dossiers"]
    assert {folder.name for folder in folders} == set(rules()) == set(EXPECTED)
    for folder in folders:
        assert {path.name for path in folder.iterdir()} == {"bad.ttl", "good.ttl"}


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_the_bad_example_gives_exactly_this_result(code: str) -> None:
    focus, value = EXPECTED[code]
    expected = Result(code, EX[focus].n3(), _value(code, value))
    data = example(code, "bad")
    assert per_node(data, code) == [expected]
    assert set_wise(data) == ([expected] if select(code) else [])


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_the_good_example_gives_no_result(code: str) -> None:
    data = example(code, "good")
    assert per_node(data, code) == []
    assert set_wise(data) == []


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_the_examples_are_short_and_close_to_each_other(code: str) -> None:
    texts = [(EXAMPLES / code / f"{name}.ttl").read_text("utf-8") for name in ("bad", "good")]
    for text, word in zip(texts, ("Wrong", "Right"), strict=True):
        assert text.startswith(f"# {word}: ")
        assert len(text.splitlines()) <= 40
    bad, good = ({line for line in text.splitlines() if line} for text in texts)
    assert len(bad ^ good) <= 10
