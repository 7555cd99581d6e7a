"""Units: the paragraphs, items and table rows of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.records.document import Section, Unit
from kehoach.records.text import Span
from kehoach.rules.load import any_of, rules
from kehoach.structure.headings import Row

_HAS_WORD = re.compile(r"[^\W\d_]{2}")

LONGEST_HEAD_CELL = 60  # characters of a cell in a table's head row; a longer one is data


def units(
    rows: Sequence[Row], sections: Sequence[Section], starts: Sequence[int], taken: frozenset[int], bodies: Sequence[range]
) -> tuple[Unit, ...]:
    """Return the units of the line ranges `bodies`, leaving out the heading lines `taken`; `starts` are the sections' first lines.

    A table's head row gives the roles of the columns to the rows under it and is no unit itself.
    """
    caption = any_of("headings.toml", "caption")
    found: list[Unit] = []
    columns: tuple[str, ...] = ()
    at = 0
    current: Section | None = None
    for n in (n for body in bodies for n in body):
        row = rows[n]
        while at < len(sections) and starts[at] <= n:
            current = sections[at]
            at += 1
        if n in taken or not _HAS_WORD.search(row.text) or caption.fullmatch(row.text):
            continue
        if row.line.row:
            head = _columns(row)
            if head:
                columns = head
                continue
        else:
            columns = columns if row.text.startswith("(") else ()
        cells = _cells(row, columns) if row.line.row else ()
        found.append(Unit(f"u{len(found) + 1}", current.id if current else None, row.line.span, row.line.row, cells))
    return tuple(found)


def _columns(row: Row) -> tuple[str, ...]:
    """Return the column roles that a table's head row names, none where the row is data."""
    cells = [c.strip() for c in row.text.split(" | ")]
    if len(cells) < 2 or any(len(c) > LONGEST_HEAD_CELL for c in cells):
        return ()
    roles = tuple(next((r.id for r in rules("headings.toml", "column") if r.pattern.fullmatch(c)), "other") for c in cells)
    named = [r for r in roles if r != "other"]
    tasks = {"task", "lead"} <= set(roles)
    return roles if len(named) >= 2 and (tasks or roles[0] == "label" or len(named) == len(cells)) else ()


def _cells(row: Row, columns: Sequence[str]) -> tuple[tuple[str, Span], ...]:
    found = []
    at = row.line.span.start
    for n, cell in enumerate(row.text.split(" | ")):
        lead = len(cell) - len(cell.lstrip())
        found.append((columns[n] if n < len(columns) else "other", Span(at + lead, at + max(lead, len(cell.rstrip())))))
        at += len(cell) + 3
    return tuple(found)
