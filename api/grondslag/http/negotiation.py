"""Which of the forms on offer a client likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of an Accept header with their weights; a bad weight is zero."""
    found = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        if media_range:
            found.append((media_range, weight))
    return found


def _weight(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that covers a media type."""
    kind = media_type.split("/")[0]
    for wanted in (media_type, f"{kind}/*", "*/*"):
        weights = [weight for media_range, weight in ranges if media_range == wanted]
        if weights:
            return max(weights)
    return 0.0


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that fits an Accept header best, or None if none does.

    Args:
        accept: the header; None or empty accepts everything.
        offered: media types without parameters, the preferred one first.
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: _weight(media_type, ranges))
    return best if _weight(best, ranges) > 0 else None
