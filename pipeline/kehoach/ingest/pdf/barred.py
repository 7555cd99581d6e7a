"""Tables of a PDF page with lines across alone: what stands between two of these is a row, the room that all rows leave parts columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kehoach.ingest.pdf.bands import Block
from kehoach.ingest.pdf.columns import FEWEST_COLUMNS, FEWEST_ROWS, numbered
from kehoach.ingest.pdf.glyphs import Box, Glyph
from kehoach.ingest.pdf.rows import ink, rows_of
from kehoach.ingest.pdf.tables import Row, Table, cell_text
from kehoach.rules.load import any_of

LEVEL = 2.0
"""Points by which the ends of a table's lines, or the pieces of one of them, may differ."""

ROOM = 0.4
"""Sizes that two columns stand apart at least, over all rows; the margins of cells leave more."""

Line = list[Glyph]
Bars = list[float]
"""The heights of the lines of a table, from top to bottom."""


def barred_tables(rules: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """Return the tables that lines across alone draw on a page, and the characters outside them."""
    tables: list[Table] = []
    rest = list(glyphs)
    for (left, right), bars in _groups(rules):
        bands = [(box, found) for box in _between(left, right, bars) if (found := [g for g in rest if _holds(box, g)])]
        for part in _parts([(box, rows_of(found)) for box, found in bands]):
            table = _table(part)
            if table is not None:
                tables.append(table)
                taken = {id(g) for box, _ in part for g in rest if _holds(box, g)}
                rest = [g for g in rest if id(g) not in taken]
    return tables, rest


Band = tuple[Box, list[Line]]
"""What stands between two lines: its box, and the lines of its text."""


def _groups(rules: Sequence[Box]) -> Iterator[tuple[Block, Bars]]:
    """Yield the lines across that begin and end alike, as their ends and their heights."""
    whole: list[list[float]] = []
    for left, bottom, right, top in sorted(rules, key=lambda r: (-round(r[1]), r[0])):
        if top - bottom >= 1 or right - left < LEVEL:
            continue
        if whole and abs(whole[-1][2] - bottom) < LEVEL and left - whole[-1][1] < LEVEL:
            whole[-1][1] = max(whole[-1][1], right)
        else:
            whole.append([left, right, bottom])
    groups: list[tuple[Block, Bars]] = []
    for left, right, y in whole:
        bars = next((bars for (a, b), bars in groups if abs(a - left) < LEVEL and abs(b - right) < LEVEL), None)
        if bars is None:
            groups.append(((left, right), [y]))
        else:
            bars.append(y)
    yield from ((ends, bars) for ends, bars in groups if len(bars) > FEWEST_ROWS)


def _between(left: float, right: float, bars: Bars) -> Iterator[Box]:
    return ((left, low, right, high) for high, low in pairwise(bars))


def _holds(box: Box, g: Glyph) -> bool:
    left, low, right, high = box
    return left - LEVEL <= (g.left + g.right) / 2 <= right + LEVEL and low <= g.baseline + 0.3 * g.size < high


def _parts(bands: Sequence[Band]) -> Iterator[list[Band]]:
    """Yield the stretches between which running text stands, that of several lines from edge to edge."""
    part: list[Band] = []
    for band in bands:
        (left, _, right, _), lines = band
        if len(lines) > 1 and sum(len(_blocks(x)) == 1 and _width(x) > 0.7 * (right - left) for x in lines) > 1:
            yield part
            part = []
        elif lines:
            part.append(band)
    yield part


def _width(line: Line) -> float:
    signs = ink(line)
    return signs[-1].right - signs[0].left


def _table(bands: Sequence[Band]) -> Table | None:
    rooms = _rooms([line for _, lines in bands for line in lines if len(_blocks(line)) >= FEWEST_COLUMNS])
    if len(bands) < FEWEST_ROWS or len(rooms) < FEWEST_COLUMNS - 1:
        return None
    rows = [Row(_cells(lines, rooms), _rounded(box)) for box, lines in bands]
    headed = any_of("layout.toml", "table_head").fullmatch(rows[0].cells[0]) is not None
    return Table(tuple(rows)) if headed or numbered(rows) > 1 else None


def _blocks(line: Line) -> list[Line]:
    """Return the stretches of a line that stand apart as columns do."""
    signs = ink(line)
    found = [[signs[0]]]
    for last, g in pairwise(signs):
        if g.left - last.right > ROOM * g.size:
            found.append([])
        found[-1].append(g)
    return found


def _rooms(lines: Sequence[Line]) -> list[float]:
    """Return the middles of the rooms that all lines leave."""
    taken = sorted((g.left, g.right, g.size) for line in lines for g in ink(line))
    found: list[float] = []
    reach = taken[0][0] if taken else 0.0
    for left, right, size in taken:
        if left - reach > ROOM * size:
            found.append((reach + left) / 2)
        reach = max(reach, right)
    return found


def _cells(lines: Sequence[Line], rooms: Sequence[float]) -> tuple[str, ...]:
    """Return the texts of a row's cells; what reaches over several stands in the first of them."""
    cells: list[Line] = [[] for _ in range(len(rooms) + 1)]
    for line in lines:
        for block in _blocks(line):
            cells[sum(x <= block[0].left for x in rooms)] += block
    return tuple(cell_text(cell) for cell in cells)


def _rounded(box: Box) -> Box:
    left, low, right, high = (round(x, 1) for x in box)
    return left, low, right, high
