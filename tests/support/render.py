"""Makes the Word, web and PDF documents of the corpus from the masters in corpus/gold.

A master is plain text, one paragraph a line; its annotation says which lines are headings and where the title ends. Run as a script,
it writes corpus/documents anew. The fonts of the PDFs stand in fonts/.
"""

from __future__ import annotations

import html
import json
import re
import string
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["paragraph", "heading", "row"]
Form = Literal["docx", "html", "pdf", "md", "txt"]

_RIGHT = re.compile(r"CỘNG H|Độc lập|ĐẢNG CỘNG SẢN|ĐOÀN TNCS|.{2,30}, ngày .*tháng")
_NUMBER = re.compile(r"Số\b")
_RECIPIENTS = re.compile(r"N[ơo]i nhận")
_LABEL = re.compile(r"(?:([IVX]+)\.|(\d+(?:\.\d+)*)\.|(-)) ")

FONTS = Path(__file__).parent / "fonts"
LEFT, CENTRE, RIGHT, JUSTIFIED = range(4)  # w:jc as python-docx numbers it
EPOCH = (2024, 1, 1, 0, 0, 0)


@dataclass
class Block:
    """A paragraph, heading or table row of the body."""

    kind: Kind
    text: str

    @property
    def cells(self) -> list[str]:
        return [c.strip() for c in self.text.strip().strip("|").split("|")]


@dataclass
class Master:
    """A master taken apart: letterhead columns, title, body, recipients and signature, annex."""

    left: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    date: list[str] = field(default_factory=list)
    notice: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    annex: list[Block] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, gold: dict[str, Any]) -> Master:
        """Take a master apart with the help of its annotation."""
        headings = {s["start"] for s in gold["sections"] if s["title"]}
        lines = [(m.start(), m.group().strip()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
        found = cls()
        kind = next(i for i, (_, line) in enumerate(lines) if line == gold["frame"]["type"].upper())
        for _, line in lines[:kind]:
            found._letterhead(line)
        body = kind + 1
        while gold["frame"]["title"].startswith(" ".join(line for _, line in lines[kind + 1 : body + 1])):
            body += 1
        found.title = [line for _, line in lines[kind:body]]
        end = next(i for i, (_, line) in enumerate(lines) if _RECIPIENTS.match(line))
        signed = next(i for i, (_, line) in enumerate(lines) if i > end and line == gold["frame"]["signer"])
        found.body = [_block(at, line, headings) for at, line in lines[body:end]]
        for _, line in lines[end : signed + 1]:
            (found.recipients if line.startswith("-") or _RECIPIENTS.match(line) else found.signature).append(line)
        found.annex = [_block(at, line, headings) for at, line in lines[signed + 1 :]]
        return found

    def _letterhead(self, line: str) -> None:
        if self.date:
            self.notice.append(line)
        elif _NUMBER.match(line):
            self.number.append(line)
        elif _RIGHT.match(line):
            (self.date if "ngày" in line else self.right).append(line)
        else:
            self.left.append(line)


def _block(at: int, line: str, headings: set[int]) -> Block:
    return Block("row" if line.startswith("|") else "heading" if at in headings else "paragraph", line)


def groups(blocks: list[Block]) -> list[Block | list[list[str]]]:
    """Put the rows that follow each other together as tables."""
    found: list[Block | list[list[str]]] = []
    for block in blocks:
        if block.kind != "row":
            found.append(block)
        elif found and isinstance(found[-1], list):
            found[-1].append(block.cells)
        else:
            found.append([block.cells])
    return found


def render(master: str, gold: dict[str, Any], form: Form, target: Path, numbering: str | None = None) -> None:
    """Write the document of a master text to `target` in the given form.

    `numbering` ("roman" for `I.`, `1.`, `-`; "decimal" for `1.`, `1.1.`, `1.1.1.`, `-`) makes the labels of a Word file automatic.
    """
    if form in {"md", "txt"}:
        target.write_text(master, "utf-8", newline="\n")
        return
    parts = Master.of(master, gold)
    if form == "docx":
        _Docx(numbering).write(parts, target)
    elif form == "html":
        target.write_text(_page(parts, gold), "utf-8", newline="\n")
    else:
        _pdf(parts, target)


class _Docx:
    """A Word file as clerks make them: a letterhead table without borders, bold headings, data tables with borders."""

    def __init__(self, numbering: str | None) -> None:
        from docx import Document

        self.document = Document()
        self.numbering = numbering
        style = self.document.styles["Normal"]
        style.font.name = "Times New Roman"
        for section in self.document.sections:
            section.left_margin, section.right_margin = 1080000, 720000
        if numbering:
            self._define(numbering)

    def write(self, parts: Master, target: Path) -> None:
        self._pair([*parts.left], [*parts.right], bold=True)
        self._pair(parts.number, parts.date, table=self.document.tables[0])
        for line in parts.notice:
            self._paragraph(line, True, align=RIGHT)
        for line in parts.title:
            self._paragraph(line, True, align=CENTRE)
        self._blocks(parts.body)
        self._pair(parts.recipients, parts.signature, bold=True)
        if parts.annex:
            self.document.add_page_break()
        self._blocks(parts.annex, centred=2)
        self.document.save(str(target))
        _settle(target)

    def _blocks(self, blocks: list[Block], centred: int = 0) -> None:
        for i, block in enumerate(groups(blocks)):
            if isinstance(block, list):
                table = self.document.add_table(0, len(block[0]), style="Table Grid")
                for n, cells in enumerate(block):
                    for cell, text in zip(table.add_row().cells, cells, strict=True):
                        cell.paragraphs[0].add_run(text).bold = n == 0
            else:
                self._paragraph(block.text, block.kind == "heading" or i < centred, align=CENTRE if i < centred else JUSTIFIED)

    def _paragraph(self, text: str, bold: bool, align: int) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        label = _LABEL.match(text) if self.numbering and align == JUSTIFIED else None
        if label:
            text = text[label.end() :]
            level = 3 if label[3] else (label[2] or "").count(".") if self.numbering == "decimal" else int(bool(label[2]))
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, 90
        paragraph.add_run(text).bold = bold

    def _pair(self, left: list[str], right: list[str], bold: bool = False, table: Any = None) -> None:
        table = table if table is not None else self.document.add_table(0, 2)
        for cell, lines in zip(table.add_row().cells, (left, right), strict=True):
            for n, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                paragraph.alignment = LEFT if line.startswith("-") else CENTRE
                paragraph.add_run(line).bold = bold and not line.startswith("-")

    def _define(self, numbering: str) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        forms = {
            "roman": (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-")),
            "decimal": (("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3."), ("bullet", "-")),
        }[numbering]
        levels = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(forms)
        )
        root = self.document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _settle(target: Path) -> None:
    """Write the package again with one fixed date, so that the same master gives the same bytes."""
    with zipfile.ZipFile(target) as package:
        members = [(name, package.read(name)) for name in package.namelist()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            package.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)


def _page(parts: Master, gold: dict[str, Any]) -> str:
    """Return a saved page of a portal, with its menus and related news round the document."""
    posted = "/".join(reversed(gold["frame"]["date"].split("-")))
    head = [
        '<table border="0" width="100%"><tbody>',
        f"<tr><td><p align=center>{_stacked(parts.left, True)}</p></td><td><p align=center>{_stacked(parts.right, True)}</p></td></tr>",
        f"<tr><td>{_stacked(parts.number)}</td><td><em>{_stacked(parts.date)}</em></td></tr>",
        "</tbody></table>",
    ]
    title = [f'<p style="text-align:center"><strong>{_escaped(line)}</strong></p>' for line in parts.title]
    end = f"<td>{_stacked(parts.recipients)}</td><td align=center>{_stacked(parts.signature, True)}</td>"
    lines = [*head, *title, *_html_blocks(parts.body), f'<table border="0"><tr>{end}</tr></table>', *_html_blocks(parts.annex)]
    template = string.Template((Path(__file__).parent / "portal.html").read_text("utf-8"))
    return template.substitute(title=_escaped(gold["frame"]["title"]), posted=posted, body="\n".join(lines))


def _html_blocks(blocks: list[Block]) -> list[str]:
    found = []
    for block in groups(blocks):
        if isinstance(block, list):
            rows = "".join(f"<tr>{''.join(f'<td>{_escaped(c)}</td>' for c in cells)}</tr>\n" for cells in block)
            found.append(f'<table border="1">\n{rows}</table>')
        elif block.kind == "heading":
            found.append(f"<p><b>{_escaped(block.text)}</b></p>")
        else:
            found.append(f"<p>{_escaped(block.text)}</p>")
    return found


def _stacked(lines: list[str], bold: bool = False) -> str:
    text = "<br />\n".join(_escaped(line) for line in lines)
    return f"<b>{text}</b>" if bold else text


def _escaped(text: str) -> str:
    """Return text for a page as a portal's editor leaves it: named entities for quotes and dashes, lines broken in the source."""
    text = html.escape(text).replace("“", "&ldquo;").replace("”", "&rdquo;").replace("–", "&ndash;").replace("à", "&agrave;")
    return re.sub(r"((?:\S+ ){14}\S+) ", r"\1\n", text)


def _pdf(parts: Master, target: Path) -> None:
    """Write a PDF as an office suite exports it: letterhead in two columns, justified paragraphs, page numbers from page 2."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    register_fonts()
    upper = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    body = ParagraphStyle("body", fontName="Serif", fontSize=13, leading=16, firstLineIndent=28, spaceAfter=6, alignment=TA_JUSTIFY)
    centre = ParagraphStyle("centre", body, alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0)
    small = ParagraphStyle("small", centre, fontSize=11, leading=13, alignment=0)

    def stack(lines: list[str], style: Any, bold: bool = False) -> list[Any]:
        return [Paragraph(f"<b>{html.escape(x)}</b>" if bold else html.escape(x), style) for x in lines]

    def blocks(found: list[Block], centred: int = 0) -> Iterator[Any]:
        for i, block in enumerate(groups(found)):
            if isinstance(block, list):
                cells = [[stack([cell], small, n == 0) for cell in row] for n, row in enumerate(block)]
                yield Table(
                    cells, [480 / len(cells[0])] * len(cells[0]), style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), *upper], repeatRows=1
                )
            else:
                yield from stack([block.text], centre if i < centred else body, block.kind == "heading" or i < centred)

    head = ParagraphStyle("head", centre, fontSize=11, leading=14)
    top = [[stack(parts.left, head, True), stack(parts.right, head, True)], [stack(parts.number, centre), stack(parts.date, centre)]]
    end = [[stack(parts.recipients, small), stack(parts.signature, ParagraphStyle("end", centre, fontSize=12), True)]]
    tight = [*upper, ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    story = [Table(top, [225, 265], style=tight), *stack(parts.notice, ParagraphStyle("right", centre, alignment=TA_RIGHT))]
    story += [Spacer(1, 14), *stack(parts.title, centre, True), Spacer(1, 12)]
    story += [*blocks(parts.body), Spacer(1, 10), Table(end, [200, 290], style=tight)]
    if parts.annex:
        story += [PageBreak(), *blocks(parts.annex, centred=2)]

    def number(canvas: Any, document: Any) -> None:
        if document.page > 1:
            canvas.setFont("Serif", 13)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 40, str(document.page))

    document = SimpleDocTemplate(str(target), pagesize=A4, leftMargin=85, rightMargin=42, topMargin=57, bottomMargin=57, invariant=1)
    document.build(story, onLaterPages=number)


def register_fonts() -> None:
    """Make the fonts known to reportlab as Serif, Serif-Bold, Serif-Italic and Serif-BoldItalic."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    faces = {"Serif": "Regular", "Serif-Bold": "Bold", "Serif-Italic": "Italic", "Serif-BoldItalic": "BoldItalic"}
    for name, face in faces.items():
        pdfmetrics.registerFont(TTFont(name, FONTS / f"Tinos-{face}.ttf"))
    pdfmetrics.registerFontFamily("Serif", *faces)


def main(corpus: Path) -> None:
    """Write corpus/documents anew, each document in the form that SOURCES.toml gives."""
    sources = tomllib.loads((corpus / "SOURCES.toml").read_text("utf-8"))["document"]
    for source in sources:
        gold = corpus / "gold" / f"{source['id']}.txt"
        annotation = json.loads(gold.with_suffix(".json").read_text("utf-8"))
        render(gold.read_text("utf-8"), annotation, source["form"], corpus / source["file"], source.get("numbering"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "corpus")
