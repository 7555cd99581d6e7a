"""Word files as clerks make them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from support.master import Block, Master, groups

LEFT, CENTRE, RIGHT, JUSTIFIED = range(4)  # w:jc as python-docx numbers it
EPOCH = (2024, 1, 1, 0, 0, 0)

_LABEL = re.compile(r"(?:([IVX]+)\.|(\d+(?:\.\d+)*)\.|(-)) ")


class WordFile:
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
            self.define(numbering)

    def write(self, parts: Master, target: Path) -> None:
        self.pair([*parts.left], [*parts.right], bold=True)
        self.pair(parts.number, parts.date, table=self.document.tables[0])
        for line in parts.notice:
            self.paragraph([(line, True)], align=RIGHT)
        for line in parts.title:
            self.paragraph([(line, True)], align=CENTRE)
        self.blocks(parts.body)
        self.pair(parts.recipients, parts.signature, bold=True)
        if parts.annex:
            self.document.add_page_break()
        self.blocks(parts.annex, centred=2)
        self.document.add_paragraph()  # a table may not be the last thing
        self.document.save(str(target))
        settle(target)

    def blocks(self, blocks: list[Block], centred: int = 0) -> None:
        for i, block in enumerate(groups(blocks)):
            if isinstance(block, list):
                table = self.document.add_table(0, max(map(len, block)), style="Table Grid")
                for n, cells in enumerate(block):
                    row = table.add_row().cells
                    row[len(cells) - 1].merge(row[-1])  # the last cell of a shorter row goes on to the edge
                    for cell, text in zip(row, cells, strict=False):
                        self.put(cell.paragraphs[0], text, n == 0)
            else:
                runs = [(block.text, True)] if i < centred else block.runs
                self.paragraph(runs, align=CENTRE if i < centred else JUSTIFIED)

    def paragraph(self, runs: list[tuple[str, bool]], align: int) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        text = runs[0][0]
        label = _LABEL.match(text) if self.numbering and align == JUSTIFIED else None
        if label:
            runs = [(text[label.end() :], runs[0][1]), *runs[1:]]
            level = 3 if label[3] else (label[2] or "").count(".") if self.numbering == "decimal" else int(bool(label[2]))
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, 90
        for piece, bold in runs:
            self.put(paragraph, piece, bold)

    def put(self, paragraph: Any, text: str, bold: bool) -> None:
        paragraph.add_run(text).bold = bold

    def pair(self, left: list[str], right: list[str], bold: bool = False, table: Any = None) -> None:
        table = table if table is not None else self.document.add_table(0, 2)
        for cell, lines in zip(table.add_row().cells, (left, right), strict=True):
            for n, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                paragraph.alignment = LEFT if line.startswith("-") else CENTRE
                self.put(paragraph, line, bold and not line.startswith("-"))

    def define(self, numbering: str) -> None:
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


def settle(target: Path) -> None:
    """Write the package again with one fixed date, so that the same master gives the same bytes."""
    with zipfile.ZipFile(target) as package:
        members = [(name, package.read(name)) for name in package.namelist()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            package.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
