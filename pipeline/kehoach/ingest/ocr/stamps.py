"""The stamp of the registry that got a paper (`CÔNG VĂN ĐẾN`, `ĐẾN Số: … Ngày: …`), in its frame on or beside the letterhead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kehoach.ingest.ocr.engine import Word
from kehoach.ingest.ocr.image import DPI
from kehoach.ingest.pdf.glyphs import Box
from kehoach.rules.fold import bare

INCOMING = "incoming stamp"
"""The reason for which it is left aside."""

WIDTH = 60.0, 0.5
"""Points that its frame is wide at least, and share of the page's width at most: tables are wider."""

HEIGHT = 25.0, 150.0
"""Points that its frame is high, at least and at most."""

NEAR = 8.0
"""Points by which the lines of the frame miss each other at most, and how far words are pressed out of it."""


def part_incoming(found: Sequence[Word], rules: Sequence[Box], width: float, height: float) -> tuple[list[Word], list[Word]]:
    """Part the words of such stamps from those `found` on a page of `width` and `height` in points; return the rest and them.

    Of a word that reaches out of the frame the line tells: it is the stamp's where nothing more follows.
    """
    stamped = list[Word]()
    for frame in _frames(rules, width):
        box = _pixels(frame, height)
        inside = [w for w in found if box[0] <= w.box[0] and w.box[2] <= box[2] and box[1] <= w.box[1] and w.box[3] <= box[3]]
        if not any(w.text.isupper() and bare(w.text) == "den" for w in inside):
            continue
        for line in {w.line for w in inside}:
            outside = [w for w in found if w.line == line and w not in inside]
            inside += outside if all(w.box[0] <= box[2] for w in outside) else []
        stamped += inside
    return [w for w in found if w not in stamped], stamped


def _frames(rules: Sequence[Box], width: float) -> Iterator[Box]:
    """Yield the frames of the size of stamps that lines form."""
    across = [r for r in rules if r[3] - r[1] < r[2] - r[0]]
    down = [r for r in rules if r[3] - r[1] >= r[2] - r[0]]
    for low, high in combinations(sorted(across, key=lambda r: r[1]), 2):
        left, right = max(low[0], high[0]), min(low[2], high[2])
        if not (HEIGHT[0] <= high[1] - low[1] <= HEIGHT[1] and WIDTH[0] <= right - left <= WIDTH[1] * width):
            continue
        sides = [r[0] for r in down if r[1] <= low[1] + NEAR and r[3] >= high[1] - NEAR]
        if any(abs(x - left) <= NEAR for x in sides) and any(abs(x - right) <= NEAR for x in sides):
            yield left, low[1], right, high[1]


def _pixels(frame: Box, height: float) -> Box:
    """Return a frame in pixels from the upper left, a little wider but on the right, where words of the paper reach into it."""
    scale = DPI / 72
    left, bottom, right, top = frame[0] - NEAR, frame[1] - NEAR, frame[2], frame[3] + NEAR
    return left * scale, (height - top) * scale, right * scale, (height - bottom) * scale
