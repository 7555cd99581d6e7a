"""Compose the structure of a document."""

from __future__ import annotations

from collections.abc import Sequence

from kehoach.records.document import Document, Section
from kehoach.records.text import Span, Text
from kehoach.rules.load import any_of
from kehoach.structure.frame import read_frame
from kehoach.structure.headings import Row, rows
from kehoach.structure.roles import role
from kehoach.structure.signature import read_signature
from kehoach.structure.tree import Node, TreeBuilder
from kehoach.structure.units import units


def structure(text: Text) -> Document:
    """Return `text` with its frame, sections and units."""
    lines = rows(text.lines, text.canonical)
    frame, start, closing = read_frame(lines, _first_section(lines))
    after = read_signature(lines, start).end if closing < len(lines) else len(lines)
    attached = _attached_plan(lines, after)
    start = attached or start
    bodies = _bodies(lines, start, closing, after, attached is not None)
    builder = TreeBuilder(lines)
    for body in bodies:
        builder.build(body.start, body.stop)
    nodes = builder.nodes
    sections = _sections(nodes, lines)
    taken = frozenset(n for node in nodes if node.is_title for n in range(node.first, node.last + 1))
    first = nodes[0].first if nodes else start
    unit_lines = [range(max(b.start, first), b.stop) for b in bodies if b.stop > first]
    return Document(text, frame, sections, units(lines, sections, [n.first for n in nodes], taken, unit_lines))


def _first_section(lines: Sequence[Row]) -> int:
    """Return the number of the first line with a label that a document's first heading bears (I, A, 1, Phần …)."""
    for row in lines[2:]:
        if any(x.value == 1 and x.rank <= 7 for x in row.labels):
            return row.n
        if row.line.heading >= 2 and row.n > 8:
            return row.n
    return min(len(lines), 40)


def _attached_plan(lines: Sequence[Row], after: int) -> int | None:
    """Return where the plan starts that is attached to a decision (its own title block follows the decision's signature)."""
    caption = any_of("headings.toml", "caption")
    for n in range(after, min(after + 6, len(lines))):
        if caption.fullmatch(lines[n].text) or "(Kèm theo" in lines[n].text:
            plan = any(lines[k].text.strip(" *").upper() in ("KẾ HOẠCH", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "PHƯƠNG ÁN") for k in range(after, n + 1))
            return n + 1 if plan else None
    return None


def _bodies(lines: Sequence[Row], start: int, closing: int, after: int, attached: bool) -> list[range]:
    """Return the line ranges of the body: the text before the closing block, and the annexes behind it."""
    if attached or start >= after:
        return [range(start, len(lines))]
    annex, caption = any_of("layout.toml", "annex"), any_of("headings.toml", "caption")
    behind = next((n for n in range(after, len(lines)) if annex.fullmatch(lines[n].text) or caption.fullmatch(lines[n].text)), len(lines))
    return [range(start, closing), range(behind, len(lines))]


def _sections(nodes: Sequence[Node], lines: Sequence[Row]) -> tuple[Section, ...]:
    end = lines[-1].line.span.end if lines else 0
    found = []
    for i, node in enumerate(nodes):
        stop = next((later.heading.start for later in nodes[i + 1 :] if later.level <= node.level), end)
        found.append(
            Section(
                id=f"s{i + 1}",
                parent=None if node.parent is None else f"s{node.parent + 1}",
                label=node.label,
                title=node.title,
                level=node.level,
                role=role(node.title) if node.title else None,
                heading=node.heading,
                span=Span(node.heading.start, max(stop, node.heading.end)),
                rule=node.rule,
            )
        )
    return tuple(found)
