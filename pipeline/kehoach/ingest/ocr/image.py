"""The picture of a page made ready for recognition: seals paled, straightened, lines found and taken out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kehoach.ingest.pdf.glyphs import Box

DPI = 160
"""What Tesseract is given, drawn down from RENDERED. Share of right words in four papers (2026-11): 0.981 on average at 160, 0.974 at 200,
0.975 at 125, and less at 300."""

FINE = 200
"""What it is given of small type: of 148 recipients (2026-11) 128 were read right so with their column alone, 115 from DPI enlarged."""

RENDERED = 300

STEEPEST = 5.0
"""Degrees by which a page may lie aslant."""

LEAST = 0.15
"""Degrees from which straightening is worth while."""

RED = 50
"""By how much red exceeds green and blue in the ink of a seal."""

BLUE = 35
"""By how much blue exceeds red and green in the ink of a signature at least."""

SEAL = 0.7, 2.2
"""Inches that a seal measures across, at least and at most: 1.4 for a State body's."""

LINE = 0.5
"""Inches from which a run of ink is a line and no stroke of a letter."""

THICKEST = 0.05
"""Inches that a line is thick at most."""

SPECKS = 0.0002
"""Share of a page that ink covers at least where something is written on it."""

STREAK = 0.4
"""Share of the height of a page that a streak of the scanner runs down at least."""

INK = 150
"""Grey (0 to 255) below which a point counts as ink."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as grey picture of Pillow at `DPI`, straightened by turning it `tilt` degrees against the clock; the lines on it, in points
    from its lower left corner; and the page at RENDERED as it was before."""

    image: Any
    tilt: float
    rules: list[Box]
    page: Any

    def larger(self, box: tuple[int, int, int, int], *, unsigned: bool = False) -> Any:
        """Return a part of `image` (left, top, right and bottom in its pixels) at FINE, also without blue ink where it is `unsigned`."""
        from PIL import Image, ImageDraw

        scale = FINE / DPI
        size = round(self.image.width * scale), round(self.image.height * scale)
        whole = unsealed(self.page)
        whole = without_blue(self.page, whole) if unsigned else whole
        whole = whole.resize(size, Image.Resampling.LANCZOS).rotate(self.tilt, Image.Resampling.BICUBIC, fillcolor=255)
        pen = ImageDraw.Draw(whole)
        for rule in self.rules:
            left, bottom, right, top = (at * FINE / 72 for at in rule)
            pen.line((left, whole.height - top, right, whole.height - bottom), fill=255, width=round(THICKEST * FINE))
        return whole.crop(tuple(round(at * scale) for at in box))


def is_blank(page: Any) -> bool:
    """Say whether a picture of Pillow bears no more ink than a few specks."""
    import numpy as np

    points = np.asarray(page.convert("L").reduce(2))
    return bool((points < INK + 30).sum() < SPECKS * points.size)


def prepared(page: Any) -> Picture:
    """Return the picture (of Pillow, RGB or grey, at RENDERED) of a page made ready."""
    from PIL import Image

    whole = unsealed(page)
    size = round(whole.width * DPI / RENDERED), round(whole.height * DPI / RENDERED)
    grey = whole.resize(size, Image.Resampling.LANCZOS)
    lean = tilt(grey)
    if lean:
        grey = unstreaked(grey, lean).rotate(lean, Image.Resampling.BICUBIC, fillcolor=255)
    image, rules = unruled(grey)
    return Picture(image, lean, rules, page)


def unsealed(page: Any) -> Any:
    """Return a picture in grey, the red ink of seals as light as it can be; red letters stay."""
    import numpy as np
    from PIL import Image
    from scipy import ndimage

    if page.mode == "L":
        return page
    colours = np.asarray(page.convert("RGB"))
    grey = np.array(page.convert("L"))
    red = colours[..., 0].astype(np.int16) - colours[..., 1:].max(axis=2) > RED
    if not red.any():
        return Image.fromarray(grey)
    step = 6
    coarse = red[: red.shape[0] // step * step, : red.shape[1] // step * step]
    coarse = coarse.reshape(coarse.shape[0] // step, step, -1, step).any(axis=(1, 3))
    marked, _ = ndimage.label(ndimage.binary_dilation(coarse, iterations=3))
    least, most = (inches * RENDERED / step for inches in SEAL)
    for rows, columns in ndimage.find_objects(marked):
        if least <= rows.stop - rows.start <= most and least <= columns.stop - columns.start <= most:
            where = slice(rows.start * step, rows.stop * step), slice(columns.start * step, columns.stop * step)
            grey[where] = np.where(red[where], colours[where][..., 0], grey[where])
    return Image.fromarray(grey)


def without_blue(page: Any, grey: Any) -> Any:
    """Return the picture `grey` of a page without its blue ink, as people sign with; what is printed under it stays."""
    import numpy as np
    from PIL import Image

    if page.mode == "L":
        return grey
    colours = np.asarray(page.convert("RGB"))
    blue = colours[..., 2].astype(np.int16) - colours[..., :2].max(axis=2) > BLUE
    return Image.fromarray(np.where(blue, np.uint8(255), np.asarray(grey)))


def tilt(grey: Any) -> float:
    """Return the degrees by which a picture must be turned against the clock for its lines of text to lie level; 0 where they do.

    The angle is the one at which the ink, summed along lines, comes and goes most sharply.
    """
    import numpy as np

    small = np.asarray(grey.reduce(2)) < INK + 30
    ys, xs = np.nonzero(small)
    if len(ys) < 200:
        return 0.0
    height = small.shape[0] + small.shape[1]

    def sharpness(degrees: float) -> float:
        rows = ys + xs * np.tan(np.radians(degrees))
        counts = np.bincount((rows - rows.min()).astype(np.int64), minlength=height).astype(float)
        return float(np.square(np.diff(counts)).sum())

    rough = max(np.arange(-STEEPEST, STEEPEST + 0.01, 0.25), key=sharpness)
    fine = float(max(np.arange(rough - 0.25, rough + 0.26, 0.05), key=sharpness))
    return 0.0 if abs(fine) < LEAST else -round(fine, 2)


def is_sideways(grey: Any) -> bool:
    """Say whether lines of text seem to run up or down a picture: the ink comes and goes more sharply across than down."""
    import numpy as np

    small = np.asarray(grey.reduce(2)) < INK + 30
    down, across = (np.square(np.diff(small.sum(axis=axis).astype(float))).sum() for axis in (1, 0))
    return bool(across > 1.5 * down)


def unstreaked(grey: Any, lean: float) -> Any:
    """Return the picture of a page that must be turned by `lean` degrees without the streaks of the scanner: long lines straight down.

    The rules of tables lean as the page does, and stay.
    """
    import numpy as np
    from PIL import Image

    points = np.array(grey)
    for where, mask in _runs(points < INK + 30, 0):
        rows, columns = where
        height = rows.stop - rows.start
        drift = -math.tan(math.radians(lean)) * height
        is_long = height > STREAK * points.shape[0] and columns.stop - columns.start <= THICKEST * DPI + abs(drift)
        if is_long and abs(_drift(mask)) < abs(_drift(mask) - drift):
            points[where][mask] = 255
    return Image.fromarray(points)


def _drift(mask: Any) -> float:
    """Return by how many points a line down stands farther right at its end than at its start."""
    tenth = max(mask.shape[0] // 10, 1)
    first, last = (part.nonzero()[1].mean() for part in (mask[:tenth], mask[-tenth:]))
    return float((last - first) / (1 - tenth / mask.shape[0]))


def unruled(grey: Any) -> tuple[Any, list[Box]]:
    """Return a straightened picture without its long lines, across and down, and these lines."""
    import numpy as np
    from PIL import Image
    from scipy import ndimage

    points = np.array(grey)
    ink = points < INK + 30
    rules: list[Box] = []
    taken = np.zeros_like(ink)
    for axis in (1, 0):
        for where, mask in _runs(ink, axis):
            across = where[1 - axis]
            if across.stop - across.start <= THICKEST * DPI:
                taken[where] |= mask
                rules.append(_rule(*where, axis, points.shape[0]))
    points[ndimage.binary_dilation(taken, iterations=1)] = 255
    return Image.fromarray(points), rules


def _runs(ink: Any, axis: int) -> Iterator[tuple[tuple[slice, slice], Any]]:
    """Yield where ink runs on for `LINE` at least, down (axis 0) or across (axis 1), and which points there belong to the run."""
    import numpy as np
    from scipy import ndimage

    length = round(LINE * DPI)
    closed = ndimage.maximum_filter1d(ink.astype(np.uint8), 3, axis=axis)
    runs = ndimage.maximum_filter1d(ndimage.minimum_filter1d(closed, length, axis=axis), length, axis=axis).astype(bool)
    marked, _ = ndimage.label(runs, np.ones((3, 3)))
    for i, where in enumerate(ndimage.find_objects(marked), 1):
        yield where, marked[where] == i


def _rule(rows: slice, columns: slice, axis: int, height: int) -> Box:
    """Return a line as a box without thickness, in points from the lower left."""
    left, right = (x * 72 / DPI for x in (columns.start, columns.stop))
    top, bottom = ((height - y) * 72 / DPI for y in (rows.start, rows.stop))
    if axis == 1:
        return left, (top + bottom) / 2, right, (top + bottom) / 2
    return (left + right) / 2, bottom, (left + right) / 2, top


def leant(box: Box, tilt: float, width: float, height: float) -> Box:
    """Return a box of the straightened page (points from its lower left) as the box that holds it on the page before: leaning again."""
    if not tilt:
        return box
    cos, sin = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    x0, y0 = width / 2, height / 2
    corners = [(x - x0, y - y0) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x0 + x * cos + y * sin for x, y in corners], [y0 - x * sin + y * cos for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
