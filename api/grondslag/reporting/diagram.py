"""A class diagram of one theme of the ontology, as SVG that can stand inside a page.

Each class is a box with its fields; a relation is an arrow to the name of what it leads to. A
subclass stands indented below its superclass, joined by a line. Everything is placed by
counting, so the same ontology gives the same bytes. All facts are in the tables of the page as
well: the picture adds nothing but overview.
"""

import textwrap
from dataclasses import dataclass, field
from html import escape

from rdflib import URIRef

from grondslag.catalogue.glossary import Class, OntologyTheme, Property, label_of
from grondslag.errors import Language

#: Sizes in pixels at a font size of 13 pixels; a letter is about 6.6 wide.
_BOX, _INDENT, _CHIP, _WIDTH, _MARGIN = 330, 26, 290, 984, 12
_LINE, _STEP, _GAP, _PAD = 18, 34, 20, 10
_LETTER = 6.6
_CHIP_LEFT = _WIDTH - _MARGIN - _CHIP


@dataclass
class _Node:
    """One class as a box: where it is, what it holds, and what leads out of it."""

    iri: URIRef
    title: str
    name: str
    depth: int
    outside: bool
    notes: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    arrows: list[tuple[str, str]] = field(default_factory=list)
    parent: URIRef | None = None
    top: int = 0

    @property
    def left(self) -> int:
        return _MARGIN + self.depth * _INDENT

    @property
    def head(self) -> int:
        return _PAD + _LINE * (1 + bool(self.name) + len(self.notes)) + 6

    @property
    def height(self) -> int:
        fields = len(self.fields) * _LINE + (_PAD if self.fields else 0)
        return max(self.head + fields, len(self.arrows) * _STEP + 6)


def diagram(theme: OntologyTheme, language: Language, title: str, description: str) -> str:
    """Return the diagram of a theme as an SVG element.

    Args:
        theme: what to draw.
        language: of the names.
        title: what the picture is called, for those who cannot see it.
        description: where the same facts are in words.
    """
    nodes = _nodes(theme, language)
    top = _MARGIN
    for node in nodes:
        node.top = top
        top += node.height + _GAP
    height = max(top - _GAP + _MARGIN, 2 * _MARGIN)
    parts = [
        f'<svg class="diagram" role="img" aria-labelledby="diagram-title diagram-about" '
        f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        'xmlns="http://www.w3.org/2000/svg">',
        f'<title id="diagram-title">{escape(title)}</title>',
        f'<desc id="diagram-about">{escape(description)}</desc>',
    ]
    known = {node.iri: node for node in nodes}
    for node in nodes:
        if node.parent is not None:
            parts.append(_branch(known[node.parent], node))
    for node in nodes:
        parts.extend(_box(node))
        parts.extend(_arrows(node))
    parts.append("</svg>")
    return "\n".join(parts)


def _nodes(theme: OntologyTheme, language: Language) -> list[_Node]:
    """Return the boxes from top to bottom: a class, then its subclasses, then outside classes."""
    classes = {each.iri: each for each in theme.classes}
    ordered: list[_Node] = []

    def place(each: Class, depth: int, parent: URIRef | None) -> None:
        outside = [label_of(up)[language] for up in each.parents if up not in classes]
        word = "soort" if language == "nl" else "kind of"
        ordered.append(
            _Node(
                iri=each.iri,
                title=each.label[language],
                name=f"gs:{each.name}",
                depth=depth,
                outside=False,
                notes=[f"{word}: {', '.join(outside)}"] if outside else [],
                parent=parent,
            )
        )
        placed = {node.iri for node in ordered}
        for below in theme.classes:
            if each.iri in below.parents and below.iri not in placed:
                place(below, depth + 1, each.iri)

    for each in theme.classes:
        if not any(up in classes for up in each.parents):
            place(each, 0, None)
    guests = sorted(
        {iri for each in theme.properties for iri in each.domains if iri not in classes}
    )
    for iri in guests:
        ordered.append(_Node(iri, label_of(iri)[language], "", 0, outside=True))
    for node in ordered:
        for term in theme.properties:
            if node.iri in term.domains:
                _attach(node, term, language)
    return ordered


def _attach(node: _Node, each: Property, language: Language) -> None:
    word = " of " if language == "nl" else " or "
    # "keuze" and "choice" stand for a list of concepts, which says more than "concept" does.
    target = word.join(label_of(iri)[language] for iri in each.ranges)
    if each.choice is not None:
        target = ("keuze: " if language == "nl" else "choice: ") + each.choice[language]
    if each.is_relation:
        node.arrows.append((each.label[language], target))
    else:
        text = f"{each.label[language]}: {target}"
        room = int((_BOX - node.depth * _INDENT - 2 * _PAD) / _LETTER)
        first, *more = textwrap.wrap(text, room) or [""]
        node.fields.extend([first, *(f"    {line}" for line in more)])


def _text(x: int, y: int, kind: str, text: str, anchor: str = "") -> str:
    return f'<text x="{x}" y="{y}" class="{kind}"{anchor}>{escape(text)}</text>'


def _box(node: _Node) -> list[str]:
    width = _BOX - node.depth * _INDENT
    kind = "box outside" if node.outside else "box"
    parts = [
        f'<rect class="{kind}" x="{node.left}" y="{node.top}" width="{width}" '
        f'height="{node.height}"/>'
    ]
    x, y = node.left + _PAD, node.top + _PAD + 12
    parts.append(_text(x, y, "title", node.title))
    for kind, lines in (("name", [node.name] if node.name else []), ("note", node.notes)):
        for line in lines:
            y += _LINE
            parts.append(_text(x, y, kind, line))
    if node.fields:
        line_y = node.top + node.head
        parts.append(f'<path class="rule-line" d="M{node.left} {line_y}H{node.left + width}"/>')
        y = line_y + 2
        for text in node.fields:
            y += _LINE
            inset = 14 if text.startswith("    ") else 0
            parts.append(_text(x + inset, y - 2, "field", text.strip()))
    return parts


def _arrows(node: _Node) -> list[str]:
    """Return one arrow per relation, with its name on it and its goal at the end."""
    parts = []
    start = node.left + _BOX - node.depth * _INDENT
    room = int((_CHIP_LEFT - start - 26) / _LETTER)
    for index, (label, target) in enumerate(node.arrows):
        y = node.top + 3 + index * _STEP + _STEP // 2
        parts.append(f'<path class="arrow" d="M{start} {y}H{_CHIP_LEFT - 8}"/>')
        parts.append(f'<path class="tip" d="M{_CHIP_LEFT - 9} {y - 5}l9 5l-9 5z"/>')
        parts.append(_text(start + 10, y - 5, "relation", _short(label, room)))
        parts.append(
            f'<rect class="chip" x="{_CHIP_LEFT}" y="{y - 13}" width="{_CHIP}" height="26" rx="3"/>'
        )
        goal = _short(target, int((_CHIP - 2 * _PAD) / _LETTER))
        parts.append(_text(_CHIP_LEFT + _PAD, y + 5, "goal", goal))
    return parts


def _short(text: str, room: int) -> str:
    """Return a text that fits; the tables hold it in full."""
    return text if len(text) <= room else text[: room - 1].rstrip(" ,") + "…"


def _branch(parent: _Node, child: _Node) -> str:
    x, middle = parent.left + 12, child.top + 22
    return f'<path class="branch" d="M{x} {parent.top + parent.height}V{middle}H{child.left}"/>'
