"""Every rule has a face: code, name, message, reason, repair, law, group and order."""

import csv
import re

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SH
from rdflib.term import Node

from rules.harness import EXAMPLES, GS, RULE, SHAPES, ontology, rules, select, shapes

#: Where a rule stands: its file, its group, and the hundred that its order starts from.
THEMES = {
    "DOC": ("documents", 0),
    "SCP": ("scope", 100),
    "PRC": ("processing", 200),
    "SPC": ("special-categories", 300),
    "RSK": ("risk-models", 400),
    "VER": ("verdicts", 500),
    "MEA": ("measures", 600),
    "PAR": ("parliament", 700),
    "COO": ("cooperation", 800),
    "SEX": ("sex-registration", 900),
    "AIA": ("ai-act", 1400),
    "FRM": ("frameworks", 1500),
    "INC": ("incidents", 1600),
    "STA": ("statistics", 1700),
}
PROSE = (SH.name, SH.message, GS.whyItMatters, GS.howToRepair)
CONSTRAINTS = {SH.minCount, SH.pattern, SH["not"], SH["or"], SH.sparql}
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}
#: What a query may not hold if running it per node and once for all must give the same.
FORBIDDEN = r"(?i)\b(MINUS|VALUES|SERVICE|NOW|SELECT|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP|ORDER)\b"
ID = "(SH|R|C|F|TK|SX)-[0-9]{1,3}|A[1-5]"

#: Words of the trade that a privacy officer should not have to know.
JARGON = r"(?i)\b(node|shape|focus|triple|iri|uri|property|instance|klasse|node\w*)\b"
#: The machine reports what is missing or contradictory; people judge.
JUDGEMENT = r"(?i)\b(onrechtmatig|illegaal|in strijd met de wet|unlawful|illegal)\b"


def _texts(rule: URIRef, predicate: Node) -> dict[str | None, str]:
    found = list(shapes().objects(rule, predicate))
    texts = {text.language: str(text) for text in found if isinstance(text, Literal)}
    assert len(texts) == len(found)
    return texts


@pytest.mark.parametrize("code", sorted(rules()))
def test_the_rule_has_all_its_prose_in_two_languages(code: str) -> None:
    for predicate in PROSE:
        texts = _texts(rules()[code], predicate)
        assert set(texts) == {"nl", "en"}, predicate
        for text in texts.values():
            assert text == text.strip() and "  " not in text
            assert not re.search(JARGON, text), text
            assert not re.search(JUDGEMENT, text), text
            assert predicate == SH.name or text.endswith(".")
            sentences = re.split(r"(?<=[.?!:])\s+", text)
            assert all(len(sentence.split()) <= 20 for sentence in sentences), text
            assert len(re.split(r"(?<=[.?!])\s+", text)) <= 3, text


@pytest.mark.parametrize("code", sorted(rules()))
def test_the_message_shows_a_value_exactly_where_there_is_one(code: str) -> None:
    rule = rules()[code]
    query = select(code) or ""
    has_value = "?value" in query.split("WHERE")[0] or any(
        (rule, constraint, None) in shapes() for constraint in (SH.pattern, SH["not"])
    )
    for text in _texts(rule, SH.message).values():
        assert ("{?value}" in text) == has_value
        assert not set(re.findall(r"\{.*?\}", text)) - {"{?value}", "{$this}"}


@pytest.mark.parametrize("code", sorted(rules()))
def test_the_rule_has_its_place_and_one_constraint(code: str) -> None:
    rule, graph = rules()[code], shapes()
    theme, number = code.split("-")
    group, start = THEMES[theme]
    assert [str(value) for value in graph.objects(rule, DCTERMS.identifier)] == [code]
    assert list(graph.objects(rule, SH.group)) == [RULE[f"group-{group}"]]
    assert list(graph.objects(rule, SH.order)) == [Literal(start + int(number))]
    assert len(list(graph.objects(rule, SH.severity))) == 1
    assert graph.value(rule, SH.severity) in SEVERITIES
    assert (rule, SH.targetClass, None) in graph
    used = [p for p in graph.predicates(rule, None) if p in CONSTRAINTS]
    assert len(used) == 1
    assert f"rule:{code} a sh:" in (SHAPES / f"{group}.ttl").read_text("utf-8")


@pytest.mark.parametrize("code", sorted(rules()))
def test_the_rule_names_its_law_and_its_requirement(code: str) -> None:
    provisions = set(shapes().objects(rules()[code], GS.basedOnProvision))
    assert provisions
    for provision in provisions:
        kinds = set(ontology().objects(provision, RDF.type))
        assert kinds & {GS.Provision, GS.Norm}, provision
    requirements = [str(text) for text in shapes().objects(rules()[code], GS.requirementId)]
    assert requirements
    assert all(re.fullmatch(ID, text) for text in requirements)


def test_the_groups_are_named_and_ordered() -> None:
    for group, start in THEMES.values():
        node = RULE[f"group-{group}"]
        assert set(_texts(node, RDFS.label)) == {"nl", "en"}
        assert shapes().value(node, SH.order) == Literal(start)
    assert len(set(shapes().subjects(RDF.type, SH.PropertyGroup))) == len(THEMES)


@pytest.mark.parametrize("code", [code for code in sorted(rules()) if select(code)])
def test_the_query_can_run_per_node_and_once_for_all(code: str) -> None:
    query = select(code) or ""
    head, _, body = query.partition("{")
    assert re.fullmatch(r"SELECT (DISTINCT )?\$this (\?value )?WHERE ", head)
    first = re.split(r"[.;{]\s", body.strip(), maxsplit=1)[0]
    assert "$this" in first.split()
    assert "?this" not in query
    assert not re.search(FORBIDDEN, body), re.search(FORBIDDEN, body)
    constraint = shapes().value(rules()[code], SH.sparql)
    prefixes = list(shapes().objects(constraint, SH.prefixes))
    assert prefixes == [URIRef(str(RULE))]


def test_every_term_in_rules_and_examples_is_defined() -> None:
    ours = r"\b(gs|c|norm):([A-Za-z][A-Za-z0-9-]*)"
    bases = {"gs": str(GS), "c": str(GS).replace("def#", "concept/")}
    bases["norm"] = str(GS).replace("def#", "norm/")
    known = {str(term) for term in ontology().subjects()}
    missing = set()
    for path in sorted(SHAPES.rglob("*.ttl")):
        if not (path.parent == SHAPES or EXAMPLES in path.parents):
            continue
        text = re.sub(r"@prefix .*|#.*", "", path.read_text("utf-8"))
        for prefix, name in re.findall(ours, re.sub(r'"[^"\n]*"', "", text)):
            if bases[prefix] + name not in known:
                missing.add(f"{prefix}:{name}")
    assert missing <= {"gs:context"}


def test_the_table_of_rules_is_complete() -> None:
    text = (SHAPES / "README.md").read_text("utf-8")
    severities = {SH.Violation: "V", SH.Warning: "W", SH.Info: "I"}
    for code, rule in rules().items():
        row = next(line for line in text.splitlines() if line.startswith(f"| {code} |"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[2] == severities[URIRef(str(shapes().value(rule, SH.severity)))]
        norms = shapes().objects(rule, GS.basedOnProvision)
        assert set(cells[3].split(", ")) == {str(norm).rsplit("/", 1)[1] for norm in norms}
        needs = shapes().objects(rule, GS.requirementId)
        assert set(cells[4].split(", ")) == {str(need) for need in needs}
    assert len(re.findall(r"(?m)^\| [A-Z]{3}-[0-9]{2} \|", text)) == len(rules())


def test_the_readme_tells_for_every_requirement_which_rules_cover_it() -> None:
    text = (SHAPES / "README.md").read_text("utf-8")
    table = dict(
        re.findall(r"^\| ((?:R|SH|TK|SX)-\d+) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)
    )
    with (SHAPES / "requirements.csv").open(encoding="utf-8", newline="") as lines:
        numbers = [row["requirement"] for row in csv.DictReader(lines)]
    assert list(table) == numbers
    cited: dict[str, set[str]] = {}
    for code, rule in rules().items():
        for number in shapes().objects(rule, GS.requirementId):
            cited.setdefault(str(number), set()).add(code)
    assert {number: set(cell.split(", ")) for number, cell in table.items()} == {
        number: cited[number] for number in numbers
    }


def test_what_nobody_has_checked_can_only_warn() -> None:
    known = ontology()
    for code, rule in rules().items():
        if shapes().value(rule, SH.severity) != SH.Violation:
            continue
        checked = []
        for provision in shapes().objects(rule, GS.basedOnProvision):
            flag = known.value(provision, GS.textChecked)
            if flag is None:
                flag = known.value(known.value(provision, GS.ofNorm), GS.textChecked)
            checked.append(str(flag) == "true")
        assert any(checked), code
