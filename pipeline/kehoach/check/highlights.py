"""Findings as highlights in a copy of a PDF: the words coloured, the remark in a note that opens on them."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from kehoach.check.printed import is_ink
from kehoach.check.report import Checked
from kehoach.check.telling import AUTHOR, comment
from kehoach.errors import Lang
from kehoach.ingest.pdf.glyphs import HYPHENS, Box, Turn
from kehoach.ingest.pdf.reader import open_pdf
from kehoach.records.finding import Finding, Severity
from kehoach.records.text import Place, Span

COLOURS: Mapping[Severity, tuple[int, int, int]] = {"error": (255, 150, 140), "warning": (255, 215, 90), "note": (150, 200, 255)}
_NEAR = 3.0
"""Points by which a letter may stand outside the box of its line."""


def with_highlights(checked: Checked, data: bytes, lang: Lang) -> bytes:
    """Return the PDF `data` with a highlight on each page that a finding's words stand on.

    The highlight covers the words; the whole printed line where the page's letters can't be told to be those words. Raises ReadError
    `pdf.broken` where the data are no PDF.
    """
    wanted: dict[int, list[tuple[Finding, list[tuple[Span, Place]]]]] = {}
    for finding in checked.findings:
        pages: dict[int, list[tuple[Span, Place]]] = {}
        for stretch, place in checked.text.placed(finding.span):
            if place.page is not None and not _is_furniture(checked, stretch):
                pages.setdefault(place.page, []).append((stretch, place))
        for number, lines in pages.items():
            wanted.setdefault(number, []).append((finding, lines))
    out = io.BytesIO()
    with closing(open_pdf(data)) as document:
        for number, found in sorted(wanted.items()):
            page = document[number - 1]
            letters = _Letters.of(page)
            for finding, lines in found:
                boxes = [box for stretch, place in lines for box in letters.boxes(checked.text.raw, stretch, place, finding.span)]
                _highlight(page, boxes, finding.severity, comment(checked, finding, lang))
            page.close()
        document.save(out)
    return out.getvalue()


def _is_furniture(checked: Checked, stretch: Span) -> bool:
    """Say whether a printed line is the page's own (its number, a running head), not the draft's."""
    return any(removed.holds(stretch) for removed, _ in checked.text.removed)


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a page without white space, each with its box."""

    text: str
    boxes_of: Sequence[Box]
    """On the page before it is turned."""
    turn: Turn

    @classmethod
    def of(cls, page: Any) -> _Letters:
        import pypdfium2.raw as pdfium

        text = page.get_textpage()
        found: list[tuple[str, Box]] = []
        rect = pdfium.FS_RECTF()
        for i in range(pdfium.FPDFText_CountChars(text)):
            code = pdfium.FPDFText_GetUnicode(text, i)
            sign = "-" if code in HYPHENS else chr(code)
            if code and is_ink(sign) and pdfium.FPDFText_GetLooseCharBox(text, i, ctypes.byref(rect)):
                found.append((sign, (rect.left, rect.bottom, rect.right, rect.top)))
        text.close()
        return cls("".join(sign for sign, _ in found), [box for _, box in found], Turn.of(page))

    def boxes(self, raw: str, stretch: Span, place: Place, span: Span) -> Iterator[Box]:
        """Yield the boxes of what `span` covers of a printed line, given as the stretch of the source text and its place."""
        line = [i for i in range(stretch.start, stretch.end) if is_ink(raw[i])]
        part = [n for n, i in enumerate(line) if span.start <= i < span.end]
        if not part:
            return
        ink = "".join(raw[i] for i in line)
        for words, start in ((ink, part[0]), (ink[part[0] : part[-1] + 1], 0)):
            at = self._find(words, place)
            if at is not None:
                yield from self._lines(self.boxes_of[at + start : at + start + len(part)])
                return
        if place.box is not None:
            yield self.turn.back(place.box)

    def _lines(self, boxes: Sequence[Box]) -> Iterator[Box]:
        """Yield one box for each line that letters stand on."""
        line: list[Box] = []
        for box in boxes:
            if line:
                before, here = self.turn.shown(line[-1]), self.turn.shown(box)
                if not before[1] <= (here[1] + here[3]) / 2 <= before[3]:
                    yield _round(line)
                    line = []
            line.append(box)
        yield _round(line)

    def _find(self, words: str, place: Place) -> int | None:
        """Return where `words` begin among the page's letters, at a place that lies in the box of `place`."""
        at = self.text.find(words)
        while at >= 0:
            ends = self.boxes_of[at], self.boxes_of[at + len(words) - 1]
            if place.box is None or all(_inside(self.turn.shown(box), place.box) for box in ends):
                return at
            at = self.text.find(words, at + 1)
        return None


def _inside(box: Box, frame: Box) -> bool:
    """Say whether the middle of a box lies in a frame."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] - _NEAR <= x <= frame[2] + _NEAR and frame[1] - _NEAR <= y <= frame[3] + _NEAR


def _round(boxes: Sequence[Box]) -> Box:
    """Return the box round boxes."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _highlight(page: Any, boxes: Sequence[Box], severity: Severity, said: str) -> None:
    import pypdfium2.raw as pdfium

    if not boxes:
        return
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_HIGHLIGHT)
    pdfium.FPDFAnnot_SetColor(note, pdfium.FPDFANNOT_COLORTYPE_Color, *COLOURS[severity], 255)
    pdfium.FPDFAnnot_SetFlags(note, pdfium.FPDF_ANNOT_FLAG_PRINT)
    left, bottom, right, top = _round(boxes)
    pdfium.FPDFAnnot_SetRect(note, ctypes.byref(pdfium.FS_RECTF(left, top, right, bottom)))
    for x1, y1, x2, y2 in boxes:
        quad = pdfium.FS_QUADPOINTSF(x1, y2, x2, y2, x1, y1, x2, y1)
        pdfium.FPDFAnnot_AppendAttachmentPoints(note, ctypes.byref(quad))
    for key, value in ((b"Contents", said), (b"T", AUTHOR)):
        wide = ctypes.create_string_buffer(value.encode("utf-16-le") + b"\0\0")
        pdfium.FPDFAnnot_SetStringValue(note, key, ctypes.cast(wide, ctypes.POINTER(pdfium.FPDF_WCHAR)))
    pdfium.FPDFPage_CloseAnnot(note)
