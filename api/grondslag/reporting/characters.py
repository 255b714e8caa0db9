"""Characters that a terminal, a page or an XML file must not get from data."""

import re

#: What XML 1.0 (section 2.2, Char) does not allow; the same set steers terminals.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\x7f")


def printable(text: str) -> str:
    """Return a text in which every control character is shown as the replacement character."""
    return _FORBIDDEN.sub("\ufffd", text)
