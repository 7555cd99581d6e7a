"""The table of directives cited as a file: CSV, a workbook, or a Word file set across with a head that is repeated on each page."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kehoach.check.cited import CitedTable, head
from kehoach.check.telling import TABLE
from kehoach.errors import Lang
from kehoach.store.export import workbook, write_table
from kehoach.store.words import Words

FONT = "Times New Roman"
SIZE = 11
WIDTHS = (1.0, 2.2, 2.8, 2.0, 2.8, 5.0, 4.0, 2.0, 1.1, 2.2, 3.2)
"""Widths of the columns in cm, 28.3 in all: A4 set across, with margins of 0.7 cm."""


def write(target: Path, tables: Mapping[str, CitedTable], lang: Lang) -> None:
    """Write the tables of drafts, given by the names of their files, to `target`: a Word file (.docx), a workbook (.xlsx), else CSV."""
    say = Words(lang, TABLE)
    if target.suffix.lower() == ".docx":
        captions = {say("cited.caption", file=name, day=table.day): table.cells for name, table in tables.items()}
        target.write_bytes(_docx(say("cited.title"), head(lang), captions))
        return
    heads = (say("column.file"), say("column.day"), *head(lang))
    rows = [(name, table.day, *cells) for name, table in tables.items() for cells in table.cells]
    if target.suffix.lower() == ".xlsx":
        target.write_bytes(workbook(heads, rows))
        return
    write_table(target, heads, rows)


def _docx(title: str, heads: Sequence[str], tables: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(0.7)
    document.add_paragraph().add_run(title).bold = True
    for name, rows in tables.items():
        document.add_paragraph(name)
        _table(document, heads, rows)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for i, (row, cells) in enumerate(zip(table.rows, (heads, *rows), strict=True)):
        for cell, text, width in zip(row.cells, cells, WIDTHS, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(text).bold = i == 0
