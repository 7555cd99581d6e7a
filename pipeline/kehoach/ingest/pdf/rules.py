"""What is drawn on a PDF page: lines across and down, dark grounds, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from kehoach.ingest.pdf.glyphs import Box
from kehoach.ingest.pdf.pdfium import plain

THICKEST, SHORTEST = 3.0, 8.0
"""Points: a path no thicker than the one and no shorter than the other is a line; what is larger both ways is a frame, if it is drawn
and not only filled (shading behind words)."""

MOST_PATHS = 20_000
"""Paths looked at on one page; a page with more is a drawing or a map."""

DEEPEST = 4
"""How many forms within forms are looked into."""

DARK = 160
"""Mean of red, green and blue (0 to 255) below which a ground is dark."""


FEWEST_POINTS = 5
"""Points of a plain frame; a path with more may hold several figures."""

MOVE = 2
"""FPDF_SEGMENT_MOVETO of pdfium."""


@dataclass(slots=True)
class Drawing:
    """Boxes in points of the page before it is turned."""

    rules: list[Box] = field(default_factory=list)
    """Lines, each as a box with no height or no width."""
    dark: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


Matrix = tuple[float, float, float, float, float, float]
"""a to f of a PDF transformation: x' = a x + c y + e, y' = b x + d y + f."""

_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawing(page: Any) -> Drawing:
    """Return what is drawn on a page of pypdfium2 besides its text."""
    found = Drawing()
    calls = _calls()
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value or 0
    paths = 0
    for item, kind, matrix in _objects(handle, calls.count, calls.item, _AS_IT_IS, 0):
        if kind == calls.path and paths < MOST_PATHS:
            paths += 1
            _add_path(found, item, _moved(_bounds(item), matrix), matrix)
        elif kind in calls.pictures:
            found.pictures.append(_moved(_bounds(item), matrix))
    return found


class _Calls(NamedTuple):
    """The functions of pdfium that are called for every object, without the checks that ctypes makes of their arguments."""

    count: Any
    item: Any
    form_count: Any
    form_item: Any
    kind: Any
    bounds: Any
    matrix: Any
    segments: Any
    segment: Any
    point: Any
    point_kind: Any
    draw: Any
    fill: Any
    path: int
    form: int
    pictures: frozenset[int]


@cache
def _calls() -> _Calls:
    import pypdfium2.raw as pdfium

    pointer, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        count=plain(pdfium.FPDFPage_CountObjects, number, pointer),
        item=plain(pdfium.FPDFPage_GetObject, pointer, pointer, number),
        form_count=plain(pdfium.FPDFFormObj_CountObjects, number, pointer),
        form_item=plain(pdfium.FPDFFormObj_GetObject, pointer, pointer, ctypes.c_ulong),
        kind=plain(pdfium.FPDFPageObj_GetType, number, pointer),
        bounds=plain(pdfium.FPDFPageObj_GetBounds, number, pointer, pointer, pointer, pointer, pointer),
        matrix=plain(pdfium.FPDFPageObj_GetMatrix, number, pointer, pointer),
        segments=plain(pdfium.FPDFPath_CountSegments, number, pointer),
        segment=plain(pdfium.FPDFPath_GetPathSegment, pointer, pointer, number),
        point=plain(pdfium.FPDFPathSegment_GetPoint, number, pointer, pointer, pointer),
        point_kind=plain(pdfium.FPDFPathSegment_GetType, number, pointer),
        draw=plain(pdfium.FPDFPath_GetDrawMode, number, pointer, pointer, pointer),
        fill=plain(pdfium.FPDFPageObj_GetFillColor, number, pointer, pointer, pointer, pointer, pointer),
        path=pdfium.FPDF_PAGEOBJ_PATH,
        form=pdfium.FPDF_PAGEOBJ_FORM,
        pictures=frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}),
    )


def _objects(holder: int, count: Any, item: Any, matrix: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    """Yield the objects of a page or form, those of the forms in it in its place, each with its type and the matrix that places it."""
    calls = _calls()
    for i in range(count(holder)):
        found = item(holder, i)
        kind = calls.kind(found)
        if kind == calls.form and depth < DEEPEST:
            yield from _objects(found, calls.form_count, calls.form_item, _after(_matrix(found), matrix), depth + 1)
        elif found:
            yield found, kind, matrix


def _matrix(item: int) -> Matrix:
    numbers = (ctypes.c_float * 6)()
    return tuple(numbers) if _calls().matrix(item, ctypes.addressof(numbers)) else _AS_IT_IS


def _after(first: Matrix, then: Matrix) -> Matrix:
    """Return the transformation that does `first` and then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _point(point: tuple[float, float], by: Matrix) -> tuple[float, float]:
    x, y = point
    return by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5]


def _bounds(item: int) -> Box:
    numbers = (ctypes.c_float * 4)()
    at = ctypes.addressof(numbers)
    _calls().bounds(item, at, at + 4, at + 8, at + 12)
    return tuple(numbers)


def _moved(box: Box, by: Matrix) -> Box:
    if by is _AS_IT_IS:
        return box
    (x1, y1), (x2, y2) = _point(box[:2], by), _point(box[2:], by)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _add_path(found: Drawing, path: int, box: Box, matrix: Matrix) -> None:
    """Put the lines of a path to `found`, or its box to the dark grounds."""
    calls = _calls()
    if min(box[2] - box[0], box[3] - box[1]) <= THICKEST:
        found.rules += _rule(box)
        return
    modes = (ctypes.c_int * 2)()
    calls.draw(path, ctypes.addressof(modes), ctypes.addressof(modes) + 4)
    filled, stroked = modes
    if stroked or calls.segments(path) > FEWEST_POINTS:
        for points in _subpaths(path, _after(_matrix(path), matrix)):
            found.rules += _sides(points) if stroked else _rule(_around(points))
    if filled and _is_dark(path):
        found.dark.append(box)


def _rule(box: Box) -> list[Box]:
    """Return the line that a thin box is, none where it is not thin or too small to tell which way it runs."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if height <= THICKEST and width > 2 * height:
        return [(left, (bottom + top) / 2, right, (bottom + top) / 2)]
    if width <= THICKEST and height > 2 * width:
        return [((left + right) / 2, bottom, (left + right) / 2, top)]
    return []


def _subpaths(path: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part of a path; of a curve its last point."""
    calls = _calls()
    points: list[tuple[float, float]] = []
    numbers = (ctypes.c_float * 2)()
    at = ctypes.addressof(numbers)
    for i in range(min(calls.segments(path), MOST_PATHS)):
        segment = calls.segment(path, i)
        calls.point(segment, at, at + 4)
        if calls.point_kind(segment) == MOVE and points:
            yield points
            points = []
        points.append(_point((numbers[0], numbers[1]), matrix))
    if points:
        yield points


def _sides(points: list[tuple[float, float]]) -> Iterator[Box]:
    """Yield the lines across and down between the points of a drawn figure, and from the last to the first where it is a frame."""
    closed = [*points, points[0]] if len(points) == 4 else points
    for (x1, y1), (x2, y2) in pairwise(closed):
        if abs(x1 - x2) < 0.5 or abs(y1 - y2) < 0.5:
            yield from _rule((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_dark(path: int) -> bool:
    colours = (ctypes.c_uint * 4)()
    at = ctypes.addressof(colours)
    return bool(_calls().fill(path, at, at + 4, at + 8, at + 12)) and sum(colours[:3]) < 3 * DARK
