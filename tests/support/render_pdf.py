"""PDF files as an office suite exports them."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from support.master import Block, Master, groups

FONTS = Path(__file__).parent / "fonts"

TIGHT = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]


@dataclass(frozen=True)
class Layout:
    """How a paper is set, in points: sizes, margins, and what the page bears beside the text."""

    size: float = 13
    pitch: float = 16
    """From line to line."""
    after: float = 6
    """Room after a paragraph."""
    indent: float = 28
    left: float = 85
    right: float = 42
    top: float = 57
    bottom: float = 57
    justified: bool = True
    head: tuple[float, float] = (225, 265)
    """Widths of the columns of the letterhead."""
    head_size: float = 11
    number: Literal["above", "below", "none"] = "above"
    running: str = ""
    """A line at the head of every page but the first."""
    footnote: str = ""
    """A note below the first page; its sign stands behind the first paragraph."""
    stamp: tuple[str, ...] = ()
    """Lines of the panel of a digital signature in the upper right corner of the first page."""
    rules: bool = False
    """Whether short rules stand below the name of the issuer and the motto."""
    wide_annex: bool = False
    """Whether the annex stands on pages laid across."""


def write_pdf(parts: Master, target: Path, layout: Layout | None = None) -> None:
    """Write a PDF as an office suite exports it: letterhead in two columns, data tables with rules, page numbers from page 2."""
    PdfFile(layout or Layout()).write(parts, target)


class PdfFile:
    """The writer of one paper in one layout."""

    def __init__(self, layout: Layout) -> None:
        from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle

        register_fonts()
        self.layout = layout
        self.page = A4
        small = layout.size - 2
        self.body = ParagraphStyle(
            "body",
            fontName="Serif",
            fontSize=layout.size,
            leading=layout.pitch,
            firstLineIndent=layout.indent,
            spaceAfter=layout.after,
            alignment=TA_JUSTIFY if layout.justified else TA_LEFT,
        )
        self.centre = ParagraphStyle("centre", self.body, alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0)
        self.right = ParagraphStyle("right", self.centre, alignment=TA_RIGHT)
        self.small = ParagraphStyle("small", self.centre, fontSize=small, leading=small + 2, alignment=TA_LEFT)
        self.head = ParagraphStyle("head", self.centre, fontSize=layout.head_size, leading=layout.head_size + 3)
        self.end = ParagraphStyle("end", self.centre, fontSize=layout.size - 1)

    @property
    def width(self) -> float:
        return self.page[0] - self.layout.left - self.layout.right - 12  # the frame pads 6 on both sides

    def write(self, parts: Master, target: Path) -> None:
        from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate

        layout, (width, height) = self.layout, self.page
        document = BaseDocTemplate(str(target), pagesize=self.page, invariant=1)
        upright = Frame(layout.left, layout.bottom, width - layout.left - layout.right, height - layout.top - layout.bottom)
        across = Frame(layout.top, layout.right, height - layout.top - layout.bottom, width - layout.left - layout.right)
        document.addPageTemplates(
            [
                PageTemplate("first", [upright], onPage=self.first),
                PageTemplate("later", [upright], onPage=self.later),
                PageTemplate("across", [across], onPage=self.later, pagesize=(height, width)),
            ]
        )
        story = [
            NextPageTemplate("later"),
            *self.opening(parts),
            *self.blocks(parts.body, noted=bool(layout.footnote)),
            *self.closing(parts),
        ]
        if parts.annex:
            story += [NextPageTemplate("across" if layout.wide_annex else "later"), PageBreak(), *self.blocks(parts.annex, centred=2)]
        document.build(story)

    def opening(self, parts: Master) -> list[Any]:
        from reportlab.platypus import Spacer, Table

        left, right = self.stack(parts.left, self.head, True), self.stack(parts.right, self.head, True)
        if self.layout.rules:
            left, right = [*left, self.rule(60)], [*right, self.rule(150)]
        top = [[left, right], [self.stack(parts.number, self.centre), self.stack(parts.date, self.centre)]]
        story = [Table(top, list(self.layout.head), style=TIGHT), *self.stack(parts.notice, self.right)]
        return [*story, Spacer(1, 14), *self.stack(parts.title, self.centre, True), Spacer(1, 12)]

    def closing(self, parts: Master) -> list[Any]:
        from reportlab.platypus import Spacer, Table

        end = [[self.stack(parts.recipients, self.small), self.stack(parts.signature, self.end, True)]]
        return [Spacer(1, 10), Table(end, [200, 290], style=TIGHT)]

    def rule(self, width: float) -> Any:
        from reportlab.platypus import HRFlowable

        return HRFlowable(width=width, thickness=0.5, color="black", spaceBefore=2, spaceAfter=2)

    def stack(self, lines: list[str], style: Any, bold: bool = False) -> list[Any]:
        return [self.paragraph([(line, bold)], style) for line in lines]

    def paragraph(self, runs: list[tuple[str, bool]], style: Any, more: str = "") -> Any:
        from reportlab.platypus import Paragraph

        marked = "".join(f"<b>{html.escape(text)}</b>" if bold else html.escape(text) for text, bold in runs)
        return Paragraph(marked + more, style)

    def blocks(self, found: list[Block], centred: int = 0, noted: bool = False) -> Iterator[Any]:
        from reportlab.platypus import Table

        for i, block in enumerate(groups(found)):
            if isinstance(block, list):
                cells = [[self.stack([cell], self.small, n == 0) for cell in row] for n, row in enumerate(block)]
                ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black"), TIGHT[0]]
                yield Table(cells, [480 / len(cells[0])] * len(cells[0]), style=ruled, repeatRows=1)
            else:
                runs, style = ([(block.text, True)], self.centre) if i < centred else (block.runs, self.body)
                yield self.paragraph(runs, style, self.sign() if noted and i == 0 else "")

    def sign(self) -> str:
        """Return the sign of the footnote: two thirds as high as the text, a third of it above the line."""
        return f'<super size="{self.layout.size * 0.65}" rise="{self.layout.size * 0.33}">1</super>'

    def first(self, canvas: Any, _document: Any) -> None:
        canvas.setFont("Serif", 8)
        for n, line in enumerate(self.layout.stamp):
            canvas.drawString(self.page[0] - 190, self.page[1] - 18 - 10 * n, line)
        if self.layout.footnote:
            canvas.line(self.layout.left, self.layout.bottom - 8, self.layout.left + 140, self.layout.bottom - 8)
            canvas.setFont("Serif", 6.5)
            canvas.drawString(self.layout.left, self.layout.bottom - 16.7, "1")
            canvas.setFont("Serif", 10)
            canvas.drawString(self.layout.left + 5, self.layout.bottom - 20, self.layout.footnote)

    def later(self, canvas: Any, document: Any) -> None:
        width, height = canvas._pagesize
        canvas.setFont("Serif", 13)
        if self.layout.number != "none":
            canvas.drawCentredString(width / 2, height - 40 if self.layout.number == "above" else 30, str(document.page))
        if self.layout.running:
            canvas.setFont("Serif-Italic", 9)
            canvas.drawRightString(width - self.layout.right, height - 28, self.layout.running)


def register_fonts() -> None:
    """Make the fonts known to reportlab as Serif, Serif-Bold, Serif-Italic and Serif-BoldItalic."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    faces = {"Serif": "Regular", "Serif-Bold": "Bold", "Serif-Italic": "Italic", "Serif-BoldItalic": "BoldItalic"}
    for name, face in faces.items():
        pdfmetrics.registerFont(TTFont(name, FONTS / f"Tinos-{face}.ttf"))
    pdfmetrics.registerFontFamily("Serif", *faces)
