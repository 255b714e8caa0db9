"""Where pySHACL is known to deviate from the specification; see deviations.md."""

from differential.cases import Case
from differential.comparison import Difference


def unexplained(case: Case, found: list[Difference]) -> list[Difference]:
    """Return the differences that no known deviation explains."""
    return [each for each in found if explained(case, each, found) is None]


def explained(case: Case, difference: Difference, found: list[Difference]) -> str | None:
    """Return the name of the deviation that explains a difference, or None."""
    return None
