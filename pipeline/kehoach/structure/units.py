"""Units: the paragraphs, items and table rows of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kehoach.records.document import Section, Unit
from kehoach.records.text import Span
from kehoach.rules.load import any_of, rules
from kehoach.structure.headings import Row

_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_FIGURE = re.compile(r"\d")

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
        if n in taken or not _says(row) or caption.fullmatch(row.text):
            continue
        if row.line.row:
            head = _columns(row) or _head(rows, n)
            if head:
                columns = head
                continue
        else:
            columns = columns if row.text.startswith("(") else ()
        cells = _cells(row, columns) if row.line.row else ()
        found.append(Unit(f"u{len(found) + 1}", current.id if current else None, row.line.span, row.line.row, cells))
    return tuple(found)


def _says(row: Row) -> bool:
    """Whether a line says something: a word, or the figures of a table's row, though not those that count its columns (`1 | 2 | 3`)."""
    if _HAS_WORD.search(row.text):
        return True
    cells = [c.strip(" ()") for c in row.text.split(" | ")]
    return row.line.row and _FIGURE.search(row.text) is not None and cells != [str(i) for i in range(1, len(cells) + 1)]


def _head(rows: Sequence[Row], n: int) -> tuple[str, ...]:
    """Return the column roles of a table's first row whose first cell says what the rows under it are (`Tháng | Việc | Nơi làm`)."""
    cells = _texts(rows[n])
    starts = (n == 0 or not rows[n - 1].line.row) and n + 1 < len(rows) and rows[n + 1].line.row
    if not starts or any(len(c) > LONGEST_HEAD_CELL for c in cells) or not any_of("headings.toml", "head_cell").fullmatch(cells[0]):
        return ()
    return _roles(cells)


def _columns(row: Row) -> tuple[str, ...]:
    """Return the column roles that a table's head row names, none where the row is data."""
    cells = _texts(row)
    if len(cells) < 2 or any(len(c) > LONGEST_HEAD_CELL for c in cells):
        return ()
    roles = _roles(cells)
    named = [r for r in roles if r != "other"]
    tasks = {"task", "lead"} <= set(roles)
    return roles if len(named) >= 2 and (tasks or roles[0] == "label" or len(named) == len(cells)) else ()


def _texts(row: Row) -> list[str]:
    return [c.strip() for c in row.text.split(" | ")]


def _roles(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(next((r.id for r in rules("headings.toml", "column") if r.pattern.search(c)), "other") for c in cells)


def _cells(row: Row, columns: Sequence[str]) -> tuple[tuple[str, Span], ...]:
    found = []
    at = row.line.span.start
    for n, cell in enumerate(row.text.split(" | ")):
        lead = len(cell) - len(cell.lstrip())
        found.append((columns[n] if n < len(columns) else "other", Span(at + lead, at + max(lead, len(cell.rstrip())))))
        at += len(cell) + 3
    return tuple(found)
