"""PDFs whose letters come from two fonts: where the first lacks some Vietnamese letters, Word takes them from a second one.

The letters of the first font are set line by line, with gaps, then those of the second in these gaps.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable

from support.render_pdf import FONTS, Layout, PdfFile

BORROWED = frozenset("ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựạảẹẻịỉọỏụủỵỷ")
"""Letters of the second font: those with marks that no Western European font has."""

Line = tuple[list[str], bool, bool]
"""Words, whether it opens and whether it closes its paragraph."""


class MixedFile(PdfFile):
    """The writer of a paper whose letters come from two fonts."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        for name, file in (("Other", "Arimo-Regular"), ("Other-Bold", "Tinos-BoldItalic")):
            pdfmetrics.registerFont(TTFont(name, FONTS / f"{file}.ttf"))

    def paragraph(self, runs: list[tuple[str, bool]], style: Any, _more: str = "") -> Any:
        return Runs("".join(text for text, _ in runs), style, "-Bold" if runs[0][1] and len(runs) == 1 else "")


class Runs(Flowable):  # type: ignore[misc]
    """A paragraph whose words are set run by run, each run of one font where it belongs."""

    def __init__(self, text: str, style: Any, face: str, lines: list[Line] | None = None) -> None:
        super().__init__()
        self.text, self.style, self.face, self.lines = text, style, face, lines

    def getSpaceAfter(self) -> float:  # noqa: N802  reportlab's name
        return float(self.style.spaceAfter)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        if self.lines is None:
            self.lines = self.broken(width)
        return width, len(self.lines) * self.style.leading

    def length(self, text: str) -> float:
        return float(pdfmetrics.stringWidth(text, f"Serif{self.face}", self.style.fontSize))

    def broken(self, width: float) -> list[Line]:
        rows: list[list[str]] = [[]]
        room = width - self.style.firstLineIndent
        for word in self.text.split():
            if rows[-1] and self.length(" ".join([*rows[-1], word])) > room:
                rows.append([])
                room = width
            rows[-1].append(word)
        return [(row, n == 0, n == len(rows) - 1) for n, row in enumerate(rows)]

    def split(self, width: float, height: float) -> list[Runs]:
        self.wrap(width, height)
        fit = int(height // self.style.leading)
        if not self.lines or fit < 1:
            return []
        parts = [self.lines[:fit], self.lines[fit:]]
        return [Runs(self.text, self.style, self.face, part) for part in parts if part]

    def draw(self) -> None:
        lines = self.lines or []
        for n, (words, opens, closes) in enumerate(lines):
            indent = self.style.firstLineIndent if opens else 0
            y = (len(lines) - n) * self.style.leading - self.style.fontSize
            room = self.width - indent - self.length(" ".join(words))
            gap = room / (len(words) - 1) if self.style.alignment == 4 and not closes and len(words) > 1 else 0
            x = indent + (room / 2 if self.style.alignment == 1 else room if self.style.alignment == 2 else 0)
            for borrowed in (False, True):
                self.letters(x, y, words, gap, borrowed)

    def letters(self, x: float, y: float, words: list[str], gap: float, borrowed: bool) -> None:
        """Set the letters of one of the two fonts at their places in the line."""
        self.canv.setFont(f"{'Other' if borrowed else 'Serif'}{self.face}", self.style.fontSize)
        for word in words:
            at = x
            for other, letters in groupby(word, lambda c: c.lower() in BORROWED):
                run = "".join(letters)
                if other == borrowed:
                    self.canv.drawString(at, y, run)
                at += self.length(run)
            x += self.length(f"{word} ") + gap
