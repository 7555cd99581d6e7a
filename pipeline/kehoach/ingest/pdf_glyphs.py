"""The characters of a PDF page, with where and how they are set, from pdfium."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

HYPHENS = frozenset({0x2, 0xFFFE})
"""What pdfium gives for a hyphen at the end of a line."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge in points."""

_BOLD = ("bold", "black", "heavy", "semibold", "demi")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its left and right edge, its baseline (points from the bottom of the page as shown), its size and weight."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool


def glyphs(page: Any) -> list[Glyph]:
    """Return the characters of a page in the order of the file, without those that pdfium supplies (spaces, line ends)."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    turn = Turn.of(page)
    kind = _Type(text)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found: list[Glyph] = []
    for i in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if not code or (pdfium.FPDFText_IsGenerated(text, i) == 1 and code not in HYPHENS):
            continue
        pdfium.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box))
        pdfium.FPDFText_GetCharOrigin(text, i, ctypes.byref(x), ctypes.byref(y))
        left, right = turn.across(box.left, box.bottom), turn.across(box.right, box.top)
        kind.set_for(i)
        found.append(
            Glyph(
                "-" if code in HYPHENS else chr(code),
                min(left, right),
                max(left, right),
                turn.up(x.value, y.value),
                kind.size,
                kind.bold,
            )
        )
    text.close()
    return found


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned when shown (clockwise), and its size before that."""

    degrees: int
    width: float
    height: float

    @classmethod
    def of(cls, page: Any) -> Turn:
        """Return how a page is turned."""
        degrees = page.get_rotation()
        width, height = page.get_size()
        return cls(degrees, *((height, width) if degrees in {90, 270} else (width, height)))

    def across(self, x: float, y: float) -> float:
        """Return how far right a point is on the page as shown."""
        return {0: x, 90: y, 180: self.width - x, 270: self.height - y}[self.degrees]

    def up(self, x: float, y: float) -> float:
        """Return how far up a point is on the page as shown."""
        return {0: y, 90: self.width - x, 180: self.height - y, 270: x}[self.degrees]

    def shown(self, box: Box) -> Box:
        """Return a box of the page as that of the page as shown."""
        xs = sorted(self.across(x, y) for x, y in (box[:2], box[2:]))
        ys = sorted(self.up(x, y) for x, y in (box[:2], box[2:]))
        return xs[0], ys[0], xs[1], ys[1]

    def back(self, box: Box) -> Box:
        """Return a box of the page as shown as that of the page."""
        corners = [self._point(x, y) for x, y in (box[:2], box[2:])]
        xs, ys = (sorted(values) for values in zip(*corners, strict=True))
        return xs[0], ys[0], xs[1], ys[1]

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return {0: (x, y), 90: (self.width - y, x), 180: (self.width - x, self.height - y), 270: (y, self.height - x)}[self.degrees]


class _Type:
    """How the characters of a text object are set; those of one object come together, so that each is asked once."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._last: int | None = None
        self.size, self.bold = 1.0, False

    def set_for(self, i: int) -> None:
        """Look up `size` and `bold` for character `i`."""
        import pypdfium2.raw as pdfium

        text_object = pdfium.FPDFText_GetTextObject(self._text, i)
        at = ctypes.cast(text_object, ctypes.c_void_p).value
        if at == self._last:
            return
        self._last = at
        matrix = pdfium.FS_MATRIX()
        known = pdfium.FPDFText_GetMatrix(self._text, i, ctypes.byref(matrix))
        scale = math.hypot(matrix.c, matrix.d) if known else 1.0
        self.size = pdfium.FPDFText_GetFontSize(self._text, i) * scale or 1.0
        name = ctypes.create_string_buffer(128)
        font = pdfium.FPDFTextObj_GetFont(text_object) if at else None
        if font:
            pdfium.FPDFFont_GetBaseFontName(font, name, 128)
        self.bold = any(word in name.value.decode("latin-1").lower() for word in _BOLD)
