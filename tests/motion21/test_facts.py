"""Independent checks on data/motion21: the counts come from the papers, not from the data."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

REPO = Path(__file__).resolve().parents[2]
FOLDER = REPO / "data" / "motion21"
SHARED = Path(os.environ.get("GRONDSLAG_SHARED", REPO.parent / "shared"))

GS = Namespace("https://w3id.org/grondslag/def#")
C = Namespace("https://w3id.org/grondslag/concept/")
M21 = Namespace("https://w3id.org/grondslag/id/motion21/")

LATER = "later-facts.ttl"
CONTRADICTIONS = "contradictions.ttl"

SEEDS = {
    "S0": "000_93512f2d144730d2.txt",
    "S1": "001_89c7eff2366d05b6.txt",
    "S2": "002_e8a460a4ee9736c1.txt",
    "S3": "003_19d7442f55dd93ba.txt",
    "S4": "004_f95aab79906ac340.txt",
}

ASSERTIONS = (
    "Verdict",
    "UseStatement",
    "ScopeDecision",
    "Finding",
    "Advice",
    "Commitment",
    "Expectation",
    "Intention",
    "PlanAbsence",
    "Review",
    "StatusStatement",
)


@cache
def load(name: str) -> Graph:
    return Graph().parse(FOLDER / name)


@cache
def everything() -> Graph:
    graph = Graph()
    for path in sorted(FOLDER.glob("*.ttl")):
        graph += load(path.name)
    return graph


@cache
def papers() -> Graph:
    graph = Graph()
    for path in sorted(FOLDER.glob("*.ttl")):
        if path.name != LATER:
            graph += load(path.name)
    return graph


def of_kind(graph: Graph, kind: str) -> set[Node]:
    return set(graph.subjects(RDF.type, GS[kind]))


def having(graph: Graph, kind: str, **values: URIRef) -> set[Node]:
    """Subjects of one class that have every given gs: property with that value."""
    return {
        node
        for node in of_kind(graph, kind)
        if all((node, GS[name], value) in graph for name, value in values.items())
    }


def named(*keys: str) -> set[Node]:
    return {M21[key] for key in keys}


def days_late(commitment: URIRef) -> int:
    graph = everything()
    done = graph.value(commitment, GS.fulfilledOn)
    due = graph.value(graph.value(commitment, GS.hasDue), GS.dueBoundary)
    assert isinstance(done, Literal) and isinstance(due, Literal)
    first, last = done.toPython(), due.toPython()
    assert isinstance(first, date) and isinstance(last, date)
    return (first - last).days


# Organisations, plans and scope


def test_twelve_ministries_with_identifier_and_name() -> None:
    ministries = of_kind(papers(), "Ministry")
    assert len(ministries) == 12
    for ministry in ministries:
        assert (ministry, GS.tooiIdentifier, None) in papers()
        assert (ministry, GS.hasNamePeriod, None) in papers()
    assert set(papers().objects(M21.assignment, GS.executedBy)) == ministries


def test_seven_plans_cover_eight_ministries_and_four_have_none() -> None:
    graph = papers()
    plans = of_kind(graph, "PlanOfApproach")
    covered = {org for plan in plans for org in graph.objects(plan, GS.coversOrganisation)}
    absences = of_kind(graph, "PlanAbsence")
    without = {org for gap in absences for org in graph.objects(gap, GS.concernsOrganisation)}
    assert (len(plans), len(covered), len(absences)) == (7, 8, 4)
    assert without == named("org-az", "org-buza", "org-fin", "org-szw")
    assert covered | without == of_kind(graph, "Ministry")
    assert all((gap, GS.reasonText, None) in graph for gap in absences)
    joint = {p for p in plans if len(set(graph.objects(p, GS.coversOrganisation))) > 1}
    assert joint == named("plan-ezk-lnv")


def test_eleven_ocw_units_five_with_use_and_six_without() -> None:
    graph = papers()
    inventory = M21["inventory-ocw"]
    scoped = having(graph, "ScopeDecision", inInventory=inventory, scopeOutcome=C["scope-in"])
    used = having(graph, "UseStatement", inInventory=inventory, useOutcome=C["use-used"])
    none = having(graph, "UseStatement", inInventory=inventory, useOutcome=C["use-none-found"])
    units = {graph.value(decision, GS.decidesScopeOf) for decision in scoped}
    assert (len(units), len(used), len(none)) == (11, 5, 6)
    assert {graph.value(node, GS.statementOf) for node in used | none} == units
    assert {graph.value(node, GS.statementOf) for node in used} == named(
        "org-ocw-core", "org-duo", "org-ivho", "org-cvte", "org-rce"
    )
    families = {graph.value(node, GS.concernsFamily) for node in used | none}
    assert families == {C["family-origin-and-or-sex"]}


def test_ocw_left_five_named_bodies_out_for_three_reasons() -> None:
    graph = papers()
    out = having(
        graph, "ScopeDecision", inInventory=M21["inventory-ocw"], scopeOutcome=C["scope-out"]
    )
    bodies = {graph.value(decision, GS.decidesScopeOf) for decision in out}
    assert bodies == named(
        "org-sbb", "org-nvao", "org-nwo", "org-knaw", "org-npo", "org-ocw-funded-field"
    )
    reasons = {C["reason-" + r] for r in ("outside-direct-reach", "own-responsibility")}
    reasons.add(C["reason-not-proportionate"])
    assert all(set(graph.objects(node, GS.exclusionReason)) == reasons for node in out)


def test_ezk_left_two_directorates_out_and_promised_a_follow_up() -> None:
    graph = papers()
    out = having(
        graph, "ScopeDecision", inInventory=M21["inventory-ezk"], scopeOutcome=C["scope-out"]
    )
    assert {graph.value(node, GS.decidesScopeOf) for node in out} == named("org-dg-ed", "org-dg-go")
    for node in out:
        assert graph.value(node, GS.exclusionReason) == C["reason-in-formation"]
        assert graph.value(node, GS.hasFollowUp) == M21["t-09"]
    inside = having(
        graph, "ScopeDecision", inInventory=M21["inventory-ezk"], scopeOutcome=C["scope-in"]
    )
    assert M21["org-ezk-kaderwet-zbos"] in {graph.value(n, GS.decidesScopeOf) for n in inside}


def test_ocw_note_was_coordinated_with_sixteen_entries() -> None:
    entries = set(papers().objects(M21["doc-s3"], GS.coordinatedWith))
    assert len(entries) == 16
    assert not entries & named("org-awti", "org-unesco", "org-ocw-core")


def test_ezk_study_has_twelve_steps() -> None:
    graph = papers()
    steps = having(graph, "ProcessStep", stepOf=M21["inventory-ezk"])
    numbers = sorted(int(str(graph.value(step, GS.stepNumber))) for step in steps)
    assert numbers == list(range(1, 13))
    assert all((step, GS.performedBy, None) in graph for step in steps)
    assert graph.value(M21["inventory-ezk"], GS.minimumApprovalLevel) == C["level-mt"]


def test_one_risk_model_in_the_papers_without_a_claim_on_its_indicators() -> None:
    graph = papers()
    assert of_kind(graph, "RiskModel") == named("risk-model-ivho")
    assert (M21["risk-model-ivho"], GS.activityStatus, None) not in graph
    criteria = set(graph.objects(M21["risk-model-ivho"], GS.hasCriterion))
    assert criteria == of_kind(graph, "SelectionCriterion")
    assert all((node, GS.criterionKind, None) not in graph for node in criteria)


# Questions


def test_eighteen_questions_in_eight_topics_with_twenty_memberships() -> None:
    graph = papers()
    questions = of_kind(graph, "Question")
    topics = of_kind(graph, "QuestionTopic")
    memberships = list(graph.subject_objects(GS.inTopic))
    numbers = sorted(int(str(graph.value(node, GS.questionNumber))) for node in questions)
    assert numbers == list(range(1, 19))
    assert (len(topics), len(memberships)) == (8, 20)
    sizes = Counter(int(str(graph.value(topic, GS.topicNumber))) for _, topic in memberships)
    assert [sizes[n] for n in range(1, 9)] == [5, 1, 2, 2, 3, 1, 4, 2]
    double = {q for q, n in Counter(q for q, _ in memberships).items() if n == 2}
    assert double == named("question-01", "question-12")
    assert {graph.value(a, GS.answers) for a in of_kind(graph, "Answer")} == questions


# Cooperation, findings and advice


def test_seven_partners_in_the_lsi() -> None:
    assert len(set(papers().objects(M21["org-lsi"], GS.hasMember))) == 7


def test_twelve_pieces_of_advice_five_with_an_owner() -> None:
    graph = papers()
    advice = of_kind(graph, "Advice")
    assert len(advice) == 12
    assert len({node for node in advice if (node, GS.followUpOwner, None) in graph}) == 5


def test_ten_findings_on_the_lsi() -> None:
    graph = papers()
    findings = having(graph, "Finding", authorRole=C["author-researcher"])
    kinds = Counter(graph.value(node, GS.findingKind) for node in findings)
    assert kinds == {C["findingkind-positive"]: 3, C["findingkind-negative"]: 7}


def test_no_running_projects_and_a_moratorium() -> None:
    graph = papers()
    status = M21["status-no-running-wga"]
    assert str(graph.value(status, GS.givenOn)) == "2024-11-04"
    assert graph.value(M21["moratorium-wga"], GS.projectKind) == C["projectkind-wga"]
    assert not of_kind(graph, "JointProject")


# Motions and commitments


def test_the_assignment_groups_two_adopted_motions() -> None:
    graph = papers()
    motions = set(graph.objects(M21.assignment, GS.groupsMotion))
    assert motions == named("kst-35510-21", "kst-35510-16")
    assert {graph.value(m, GS.motionOutcome) for m in motions} == {C["motion-adopted"]}
    assert graph.value(M21["kst-26643-827"], GS.motionOutcome) == C["motion-rejected"]


def test_every_commitment_and_expectation_is_there() -> None:
    graph = papers()
    codes = {
        str(code)
        for kind in ("Commitment", "Expectation", "Intention")
        for node in of_kind(graph, kind)
        for code in graph.objects(node, DCTERMS.identifier)
    }
    assert {f"T-{n:02d}" for n in range(1, 12)} <= codes
    assert {"E-01", "E-02"} <= codes
    assert having(graph, "Expectation") == named("e-01", "e-02")


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("t-02", 133),
        ("t-03", 5),
        ("t-04", 1),
        ("t-05", 315),
        ("t-06-ocw", 25),
        ("t-06-ezk", 27),
        ("t-06-buza", 131),
    ],
)
def test_late_commitments(key: str, days: int) -> None:
    assert days_late(M21[key]) == days


@pytest.mark.parametrize("key", ["t-06-bzk", "t-06-jenv", "t-06-vws"])
def test_commitments_in_time(key: str) -> None:
    assert days_late(M21[key]) <= 0


@pytest.mark.parametrize("key", ["t-07", "t-09", "t-11", "e-01"])
def test_nothing_found_that_fulfils(key: str) -> None:
    assert (M21[key], GS.fulfilledBy, None) not in everything()


# Provenance


def test_every_assertion_rests_on_a_statement() -> None:
    graph = everything()
    statements = of_kind(graph, "Statement")
    nodes = {node for kind in ASSERTIONS for node in of_kind(graph, kind)}
    assert nodes
    loose = {node for node in nodes if not set(graph.objects(node, GS.restsOn)) & statements}
    assert not loose


def test_every_statement_has_one_document_and_one_place_and_is_used() -> None:
    graph = everything()
    used = set(graph.objects(None, GS.restsOn)) | set(graph.objects(None, GS.concernsStatement))
    statements = of_kind(graph, "Statement")
    assert statements - used == set()
    for node in statements:
        assert len(set(graph.objects(node, GS.inDocument))) == 1, node
        assert len(set(graph.objects(node, GS.atPlace))) == 1, node


def test_every_statement_of_a_paper_quotes_it() -> None:
    graph = papers()
    for node in of_kind(graph, "Statement"):
        quote = graph.value(node, GS.asPrinted)
        assert isinstance(quote, Literal) and quote.language == "nl", node
        assert len(str(quote)) <= 300, node


def test_twenty_two_contradictions_with_explanation() -> None:
    graph = everything()
    nodes = of_kind(graph, "Contradiction")
    codes = {str(graph.value(node, DCTERMS.identifier)) for node in nodes}
    assert codes == {f"C-{n:02d}" for n in range(1, 23)}
    for node in nodes:
        assert (node, GS.concernsStatement, None) in graph
        assert (node, GS.likelyExplanation, None) in graph


def test_the_printed_date_is_kept_beside_its_correction() -> None:
    graph = papers()
    correction = graph.value(M21["doc-s0"], GS.hasDateCorrection)
    assert str(graph.value(M21["doc-s0"], GS.printedDate)) == "2023-12-23"
    assert str(graph.value(correction, GS.correctedDate)) == "2022-12-23"
    assert graph.value(correction, GS.certainty) == C["certainty-probable"]


# Later knowledge stays apart


def test_later_statements_have_a_public_address() -> None:
    later, graph = load(LATER), everything()
    statements = of_kind(later, "Statement")
    assert statements
    for node in statements:
        document = graph.value(node, GS.inDocument)
        assert (document, FOAF.page, None) in graph, node


def test_no_other_file_refers_to_later_knowledge() -> None:
    only_later = set(load(LATER).subjects(RDF.type, None)) - set(papers().subjects(RDF.type, None))
    assert only_later
    assert not only_later & (set(papers().subjects()) | set(papers().objects()))


def test_the_audit_contradicts_the_verdict_on_propriety() -> None:
    graph = everything()
    newer, older = M21["verdict-adr-duo-propriety"], M21["verdict-ocw-propriety"]
    assert (newer, GS.contradicts, older) in graph
    assert graph.value(newer, GS.dimension) == graph.value(older, GS.dimension)
    assert graph.value(older, GS.outcome) == C["outcome-proper"]
    assert (None, GS.supersedes, older) not in graph


# Form


def test_every_thing_is_typed_labelled_and_defined() -> None:
    graph = everything()
    things = {node for node in graph.all_nodes() if isinstance(node, URIRef) and node in M21}
    for node in things:
        assert (node, RDF.type, None) in graph, node
        labels = [text for text in graph.objects(node, RDFS.label) if isinstance(text, Literal)]
        assert sum(text.language == "nl" for text in labels) == 1, node


def test_no_names_of_officials() -> None:
    # Initials before a name, or a title of address: how officials are named in letters.
    person = re.compile(
        r"\b(?:[A-Z]\.){1,4} ?(?:van |de |der |den )*[A-Z][a-z]+|\b(?:drs|mr|ir)\. "
    )
    address = re.compile(r"\b(?:de heer|mevrouw|dhr\.|mw\.)", re.IGNORECASE)
    for text in everything().objects():
        if isinstance(text, Literal):
            assert not person.search(str(text)) and not address.search(str(text)), text


# The words of the papers


def normalised(text: str) -> str:
    """Text without markup, footnote marks, hyphenation at line ends and odd white space."""
    text = re.sub(r"<sup>.*?</sup>", "", text)
    text = re.sub(r"[*#\u00b9\u00b2\u00b3\u2074-\u2079]", "", text)
    text = re.sub(r"(?<=\w)-\n\s*(?=[a-z])", "", text)
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the five papers are not at hand")
@pytest.mark.parametrize("alias", sorted(SEEDS))
def test_quotes_occur_literally_in_the_paper(alias: str) -> None:
    graph = everything()
    paper = normalised((SHARED / "seeds" / SEEDS[alias]).read_text(encoding="utf-8"))
    document = graph.value(predicate=DCTERMS.identifier, object=Literal(alias))
    statements = set(graph.subjects(GS.inDocument, document))
    assert statements
    missing = [
        f"{node}: {quote}"
        for node in sorted(statements, key=str)
        for quote in graph.objects(node, GS.asPrinted)
        if normalised(str(quote)) not in paper
    ]
    assert not missing
