"""Explanations with the places of their triples told in another way."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from grondslag.dataset import Origin
from grondslag.validation.columnar.explain.model import (
    Absence,
    Branch,
    Evidence,
    Explanation,
    Reason,
)

_PARTS = (Absence, Branch, Evidence, Explanation, Reason)


def with_places(
    explanation: Explanation, place: Callable[[Origin | None], Origin | None]
) -> Explanation:
    """Return an explanation in which every place is told as ``place`` tells it."""

    def changed(part: Any) -> Any:
        if isinstance(part, Origin):
            return place(part)
        if isinstance(part, tuple):
            return tuple(map(changed, part))
        if isinstance(part, _PARTS):
            return replace(part, **{f.name: changed(getattr(part, f.name)) for f in fields(part)})
        return part

    told: Explanation = changed(explanation)
    return told
