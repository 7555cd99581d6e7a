"""Word files (.docx): paragraphs and tables in order, automatic labels and bold type made visible."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kehoach.errors import ReadError
from kehoach.ingest.docx_fonts import convert
from kehoach.ingest.docx_numbering import Numbering
from kehoach.ingest.docx_runs import WRAPPERS, boxes, pieces, runs
from kehoach.ingest.docx_styles import Styles
from kehoach.ingest.docx_xml import flag, value, w
from kehoach.ingest.marks import BOLD, row, with_bold
from kehoach.ingest.reading import Part, Reading, of_parts
from kehoach.ingest.tables import is_layout, reading_order
from kehoach.records.text import Place

MAX_XML = 400_000_000
"""Bytes of unpacked XML above which a file is refused: 40 bytes of markup for each of the 10,000,000 characters allowed."""

LONGEST_HEADING = 250
"""Characters above which a paragraph in a heading style is taken for body text in the wrong style (longest heading of 38 plans: 198)."""


def read_docx(data: bytes) -> Reading:
    """Return the text of a .docx file, one paragraph a line, each with the number of its paragraph.

    Paragraphs are counted from 0 in the order of the file, those in table cells included. Tracked deletions are left out, insertions
    kept; headers, footers, footnotes and comments are no part of the text.

    Raises ReadError `docx.broken`, or `file.too_large` where the file unpacks to more than any document needs.
    """
    document = open_docx(data)
    notes = convert(document)
    return of_parts(_with_line_ends(_reader(document).blocks(document.element.body)), notes)


def paragraphs(document: Any) -> list[Any]:
    """Return the paragraph elements of an open document as `read_docx` counts them."""
    reader = _reader(document)
    for _ in reader.blocks(document.element.body):
        pass
    return reader.paragraphs


def _with_line_ends(lines: Iterator[Part]) -> Iterator[Part]:
    for i, line in enumerate(lines):
        if i:
            yield "\n", None
        yield line


def open_docx(data: bytes) -> Any:
    """Return the document (of python-docx) in the bytes of a file; raises ReadError as `read_docx` does."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        size = sum(i.file_size for i in zipfile.ZipFile(io.BytesIO(data)).infolist() if i.filename.endswith(".xml"))
        if size > MAX_XML:
            raise ReadError("file.too_large", size=size // 40, limit=MAX_XML // 40)
        document = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, PackageNotFoundError, SyntaxError, KeyError, ValueError, EOFError, OSError) as e:
        raise ReadError("docx.broken") from e
    if document.element.body is None:
        raise ReadError("docx.broken")
    return document


def _reader(document: Any) -> _Reader:
    from docx.opc.constants import RELATIONSHIP_TYPE

    parts = {rel.reltype: rel.target_part.element for rel in document.part.rels.values() if _has_element(rel)}
    return _Reader(Styles.of(parts.get(RELATIONSHIP_TYPE.STYLES)), Numbering.of(parts.get(RELATIONSHIP_TYPE.NUMBERING)))


def _has_element(relationship: Any) -> bool:
    return not relationship.is_external and hasattr(relationship.target_part, "element")


@dataclass(slots=True)
class _Reader:
    styles: Styles
    numbering: Numbering
    paragraphs: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def blocks(self, parent: Any) -> Iterator[Part]:
        """Yield the lines of the paragraphs and tables below `parent`."""
        for child in parent:
            if child.tag == w("p"):
                yield from self.paragraph(child)
            elif child.tag == w("tbl"):
                yield from self.table(child)
            elif child.tag in WRAPPERS:
                yield from self.blocks(child)

    def paragraph(self, p: Any) -> Iterator[Part]:
        place = Place(paragraph=len(self.paragraphs))
        self.paragraphs.append(p)
        style = self.styles.style_of(p)
        text, bold = "", list[bool]()
        for run in runs(p):
            is_bold = self.styles.run_is_bold(run, style)
            for _, chunk in pieces(run):
                text += chunk
                bold += [is_bold] * len(chunk)
            self.boxes += boxes(run)
        label = self.label(p)
        if text.strip() or (label and p.getparent().tag == w("tc")):
            first = next((b for c, b in zip(text, bold, strict=True) if not c.isspace()), False)
            yield from _lines(label + text, [first] * len(label) + bold, self.heading(p, label + text, bold), place)
        waiting, self.boxes = self.boxes, []
        for box in waiting:
            yield from self.blocks(box)

    def label(self, p: Any) -> str:
        found = self.styles.list_of(p)
        if found is None:
            return ""
        key, level, style = found
        by_style = self.numbering.level_of_style(key, style) if style else None
        return self.numbering.label(key, by_style if by_style is not None else level or 0)

    def heading(self, p: Any, text: str, bold: list[bool]) -> int:
        """Return the heading level; clerks put whole chapters into heading styles, so a dash item, a cell or a long text is no heading."""
        level = self.styles.heading(p)
        plain = flag(p.find(w("pPr/rPr")), "b") is False and not any(bold)
        if (
            plain
            or p.getparent().tag == w("tc")
            or len(text) > LONGEST_HEADING
            or text.lstrip().startswith(("-", "+", "•"))
            or text.rstrip().endswith(";")
        ):
            return 0
        return level

    def table(self, table: Any) -> Iterator[Part]:
        rows = [[list(self.blocks(cell)) if cell is not None else [] for cell in _cells(tr)] for tr in _rows(table)]
        plain = [[[text for text, _ in cell] for cell in cells] for cells in rows]
        nested = table.find(f".//{w('tc')}//{w('tbl')}") is not None
        if nested or is_layout(plain, self.styles.table_is_ruled(table)):
            for i, column in reading_order(plain):
                yield from rows[i][column]
            return
        for cells in rows:
            if any(cells):
                place = next(place for cell in cells for _, place in cell)
                yield row(" ".join(text.replace(BOLD, "") for text, _ in cell) for cell in cells), place


def _lines(text: str, bold: list[bool], heading: int, place: Place) -> Iterator[Part]:
    """Yield a paragraph's lines (it has several where it holds line breaks), marked up."""
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped)
            flags = bold[start : start + len(stripped)]
            yield (f"{'#' * heading} {stripped}" if heading else with_bold(stripped, flags)), place
        at = end + 1


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == w("tr"):
            yield child
        elif child.tag in WRAPPERS:
            yield from _rows(child)


def _cells(tr: Any) -> Iterator[Any]:
    """Yield a row's cells by column; None stands for columns that a cell spans further and for cells that one above continues into."""
    for child in tr:
        if child.tag in WRAPPERS:
            yield from _cells(child)
        elif child.tag == w("tc"):
            merged = child.find(w("tcPr/vMerge"))
            continues = merged is not None and value(child, "tcPr/vMerge") != "restart"
            yield None if continues else child
            for _ in range(int(value(child, "tcPr/gridSpan") or 1) - 1):
                yield None
