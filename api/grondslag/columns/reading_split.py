"""Where a large document can be cut, so that its parts are parsed at the same time.

A cut is a guess; that the parts parse is its proof. Turtle and TriG: a first part that is
accepted to its end ends between two statements at the top, for a parser that stops inside a
text, a comment, a list or a graph refuses the end. The next part then means the same as in the
whole when it starts with the prefixes and the base that the first part ends with, which is
compared afterwards. A cut inside a graph is proven by a statement put behind the first part: it
is only accepted after a dot, it comes out in the graph that is open there, and the brace behind
it is only accepted when one is open. JSON-LD: each part is put inside brackets, and is only
accepted when the brackets within it are in balance, so that the comma at the cut, which stands
between two braces, parted two members of the outermost list; members of a list do not depend on
one another (JSON-LD 1.1 API, section 5.1.2).

Nothing here needs NumPy or Polars: it runs before these have been imported.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from grondslag.columns.reading_source import Document

_HEAD = 1 << 20
_WINDOW = 1 << 18
_TAIL = 1 << 12

# A dot or, in TriG, a brace ends a line; the next begins in its first column.
_AFTER_STATEMENT = re.compile(rb"\.\s*\n(?=[<A-Za-z_:\[(])")
_AFTER_GRAPH = re.compile(rb"\n\}\s*\.?\s*\n(?=[<A-Za-z_:\[({])")
_IN_GRAPH = re.compile(rb"\.\s*\n(?=[ \t]*[<A-Za-z_:\[(])")
# A guess is looked at before it is taken: so many guesses, so many statements.
_GUESSES = 50
_STATEMENTS = 50
_PROBE = "<http://grondslag.invalid/probe> " * 3

_LIST = re.compile(rb"\s*\[")
_LIST_END = re.compile(rb"\]\s*\Z")
_CONTEXT = re.compile(r'\s*\{\s*"@context"\s*:\s*')
_GRAPH = re.compile(r'\s*,\s*"@graph"\s*:\s*\[')
_GRAPH_END = re.compile(rb"\]\s*\}\s*\Z")
_BETWEEN_OBJECTS = re.compile(rb'\}\s*,\s*\{\s*(?="[^"\\]*"\s*:)')
_JSON_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{}\]]', re.DOTALL)
_BETWEEN = re.compile(rb"\s*(,)\s*\{")


@dataclass(frozen=True)
class Part:
    """A stretch of a document that is a document itself, between a head and a tail.

    Attributes:
        head: what comes before it.
        start: where it begins in the whole.
        end: where it ends.
        tail: what comes behind it.
        ending: what its N-Quads have to end with, because of the tail; it is not to be kept.
    """

    head: bytes
    start: int
    end: int
    tail: bytes = b""
    ending: bytes = b""


@dataclass(frozen=True)
class _Cut:
    """A place between two statements, and the graph that is open there, as it seems."""

    place: int
    graph: str = ""


@dataclass(frozen=True)
class Plan:
    """Parts of a document, in order.

    Attributes:
        parts: one or more; one alone is the document as it is.
        state: prefixes and base with which every part but the last has to end; None when there
            is nothing to compare.
    """

    parts: list[Part]
    state: dict[str, object] | None = None


def plan(document: Document, syntax: ox.RdfFormat, count: int) -> Plan:
    """Return parts of about equal size; a single one where no place for a cut is seen."""
    found = None
    if count > 1 and syntax in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        found = _plan_statements(document, syntax, count)
    elif count > 1 and syntax == ox.RdfFormat.JSON_LD:
        found = _plan_json(document, count)
    return found or Plan([Part(b"", 0, document.size)])


def _targets(start: int, end: int, count: int) -> list[int]:
    return [start + (end - start) * part // count for part in range(1, count)]


def _plan_statements(document: Document, syntax: ox.RdfFormat, count: int) -> Plan | None:
    quads = ox.parse(document.read(0, _HEAD), format=syntax)
    try:
        graph = next(quads).graph_name
    except (StopIteration, SyntaxError):
        return None
    prefixes, base = quads.prefixes, quads.base_iri
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    if base is not None:
        # Last, so that it has no part in how the prefixes are read.
        head += f"@base <{base}> .\n"
    name = "" if isinstance(graph, ox.DefaultGraph) else str(graph)
    targets = _targets(0, document.size, count)
    if syntax == ox.RdfFormat.TRIG:
        cuts = [_cut_of_graphs(document, target, head, name) for target in targets]
    else:
        cuts = [_cut_at(document, target, head, _AFTER_STATEMENT) for target in targets]
    known = [cut for cut in cuts if cut is not None]
    if len(known) < len(cuts):
        return None
    borders = [_Cut(0), *known, _Cut(document.size)]
    parts = [
        _part(head if begin.place else "", begin, end)
        for begin, end in zip(borders[:-1], borders[1:], strict=True)
    ]
    return Plan(parts, {"prefixes": prefixes, "base": base})


def _part(head: str, begin: _Cut, end: _Cut) -> Part:
    tail = f"{_PROBE}. }}\n" if end.graph else ""
    ending = f"{_PROBE}{end.graph} .\n" if end.graph else ""
    start = head + _opening(begin.graph)
    return Part(start.encode(), begin.place, end.place, tail.encode(), ending.encode())


def _opening(graph: str) -> str:
    return f"{graph} {{\n" if graph else ""


def _cut_of_graphs(document: Document, target: int, head: str, graph: str) -> _Cut | None:
    """Return a cut between two graphs that is not far away, or one inside a graph."""
    reach = document.size // 16
    near = max(0, target - reach)
    between = _cut_at(document, near, head, _AFTER_GRAPH, window=2 * reach)
    if between is not None:
        return between
    pattern = _IN_GRAPH if graph else _AFTER_STATEMENT
    return _cut_at(document, target, head, pattern, graph=graph)


def _cut_at(
    document: Document,
    target: int,
    head: str,
    pattern: re.Pattern[bytes],
    *,
    window: int = _WINDOW,
    graph: str = "",
) -> _Cut | None:
    """Return the first place that looks good and after which statements can be read."""
    text = document.read(target, window + _WINDOW)
    opening = (head + _opening(graph)).encode()
    for found in islice(pattern.finditer(text, 0, window), _GUESSES):
        after = text[found.end() : found.end() + _WINDOW]
        try:
            for _ in islice(ox.parse(opening + after, format=ox.RdfFormat.TRIG), _STATEMENTS):
                continue
        except SyntaxError:
            continue
        return _Cut(target + found.end(), graph)
    return None


def _plan_json(document: Document, count: int) -> Plan | None:
    head, tail = document.read(0, _HEAD), document.read(max(0, document.size - _TAIL), _TAIL)
    found = _LIST.match(head)
    if found is not None:
        start, before, after = found.end(), b"[", b"]"
        ending = _LIST_END.search(tail)
    else:
        length = _length_of_json_head(head)
        if length is None:
            return None
        # The inner brackets refuse a part that leaves the list of @graph.
        start, before, after = length, head[:length] + b"[", b"]]}"
        ending = _GRAPH_END.search(tail)
    if ending is None:
        return None
    end = document.size - len(tail) + ending.start()
    separator = _separator(document.read(start, _WINDOW))
    if separator is None:
        return None
    commas = []
    for target in _targets(start, end, count):
        comma = _comma_at_top(document.read(target, _WINDOW), separator)
        if comma is None:
            return None
        commas.append(target + comma)
    starts = [start] + [comma + 1 for comma in commas]
    return Plan(
        [
            Part(before, first, last, after)
            for first, last in zip(starts, [*commas, end], strict=True)
        ]
    )


def _length_of_json_head(head: bytes) -> int | None:
    """Return the length of ``{"@context": …, "@graph": [`` at the start of a document."""
    text = head.decode("utf-8", errors="ignore")
    begin = _CONTEXT.match(text)
    if begin is None:
        return None
    try:
        _, place = json.JSONDecoder().raw_decode(text, begin.end())
    except (ValueError, RecursionError):
        return None
    graph = _GRAPH.match(text, place)
    return None if graph is None else len(text[: graph.end()].encode())


def _ends_of_objects(text: bytes, start: int, depth: int) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Yield, for each object before a next one, the depth around it and what is in between."""
    for token in _JSON_TOKEN.finditer(text, start):
        sign = token[0][:1]
        if sign in b"[{":
            depth += 1
        elif sign in b"]}":
            depth -= 1
            if sign == b"}" and (between := _BETWEEN.match(text, token.end())):
                yield depth, between


def _separator(text: bytes) -> bytes | None:
    """Return what stands between the first two members of a list, when these are objects."""
    for depth, between in _ends_of_objects(text, 0, 0):
        if depth == 0:
            return between[0]
    return None


def _comma_at_top(window: bytes, separator: bytes) -> int | None:
    """Return the place of a comma that parts two members of the outermost list, as it seems.

    The two look like the first two in the list, and lie as little deep as any two in the window.
    """
    begin = _BETWEEN_OBJECTS.search(window)
    if begin is None:
        return None
    ends = [each for each in _ends_of_objects(window, begin.end(), 1) if each[1][0] == separator]
    lowest = min((depth for depth, _ in ends), default=0)
    return next((between.start(1) for depth, between in ends if depth == lowest), None)
