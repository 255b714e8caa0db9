"""Whether a JSON-LD document is so plain that every name in it surely stands for something.

Most documents are: one context at the top, keys that it knows, addresses in full or with a prefix.
That is seen in the bytes, many times faster than by looking at every value one by one.
"""

import json
import re

from grondslag.intake.json_context import Names

#: Bytes in which the context has to end.
_HEAD = 1 << 20
_PIECE = 1 << 22
_OVERLAP = 1 << 12
_CONTEXT = b'"@context"'
_BEGIN = re.compile(rb'\s*\{\s*"@context"\s*:\s*')
# A key with an escape in it is not seen. That is rare, and costs no more than a remark.
_KEY = re.compile(rb'"([^"\\]*)"\s*:')
_CHARACTERS = rb"[A-Za-z0-9\-._~/?@!$&'()*+,;=\x80-\xff]"
_FULL = rb"https?://[A-Za-z0-9\-.]+(?::[0-9]+)?(?:[/?](?:%C|:)*)?(?:#(?:%C|:)*)?"
_SHORT = rb"[A-Za-z_][A-Za-z0-9\-.]*:(?!//)(?:%C)*"
_BY_BASE = rb"[/#?]?[A-Za-z0-9\-._~/]*"
_WORD = rb"[A-Za-z0-9\-._~]+"


def doubt(data: bytes) -> str | None:
    """Return the first name that may stand for nothing; None when there is none for certain.

    Args:
        data: a well-formed document.

    Raises:
        NotTold: as :class:`Names` does.
    """
    names = Names()
    count = data.count(_CONTEXT)
    begin = _BEGIN.match(data)
    if count > 1 or (count and begin is None):
        return "@context"
    if begin is not None:
        text = data[begin.end() : begin.end() + _HEAD].decode("utf-8", errors="replace")
        try:
            context, _ = json.JSONDecoder().raw_decode(text)
        except ValueError:
            return "@context"
        names = names.within(context)
    for key in sorted(_keys(data)):
        name = key.decode("utf-8", errors="replace")
        if not _is_known(name, names):
            return name
    found = _suspect(names).search(data)
    return None if found is None else found[1].decode("utf-8", errors="replace")


def _keys(data: bytes) -> set[bytes]:
    found: set[bytes] = set()
    for start in range(0, len(data), _PIECE):
        found.update(_KEY.findall(data, start, start + _PIECE + _OVERLAP))
    return found


def _is_known(key: str, names: Names) -> bool:
    keyword = names.keyword(key)
    if keyword is not None:
        return keyword in _USUAL
    return names.is_ignored(key) or bool(names.addresses(key, is_term=True))


_USUAL = frozenset(
    re.findall(
        "@[A-Za-z]+",
        "@base @container @context @direction @graph @id @included @index @language @list "
        "@prefix @protected @reverse @set @type @value @version @vocab ",
    )
)


def _suspect(names: Names) -> re.Pattern[bytes]:
    """Return a pattern for a value that should be an address or a type and is not surely one."""
    keys = [*names.aliases("@id"), *names.aliases("@type")]
    keys += [
        name
        for name, meaning in names.terms.items()
        if isinstance(meaning, dict) and meaning.get("@type") in ("@id", "@vocab")
    ]
    words = [re.escape(name.encode()) for name in names.terms if not names.is_ignored(name)]
    forms = [_FULL.replace(b"%C", _CHARACTERS), _SHORT.replace(b"%C", _CHARACTERS)]
    if names.base is not None:
        forms.append(_BY_BASE)
    if names.vocabulary is not None:
        forms.append(_WORD)
    # A term is no address, but where the two are told apart is not worth another pattern: what is
    # in the context was thought of.
    # Atomic: a value that two forms fit would else be tried both ways, as would all after it.
    one = b'(?>"(?:' + b"|".join([*forms, rb"@[a-z]+", *words]) + b')")'
    several = rb"\[\s*+(?:" + one + rb"(?>\s*,\s*" + one + rb")*+\s*+)?\]"
    other = rb"[{0-9\-tfn]|\[\s*\{"
    key = b"|".join(re.escape(each.encode()) for each in keys)
    return re.compile(
        rb'"(?:' + key + rb')"\s*+:\s*+(?!' + one + b"|" + several + b"|" + other + rb")(.{0,80})"
    )
