"""Cells of ruled tables in which nothing sure was read: each looked at alone, for single digits and labels are overlooked among columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kehoach.ingest.ocr.engine import BLOCK, LINE, SIGN, Word, sureness, words
from kehoach.ingest.ocr.image import DPI, INK
from kehoach.ingest.pdf.glyphs import Box
from kehoach.ingest.pdf.grids import grids

SURE = 0.7
"""Mean confidence from which what was read in a cell stands."""

EMPTY = 12
"""Points of ink up to which a cell is empty: a full stop has about nine."""

MOST = 60
"""Cells of a page that are looked at at most; each takes a tenth of a second or two."""

MARGIN = 14
"""White points put around a cell: recognition wants them."""

INSIDE = 3
"""Points from the edge of a cell that may be remains of its rules."""

LOW = 1.6
"""Heights of a line of type up to which the ink of a cell is one line."""

Pixels = tuple[int, int, int, int]
"""Left, top, right and bottom."""


def with_cells(picture: Any, rules: Sequence[Box], found: Sequence[Word], size: float) -> list[Word]:
    """Return the words `found` on a picture of `DPI`, in the cells of its tables those of a second look where these are surer.

    `rules` are the lines of the tables in points from the lower left corner, `size` is the usual height of type in pixels.
    """
    kept, looks = list(found), 0
    for cell in _cells(rules, picture.height):
        inside = [w for w in kept if _is_inside(w, cell)]
        old = sureness(inside)
        if old >= SURE or looks >= MOST or (ink := _ink(picture, cell)) is None:
            continue
        looks += 1
        new = _read(picture, ink, size, max((w.line for w in kept), default=0) + 1)
        if sureness(new) > old:
            kept = [w for w in kept if w not in inside] + new
    return kept


def _cells(rules: Sequence[Box], height: int) -> Iterator[Pixels]:
    scale = DPI / 72
    for grid in grids(rules):
        for cell in grid.cells:
            left, right = grid.xs[cell.column] * scale, grid.xs[cell.column_end] * scale
            top, bottom = height - grid.ys[cell.row] * scale, height - grid.ys[cell.row_end] * scale
            yield round(left) + INSIDE, round(top) + INSIDE, round(right) - INSIDE, round(bottom) - INSIDE


def _is_inside(word: Word, cell: Pixels) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _ink(picture: Any, cell: Pixels) -> Pixels | None:
    """Return the box around the ink in a cell, None where there is none to speak of."""
    import numpy as np

    if cell[2] <= cell[0] or cell[3] <= cell[1]:
        return None
    ys, xs = np.nonzero(np.asarray(picture.crop(cell)) < INK)
    if len(xs) <= EMPTY:
        return None
    return cell[0] + int(xs.min()), cell[1] + int(ys.min()), cell[0] + int(xs.max()) + 1, cell[1] + int(ys.max()) + 1


def _read(picture: Any, box: Pixels, size: float, line: int) -> list[Word]:
    """Return the words in a box of a picture, their lines counted from `line`."""
    from PIL import ImageOps

    width, height = box[2] - box[0], box[3] - box[1]
    layout = BLOCK if height > LOW * size else SIGN if width < 0.8 * size else LINE
    seen = words(ImageOps.expand(picture.crop(box), MARGIN, 255), DPI, layout)
    return [w.moved(box[0] - MARGIN, box[1] - MARGIN, line) for w in seen]
