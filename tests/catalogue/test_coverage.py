"""Every requirement is covered by a rule or reasoned away, and the lists are right."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from grondslag.catalogue import rules
from grondslag.catalogue.coverage import (
    Coverage,
    assess,
    coverage,
    parse_reasons,
    parse_requirements,
)
from grondslag.cli.coverage import page
from grondslag.errors import ContentError

HEAD = "requirement,group,text_nl,text_en\n"
LIST = HEAD + "SH-01,a,Een bron.,A source.\nSH-99,a,Iets anders.,Something else.\n"
REASONS = "requirement,reason_nl,reason_en\nSH-99,Te vaag.,Too vague.\n"


@pytest.fixture(scope="module")
def shipped() -> Coverage:
    return coverage()


def small(reasons: str = "requirement,reason_nl,reason_en\n") -> Coverage:
    rule = replace(rules()[0], requirements=("SH-01", "A1"))
    return assess(parse_requirements(LIST), parse_reasons(reasons), (rule,))


def test_the_list_has_every_requirement_once(shipped: Coverage) -> None:
    series = Counter(each.requirement.series for each in shipped.requirements)
    # R: 8 + 4 + 4 + 9 + 8 from the five papers; SH: 1 to 86 without 08 and 09.
    assert series == {"R": 33, "SH": 84, "TK": 10, "SX": 9}
    numbers = [each.requirement.number for each in shipped.requirements]
    assert len(set(numbers)) == 136
    tens = Counter(number[:4] for number in numbers if number.startswith("R-"))
    assert tens == {"R-00": 8, "R-01": 4, "R-02": 4, "R-03": 9, "R-04": 8}
    missing = {f"SH-{n:02}" for n in range(1, 87)} - set(numbers)
    assert missing == {"SH-08", "SH-09"}


def test_every_requirement_is_covered_or_has_a_reason(shipped: Coverage) -> None:
    bare = [each.requirement.number for each in shipped.requirements if each.status == "uncovered"]
    assert bare == []
    assert shipped.unknown == ()


def test_covered_reasoned_and_uncovered_are_told_apart() -> None:
    first, second = small().requirements
    assert (first.status, first.rules) == ("covered", (rules()[0].code,))
    assert (second.status, second.rules, second.reason) == ("uncovered", (), None)
    assert not small().complete
    second = small(REASONS).requirements[1]
    assert (second.status, second.reason) == ("reasoned", {"nl": "Te vaag.", "en": "Too vague."})
    assert small(REASONS).complete


def test_what_is_uncovered_stands_out() -> None:
    for language, word in (("nl", "NIET GEDEKT: SH-99"), ("en", "UNCOVERED: SH-99")):
        lines = [str(part) for part in page(small(), language)]  # type: ignore[arg-type]
        assert lines[-1] == word


def test_a_number_that_does_not_exist_is_found() -> None:
    rule = replace(rules()[0], requirements=("SH-08", "C-01"))
    found = assess(parse_requirements(LIST), {}, (rule,))
    assert found.unknown == (("SH-08", (rule.code,)),)


def test_a_rule_without_a_part_of_its_face_is_found() -> None:
    whole = rules()[0]
    poor = replace(
        whole,
        code="DOC-00",
        why={"nl": "Daarom.", "en": ""},
        provisions=(),
        requirements=(),
    )
    (gap,) = assess(parse_requirements(LIST), {}, (whole, poor)).gaps
    assert gap.code == "DOC-00"
    assert gap.missing == ("why@en", "provision", "requirement", "good.ttl", "bad.ttl")


@pytest.mark.parametrize(
    "text",
    [
        "requirement,text_nl,text_en\nSH-01,a,b\n",
        HEAD + "SH-01,a,,b\n",
        HEAD + "SH-01,a,b\n",
        HEAD + "SH-01,a,b,c,d\n",
        HEAD + "SH-01,a,b,c\nSH-01,a,b,c\n",
    ],
)
def test_a_broken_list_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="table|line"):
        parse_requirements(text)


def test_a_reason_for_a_requirement_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ContentError, match="SH-08 does not exist"):
        small(REASONS.replace("SH-99", "SH-08"))


def test_the_command_gives_json_and_its_exit_code(shipped: Coverage) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grondslag", "rules", "--coverage", "--format", "json"],
        capture_output=True,
        check=False,
    )
    answer = json.loads(done.stdout)
    assert len(answer["requirements"]) == 136
    assert answer["complete"] == shipped.complete
    assert done.returncode == (0 if shipped.complete else 3)
