"""From the characters of a page to its lines in reading order, with letterhead and signature columns kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kehoach.ingest.pdf_glyphs import Glyph
from kehoach.ingest.tables import inner_marks, mark, reading_order

SAME_LINE = 0.35
"""How far, in sizes, baselines of one line may differ: indices are set 0.2 to 0.33 off."""

WORD_GAP, WORD_GAP_SPACED = 0.17, 0.33
"""Gap, in sizes, that parts words: in files without space characters, and in those that have them, where only bad metrics make gaps."""

SPACED = 0.05
"""Share of space characters from which a page is taken to have them; Vietnamese prose has 0.2."""

COLUMN_GAP = 1.5
"""Gap, in sizes, that may part two columns; spaces of justified lines stay below 1."""

COLUMN_REACH = 130.0
"""Points between two lines of one column at most: the room for a signature and seal is 60 to 110."""

Side = Sequence[Glyph]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, or of one column of it; `bold` says for each character of `text` whether it is bold."""

    text: str
    bold: tuple[bool, ...]
    left: float
    right: float
    baseline: float
    size: float
    column: tuple[int, int] | None = None
    """Letterhead or signature block (its number on the page) and the cell of it that the line belongs to; None in the body."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top edge in points from the bottom left of the page."""
        low, high = self.baseline - 0.25 * self.size, self.baseline + 0.8 * self.size
        return round(self.left, 1), round(low, 1), round(self.right, 1), round(high, 1)


def lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines of a page from top to bottom; where two columns stand side by side, one column after the other."""
    gap = word_gap(glyphs)
    rows = rows_of(glyphs)
    found: list[Line] = []
    at = block = 0
    while at < len(rows):
        band = _band(rows, at, gap)
        if band:
            found += _columns(band, block, gap)
            at, block = at + len(band), block + 1
        else:
            found.append(line_of(rows[at], gap))
            at += 1
    return found


def word_gap(glyphs: Sequence[Glyph]) -> float:
    """Return the gap, in sizes, that parts words on this page."""
    spaces = sum(g.text.isspace() or " " in g.text.strip() for g in glyphs)
    return WORD_GAP_SPACED if spaces >= SPACED * len(glyphs) else WORD_GAP


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters by the lines that they stand on, from top to bottom and left to right; lines of white space are left out."""
    runs: list[list[Glyph]] = []
    for g in glyphs:
        last = runs[-1][-1] if runs else None
        if last is None or not _follows(last, g):
            runs.append([g])
        elif not (g.text == last.text and abs(g.left - last.left) < 0.1 * g.size):
            runs[-1].append(g)
    rows: list[list[list[Glyph]]] = []
    for run in sorted((r for r in runs if any(not g.text.isspace() for g in r)), key=lambda r: -_base(r)):
        if rows and _base(rows[-1][0]) - _base(run) <= SAME_LINE * max(g.size for g in (rows[-1][0][0], run[0])):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [[g for run in sorted(row, key=lambda r: r[0].left) for g in run] for row in rows]


def _follows(last: Glyph, g: Glyph) -> bool:
    size = max(last.size, g.size)
    return abs(g.baseline - last.baseline) <= SAME_LINE * size and -size <= g.left - last.right <= size


def _base(run: Side) -> float:
    """Return the baseline of a run: that of its largest character, for indices may begin or end it."""
    return max(run, key=lambda g: g.size).baseline


def line_of(row: Side, gap: float, column: tuple[int, int] | None = None) -> Line:
    """Join the characters of a row; a wide gap gives several spaces, so that a number left blank shows."""
    text, bold = "", list[bool]()
    for g, last in zip(row, [None, *row], strict=False):
        if last is not None:
            wide = (g.left - last.right) / max(g.size, last.size)
            spaces = min(round(wide / 0.25), 12) if wide > 1 else int(wide > gap and not (text[-1:].isspace() or g.text.isspace()))
            text, bold = text + " " * spaces, bold + [last.bold and g.bold] * spaces
        text, bold = text + g.text, bold + [g.bold] * len(g.text)
    lead = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    size = max(g.size for g in row)
    ink = _ink(row)
    return Line(text[lead:end], tuple(bold[lead:end]), ink[0].left, ink[-1].right, _base(row), size, column)


def _ink(row: Side) -> list[Glyph]:
    return [g for g in row if not g.text.isspace()]


def _band(rows: Sequence[Side], at: int, gap: float) -> list[tuple[Side, Side]] | None:
    """Return the rows from `at` on that form two columns, each cut in two, or None; only a letterhead or signature does."""
    free = _widest_gap(rows[at], gap)
    if free is None:
        return None
    end = at + 1
    while end < len(rows) and _base(rows[end - 1]) - _base(rows[end]) < COLUMN_REACH:
        narrowed = _free(rows[end], free, gap)
        if narrowed is None:
            break
        free, end = narrowed, end + 1
    middle = sum(free) / 2
    band = [([g for g in row if g.left < middle], [g for g in row if g.left >= middle]) for row in rows[at:end]]
    sides = [line_of(side, gap).text for pair in band for side in pair if _ink(side)]
    return band if any(mark(text) for text in sides) else None


def _widest_gap(row: Side, gap: float) -> tuple[float, float] | None:
    """Return where (from, to) a row may be cut in two: before the national motto, else at its widest gap, if that is wide enough."""
    ink = _ink(row)
    starts = {m for m in inner_marks(line_of(ink, gap).text, "motto", "creed")}
    if starts:
        text = ""
        for last, g in pairwise(ink):
            text = line_of([*_until(ink, g)], gap).text
            if len(text) + 1 in starts or len(text) in starts:
                return last.right, g.left
    cuts = [(g.left - last.right, last.right, g.left) for last, g in pairwise(ink)]
    width, left, right = max(cuts, default=(0.0, 0.0, 0.0))
    return (left, right) if ink and width >= COLUMN_GAP * ink[0].size else None


def _until(ink: Side, stop: Glyph) -> list[Glyph]:
    return list(ink[: next(i for i, g in enumerate(ink) if g is stop)])


def _free(row: Side, free: tuple[float, float], gap: float) -> tuple[float, float] | None:
    ...


def _columns(band: list[tuple[Side, Side]], block: int, gap: float) -> list[Line]:
    ...
