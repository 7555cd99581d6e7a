"""Finds where two columns stand side by side on a page: letterhead and signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kehoach.ingest.pdf_rows import Row, baseline, ink, text_of
from kehoach.ingest.tables import mark, motto_inside

COLUMN_GAP = 1.5
"""Gap, in sizes, that may part two columns; spaces of justified lines stay below 1."""

WORDS_APART = 1.0
"""Gap, in sizes, up to which words belong together when the room between columns is measured."""

COLUMN_REACH = 130.0
"""Points between two lines of one block at most: the room for signature and seal is 97 to 108 in four signed papers."""

NARROWEST = 2.0
"""Points left between the columns over all lines of a block."""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows `start` to `stop` (past the last) stand in two columns parted at `middle`."""

    start: int
    stop: int
    middle: float

    def sides(self, row: Row) -> tuple[Row, Row]:
        """Cut a row in two."""
        left = [g for g in row if (g.left + g.right) / 2 < self.middle]
        return left, [g for g in row if (g.left + g.right) / 2 >= self.middle]


def bands(rows: Sequence[Row]) -> list[Band]:
    """Return the blocks of two columns from top to bottom.

    Only a block in which a column opens a line as a letterhead, an address or a signature does is taken for one.
    """
    blocks = [_blocks(row) for row in rows]
    found: list[Band] = []
    for at in range(len(rows)):
        if (found and at < found[-1].stop) or len(blocks[at]) < 2:
            continue
        band = _grown(rows, blocks, at, found[-1].stop if found else 0)
        if _opens(rows, band):
            found.append(_trimmed(rows, band))
    return found


def _blocks(row: Row) -> list[tuple[float, float]]:
    """Return from where to where on the line words stand close together; the national title begins a block of its own."""
    signs = ink(row)
    cut = _title(signs)
    found = [(signs[0].left, signs[0].right)]
    for i, (last, g) in enumerate(pairwise(signs), 1):
        if i == cut or g.left - last.right > WORDS_APART * max(g.size, last.size):
            found.append((g.left, g.right))
        else:
            found[-1] = (found[-1][0], max(found[-1][1], g.right))
    return found


def _title(signs: Row) -> int | None:
    """Return at which character of a line the national title begins beside something else."""
    if not motto_inside(text_of(signs)):
        return None
    return next((i for i in range(1, len(signs)) if mark(text_of(signs[i:]), "motto", "creed")), None)


def _grown(rows: Sequence[Row], blocks: Sequence[list[tuple[float, float]]], at: int, top: int) -> Band:
    """Return the widest block of rows around row `at` that leave the room in its widest gap free."""
    room = max(((a[1], b[0]) for a, b in pairwise(blocks[at])), key=lambda r: r[1] - r[0])
    start, stop = at, at + 1
    while stop < len(rows) and baseline(rows[stop - 1]) - baseline(rows[stop]) < COLUMN_REACH:
        narrowed = _left_free(room, blocks[stop])
        if narrowed is None:
            break
        room, stop = narrowed, stop + 1
    while start > top and baseline(rows[start - 1]) - baseline(rows[start]) < COLUMN_REACH:
        narrowed = _left_free(room, blocks[start - 1])
        if narrowed is None:
            break
        room, start = narrowed, start - 1
    return Band(start, stop, sum(room) / 2)


def _left_free(room: tuple[float, float], taken: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Return the widest part of `room` that no block of a line covers, None where too little is left."""
    at, widest = room[0], (room[0], room[0])
    for left, right in [*taken, (room[1], room[1])]:
        if min(left, room[1]) - at > widest[1] - widest[0]:
            widest = (at, min(left, room[1]))
        at = max(at, right)
    return widest if widest[1] - widest[0] >= NARROWEST else None


def _trimmed(rows: Sequence[Row], band: Band) -> Band:
    """Leave out what only happens to be short: body lines above the block, and a title below a letterhead."""
    sides = [tuple(bool(ink(s)) for s in band.sides(row)) for row in rows[band.start : band.stop]]
    start, stop = band.start, band.stop
    while sides[start - band.start] == (True, False):
        below = baseline(rows[start]) - baseline(rows[start + 1])
        if sides[start + 1 - band.start] == (False, True) and below < rows[start][0].size:
            break
        start += 1
    is_letterhead = _opens(rows, band, "motto", "number")
    while is_letterhead and sides[stop - 1 - band.start] == (False, True):
        stop -= 1
    return Band(start, stop, band.middle)


def _opens(rows: Sequence[Row], band: Band, *marks: str) -> bool:
    """Say whether a line of one of the columns opens with one of the marks (any mark where none is named)."""
    return any(mark(text_of(s), *marks) for row in rows[band.start : band.stop] for s in band.sides(row) if ink(s))
