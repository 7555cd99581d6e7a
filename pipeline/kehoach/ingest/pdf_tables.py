"""Ruled tables of a PDF page: which characters stand in which cell."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kehoach.ingest.pdf_glyphs import Glyph
from kehoach.ingest.pdf_rows import rows_of, text_of
from kehoach.ingest.tables import is_layout

FEWEST_RULES = 3
"""A table has at least so many lines across and so many down; a letterhead has two short lines across and none down."""

THICKEST, SHORTEST = 3.0, 8.0
"""Points: a path no thicker than the one and no shorter than the other is a line; what is larger both ways is a frame, if it is drawn
and not only filled (shading behind words)."""

MOST_PATHS = 20_000
"""Paths looked at on one page; a page with more is a drawing or a map."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text of its cells and its box (left, bottom, right, top)."""

    cells: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of data."""

    rows: tuple[Row, ...]

    @property
    def top(self) -> float:
        """Its upper edge, in points from the bottom of the page."""
        return self.rows[0].box[3]


def is_ruled(page: Any) -> bool:
    """Say whether a pdfium page has enough lines across and down to hold a table."""
    import pypdfium2.raw as pdfium

    across = down = 0
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for i, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
        pdfium.FPDFPath_GetDrawMode(path.raw, ctypes.byref(fill), ctypes.byref(stroke))
        left, bottom, right, top = path.get_bounds()
        width, height = right - left, top - bottom
        across += width >= SHORTEST and (height <= THICKEST or stroke.value != 0)
        down += height >= SHORTEST and (width <= THICKEST or stroke.value != 0)
        if min(across, down) >= FEWEST_RULES:
            return True
        if i > MOST_PATHS:
            break
    return False


def tables(page: Any, glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """Return the tables of a pdfplumber page, filled with `glyphs`, from top to bottom, and the characters outside them."""
    found: list[Table] = []
    rest = list(glyphs)
    height = float(page.height)
    for drawn in page.filter(_is_rule).find_tables():
        inside, outside = _split(rest, _box(drawn.bbox, height))
        rows = [_row(row, height, inside) for row in drawn.rows]
        lines = [[[cell] if cell else [] for cell in row.cells] for row in rows]
        if any(any(row.cells) for row in rows) and not is_layout(lines, True):
            found.append(Table(tuple(row for row in rows if any(row.cells))))
            rest = outside
    return sorted(found, key=lambda t: -t.top), rest


def _is_rule(thing: dict[str, Any]) -> bool:
    """Say whether pdfplumber's object may be a rule of a table; shading is none."""
    return bool(thing.get("stroke", True) or min(thing["width"], thing["height"]) <= THICKEST)


def _row(row: Any, height: float, glyphs: Sequence[Glyph]) -> Row:
    cells = [_text(_split(glyphs, _box(cell, height))[0]) if cell else "" for cell in row.cells]
    return Row(tuple(cells), _box(row.bbox, height))


def _box(box: Box, height: float) -> Box:
    """Turn pdfplumber's box, measured from the top, into one measured from the bottom."""
    left, top, right, bottom = box
    return round(left, 1), round(height - bottom, 1), round(right, 1), round(height - top, 1)


def _split(glyphs: Sequence[Glyph], box: Box) -> tuple[list[Glyph], list[Glyph]]:
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    left, bottom, right, top = box
    for g in glyphs:
        holds = left <= (g.left + g.right) / 2 <= right and bottom <= g.baseline + 0.3 * g.size <= top
        (inside if holds else outside).append(g)
    return inside, outside


def _text(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a cell on one line; a hyphen that ends a line belongs to a word or symbol that goes on."""
    found = ""
    for row in rows_of(glyphs):
        text = text_of(row)
        glued = found.endswith("-") and not found.endswith(" -")
        found += text if glued or not found else f" {text}"
    return found
