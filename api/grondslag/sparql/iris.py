"""Resolution of relative IRI references (RFC 3986, section 5.2)."""

import re

_PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def resolve(reference: str, base: str) -> str:
    """Return an IRI reference as an absolute IRI; an absolute one stays as it is written.

    Raises:
        ValueError: the reference is relative and there is no absolute base.
    """
    if _SCHEME.match(reference):
        return reference
    if not _SCHEME.match(base):
        raise ValueError(f"<{reference}> is a relative IRI and there is no BASE")
    scheme, authority, path, query, _ = _parts(base)
    _, own_authority, own_path, own_query, fragment = _parts(reference)
    if own_authority is not None:
        authority, path, query = own_authority, _without_dots(own_path), own_query
    elif own_path:
        path, query = _without_dots(_merged(own_path, authority, path)), own_query
    elif own_query is not None:
        query = own_query
    return "".join(
        (
            f"{scheme}:",
            "" if authority is None else f"//{authority}",
            path,
            "" if query is None else f"?{query}",
            "" if fragment is None else f"#{fragment}",
        )
    )


def _parts(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.fullmatch(iri)
    assert match is not None  # every text matches
    scheme, authority, path, query, fragment = match.groups()
    return scheme, authority, path or "", query, fragment


def _merged(path: str, authority: str | None, base_path: str) -> str:
    """Section 5.2.3: put a relative path in the folder of the base."""
    if path.startswith("/"):
        return path
    if authority is not None and not base_path:
        return f"/{path}"
    return base_path[: base_path.rfind("/") + 1] + path


def _without_dots(path: str) -> str:
    """Section 5.2.4: carry out ``.`` and ``..`` as steps between folders."""
    kept: list[str] = []
    steps = path.split("/")
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        if step == ".." and len(kept) > 1:
            kept.pop()
        if step not in (".", ".."):
            kept.append(step)
        elif last:
            kept.append("")
    return "/".join(kept)
