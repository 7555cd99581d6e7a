"""Tables of a PDF page: which characters stand in which cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kehoach.ingest.pdf.glyphs import Box, Glyph, Turn
from kehoach.ingest.pdf.grids import Cell, Grid, grids
from kehoach.ingest.pdf.rows import rows_of, text_of
from kehoach.ingest.tables import is_layout


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text of its cells and its box (left, bottom, right, top)."""

    cells: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data."""

    rows: tuple[Row, ...]

    @property
    def top(self) -> float:
        """Its upper edge, in points from the bottom of the page."""
        return self.rows[0].box[3]


def ruled_tables(rules: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """Return the tables that lines form on a page, filled with its characters, from top to bottom, and the characters outside them."""
    found: list[Table] = []
    rest = list(glyphs)
    for grid in grids(rules):
        inside, outside = _split(grid, rest)
        table = _filled(grid, inside)
        if table is not None:
            found.append(table)
            rest = outside
    return found, rest


def stood_up(rules: Sequence[Box], glyphs: Sequence[Glyph], turn: Turn, upright: Turn) -> tuple[list[Glyph], list[Glyph]]:
    """Part characters set in another direction into those in cells of a table, as one upright stretch a cell, and the others.

    `rules` are measured on the page turned as `upright` says, the characters on it turned as `turn` says: heads of narrow columns stand so.
    """
    found: dict[tuple[int, Cell], list[Glyph]] = {}
    rest: list[Glyph] = []
    drawn = grids(rules)
    for g in glyphs:
        left, bottom, right, top = upright.shown(turn.back((g.left, g.baseline, g.right, g.baseline + 0.6 * g.size)))
        places = ((n, grid.at((left + right) / 2, (bottom + top) / 2)) for n, grid in enumerate(drawn))
        cells = ((n, c) for n, at in places if at for c in drawn[n].cells if c.holds(*at))
        if (cell := next(cells, None)) is not None:
            found.setdefault(cell, []).append(g)
        else:
            rest.append(g)
    return [_upright(drawn[n].middle(c), signs) for (n, c), signs in found.items() if cell_text(signs)], rest


def _upright(middle: tuple[float, float], glyphs: Sequence[Glyph]) -> Glyph:
    x, y = middle
    return Glyph(cell_text(glyphs), x - 0.5, x + 0.5, y - 0.3 * glyphs[0].size, glyphs[0].size, glyphs[0].bold)


Cells = dict[tuple[int, int], list[Glyph]]


def _split(grid: Grid, glyphs: Sequence[Glyph]) -> tuple[Cells, list[Glyph]]:
    """Return the characters by the row and column of the grid in which they stand, and those outside."""
    inside: Cells = {}
    outside: list[Glyph] = []
    for g in glyphs:
        at = grid.at((g.left + g.right) / 2, g.baseline + 0.3 * g.size)
        if at is None:
            outside.append(g)
        else:
            inside.setdefault(at, []).append(g)
    return inside, outside


def _filled(grid: Grid, inside: Cells) -> Table | None:
    """Return the table of a grid, None where it is empty or only lays out the page."""
    columns = sorted({c.column for c in grid.cells})
    texts: dict[tuple[int, int], str] = {}
    for c in grid.cells:
        glyphs = [g for i in range(c.row, c.row_end) for k in range(c.column, c.column_end) for g in inside.get((i, k), ())]
        texts[c.row, c.column] = cell_text(glyphs)
    rows = []
    for i, (top, bottom) in enumerate(zip(grid.ys, grid.ys[1:], strict=False)):
        cells = tuple(texts.get((i, k), "") for k in columns)
        if any(cells):
            rows.append(Row(cells, (round(grid.xs[0], 1), round(bottom, 1), round(grid.xs[-1], 1), round(top, 1))))
    lines = [[[cell] if cell else [] for cell in row.cells] for row in rows]
    return Table(tuple(rows)) if rows and not is_layout(lines, True) else None


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a cell on one line; a hyphen that ends a line belongs to a word or symbol that goes on.

    Capitals of which each has a line of its own are one word: `TT` in a narrow column.
    """
    found = ""
    texts = [text_of(row) for row in rows_of(glyphs)]
    if all(len(text) == 1 and text.isupper() for text in texts):
        return "".join(texts)
    for text in texts:
        found += text if not found or is_glued(found) else f" {text}"
    return found


def is_glued(text: str) -> bool:
    """Say whether a line's last word or symbol goes on on the next line: it ends with a hyphen, seen or unseen.

    >>> is_glued("749/QĐ-"), is_glued("kinh tế -"), is_glued("pháp lu\\u00ad")
    (True, False, True)
    """
    return text.endswith("\u00ad") or (text.endswith("-") and bool(text[-2:-1].strip()))
