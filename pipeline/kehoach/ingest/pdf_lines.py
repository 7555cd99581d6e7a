"""From the characters of a page to its lines in reading order, letterhead and signature columns kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach.ingest.pdf_bands import Band, bands
from kehoach.ingest.pdf_rows import Row, baseline, ink, rows_of, spelled
from kehoach.ingest.tables import reading_order


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, or of one column of it; `bold` says for each character of `text` whether it is bold."""

    text: str
    bold: tuple[bool, ...]
    left: float
    right: float
    baseline: float
    size: float
    cell: tuple[int, int] | None = None
    """The letterhead or signature block (its number on the page) and the cell of it that the line belongs to; None in the body."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top edge in points from the bottom left of the page."""
        low, high = self.baseline - 0.25 * self.size, self.baseline + 0.8 * self.size
        return round(self.left, 1), round(low, 1), round(self.right, 1), round(high, 1)


def lines(glyphs: Row) -> list[Line]:
    """Return the lines of a page from top to bottom; where two columns stand side by side, one column after the other."""
    rows = rows_of(glyphs)
    found: list[Line] = []
    at = 0
    for block, band in enumerate(bands(rows)):
        found += (_line(row) for row in rows[at : band.start])
        found += _columns(rows[band.start : band.stop], band, block)
        at = band.stop
    return found + [_line(row) for row in rows[at:]]


def _line(row: Row, cell: tuple[int, int] | None = None) -> Line:
    text, bold = spelled(row)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    signs = ink(row)
    size = max(g.size for g in signs)
    return Line(text[start:end], tuple(bold[start:end]), signs[0].left, signs[-1].right, baseline(signs), size, cell)


def _columns(rows: Sequence[Row], band: Band, block: int) -> Iterator[Line]:
    sides = [band.sides(row) for row in rows]
    texts = [[[spelled(s)[0]] if ink(s) else [] for s in pair] for pair in sides]
    cell, last = 0, (0, -1)
    for i, column in reading_order(texts, by_column=True):
        if texts[i][column]:
            cell += column != last[0] or i < last[1]
            last = column, i
            yield _line(sides[i][column], (block, cell))
