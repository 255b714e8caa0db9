"""The same data on five reference dates: the norm register decides what applies on each.

No date of a norm is written here. Every expectation is derived from the dates that the register
in ontology/norms gives, so a norm that moves changes the expectation and the outcome together.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from grondslag.usecases import open_files
from rules.harness import GS, PREFIXES, ROOT

REFERENCE_DATES = ("2022-06-01", "2024-06-01", "2025-06-01", "2026-11-21", "2028-01-01")
NORM = "https://w3id.org/grondslag/norm/"
EXAMPLE = "https://w3id.org/grondslag/id/example/"

#: The WGS as a ground, one assessment per framework, a ban, a coming duty and data for bias.
DATA = """
ex:exchange a gs:Processing ; rdfs:label "Uitwisseling"@nl ; gs:hasLegalGround ex:ground ;
    gs:startedOn "2022-01-10"^^xsd:date .
ex:ground a gs:LegalGround ; rdfs:label "Grond"@nl ; gs:restsOnNorm norm:wgs .

ex:banned a gs:RiskModel ; rdfs:label "Verboden model"@nl ;
    gs:activityStatus c:status-active ; gs:aiActClass c:aiact-prohibited .
ex:high a gs:RiskModel ; rdfs:label "Model met hoog risico"@nl ;
    gs:activityStatus c:status-active ; gs:aiActClass c:aiact-high-risk ;
    gs:hasBiasDataUse ex:bias-data .
ex:bias-data a gs:BiasDataUse ; rdfs:label "Herkomst voor het onderzoek"@nl .

ex:judged a gs:RiskModel ; rdfs:label "Getoetst model"@nl ; gs:activityStatus c:status-active .
"""


@lru_cache(maxsize=1)
def register() -> Graph:
    """Return the norm register as shipped."""
    graph = Graph()
    for path in sorted((ROOT / "ontology" / "norms").glob("*.ttl")):
        graph.parse(path)
    return graph


def day(norm: str, end: bool = False) -> date:
    """Return the first day on which a norm applies, or the last; the register must give it."""
    value = register().value(URIRef(NORM + norm), GS.validUntil if end else GS.validFrom)
    assert isinstance(value, Literal), norm
    return date.fromisoformat(str(value))


def in_force(norm: str, on: date) -> bool:
    """Whether a norm applies on a day; an end that is absent is open."""
    node = URIRef(NORM + norm)
    start, end = register().value(node, GS.validFrom), register().value(node, GS.validUntil)
    return (start is None or str(start) <= on.isoformat()) and (
        end is None or on.isoformat() <= str(end)
    )


def _assessments() -> Iterator[tuple[str, str, str]]:
    """Give name, framework and date: each reference date under each framework."""
    for framework in ("toetsingskader-2021", "toetsingskader-2025", "iama-v1", "iama-v2"):
        for on in REFERENCE_DATES:
            yield f"{framework}-{on}", framework, on


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the small graph that every test of this file reads."""
    lines = [
        f'ex:{name} a gs:Assessment ; rdfs:label "Toets"@nl ; gs:assesses ex:judged ;\n'
        f'    gs:assessedOn "{on}"^^xsd:date ; gs:underFramework norm:{framework} .\n'
        for name, framework, on in _assessments()
        if on <= "2026-11-21"
    ]
    # One more model knows the first framework only.
    lines.append(
        'ex:older a gs:RiskModel ; rdfs:label "Ouder model"@nl ;\n'
        "    gs:activityStatus c:status-active .\n"
        'ex:older-test a gs:Assessment ; rdfs:label "Oudere toets"@nl ; gs:assesses ex:older ;\n'
        '    gs:assessedOn "2022-03-01"^^xsd:date ; gs:underFramework norm:toetsingskader-2021 .\n'
    )
    path = tmp_path_factory.mktemp("dates") / "models.ttl"
    path.write_text(PREFIXES + DATA + "".join(lines), encoding="utf-8")
    return path


@lru_cache(maxsize=8)
def outcomes(path: Path, as_of: str) -> frozenset[tuple[str, str]]:
    """Return (rule, local name of the subject) for every result on one reference date."""
    report = open_files([str(path)], as_of=date.fromisoformat(as_of)).validate()
    return frozenset(
        (each.code, str(each.focus).removeprefix(EXAMPLE)) for each in report.violations
    )


@pytest.mark.parametrize("as_of", REFERENCE_DATES)
def test_the_wgs_is_no_ground_for_a_processing_from_before_it(file: Path, as_of: str) -> None:
    """norm:wgs. The processing began before the WGS, so its whole period is never covered."""
    assert date(2022, 1, 10) < day("wgs")
    assert ("PRC-08", "exchange") in outcomes(file, as_of)


@pytest.mark.parametrize("start", REFERENCE_DATES[:4])
def test_the_wgs_is_a_ground_from_the_day_it_is_in_force(tmp_path: Path, start: str) -> None:
    """norm:wgs. A processing of that day may rest on it from its first day on, in 2024 not yet."""
    path = tmp_path / "wgs.ttl"
    path.write_text(PREFIXES + DATA.replace("2022-01-10", start), encoding="utf-8")
    covered = ("PRC-08", "exchange") not in outcomes(path, "2026-11-21")
    assert covered == in_force("wgs", date.fromisoformat(start))


@pytest.mark.parametrize("as_of", REFERENCE_DATES)
def test_the_ban_applies_from_its_own_day(file: Path, as_of: str) -> None:
    """norm:aia-art-5. Not the day of the AI Act as a whole, but that of the article."""
    assert day("aia") < day("aia-art-5")
    reported = ("AIA-02", "banned") in outcomes(file, as_of)
    assert reported == in_force("aia-art-5", date.fromisoformat(as_of))


@pytest.mark.parametrize("as_of", REFERENCE_DATES)
def test_the_rights_assessment_is_advice_first_and_a_duty_later(file: Path, as_of: str) -> None:
    """norm:aia-art-27. Before its day the model gets advice (AIA-04), from then on AIA-03."""
    duty = in_force("aia-art-27", date.fromisoformat(as_of))
    found = outcomes(file, as_of)
    assert (("AIA-03", "high") in found) == duty
    assert (("AIA-04", "high") in found) == (not duty)


@pytest.mark.parametrize("as_of", REFERENCE_DATES)
def test_conditions_of_bias_data_apply_from_the_amending_regulation(file: Path, as_of: str) -> None:
    """norm:aia-art-4a, inserted by norm:aia-omnibus; the rule is silent before that day."""
    assert day("aia-art-4a") == day("aia-omnibus")
    reported = ("AIA-05", "bias-data") in outcomes(file, as_of)
    assert reported == in_force("aia-art-4a", date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("name", "framework", "on"), [row for row in _assessments() if row[2] <= "2026-11-21"]
)
def test_a_framework_counts_only_while_it_is_in_force(
    file: Path, name: str, framework: str, on: str
) -> None:
    """Both frameworks of the Institute and both versions of the IAMA, on each date."""
    reported = ("FRM-02", name) in outcomes(file, "2026-11-21")
    assert reported != in_force(framework, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("old", "new"), [("toetsingskader-2021", "toetsingskader-2025"), ("iama-v1", "iama-v2")]
)
def test_a_framework_ends_the_day_before_its_successor(old: str, new: str) -> None:
    assert (day(new) - day(old, end=True)).days == 1
    assert register().value(URIRef(NORM + old), GS.supersededBy) == URIRef(NORM + new)


@pytest.mark.parametrize("as_of", REFERENCE_DATES)
def test_an_older_assessment_gets_advice_once_the_successor_is_there(
    file: Path, as_of: str
) -> None:
    """norm:toetsingskader-2025. A model that was assessed under it as well gets no advice."""
    found = outcomes(file, as_of)
    assert (("FRM-03", "older-test") in found) == in_force(
        "toetsingskader-2025", date.fromisoformat(as_of)
    )
    assert ("FRM-03", "toetsingskader-2021-2022-06-01") not in found


def test_the_five_dates_give_five_outcomes(file: Path) -> None:
    """The dates were chosen so that the register says something else on almost each of them."""
    mine = ("AIA-02", "AIA-03", "AIA-04", "AIA-05", "FRM-03")
    seen = [
        frozenset(result for result in outcomes(file, as_of) if result[0] in mine)
        for as_of in REFERENCE_DATES
    ]
    assert seen[0] == seen[1], "nothing of the five rules changed between 2022 and June 2024"
    assert len(set(seen)) == 4
