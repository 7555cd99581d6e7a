"""Tables of a PDF page without lines down, or without any: told by a head (`TT | Nội dung | …`) and the room between its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kehoach.ingest.pdf.bands import Block, blocks_of, left_free
from kehoach.ingest.pdf.glyphs import Box, Glyph
from kehoach.ingest.pdf.rows import baseline, ink, rows_of, text_of
from kehoach.ingest.pdf.tables import Row, Table, cell_text
from kehoach.ingest.tables import mark
from kehoach.rules.load import any_of

FEWEST_COLUMNS, FEWEST_ROWS = 3, 3
"""A table without lines has at least so many columns, and so many rows with its head."""

FARTHEST = 4.0
"""Sizes from one line of a table to the next, at most."""

SPANS = 0.6
"""Share of the width of a table that a line across covers at least, where it parts rows."""

_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,6}|[A-Za-zĐđ])[.)]?")
"""What stands in the first column of a table's rows."""

Line = list[Glyph]
Rooms = tuple[Block, ...]
"""Where the room between the columns of a table begins and ends."""


@dataclass(frozen=True, slots=True)
class Found:
    """Tables from top to bottom, the characters outside them, and the rooms of a table that reaches the foot of the page."""

    tables: list[Table]
    rest: list[Glyph]
    open: Rooms | None


def plain_tables(glyphs: Sequence[Glyph], rules: Sequence[Box], before: Rooms | None) -> Found:
    """Return the tables that no lines down part into columns.

    `rules` are the lines drawn on the page, `before` the rooms of a table that reached the foot of the page before.
    """
    rows = rows_of(glyphs)
    tables: list[Table] = []
    taken: set[int] = set()
    reached: Rooms | None = None
    at = 0
    while at < len(rows):
        rooms = _rooms_of_head(rows[at]) or (before if before and at < 2 and _goes_on(rows[at], before) else None)
        stop, kept = _grown(rows, at, rooms) if rooms else (at, ())
        table = _table(rows[at:stop], kept, rules, FEWEST_ROWS if rooms is not before else 1) if stop > at else None
        if table is None:
            at += 1
            continue
        tables.append(table)
        taken |= {id(g) for row in rows[at:stop] for g in row}
        reached = kept if stop >= len(rows) - 1 else None
        at = stop
    return Found(tables, [g for g in glyphs if id(g) not in taken] if taken else list(glyphs), reached)


def _rooms_of_head(row: Line) -> Rooms | None:
    """Return the rooms between the columns of a table's head, None where the line is none."""
    signs = ink(row)
    if not any_of("layout.toml", "table_head").match(signs[0].text):
        return None
    blocks = blocks_of(row)
    first = text_of([g for g in row if g.left < blocks[0][1]])
    if len(blocks) < FEWEST_COLUMNS or not any_of("layout.toml", "table_head").fullmatch(first):
        return None
    return tuple((a[1], b[0]) for a, b in pairwise(blocks))


def _goes_on(row: Line, rooms: Rooms) -> bool:
    """Say whether a line at the top of a page is a row of a table with these rooms."""
    first = text_of([g for g in row if g.right <= rooms[0][1]])
    return len(blocks_of(row)) > 1 and _ORDINAL.fullmatch(first) is not None and _narrowed(rooms, blocks_of(row)) is not None


def _narrowed(rooms: Rooms, blocks: Sequence[Block]) -> Rooms | None:
    """Return what a line leaves of the rooms, None where it closes one."""
    found = [left_free(room, blocks) for room in rooms]
    return tuple(r for r in found if r is not None) if None not in found else None


def _grown(rows: Sequence[Line], at: int, rooms: Rooms) -> tuple[int, Rooms]:
    """Return the row at which the table that begins at row `at` has ended, and what its rows leave of the rooms."""
    stop = at
    while stop < len(rows):
        row = rows[stop]
        far = stop > at and baseline(rows[stop - 1]) - baseline(row) > FARTHEST * row[0].size
        ended = far or mark(text_of(row)) or (stop > at and _rooms_of_head(row))
        narrowed = None if ended else _narrowed(rooms, blocks_of(row))
        if narrowed is None:
            break
        rooms, stop = narrowed, stop + 1
    while stop > at and len(_cells(rows[stop - 1], rooms)) < 2 and not _starts(rows[stop - 1], rooms) and _is_apart(rows, stop - 1):
        stop -= 1
    return stop, rooms


def _is_apart(rows: Sequence[Line], i: int) -> bool:
    """Say whether a line stands further from the one above it than lines of a cell do."""
    return i > 0 and baseline(rows[i - 1]) - baseline(rows[i]) > 1.5 * rows[i][0].size


def _cells(row: Line, rooms: Rooms) -> dict[int, Line]:
    """Return the characters of a line by the columns in which they stand."""
    found: dict[int, Line] = {}
    for g in row:
        if not g.text.isspace():
            found.setdefault(sum((a + b) / 2 <= (g.left + g.right) / 2 for a, b in rooms), []).append(g)
    return found


def _starts(row: Line, rooms: Rooms) -> bool:
    """Say whether a line opens a row of a table: something stands in its first column."""
    return 0 in _cells(row, rooms)


def _table(lines: Sequence[Line], rooms: Rooms, rules: Sequence[Box], fewest: int) -> Table | None:
    rows = []
    for group in _rows(lines, rooms, rules):
        cells: dict[int, Line] = {}
        for line in group:
            for column, glyphs in _cells(line, rooms).items():
                cells.setdefault(column, []).extend(glyphs)
        rows.append(Row(tuple(cell_text(cells.get(k, [])) for k in range(len(rooms) + 1)), _box(group)))
    return Table(tuple(rows)) if len(rows) >= fewest and numbered(rows) >= min(2, fewest) else None


def numbered(rows: Sequence[Row]) -> int:
    """Return how many rows of a table begin with a number or letter of their own."""
    return sum(_ORDINAL.fullmatch(r.cells[0]) is not None and any(r.cells[1:]) for r in rows)


def _rows(lines: Sequence[Line], rooms: Rooms, rules: Sequence[Box]) -> Iterator[list[Line]]:
    """Yield the lines of each row: parted by lines across where such are drawn, else by what stands in the first column."""
    left, right = min(ink(x)[0].left for x in lines), max(ink(x)[-1].right for x in lines)
    drawn = [b for a, b, c, t in rules if t - b < 1 and min(c, right) - max(a, left) >= SPANS * (right - left)]
    inside = [y for y in drawn if baseline(lines[-1]) < y < baseline(lines[0])]
    group: list[Line] = []
    for line in lines:
        opens = _starts(line, rooms)
        if inside and group:
            opens = any(baseline(line) < y < baseline(group[-1]) for y in inside)
        if group and opens:
            yield group
            group = []
        group.append(line)
    yield group


def _box(lines: Sequence[Line]) -> Box:
    signs = [g for line in lines for g in ink(line)]
    low, high = min(g.baseline - 0.25 * g.size for g in signs), max(g.baseline + 0.8 * g.size for g in signs)
    return round(min(g.left for g in signs), 1), round(low, 1), round(max(g.right for g in signs), 1), round(high, 1)
