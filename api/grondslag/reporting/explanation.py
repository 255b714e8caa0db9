"""Explanations for programs, as JSON."""

import json
from collections.abc import Iterable
from typing import Any

from rdflib import Variable
from rdflib.term import Node

from grondslag.tokens import token_of
from grondslag.validation import Violation
from grondslag.validation.columnar.explain import (
    Absence,
    Branch,
    Evidence,
    Explanation,
    Reason,
)


def _term(node: Node | None) -> str | None:
    """Return a term as an N-Triples token, a variable with its question mark."""
    if node is None:
        return None
    return f"?{node}" if isinstance(node, Variable) else token_of(node)


def _evidence(each: Evidence) -> dict[str, Any]:
    return {
        "subject": _term(each.subject),
        "predicate": _term(each.predicate),
        "object": _term(each.object),
        "source": each.source.value,
        "file": None if each.origin is None else each.origin.file,
        "line": None if each.origin is None else each.origin.line,
        "exact": each.exact,
        "written": _term(each.written),
        "followsFrom": [_evidence(source) for source in each.follows_from],
    }


def _absence(each: Absence) -> dict[str, Any]:
    return {
        "sought": [
            {"subject": _term(one.subject), "path": one.path, "object": _term(one.object)}
            for one in each.sought
        ],
        "conditions": list(each.conditions),
        "conditionsInWords": list(each.readings),
        "instead": [_evidence(one) for one in each.instead],
        "omitted": each.omitted,
        "unrelated": each.unrelated,
    }


def _reason(each: Reason) -> dict[str, Any]:
    return {
        "shape": _term(each.shape),
        "component": str(each.component),
        "focus": _term(each.focus),
        "value": _term(each.value),
        "text": each.text,
        "triples": [_evidence(one) for one in each.triples],
        "notFound": [_absence(one) for one in each.absent],
        "conditions": list(each.conditions),
        "conditionsInWords": list(each.readings),
        "branches": [_branch(one) for one in each.branches],
        "omitted": each.omitted,
        "notExplained": each.gap,
    }


def _branch(each: Branch) -> dict[str, Any]:
    return {
        "shape": _term(each.shape),
        "name": each.name,
        "value": _term(each.value),
        "conforms": each.conforms,
        "note": each.note,
        "triples": [_evidence(one) for one in each.triples],
        "reasons": [_reason(one) for one in each.reasons],
        "branches": [_branch(one) for one in each.branches],
        "omitted": each.omitted,
        "notExplained": each.gap,
    }


def explanation_json(items: Iterable[tuple[Violation, Explanation]], total: int) -> str:
    """Return violations with their explanations as JSON; texts are in both languages.

    ``total`` is the number of violations that were asked for, explained or not.
    Terms are N-Triples tokens; ``source`` of a triple is ``said``, ``entailed``, ``background``
    or ``date``, see :class:`grondslag.validation.columnar.explain.Evidence`.
    """
    document = [
        {
            "key": violation.key,
            **({} if violation.graph is None else {"graph": violation.graph}),
            "rule": violation.code,
            "name": violation.name,
            "message": violation.message,
            "focus": _term(violation.focus),
            "path": _term(violation.path),
            "value": _term(violation.value),
            "shape": explanation.name,
            "target": [_evidence(each) for each in explanation.target],
            "reasons": [_reason(each) for each in explanation.reasons],
        }
        for violation, explanation in items
    ]
    whole = {"total": total, "explanations": document}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
