"""From the characters of a page to its lines in reading order, letterhead and signature columns kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kehoach.ingest.letterspacing import kept
from kehoach.ingest.marks import OWN_MARK
from kehoach.ingest.pdf.bands import Band, bands, titled, whole_titles
from kehoach.ingest.pdf.rows import Row, baseline, ink, rows_of, spelled
from kehoach.ingest.tables import reading_order

SMALLER, RAISED = 0.8, 0.12
"""A mark above the line is set in so much of its size at most, and so many sizes higher at least."""

_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"[(\[]?(?:\d{1,3}|[*†])[)\]]?")


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
    reach: float = 0.0
    """How wide the widest line of its column is, in points; 0 in the body."""
    raised: tuple[tuple[int, int], ...] = ()
    """From where to where small figures stand above the line."""
    marks: tuple[tuple[int, int], ...] = ()
    """Those of them that are marks of footnotes."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top edge in points from the bottom left of the page."""
        low, high = self.baseline - 0.25 * self.size, self.baseline + 0.8 * self.size
        return round(self.left, 1), round(low, 1), round(self.right, 1), round(high, 1)


def lines(glyphs: Row) -> list[Line]:
    """Return the lines of a page from top to bottom; where columns stand side by side, one column after the other."""
    rows = whole_titles([titled(row) for row in rows_of(glyphs)])
    found: list[Line] = []
    at = 0
    for block, band in enumerate(bands(rows)):
        found += (_line(row) for row in rows[at : band.start])
        found += _columns(rows, band, block)
        at = band.stop
    return found + [_line(row) for row in rows[at:]]


def _line(row: Row, cell: tuple[int, int] | None = None, reach: float = 0.0) -> Line:
    text, bold = spelled(row)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    text, bold = text[start:end], bold[start:end]
    letters = kept(text)
    if letters is None and (label := OWN_MARK.match(text)) and text[label.end() : label.end() + 2] == "  ":
        gap = len(text) - label.end() - len(text[label.end() :].lstrip()) - 1
        letters = [i for i in range(len(text)) if not label.end() <= i < label.end() + gap]
    if letters is not None:
        text, bold = "".join(text[i] for i in letters), [bold[i] for i in letters]
    if any(bold) and not all(bold):
        _even_out(text, bold)
    signs = ink(row)
    size = max(g.size for g in signs)
    level = baseline(signs)
    raised = tuple(_raised(row, text, level, size)) if letters is None else ()
    return Line(text, tuple(bold), signs[0].left, signs[-1].right, level, size, cell, reach, raised)


def _even_out(text: str, bold: list[bool]) -> None:
    """Give all letters of a word the weight that most of them have: letters of another font may not tell theirs."""
    for word in _WORD.finditer(text):
        weights = bold[word.start() : word.end()]
        if any(weights) and not all(weights):
            bold[word.start() : word.end()] = [2 * sum(weights) > len(weights)] * len(weights)


def _raised(row: Row, text: str, level: float, size: float) -> Iterator[tuple[int, int]]:
    """Yield from where to where small figures stand above a line, in its text."""
    at = 0
    for g in row:
        if g.text.isspace():
            continue
        at = text.index(g.text.strip(), at)
        if g.size <= SMALLER * size and g.baseline >= level + RAISED * size and _FIGURE.fullmatch(g.text.strip()):
            yield at, at + len(g.text.strip())
        at += len(g.text.strip())


def _columns(rows: Sequence[Row], band: Band, block: int) -> Iterator[Line]:
    sides = [band.sides(i, rows[i]) for i in range(band.start, band.stop)]
    texts = [[[spelled(s)[0]] if ink(s) else [] for s in row] for row in sides]
    widths = [[ink(s)[-1].right - ink(s)[0].left if ink(s) else 0.0 for s in row] for row in sides]
    reach = [max(column) for column in zip(*widths, strict=True)]
    cell, last = 0, (0, -1)
    for i, column in reading_order(texts, by_column=True):
        if texts[i][column]:
            cell += column != last[0] or i < last[1]
            last = column, i
            yield _line(sides[i][column], (block, cell), reach[column])
