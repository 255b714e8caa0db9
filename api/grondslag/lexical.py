"""How terms are spelled as canonical N-Triples tokens (https://www.w3.org/TR/n-triples/).

The form is the one that Oxigraph writes: ``xsd:string`` is left out, language tags are in
lower case, and only what has to be is escaped. ``grondslag.tokens`` makes rdflib terms of them.
"""

import re

XSD = "http://www.w3.org/2001/XMLSchema#"
STRING = f"{XSD}string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_ECHAR = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_MUST_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def escape(text: str) -> str:
    """Return a lexical form as it stands between the quotes of a token."""
    return _MUST_ESCAPE.sub(
        lambda match: _ECHAR.get(match[0]) or f"\\u{ord(match[0]):04X}",
        text,
    )


def unescape(text: str) -> str:
    """Return the lexical form that an escaped text stands for."""
    if "\\" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else _PLAIN.get(code, code)

    return _ESCAPED.sub(plain, text)


def literal_token(text: str, datatype: str = STRING, language: str = "") -> str:
    """Return the token of a literal from its lexical form and its datatype or language."""
    if language:
        return f'"{escape(text)}"@{language.lower()}'
    if datatype in ("", STRING):
        return f'"{escape(text)}"'
    return f'"{escape(text)}"^^<{datatype}>'


def split_literal(token: str) -> tuple[str, str, str]:
    """Return lexical form, datatype and language ('' for none) of a literal's token."""
    if token.endswith('"'):
        return unescape(token[1:-1]), STRING, ""
    if token.endswith(">"):
        cut = token.rindex('"^^<')
        return unescape(token[1:cut]), token[cut + 4 : -1], ""
    cut = token.rindex('"@')
    return unescape(token[1:cut]), LANG_STRING, token[cut + 2 :]
