"""Compose the structure of a document."""

from __future__ import annotations

from collections.abc import Sequence

from kehoach.records.document import Document, Section
from kehoach.records.text import Span, Text
from kehoach.rules.load import any_of
from kehoach.structure.frame import HEAD_LINES, Framed, read_frame
from kehoach.structure.headings import Row, rows
from kehoach.structure.roles import role
from kehoach.structure.tree import Node, TreeBuilder
from kehoach.structure.units import units

LAST_OUTER_RANK = 7  # of the labels that a document may begin with: part, chapter, capital, Roman numeral, article, number
SHORTEST_HEAD = 9  # lines; a markdown heading before is one of the title's own lines
PREAMBLE_LINES = 12  # lines of the preamble of a document without headings; the longest met has 2
ATTACHED_WITHIN = 6  # lines behind a decision's signature in which the caption of the attached plan stands; the latest one met is the 3rd


def structure(text: Text) -> Document:
    """Return `text` with its frame, sections and units."""
    lines = rows(text.lines, text.canonical)
    framed = read_frame(lines, _first_section(lines))
    attached = _attached_plan(lines, framed.after)
    start = attached or framed.start
    bodies = [range(start, len(lines))] if attached else _bodies(lines, framed)
    builder = TreeBuilder(lines)
    for body in bodies:
        builder.build(body.start, body.stop)
    nodes = builder.nodes
    sections = _sections(nodes, lines)
    taken = frozenset(n for node in nodes if node.is_title for n in range(node.first, node.last + 1))
    first = nodes[0].first if nodes else _behind_preamble(lines, start)
    unit_lines = [range(max(b.start, first), b.stop) for b in bodies if b.stop > first]
    return Document(text, framed.frame, sections, units(lines, sections, [n.first for n in nodes], taken, unit_lines))


def _behind_preamble(lines: Sequence[Row], start: int) -> int:
    """Return the line behind the preamble of a document without headings: its bases, up to `… xây dựng kế hoạch như sau:`."""
    opener, formula = any_of("frame.toml", "preamble"), any_of("frame.toml", "issuing")
    for row in lines[start : start + PREAMBLE_LINES]:
        if row.text.endswith(":") and (opener.match(row.text) or formula.search(row.text)):
            return row.n + 1
        if not opener.match(row.text):
            break
    return start


def _first_section(lines: Sequence[Row]) -> int:
    """Return the number of the first line with a label that a document's first heading bears (I, A, 1, Phần …)."""
    for row in lines[2:]:
        if any(x.value == 1 and x.rank <= LAST_OUTER_RANK for x in row.labels):
            return row.n
        if row.line.heading >= 2 and row.n >= SHORTEST_HEAD:
            return row.n
    return min(len(lines), HEAD_LINES)


def _attached_plan(lines: Sequence[Row], after: int) -> int | None:
    """Return where the plan starts that is attached to a decision (its own title block follows the decision's signature)."""
    caption, plan = any_of("headings.toml", "caption"), any_of("headings.toml", "attached_plan")
    for n in range(after, min(after + ATTACHED_WITHIN, len(lines))):
        if caption.fullmatch(lines[n].text) or "(Kèm theo" in lines[n].text:
            typed = any(plan.fullmatch(row.text.strip(" *").upper()) for row in lines[after : n + 1])
            return n + 1 if typed else None
    return None


def _bodies(lines: Sequence[Row], framed: Framed) -> list[range]:
    """Return the line ranges of the body: the text before the closing block, and the annexes behind it."""
    if framed.start >= framed.after:
        return [range(framed.start, len(lines))]
    annex, caption = any_of("layout.toml", "annex"), any_of("headings.toml", "caption")
    behind = (row.n for row in lines[framed.after :] if annex.fullmatch(row.text) or caption.fullmatch(row.text))
    return [range(framed.start, framed.closing), range(next(behind, len(lines)), len(lines))]


def _sections(nodes: Sequence[Node], lines: Sequence[Row]) -> tuple[Section, ...]:
    end = lines[-1].line.span.end if lines else 0
    stops = _stops(nodes, end)
    return tuple(
        Section(
            id=f"s{i + 1}",
            parent=None if node.parent is None else f"s{node.parent + 1}",
            label=node.label,
            title=node.title,
            level=node.level,
            role=role(node.title) if node.title else None,
            heading=node.heading,
            span=Span(node.heading.start, max(stops[i], node.heading.end)),
            rule=f"heading.{node.kind}",
        )
        for i, node in enumerate(nodes)
    )


def _stops(nodes: Sequence[Node], end: int) -> list[int]:
    """Return where each section stops: at the next heading of its level or of one above, else at the end of the text."""
    stops = [end] * len(nodes)
    open_nodes: list[int] = []
    for i, node in enumerate(nodes):
        while open_nodes and nodes[open_nodes[-1]].level >= node.level:
            stops[open_nodes.pop()] = node.heading.start
        open_nodes.append(i)
    return stops
