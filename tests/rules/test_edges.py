"""Cases at the edge of a rule, where a simpler rule would answer wrongly.

Each case gives data and the values that one rule reports; both ways to evaluate must agree."""

import pytest

from rules.harness import per_node, set_wise, snippet

PROCESSING = """
ex:p a gs:Processing ; gs:startedOn "2022-01-01"^^xsd:date ; gs:hasLegalGround ex:g .
ex:old a gs:Norm ; gs:validUntil "2024-12-31"^^xsd:date .
ex:new a gs:Norm ; gs:validFrom "2025-01-01"^^xsd:date .
ex:whole a gs:Norm ; gs:validFrom "2010-01-01"^^xsd:date .
ex:old-article gs:ofNorm ex:old .
ex:article gs:ofNorm ex:whole .
ex:lapsed-article gs:ofNorm ex:whole ; gs:validUntil "2023-06-30"^^xsd:date .
"""

QUESTIONS = "ex:s a gs:QuestionSet ; gs:questionCount 5 .\n"


def _questions(*numbers: int) -> str:
    return QUESTIONS + "".join(
        f"ex:q{n} gs:inQuestionSet ex:s ; gs:questionNumber {n} .\n" for n in numbers
    )


def _verdict(name: str, dimension: str, outcome: str, more: str = "") -> str:
    return (
        f"ex:{name} a gs:Verdict ; gs:onObject ex:o ; gs:dimension c:dimension-{dimension} ; "
        f"gs:outcome c:outcome-{outcome} {more} .\n"
    )


UNIT = "ex:o a gs:OrganisationalUnit .\n"
MODEL = "ex:o a gs:RiskModel .\n"

USE = """
ex:o gs:organisationKind c:orgkind-agency . ex:p gs:controller ex:o .
ex:u a gs:IndicatorUse ; gs:inProcessing ex:p ; gs:usesIndicator c:indicator-birthplace .
"""


def _statement(outcome: str, family: str) -> str:
    return (
        f"ex:s a gs:UseStatement ; gs:statementOf ex:o ; gs:useOutcome c:use-{outcome} ; "
        f'gs:concernsFamily c:family-{family} ; gs:statedOn "2026-05-01"^^xsd:date .\n'
    )


MORATORIUM = """
ex:m a gs:Moratorium ; gs:moratoriumOf ex:c ; gs:projectKind c:projectkind-wga ;
    gs:startedOn "2024-11-04"^^xsd:date ; gs:endedOn "2025-11-04"^^xsd:date .
"""


def _project(start: str, kind: str = "wga", partners: str = "c") -> str:
    return (
        f"ex:j a gs:JointProject ; gs:projectOf ex:{partners} ; "
        f'gs:projectKind c:projectkind-{kind} ; gs:startedOn "{start}"^^xsd:date .\n'
    )


#: The rule, what the case shows, the data, and the values reported.
CASES: list[tuple[str, str, str, list[str]]] = [
    ("PRC-08", "law ended", PROCESSING + "ex:g gs:restsOnNorm ex:old .", ["old"]),
    ("PRC-08", "law began later", PROCESSING + "ex:g gs:restsOnNorm ex:new .", ["new"]),
    (
        "PRC-08",
        "two laws, each half",
        PROCESSING + "ex:g gs:restsOnNorm ex:old , ex:new .",
        ["new", "old"],
    ),
    (
        "PRC-08",
        "law through its article",
        PROCESSING + "ex:g gs:hasProvision ex:old-article .",
        ["old"],
    ),
    (
        "PRC-08",
        "article lapsed, law in force",
        PROCESSING + "ex:g gs:hasProvision ex:lapsed-article .",
        ["lapsed-article"],
    ),
    (
        "PRC-08",
        "naming the law as well does not help",
        PROCESSING + "ex:g gs:restsOnNorm ex:whole ; gs:hasProvision ex:lapsed-article .",
        ["lapsed-article"],
    ),
    ("PRC-08", "another law covers", PROCESSING + "ex:g gs:restsOnNorm ex:old , ex:whole .", []),
    (
        "PRC-08",
        "another ground covers by its article",
        PROCESSING
        + """
ex:p gs:hasLegalGround ex:h . ex:g gs:restsOnNorm ex:old . ex:h gs:hasProvision ex:article .""",
        [],
    ),
    (
        "PRC-08",
        "processing ended in time",
        PROCESSING
        + """
ex:p gs:endedOn "2024-12-31"^^xsd:date . ex:g gs:restsOnNorm ex:old .""",
        [],
    ),
    (
        "PRC-11",
        "stopped before the end of registration",
        """
ex:u a gs:IndicatorUse ; gs:usesIndicator c:indicator-second-nationality ; gs:inProcessing ex:p .
ex:p gs:endedOn "2015-01-31"^^xsd:date .""",
        [],
    ),
    (
        "PRC-11",
        "stopped a day after",
        """
ex:u a gs:IndicatorUse ; gs:usesIndicator c:indicator-second-nationality ;
    gs:endedOn "2015-02-01"^^xsd:date .""",
        ["u"],
    ),
    ("PAR-08", "no question at all", QUESTIONS, ["5"]),
    ("PAR-08", "first missing", _questions(2, 3, 4, 5), ["1"]),
    ("PAR-08", "last missing", _questions(1, 2, 3, 4), ["5"]),
    ("PAR-08", "two gaps", _questions(1, 3, 5), ["2", "4"]),
    ("PAR-08", "one wide gap", _questions(1, 5), ["4"]),
    (
        "PAR-02",
        "part of a withdrawn motion",
        """
ex:a a gs:Assignment ; gs:groupsMotion ex:part .
ex:motion gs:hasMotionPart ex:part ; gs:motionOutcome c:motion-withdrawn .""",
        ["motion"],
    ),
    (
        "PAR-02",
        "motion on hold",
        """
ex:a a gs:Assignment ; gs:groupsMotion ex:motion . ex:motion gs:motionOutcome c:motion-held .""",
        [],
    ),
    (
        "PAR-10",
        "met late",
        """
ex:e a gs:Expectation ; gs:hasDue ex:d ; gs:fulfilledBy ex:l ;
    gs:fulfilledOn "2026-07-01"^^xsd:date . ex:d gs:dueBoundary "2026-06-30"^^xsd:date .""",
        ["2026-06-30"],
    ),
    (
        "PAR-10",
        "still ahead",
        """
ex:e a gs:Expectation ; gs:hasDue ex:d . ex:d gs:dueBoundary "2026-11-21"^^xsd:date .""",
        [],
    ),
    (
        "PAR-10",
        "a commitment has rules of its own",
        """
ex:e a gs:Expectation , gs:Commitment ; gs:hasDue ex:d .
ex:d gs:dueBoundary "2026-06-30"^^xsd:date .""",
        [],
    ),
    ("VER-11", "nothing judged", UNIT, []),
    ("VER-11", "the process judged", UNIT + _verdict("v", "process", "no-indication"), []),
    (
        "VER-11",
        "one not assessed",
        UNIT
        + _verdict("v", "lawfulness", "no-indication")
        + _verdict("w", "propriety", "not-assessed"),
        ["dimension-propriety"],
    ),
    (
        "VER-11",
        "only said: not assessed",
        UNIT + _verdict("v", "propriety", "not-assessed"),
        ["dimension-lawfulness", "dimension-propriety"],
    ),
    (
        "VER-11",
        "not assessed first, assessed later",
        UNIT
        + _verdict("v", "lawfulness", "lawful")
        + _verdict("w", "propriety", "not-assessed")
        + _verdict("x", "propriety", "proper"),
        [],
    ),
    (
        "VER-08",
        "measure for the object",
        MODEL
        + _verdict("v", "lawfulness", "discriminatory")
        + "ex:m a gs:Measure ; gs:addresses ex:o .",
        [],
    ),
    (
        "VER-08",
        "an organisation needs no measure",
        UNIT + _verdict("v", "propriety", "improper"),
        [],
    ),
    (
        "VER-10",
        "same author",
        MODEL
        + _verdict(
            "v",
            "propriety",
            "proper",
            '; gs:authorRole c:author-fg ; gs:givenOn "2024-01-01"^^xsd:date',
        )
        + _verdict(
            "w",
            "propriety",
            "improper",
            '; gs:authorRole c:author-fg ; gs:givenOn "2025-01-01"^^xsd:date',
        ),
        [],
    ),
    (
        "VER-10",
        "other author",
        MODEL
        + _verdict(
            "v",
            "propriety",
            "proper",
            '; gs:authorRole c:author-own-organisation ; gs:givenOn "2022-12-05"^^xsd:date',
        )
        + _verdict(
            "w",
            "propriety",
            "not-assessed",
            '; gs:authorRole c:author-adr ; gs:givenOn "2024-11-11"^^xsd:date',
        ),
        ["v"],
    ),
    ("VER-12", "no approval", "ex:f a gs:FillInForm .", ["f"]),
    (
        "VER-12",
        "one of two is high enough",
        """
ex:f a gs:FillInForm ; gs:hasApproval ex:a , ex:b .
ex:a gs:approvalLevel c:level-team . ex:b gs:approvalLevel c:level-director .""",
        [],
    ),
    (
        "SCP-06",
        "both families named together",
        USE + _statement("none-found", "origin-and-or-sex"),
        ["u"],
    ),
    ("SCP-06", "other family", USE + _statement("none-found", "sex"), []),
    (
        "SCP-06",
        "ended before",
        USE + _statement("none-found", "origin") + 'ex:u gs:endedOn "2026-04-30"^^xsd:date .',
        [],
    ),
    (
        "SCP-06",
        "processing ended before",
        USE + _statement("none-found", "origin") + 'ex:p gs:endedOn "2026-04-30"^^xsd:date .',
        [],
    ),
    (
        "SCP-06",
        "ended on the day",
        USE + _statement("none-found", "origin") + 'ex:u gs:endedOn "2026-05-01"^^xsd:date .',
        ["u"],
    ),
    (
        "SCP-06",
        "started after",
        USE + _statement("none-found", "origin") + 'ex:u gs:startedOn "2026-05-02"^^xsd:date .',
        [],
    ),
    ("SCP-07", "both families named together", USE + _statement("used", "origin-and-or-sex"), []),
    ("SCP-07", "other family", USE + _statement("used", "sex"), ["o"]),
    (
        "SCP-05",
        "statement in another inventory",
        """
ex:d a gs:ScopeDecision ; gs:decidesScopeOf ex:o ; gs:scopeOutcome c:scope-partly ;
    gs:inInventory ex:i . ex:s a gs:UseStatement ; gs:statementOf ex:o ; gs:inInventory ex:k .""",
        ["o"],
    ),
    (
        "RSK-06",
        "proxy of an ended model",
        """
ex:m gs:hasCriterion ex:k ; gs:activityStatus c:status-ended .
ex:k a gs:SelectionCriterion ; gs:criterionKind c:criterion-proxy .""",
        [],
    ),
    (
        "RSK-06",
        "declared proxy that also tested as one",
        """
ex:m gs:hasCriterion ex:k . ex:k a gs:SelectionCriterion ; gs:criterionKind c:criterion-proxy ;
    gs:hasProxyTest ex:t . ex:t gs:testOutcome c:proxytest-proxy .""",
        ["k"],
    ),
    (
        "RSK-07",
        "DPIA of the processing, on the day",
        """
ex:m a gs:RiskModel ; gs:activityStatus c:status-active ; gs:usedInProcessing ex:p ;
    gs:startedOn "2025-01-01"^^xsd:date .
ex:p gs:hasDpia ex:d . ex:d gs:assessedOn "2025-01-01"^^xsd:date .""",
        [],
    ),
    (
        "RSK-07",
        "DPIA without a date",
        """
ex:m a gs:RiskModel ; gs:activityStatus c:status-active ; gs:hasDpia ex:d ;
    gs:startedOn "2025-01-01"^^xsd:date .""",
        ["2025-01-01"],
    ),
    (
        "RSK-09",
        "analysis after the reference date",
        """
ex:m a gs:RiskModel ; gs:activityStatus c:status-active ; gs:hasBiasAnalysis ex:b .
ex:b gs:assessedOn "2026-11-22"^^xsd:date .""",
        ["m"],
    ),
    (
        "COO-01",
        "processing in a project",
        """
ex:p a gs:Processing ; gs:inProject ex:j ; gs:hasLegalGround ex:g . ex:j gs:projectOf ex:c .
ex:g gs:restsOnNorm norm:wgs .""",
        ["c"],
    ),
    (
        "COO-02",
        "arrangement of the collaboration",
        """
ex:p a gs:Processing ; gs:jointController ex:o ; gs:inProject ex:j .
ex:j gs:projectOf ex:c . ex:c gs:jointArrangement ex:d .""",
        [],
    ),
    ("COO-04", "last day of the stop", MORATORIUM + _project("2025-11-04"), ["2025-11-04"]),
    ("COO-04", "after the stop", MORATORIUM + _project("2025-11-05"), []),
    ("COO-04", "other kind", MORATORIUM + _project("2025-01-01", kind="theme"), []),
    (
        "SEX-03",
        "nothing said about the law",
        """
ex:u a gs:SexRegistration ; gs:registrationOutcome c:sexoutcome-keep .""",
        ["sexoutcome-keep"],
    ),
    (
        "SEX-03",
        "prescribed by law",
        """
ex:u a gs:SexRegistration ; gs:registrationOutcome c:sexoutcome-keep ;
    gs:legallyPrescribed true .""",
        [],
    ),
    ("DOC-02", "says it is not undated", "ex:d a gs:Letter ; gs:undated false .", ["d"]),
    ("DOC-02", "undated", "ex:d a gs:Letter ; gs:undated true .", []),
]


def _local(value: str | None) -> str:
    """Return the part of a term that the table above names."""
    text = str(value)
    return text.split('"')[1] if text.startswith('"') else text.strip("<>").rsplit("/", 1)[1]


@pytest.mark.parametrize(
    ("code", "turtle", "values"),
    [pytest.param(code, data, values, id=f"{code} {name}") for code, name, data, values in CASES],
)
def test_the_rule_reports_exactly_these_values(code: str, turtle: str, values: list[str]) -> None:
    data = snippet(turtle)
    found = [result for result in per_node(data) if result.code == code]
    assert sorted(_local(result.value) for result in found) == values
    if code != "DOC-02":
        assert set_wise(data, [code]) == found


def test_both_ways_agree_on_all_cases_at_once() -> None:
    """Many results per rule, all in one graph."""
    data = snippet(
        "".join(
            turtle.replace("ex:", f"ex:n{i}-") for i, turtle in enumerate(case[2] for case in CASES)
        )
    )
    sparql = {result for result in per_node(data) if set_wise(data, [result.code])}
    assert sorted(sparql, key=str) == set_wise(data)
